"""Finds the rings of round seals on a picture without colour."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image
from capture.picture.ellipses import Ellipse

_DPI = 60
_DIAMETERS_MM = (27, 48)
"""Those of stamps with a date are the smallest."""
_COLOUR = 3
_DARK = 0.75
_ANGLES = np.linspace(0, 2 * np.pi, 180, endpoint=False)
_ALONG, _OUTSIDE, _INSIDE = 0.82, 0.6, 0.45


def find_rings(image: Image, dpi: int | None) -> tuple[Ellipse, ...]:
    """Return the rings as wide as a company's seal, in pixels of a page that has no colour at all.

    A colour scan of a black copy is not meant: there is no more colour to be had. Without a resolution
    nothing tells a seal from a ring of another size.
    """
    if not dpi or _has_colour(image):
        return ()
    small = _shrunk(image, dpi)
    radii = [round(mm / 25.4 * _DPI / 2) for mm in _DIAMETERS_MM]
    circles = cv2.HoughCircles(
        small,
        cv2.HOUGH_GRADIENT_ALT,
        dp=1.5,
        minDist=radii[0],
        param1=300,
        param2=0.6,
        minRadius=radii[0],
        maxRadius=radii[1],
    )
    if circles is None:
        return ()
    paper = float(np.median(small))
    rings = [Ellipse(x, y, radius, radius) for x, y, radius in circles[0, :, :3].tolist()]
    drawn = [ring for ring in rings if _is_ring(small, paper, ring.x, ring.y, ring.along)]
    return tuple(ring.scaled(dpi / _DPI) for ring in drawn)


def _has_colour(image: Image) -> bool:
    red, green, blue = cv2.split(np.ascontiguousarray(image[::6, ::6]))
    most, least = cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)
    return bool(np.max(cv2.subtract(most, least)) > _COLOUR)


def _shrunk(image: Image, dpi: int) -> Image:
    """Return the page in grey at 60 dpi."""
    step = max(1, dpi // (2 * _DPI))
    grey = np.ascontiguousarray(image[::step, ::step, 1])
    scale = _DPI * step / dpi
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    return cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.uint8)


def _is_ring(small: Image, paper: float, x: float, y: float, radius: float) -> bool:
    """Tell whether print runs along a circle nearly all round, with paper on both sides of it."""
    dark = small < _DARK * paper

    def share(distances: tuple[float, ...]) -> float:
        return float(np.mean(np.any([_along(dark, x, y, radius + d) for d in distances], axis=0)))

    return (
        share((-1.5, -0.75, 0.0, 0.75, 1.5)) >= _ALONG
        and 1 - share((3.5,)) >= _OUTSIDE
        and 1 - share((-3.5,)) >= _INSIDE
    )


def _along(dark: NDArray[np.bool_], x: float, y: float, radius: float) -> NDArray[np.bool_]:
    columns = np.clip(np.round(x + radius * np.cos(_ANGLES)).astype(int), 0, dark.shape[1] - 1)
    rows = np.clip(np.round(y + radius * np.sin(_ANGLES)).astype(int), 0, dark.shape[0] - 1)
    found: NDArray[np.bool_] = dark[rows, columns]
    return found

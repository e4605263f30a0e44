"""Unrolls the ring of a round or oval seal: its letters, laid in a straight row."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image
from capture.picture.ellipses import Ellipse
from capture.seals.inks import as_print

LETTER, HEIGHT, ROOM = 40, 48, 10
"""How high letters in a strip are, how high the strip is, and the room at either end, in pixels."""


def unrolled(ink: Image, ellipse: Ellipse, theta: NDArray[np.floating], share: NDArray[np.floating]) -> Image:
    """Return a picture unrolled: angles ``theta`` to the right, shares of the radius downwards."""
    u = ellipse.along * np.sin(theta)[None, :] * share[:, None]
    v = -ellipse.across * np.cos(theta)[None, :] * share[:, None]
    cos, sin = math.cos(ellipse.angle), math.sin(ellipse.angle)
    x = (ellipse.x + u * cos - v * sin).astype(np.float32)
    y = (ellipse.y + u * sin + v * cos).astype(np.float32)
    return cv2.remap(ink, x, y, cv2.INTER_LINEAR, borderValue=0).astype(np.uint8)


def natural_width(sweep: float, outer: float, inner: float) -> float:
    """Return how wide the letters of an arc are, in pixels, where they are ``LETTER`` high."""
    return sweep * (outer + inner) / 2 / (outer - inner) * LETTER


def strip_of(
    ink: Image,
    ellipse: Ellipse,
    arc: tuple[float, float],
    share: NDArray[np.floating],
    width: float,
    *,
    foot: bool = False,
) -> Image:
    """Return the letters of an arc in a straight row, dark on white.

    Args:
        ink: The seal.
        ellipse: The outer edge of its ring, in pixels of the picture.
        arc: Where it begins, clockwise from the top, and how far it goes, in radians.
        share: How far from the middle each row lies, as a share of the radius.
        width: How wide the letters are to be, in pixels; room is added at either end.
        foot: Whether letters stand on the foot of the seal, upright, and run the other way round.
    """
    start, sweep = arc
    columns = np.arange(round(width) + 2 * ROOM)
    theta = start + ((columns[::-1] if foot else columns) - ROOM + 0.5) * (sweep / round(width))
    return as_print(unrolled(ink, ellipse, theta, share))

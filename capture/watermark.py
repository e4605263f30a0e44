"""Pale print across a page at an angle: the watermarks on copies and e-licences.

Where it crosses level print the detector takes both for one line and loses the print. It is paler than the
print, so for a second look the page is made white down to its tone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.clean import CleanPage
from capture.engines.base import Image, Quad

_ASKEW = (12.0, 78.0)
_LONG = 3.0
_FEWEST = 2
_ACROSS = 0.5
_DARKEST = 12
_PAPER = 235
_PALER = 45.0
_BELOW = 0.25


def slanted_lines(quads: Sequence[Quad]) -> list[Quad]:
    """Return the lines that run neither level nor upright."""
    return [quad for quad in quads if _is_slanted(quad)]


def without_watermark(clean: CleanPage, quads: Sequence[Quad]) -> CleanPage | None:
    """Return the page without the pale print across it; nothing where it has none, or none much paler.

    ``quads`` are all the lines that were found on it.
    """
    slanted = slanted_lines(quads)
    level = [quad for quad in quads if _slope(quad) < _ASKEW[0]]
    run = sum(float(np.linalg.norm(quad[1] - quad[0])) for quad in slanted)
    if len(slanted) < _FEWEST or not level or run < _ACROSS * min(clean.image.shape):
        return None
    mark = float(np.median([np.median(_ink(clean.image, quad)) for quad in slanted]))
    print_ = float(np.median([np.percentile(_ink(clean.image, quad), _DARKEST) for quad in level]))
    if mark - print_ < _PALER:
        return None
    white = mark - _BELOW * (mark - print_)
    table = np.clip(np.arange(256) * (255.0 / white), 0, 255).astype(np.uint8)
    return replace(clean, image=cv2.LUT(clean.image, table).astype(np.uint8))


def _slope(quad: Quad) -> float:
    """Return how far a line runs from level, in degrees, 0 … 90."""
    (x0, y0), (x1, y1) = quad[0].tolist(), quad[1].tolist()
    return math.degrees(math.atan2(abs(y1 - y0), abs(x1 - x0)))


def _is_slanted(quad: Quad) -> bool:
    run = float(np.linalg.norm(quad[1] - quad[0]))
    return run > _LONG * float(np.linalg.norm(quad[3] - quad[0])) and _ASKEW[0] < _slope(quad) < _ASKEW[1]


def _ink(image: Image, quad: Quad) -> NDArray[np.uint8]:
    """Return the tones of what is darker than paper in a line, 0 black … 255."""
    x0, y0 = np.maximum(quad.min(axis=0), 0).astype(int).tolist()
    x1, y1 = (np.ceil(quad.max(axis=0)).astype(int) + 1).tolist()
    part = image[y0:y1, x0:x1]
    mask = np.zeros(part.shape, np.uint8)
    if part.size:
        cv2.fillConvexPoly(mask, np.round(quad - (x0, y0)).astype(np.int32), (1,))
    ink = part[(mask > 0) & (part < _PAPER)]
    return ink if ink.size else np.array([_PAPER], np.uint8)

"""Pale print across a page at an angle: the watermarks on copies and e-licences.

Where it crosses level print the detector takes both for one line and loses the print. It is paler than the
print, so for a second look the page is made white down to its tone. The print of other papers, aslant beside
the page, is none.
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
from capture.engines.quads import area, shared_area

_ASKEW = (12.0, 78.0)
_LONG, _LEVEL = 3.0, 1.5
_FEWEST = 2
_ACROSS = 0.5
_DARKEST, _HALF = 12, 50
_PAPER = 235
_PALER = 45.0
_BELOW = 0.25
_TOUCHED = 0.1


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
    print_ = _tone(clean.image, level, _DARKEST)
    # strokes are pale at their edges: only like tones of both tell that one is paler
    if _tone(clean.image, slanted, _DARKEST) - print_ < _PALER:
        return None
    mark = _tone(clean.image, slanted, _HALF)
    white = mark - _BELOW * (mark - print_)
    table = np.clip(np.arange(256) * (255.0 / white), 0, 255).astype(np.uint8)
    return replace(clean, image=cv2.LUT(clean.image, table).astype(np.uint8))


def seen_either_way(quads: Sequence[Quad], plain: Sequence[Quad]) -> tuple[list[Quad], list[Quad]]:
    """Return the lines of a page that run level, and those that run across it at an angle.

    Print that is as pale as what crosses the page is gone from the plain one, and papers below the page lie
    aslant on both: each line counts once.

    Args:
        quads: The lines that were found on the page.
        plain: Those found once the pale print across it is gone.
    """
    level = [quad for quad in plain if not _is_slanted(quad)]
    pale = [quad for quad in quads if _slope(quad) < _ASKEW[0] and _is_long(quad, _LEVEL)]
    across = slanted_lines(quads)
    return level + _apart(pale, plain), across + _apart(slanted_lines(plain), across)


def _apart(quads: Sequence[Quad], others: Sequence[Quad]) -> list[Quad]:
    """Return the quads of which the others hold next to nothing."""
    shared = [sum(shared_area(quad, other) for other in others) for quad in quads]
    return [quad for quad, held in zip(quads, shared, strict=True) if held < _TOUCHED * area(quad)]


def _slope(quad: Quad) -> float:
    """Return how far a line runs from level, in degrees, 0 … 90."""
    (x0, y0), (x1, y1) = quad[0].tolist(), quad[1].tolist()
    return math.degrees(math.atan2(abs(y1 - y0), abs(x1 - x0)))


def _is_slanted(quad: Quad) -> bool:
    return _is_long(quad) and _ASKEW[0] < _slope(quad) < _ASKEW[1]


def _is_long(quad: Quad, times: float = _LONG) -> bool:
    return float(np.linalg.norm(quad[1] - quad[0])) > times * float(np.linalg.norm(quad[3] - quad[0]))


def _tone(image: Image, quads: Sequence[Quad], percent: float) -> float:
    """Return than which tone so many percent of the ink in a usual one of the lines are darker."""
    return float(np.median([np.percentile(_ink(image, quad), percent) for quad in quads]))


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

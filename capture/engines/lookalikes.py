"""Signs that look alike are told apart by what can be measured: an O is wider than a 0, ‰ has a third ring.

Printed figures are all of one width, and in type of changing width the letter O is a third wider or more.
Where letters and figures are all of one width, nothing can be measured, and what was read stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np

from capture.engines.base import Image
from capture.picture.runs import runs_of

# the letters a number begins with, and a zero that may be the last of them: PO20260315
DOUBTED = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,3}(0)(?=\d{4})\d+")
_DARK = 0.55
_WIDER = 1.3
_FEWEST = 3
_PERCENT = re.compile(r"(?<=\d)%")
_CLOSE, _NARROW = 4, 16
_ENLARGED, _LEAST_HOLE = 3, 20
_LEVEL, _BELOW, _ALIKE = 2.0, 5.0, 1.7
"""By how many pixels the rings of a sign that stand side by side differ in height, and stand below the first;
how many times as large as the others one is at most."""


def settle_letters(text: str, centres: Sequence[float], crop: Image) -> str:
    """Return the text of a line with zeros made the letter O where they are plainly wider than the figures.

    ``centres`` are the characters' places along the crop, 0 … 1.
    """
    found = list(DOUBTED.finditer(text))
    if not found:
        return text
    letters = list(text)
    pieces = _pieces(crop)
    for number in found:
        zero = number.start(1)
        widths = [_width(pieces, centres[place] * crop.shape[1]) for place in range(zero, number.end())]
        places = range(zero + 1, number.end())
        others = [
            width for width, place in zip(widths[1:], places, strict=True) if width and text[place] != "1"
        ]
        if widths[0] and len(others) >= _FEWEST and widths[0] >= _WIDER * median(others):
            letters[zero] = "O"
    return "".join(letters)


def settle_per_mille(text: str, centres: Sequence[float], crop: Image) -> str:
    """Return the text of a line with ‰ where a percent sign has two rings side by side below its first.

    The network reads most of them as %, surely.
    """
    found = list(_PERCENT.finditer(text))
    if not found:
        return text
    letters = list(text)
    pieces = _pieces(crop)
    for sign in found:
        place = centres[sign.start()] * crop.shape[1]
        beyond = [piece for piece in pieces if piece[1] + 2 >= place]
        if not beyond or beyond[0][0] - 2 > place:
            continue
        begin, end = beyond[0]
        first, last = beyond[1] if len(beyond) > 1 else (end, end)
        if first - end <= _CLOSE and last - first <= _NARROW:
            end = last  # the third ring may stand by itself
        if _has_three_rings(crop[:, max(0, begin - 2) : end + 2]):
            letters[sign.start()] = "‰"
    return "".join(letters)


def _has_three_rings(sign: Image) -> bool:
    """Tell whether ink encloses three holes as in ‰; a figure that touches the sign may hold others."""
    grey = sign if sign.ndim == 2 else sign.max(axis=2)
    large = cv2.resize(grey, None, fx=_ENLARGED, fy=_ENLARGED, interpolation=cv2.INTER_CUBIC)
    dark, light = (float(level) for level in np.percentile(large, (2, 95)))
    paper = (large >= dark + _DARK * (light - dark)).astype(np.uint8)
    _, _, stats, middles = cv2.connectedComponentsWithStats(paper, connectivity=4)
    height, width = paper.shape
    holes = sorted(
        (x / _ENLARGED, y / _ENLARGED, float(area))
        for (x, y), (left, top, wide, high, area) in zip(middles[1:], stats[1:], strict=True)
        if area >= _LEAST_HOLE and left > 0 and top > 0 and left + wide < width and top + high < height
    )
    if len(holes) < _FEWEST:
        return False
    first, second, third = holes[-3:]
    areas = [hole[2] for hole in (first, second, third)]
    level = abs(second[1] - third[1]) <= _LEVEL and second[1] - first[1] >= _BELOW
    return level and max(areas) <= _ALIKE * min(areas)


def _pieces(crop: Image) -> list[tuple[int, int]]:
    """Return where ink stands along a line: begin and end of each piece between empty columns."""
    grey = crop if crop.ndim == 2 else crop.max(axis=2)
    dark, light = (float(level) for level in np.percentile(grey, (2, 90)))
    ink = grey < dark + _DARK * (light - dark)
    return runs_of(np.asarray(ink.sum(axis=0) > 1))


def _width(pieces: Sequence[tuple[int, int]], place: float) -> int:
    """Return how wide the piece at a place is; 0 where there is none."""
    return next((end - begin for begin, end in pieces if begin - 2 <= place <= end + 2), 0)

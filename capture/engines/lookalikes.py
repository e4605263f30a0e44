"""Letters and figures that look alike are told apart by what can be measured: an O is wider than a 0.

Printed figures are all of one width, and in type of changing width the letter O is a third wider or more.
Where letters and figures are all of one width, nothing can be measured, and what was read stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

import numpy as np

from capture.engines.base import Image
from capture.runs import runs_of

# the letters a number begins with, and a zero that may be the last of them: PO20260315
DOUBTED = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,3}(0)(?=\d{4})\d+")
_DARK = 0.55
_WIDER = 1.3
_FEWEST = 3


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


def _pieces(crop: Image) -> list[tuple[int, int]]:
    """Return where ink stands along a line: begin and end of each piece between empty columns."""
    grey = crop if crop.ndim == 2 else crop.max(axis=2)
    dark, light = (float(level) for level in np.percentile(grey, (2, 90)))
    ink = grey < dark + _DARK * (light - dark)
    return runs_of(np.asarray(ink.sum(axis=0) > 1))


def _width(pieces: Sequence[tuple[int, int]], place: float) -> int:
    """Return how wide the piece at a place is; 0 where there is none."""
    return next((end - begin for begin, end in pieces if begin - 2 <= place <= end + 2), 0)

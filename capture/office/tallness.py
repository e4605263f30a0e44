"""How high what stands in a cell will be: a cell that is higher than a page would lose its rest."""

from __future__ import annotations

import re
import unicodedata
from math import ceil

from capture.office.markup import AROUND

_MOST = 0.75
"""A cell may be so high, of a page: heads and feet take some, and heights are only estimated."""
_USUAL = 10.5
_LEADING = 1.25
_PARAGRAPH = 2.0
_ENDS = re.compile("</p>|</tr>|<br>")
_TAG = re.compile("<[^>]*>")
_SIZE = re.compile(r"font-size:([\d.]+)pt")


def is_too_high(content: str, wide: float, page: float, size: float = _USUAL) -> bool:
    """Tell whether a cell so many points wide would be higher than a page of so many points can hold."""
    room = max(size, wide - AROUND)
    if len(content) * size * size < room * page / 4:
        return False  # most cells hold little: no need to look closer
    high = 0.0
    for line in _ENDS.split(content):
        own = max(map(float, _SIZE.findall(line)), default=size)
        text = _TAG.sub("", line)
        if text:
            high += ceil(_length(text) * own / room) * own * _LEADING + _PARAGRAPH
    return high > _MOST * page


def _length(text: str) -> float:
    """Return how long a text is, in heights of its letters."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)

"""Cells higher than a page: laid out in place they would lose their rest, so they stand below their row."""

from __future__ import annotations

import re
from math import ceil

from capture.office.markup import AROUND, USUAL, length_of

_MOST = 0.75
"""A cell may be so high, of a page: heads and feet take some, and heights are only estimated."""
_LEADING = 1.25
_PARAGRAPH = 2.0
_ENDS = re.compile("</p>|</tr>|<br>")
_TAG = re.compile("<[^>]*>")
_SIZE = re.compile(r"font-size:([\d.]+)pt")


class TallCells:
    """Takes what cells of a table hold that are too high, to be written where the table may be parted."""

    def __init__(self, page: float) -> None:
        """Make one for a table on pages with room for so many points."""
        self.until = 0
        self._page = page
        self._below: list[str] = []

    def put(self, content: str, wide: float, last: int, size: float = USUAL) -> str:
        """Return what of a cell, so many points wide, stands in its place.

        ``last`` is the number of the row behind the last one it takes, ``size`` that of its letters.
        """
        self.until = max(self.until, last)
        if not _is_too_high(content, wide, self._page, size):
            return content
        self._below.append(content)
        return ""

    def behind(self, row: int) -> list[str]:
        """Return what stands below the table as far as it is written, ``row`` rows; nothing within a cell."""
        if row < self.until:
            return []
        below, self._below = self._below, []
        return below


def _is_too_high(content: str, wide: float, page: float, size: float = USUAL) -> bool:
    """Tell whether a cell so many points wide would be higher than a page of so many points can hold."""
    room = max(size, wide - AROUND)
    if len(content) * size * size < room * page / 4:
        return False  # most cells hold little: no need to look closer
    high = 0.0
    for line in _ENDS.split(content):
        own = max(map(float, _SIZE.findall(line)), default=size)
        text = _TAG.sub("", line)
        if text:
            high += ceil(length_of(text) * own / room) * own * _LEADING + _PARAGRAPH
    return high > _MOST * page

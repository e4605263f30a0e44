"""Cells as high as several rows that hold a line in each of them: the rules between were not seen."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from capture.characters.spaces import is_han
from capture.ruling.grids import Grid
from capture.tables.unlined import Part

_FEWEST = 4
"""So many rows at least: few lines of a wrapped text may stand on the levels of rows by chance."""
_LEVEL = 0.3
"""Of the height of its row, how far a line stands off its middle at most."""
_SHORT = 2
_OF_A_SENTENCE = re.compile("[，。；]")
_LONG = 6
"""Lines of so many characters that end at one place, but for a shorter last one, are a wrapped text."""


def with_rows(grid: Grid, parts: Mapping[int, Sequence[Part]]) -> Grid:
    """Return a grid whose tall cells are divided where each row holds a line of its own."""
    owner = grid.owner
    following = int(owner.max()) + 1
    for number, some in parts.items():
        if len(some) < _FEWEST:
            continue
        places = np.argwhere(owner == number)
        top, bottom = int(places[:, 0].min()), int(places[:, 0].max())
        if bottom - top + 1 < _FEWEST or _is_running(some):
            continue
        if not _fills(grid.ys[top : bottom + 2], some):
            continue
        if owner is grid.owner:
            owner = owner.copy()
        for row in range(top + 1, bottom + 1):
            owner[row][owner[row] == number] = following
            following += 1
    return grid if owner is grid.owner else replace(grid, owner=owner)


def _fills(ys: Sequence[float], parts: Sequence[Part]) -> bool:
    """Tell whether text stands in the middle of every row; few characters below each other are one word."""
    found: set[int] = set()
    for part in parts:
        row = bisect_left(ys, part.y) - 1
        if not 0 <= row < len(ys) - 1 or abs(part.y - (ys[row] + ys[row + 1]) / 2) > _LEVEL * (
            ys[row + 1] - ys[row]
        ):
            return False
        found.add(row)
    return len(found) == len(ys) - 1 and not all(_is_short(part.text) for part in parts)


def _is_running(parts: Sequence[Part]) -> bool:
    """Tell whether it is one text on all its lines, as a note on several rows is: it is of none alone."""
    if any(_OF_A_SENTENCE.search(part.text) for part in parts):
        return True
    *some, last = sorted(parts, key=lambda part: part.y)
    if min(len(part.text) for part in some) < _LONG:
        return False
    lefts, rights = [part.box.x0 for part in parts], [part.box.x1 for part in some]
    size = min(part.height for part in parts)
    even = max(max(lefts) - min(lefts), max(rights) - min(rights)) < size / 2
    return even and last.box.x1 < min(rights) - size / 2


def _is_short(text: str) -> bool:
    """Tell whether it may be a part of an upright heading: one or two Han characters."""
    return len(text) <= _SHORT and all(map(is_han, text))

"""Cells as high as several rows that hold a line in each of them: the rules between were not seen."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from capture.grids import Grid
from capture.spaces import is_han
from capture.unlined import Part

_FEWEST = 4
"""So many rows at least: few lines of a wrapped text may stand on the levels of rows by chance."""
_LEVEL = 0.3
"""Of the height of its row, how far a line stands off its middle at most."""
_SHORT = 2


def with_rows(grid: Grid, parts: Mapping[int, Sequence[Part]]) -> Grid:
    """Return a grid whose tall cells are divided where each row holds a line of its own."""
    owner = grid.owner
    following = int(owner.max()) + 1
    for number, some in parts.items():
        if len(some) < _FEWEST:
            continue
        places = np.argwhere(owner == number)
        top, bottom = int(places[:, 0].min()), int(places[:, 0].max())
        if bottom - top + 1 < _FEWEST or not _fills(grid.ys[top : bottom + 2], some):
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


def _is_short(text: str) -> bool:
    """Tell whether it may be a part of an upright heading: one or two Han characters."""
    return len(text) <= _SHORT and all(map(is_han, text))

"""Places of ordered rows, with room between them: a row put in between leaves those behind it as they are."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
STEP = 64
"""So far apart rows are placed at first; six can be put in between one after another at the same spot."""


def place_rows(keys: Sequence[K], known: Mapping[K, int]) -> list[int]:
    """Return a rising place for each row, the known one wherever that can be.

    Where known rows changed their order, or no room is left between two, all are placed anew.
    """
    at = [(index, known[key]) for index, key in enumerate(keys) if key in known]
    anew = [STEP * index for index in range(len(keys))]
    if any(before[1] >= after[1] for before, after in pairwise(at)):
        return anew
    if not at:
        return anew
    (first, lowest), (last, highest) = at[0], at[-1]
    ends = [(-1, lowest - STEP * (first + 1)), *at, (len(keys), highest + STEP * (len(keys) - last))]
    places: list[int] = []
    for (before, low), (after, high) in pairwise(ends):
        between = after - before - 1
        if high - low <= between:
            return anew
        places += [low + (high - low) * step // (between + 1) for step in range(1, between + 1)]
        places.append(high)
    return places[:-1]

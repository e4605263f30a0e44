"""The lines of a page that tell which way up it lies: the longest and largest, their beginnings alone."""

from __future__ import annotations

import numpy as np

from capture.engines.base import Quad, Reading
from capture.engines.quads import side_lengths

VOTES = 4
_VOTER_LENGTH = 6.4


def best_voters(quads: list[Quad], among: list[int]) -> list[int]:
    """Return the lines, by their numbers, whose beginnings can best tell up from down."""

    def worth(number: int) -> float:
        width, height = sorted(side_lengths(quads[number]), reverse=True)
        return min(width / max(height, 1.0), 10.0) * height

    return sorted(among, key=worth, reverse=True)[:VOTES]


def _share(quad: Quad) -> float:
    """Return how much of a long line holds enough characters to vote."""
    short, long = sorted(side_lengths(quad))
    return min(1.0, _VOTER_LENGTH * short / long)


def begun(reading: Reading, quad: Quad) -> Reading:
    """Return what the beginning of a line says that was read whole."""
    share = _share(quad)
    count = sum(centre <= share for centre in reading.centres)
    sure = reading.sure[:count]
    confidence = sum(sure) / count if count else 0.0
    return Reading(reading.text[:count], confidence, reading.centres[:count], sure)


def beginning(quad: Quad) -> Quad:
    """Return one end of a long line: enough characters to vote."""
    width, height = side_lengths(quad)
    keep = _share(quad)
    if width >= height:
        end = quad[[0, 3]] + (quad[[1, 2]] - quad[[0, 3]]) * keep
        return np.array([quad[0], end[0], end[1], quad[3]], np.float32)
    end = quad[[0, 1]] + (quad[[3, 2]] - quad[[0, 1]]) * keep
    return np.array([quad[0], quad[1], end[1], end[0]], np.float32)

"""Rims of round seals among strokes: black copies show them, and neither they nor their stars are writing."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from capture.engines.base import Image

_ROUND, _RIM_AT = 1.25, (0.94, 0.08)
"""How far from round a seal may be, and where its rim is and how wide, in its half widths."""
_PARTS, _MOST_PARTS, _AMID = 36, 30, 0.12
"""A rim is seen in most parts of the whole turn; so far from its middle, in its widths, a star may stand."""


def is_amid(box: Sequence[int], rim: Sequence[int]) -> bool:
    """Return whether a box is a rim, or what stands in the middle of one: the star of a seal."""
    x, y, wide, high = box
    aside = max(
        abs(x + wide / 2 - rim[0] - rim[2] / 2) / rim[2], abs(y + high / 2 - rim[1] - rim[3] / 2) / rim[3]
    )
    return aside < _AMID and 1 / _ROUND <= wide / high <= _ROUND and wide <= rim[2]


def is_rim(strokes: Image, box: Sequence[int]) -> bool:
    """Return whether strokes go round in their box as the rim of a seal does, on a black copy.

    ``strokes`` is a mask, ``box`` a rectangle of it: x, y, width, height.
    """
    x0, y0, wide, high = box
    if not 1 / _ROUND <= wide / high <= _ROUND:
        return False
    y, x = np.nonzero(strokes[y0 : y0 + high, x0 : x0 + wide])
    across, down = 2 * (x + 0.5) / wide - 1, 2 * (y + 0.5) / high - 1
    at_rim = np.abs(np.hypot(across, down) - _RIM_AT[0]) <= _RIM_AT[1]
    turned = np.floor((np.arctan2(down, across)[at_rim] / math.pi + 1) / 2 * _PARTS).astype(np.int64) % _PARTS
    return len(set(turned.tolist())) >= _MOST_PARTS

"""Rules between columns that run through nearly a whole table: strokes of characters hardly do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import numpy as np

from capture.ruling.rules import Rule, Rules

_SEVERAL = 4
"""So many rules, and so many rows, at least."""
_NEARLY_ALL = 0.9
_INKED = 0.95
"""Of the ink that most of them bear: between characters below each other there is none."""
_NEAR, _ABOUT = 5, 3
_BEYOND = 0.8
"""Of a row, how near its end a rule may be gone on by a stroke."""


def rules_through(rules: Rules, ys: Sequence[float]) -> list[Rule]:
    """Return the rules in one piece through nearly all rows, with about as much ink each as most have."""
    if len(ys) <= _SEVERAL:
        return []
    long = [rule for rule in rules.down_pieces if rule.length >= _NEARLY_ALL * (ys[-1] - ys[0])]
    if len(long) < _SEVERAL:
        return []
    bands = [
        rules.ink[max(0, round(r.place) - _ABOUT) : round(r.place) + _ABOUT + 1, r.start : r.end]
        for r in long
    ]
    inked = [float(band.any(axis=0).mean()) if band.size else 0.0 for band in bands]
    usual = float(np.median(inked))
    return [rule for rule, share in zip(long, inked, strict=True) if share >= _INKED * usual]


def rows_passed(rules: Sequence[Rule], x: float, ys: Sequence[float]) -> list[int]:
    """Return the rows that a rule at a place runs through, but for its ends: strokes may go on there."""
    near = [rule for rule in rules if abs(rule.place - x) <= _NEAR]
    if not near:
        return []
    beyond = _BEYOND * median(b - a for a, b in pairwise(ys))
    return [
        row
        for row, (top, bottom) in enumerate(pairwise(ys))
        if any(rule.start + beyond <= top and bottom <= rule.end - beyond for rule in near)
    ]

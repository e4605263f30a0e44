"""Lays readings of a tax code over each other: its signs stand evenly, places tell which belong together.

A sign that one reading lost is a gap in it then, and one that a scratch added falls beside the code.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from capture.characters.votes import Placed

CODE_CHARS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""What GB 32100-2015 writes codes with: no I, O, S, V, Z."""
_LIKE = str.maketrans("OoIlSsZzVvgqB|!", "001155227799B11")
_POSSIBLE = 0.003
_SURE = 0.6
_FEWEST_STEPS = 6
_NEAR = (0.6, 1.5)
_OFF = 0.09
"""By how much the distance of signs may differ from the readings' mean: the reader tells places coarsely."""
_TRIED = 37
_MOST_PLACES = 60
_OTHER_SIGN = 0.2
_OFF_PLACE = 0.3

Shares = dict[str, float]


def shares_of(options: Sequence[tuple[str, float]]) -> Shares:
    """Return what a sign may be in a code; letters that none holds count as the figures they look like."""
    shares: Shares = {}
    for char, sure in options:
        known = char if char in CODE_CHARS else char.translate(_LIKE)
        if known in CODE_CHARS and sure >= _POSSIBLE:
            shares[known] = max(shares.get(known, 0.0), sure)
    return shares


def laid_over(readings: Sequence[Placed]) -> list[Shares]:
    """Return for each place of a row of even signs what readings hold it to be, on the mean; empty if unseen.

    There may be places more than signs, at the ends: scratches. Nothing is returned where few signs are sure.
    """
    kept = [[(place, sign) for place, sign in one if sign.options[0][0] != " "] for one in readings]
    pitch = _pitch(kept)
    places = np.array([place for one in kept for place, _ in one])
    if not pitch or np.ptp(places) > _MOST_PLACES * pitch:
        return []
    weights = np.array(
        [
            sign.options[0][1] * (1.0 if shares_of(sign.options[:1]) else _OTHER_SIGN)
            for one in kept
            for _, sign in one
        ]
    )
    tried = np.linspace(pitch * (1 - _OFF), pitch * (1 + _OFF), _TRIED)
    # the pitch at which most signs stand at even distances is the one at which their phases agree
    turns = (weights * np.exp(2j * np.pi * places / tried[:, None])).sum(axis=1)
    best = int(np.abs(turns).argmax())
    begin = float(np.angle(turns[best])) / (2 * np.pi) * float(tried[best])
    return _means(kept, begin, float(tried[best]))


def _pitch(readings: Sequence[Placed]) -> float:
    """Return roughly how far signs stand apart, 0 where that cannot be told."""
    steps = np.array(
        [
            after - before
            for one in readings
            for before, after in pairwise(
                [p for p, sign in one if sign.options[0][1] > _SURE and shares_of(sign.options[:1])]
            )
        ]
    )
    if len(steps) < _FEWEST_STEPS:
        return 0.0
    usual = float(np.median(steps))
    near = steps[(steps > _NEAR[0] * usual) & (steps < _NEAR[1] * usual)]
    return float(near.mean()) if near.size else 0.0


def _means(readings: Sequence[Placed], begin: float, pitch: float) -> list[Shares]:
    """Return the mean shares at each place; of two signs of a reading in one the surer and nearer counts."""
    best: dict[tuple[int, int], tuple[float, Shares]] = {}
    for number, one in enumerate(readings):
        for place, sign in one:
            at = (place - begin) / pitch
            shares = shares_of(sign.options)
            worth = max(shares.values(), default=0.0) - _OFF_PLACE * abs(at - round(at))
            key = (round(at), number)
            if key not in best or worth > best[key][0]:
                best[key] = (worth, shares)
    first, last = min(at for at, _ in best), max(at for at, _ in best)
    means: list[Shares] = [{} for _ in range(last - first + 1)]
    for (at, _), (_, shares) in best.items():
        for char, sure in shares.items():
            means[at - first][char] = means[at - first].get(char, 0.0) + sure / len(readings)
    return means

"""Streaks of a scanner: dust under its glass draws a line over the whole sheet, from edge to edge."""

from __future__ import annotations

import cv2
import numpy as np

from capture.engines.base import Image
from capture.picture.runs import runs_of

_WHOLE, _ENDS, _END = 0.8, 0.9, 0.03
"""A streak has ink in such a share of a page's rows, and of those at either end, that share of them all."""
_WIDEST, _MOST = 9, 3
_DEEPER = 1.6
"""So many times as deep as at the ends is print that lies along a streak."""


def without_streaks(ink: Image, depth: Image) -> Image:
    """Take streaks out of the ink of a page in place and return it; what crosses a streak stays.

    They run along one axis, and are few: others are rules that reach the edges of the picture. ``depth`` is
    how deep the ink of each pixel is: a rule along a streak is deeper, and stays.
    """
    found = [_streaks(ink, axis) for axis in (0, 1)]
    if all(found):
        return ink
    for part, deep, streaks in zip((ink, ink.T), (depth, depth.T), found, strict=True):
        for start, stop in streaks if len(streaks) <= _MOST else ():
            before, after = max(0, start - 1), min(part.shape[1] - 1, stop)
            printed = deep[:, start:stop] > _DEEPER * _usual(deep[:, start:stop])
            crossed = (part[:, before] & part[:, after])[:, None]
            part[:, start:stop] = np.where(printed, part[:, start:stop], crossed)
    return ink


def _usual(streak: Image) -> float:
    """Return how deep a streak is at its ends, where no rule lies along it."""
    end = max(1, round(_END * len(streak)))
    return float(np.median(np.concatenate([streak[:end], streak[-end:]]).max(axis=1)))


def _streaks(ink: Image, axis: int) -> list[tuple[int, int]]:
    """Return the first column (axis 0) or row (axis 1) of each streak and the one after the last."""
    part = ink if axis == 0 else ink.T
    end = max(1, round(_END * len(part)))
    count = cv2.reduce(ink, axis, cv2.REDUCE_SUM, dtype=cv2.CV_32S).reshape(-1) / 255
    if not (count >= 0.5 * _WHOLE * len(part)).any():
        return []
    whole = np.convolve(count, np.ones(3), "same") >= _WHOLE * len(part)
    return [
        (start, stop)
        for start, stop in runs_of(whole)
        if stop - start <= _WIDEST
        and all(one[:, start:stop].any(axis=1).mean() >= _ENDS for one in (part[:end], part[-end:]))
    ]

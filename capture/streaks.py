"""Streaks of a scanner: dust under its glass draws a line over the whole sheet, from edge to edge."""

from __future__ import annotations

import cv2
import numpy as np

from capture.engines.base import Image
from capture.runs import runs_of

_WHOLE, _ENDS, _END = 0.8, 0.9, 0.03
"""A streak has ink in such a share of a page's rows, and of those at either end, that share of them all."""
_WIDEST = 9


def without_streaks(ink: Image) -> Image:
    """Take streaks out of the ink of a page in place, along both axes, and return it.

    What crosses a streak stays.
    """
    for axis, part in enumerate((ink, ink.T)):
        end = max(1, round(_END * len(part)))
        count = cv2.reduce(ink, axis, cv2.REDUCE_SUM, dtype=cv2.CV_32S).reshape(-1) / 255
        near = count >= 0.5 * _WHOLE * len(part)
        if not near.any():
            continue
        whole = np.convolve(count, np.ones(3), "same") >= _WHOLE * len(part)
        for start, stop in runs_of(whole):
            ends = (part[:end, start:stop], part[-end:, start:stop])
            if stop - start <= _WIDEST and all(one.any(axis=1).mean() >= _ENDS for one in ends):
                before, after = max(0, start - 1), min(part.shape[1] - 1, stop)
                part[:, start:stop] = (part[:, before] & part[:, after])[:, None]
    return ink

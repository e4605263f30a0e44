"""Stars that hide figures of a number: six in a row are read as four, small ones as five-pointed."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np

from capture.engines.base import Image, Reading
from capture.picture.runs import runs_of

_POINTED = re.compile(r"(?<=\d)[★☆]{2,}|[★☆* ]*(?:\*[★☆ ]*[★☆]|[★☆][★☆ ]*\*)[★☆* ]*")
"""A mark of how good something is has no figure before it, and no asterisk among its stars."""
_SIGNS = frozenset("*★☆")
_ROW = re.compile(r"\*{3,}")
_ALIKE = 1.5
_EVEN = 1.35
_INK = 0.5


def settle_stars(reading: Reading, crop: Image) -> Reading:
    """Return a line with as many asterisks in each row of three or more as stand in its picture.

    Args:
        reading: what was read, with the middles of its characters as shares of the width.
        crop: the picture of the line, grey or of three channels.
    """
    if _SIGNS.isdisjoint(reading.text):
        return reading
    text = _POINTED.sub(lambda found: re.sub("[★☆]", "*", found[0]), reading.text)
    if len(reading.centres) != len(text) or len(reading.sure) != len(text):
        return replace(reading, text=text)
    centres, sure = list(reading.centres), list(reading.sure)
    for found in reversed(list(_ROW.finditer(text))):
        begin, end = found.span()
        middles = _stars_between(
            crop, centres[begin - 1] if begin else 0.0, centres[end] if end < len(text) else 1.0
        )
        if len(middles) > end - begin:
            least = min(sure[begin:end])
            text = text[:begin] + "*" * len(middles) + text[end:]
            centres[begin:end], sure[begin:end] = middles, [least] * len(middles)
    return replace(reading, text=text, centres=tuple(centres), sure=tuple(sure))


def _stars_between(crop: Image, left: float, right: float) -> list[float]:
    """Return the middles of patches alike at one distance, between those two signs have of their own.

    Nothing where other ink stands among them, or they touch. All are shares of the width.
    """
    grey = crop if crop.ndim == 2 else cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY)
    width = grey.shape[1]
    first, last = round(left * width), round(right * width)
    part = grey[:, first:last].astype(np.float32)
    if part.shape[1] < 3:
        return []
    away = np.abs(part - np.median(part)).max(axis=0)  # light print on dark ground, too
    runs = runs_of(away > _INK * away.max())
    inner = [(a, b) for a, b in runs if (a > 0 or left == 0.0) and (b < part.shape[1] or right == 1.0)]
    if len(inner) < 3:
        return []
    widths = [b - a for a, b in inner]
    middles = [(a + b) / 2 for a, b in inner]
    steps = [after - before for before, after in pairwise(middles)]
    if max(widths) > _ALIKE * min(widths) + 1 or max(steps) > _EVEN * min(steps) + 1:
        return []
    return [(first + middle) / width for middle in middles]

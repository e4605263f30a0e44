"""Patch codes: the four bars on separator sheets that scanners and copiers have known for decades.

Bars and spaces as in Kodak's A-61599, Patch Code Information for Kodak Scanners: narrow bars and all spaces
0.08 inch, wide bars 0.20 inch, 0.80 inch in all, the bars at least 2 inches long.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image
from capture.pages import Box, Code
from capture.picture.tones import percentile

PATCH = "PatchCode"
_PATTERNS = {
    (5, 5, 2, 2): "1", (5, 2, 2, 5): "2", (5, 2, 5, 2): "3",
    (2, 5, 5, 2): "4", (2, 5, 2, 5): "T", (2, 2, 5, 5): "6",
}  # fmt: skip
_UNITS = 20
_SCANS = 160
_FEWEST = 8
_FEW = 4
"""Of every so many scan lines one is looked at first: bars two inches long cross several of them."""
_DARK = 0.5
_TOLERANCE = 0.7
_SHORTEST, _LONGEST = 0.05, 0.3


def find_patches(image: Image) -> tuple[Code, ...]:
    """Return the patch codes of a page, bars level or upright; ``text`` is 1, 2, 3, 4, 6 or T.

    A sheet that lay the other way round shows 6 for 1 and T for 3; all of them begin a document, but 4.
    """
    below = max(60.0, _DARK * percentile(_darkest(image[::8, ::8]), 90))
    level = [Code(PATCH, text, Box(low, y0, high, y1)) for text, low, high, y0, y1 in _across(image, below)]
    on_its_side = np.swapaxes(image, 0, 1)
    upright = [
        Code(PATCH, text, Box(y0, low, y1, high)) for text, low, high, y0, y1 in _across(on_its_side, below)
    ]
    return (*level, *upright)


def _across(image: Image, below: float) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield the patterns that many neighbouring scan lines along the first axis' rows agree on."""
    step = max(1, image.shape[0] // _SCANS)
    few = _darkest(image[step // 2 :: _FEW * step]) < below
    if not any(any(_patterns(line)) for line in few):
        return
    runs: list[tuple[str, int, int, int, int, int]] = []
    lines = _darkest(image[step // 2 :: step]) < below
    for y, line in zip(range(step // 2, image.shape[0], step), lines, strict=True):
        for text, low, high in _patterns(line):
            for place, (name, a, b, first, last, count) in enumerate(runs):
                near = 0.2 * (high - low)
                if name == text and y - last <= 2 * step and abs(a - low) < near and abs(b - high) < near:
                    runs[place] = (name, low, high, first, y, count + 1)
                    break
            else:
                runs.append((text, low, high, y, y, 1))
    for text, low, high, first, last, count in runs:
        if count >= _FEWEST and last - first > 1.2 * (high - low):
            yield text, low, high, first, last


def _darkest(image: Image) -> Image:
    """Return a picture in grey, each pixel as dark as the darkest of its colours."""
    if image.ndim == 2:
        return image
    # of three numbers each, numpy's own search for the least takes twenty times as long
    return np.minimum(np.minimum(image[:, :, 0], image[:, :, 1]), image[:, :, 2])


def _patterns(line: NDArray[np.bool_]) -> Iterator[tuple[str, int, int]]:
    """Yield the patch patterns along one scan line: name, begin, end."""
    changes = np.flatnonzero(line[1:] != line[:-1])
    edges = np.concatenate(([0], changes + 1, [len(line)]))
    starts = np.arange(0 if line[0] else 1, len(edges) - 7, 2)
    wholes = edges[starts + 7] - edges[starts]
    starts = starts[(wholes > _SHORTEST * len(line)) & (wholes < _LONGEST * len(line))]
    if not starts.size:
        return
    sevens = np.diff(edges)[starts[:, None] + np.arange(7)]
    units = sevens * _UNITS / sevens.sum(axis=1)[:, None]
    bars = np.where(units[:, ::2] > 3.5, 5, 2)
    fits = np.abs(units[:, 1::2] - 2).max(axis=1) <= _TOLERANCE
    fits &= np.abs(units[:, ::2] - bars).max(axis=1) <= _TOLERANCE
    for start, wide in zip(starts[fits].tolist(), bars[fits].tolist(), strict=True):
        name = _PATTERNS.get(tuple(wide))
        if name is not None:
            yield name, int(edges[start]), int(edges[start + 7])

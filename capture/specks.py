"""Dust and dots all over a page: its lines are sought as if they were not there.

The network that finds lines loses whole pages of black-and-white scans to dust that the eye hardly sees. What
is as small as dust may be a decimal point, though: read is a page from which only the very finest is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Engine, Image, Layout, Quad
from capture.engines.detect import side_lengths

_TILE, _GRID = 128, (4, 3)
"""Pixels, each way, of a part of the page that is looked at first, and how many there are down and across."""
_INK = 170
_SPECK = 12
"""Pixels: what is larger is no speck."""
_DUSTY = 0.00025
"""So many specks to a pixel of the emptier half make a page dusty; clean paper has none, print a few dots."""
_MOST = 0.9
"""So large a share of the specks is no larger than what is taken out."""
_PART_OF_PRINT, _POINT = 0.75, 0.08
"""So large a share of the patches of print is no larger than a letter; how small a point is against one."""


def look_past_specks(image: Image, reader: Engine, *, upright: bool = False) -> tuple[Image, Layout]:
    """Return a grey page and where its lines are: without its specks where more is seen without them.

    ``upright`` is as for `Engine.look`.
    """
    layout = reader.look(image, upright=upright)
    specks = _specks_on_paper(image)
    if specks is None or layout.quads is None:
        return image, layout
    labels, sizes = _patches(image)
    largest = int(np.quantile(specks, _MOST))
    past = reader.look(_cleared(image, labels, sizes <= largest), upright=upright)
    if past.quads is not None and _length(past.quads) <= _length(layout.quads):
        return image, layout
    print_ = sizes[(sizes > _SPECK) & (sizes < max(image.shape))]
    letter = float(np.quantile(print_, _PART_OF_PRINT)) if print_.size else 0.0
    read = _cleared(image, labels, sizes <= min(largest, int(_POINT * letter)))
    # what was read to tell which way up it is was read without any points
    return read, replace(past, readings={})


def _length(quads: Sequence[Quad]) -> float:
    return sum(max(side_lengths(quad)) for quad in quads)


def _patches(page: Image) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the number of each pixel's patch of ink, 0 for paper, and how wide or high each patch is."""
    dark = (page < _INK).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8, ltype=cv2.CV_32S)
    sizes = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]).astype(np.int32)
    sizes[0] = max(page.shape)  # paper is no patch
    return labels.astype(np.int32, copy=False), sizes


def _specks_on_paper(page: Image) -> NDArray[np.int32] | None:
    """Return how large the specks are in the emptier half of the page; nothing where it is not dusty."""
    rows, columns = _GRID
    tiles: list[NDArray[np.int32]] = []
    for number in range(rows * columns):
        row, column = divmod(number, columns)
        top = max(0, round((row + 0.5) * page.shape[0] / rows) - _TILE // 2)
        left = max(0, round((column + 0.5) * page.shape[1] / columns) - _TILE // 2)
        _, sizes = _patches(page[top : top + _TILE, left : left + _TILE])
        tiles.append(sizes[sizes <= _SPECK])
    emptier = sorted(tiles, key=len)[: len(tiles) // 2]
    specks = np.concatenate(emptier)
    return specks if len(specks) >= _DUSTY * len(emptier) * _TILE**2 else None


def _cleared(page: Image, labels: NDArray[np.int32], gone: NDArray[np.bool_]) -> Image:
    """Return a page without some of its patches and the grey around them; print beside them stays."""
    edge = cv2.dilate(gone[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    clear = page.copy()
    clear[(edge > 0) & ((labels == 0) | gone[labels])] = 255
    return clear

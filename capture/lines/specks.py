"""Dust and dots all over a page: its lines are sought as if they were not there.

The network that finds lines loses whole pages of black-and-white scans to dust that the eye hardly sees. The
one that reads them does not, and what is as small as dust may be a decimal point or a part of a thin stroke:
what is read keeps every speck.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Engine, Image, Layout, Quad
from capture.engines.quads import side_lengths
from capture.picture.components import Components, components_of

_TILE, _GRID = 128, (4, 3)
"""Pixels, each way, of a part of the page that is looked at first, and how many there are down and across."""
_INK = 170
_SPECK = 12
"""Pixels: what is larger is no speck."""
_DUSTY = 0.00025
"""So many specks to a pixel of the emptier half make a page dusty; clean paper has none, print a few dots."""
_MOST = 0.9
"""So large a share of the specks is no larger than what is taken out."""


def look_past_specks(image: Image, reader: Engine, *, upright: bool = False) -> Layout:
    """Return where the lines of a grey page are: without its specks where more is seen without them.

    ``upright`` is as for `Engine.look`.
    """
    layout = reader.look(image, upright=upright)
    specks = _specks_on_paper(image)
    if specks is None or layout.quads is None:
        return layout
    patches = components_of(_ink(image))
    sizes = _sizes(patches)
    largest = int(np.quantile(specks, _MOST))
    past = reader.look(_cleared(image, patches, sizes <= largest), upright=upright)
    if past.quads is not None and _length(past.quads) <= _length(layout.quads):
        return layout
    # what was read to tell which way up it is was read without any points
    return replace(past, readings={})


def _length(quads: Sequence[Quad]) -> float:
    return sum(max(side_lengths(quad)) for quad in quads)


def _ink(page: Image) -> Image:
    return (page < _INK).astype(np.uint8)


def _sizes(patches: Components) -> NDArray[np.int64]:
    """Return how wide or high each patch is, whichever is more; number 0, the paper, is as large as any."""
    sizes: NDArray[np.int64] = patches.boxes()[:, 2:].max(axis=1)
    sizes[0] = max(patches.shape)
    return sizes


def _specks_on_paper(page: Image) -> NDArray[np.int64] | None:
    """Return how large the specks are in the emptier half of the page; nothing where it is not dusty."""
    rows, columns = _GRID
    tiles: list[NDArray[np.int64]] = []
    for number in range(rows * columns):
        row, column = divmod(number, columns)
        top = max(0, round((row + 0.5) * page.shape[0] / rows) - _TILE // 2)
        left = max(0, round((column + 0.5) * page.shape[1] / columns) - _TILE // 2)
        sizes = _sizes(components_of(_ink(page[top : top + _TILE, left : left + _TILE])))
        tiles.append(sizes[sizes <= _SPECK])
    emptier = sorted(tiles, key=len)[: len(tiles) // 2]
    specks = np.concatenate(emptier)
    return specks if len(specks) >= _DUSTY * len(emptier) * _TILE**2 else None


def _cleared(page: Image, patches: Components, gone: NDArray[np.bool_]) -> Image:
    """Return a page without some of its patches and the grey around them; print beside them stays."""
    specks = patches.drawn(gone)
    edge = cv2.dilate(specks, np.ones((3, 3), np.uint8))
    clear = page.copy()
    clear[(edge > 0) & ((page >= _INK) | (specks > 0))] = 255
    return clear

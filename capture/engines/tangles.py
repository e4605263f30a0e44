"""Rows that touch: the detector's map runs them together, that of the same place drawn taller does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Quad
from capture.engines.quads import quad_area, shared_area, side_lengths
from capture.pages import STEEP

_STRETCHES = (1.5, 2.0, 3.0)
"""How many times as tall a place is drawn, one after the other, until its rows part."""
_OVER = 0.35
"""A quad is tangled that shares more of itself with another; rows set close without touching share less."""
_TOUCHING = 0.1
_LEAST, _SHARE = 4, 0.2
"""So many tangled quads, and such a share of all that touch, call for another look."""
_ENOUGH = 0.3
"""Where no more than this share is tangled, rows are parted; taller letters fall apart themselves."""
_MOST = 3
_MARGIN = 24
_SAME = 0.5

Region = tuple[int, int, int, int]
"""Left, top, right and bottom in the pixels of the map."""


def rows_parted(
    quads: Sequence[Quad], width: int, height: int, look: Callable[[Region, float], list[Quad]]
) -> list[Quad]:
    """Return the quads of a map, those that lie across each other as seen where their place was drawn taller.

    Args:
        quads: the lines that were seen, in the pixels of the map.
        width: how wide the map is.
        height: how high it is.
        look: returns the quads of a region of the map that is drawn so many times as tall, in its pixels.
    """
    gone: set[int] = set()
    found: list[Quad] = []
    level = [
        n for n, quad in enumerate(quads) if _is_level(quad)
    ]  # a watermark runs across rows that are apart
    for places in _tangles([quads[n] for n in level]):
        members = {level[place] for place in places}
        tangled = [quads[n] for n in members]
        parted = _parted(tangled, _around(tangled, width, height), look)
        if parted:
            gone |= members
            found += parted
    if not gone:
        return list(quads)
    kept = [quad for n, quad in enumerate(quads) if n not in gone]
    return kept + [
        quad for quad in found if sum(shared_area(quad, one) for one in kept) <= _SAME * quad_area(quad)
    ]


def _is_level(quad: Quad) -> bool:
    across, down = quad[1] - quad[0]
    return bool(abs(down) < STEEP * abs(across))


def _tangles(quads: Sequence[Quad]) -> list[set[int]]:
    """Return the numbers of quads that lie across each other, by places; of the largest places only."""
    if len(quads) < _LEAST:
        return []
    shares = _shares(quads)
    tangled = shares.max(axis=1) > _OVER
    touching = np.maximum(shares, shares.T) > _TOUCHING
    left = set(np.flatnonzero(tangled).tolist())
    found = []
    while len(left) >= _LEAST:
        members = _reached(left.pop(), touching)
        left -= members
        if np.count_nonzero(tangled[list(members)]) >= max(_LEAST, _SHARE * len(members)):
            found.append(members)
    return sorted(found, key=len, reverse=True)[:_MOST]


def _parted(
    tangled: Sequence[Quad], region: Region, look: Callable[[Region, float], list[Quad]]
) -> list[Quad] | None:
    """Return what the look shows that parts the rows of a region; nothing where none shows more lines."""
    best, most = None, _plain_length(tangled)[0]
    for stretch in _STRETCHES:
        found = look(region, stretch)
        length, share = _plain_length(found)
        if length > most:
            best, most = found, length
        if share <= _ENOUGH:
            break
    return best


def _plain_length(quads: Sequence[Quad]) -> tuple[float, float]:
    """Return how long all quads are together that are not tangled, and the share of those that are."""
    if not quads:
        return 0.0, 1.0
    tangled = _shares(quads).max(axis=1) > _OVER
    length = sum(max(side_lengths(quad)) for quad, over in zip(quads, tangled, strict=True) if not over)
    return length, float(np.mean(tangled))


def _shares(quads: Sequence[Quad]) -> NDArray[np.float64]:
    """Return how much of each quad (row) another one (column) covers."""
    shares = np.zeros((len(quads), max(1, len(quads))))
    if not quads:
        return shares
    low = np.array([quad.min(axis=0) for quad in quads])
    high = np.array([quad.max(axis=0) for quad in quads])
    near = (low[:, None] < high[None]).all(axis=2) & (high[:, None] > low[None]).all(axis=2)
    for one, other in np.argwhere(np.triu(near, 1)).tolist():
        area = shared_area(quads[one], quads[other])
        shares[one, other] = area / quad_area(quads[one])
        shares[other, one] = area / quad_area(quads[other])
    return shares


def _reached(start: int, touching: NDArray[np.bool_]) -> set[int]:
    """Return all quads that touch one, or one that touches it, and so on."""
    reached, asked = {start}, [start]
    while asked:
        for other in np.flatnonzero(touching[asked.pop()]).tolist():
            if other not in reached:
                reached.add(other)
                asked.append(other)
    return reached


def _around(quads: Sequence[Quad], width: int, height: int) -> Region:
    corners = np.concatenate(list(quads))
    (x0, y0), (x1, y1) = corners.min(axis=0) - _MARGIN, corners.max(axis=0) + _MARGIN
    return max(0, int(x0)), max(0, int(y0)), min(width, round(x1)), min(height, round(y1))

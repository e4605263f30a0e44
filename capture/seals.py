"""Reads what red seals say: the name along the arc, what stands level below it, the number at the bottom.

The seal's red alone is unrolled from its ellipse into a straight strip, which the page's own reader reads.
"""

from __future__ import annotations

import math
import re
import string
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Engine, Image
from capture.pages import Box, Line, Seal

_SIDE = 560
_MARGIN = 0.12
_INNERMOST = 0.45
_RING_FROM = 0.84
_STRIP = 900
_STRIP_EDGE = 8
_FEWEST_FIGURES = 7
_STAR = 0.22
_INK = 90
_NO_NAME = string.ascii_letters + string.digits + " "
_MARKS = " 、。，．.,·‘’'\"“”-—_~★*^"
_LEAST_SURE = 0.7
_SQUARE_FILL = 0.88
_NUMBER = re.compile(r"\d{9,16}")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Ellipse:
    """Where a seal lies in its picture: middle, half axes (along ``angle`` and across), in pixels."""

    x: float
    y: float
    along: float
    across: float
    angle: float


def read_seals(
    image: Image, boxes: Sequence[Box], reader: Engine
) -> tuple[tuple[Seal, ...], tuple[Line, ...]]:
    """Read the seals that stand in ``boxes`` of an upright colour picture; what can't be read stays empty.

    Returns:
        The seals, and what they say as lines of the page; the box of a name along the arc is the seal's.
    """
    found = [(box, _read_seal(image, box, reader)) for box in boxes]
    seals = tuple(Seal(box, "\n".join(line.text for line in lines)) for box, lines in found)
    return seals, tuple(_on_page(line, box) for box, lines in found for line in lines)


def _on_page(line: Line, seal: Box) -> Line:
    """Return a line of a seal's picture in the pixels of its page."""
    scale = max(seal.width, seal.height) * (1 + 2 * _MARGIN) / _SIDE
    x, y = (seal.x0 + seal.x1 - _SIDE * scale) / 2, (seal.y0 + seal.y1 - _SIDE * scale) / 2
    box = seal
    if line.box is not None:
        x0, y0 = max(seal.x0, round(x + line.box.x0 * scale)), max(seal.y0, round(y + line.box.y0 * scale))
        x1, y1 = min(seal.x1, round(x + line.box.x1 * scale)), min(seal.y1, round(y + line.box.y1 * scale))
        if x0 < x1 and y0 < y1:  # else it stands outside the seal
            box = Box(x0, y0, x1, y1)
    return replace(line, box=box, edges=(), slope=0.0, seal=True)


def _read_seal(image: Image, box: Box, reader: Engine) -> Sequence[Line]:
    ink = seal_ink(image, box)
    mask = (ink > 70).astype(np.uint8)
    outline = _outline(mask)
    if outline is None or reader.name == "none":
        return ()
    if _is_square(outline):
        return _sure(reader.read(_as_print(ink)))
    ellipse = _ellipse_of(outline)
    return _read_round(ink, ellipse, reader) if ellipse else ()


def seal_ink(image: Image, box: Box) -> Image:
    """Return a seal's red as light on black, with a margin; print over it is left out."""
    side = max(box.width, box.height)
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    reach = side * (0.5 + _MARGIN)
    scale = _SIDE / (2 * reach)
    matrix = np.array([[scale, 0, (reach - x) * scale], [0, scale, (reach - y) * scale]], np.float64)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    if scale < 0.75:
        part = image[max(0, int(y - reach)) : int(y + reach) + 1, max(0, int(x - reach)) : int(x + reach) + 1]
        shift = (max(0, int(x - reach)), max(0, int(y - reach)))
        part = cv2.resize(part, None, fx=scale, fy=scale, interpolation=way).astype(np.uint8)
        matrix = np.array(
            [[1, 0, (reach - x + shift[0]) * scale], [0, 1, (reach - y + shift[1]) * scale]], np.float64
        )
    else:
        part = image
    picture = cv2.warpAffine(
        part, matrix, (_SIDE, _SIDE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    ).astype(np.int16)
    red = picture[:, :, 0] - np.maximum(picture[:, :, 1], picture[:, :, 2])
    red -= int(np.median(red))
    inside = red[red > 25]
    full = float(np.percentile(inside, 80)) if inside.size > 200 else 100.0
    ink: Image = np.clip(red * (255.0 / max(full, 30.0)), 0, 255).astype(np.uint8)
    return ink


def _as_print(ink: Image) -> Image:
    return (255 - ink).astype(np.uint8)


def _outline(mask: Image) -> NDArray[np.int32] | None:
    """Return the hull of the seal's red without specks beside it."""
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(closed)
    large = [n for n in range(1, len(stats)) if stats[n, cv2.CC_STAT_AREA] >= 120]
    if not large:
        return None
    points = np.argwhere(np.isin(labels, large))[:, ::-1].astype(np.int32)
    hull = cv2.convexHull(points).astype(np.int32)
    return hull if cv2.contourArea(hull) > 0.2 * mask.size else None


def _is_square(hull: NDArray[np.int32]) -> bool:
    (_, (width, height), _) = cv2.minAreaRect(hull)
    return bool(cv2.contourArea(hull) > _SQUARE_FILL * width * height)


def _ellipse_of(hull: NDArray[np.int32]) -> _Ellipse | None:
    if len(hull) < 5:
        return None
    (x, y), (across, along), angle = cv2.fitEllipse(_dense(hull))
    if not 0.45 < across / max(along, 1e-6) <= 1.001 or along > 1.3 * _SIDE:
        return None
    if across / along > 0.9:  # a circle: its axes tell nothing of where up is
        radius = (across + along) / 4
        return _Ellipse(x, y, radius, radius, 0.0)
    # fitEllipse: the second axis is the longer, its direction 90° on from ``angle``
    turn = angle + 90
    turn = (turn + 90) % 180 - 90  # lying as near to level as may be
    return _Ellipse(x, y, along / 2, across / 2, math.radians(turn))


def _dense(hull: NDArray[np.int32]) -> NDArray[np.float32]:
    """Return points at even distances along a hull, so that straight stretches count as much as bends."""
    points = hull.reshape(-1, 2).astype(np.float64)
    ahead = np.roll(points, -1, axis=0)
    found = [
        start + (end - start) * step
        for start, end in zip(points, ahead, strict=True)
        for step in np.linspace(0, 1, max(2, int(np.hypot(*(end - start)) / 4)), endpoint=False)
    ]
    return np.array(found, np.float32)


def _unrolled(ink: Image, ellipse: _Ellipse, start: float, inner: float, outer: float) -> Image:
    """Return the ring between two shares of the radius as a strip, clockwise from ``start`` (0 = top)."""
    height = max(1, round((outer - inner) * _STRIP / (2 * math.pi)))
    theta = start + np.arange(_STRIP) * (2 * math.pi / _STRIP)
    share = outer - (np.arange(height) + 0.5) / height * (outer - inner)
    return _sampled(ink, ellipse, theta, share)


def _sampled(
    ink: Image, ellipse: _Ellipse, theta: NDArray[np.floating], share: NDArray[np.floating]
) -> Image:
    u = ellipse.along * np.sin(theta)[None, :] * share[:, None]
    v = -ellipse.across * np.cos(theta)[None, :] * share[:, None]
    cos, sin = math.cos(ellipse.angle), math.sin(ellipse.angle)
    x = (ellipse.x + u * cos - v * sin).astype(np.float32)
    y = (ellipse.y + u * sin + v * cos).astype(np.float32)
    return cv2.remap(ink, x, y, cv2.INTER_LINEAR, borderValue=0).astype(np.uint8)


def _ring_inside(ink: Image, ellipse: _Ellipse) -> float:
    """Return the share of the radius at which the outer ring ends."""
    whole = _unrolled(ink, ellipse, 0.0, 0.0, 1.06) > _INK
    rows = whole.mean(axis=1)
    shares = 1.06 * (1 - (np.arange(len(rows)) + 0.5) / len(rows))
    ring = (shares > _RING_FROM) & (shares < 1.05)
    peak = rows[ring].max(initial=0.0)
    if peak < 0.25:
        return 0.97
    thick = np.flatnonzero(ring & (rows > 0.62 * peak))
    return float(shares[thick[-1]]) - 0.012


def _read_round(ink: Image, ellipse: _Ellipse, reader: Engine) -> list[Line]:
    outer = _ring_inside(ink, ellipse)
    strip = _unrolled(ink, ellipse, 0.0, _INNERMOST, outer)
    name, number = _parts(strip[: round(0.7 * len(strip))] > _INK)
    if name is None:
        return []
    tilt = (name[0] + name[1] / 2) / _STRIP * 2 * math.pi
    along = _read_arc(_cut_out(strip, *name), reader)
    below = _read_arc(_cut_out(strip, *number)[::-1, ::-1], reader) if number else None
    return [
        *([replace(along, text=along.text.strip(_NO_NAME))] if along and _HAN.search(along.text) else []),
        *_level(ink, ellipse, tilt, outer, reader),
        *([replace(below, box=_foot(ellipse))] if below and _NUMBER.fullmatch(below.text) else []),
    ]


_Stretch = tuple[int, int]
"""Where a stretch of the unrolled ring starts, and its length; it may run over the strip's end."""


def _parts(letters: NDArray[np.bool_]) -> tuple[_Stretch | None, _Stretch | None]:
    """Return where the name stands on the ring and where the number, whose figures are far less high."""
    full = letters.mean(axis=0) > 0.04
    if full.all() or not full.any():
        return ((0, _STRIP) if full.any() else None), None
    empty = _runs(np.concatenate([~full, ~full]))
    seam = max(empty, key=lambda run: run[1] - run[0])[0] % _STRIP
    pieces = _runs(np.roll(full, -seam))
    around = np.roll(letters, -seam, axis=1)
    heights = np.array([np.count_nonzero(around[:, a:b].mean(axis=1) > 0.1) for a, b in pieces])
    low = heights < 0.62 * np.percentile(heights, 85)
    first, last = max(_runs(np.concatenate([low, low])), key=lambda run: run[1] - run[0], default=(0, 0))
    count = len(pieces)
    if not _FEWEST_FIGURES <= last - first < count:
        return _stretch(pieces[0], pieces[-1], seam), None
    name = _stretch(pieces[last % count], pieces[(first - 1) % count], seam)
    return name, _stretch(pieces[first % count], pieces[(last - 1) % count], seam)


def _stretch(first: tuple[int, int], last: tuple[int, int], seam: int) -> _Stretch:
    return (first[0] + seam) % _STRIP, (last[1] - first[0]) % _STRIP or _STRIP


def _runs(full: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where each run of true values begins and ends."""
    edges = np.flatnonzero(np.diff(full.astype(np.int8), prepend=0, append=0))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _cut_out(strip: Image, start: int, length: int) -> Image:
    """Return a stretch of the ring, which may run over the strip's end."""
    turned = np.roll(strip, _STRIP_EDGE - start, axis=1)
    return turned[:, : min(_STRIP, length + 2 * _STRIP_EDGE)]


def _read_arc(part: Image, reader: Engine) -> Line | None:
    """Read unrolled letters: the fullest rows, without what stands nearer the middle."""
    rows = (part > _INK).mean(axis=1)
    top, bottom = _band(rows)
    pad = max(3, (bottom - top) // 12)
    line = part[max(0, top - pad) : bottom + pad]
    framed = cv2.copyMakeBorder(_as_print(line), 2, 2, 0, 0, cv2.BORDER_CONSTANT, value=(255,))
    return _said(reader.read_line(framed.astype(np.uint8)))


def _said(line: Line | None) -> Line | None:
    """Return a line without the marks that a ring or a star leaves at its ends, if it was read surely."""
    text = line.text.strip(_MARKS) if line else ""
    return replace(line, text=text) if line and text and line.confidence >= _LEAST_SURE else None


def _band(rows: NDArray[np.float64]) -> tuple[int, int]:
    """Return the first row and the row after the last of the fullest band of letters."""
    full = rows > 0.22 * float(np.percentile(rows, 90))
    return max(_runs(full), key=lambda run: float(rows[run[0] : run[1]].sum()), default=(0, len(rows)))


def _foot(ellipse: _Ellipse) -> Box:
    """Return where the number stands in a seal that is not turned."""
    return Box(
        round(ellipse.x - 0.5 * ellipse.along),
        round(ellipse.y + 0.75 * ellipse.across),
        round(ellipse.x + 0.5 * ellipse.along),
        round(ellipse.y + 0.95 * ellipse.across),
    )


def _level(ink: Image, ellipse: _Ellipse, tilt: float, outer: float, reader: Engine) -> list[Line]:
    """Read what stands level below the middle, the seal turned upright."""
    matrix = cv2.getRotationMatrix2D((ellipse.x, ellipse.y), math.degrees(tilt + ellipse.angle), 1.0)
    upright = cv2.warpAffine(ink, matrix, (ink.shape[1], ink.shape[0])).astype(np.uint8)
    mask = np.zeros_like(upright)
    middle = (round(ellipse.x), round(ellipse.y))
    for share, first, last in ((0.62, 0, 360), (0.86 * outer, 35, 145)):
        axes = (round(share * ellipse.along), round(share * ellipse.across))
        cv2.ellipse(mask, middle, axes, 0, first, last, (255,), -1)
    inside = cv2.bitwise_and(upright, mask).astype(np.uint8)
    top = round(ellipse.y + _STAR * ellipse.across)
    found = []
    for y0, y1 in _level_rows(inside, top, ellipse):
        columns = np.flatnonzero((inside[y0:y1] > _INK).any(axis=0))
        x0, x1 = max(0, int(columns[0]) - 8), int(columns[-1]) + 9
        part = _as_print(inside[max(0, y0 - 4) : y1 + 4, x0:x1])
        line = _said(reader.read_line(np.ascontiguousarray(part)))
        if line and len(_HAN.findall(line.text)) >= 2:
            found.append(replace(line, box=Box(x0, y0, x1, y1)))
    return found


def _level_rows(inside: Image, top: int, ellipse: _Ellipse) -> list[tuple[int, int]]:
    """Return the rows of letters below ``top``: as high as letters are, set apart by empty rows."""
    rows = (inside > _INK).sum(axis=1)
    full = rows > 0.02 * ellipse.along
    full[:top] = False
    return [(a, b) for a, b in _runs(full) if 0.12 * ellipse.across < b - a < 0.5 * ellipse.across]


def _sure(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.confidence >= _LEAST_SURE]

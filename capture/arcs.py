"""Reads a round or oval seal: the name along its arc, what stands level inside, the number at the bottom.

The ring between rim and middle is unrolled into a straight strip, which the page's own reader reads.
"""

from __future__ import annotations

import math
import re
import string
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.ellipses import Ellipse
from capture.engines.base import Engine, Image
from capture.pages import Box, Line
from capture.runs import runs_of
from capture.sealkinds import known_purpose

_INNERMOST = 0.42
_RING_FROM = 0.84
_STRIP = 1300
_STRIP_EDGE = 10
_FEWEST_FIGURES = 7
_INK = 90
_SURELY = 0.95
_HALF_SURELY = 0.9
_STRETCHES = (1.3, 0.8)
_NO_NAME = string.ascii_letters + string.digits + " "
_MARKS = " 、。，．.,·‘’'\"“”-—_~★*^|"
_LEAST_SURE = 0.7
_NUMBER = re.compile(r"\d{9,16}")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Ring:
    """The letters' ring of a seal, unrolled, and where on it they stand; lengths in pixels of the strip."""

    strip: Image
    band: tuple[int, int]
    name: tuple[int, int]
    number: tuple[int, int] | None
    inner: float

    @property
    def tilt(self) -> float:
        """How far the middle of the name is turned from the top, in radians."""
        return (self.name[0] + self.name[1] / 2) / _STRIP * 2 * math.pi

    @property
    def gap(self) -> float:
        """How many radians the name leaves free."""
        return (1 - self.name[1] / _STRIP) * 2 * math.pi


def read_round(ink: Image, crossed: Image, ellipse: Ellipse, reader: Engine) -> list[Line]:
    """Read a seal from the picture of its ink; boxes are in that picture, a name along the arc has none.

    ``crossed`` is the same picture with the print that crosses the seal: letters are whole there, but struck
    through; it is read where the ink alone is not read surely.
    """
    outer = _ring_inside(ink, ellipse)
    ring = _ring(ink, ellipse, outer)
    if ring is None:
        return []
    along = _read_arc(_cut_out(ring.strip, *ring.name), ring.band, reader)
    if along is None or along.confidence < _HALF_SURELY:
        strip = _unrolled(crossed, ellipse, 0.0, _INNERMOST, outer)
        along = _surer(along, _read_arc(_cut_out(strip, *ring.name), ring.band, reader))
    below = None
    if ring.number:
        figures = _cut_out(ring.strip, *ring.number)[: ring.band[1]][::-1, ::-1]
        below = _best(figures, reader, ())
    return [
        *([replace(along, text=along.text.strip(_NO_NAME))] if along and _HAN.search(along.text) else []),
        *_level(ink, ellipse, ring, outer, reader),
        *([replace(below, box=_foot(ellipse))] if below and _NUMBER.fullmatch(below.text) else []),
    ]


def as_print(ink: Image) -> Image:
    """Return ink as black on white."""
    return (255 - ink).astype(np.uint8)


def _unrolled(ink: Image, ellipse: Ellipse, start: float, inner: float, outer: float) -> Image:
    """Return the ring between two shares of the radius as a strip, clockwise from ``start`` (0 = top)."""
    height = max(1, round((outer - inner) * _STRIP / (2 * math.pi)))
    theta = start + np.arange(_STRIP) * (2 * math.pi / _STRIP)
    share = outer - (np.arange(height) + 0.5) / height * (outer - inner)
    return _sampled(ink, ellipse, theta, share)


def _sampled(ink: Image, ellipse: Ellipse, theta: NDArray[np.floating], share: NDArray[np.floating]) -> Image:
    u = ellipse.along * np.sin(theta)[None, :] * share[:, None]
    v = -ellipse.across * np.cos(theta)[None, :] * share[:, None]
    cos, sin = math.cos(ellipse.angle), math.sin(ellipse.angle)
    x = (ellipse.x + u * cos - v * sin).astype(np.float32)
    y = (ellipse.y + u * sin + v * cos).astype(np.float32)
    return cv2.remap(ink, x, y, cv2.INTER_LINEAR, borderValue=0).astype(np.uint8)


def _ring_inside(ink: Image, ellipse: Ellipse) -> float:
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


def _ring(ink: Image, ellipse: Ellipse, outer: float) -> _Ring | None:
    """Find the letters on the ring: their rows by how full those are, their ends by the widest gap.

    The name's letters reach far in, the figures of a number do not: halfway in, only the name is met.
    """
    strip = _unrolled(ink, ellipse, 0.0, _INNERMOST, outer)
    dark = strip > _INK
    drawn = np.flatnonzero(dark.mean(axis=1) > 0.6)  # a second ring
    below_ring = [int(row) for row in drawn if row > 0.2 * len(strip)]
    if below_ring:
        strip[min(below_ring) - 1 :] = 0
        dark = strip > _INK
    band = _band(dark.mean(axis=1))
    height = band[1] - band[0]
    if height < 12:
        return None
    inked = dark[band[0] + round(0.4 * height) : band[0] + round(0.85 * height)].mean(axis=0) > 0.05
    if not inked.any():
        return None
    pieces = runs_of(np.concatenate([~inked, ~inked]))
    first, last = max(pieces, key=lambda run: run[1] - run[0], default=(0, 0))
    if last - first < 0.3 * height or last - first >= _STRIP:
        name, number = (0, _STRIP), None
    else:
        margin = round(0.14 * height)
        name = ((last - margin) % _STRIP, _STRIP - (last - first) + 2 * margin)
        number = _figures(dark, band, first + margin, last - margin)
    share = outer - (min(band[1], len(strip)) / len(strip)) * (outer - _INNERMOST)
    return _Ring(strip, band, name, number, share)


def _figures(dark: NDArray[np.bool_], band: tuple[int, int], first: int, last: int) -> tuple[int, int] | None:
    """Return where the small figures of a number stand in the gap that the name leaves."""
    low = dark[band[0] : band[0] + max(4, (band[1] - band[0]) * 6 // 10)]
    columns = np.take(low.mean(axis=0) > 0.06, np.arange(first, last), mode="wrap")
    pieces = [run for run in runs_of(columns) if run[1] - run[0] >= 3]
    if len(pieces) < _FEWEST_FIGURES:
        return None
    return (first + pieces[0][0]) % _STRIP, pieces[-1][1] - pieces[0][0]


def _cut_out(strip: Image, start: int, length: int) -> Image:
    """Return a stretch of the ring, which may run over the strip's end."""
    turned = np.roll(strip, _STRIP_EDGE - start, axis=1)
    return turned[:, : min(_STRIP, length + 2 * _STRIP_EDGE)]


def _read_arc(part: Image, band: tuple[int, int], reader: Engine) -> Line | None:
    """Read unrolled letters."""
    pad = max(3, (band[1] - band[0]) // 10)
    return _best(part[max(0, band[0] - pad) : band[1] + pad], reader, _STRETCHES)


def _best(part: Image, reader: Engine, stretches: tuple[float, ...]) -> Line | None:
    """Read letters, where that is not sure also drawn wider and narrower; the surest reading counts."""
    framed = cv2.copyMakeBorder(as_print(part), 2, 2, 6, 6, cv2.BORDER_CONSTANT, value=(255,))
    best = reader.read_line(np.ascontiguousarray(framed).astype(np.uint8))
    for stretch in stretches:
        if best is None or best.confidence >= _SURELY:
            break  # what says nothing at all is no letters
        wide = cv2.resize(framed, None, fx=stretch, fy=1.0, interpolation=cv2.INTER_LINEAR)
        other = reader.read_line(wide.astype(np.uint8))
        best = _surer(best, other)
    return _said(best)


def _surer(first: Line | None, second: Line | None) -> Line | None:
    """Return the surer of two readings of the same letters, if it is not much shorter."""
    if first is None or second is None:
        return first or second
    return second if second.confidence > first.confidence and len(second.text) >= len(first.text) else first


def _said(line: Line | None) -> Line | None:
    """Return a line without the marks that a ring or a star leaves at its ends, if it was read surely."""
    text = line.text.strip(_MARKS) if line else ""
    return replace(line, text=text) if line and text and line.confidence >= _LEAST_SURE else None


def _band(rows: NDArray[np.float64]) -> tuple[int, int]:
    """Return the first row and the row after the last of the fullest band of letters."""
    full = rows > 0.22 * float(np.percentile(rows, 90))
    return max(runs_of(full), key=lambda run: float(rows[run[0] : run[1]].sum()), default=(0, len(rows)))


def _foot(ellipse: Ellipse) -> Box:
    """Return where the number stands in a seal that is not turned."""
    return Box(
        round(ellipse.x - 0.5 * ellipse.along),
        round(ellipse.y + 0.75 * ellipse.across),
        round(ellipse.x + 0.5 * ellipse.along),
        round(ellipse.y + 0.95 * ellipse.across),
    )


def _level(ink: Image, ellipse: Ellipse, ring: _Ring, outer: float, reader: Engine) -> list[Line]:
    """Read what stands level, the seal turned upright: inside the letters and in the gap they leave."""
    turn = math.degrees(ring.tilt + ellipse.angle)
    matrix = cv2.getRotationMatrix2D((ellipse.x, ellipse.y), turn, 1.0)
    upright = cv2.warpAffine(ink, matrix, (ink.shape[1], ink.shape[0])).astype(np.uint8)
    mask = np.zeros_like(upright)
    middle = (round(ellipse.x), round(ellipse.y))
    half = max(0.0, math.degrees(ring.gap) / 2 - 3)
    edge = outer - (0.16 if ring.number else 0.03)
    for share, first, last in ((ring.inner - 0.02, 0.0, 360.0), (edge, 90 - half, 90 + half)):
        axes = (max(1, round(share * ellipse.along)), max(1, round(share * ellipse.across)))
        cv2.ellipse(mask, middle, axes, 0, first, last, (255,), -1)
    inside = cv2.bitwise_and(upright, mask).astype(np.uint8)
    has_star = _take_star(inside, ellipse)
    top = round(ellipse.y + (0.1 if has_star else -0.35) * ellipse.across)
    found = []
    for y0, y1 in _level_rows(inside, top, ellipse):
        columns = np.flatnonzero((inside[y0:y1] > _INK).any(axis=0))
        x0, x1 = max(0, int(columns[0]) - 8), int(columns[-1]) + 9
        line = _best(inside[max(0, y0 - 4) : y1 + 4, x0:x1], reader, _STRETCHES[:1])
        if line and len(_HAN.findall(line.text)) >= 2:
            found.append(replace(line, text=known_purpose(line.text), box=Box(x0, y0, x1, y1)))
    return found


def _take_star(inside: Image, ellipse: Ellipse) -> bool:
    """Take the star, or the emblem in its place, out of the middle; tell whether there was one."""
    dark = (inside > _INK).astype(np.uint8)
    reach = round(0.11 * ellipse.across)
    x, y = round(ellipse.x), round(ellipse.y)
    if dark[y - reach : y + reach, x - reach : x + reach].mean() < 0.55:
        return False
    whole = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    _, labels = cv2.connectedComponents(whole)
    middle = labels[y - reach : y + reach, x - reach : x + reach]
    label = int(np.bincount(middle[middle > 0]).argmax())
    inside[cv2.dilate((labels == label).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0] = 0
    return True


def _level_rows(inside: Image, top: int, ellipse: Ellipse) -> list[tuple[int, int]]:
    """Return the rows of letters below ``top``: as high as letters are, set apart by empty rows."""
    rows = (inside > _INK).sum(axis=1)
    full = rows > 0.03 * ellipse.along
    full[:top] = False
    return [(a, b) for a, b in runs_of(full) if 0.09 * ellipse.across < b - a < 0.5 * ellipse.across]

"""Finds where on the ring of a seal its name stands."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image
from capture.picture.ellipses import Ellipse
from capture.picture.runs import runs_of
from capture.seals.unrolling import unrolled

_INNERMOST = 0.5
_RING_FROM = 0.84
_STRIP = 720
_ROWS = 72
_TURN = 2 * math.pi / _STRIP
_OPPOSITE = math.radians(75)
_FEWEST_FIGURES = 7
_INK = 90
_RING_DRAWN = 0.6
_APART, _FEWEST_LETTERS = 1.4, 3
"""How far from the letters of a name, in letters, is what is none of them; how many letters a name has."""
_FOOT = math.radians(55)
"""How far from the foot of a seal its number and its level rows reach on either side."""
_BAR = 0.35
"""How long the bar of a letter is that goes on beside its stroke, in letters."""
_BESIDE = 0.3
_FOOT_HIGH = (0.5, 1.2)
"""How far from the name's ends, and how high, letters along the foot are, in letters of the name."""
_OFF_RING = 2
"""How many rows beside a second ring may hold what is left of its line."""


@dataclass(frozen=True, slots=True)
class Band:
    """Where a name stands on a ring: angles in radians clockwise from the top, radii as shares.

    ``edge`` is where the ring's line ends, ``core`` where a second one inside the name does, else 0.
    """

    start: float
    sweep: float
    outer: float
    inner: float
    number: tuple[float, float] | None
    edge: float
    core: float = 0.0

    @property
    def tilt(self) -> float:
        """How far the middle of the name is turned from the top."""
        return (self.start + self.sweep / 2 + math.pi) % (2 * math.pi) - math.pi


def _ring_of(ink: Image, ellipse: Ellipse, inner: float, outer: float) -> Image:
    """Return the ring between two shares of the radius as a strip, clockwise from the top."""
    share = outer - (np.arange(_ROWS) + 0.5) / _ROWS * (outer - inner)
    return unrolled(ink, ellipse, np.arange(_STRIP) * _TURN, share)


def _ring_inside(ink: Image, ellipse: Ellipse) -> float:
    """Return the share of the radius at which the outer ring ends."""
    rows = (_ring_of(ink, ellipse, 0.8, 1.06) > _INK).mean(axis=1)
    shares = 1.06 - (np.arange(_ROWS) + 0.5) / _ROWS * 0.26
    ring = (shares > _RING_FROM) & (shares < 1.05)
    peak = rows[ring].max(initial=0.0)
    if peak < 0.25:
        return 0.97
    thick = np.flatnonzero(ring & (rows > 0.62 * peak))
    return float(shares[thick[-1]]) - 0.012


def find_band(ink: Image, ellipse: Ellipse) -> Band | None:
    """Find the letters on the ring of a seal: their rows by how full those are, their ends by the widest gap.

    Once it is known which way the seal is turned the rows are sought again opposite the gap, where nothing
    level comes near the letters.
    """
    edge = _ring_inside(ink, ellipse)
    dark = _ring_of(ink, ellipse, _INNERMOST, edge) > _INK
    ring = _second_ring(dark)
    core = edge - (ring[1] + _OFF_RING) * (edge - _INNERMOST) / _ROWS if ring else 0.0
    if ring:
        dark[ring[0] - 1 :] = False
    seen = _ring_of(np.full_like(ink, 255), ellipse, _INNERMOST, edge)[_ROWS // 2] > 0
    band = _name_in(dark, edge, dark, seen)
    if band is None:
        return None
    columns = round((band.tilt - _OPPOSITE) / _TURN) + np.arange(round(2 * _OPPOSITE / _TURN))
    band = _name_in(dark, edge, np.take(dark, columns, axis=1, mode="wrap"), seen) or band
    return replace(band, core=core)


def _second_ring(dark: NDArray[np.bool_]) -> tuple[int, int] | None:
    """Return the first row and the row after the last of a ring inside the name."""
    drawn = [int(row) for row in np.flatnonzero(dark.mean(axis=1) > _RING_DRAWN) if row > 0.2 * len(dark)]
    return (drawn[0], drawn[-1] + 1) if drawn else None


def _name_in(
    dark: NDArray[np.bool_], edge: float, sample: NDArray[np.bool_], seen: NDArray[np.bool_]
) -> Band | None:
    """Return where the name stands on an unrolled ring.

    ``sample`` is a part of it that tells its rows, ``seen`` what lies on the page.
    """
    first, last = _full_rows(sample.mean(axis=1))
    height = last - first
    if height < 8:
        return None
    # the figures of a number reach less far in than letters, what stands level less far out
    inked = dark[first + round(0.36 * height) : first + round(0.62 * height)].mean(axis=0) > 0.08
    if not inked.any():
        return None
    thick = (edge - _INNERMOST) / _ROWS
    rim, foot = edge - first * thick, edge - last * thick
    letter = height * thick / ((rim + foot) / 2) / _TURN  # as many columns as a letter is high
    outer = dark[first : first + round(0.62 * height)].mean(axis=0) > 0.08
    inked = _without_specks(inked, outer, dark[first:last].mean(axis=0), letter)
    group = _largest_group(inked | outer | ~seen, letter)
    if group is not None:  # a last letter may have its strokes far out: 厂
        near = cv2.dilate(inked.astype(np.uint8)[None], np.ones((1, 2 * round(0.5 * letter) + 1), np.uint8))
        inked = (inked | (outer & (near[0] > 0))) & group
    begin, end = _widest_gap(inked | ~seen)
    if end - begin < letter:  # the name's own gap may lie beyond the page
        begin, end = _widest_gap(inked)
    if end - begin < 0.3 * letter or end - begin >= _STRIP:
        return Band(0.0, 2 * math.pi, rim, foot, None, edge)
    begin = min(begin + _bar_from(begin, outer, letter), end - 1)
    margin = round(0.16 * letter)
    start, sweep = (end - margin) * _TURN, (_STRIP - (end - begin) + 2 * margin) * _TURN
    number = _figures(dark, first, last, begin + margin, end - margin)
    return Band(start, sweep, rim, foot, (number[0] * _TURN, number[1] * _TURN) if number else None, edge)


def _bar_from(column: int, outer: NDArray[np.bool_], letter: float) -> int:
    """Return how long a bar goes on where a name seems to end: below most of that of 厂 there is nothing."""
    ahead = np.take(outer, np.arange(column, column + round(letter)), mode="wrap")
    length = len(ahead) if ahead.all() else int(ahead.argmin())
    return length if _BAR * letter <= length < len(ahead) else 0


def find_foot(ink: Image, ellipse: Ellipse, band: Band) -> Band | None:
    """Return where a row of letters stands in the gap that the name leaves, its ends and rows; or nothing.

    A number is no such row: its figures are too low.
    """
    high = band.outer - band.inner
    letter = high / ((band.outer + band.inner) / 2)
    start, sweep = band.start + band.sweep + _BESIDE * letter, 2 * math.pi - band.sweep - 2 * _BESIDE * letter
    if sweep < _FEWEST_LETTERS * letter:
        return None
    places = start + np.arange(0, sweep, _TURN)
    share = np.linspace(band.edge, band.inner - _BESIDE * high, _ROWS)
    dark = unrolled(ink, ellipse, places, share) > _INK
    first, last = _full_rows(dark.mean(axis=1))
    thick = float(share[0] - share[-1]) / _ROWS
    columns = np.flatnonzero(dark[first:last].mean(axis=0) > 0.08)
    row_high = (last - first) * thick
    if not columns.size or not _FOOT_HIGH[0] * high < row_high < _FOOT_HIGH[1] * high:
        return None
    begin, end = float(columns[0] * _TURN), float((columns[-1] + 1) * _TURN)
    if (end - begin) * band.outer < _FEWEST_LETTERS * row_high:
        return None
    outer = float(share[first])
    return replace(
        band, start=start + begin, sweep=end - begin, outer=outer, inner=outer - row_high, number=None
    )


def _widest_gap(inked: NDArray[np.bool_]) -> tuple[int, int]:
    return max(runs_of(np.concatenate([~inked, ~inked])), key=lambda run: run[1] - run[0], default=(0, 0))


def _without_specks(
    inked: NDArray[np.bool_], outer: NDArray[np.bool_], full: NDArray[np.float64], letter: float
) -> NDArray[np.bool_]:
    """Leave out narrow strokes that stand alone in the gap: what is left of the print that crosses it.

    ``outer`` is where there is ink further out, too: 厂 is a stroke below the end of a bar. ``full`` tells
    how much ink each column bears: a letter has more about a stroke than that stroke.
    """
    reach, count = max(1, round(0.4 * letter)), len(inked)
    usual = float(full[inked].mean()) if inked.any() else 0.0
    clean = inked.copy()
    runs = runs_of(np.concatenate([inked, inked, inked]))
    for place in range(1, len(runs) - 1):
        (_, before), (begin, end), (after, _) = runs[place - 1 : place + 2]
        if end - begin < 0.3 * letter and min(begin - before, after - end) > 0.75 * letter:
            columns = np.arange(begin - reach, end + reach) % count
            bar = outer[np.arange(end, end + round(_BAR * letter)) % count].all()
            if full[columns].mean() < 0.3 * usual and not bar:
                clean[np.arange(begin, end) % count] = False
    return clean


def _largest_group(inked: NDArray[np.bool_], letter: float) -> NDArray[np.bool_] | None:
    """Return where the letters stand, where a number or the ends of a level row stand alone opposite them.

    Nothing where something else stands apart, too, as the letters do in names of few wide apart.
    """
    count, groups = len(inked), list[list[int]]()
    for begin, end in runs_of(np.concatenate([inked, inked])):
        if groups and begin - groups[-1][1] < _APART * letter:
            groups[-1][1] = end
        else:
            groups.append([begin, end])
    begin, end = max(groups, key=lambda group: group[1] - group[0], default=[0, 0])
    kept = np.zeros(count, np.bool_)
    kept[np.arange(begin, min(end, begin + count)) % count] = True
    others = np.flatnonzero(inked & ~kept)
    away = np.abs((others - (begin + end) / 2) % count - count / 2)
    if not others.size or end - begin < _FEWEST_LETTERS * letter or away.max() * _TURN > _FOOT:
        return None
    return kept


def _figures(dark: NDArray[np.bool_], top: int, foot: int, first: int, last: int) -> tuple[int, int] | None:
    """Return where the small figures of a number stand in the gap that the name leaves."""
    low = dark[top : top + max(4, (foot - top) * 6 // 10)]
    columns = np.take(low.mean(axis=0) > 0.06, np.arange(first, last), mode="wrap")
    pieces = [run for run in runs_of(columns) if run[1] - run[0] >= 2]
    if len(pieces) < _FEWEST_FIGURES:
        return None
    return first + pieces[0][0], pieces[-1][1] - pieces[0][0]


def _full_rows(rows: NDArray[np.float64]) -> tuple[int, int]:
    """Return the first row and the row after the last of the fullest band of letters."""
    full = rows > 0.22 * float(np.percentile(rows, 90))
    return max(runs_of(full), key=lambda run: float(rows[run[0] : run[1]].sum()), default=(0, len(rows)))

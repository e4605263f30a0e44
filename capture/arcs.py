"""Reads a round or oval seal: the name along its arc, what stands level inside, the number at the bottom.

The ring between rim and middle is unrolled into straight strips, of which the page's own reader reads several
that differ: with the print that crosses the seal and without it, wider and narrower. What most say counts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.ellipses import Ellipse
from capture.engines.base import Engine, Image, Sign
from capture.inks import InkPicture
from capture.levels import level_parts, read_levels
from capture.pages import Box, Line, Reader
from capture.runs import runs_of
from capture.votes import Letter, Placed, pitch_of, sure_of, text_of, vote

_INNERMOST = 0.42
_RING_FROM = 0.84
_STRIP = 720
_ROWS = 72
_FEWEST_FIGURES = 7
_INK = 90
_LETTER, _HEIGHT = 40, 48
_ROOM = 10
_FIRST_WIDE = 1.35
_PITCH = 38.0
_MOST_STRIP = 1200
_SURELY = 0.93
_EACH_SURELY = 0.75
_LEAST_SURE = 0.5
_FEWEST = 3
_NUMBER = re.compile(r"\d{9,16}")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Band:
    """Where a name stands on a ring: angles in radians clockwise from the top, radii as shares of the ring's."""

    start: float
    sweep: float
    outer: float
    inner: float
    number: tuple[float, float] | None

    @property
    def tilt(self) -> float:
        """How far the middle of the name is turned from the top."""
        return (self.start + self.sweep / 2 + math.pi) % (2 * math.pi) - math.pi


def read_round(picture: InkPicture, ellipse: Ellipse, reader: Engine, *, whole: bool = True) -> list[Line]:
    """Read a seal; boxes are in its picture, a name along the arc has none.

    Args:
        picture: The seal's ink.
        ellipse: The outer edge of its ring, in pixels of the picture.
        reader: Reads the unrolled letters.
        whole: Whether all of the seal lies on the page.
    """
    outer = _ring_inside(picture.ink, ellipse)
    band = _band(picture.ink, ellipse, outer)
    if band is None:
        return []
    shots = [_Shot(picture.ink, _FIRST_WIDE), _Shot(picture.crossed, _FIRST_WIDE)]
    parts = level_parts(picture.ink, ellipse, band.tilt, band.inner, outer, has_number=bool(band.number))
    strips = [_strip(shot, ellipse, band) for shot in shots]
    rows = [part.image for part in parts]
    foot = [_foot_strip(picture.ink, ellipse, band)] if band.number else []
    signs = reader.read_signs([*strips, *rows, *foot])
    placed = [_placed(one, strip, band) for one, strip in zip(signs, strips, strict=False)]
    letters = vote(placed)
    if not _is_sure(letters, placed):
        letters = _read_again(picture, ellipse, band, reader, placed) or letters
    lines = []
    name = text_of(letters).strip("·")
    if len(_HAN.findall(name)) >= _FEWEST and sure_of(letters) >= _LEAST_SURE:
        lines.append(Line(name, None, min(1.0, sure_of(letters)), Reader.RAPIDOCR))
    lines += read_levels(parts, signs[len(strips) : len(strips) + len(parts)])
    if foot:
        figures = "".join(sign.options[0][0] for sign in signs[-1])
        if _NUMBER.fullmatch(figures):
            lines.append(Line(figures, _foot(ellipse), 0.9, Reader.RAPIDOCR))
    return lines


@dataclass(frozen=True, slots=True)
class _Shot:
    """One way to unroll the name: from which picture, how wide against its natural width."""

    picture: Image
    wide: float


def _strip(shot: _Shot, ellipse: Ellipse, band: Band) -> Image:
    """Return the name's letters in a straight line, dark on white, 48 pixels high."""
    middle = (band.outer + band.inner) / 2 * (ellipse.along + ellipse.across) / 2
    high = (band.outer - band.inner) * (ellipse.along + ellipse.across) / 2
    natural = band.sweep * middle * _LETTER / high
    width = round(min(_MOST_STRIP, max(2 * _HEIGHT, natural * shot.wide))) + 2 * _ROOM
    step = band.sweep / (width - 2 * _ROOM)
    theta = band.start + (np.arange(width) - _ROOM + 0.5) * step
    grow = (band.outer - band.inner) * (_HEIGHT / _LETTER - 1) / 2
    share = np.linspace(band.outer + grow, band.inner - grow, _HEIGHT)
    return as_print(_sampled(shot.picture, ellipse, theta, share))


def _placed(signs: Sequence[Sign], strip: Image, band: Band) -> Placed:
    """Return signs with their angles from the name's start, those outside it left out."""
    width = strip.shape[1]
    step = band.sweep / (width - 2 * _ROOM)
    return [((sign.centre * width - _ROOM) * step, sign) for sign in signs]


def _is_sure(letters: Sequence[Letter], placed: Sequence[Placed]) -> bool:
    return (
        len(letters) >= _FEWEST
        and sure_of(letters) >= _SURELY
        and min(letter.sure for letter in letters) >= _EACH_SURELY
    )


def _read_again(
    picture: InkPicture, ellipse: Ellipse, band: Band, reader: Engine, placed: list[Placed]
) -> list[Letter]:
    """Read letters that are doubtful drawn otherwise: as wide as the reader likes best, and with other ink."""
    best = max(placed, key=lambda one: sum(sign.options[0][1] for _, sign in one))
    pitch = pitch_of(best)
    middle = (band.outer + band.inner) / 2
    natural = pitch * middle * _LETTER / (band.outer - band.inner)
    fitting = min(3.0, max(0.8, _PITCH / natural)) if natural > 4 else 1.7
    shots = [
        _Shot(picture.ink, fitting),
        _Shot(picture.whole, fitting),
        _Shot(picture.crossed, fitting * 0.8),
    ]
    strips = [_strip(shot, ellipse, band) for shot in shots]
    more = [_placed(one, strip, band) for one, strip in zip(reader.read_signs(strips), strips, strict=True)]
    return vote([*placed, *more])


def as_print(ink: Image) -> Image:
    """Return ink as black on white."""
    return (255 - ink).astype(np.uint8)


def _sampled(ink: Image, ellipse: Ellipse, theta: NDArray[np.floating], share: NDArray[np.floating]) -> Image:
    u = ellipse.along * np.sin(theta)[None, :] * share[:, None]
    v = -ellipse.across * np.cos(theta)[None, :] * share[:, None]
    cos, sin = math.cos(ellipse.angle), math.sin(ellipse.angle)
    x = (ellipse.x + u * cos - v * sin).astype(np.float32)
    y = (ellipse.y + u * sin + v * cos).astype(np.float32)
    return cv2.remap(ink, x, y, cv2.INTER_LINEAR, borderValue=0).astype(np.uint8)


def _unrolled(ink: Image, ellipse: Ellipse, inner: float, outer: float) -> Image:
    """Return the ring between two shares of the radius as a strip, clockwise from the top."""
    theta = np.arange(_STRIP) * (2 * math.pi / _STRIP)
    share = outer - (np.arange(_ROWS) + 0.5) / _ROWS * (outer - inner)
    return _sampled(ink, ellipse, theta, share)


def _ring_inside(ink: Image, ellipse: Ellipse) -> float:
    """Return the share of the radius at which the outer ring ends."""
    rows = (_unrolled(ink, ellipse, 0.8, 1.06) > _INK).mean(axis=1)
    shares = 1.06 - (np.arange(_ROWS) + 0.5) / _ROWS * 0.26
    ring = (shares > _RING_FROM) & (shares < 1.05)
    peak = rows[ring].max(initial=0.0)
    if peak < 0.25:
        return 0.97
    thick = np.flatnonzero(ring & (rows > 0.62 * peak))
    return float(shares[thick[-1]]) - 0.012


def _band(ink: Image, ellipse: Ellipse, outer: float) -> Band | None:
    """Find the letters on the ring: their rows by how full those are, their ends by the widest gap.

    The name's letters reach far in, the figures of a number do not: halfway in, only the name is met.
    """
    strip = _unrolled(ink, ellipse, _INNERMOST, outer)
    dark = strip > _INK
    drawn = np.flatnonzero(dark.mean(axis=1) > 0.6)  # a second ring
    below_ring = [int(row) for row in drawn if row > 0.2 * len(strip)]
    if below_ring:
        dark[min(below_ring) - 1 :] = False
    first, last = _full_rows(dark.mean(axis=1))
    height = last - first
    if height < 8:
        return None
    inked = dark[first + round(0.4 * height) : first + round(0.85 * height)].mean(axis=0) > 0.05
    if not inked.any():
        return None
    turn = 2 * math.pi / _STRIP
    thick = (outer - _INNERMOST) / _ROWS
    rim, foot = outer - first * thick, outer - last * thick
    letter = height * thick / ((rim + foot) / 2) / turn  # as many columns as a letter is high
    pieces = runs_of(np.concatenate([~inked, ~inked]))
    begin, end = max(pieces, key=lambda run: run[1] - run[0], default=(0, 0))
    if end - begin < 0.3 * letter or end - begin >= _STRIP:
        return Band(0.0, 2 * math.pi, rim, foot, None)
    margin = round(0.16 * letter)
    start, sweep = (end - margin) * turn, (_STRIP - (end - begin) + 2 * margin) * turn
    number = _figures(dark, first, last, begin + margin, end - margin)
    return Band(start, sweep, rim, foot, (number[0] * turn, number[1] * turn) if number else None)


def _figures(dark: NDArray[np.bool_], top: int, foot: int, first: int, last: int) -> tuple[int, int] | None:
    """Return where the small figures of a number stand in the gap that the name leaves."""
    low = dark[top : top + max(4, (foot - top) * 6 // 10)]
    columns = np.take(low.mean(axis=0) > 0.06, np.arange(first, last), mode="wrap")
    pieces = [run for run in runs_of(columns) if run[1] - run[0] >= 2]
    if len(pieces) < _FEWEST_FIGURES:
        return None
    return first + pieces[0][0], pieces[-1][1] - pieces[0][0]


def _foot_strip(ink: Image, ellipse: Ellipse, band: Band) -> Image:
    """Return the figures at the foot, upright."""
    start, sweep = band.number or (0.0, 1.0)
    high = 0.62 * (band.outer - band.inner)
    middle = band.outer - high / 2
    width = max(_HEIGHT, round(sweep * middle / high * _LETTER)) + 2 * _ROOM
    step = sweep / (width - 2 * _ROOM)
    theta = start + (np.arange(width)[::-1] - _ROOM + 0.5) * step
    share = np.linspace(band.outer - high, band.outer + 0.12 * high, _HEIGHT)
    return as_print(_sampled(ink, ellipse, theta, share))


def _full_rows(rows: NDArray[np.float64]) -> tuple[int, int]:
    """Return the first row and the row after the last of the fullest band of letters."""
    full = rows > 0.22 * float(np.percentile(rows, 90))
    return max(runs_of(full), key=lambda run: float(rows[run[0] : run[1]].sum()), default=(0, len(rows)))


def _foot(ellipse: Ellipse) -> Box:
    """Return where the number stands in a seal that is not turned."""
    left, right = (max(0, round(ellipse.x + side * 0.5 * ellipse.along)) for side in (-1, 1))
    top, foot = (max(0, round(ellipse.y + side * ellipse.across)) for side in (0.75, 0.95))
    return Box(left, top, max(left, right), max(top, foot))

"""Reads a round or oval seal: the name along its arc, what stands level inside, the number at the bottom.

The ring between rim and middle is unrolled into straight strips, of which the page's own reader reads several
that differ: with the print that crosses the seal and without it, wider and narrower. What most say counts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from capture.bands import Band, find_band, sampled
from capture.ellipses import Ellipse
from capture.engines.base import Engine, Image, Sign
from capture.inks import InkPicture, as_print, evened
from capture.levels import level_parts, read_levels
from capture.pages import Box, Line, Reader
from capture.votes import Letter, Placed, sure_of, text_of, vote
from capture.wording import settled

_INNERMOST = 0.42
_RING_FROM = 0.84
_STRIP = 720
_ROWS = 72
_FEWEST_FIGURES = 7
_INK = 90
_LETTER, _HEIGHT = 40, 48
_ROOM = 10
_WIDE = (0.65, 0.9)
_WIDE_AGAIN = (0.5, 0.75)
_MOST_STRIP = 1200
_SURELY = 0.93
_EACH_SURELY = 0.75
_LEAST_SURE = 0.5
_FEWEST = 3
_RIM = 0.27
"""How near the ends of a strip no letter's middle stands, in heights of a letter."""
_NUMBER = re.compile(r"\d{9,16}")
_HAN = re.compile(r"[\u3400-\u9fff]")


def read_round(picture: InkPicture, ellipse: Ellipse, reader: Engine, *, whole: bool = True) -> list[Line]:
    """Read a seal; boxes are in its picture, a name along the arc has none.

    Args:
        picture: The seal's ink.
        ellipse: The outer edge of its ring, in pixels of the picture.
        reader: Reads the unrolled letters.
        whole: Whether all of the seal lies on the page.
    """
    band = find_band(picture.ink, ellipse)
    if band is None:
        return []
    even = evened(picture.ink)
    shots = [_Shot(even, wide) for wide in _WIDE]
    parts = level_parts(picture.ink, even, ellipse, band)
    strips = [_strip(shot, ellipse, band) for shot in shots]
    rows = [image for part in parts for image in part.images]
    foot = [_foot_strip(picture.ink, ellipse, band)] if band.number else []
    signs = reader.read_signs([*strips, *rows, *foot])
    placed = [_placed(one, strip, band) for one, strip in zip(signs, strips, strict=False)]
    letters = vote(placed)
    if not _is_sure(letters, placed):
        letters = _read_again(picture, ellipse, band, reader, placed)
    lines = []
    letters = settled(letters)
    name = text_of(letters).strip("·")
    if len(_HAN.findall(name)) >= _FEWEST and sure_of(letters) >= _LEAST_SURE:
        lines.append(Line(name, None, min(1.0, sure_of(letters)), Reader.RAPIDOCR))
    lines += read_levels(parts, signs[len(strips) : len(strips) + len(rows)])
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
    return as_print(sampled(shot.picture, ellipse, theta, share))


def _placed(signs: Sequence[Sign], strip: Image, band: Band) -> Placed:
    """Return signs with their angles from the name's start; what its ends cut is no letter of it."""
    width = strip.shape[1]
    step = band.sweep / (width - 2 * _ROOM)
    rim = (
        0.0 if band.sweep >= 2 * math.pi else _RIM * 2 * (band.outer - band.inner) / (band.outer + band.inner)
    )
    places = [((sign.centre * width - _ROOM) * step, sign) for sign in signs]
    return [(place, sign) for place, sign in places if rim <= place <= band.sweep - rim]


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
    even, plain = evened(picture.crossed), picture.ink
    shots = [_Shot(plain, _WIDE_AGAIN[0]), _Shot(plain, _WIDE_AGAIN[1]), _Shot(even, _WIDE_AGAIN[1])]
    strips = [_strip(shot, ellipse, band) for shot in shots]
    more = [_placed(one, strip, band) for one, strip in zip(reader.read_signs(strips), strips, strict=True)]
    return vote([*placed, *more])


def _foot_strip(ink: Image, ellipse: Ellipse, band: Band) -> Image:
    """Return the figures at the foot, upright."""
    start, sweep = band.number or (0.0, 1.0)
    high = 0.62 * (band.outer - band.inner)
    middle = band.outer - high / 2
    width = max(_HEIGHT, round(sweep * middle / high * _LETTER)) + 2 * _ROOM
    step = sweep / (width - 2 * _ROOM)
    theta = start + (np.arange(width)[::-1] - _ROOM + 0.5) * step
    share = np.linspace(band.outer - high, band.outer + 0.12 * high, _HEIGHT)
    return as_print(sampled(ink, ellipse, theta, share))


def _foot(ellipse: Ellipse) -> Box:
    """Return where the number stands in a seal that is not turned."""
    left, right = (max(0, round(ellipse.x + side * 0.5 * ellipse.along)) for side in (-1, 1))
    top, foot = (max(0, round(ellipse.y + side * ellipse.across)) for side in (0.75, 0.95))
    return Box(left, top, max(left, right), max(top, foot))

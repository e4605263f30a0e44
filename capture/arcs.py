"""Reads a round or oval seal: the name along its arc, what stands level inside, the number at the bottom.

The ring between rim and middle is unrolled into straight strips, of which the page's own reader reads several
that differ: with the print that crosses the seal and without it, wider and narrower. What most say counts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from capture.bands import Band, find_band
from capture.ellipses import Ellipse
from capture.engines.base import Engine, Image, Sign
from capture.inks import InkPicture, as_print, evened
from capture.levels import Part, is_plain, level_parts, read_levels
from capture.pages import Box, Line, Reader
from capture.spaces import HAN
from capture.unrolling import angle_at, mean_radius, unrolled
from capture.votes import Letter, Placed, sure_of, text_of, vote, without_weak_ends
from capture.wording import bracketed, settled

_INNERMOST = 0.42
_RING_FROM = 0.84
_STRIP = 720
_ROWS = 72
_FEWEST_FIGURES = 7
_INK = 90
_LETTER, _HEIGHT = 40, 48
_ROOM = 10
_WIDE, _WIDER = 0.75, 0.95
_WIDE_AGAIN = (0.5, 0.75)
_MOST_STRIP = 1200
_SURELY = 0.93
_EACH_SURELY = 0.75
_LEAST_SURE = 0.5
_FEWEST = 3
_CUT = 0.5
_RIM = 0.2
"""How near the ends of a strip no letter's middle stands, in heights of a letter."""
_ENDS = ("公司", "厂", "社", "中心", "处", "部", "院", "局", "会", "店", "所", "行", "馆", "站", "校", "府")
_HOLE = 1.5
_NUMBER = re.compile(r"\d{9,16}")


def read_round(
    picture: InkPicture, ellipse: Ellipse, reader: Engine, names: Sequence[str] = ()
) -> list[Line]:
    """Read a seal; boxes are in its picture, a name along the arc has none.

    Args:
        picture: The seal's ink.
        ellipse: The outer edge of its ring, in pixels of the picture.
        reader: Reads the unrolled letters.
        names: Names that stand elsewhere on the page; they decide between signs the reader held possible.
    """
    band = find_band(picture.ink, ellipse)
    if band is None:
        return []
    even = evened(picture.ink)
    parts = level_parts(picture, even, ellipse, band)
    strips = [_strip(_Shot(even, _WIDE), ellipse, band)]
    foot = [_foot_strip(picture.ink, ellipse, band)] if band.number else []
    signs = reader.read_signs([*strips, *(part.look for part in parts), *foot])
    arcs = [_placed(one, strip, band) for one, strip in zip(signs, strips, strict=False)]
    arcs = [[one for one in arc if _is_seen(one[0], picture, ellipse, band)] for arc in arcs]
    rows = [[one] for one in signs[len(strips) : len(strips) + len(parts)]]
    _look_again(picture, even, ellipse, band, reader, arcs, parts, rows)
    lines = []
    letters = bracketed(without_weak_ends(settled(vote(arcs, ends=True), names)))
    name = text_of(letters).strip("·")
    if len(HAN.findall(name)) >= _FEWEST and sure_of(letters) >= _LEAST_SURE:
        lines.append(Line(name, None, min(1.0, sure_of(letters)), Reader.RAPIDOCR))
    lines += read_levels(parts, rows)
    if foot:
        figures = "".join(sign.options[0][0] for sign in signs[-1]).replace(" ", "")
        if _NUMBER.fullmatch(figures):
            lines.append(Line(figures, _foot(ellipse), 0.9, Reader.RAPIDOCR))
    return lines


def _look_again(
    picture: InkPicture,
    even: Image,
    ellipse: Ellipse,
    band: Band,
    reader: Engine,
    arcs: list[Placed],
    parts: Sequence[Part],
    rows: list[list[tuple[Sign, ...]]],
) -> None:
    """Read again what is doubtful, drawn otherwise: wider, narrower, with the print that crosses it."""
    shots = [] if _is_sure(without_weak_ends(vote(arcs, ends=True))) else _other_shots(picture, even, ellipse)
    strips = [_strip(shot, ellipse, band) for shot in shots]
    doubtful = [place for place, part in enumerate(parts) if not is_plain(part, rows[place])]
    others = {place: parts[place].again(rows[place][0]) for place in doubtful}
    more = [look for place in doubtful for look in others[place]]
    if not strips and not more:
        return
    signs = reader.read_signs([*strips, *more])
    for strip, one in zip(strips, signs, strict=False):
        arc = _placed(one, strip, band)
        arcs.append([sign for sign in arc if _is_seen(sign[0], picture, ellipse, band)])
    left = iter(signs[len(strips) :])
    for place in doubtful:
        rows[place] += [next(left) for _ in others[place]]


def _other_shots(picture: InkPicture, even: Image, ellipse: Ellipse) -> list[_Shot]:
    shots = [
        _Shot(even, _WIDER),
        _Shot(picture.ink, _WIDE_AGAIN[0]),
        _Shot(picture.ink, _WIDE_AGAIN[1]),
        _Shot(evened(picture.crossed), _WIDE_AGAIN[1]),
    ]
    squashed = [_Shot(even, _WIDE, squashed=True), _Shot(even, _WIDER, squashed=True)]
    return shots if ellipse.along == ellipse.across else [*shots, *squashed]


def _is_seen(place: float, picture: InkPicture, ellipse: Ellipse, band: Band) -> bool:
    """Tell whether a letter at an angle from the name's start lies whole on the page."""
    reach = _CUT * (band.outer - band.inner) / (band.outer + band.inner)
    height, width = picture.ink.shape
    cos, sin = math.cos(ellipse.angle), math.sin(ellipse.angle)
    places = np.array((band.start + place - reach, band.start + place + reach))
    for angle in angle_at(ellipse, places).tolist():
        for share in (band.inner, band.outer):
            u, v = ellipse.along * share * math.sin(angle), -ellipse.across * share * math.cos(angle)
            x, y = ellipse.x + u * cos - v * sin, ellipse.y + u * sin + v * cos
            if not (0 <= x < width and 0 <= y < height):
                return False
    return True


@dataclass(frozen=True, slots=True)
class _Shot:
    """One way to unroll the name: from which picture, how wide against its natural width.

    ``squashed`` takes an oval for a circle pressed flat.
    """

    picture: Image
    wide: float
    squashed: bool = False


def _strip(shot: _Shot, ellipse: Ellipse, band: Band) -> Image:
    """Return the name's letters in a straight line, dark on white, 48 pixels high."""
    middle = (band.outer + band.inner) / 2 * mean_radius(ellipse)
    high = (band.outer - band.inner) * mean_radius(ellipse)
    natural = band.sweep * middle * _LETTER / high
    width = round(min(_MOST_STRIP, max(2 * _HEIGHT, natural * shot.wide))) + 2 * _ROOM
    step = band.sweep / (width - 2 * _ROOM)
    places = band.start + (np.arange(width) - _ROOM + 0.5) * step
    grow = (band.outer - band.inner) * (_HEIGHT / _LETTER - 1) / 2
    share = np.linspace(band.outer + grow, band.inner - grow, _HEIGHT)
    return as_print(unrolled(shot.picture, ellipse, places, share, squashed=shot.squashed))


def _placed(signs: Sequence[Sign], strip: Image, band: Band) -> Placed:
    """Return signs with their angles from the name's start; what its ends cut is no letter of it."""
    width = strip.shape[1]
    step = band.sweep / (width - 2 * _ROOM)
    rim = (
        0.0 if band.sweep >= 2 * math.pi else _RIM * 2 * (band.outer - band.inner) / (band.outer + band.inner)
    )
    places = [((sign.centre * width - _ROOM) * step, sign) for sign in signs]
    return [(place, sign) for place, sign in places if rim <= place <= band.sweep - rim]


def _is_sure(letters: Sequence[Letter]) -> bool:
    """Tell whether a name was read well, evenly and to an end that names have: it need not be read again."""
    steps = [after.place - before.place for before, after in pairwise(letters)]
    return (
        len(letters) >= _FEWEST
        and sure_of(letters) >= _SURELY
        and min(letter.sure for letter in letters) >= _EACH_SURELY
        and text_of(letters).endswith(_ENDS)
        and max(steps) < _HOLE * median(steps)
    )


def _foot_strip(ink: Image, ellipse: Ellipse, band: Band) -> Image:
    """Return the figures at the foot, upright."""
    start, sweep = band.number or (0.0, 1.0)
    high = 0.62 * (band.outer - band.inner)
    middle = band.outer - high / 2
    width = max(_HEIGHT, round(sweep * middle / high * _LETTER)) + 2 * _ROOM
    step = sweep / (width - 2 * _ROOM)
    places = start + (np.arange(width)[::-1] - _ROOM + 0.5) * step
    share = np.linspace(band.outer - high, band.outer + 0.12 * high, _HEIGHT)
    return as_print(unrolled(ink, ellipse, places, share))


def _foot(ellipse: Ellipse) -> Box:
    """Return where the number stands in a seal that is not turned."""
    left, right = (max(0, round(ellipse.x + side * 0.5 * ellipse.along)) for side in (-1, 1))
    top, foot = (max(0, round(ellipse.y + side * ellipse.across)) for side in (0.75, 0.95))
    return Box(left, top, max(left, right), max(top, foot))

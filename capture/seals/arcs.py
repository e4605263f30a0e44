"""Reads a round or oval seal: the name along its arc, what stands level inside, the number at the bottom.

The ring between rim and middle is unrolled into straight strips, of which the page's own reader reads several
that differ: with the print that crosses the seal and without it, wider and narrower. What most say counts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import numpy as np

from capture.characters.spaces import HAN
from capture.characters.votes import Letter, Placed, sure_of, text_of, vote, without_weak_ends
from capture.characters.wording import bracketed, completed, settled
from capture.engines.base import Engine, Image, Sign
from capture.pages import Line, Reader
from capture.picture.ellipses import Ellipse
from capture.seals.bands import Band, find_band
from capture.seals.footrows import number_line, number_strip, read_purpose
from capture.seals.inks import InkPicture, evened
from capture.seals.levels import Part, is_plain, level_parts, read_levels
from capture.seals.unrolling import HEIGHT, LETTER, ROOM, natural_width, strip_of

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
_ALL_ROUND = math.radians(315)
_UPRIGHT, _GAP, _LETTER_HALF = 0.85, 2.5, 0.6
"""How sure a letter is that does not stand on its head, how wide the gap of a name is, half of a letter."""


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
    even = evened(picture.ink)
    band = find_band(picture.ink, ellipse)
    if band is None:
        return []
    if band.sweep > _ALL_ROUND:
        band = _by_letters(even, ellipse, band, reader)
    parts = level_parts(picture, even, ellipse, band)
    strips = [_strip(_Shot(even, _WIDE), ellipse, band)]
    number = number_strip(picture.ink, ellipse, band)
    foot = [] if number is None else [number]
    signs = reader.read_signs([*strips, *(part.look for part in parts), *foot])
    arcs = [_seen_of(one, strip, picture, ellipse, band) for one, strip in zip(signs, strips, strict=False)]
    rows = [[one] for one in signs[len(strips) : len(strips) + len(parts)]]
    _look_again(picture, even, ellipse, band, reader, arcs, parts, rows)
    lines = []
    letters = bracketed(completed(without_weak_ends(settled(vote(arcs, ends=True), names))))
    letters = [letter for letter in letters if _is_seen(letter.place, picture, ellipse, band)]
    name = text_of(letters).strip("·")
    if len(HAN.findall(name)) >= _FEWEST and sure_of(letters) >= _LEAST_SURE:
        lines.append(Line(name, None, min(1.0, sure_of(letters)), Reader.RAPIDOCR))
    level = read_levels(parts, rows)
    figures = number_line(signs[-1], ellipse) if foot else None
    purpose = None if level or figures else read_purpose(picture, even, ellipse, band, reader)
    return [*lines, *level, *(one for one in (purpose, figures) if one)]


def _by_letters(even: Image, ellipse: Ellipse, band: Band, reader: Engine) -> Band:
    """Return where Chinese letters stand on a ring whose gap others fill, as those of a foreign name do."""
    whole = replace(band, start=math.pi, sweep=2 * math.pi, number=None)
    strip = _strip(_Shot(even, _WIDE), ellipse, whole)
    signs = _placed(reader.read_signs([strip])[0], strip, whole)
    surest = [(place, *sign.options[0]) for place, sign in signs]
    letters = [place for place, char, sure in surest if HAN.fullmatch(char) and sure > _UPRIGHT]
    if len(letters) < _FEWEST + 1:
        return band
    steps = [after - before for before, after in pairwise([*letters, letters[0] + 2 * math.pi])]
    pitch, gap = median(steps), max(steps)
    if gap < _GAP * pitch:
        return band
    first = letters[(steps.index(gap) + 1) % len(letters)]
    start = (math.pi + first - _LETTER_HALF * pitch) % (2 * math.pi)
    return replace(whole, start=start, sweep=2 * math.pi - gap + 2 * _LETTER_HALF * pitch)


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
    shots = [] if _is_sure(without_weak_ends(vote(arcs, ends=True))) else _other_shots(picture, even)
    strips = [_strip(shot, ellipse, band) for shot in shots]
    doubtful = [place for place, part in enumerate(parts) if not is_plain(part, rows[place])]
    others = {place: parts[place].again(rows[place][0]) for place in doubtful}
    more = [look for place in doubtful for look in others[place]]
    if not strips and not more:
        return
    signs = reader.read_signs([*strips, *more])
    arcs += [_seen_of(one, strip, picture, ellipse, band) for strip, one in zip(strips, signs, strict=False)]
    left = iter(signs[len(strips) :])
    for place in doubtful:
        rows[place] += [next(left) for _ in others[place]]


def _other_shots(picture: InkPicture, even: Image) -> list[_Shot]:
    return [
        _Shot(even, _WIDER),
        _Shot(picture.ink, _WIDE_AGAIN[0]),
        _Shot(picture.ink, _WIDE_AGAIN[1]),
        _Shot(evened(picture.crossed), _WIDE_AGAIN[1]),
    ]


def _seen_of(
    signs: Sequence[Sign], strip: Image, picture: InkPicture, ellipse: Ellipse, band: Band
) -> Placed:
    """Return the signs of a strip that lie whole on the page, with their places."""
    return [one for one in _placed(signs, strip, band) if _is_seen(one[0], picture, ellipse, band)]


def _is_seen(place: float, picture: InkPicture, ellipse: Ellipse, band: Band) -> bool:
    """Tell whether a letter at an angle from the name's start lies whole on the page."""
    reach = _CUT * (band.outer - band.inner) / (band.outer + band.inner)
    height, width = picture.ink.shape
    cos, sin = math.cos(ellipse.angle), math.sin(ellipse.angle)
    for angle in (band.start + place - reach, band.start + place + reach):
        for share in (band.inner, band.outer):
            u, v = ellipse.along * share * math.sin(angle), -ellipse.across * share * math.cos(angle)
            x, y = ellipse.x + u * cos - v * sin, ellipse.y + u * sin + v * cos
            if not (0 <= x < width and 0 <= y < height):
                return False
    return True


@dataclass(frozen=True, slots=True)
class _Shot:
    """One way to unroll the name: from which picture, how wide against its natural width."""

    picture: Image
    wide: float


def _strip(shot: _Shot, ellipse: Ellipse, band: Band) -> Image:
    """Return the name's letters in a straight line, dark on white, 48 pixels high."""
    width = natural_width(band.sweep, band.outer, band.inner) * shot.wide
    width = min(_MOST_STRIP, max(2 * HEIGHT, width))
    grow = (band.outer - band.inner) * (HEIGHT / LETTER - 1) / 2
    share = np.linspace(band.outer + grow, band.inner - grow, HEIGHT)
    return strip_of(shot.picture, ellipse, (band.start, band.sweep), share, width)


def _placed(signs: Sequence[Sign], strip: Image, band: Band) -> Placed:
    """Return signs with their angles from the name's start; what its ends cut is no letter of it."""
    width = strip.shape[1]
    step = band.sweep / (width - 2 * ROOM)
    rim = (
        0.0 if band.sweep >= 2 * math.pi else _RIM * 2 * (band.outer - band.inner) / (band.outer + band.inner)
    )
    places = [((sign.centre * width - ROOM) * step, sign) for sign in signs]
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

"""Reads what stands along the foot of a round seal, below its name: the number, or the purpose."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from capture.characters.spaces import HAN
from capture.characters.votes import sure_of, text_of, vote
from capture.characters.wording import settled
from capture.engines.base import Engine, Image, Sign
from capture.pages import Box, Line, Reader
from capture.picture.ellipses import Ellipse
from capture.seals.bands import Band, find_foot
from capture.seals.inks import InkPicture
from capture.seals.sealkinds import likely_purpose
from capture.seals.unrolling import HEIGHT, LETTER, natural_width, strip_of

_OF_FIGURES = 0.62
"""How high the figures of a number are at most, in letters of the name."""
_NUMBER = re.compile(r"\d{9,16}")
_ENDS_AS_SEALS = re.compile("(?:专用|用|公|印)章")
_LEAST_SURE = 0.6
_FEWEST = 4


def number_strip(ink: Image, ellipse: Ellipse, band: Band) -> Image | None:
    """Return the figures at the foot, upright, or nothing where there are none."""
    if band.number is None:
        return None
    start, sweep = band.number
    high = _OF_FIGURES * (band.outer - band.inner)
    row = replace(band, start=start, sweep=sweep, inner=band.outer - high)
    return _strip(ink, ellipse, row, grow=(0.0, 0.12 * high))


def number_line(signs: tuple[Sign, ...], ellipse: Ellipse) -> Line | None:
    """Return the number that figures at the foot say."""
    figures = "".join(sign.options[0][0] for sign in signs).replace(" ", "")
    return Line(figures, _foot(ellipse), 0.9, Reader.RAPIDOCR) if _NUMBER.fullmatch(figures) else None


def read_purpose(
    picture: InkPicture, even: Image, ellipse: Ellipse, band: Band, reader: Engine
) -> Line | None:
    """Read the purpose where it stands along the foot, as high as letters are; boxes are in the picture."""
    row = find_foot(picture.ink, ellipse, band)
    if row is None:
        return None
    grow = (row.outer - row.inner) * (HEIGHT / LETTER - 1) / 2
    looks = [_strip(ink, ellipse, row, grow=(grow, grow)) for ink in (even, picture.ink, picture.crossed)]
    letters = settled(vote([[(sign.centre, sign) for sign in one] for one in reader.read_signs(looks)]))
    text, sure = text_of(letters), min(1.0, sure_of(letters))
    purpose = likely_purpose([letter.options for letter in letters])
    if purpose:
        return Line(purpose, _foot(ellipse), sure, Reader.RAPIDOCR)
    is_one = len(HAN.findall(text)) >= _FEWEST and sure >= _LEAST_SURE and _ENDS_AS_SEALS.search(text)
    return Line(text, _foot(ellipse), sure, Reader.RAPIDOCR) if is_one else None


def _strip(ink: Image, ellipse: Ellipse, row: Band, grow: tuple[float, float]) -> Image:
    """Return a row along the foot, dark on white, 48 pixels high; ``grow`` is added further in and out."""
    width = max(HEIGHT, natural_width(row.sweep, row.outer, row.inner))
    share = np.linspace(row.inner - grow[0], row.outer + grow[1], HEIGHT)
    return strip_of(ink, ellipse, (row.start, row.sweep), share, width, foot=True)


def _foot(ellipse: Ellipse) -> Box:
    """Return where the row stands in a seal that is not turned."""
    left, right = (max(0, round(ellipse.x + side * 0.5 * ellipse.along)) for side in (-1, 1))
    top, foot = (max(0, round(ellipse.y + side * ellipse.across)) for side in (0.75, 0.95))
    return Box(left, top, max(left, right), max(top, foot))

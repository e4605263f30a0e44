"""Reads what stands level in a round seal: its purpose, a tax code, a second name."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.characters.spaces import HAN
from capture.characters.votes import Letter, Placed, sure_of, text_of, vote
from capture.characters.wording import settled
from capture.codes.codegrid import shares_of
from capture.codes.taxcode import likely_code
from capture.engines.base import Image, Sign
from capture.pages import Box, Line, Reader
from capture.picture.ellipses import Ellipse
from capture.picture.runs import runs_of
from capture.seals.bands import Band
from capture.seals.inks import InkPicture
from capture.seals.sealkinds import likely_purpose

_INK = 90
_TURNS = tuple(range(-12, 13, 2))
_HEIGHT = 48
_ROOM = 8
_LEAST_SURE = 0.55
_MOST_ROWS = 4
_WIDER = 1.3
_LEAST_LONG = 1.2
_SLIGHTLY = (0.0, 0.75, -0.75, 1.5, -1.5)
_MIDDLE, _RULED, _BETWEEN = 0.4, 0.85, (0.14, 0.6)
"""Where rules across a stamp lie, how much is drawn of them, how far apart they are, of half its height."""
_DAY = re.compile(r"(?:19|20)\d\d[.\-/年]\d{1,2}[.\-/月]\d{1,2}日?")
_PLAINLY, _CODE_PLAINLY = 0.8, 0.9
_FEW_FIGURES = 8
_HALF_PURPOSE = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One level row, dark on white, drawn in several ways; the box is where it stands in a level seal.

    ``faint`` is the first of the others drawn wider.
    """

    look: Image
    others: tuple[Image, ...]
    faint: Image
    box: Box

    def again(self, signs: Sequence[Sign]) -> tuple[Image, ...]:
        """Return how else to draw it, ``signs`` being what it seems to say.

        Figures stand close together: they are told apart better where they are drawn wider.
        """
        figures = sum(bool(shares_of(sign.options[:1])) for sign in signs)
        return (self.faint, *self.others[1:]) if figures >= _FEW_FIGURES else self.others


def level_parts(picture: InkPicture, even: Image, ellipse: Ellipse, band: Band) -> list[Part]:
    """Cut out the level rows inside the arc's letters and in the gap they leave, the seal turned upright.

    Args:
        picture: The seal's ink.
        even: Its ink as strong everywhere, to be read.
        ellipse: Its ring.
        band: Where the name stands.
    """
    is_oval = ellipse.across < 0.93 * ellipse.along
    turn = math.degrees(ellipse.angle if is_oval else band.tilt)
    inside = _inside(picture.ink, ellipse, band)
    has_star = _take_star(inside, ellipse)
    turn += _straightest(inside, ellipse, turn)
    upright = _turned(inside, ellipse, turn)
    level = cv2.bitwise_and(even, even, mask=(inside > 0).astype(np.uint8)).astype(np.uint8)
    level, crossed = _turned(level, ellipse, turn), _turned(picture.crossed, ellipse, turn)
    top = round(ellipse.y + (0.1 if has_star else -0.4) * ellipse.across)
    parts = [] if has_star or band.core else _between_rules(even, ellipse, band, turn)
    ruled = [part.box for part in parts]
    for y0, y1 in _rows(upright, top, ellipse)[:_MOST_ROWS]:
        if any(y0 < box.y1 and box.y0 < y1 for box in ruled):
            continue
        x0, x1 = _together(upright[y0:y1])
        if x1 - x0 < _LEAST_LONG * (y1 - y0):  # fewer than two letters: a scratch
            continue
        part = (slice(max(0, y0 - 2), y1 + 2), slice(max(0, x0 - 3), x1 + 3))
        faint, wide, all_ink = upright[part], _framed(level[part], _WIDER), _framed(crossed[part])
        box = Box(x0, y0, x1, y1)
        parts.append(Part(_framed(level[part]), (_framed(faint), wide, all_ink), _framed(faint, _WIDER), box))
    return parts


def _between_rules(even: Image, ellipse: Ellipse, band: Band, turn: float) -> list[Part]:
    """Cut out what stands between two rules right across a stamp, as the day does; nothing without them."""
    reach = band.edge * ellipse.across
    for more in _SLIGHTLY:
        upright = _turned(even, ellipse, turn + more)
        for (_, y0), (y1, _) in pairwise(runs_of(_ruled_rows(upright, ellipse, band.edge))):
            if _BETWEEN[0] * reach < y1 - y0 < _BETWEEN[1] * reach:
                half = math.sqrt(max(1.0, reach**2 - max(abs(y0 - ellipse.y), abs(y1 - ellipse.y)) ** 2))
                x0 = max(0, round(ellipse.x - half * ellipse.along / ellipse.across))
                x1 = max(x0, round(ellipse.x + half * ellipse.along / ellipse.across))
                row = upright[y0 + 1 : y1 - 1, x0:x1]
                if not row.size:
                    continue
                look = (_framed(row), _framed(row, _WIDER))
                return [Part(look[0], look, look[1], Box(x0, y0, x1, y1))]
    return []


def _ruled_rows(upright: Image, ellipse: Ellipse, edge: float) -> NDArray[np.bool_]:
    """Return which rows near the middle of a ring bear ink nearly from side to side."""
    ruled = np.zeros(len(upright), np.bool_)
    for y in range(
        max(0, round(ellipse.y - _MIDDLE * ellipse.across)),
        min(len(upright), round(ellipse.y + _MIDDLE * ellipse.across) + 1),
    ):
        half = 0.95 * edge * ellipse.along * math.sqrt(1 - ((y - ellipse.y) / ellipse.across) ** 2)
        row = upright[y, max(0, round(ellipse.x - half)) : max(0, round(ellipse.x + half))]
        ruled[y] = row.size > 0 and float(np.mean(row > _INK)) > _RULED
    return ruled


def read_levels(parts: Sequence[Part], readings: Sequence[Sequence[Sequence[Sign]]]) -> list[Line]:
    """Return what level rows say, those that say nothing left out; ``readings`` holds those of each row.

    A purpose in two rows, 合同 above 专用章, is one line.
    """
    rows = [_placed(part, looks) for part, looks in zip(parts, readings, strict=True)]
    codes = [likely_code(placed) for placed in rows]
    said = [settled(vote(placed, figures=True)) for placed in rows]
    lines: list[Line] = []
    place = 0
    while place < len(parts):
        box, code = parts[place].box, codes[place]
        line = _purpose_of_two(parts, said, place)
        place += 1 if line is None else 2
        if line is None and code:
            line = Line(code.text, box, code.sure, Reader.RAPIDOCR)
        elif line is None:
            line = _level_line(box, said[place - 1], beside_code=any(codes))
        lines += [line] if line else []
    return lines


def _purpose_of_two(parts: Sequence[Part], said: Sequence[Sequence[Letter]], place: int) -> Line | None:
    """Return the purpose that a row and the next one say together, if neither says one alone."""
    two = said[place : place + 2]
    if len(two) < 2 or any(len(row) > _HALF_PURPOSE for row in two):
        return None
    options = [[letter.options for letter in row] for row in two]
    purpose = likely_purpose([*options[0], *options[1]])
    if not purpose or any(map(likely_purpose, options)):
        return None
    above, below = (parts[place + next_one].box for next_one in (0, 1))
    box = Box(min(above.x0, below.x0), above.y0, max(above.x1, below.x1), below.y1)
    return Line(purpose, box, min(1.0, sure_of([*two[0], *two[1]])), Reader.RAPIDOCR)


def _level_line(box: Box, letters: Sequence[Letter], *, beside_code: bool) -> Line | None:
    text, sure = text_of(letters), min(1.0, sure_of(letters))
    purpose = likely_purpose([letter.options for letter in letters], beside_code=beside_code)
    if sure >= _LEAST_SURE and _DAY.fullmatch(text):
        return Line(text, box, sure, Reader.RAPIDOCR)
    if purpose or (len(HAN.findall(text)) >= 2 and sure >= _LEAST_SURE):
        return Line(purpose or text, box, sure, Reader.RAPIDOCR)
    return None


def is_plain(part: Part, looks: Sequence[Sequence[Sign]]) -> bool:
    """Tell whether a row was read so well that it need not be read again."""
    placed = _placed(part, looks)
    code = likely_code(placed)
    if code:
        return code.settled and code.sure >= _CODE_PLAINLY
    letters = settled(vote(placed, figures=True))
    if not letters or min(one.sure for one in letters) < _PLAINLY:
        return False
    signs = [sign for look in looks for sign in look]
    whole = min(sign.options[0][1] for sign in signs) >= _PLAINLY
    return whole or bool(likely_purpose([one.options for one in letters]))


def _placed(part: Part, looks: Sequence[Sequence[Sign]]) -> list[Placed]:
    """Return readings with places along the row, 0…1, that are the same however wide it was drawn."""
    placed: list[Placed] = []
    pictures = (part.look, *part.again(looks[0])) if looks else ()
    for picture, signs in zip(pictures, looks, strict=False):
        width = picture.shape[1]
        placed.append([((sign.centre * width - _ROOM) / (width - 2 * _ROOM), sign) for sign in signs])
    return placed


def _inside(ink: Image, ellipse: Ellipse, band: Band) -> Image:
    """Return what stands inside the letters of the arc, and in the gap that they leave."""
    mask = np.zeros_like(ink)
    middle = (round(ellipse.x), round(ellipse.y))
    half = math.degrees(2 * math.pi - band.sweep) / 2 + 3
    foot = math.degrees(band.tilt) + 90
    edge = band.edge - (0.16 if band.number else 0.03)
    # the ends of a long row reach between the feet of the first and the last letter, unless a ring parts them
    sectors = [(band.inner - 0.01, 180.0), (band.inner + 0.03, half + 20), (edge, half)]
    for share, beside in [(band.core, 180.0)] if band.core else sectors:
        first, last = foot - beside, foot + beside
        axes = (max(1, round(share * ellipse.along)), max(1, round(share * ellipse.across)))
        cv2.ellipse(mask, middle, axes, math.degrees(ellipse.angle), first, last, (255,), -1)
    return cv2.bitwise_and(ink, mask).astype(np.uint8)


def _turned(picture: Image, ellipse: Ellipse, degrees: float) -> Image:
    matrix = cv2.getRotationMatrix2D((ellipse.x, ellipse.y), degrees, 1.0)
    return cv2.warpAffine(picture, matrix, (picture.shape[1], picture.shape[0])).astype(np.uint8)


def _straightest(inside: Image, ellipse: Ellipse, turn: float) -> float:
    """Return by how many degrees more to turn a seal so that its rows lie level and gaps are clearest."""
    # rows are wider than the gaps between them: half as many pixels tell
    small = cv2.resize(inside, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA).astype(np.uint8)
    half = ellipse.scaled(0.5)

    def clear(more: int) -> float:
        level = _turned(small, half, turn + more)[round(half.y) :]
        rows = level.sum(axis=1, dtype=np.float64)
        return float((rows**2).sum()) * (1 - 0.002 * abs(more))

    return float(max(_TURNS, key=clear))


def _take_star(inside: Image, ellipse: Ellipse) -> bool:
    """Take the star, or the emblem in its place, out of the middle; tell whether there was one."""
    dark = (inside > _INK).astype(np.uint8)
    reach = max(2, round(0.11 * ellipse.across))
    x, y = round(ellipse.x), round(ellipse.y)
    middle = dark[max(0, y - reach) : max(0, y + reach), max(0, x - reach) : max(0, x + reach)]
    if not middle.size or middle.mean() < 0.55:
        return False
    whole = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, labels = cv2.connectedComponents(whole)
    within = labels[max(0, y - reach) : y + reach, max(0, x - reach) : x + reach]
    label = int(np.bincount(within[within > 0]).argmax())
    inside[cv2.dilate((labels == label).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0] = 0
    return True


def _together(row: Image) -> tuple[int, int]:
    """Return where the letters of a row begin and end; feet of the arc's letters beside them are left out."""
    inked = (row > _INK).sum(axis=0)
    filled = cv2.morphologyEx(
        (inked > 0).astype(np.uint8)[None], cv2.MORPH_CLOSE, np.ones((1, 4 * (len(row) // 2) + 1), np.uint8)
    )[0]
    runs = runs_of(filled > 0)
    return max(runs, key=lambda run: int(inked[run[0] : run[1]].sum()), default=(0, row.shape[1]))


def _rows(upright: Image, top: int, ellipse: Ellipse) -> list[tuple[int, int]]:
    """Return the rows of letters below ``top``: as high as letters are, set apart by empty rows."""
    rows: NDArray[np.intp] = (upright > _INK).sum(axis=1)
    full = rows > 0.03 * ellipse.along
    full[: max(0, top)] = False
    return [(a, b) for a, b in runs_of(full) if 0.07 * ellipse.across < b - a < 0.5 * ellipse.across]


def _framed(row: Image, wide: float = 1.0) -> Image:
    """Return a row 48 pixels high with white around it."""
    inner = _HEIGHT - 8
    width = max(8, round(wide * row.shape[1] * inner / row.shape[0]))
    sized = cv2.resize(row, (width, inner), interpolation=cv2.INTER_CUBIC)
    framed = cv2.copyMakeBorder(sized, 4, 4, _ROOM, _ROOM, cv2.BORDER_CONSTANT, value=(0,))
    return (255 - framed).astype(np.uint8)

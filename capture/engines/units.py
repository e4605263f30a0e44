"""The raised figures of m² and m³: the network reads them badly, and does not know the signs ㎡ and ㎥.

It takes most of these for a plain m, and some for the other one. The ink above the letter tells that a figure
is there; drawn large by itself, the network tells which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image, Quad, Reading
from capture.engines.quads import side_lengths
from capture.engines.recognise import HEIGHT
from capture.picture.runs import runs_of

_UNIT = re.compile(r"(?<![A-Za-z])[cdkm]?(m)([23²³]{0,2})(?![A-Za-z0-9²³])")
_WHOLE = re.compile("m[23²³]?")
_RAISED = {"2": "²", "3": "³", "²": "²", "³": "³"}
_DARK = 0.6
_RIM = 2
"""Pixels at the sides of a line: ink that runs through them is a rule's."""
_LEAST_HEIGHT = 8
"""Pixels of the letter m, in a line 48 pixels high: under it nothing can be told."""
_ABOVE, _TALL, _LEAST_INK = 0.1, 0.2, 6
"""How far above the letter ink is raised, how high it is, in heights of the letter; and how many pixels."""
_BELOW, _NEAR_LINE = 0.45, 0.8
"""So far down a raised figure beside the letter may reach; ink from there on is of a figure on the line."""
_FIGURE, _AROUND = 30, 16
"""Pixels: how high a figure is drawn, and how much blank stands beside it."""
_SURE, _PLAINLY_SURE = 0.5, 0.8
_ROOM_LEFT, _ROOM, _ROOM_BEFORE_FIGURE, _LETTER = 34, 56, 29, 14
"""Pixels from a character's middle to the end of its line, to the next one's middle, and to a raised figure's
that leave room for a sign that was not read; and how wide its ink is at the least."""
_FIGURE_ALONE = re.compile(r"/[23²³](?![\d.])")


@dataclass(frozen=True, slots=True)
class _Lost:
    """Ink that was not read between two characters of a reading: its picture, and where it is, 0 … 1."""

    line: int
    place: int
    after: int
    picture: Image
    centre: float


@dataclass(frozen=True, slots=True)
class _Figure:
    """A raised figure behind the letter m of a reading: its picture, and where it is, 0 … 1.

    ``after`` is the number of the character behind the unit.
    """

    line: int
    place: int
    after: int
    picture: Image
    centre: float


def read_units(
    readings: list[Reading],
    level: Mapping[int, Quad],
    crop: Callable[[Quad], Image],
    read: Callable[[list[Image]], list[Reading]],
) -> None:
    """Set right what readings say behind the m of a length where a raised figure stands.

    Args:
        readings: What the lines of a page say; changed in place.
        level: Where those of them stand, by their numbers, that run from left to right.
        crop: Cuts a line out of the page.
        read: Reads pictures of one line each.
    """
    _find_lost(readings, level, crop, read)
    found = [
        figure
        for number, quad in level.items()
        if _UNIT.search(readings[number].text)
        for figure in _figures(number, readings[number], crop(quad))
    ]
    said = read([figure.picture for figure in found])
    for figure, one in reversed(list(zip(found, said, strict=True))):  # places before stay what they are
        readings[figure.line] = _with_figure(readings[figure.line], figure, one)


def _find_lost(
    readings: list[Reading],
    level: Mapping[int, Quad],
    crop: Callable[[Quad], Image],
    read: Callable[[list[Image]], list[Reading]],
) -> None:
    """Take in units that readings leave out behind a figure or a stroke: 120㎡ is read as 120 at times."""
    lost: list[_Lost] = []
    for number, quad in level.items():
        width, height = side_lengths(quad)
        gaps = list(_gaps(readings[number], HEIGHT * width / max(height, 1.0)))
        if gaps:
            lost += _unread(number, readings[number], gaps, crop(quad))
    said = read([one.picture for one in lost])
    for one, reading in reversed(list(zip(lost, said, strict=True))):
        text = _WHOLE.fullmatch(reading.text.strip())
        if text is not None:
            span = one.place + 1, one.after
            readings[one.line] = _replaced(readings[one.line], span, text[0], one.centre, reading.confidence)


def _gaps(reading: Reading, width: float) -> Iterator[tuple[int, int]]:
    """Yield between which characters of a line so many pixels wide there is room for a unit.

    The first is a figure or a stroke, the second the number behind the last one where there is none.
    A raised figure behind a stroke is part of what was lost.
    """
    text = reading.text
    if len(reading.centres) != len(text):
        return
    places = [centre * width for centre in reading.centres]
    for place, char in enumerate(text):
        if not (char.isdigit() or char == "/"):
            continue
        last = place + 1 == len(text)
        room = (width if last else places[place + 1]) - places[place]
        if room > (_ROOM_LEFT if last else _ROOM):
            yield place, place + 1
        elif room > _ROOM_BEFORE_FIGURE and _FIGURE_ALONE.match(text, place):
            yield place, place + 2


def _unread(line: int, reading: Reading, gaps: Sequence[tuple[int, int]], crop: Image) -> list[_Lost]:
    """Return the ink between two characters that is neither's, as wide as a letter at least."""
    wide = crop.shape[1]
    runs = runs_of(np.asarray(_ink(crop).any(axis=0)))
    found = []
    for place, after in gaps:
        centre = reading.centres[place] * wide
        following = reading.centres[after] * wide if after < len(reading.text) else wide
        between = [(begin, end) for begin, end in runs if begin > centre + _RIM and end <= following]
        if not between or between[-1][1] - between[0][0] < _LETTER:
            continue
        begin, end = between[0][0], between[-1][1]
        piece = crop[:, max(0, begin - 2 * _RIM) : end + 2 * _RIM]
        framed = cv2.copyMakeBorder(piece, 0, 0, _AROUND, _AROUND, cv2.BORDER_CONSTANT, value=(255,) * 3)
        picture = framed.astype(np.uint8, copy=False)
        found.append(_Lost(line, place, after, picture, (begin + end) / 2 / wide))
    return found


def _with_figure(reading: Reading, figure: _Figure, one: Reading) -> Reading:
    """Return a reading with the figure behind an m that another one says; what it said itself weighs, too."""
    sign, behind = _RAISED.get(one.text.strip()), figure.place + 1
    if sign is None or one.confidence < (_PLAINLY_SURE if figure.after > behind else _SURE):
        return reading
    return _replaced(reading, (behind, figure.after), sign, figure.centre, one.confidence)


def _replaced(reading: Reading, span: tuple[int, int], signs: str, centre: float, sure: float) -> Reading:
    """Return a reading with other signs at a span of its characters, all at one place and equally sure."""
    begin, end = span
    return Reading(
        reading.text[:begin] + signs + reading.text[end:],
        reading.confidence,
        (*reading.centres[:begin], *(centre,) * len(signs), *reading.centres[end:]),
        reading.sure and (*reading.sure[:begin], *(sure,) * len(signs), *reading.sure[end:]),
    )


def _figures(line: int, reading: Reading, crop: Image) -> list[_Figure]:
    if len(reading.centres) != len(reading.text):
        return []
    ink = _ink(crop)
    figures = []
    for unit in _UNIT.finditer(reading.text):
        place = unit.start(1)
        box = _raised(ink, [centre * crop.shape[1] for centre in reading.centres], place, unit.end())
        if box is not None:
            x0, y0, x1, y1 = box
            picture = crop[max(0, y0 - 1) : y1 + 1, max(0, x0 - 1) : x1 + 1]
            figures.append(_Figure(line, place, unit.end(), _drawn(picture), (x0 + x1) / 2 / crop.shape[1]))
    return figures


def _ink(crop: Image) -> NDArray[np.bool_]:
    grey = crop if crop.ndim == 2 else crop.max(axis=2)
    dark, light = (float(level) for level in np.percentile(grey, (2, 90)))
    ink: NDArray[np.bool_] = np.asarray(grey < dark + _DARK * (light - dark))
    ink[ink[:, :_RIM].any(axis=1) | ink[:, -_RIM:].any(axis=1)] = False
    return ink


def _raised(
    ink: NDArray[np.bool_], centres: Sequence[float], place: int, after: int
) -> tuple[int, int, int, int] | None:
    """Return the box of ink above the right half of an m or beside it: left, top, right, bottom.

    ``centres`` are the characters' places in pixels, ``after`` is the number of the one behind the unit.
    """
    middle = centres[place]
    runs = runs_of(np.asarray(ink.any(axis=0)))
    body = next(((begin, end) for begin, end in runs if begin - _RIM <= middle <= end + _RIM), None)
    if body is None:
        return None
    begin, end = body
    limit = ink.shape[1]
    if after < len(centres):
        following = centres[after]
        own = next((start for start, stop in runs if start - _RIM <= following <= stop + _RIM), None)
        limit = own if own is not None and own > middle else round((middle + following) / 2)
    if place and begin <= centres[place - 1]:
        begin = round((centres[place - 1] + middle) / 2)
    half = max(begin + 3, round(middle))
    rows = np.flatnonzero(ink[:, begin:half].any(axis=1))
    if not len(rows):
        return None
    top, height = int(rows[0]), int(rows[-1] - rows[0])
    above = ink[: max(0, round(top - _ABOVE * height)), half:limit]
    down, across = np.nonzero(above)
    if height < _LEAST_HEIGHT or len(down) < _LEAST_INK or np.ptp(down) + 1 < _TALL * height:
        return None
    left, right = half + int(across.min()), half + int(across.max()) + 1
    if left < min(end, limit) - _RIM:
        return left, int(down.min()), right, top
    if ink[round(top + _NEAR_LINE * height) : top + height, left:right].any():
        return None
    return left, int(down.min()), right, round(top + _BELOW * height)


def _drawn(picture: Image) -> Image:
    """Return a figure drawn large, with blank around it."""
    scale = _FIGURE / picture.shape[0]
    large = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    rim = (HEIGHT - large.shape[0]) // 2
    framed = cv2.copyMakeBorder(
        large, rim, HEIGHT - large.shape[0] - rim, _AROUND, _AROUND, cv2.BORDER_CONSTANT, value=(255,) * 3
    )
    return framed.astype(np.uint8, copy=False)

"""What a hand left on a page: writing that no print explains, and boxes that are ticked or not.

Ink is looked at at a size where a row of text is about 22 pixels high. Print is what the reader read well;
rules, codes and the rim of the sheet are set aside; of what is left, strokes that keep together and
are as thin as a pen's are a hand's. A signature that runs through its printed label is found by what stands
out of the label's line.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.characters.spaces import SPACED, is_han
from capture.engines.base import Image
from capture.handwriting.boxshapes import fillings, squares
from capture.handwriting.choices import BOXES, Candidate, chosen_words, written_boxes
from capture.handwriting.penned import Drawn, Run, names_in, runs_by_hand
from capture.handwriting.rims import is_amid, is_left, rim_of
from capture.pages import Box, Code, Line, Mark, MarkKind, Seal
from capture.picture.components import Components, components_of

_UNIT = 22.0
_WORDS = 3
_LEAST_UNIT, _MOST_UNIT = 9.0, 90.0
_DARK = 170
_PRINTED = 0.8
_PLAIN = 0.97
"""How sure the reader is of print: Han, and the letters and figures that scribbles are taken for."""
_WITHIN = 0.7
_RIM = 0.012
_CORNER = 0.07
_SPECK = 0.35
_PEN, _BLOT = 0.15, 0.4
"""How deep in its ink a pen's stroke is, in lines of text, on the whole, and where strokes run together."""
_HIGH = (0.9, 6.5)
_WIDE = (1.5, 18.0)
_FULL = (0.02, 0.56)
_LONG = 3.0
_SEAL, _INSIDE = 3.0, 0.8
_KNOWN = 0.9
_ON = 0.45
_CHOSEN, _READ_AS, _MOUTHS = frozenset("☑☒⊠■●◉"), "Oo0〇", frozenset("口囗")
"""Characters that are ticked boxes, and those that rings and squares are read as."""
_GATES = "进出入港关路接窗人户缺海裂创伤"
"""With 口 behind them they are words."""
_MOUTH_OF = "岸径令罩头腔吻碑"
"""Behind 口 they are words."""


@dataclass(frozen=True, slots=True)
class _Ink:
    """The ink of a page at the size of the look; ``rules`` are its long straight strokes."""

    all: Image
    rules: Image
    scale: float

    def box(self, box: Box) -> tuple[int, int, int, int]:
        """Return a box of the page in the pixels of the look."""
        x0, y0, x1, y1 = (round(side * self.scale) for side in box.as_list())
        return x0, y0, x1, y1

    def page_box(self, x: int, y: int, width: int, height: int) -> Box:
        """Return a rectangle of the look in the pixels of the page."""
        x0, y0, x1, y1 = (round(side / self.scale) for side in (x, y, x + width, y + height))
        return Box(x0, y0, x1, y1)


def find_marks(
    image: Image, lines: Sequence[Line], codes: Sequence[Code] = (), seals: Sequence[Seal] = ()
) -> tuple[Mark, ...]:
    """Return the marks of an upright grey page with its red seals taken out, from top to bottom.

    ``seals`` are where they stood: what is left of one is no writing, what is written over it is.
    """
    ink = _ink_of(image, lines, [code.box for code in codes if code.box])
    if ink is None:
        return ()
    boxes = _boxes(ink, lines)
    places = names_in(lines)
    names = runs_by_hand(_without_rules(image, ink), lines, places) if places else []
    penned = [run for run, drawn in names if drawn is Drawn.BY_HAND]
    written = _writing(ink, lines, [mark.box for mark in boxes], penned)
    black = [seal.box for seal in seals if is_left(ink.all, ink.box(seal.box))]
    hands = [
        mark
        for mark in written
        if not any(_is_rest(mark.box, seal.box) for seal in seals)
        and not any(_lies_in(mark.box, seal) for seal in black)
    ]
    for run, drawn in names:
        box = run.line.span_box(run.start, run.end)
        if box and not any(box.overlaps(mark.box) for mark in hands):
            hands.append(Mark(MarkKind.WRITING if drawn is Drawn.BY_HAND else MarkKind.DOUBTFUL, box))
    return tuple(sorted((*boxes, *hands), key=lambda mark: (mark.box.y0, mark.box.x0)))


def _without_rules(image: Image, ink: _Ink) -> Image:
    """Return a page with its long straight strokes made white."""
    size = (image.shape[1], image.shape[0])
    return np.where(cv2.resize(ink.rules, size, interpolation=cv2.INTER_NEAREST) > 0, np.uint8(255), image)


def _ink_of(image: Image, lines: Sequence[Line], codes: Sequence[Box]) -> _Ink | None:
    pitches = [median(b - a for a, b in pairwise(line.edges)) for line in lines if _is_words(line)]
    if not pitches:
        return None
    scale = min(1.0, _UNIT / min(max(SPACED * median(pitches), _LEAST_UNIT), _MOST_UNIT))
    ink = _shrunk_ink(image, scale)
    if min(ink.shape) < 3 * _UNIT:
        return None
    for box in codes:
        x0, y0, x1, y1 = (round(side * scale) for side in box.as_list())
        ink[y0 : y1 + 1, x0 : x1 + 1] = 0
    long = round(2.5 * _UNIT)
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((long, 1), np.uint8))
    rules = cv2.dilate(cv2.bitwise_or(level, upright), np.ones((3, 3), np.uint8)).astype(np.uint8)
    return _Ink(ink, rules, scale)


def _shrunk_ink(image: Image, scale: float) -> Image:
    """Return where a page at a scale is dark, 1 on 0; only as far as any of it is dark it need be shrunk."""
    ink = np.zeros([max(1, round(side * scale)) for side in image.shape], np.uint8)
    x, y, width, height = cv2.boundingRect((image < _DARK).view(np.uint8))
    room = 2 * math.ceil(1 / scale)
    part = image[: y + height + room, : x + width + room]
    small = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)[
        : ink.shape[0], : ink.shape[1]
    ]
    ink[: small.shape[0], : small.shape[1]] = small < _DARK
    return ink


def _is_words(line: Line) -> bool:
    return len(line.edges) > _WORDS and sum(map(is_han, line.text)) > len(line.text) / 2


def _writing(
    ink: _Ink, lines: Sequence[Line], aside: Sequence[Box], penned: Sequence[Run] = ()
) -> list[Mark]:
    """Return where pen strokes keep together that are no print; what is ``penned`` is none, either."""
    left = ink.all & (1 - ink.rules)
    for box in aside:
        x0, y0, x1, y1 = ink.box(box)
        left[y0:y1, x0:x1] = 0
    height, width = left.shape
    rim = round(_RIM * max(height, width))
    left[:rim], left[height - rim :], left[:, :rim], left[:, width - rim :] = 0, 0, 0, 0
    strokes = _strokes(left.astype(np.uint8), _print(ink, lines, penned))
    if not strokes.any():
        return []
    reach = np.ones((round(0.6 * _UNIT), round(1.2 * _UNIT)), np.uint8)
    together = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, reach).astype(np.uint8)
    patches = components_of(together)
    boxes = patches.boxes().tolist()[1:]
    round_ones = [box for box in boxes if min(box[2:]) > _SEAL * _UNIT]
    rims = [rim for box in round_ones if (rim := rim_of(strokes, ink.all, box))]
    return [
        Mark(MarkKind.WRITING, ink.page_box(x, y, wide, high))
        for (x, y, wide, high), inked in zip(boxes, _counts(strokes, patches).tolist()[1:], strict=True)
        if _is_hand(wide / _UNIT, high / _UNIT, inked / (wide * high), inked)
        and not _is_in_corner((x + wide / 2) / width, (y + high / 2) / height)
        and not any(is_amid((x, y, wide, high), rim) for rim in rims)
    ]


def _print(ink: _Ink, lines: Sequence[Line], penned: Sequence[Run]) -> list[tuple[int, int, int, int]]:
    """Return where characters stand that were read well; a scribble behind a label is read badly."""
    found = []
    by_hand = {(id(run.line), place) for run in penned for place in range(run.start, run.end)}
    for line in lines:
        if line.box is None or line.seal:
            continue
        if not line.sure or not line.edges:
            found += [ink.box(line.box)] if line.confidence >= _PRINTED else []
            continue
        well_read = [
            sure >= (_PRINTED if is_han(char) else _PLAIN) and (id(line), place) not in by_hand
            for place, (char, sure) in enumerate(zip(line.text, line.sure, strict=True))
        ]
        for well, group in groupby(range(len(line.text)), key=well_read.__getitem__):
            places = list(group)
            part = line.span_box(places[0], places[-1] + 1)
            if well and part is not None:
                found.append(ink.box(part))
    return found


def _is_in_corner(x: float, y: float) -> bool:
    """Return whether a place is in a corner, where staples are."""
    return min(x, 1 - x) < _CORNER and min(y, 1 - y) < _CORNER


def _is_rest(mark: Box, seal: Box) -> bool:
    return mark.shared(seal) > 0.5 * seal.width * seal.height


def _lies_in(mark: Box, seal: Box) -> bool:
    return mark.shared(seal) > _INSIDE * mark.width * mark.height


def _is_hand(wide: float, high: float, full: float, inked: int) -> bool:
    """Judge strokes that keep together by their size in lines of text and by how much they fill it."""
    sized = _HIGH[0] <= high <= _HIGH[1] and _WIDE[0] <= wide <= _WIDE[1]
    return sized and _FULL[0] <= full <= _FULL[1] and inked >= _LONG * _UNIT


def _strokes(ink: Image, print_at: Sequence[tuple[int, int, int, int]]) -> Image:
    """Return the ink but for specks, solid areas, and pieces that lie for the most part in printed lines."""
    printed = np.zeros_like(ink)
    for x0, y0, x1, y1 in print_at:
        printed[max(0, y0 - 1) : y1 + 1, max(0, x0 - 1) : x1 + 1] = 1
    if cv2.countNonZero(cv2.subtract(ink, printed)) < (1 - _WITHIN) * _LONG * _UNIT:
        return np.zeros_like(ink)
    patches = components_of(ink)
    inside = _counts(printed, patches)
    kept = inside < _WITHIN * np.maximum(patches.areas, 1)
    kept &= patches.boxes()[:, 2:].max(axis=1) >= _SPECK * _UNIT
    if not kept[1:].any():
        return np.zeros_like(ink)
    # how thick strokes are need be measured of the few alone that are left
    places, numbers = patches.pixels(kept)
    depth = cv2.distanceTransform(patches.drawn(kept), cv2.DIST_L2, 3)
    depths = depth.reshape(-1)[places]
    deepest = np.zeros(len(kept))
    np.maximum.at(deepest, numbers, depths)
    usual = np.bincount(numbers, weights=depths, minlength=len(kept)) / np.maximum(patches.areas, 1)
    return patches.drawn(kept & (usual <= _PEN * _UNIT) & (deepest <= _BLOT * _UNIT))


def _counts(mask: Image, patches: Components) -> NDArray[np.float64]:
    """Return how many pixels of each patch lie in a mask, 1 on 0."""
    places, numbers = patches.pixels(np.ones(len(patches.areas), np.bool_))
    counts = np.bincount(numbers, weights=mask.reshape(-1)[places], minlength=len(patches.areas))
    return counts.astype(np.float64)


def _boxes(ink: _Ink, lines: Sequence[Line]) -> list[Mark]:
    """Return the boxes of choices with their words: shapes in the ink, and characters where it shows none."""
    written = written_boxes(lines)
    known = [(line, line.box) for line in lines if line.box and line.edges and not line.seal]
    shapes = [*squares(ink.all, _UNIT), *fillings(ink.all, _UNIT)]
    drawn: list[Candidate] = []
    for place, ticked in shapes:
        box = ink.page_box(*place)
        standing = [one for line, around in known if (one := _standing(line, around, box))]
        if not any(_is_print(*one) for one in standing) and not _is_among(box, drawn):
            said = any(line.text[place : place + 1] in _CHOSEN for line, place, read in standing if read)
            mouth = any(line.text[place : place + 1] in _MOUTHS for line, place, read in standing if read)
            drawn.append(Candidate(box, ticked or said, plain=said or not (ticked or mouth)))
    return chosen_words([*drawn, *(one for one in written if not _is_among(one.box, drawn))], lines)


def _standing(line: Line, around: Box, box: Box) -> tuple[Line, int, bool] | None:
    """Return which character of a line stands where a shape does, or before which one it stands unread."""
    middle_x, middle_y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    if not around.y0 < middle_y < around.y1 or not around.x0 < middle_x < around.x1:
        return None
    places = [(left + right) / 2 for left, right in pairwise(line.edges)]
    nearest = min(range(len(places)), key=lambda n: abs(places[n] - middle_x))
    # what was not read at all lies within the spans of its neighbours
    if abs(places[nearest] - middle_x) < _ON * box.width:
        return line, nearest, True
    return line, next((n for n, place in enumerate(places) if place > middle_x), len(places)), False


def _is_print(line: Line, place: int, read: bool) -> bool:
    """Return whether a shape is print of a line: read as such, or unread amid letters or figures."""
    before = line.text[place - 1 : place] if place else ""
    after = line.text[place + 1 :][:1] if read else line.text[place:][:1]
    amid = bool(before and after) and before not in BOXES and after not in BOXES
    if not read:
        return amid and before.isascii() and after.isascii() and not before.isspace() and not after.isspace()
    char, sure = line.text[place], line.sure[place] if line.sure else 1.0
    if char in _MOUTHS:
        return bool(before and before in _GATES) or bool(after and after in _MOUTH_OF)
    if char in _READ_AS:
        return any(
            beside.isascii() and (beside.isalnum() or beside in ".,-/")
            for beside in (before, after)
            if beside
        )
    return char not in BOXES and not char.isspace() and sure >= _KNOWN


def _is_among(box: Box, others: Sequence[Candidate]) -> bool:
    return any(box.overlaps(other.box) for other in others)

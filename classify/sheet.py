"""A page made ready for deciding: rows across the page, read straight even where the scan is skewed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import sqrt
from statistics import median
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from capture.pages import Box, Flat, Line, Page, Reader
from classify.normalise import Folded, fold, join_texts

_STEEPEST = 0.08
_COARSE, _FINE = 0.008, 0.001
_SAME_ROW = 0.5
_SYNTHETIC_HEIGHT = 40
_ENOUGH = 90
_LONG, _FEWEST = 8, 3
"""Of so many characters lines tell the slope of their page, where there are so many of them."""
_KEPT = 32
_TORN = 3
_NOTE_OF_USE = re.compile("[仅只]供|[仅只]用[于作]|[仅只]限|再次复印|复印无效")
_WITHIN_NOTE = ("用于", "用作", "于", "供")
_RATHER_WRONG = 0.5  # of drawn lines with such a character 78 % were wrong, of the others 1.5 %
_NEAR_MEASURED = 10
_MEASURING = (Reader.RAPIDOCR, Reader.TEXT_LAYER)
# how readers take the holes along the edges of continuous forms
_A_HOLE, _SURE_HOLES = re.compile("[●○•◎0Oo689]{1,2}"), "●○•◎"
_HOLES_WITHIN, _FEWEST_HOLES = 0.05, 4
Numbers = npt.NDArray[np.float64]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Same(Generic[T]):
    """A thing as the key of a cache: the same only when it is the same object, which the cache keeps."""

    thing: T

    def __hash__(self) -> int:
        return id(self.thing)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.thing is other.thing


@dataclass(frozen=True, slots=True)
class Segment:
    """One line as read, with its place on the straightened page."""

    line: Line
    folded: Folded
    x0: float
    x1: float
    y: float
    height: float

    @property
    def box(self) -> Box | None:
        """Where it stands on the page as read."""
        return self.line.box

    @property
    def confidence(self) -> float:
        """How sure it was read."""
        return _sureness(self.line, 0, len(self.line.text))

    def is_above_or_below(self, other: Segment) -> bool:
        """Tell whether a part of another stretch stands straight above or below a part of it."""
        return min(self.x1, other.x1) > max(self.x0, other.x0)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one segment: ``segment.folded.text[start:end]``."""

    segment: Segment
    start: int
    end: int

    @property
    def raw(self) -> str:
        """What stood there."""
        return self.segment.folded.cut(self.start, self.end)

    @property
    def box(self) -> Box | None:
        """Where it stands on the page as read."""
        first, last = self.segment.folded.span(self.start, self.end)
        return self.segment.line.span_box(first, last)

    @property
    def confidence(self) -> float:
        """How sure it was read."""
        return _sureness(self.segment.line, *self.segment.folded.span(self.start, self.end))


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side: its segments joined, in matching forms, with the way back."""

    index: int
    segments: tuple[Segment, ...]
    text: str
    plain: str
    places: tuple[tuple[int, int], ...]
    y: float
    height: float

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """Return the stretch ``text[start:end]`` as pieces of segments."""
        found: list[Piece] = []
        for number, at in self.places[start:end]:
            if found and found[-1].segment is self.segments[number]:
                found[-1] = Piece(found[-1].segment, found[-1].start, at + 1)
            else:
                found.append(Piece(self.segments[number], at, at + 1))
        return tuple(found)

    def starts_segment(self, at: int) -> bool:
        """Tell whether a segment begins at ``at``."""
        return at == 0 or self.places[at][0] != self.places[at - 1][0]

    def followed_by(self, other: Row) -> Row:
        """Return this row with the segments of another behind its own."""
        places = self.places + tuple((n + len(self.segments), at) for n, at in other.places)
        segments, text, plain = (
            self.segments + other.segments,
            self.text + other.text,
            self.plain + other.plain,
        )
        return Row(self.index, segments, text, plain, places, self.y, self.height)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its rows."""

    page: Page
    rows: tuple[Row, ...]
    height: float
    slope: float

    @property
    def width(self) -> float:
        """How wide the page is; of a photo the sheet alone."""
        return float(self.page.flat.width if self.page.flat else self.page.width)

    @property
    def top(self) -> float:
        """The height of the first row."""
        return self.rows[0].y if self.rows else 0.0

    @property
    def bottom(self) -> float:
        """The height of the last row."""
        return self.rows[-1].y if self.rows else 1.0

    def depth(self, y: float) -> float:
        """Return how far down the written part of the page ``y`` is, 0…1."""
        extent = self.bottom - self.top
        return 0.0 if extent <= 0 else min(1.0, max(0.0, (y - self.top) / extent))


def joined_raw(pieces: Sequence[Piece]) -> str:
    """Return what stands in the pieces, read one after the other."""
    return join_texts(p.raw for p in pieces)


def joined_box(pieces: Sequence[Piece]) -> Box | None:
    """Return the box around the pieces."""
    box: Box | None = None
    for piece in pieces:
        if piece.box is not None:
            box = piece.box if box is None else box.union(piece.box)
    return box


def joined_confidence(pieces: Sequence[Piece]) -> float:
    """Return the confidence of the least sure piece."""
    return min((p.confidence for p in pieces), default=0.0)


def _sureness(line: Line, first: int, last: int) -> float:
    """Return how sure a line is; no more than a sign of the stretch that is rather wrong than right."""
    least = min(line.sure[first:last], default=1.0)
    return min(line.confidence, least) if least < _RATHER_WRONG else line.confidence


def _visual_length(text: str) -> float:
    return sum(1.0 if c >= "\u2e80" else 0.55 for c in text)


def _slope_size(boxes: Sequence[tuple[Line, Box]]) -> float:
    """Estimate how steep the page is from how much too high its wide boxes are."""
    slopes = []
    for line, box in boxes:
        if box.width > 8 * box.height and line.text:
            character = box.width / max(1.0, _visual_length(line.text))
            slopes.append(max(0.0, box.height - 1.25 * character) / box.width)
    return median(slopes) if slopes else 0.0


def _neighbours(x: Numbers, y: Numbers, width: Numbers, slopes: Numbers, near: float) -> Numbers:
    """Return, for each slope, how well boxes line up in rows when the page is turned by it.

    Boxes are given by their middles and widths; those that stand above each other do not count.
    """
    levels = y - slopes[:, None] * x
    order = np.argsort(levels, axis=1, kind="stable")
    gaps = np.diff(np.take_along_axis(levels, order, axis=1), axis=1)
    beside = np.abs(np.diff(x[order], axis=1)) > (width[order][:, 1:] + width[order][:, :-1]) / 2
    found: Numbers = np.where(beside, np.maximum(0.0, 1.0 - gaps / near), 0.0).sum(axis=1)
    return found


def _measured_slope(lines: Sequence[Line]) -> float | None:
    """Return the slope of the rows as it was measured on each line; None where too few tell it."""
    told = [
        line.slope
        for line in lines
        if line.edges
        and line.reader in _MEASURING
        and not line.is_slanted
        and _visual_length(line.text) >= _LONG
    ]
    return median(told) if len(told) >= _FEWEST else None


def _slope(boxes: Sequence[tuple[Line, Box]], height: float) -> float:
    """Return the slope of the rows: y grows by ``slope`` per pixel to the right."""
    measured = _measured_slope([line for line, _ in boxes])
    if len(boxes) < 4:
        return measured or 0.0
    boxes = boxes[:: 1 + len(boxes) // _ENOUGH]
    size, near = _slope_size(boxes), 0.35 * max(height, 1.0)
    x = np.array([(box.x0 + box.x1) / 2 for _, box in boxes])
    y = np.array([(box.y0 + box.y1) / 2 for _, box in boxes])
    width = np.array([float(box.width) for _, box in boxes])

    def best_of(slopes: Numbers) -> float:
        off: Numbers = np.abs(slopes - measured) if measured is not None else np.abs(np.abs(slopes) - size)
        return float(
            slopes[np.argmax(_neighbours(x, y, width, slopes, near) - 12.5 * sqrt(len(boxes)) * off)]
        )

    if measured is not None:
        return best_of(np.array([measured + n * _FINE for n in range(-_NEAR_MEASURED, _NEAR_MEASURED + 1)]))
    steps = round(_STEEPEST / _COARSE)
    best = best_of(np.array([n * _COARSE for n in range(-steps, steps + 1)]))
    return best_of(np.array([*(best + n * _FINE for n in range(-6, 7)), 0.0]))


def _segments(page: Page) -> tuple[list[Segment], float, float]:
    printed = (line for line in page.lines if not line.seal and line.reader is not Reader.QR)
    lines = _said_once(_without_holes([line for line in printed if line.text.strip()], page.width))
    boxes = [(line, line.box) for line in lines if line.box is not None]
    usual = median([min(b.width, b.height) for _, b in boxes]) if boxes else float(_SYNTHETIC_HEIGHT)
    slope = 0.0 if page.flat else _slope(boxes, usual)
    segments, y = [], 0.0
    for line in lines:
        box = line.box
        if box is None:
            y += 2 * usual
            width = usual * _visual_length(line.text)
            segments.append(Segment(line, fold(line.text), 0.0, width, y, usual))
            continue
        if page.flat is not None:
            segments.append(_flat_segment(line, box, page.flat))
            continue
        x, middle = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        y = middle - slope * x
        height = max(box.height - abs(slope) * box.width, 0.4 * box.height, 1.0)
        half = max(box.width - abs(slope) * box.height, 1.0) / 2
        x += slope * y
        segments.append(Segment(line, fold(line.text), x - half, x + half, y, height))
    return [s for s in segments if s.folded.text], slope, usual


def _without_holes(lines: Sequence[Line], width: int) -> list[Line]:
    """Return lines without the holes at the edges of a continuous form: one would be a label's value.

    A column of figures at the very edge has none of the signs that are nothing but round.
    """
    edge = _HOLES_WITHIN * width
    round_ones = [line for line in lines if line.box and _A_HOLE.fullmatch(line.text.strip())]
    holes: set[int] = set()
    for near, far in ((0.0, edge), (width - edge, float(width))):
        column = [one for one in round_ones if one.box and near <= (one.box.x0 + one.box.x1) / 2 <= far]
        sure = [one for one in column if one.text.strip() in _SURE_HOLES]
        if len(column) >= _FEWEST_HOLES and 2 * len(sure) >= len(column):
            holes |= set(map(id, column))
    return [line for line in lines if id(line) not in holes]


def _said_once(lines: Sequence[Line]) -> list[Line]:
    """Return lines without the copies and torn-off pieces of a note of use printed all over the page.

    The last copy stays: such a note may name a firm. Beside a label a copy would be taken for its value.
    """
    said = Counter(line.text for line in lines if _NOTE_OF_USE.search(line.text))
    notes = [note for note, times in said.items() if times > 1]
    if not notes:
        return list(lines)
    last = {line.text: line for line in lines if line.text in notes}
    return [line for line in lines if line is last.get(line.text) or not _is_torn_off(line.text, notes)]


def _is_torn_off(text: str, notes: Sequence[str]) -> bool:
    begun = text.startswith(_WITHIN_NOTE)  # what else stands within a note may be the name of the firm
    return len(text) >= _TORN and any(
        note.endswith(text) or note.startswith(text) or (begun and text in note) for note in notes
    )


def _flat_segment(line: Line, box: Box, flat: Flat) -> Segment:
    """Return a line of a photo by its place on the straight sheet."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    fall = line.slope * box.width / 2
    left, right = flat.at(box.x0, y - fall), flat.at(box.x1, y + fall)
    thick = max(box.height - abs(line.slope) * box.width, 0.4 * box.height, 1.0)
    above, below = flat.at(x, y - thick / 2), flat.at(x, y + thick / 2)
    middle, height = (above[1] + below[1]) / 2, max(below[1] - above[1], 1.0)
    return Segment(line, fold(line.text), left[0], right[0], middle, height)


def _row(index: int, segments: Sequence[Segment]) -> Row:
    ordered = tuple(sorted(segments, key=lambda s: s.x0))
    text: list[str] = []
    plain: list[str] = []
    places: list[tuple[int, int]] = []
    for number, segment in enumerate(ordered):
        first = segment.folded.text[0]
        if text and text[-1].isascii() and text[-1].isalnum() and first.isascii() and first.isalnum():
            text.append(" ")
            plain.append(" ")
            places.append((number - 1, places[-1][1]))
        text += segment.folded.text
        plain += segment.folded.plain
        places += [(number, at) for at in range(len(segment.folded.text))]
    heights = [s.height for s in ordered]
    y = sum(s.y for s in ordered) / len(ordered)
    return Row(index, ordered, "".join(text), "".join(plain), tuple(places), y, median(heights))


def _overlaps(segment: Segment, others: Sequence[Segment]) -> bool:
    for other in others:
        shared = min(segment.x1, other.x1) - max(segment.x0, other.x0)
        if shared > 0.5 * min(segment.x1 - segment.x0, other.x1 - other.x0):
            return True
    return False


def _group(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Group segments into rows: nearest row first, never two above each other."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: s.y):
        best: list[Segment] | None = None
        nearest = float("inf")
        for row in rows[-6:]:
            closest = min(row, key=lambda s: abs((s.x0 + s.x1) / 2 - (segment.x0 + segment.x1) / 2))
            distance = abs(closest.y - segment.y)
            limit = _SAME_ROW * min(closest.height, segment.height) + 0.1 * max(
                closest.height, segment.height
            )
            if distance < min(limit, nearest) and not _overlaps(segment, row):
                best, nearest = row, distance
        if best is None:
            rows.append([segment])
        else:
            best.append(segment)
    return rows


def prepare(page: Page) -> Sheet:
    """Return the page with its lines in rows; asked again for the same page soon after, the same sheet."""
    return _prepare(Same(page))


@lru_cache(maxsize=_KEPT)
def _prepare(key: Same[Page]) -> Sheet:
    segments, slope, height = _segments(key.thing)
    groups = sorted(_group(segments), key=lambda row: sum(s.y for s in row) / len(row))
    rows = tuple(_row(index, group) for index, group in enumerate(groups))
    heights = [s.height for s in segments]
    return Sheet(key.thing, rows, median(heights) if heights else height, slope)


def part_of(sheet: Sheet, rows: Sequence[Row]) -> Sheet:
    """Return some rows of a sheet as a sheet of their own."""
    own = tuple(replace(row, index=index) for index, row in enumerate(rows))
    heights = [segment.height for row in own for segment in row.segments]
    return Sheet(sheet.page, own, median(heights) if heights else sheet.height, sheet.slope)

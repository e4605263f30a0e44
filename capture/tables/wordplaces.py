"""Where characters stand that are no rules: their strokes may look like short ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from capture.characters.spaces import is_han
from capture.pages import Box, Line

LOOSE = 1.6
"""Of the usual distance of characters, how far apart those of one word stand at most."""
_INSET = 0.2
_STROKES = "丨丿亅"  # what a rule may be read as
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
"""A number as it is printed, with thousands apart or not; a pattern."""
SUM = r"(?<![\d,.])\d{1,3}(?:,\d{3})+\.\d\d"
"""A sum of money, thousands apart and to the fen; a pattern. What follows is no part of it."""
_NUMBER = re.compile(rf"[(（]?[-+¥￥]?{NUMBER}[)）%]?")


def inner_parts(lines: Sequence[Line]) -> tuple[list[Box], list[Box]]:
    """Return where Han characters stand close together and where numbers do, from within first to last."""
    words: list[Box] = []
    numbers: list[Box] = []
    for line in lines:
        if line.box is not None and line.is_column:
            words += _of_column(line.box, len(line.text))
        if line.box is None or len(line.edges) < 2:
            continue
        pitch = median(b - a for a, b in pairwise(line.edges))
        words += [_within(line, line.box, pitch, *run) for run in _runs_of_han(line, pitch)]
        if len(line.edges) == len(line.text) + 1:
            numbers += [_within(line, line.box, pitch, *run) for run in _runs_of_figures(line, pitch)]
    return words, numbers


def _within(line: Line, box: Box, pitch: float, start: int, end: int) -> Box:
    """Return the inner part of some characters of a line."""
    left, right = line.edges[start] + _INSET * pitch, line.edges[end] - _INSET * pitch
    along = line.slope * ((left + right) / 2 - (line.edges[0] + line.edges[-1]) / 2)
    top, bottom = (max(0, round(y + along)) for y in (box.y0, box.y1))
    return Box(round(left), top, max(round(left), round(right)), bottom)


def _of_column(box: Box, count: int) -> Iterator[Box]:
    """Yield the inner parts of the characters of a column."""
    inset = round(_INSET * box.width)
    for number in range(count):
        y0, y1 = (box.y0 + round(box.height * part / count) for part in (number, number + 1))
        yield Box(box.x0 + inset, y0, box.x1 - inset, y1)


def _runs_of_han(line: Line, pitch: float) -> Iterator[tuple[int, int]]:
    """Yield begin and end of stretches of Han characters that no gap divides; strokes are none."""
    centres = [(a + b) / 2 for a, b in pairwise(line.edges)]
    start: int | None = None
    for index, char in enumerate((*line.text, "")):
        han = bool(char) and is_han(char) and char.isalpha() and char not in _STROKES
        near = start is None or (han and centres[index] - centres[index - 1] < LOOSE * pitch)
        if start is not None and not (han and near):
            yield start, index
            start = None
        if han and start is None:
            start = index


def _runs_of_figures(line: Line, pitch: float) -> Iterator[tuple[int, int]]:
    """Yield begin and end of numbers that no gap divides."""
    for start, end in (run.span() for run in _NUMBER.finditer(line.text)):
        # between centres lie half of either character's width
        gaps = (line.edges[at + 2] - line.edges[at] for at in range(start, end - 1))
        if all(gap < 2 * LOOSE * pitch for gap in gaps):
            yield start, end

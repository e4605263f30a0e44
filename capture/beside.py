"""What a hand wrote, with the printed words it stands right of or below: so signatures are known as such."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from capture.pages import Box, Line, MarkKind, Page
from capture.spaces import SPACED

_ROWS = 2.0
"""So many rows may lie between the words and what is written below them."""
_REACH = 15.0
"""Words end at most so many characters left of the writing."""
_ENDS = " :：,，;；。"


def writing_rows(page: Page) -> list[dict[str, Any]]:
    """Return what a hand wrote beside print as JSON values: its box and the words near it, row by row."""
    rows = []
    for mark in page.marks:
        if mark.kind is MarkKind.WRITING:
            words = words_beside(mark.box, page.lines)
            if words:
                rows.append({"box": mark.box.as_list(), "beside": list(words)})
    return rows


def words_beside(box: Box, lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the parts of lines that a box stands right of or below, in the lines' order."""
    parts = (_part(box, line) for line in lines if line.box is not None and not line.seal)
    return tuple(part for part in parts if part)


def _part(box: Box, line: Line) -> str:
    """Return the words of a line that stand near enough left of a box's right end, or above it."""
    where = line.box
    if where is None or not where.y0 <= box.y1 or box.y0 - where.y1 > _ROWS * where.height:
        return ""
    if (where.y0 + where.y1) / 2 > box.y1:
        return ""
    left = box.x0 - _REACH * where.height / SPACED
    near = []
    for place in range(len(line.text)):
        span = line.span_box(place, place + 1)
        if span is not None and left <= (span.x0 + span.x1) / 2 <= box.x1:
            near.append(place)
    return line.text[near[0] : _end_of_words(line.text, near[-1])].strip() if near else ""


def _end_of_words(text: str, place: int) -> int:
    """Return where the words end that a character belongs to: a short signature stands below a long label."""
    while place < len(text) and text[place] not in _ENDS:
        place += 1
    return place + 1

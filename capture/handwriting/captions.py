"""What a hand wrote, with the printed words it stands right of or below: so signatures are known as such."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from capture.characters.spaces import SPACED
from capture.pages import Box, Line, MarkKind, Page

_ROWS = 2.0
"""So many rows may lie between the words and what is written below them."""
_REACH, _CLOSE = 15.0, 6.0
"""Words end at most so many characters left of the writing; from so near on its own row, they alone count."""
_WITHIN = 0.35
"""Writing may run over its label: what stands in so much of its width still stands left of it."""
_ENDS = " :：,，;；。"
_COLON = re.compile("[:：]")
_DAY = re.compile(r"\d{4}\s*[年.\-/]|\d\s*月\s*\d|\d[.\-/]\d{1,2}[.\-/]\d|月\s*\d{1,2}\s*日")
_SENTENCE, _LABEL = re.compile("[。;；,，、]$"), 20
"""How running text ends; a longer line without a colon is running text, too."""


def writing_rows(page: Page) -> list[dict[str, Any]]:
    """Return what a hand wrote beside print as JSON values: its box and the words near it, row by row.

    A name that may be printed is ``unsure``. What is read as a day is left out: it signs nothing.
    """
    rows = []
    for mark in page.marks:
        if mark.kind in (MarkKind.WRITING, MarkKind.DOUBTFUL):
            words = words_beside(mark.box, page.lines)
            if words and not _is_date(mark.box, page.lines):
                doubt = {"unsure": True} if mark.kind is MarkKind.DOUBTFUL else {}
                rows.append({"box": mark.box.as_list(), "beside": list(words), **doubt})
    return rows


def words_beside(box: Box, lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the parts of lines that a box stands right of or below, in the lines' order.

    Of a row's labels the one nearest to the left counts. Where that is close by on the writing's own row,
    nothing above does. Running text is no label.
    """
    labels = [line for line in lines if line.box is not None and not line.seal and not _is_running(line.text)]
    closest = max(
        (end for line in labels if _is_level(box, line) and (end := _label_end(box, line)) is not None),
        default=None,
    )
    parts = []
    for line in labels:
        where = line.box
        if where is None or (closest is not None and (not _is_level(box, line) or where.x1 < closest)):
            continue
        if not any(_stands_between(box, other.box, where) for other in labels if other.box is not None):
            parts.append(_part(box, line))
    return tuple(part for part in parts if part)


def _is_date(box: Box, lines: Sequence[Line]) -> bool:
    """Return whether what stands in a box is read as a day."""
    inside = [line for line in lines if line.box and _is_middle_in(line.box, box)]
    return any(_DAY.search(line.text) and not _COLON.search(line.text) for line in inside)


def _is_middle_in(inner: Box, outer: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.y0 + inner.y1) / 2
    return outer.x0 <= x <= outer.x1 and outer.y0 <= y <= outer.y1


def _stands_between(box: Box, one: Box, other: Box) -> bool:
    """Return whether one line is nearer a box than another above it: in its row, or left on the box's own."""
    middle = (box.y0 + box.y1) / 2
    if not other.y1 < middle:
        return False
    if one.y1 < middle:
        level = abs(one.y0 + one.y1 - other.y0 - other.y1) < min(one.height, other.height)
        return level and other.x0 < one.x0 <= box.x0 + _WITHIN * box.width
    own = box.y0 <= (one.y0 + one.y1) / 2 <= box.y1 and one.x1 <= box.x0 + _WITHIN * box.width
    return own and other.x1 <= box.x0 and one.x1 >= box.x0 - _REACH * one.height / SPACED


def _is_running(text: str) -> bool:
    """Return whether a line is part of a sentence: it ends as one, or is long and has no colon."""
    text = text.strip()
    return bool(_SENTENCE.search(text)) or (len(text) > _LABEL and not _COLON.search(text))


def _is_level(box: Box, line: Line) -> bool:
    """Return whether a line stands on the row of a box."""
    return line.box is not None and box.y0 <= (line.box.y0 + line.box.y1) / 2 <= box.y1


def _label_end(box: Box, line: Line) -> int | None:
    """Return where the last colon left of a box stands in a line, if it stands close by."""
    if line.box is None:
        return None
    close = box.x0 - _CLOSE * line.box.height / SPACED
    ends = [span.x1 for match in _COLON.finditer(line.text) if (span := line.span_box(*match.span()))]
    return max((end for end in ends if close <= end <= box.x0 + _WITHIN * box.width), default=None)


def _part(box: Box, line: Line) -> str:
    """Return the words of a line that stand near enough left of a box's right end, or above it."""
    where = line.box
    if where is None or not where.y0 <= box.y1 or box.y0 - where.y1 > _ROWS * where.height:
        return ""
    if (where.y0 + where.y1) / 2 > box.y1:
        return ""
    left = box.x0 - _REACH * where.height / SPACED
    near, before = [], []
    for place in range(len(line.text)):
        span = line.span_box(place, place + 1)
        if span is not None and left <= (span.x0 + span.x1) / 2 <= box.x1:
            near.append(place)
            if (span.x0 + span.x1) / 2 <= box.x0 + _WITHIN * box.width:
                before.append(place)
    if not near:
        return ""
    text = line.text[near[0] : _end_of_words(line.text, (before or near)[-1])].strip()
    return last_label(text)


def last_label(text: str) -> str:
    """Return what begins with the last label of a row: words before an earlier colon are for others."""
    colons = [match.start() for match in _COLON.finditer(text)]
    return text[colons[-2] + 1 :].strip() if len(colons) > 1 else text


def _end_of_words(text: str, place: int) -> int:
    """Return where the words end that a character belongs to: a short signature stands below a long label."""
    while place < len(text) and text[place] not in _ENDS:
        place += 1
    return place + 1

"""Rows that head a list told from the rows of a form: beside a heading stands the next one, no value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from capture.pages import Cell
from classify.sheet import Row, Sheet

_FIGURES = re.compile(r"\d")
_FEWEST_HEADINGS, _LONGEST_HEADING = 4, 10
_LOOKED_BELOW = 3


def heads_list(sheet: Sheet, row: Row) -> bool:
    """Tell whether a row of words heads a list: figures stand below its odd and its even words.

    In a form every other word is a label, so figures below stand in every other column alone.
    """
    texts = [segment.folded.plain for segment in row.segments]
    if not _are_headings(texts):
        return False
    for below in sheet.rows[row.index + 1 : row.index + 1 + _LOOKED_BELOW]:
        figures = [s for s in below.segments if _FIGURES.search(s.folded.plain)]
        if figures and len(below.segments) > 1:
            return _both_parities(
                number
                for number, head in enumerate(row.segments)
                if any(min(s.x1, head.x1) > max(s.x0, head.x0) for s in figures)
            )
        if len(below.segments) >= _FEWEST_HEADINGS:
            return False
    return False


def heads_list_of_cells(row: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Tell the same of a row of a ruled table and the row below it."""
    if not _are_headings([cell.text for cell in row]) or len(row) != len(below):
        return False
    return _both_parities(number for number, cell in enumerate(below) if _FIGURES.search(cell.text))


def _are_headings(texts: Sequence[str]) -> bool:
    if len(texts) < _FEWEST_HEADINGS:
        return False
    return all(0 < len(t) <= _LONGEST_HEADING and not re.search(r"[\d:：]", t) for t in texts)


def _both_parities(numbers: Iterable[int]) -> bool:
    return {number % 2 for number in numbers} == {0, 1}

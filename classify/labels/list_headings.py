"""Rows that head a list told from the rows of a form: beside a heading stands the next one, no value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from capture.pages import Box, Cell
from classify.sheet import Row, Same, Sheet

_FIGURES = re.compile(r"\d")
_FEWEST_HEADINGS, _LONGEST_HEADING = 4, 10
_LOOKED_BELOW = 3
_COUNTED = re.compile("(?:数量?|重量?)(?:[(].*)?$|QTY|QUANTITY|体积|长度|面积")


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
                if any(s.is_above_or_below(head) for s in figures)
            )
        if len(below.segments) >= _FEWEST_HEADINGS:
            return False
    return False


def counts_goods(sheet: Sheet, box: Box) -> bool:
    """Tell whether a cell stands below the heading of what is counted: of 合计 | 72 | 141,340.00 not the sum.

    ``box`` is where the cell stands on the page as read, in pixels. Of a cell below several headings none
    says what it holds.
    """
    heads = _heading_rows(Same(sheet))
    above = [row for row in heads if all(s.box is None or s.box.y0 < box.y0 for s in row.segments)]
    over = [s for row in above[-1:] for s in row.segments if s.box and _is_over(s.box, box)]
    return len(over) == 1 and _COUNTED.search(over[0].folded.plain) is not None


@lru_cache(maxsize=8)  # asked for each cell of a page
def _heading_rows(key: Same[Sheet]) -> tuple[Row, ...]:
    rows = key.thing.rows
    return tuple(row for row in rows if _are_headings([segment.folded.plain for segment in row.segments]))


def _is_over(head: Box, cell: Box) -> bool:
    return cell.x0 < (head.x0 + head.x1) / 2 < cell.x1


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

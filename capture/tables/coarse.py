"""Ruled tables that are a part of what text alone forms, or join what it parts: they are left to the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from capture.layout.pieces import is_inside
from capture.pages import Box, Line, Table

_SPARSE = 0.7
_OUTSIDE = 0.1
_SMALL = 2
"""A ruled table of so few rows may be a frame or a stroke within a larger one."""
_FIGURES = re.compile(r"[-+(¥￥]*\d[\d,.:-]*[%)]?")
_NUMBERS = re.compile(r"\d[\d,.]*\S* +\S*\d")


def without_parts(
    ruled: Sequence[Table], lines: Sequence[Line], unruled: Callable[[], Sequence[Table]]
) -> list[Table]:
    """Leave out ruled tables that cut the rows of a larger one without rules, or join its columns.

    ``unruled`` finds the tables that the text of the whole page forms.
    """
    boxes = [line.box for line in lines if line.box is not None]
    free = [box for box in boxes if not any(is_inside(box, table.box) for table in ruled if table.box)]
    partial = [_is_sparse(table) or _has_text_beside(table, free) for table in ruled]
    joining = [_joins_numbers(table) for table in ruled]
    small = [len(table.rows) <= _SMALL for table in ruled]
    if not any((*partial, *joining, *small)):
        return list(ruled)
    whole = unruled()
    return [
        table
        for table, part, joins, few in zip(ruled, partial, joining, small, strict=True)
        if not (part and _cuts_rows(table, whole))
        and not (joins and _parts_numbers(table, whole))
        and not (few and _is_piece(table, whole))
    ]


def without_torn(ruled: Sequence[Table], whole: Sequence[Table]) -> list[Table]:
    """Leave out stripes and heads that are fields of their own where the text forms one table across them."""
    torn: list[Table] = []
    for table in whole:
        parts = [one for one in ruled if one.box and table.box and is_inside(one.box, table.box)]
        columns = {max(sum(bool(cell.text) for cell in row) for row in part.rows) for part in parts}
        rows = [len(part.rows) for part in parts]
        if 1 in rows and sum(rows) <= len(table.rows) and columns == {len(table.rows[0])}:
            torn += parts
    return [one for one in ruled if one not in torn]


def _is_piece(table: Table, others: Sequence[Table]) -> bool:
    """Tell whether text alone forms a table around its few rows, with more rows and more columns."""
    columns = max(map(len, table.rows))
    return any(
        is_inside(table.box, other.box)
        and len(other.rows[0]) > columns
        and len(other.rows) >= len(table.rows) + _SMALL
        for other in others
        if table.box and other.box
    )


def _is_sparse(table: Table) -> bool:
    """Tell whether many of its cells are empty, as where rules below figures are taken for a table."""
    texts = [cell.text for row in table.rows for cell in row]
    return sum(map(bool, texts)) <= _SPARSE * len(texts)


def _has_text_beside(table: Table, boxes: Sequence[Box]) -> bool:
    """Tell whether lines stand to its left as often as it has rows: it may be a part of a larger one."""
    if table.box is None:
        return False
    left, top, bottom = table.box.x0, table.box.y0, table.box.y1
    return sum(box.x1 <= left and top < (box.y0 + box.y1) / 2 < bottom for box in boxes) >= len(table.rows)


def _joins_numbers(table: Table) -> bool:
    """Tell whether cells of half its rows hold several numbers, as where rules of columns are not seen."""
    joined = sum(any(_NUMBERS.search(cell.text) for cell in row) for row in table.rows)
    return 2 * joined >= len(table.rows)


def _parts_numbers(table: Table, others: Sequence[Table]) -> bool:
    """Tell whether text alone parts numbers that stand beside each other in cells of half its rows."""
    texts = [cell.text for row in table.rows for cell in row if _NUMBERS.search(cell.text)]
    for other in others:
        if other.box is None or table.box is None or not other.box.overlaps(table.box):
            continue
        rows = ([cell.text for cell in row if _FIGURES.fullmatch(cell.text)] for row in other.rows)
        joined = sum(any(a in text and b in text for a, b in pairwise(row) for text in texts) for row in rows)
        if 2 * joined >= len(table.rows) and is_coarse(table, [other]):
            return True
    return False


def _cuts_rows(table: Table, others: Sequence[Table]) -> bool:
    """Tell whether a table lies within a larger one that text alone forms, whose rows begin to its left."""
    columns = max(map(len, table.rows))
    return any(
        is_inside(table.box, other.box)
        and table.box.x0 > other.box.x0 + _OUTSIDE * other.box.width
        and table.box.x1 < other.box.x1 + _OUTSIDE * other.box.width
        and len(other.rows) > len(table.rows)
        and len(other.rows[0]) >= columns
        for other in others
        if table.box and other.box
    )


def is_coarse(table: Table, others: Sequence[Table]) -> bool:
    """Tell whether text alone forms more columns than were found between rules, or rows beyond them."""
    columns = max(map(len, table.rows))
    return any(
        len(other.rows[0]) > columns or _goes_beyond(other.box, table.box, len(table.rows))
        for other in others
        if other.box and table.box and other.box.overlaps(table.box)
    )


def _goes_beyond(box: Box, inner: Box, rows: int) -> bool:
    return max(inner.y0 - box.y0, box.y1 - inner.y1) > inner.height / rows / 2

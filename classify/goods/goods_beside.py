"""Two lists of goods side by side in one table, as slips print that save paper: the right one goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from capture.pages import Cell, Table
from classify.goods.goods_rows import heading, is_end
from classify.normalise import folded
from classify.profile import FieldRule

_FEWEST = 3


def lists_beside(heads: Sequence[Cell], rule: FieldRule) -> bool:
    """Tell whether a row of headings says the same twice: 品名 数量 金额 品名 数量 金额."""
    half, odd = divmod(len(heads), 2)
    words = [folded(cell.text) for cell in heads]
    if odd or half < _FEWEST or words[:half] != words[half:]:
        return False
    return any((found := heading(cell.text, rule)) and found[0] == "item" for cell in heads[:half])


def one_below_other(table: Table, head: int) -> Table:
    """Return the table with the right list's rows below the left one's, then what ends both."""
    width = len(table.rows[head])
    half = width // 2
    body = table.rows[head + 1 :]
    last = next(
        (n for n, row in enumerate(body) if len(row) != width or is_end([cell.text for cell in row])),
        len(body),
    )
    left = [row[:half] for row in body[:last]]
    # without their places, for these are those of the left headings no more
    right = [
        tuple(replace(cell, box=None) for cell in row[half:])
        for row in body[:last]
        if any(cell.text.strip() for cell in row[half:])
    ]
    rows = (*table.rows[:head], table.rows[head][:half], *left, *right, *body[last:])
    return Table(table.box, rows, table.ruled)

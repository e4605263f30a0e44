"""Amounts of pads ruled for single figures: 万 千 百 十 元 角 分 head a narrow cell each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from capture.pages import Cell
from classify.normalise import fold, folded

_PLACES = frozenset(map(folded, "亿千仟百佰十拾万元圆角分"))
_LAST = folded("分")
_FEWEST_PLACES = 4
_FEWEST_FIGURES = 3  # one yuan: 1 0 0
_NO_FIGURE = "¥￥×⊗ø"


def digit_columns(rows: Sequence[Sequence[Cell]], head: int) -> tuple[int, int] | None:
    """Return the left and right edge of the places headed up to 分 in a row or the one below it."""
    for row in rows[head : head + 2]:
        cells = [cell for cell in row if cell.box is not None]
        for end, cell in enumerate(cells):
            if folded(cell.text) != _LAST:
                continue
            first = end
            while first and folded(cells[first - 1].text) in _PLACES:
                first -= 1
            left, right = cells[first].box, cell.box
            if end - first + 1 >= _FEWEST_PLACES and left is not None and right is not None:
                return left.x0, right.x1
    return None


def digits_amount(row: Sequence[Cell], edges: tuple[int, int]) -> str | None:
    """Return the amount whose figures stand one by one between two edges, the last two behind the point."""
    inside = [
        cell.text
        for cell in row
        if cell.box is not None and edges[0] <= (cell.box.x0 + cell.box.x1) / 2 <= edges[1]
    ]
    figures = fold("".join(inside)).plain.translate({ord(sign): None for sign in f"{_NO_FIGURE} "})
    if not (figures.isascii() and figures.isdigit()) or len(figures) < _FEWEST_FIGURES:
        return None
    return f"{Decimal(figures) / 100:.2f}"

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
_READ_AS = str.maketrans("OoQD。〇○°lI/|sSgqZzbB", "00000000111155992268")
"""What single figures are read as; a point or a small o is a nought, and no letter stands there."""


def digit_columns(rows: Sequence[Sequence[Cell]], head: int) -> tuple[int, int] | None:
    """Return the left and right edge of the places headed up to 分 in a row or the one below it.

    The heads may be one cell's where rules between them were not made out: 金额万千百十元角分.
    """
    for row in rows[head : head + 2]:
        cells = [cell for cell in row if cell.box is not None]
        for end, cell in enumerate(cells):
            text, right = folded(cell.text), cell.box
            if not text.endswith(_LAST) or right is None:
                continue
            if len(text) >= _FEWEST_PLACES and set(text[-_FEWEST_PLACES:]) <= _PLACES:
                return right.x0, right.x1
            first = end
            while first and folded(cells[first - 1].text) in _PLACES:
                first -= 1
            left = cells[first].box
            if text == _LAST and end - first + 1 >= _FEWEST_PLACES and left is not None:
                return left.x0, right.x1
    return None


def is_figure_cell(cell: Cell, edges: tuple[int, int]) -> bool:
    """Return whether a cell stands between two edges, so that it holds one figure of a sum."""
    return cell.box is not None and edges[0] <= (cell.box.x0 + cell.box.x1) / 2 <= edges[1]


def digits_amount(row: Sequence[Cell], edges: tuple[int, int]) -> str | None:
    """Return the amount whose figures stand one by one between two edges, the last two behind the point.

    From the first figure on every cell holds one: where one was not read nothing is known, for without it the
    sum would be a tenth. What stands before the first is ¥, whatever it was read as. Two figures that were
    read as one word stand in the first or the last of their cells.
    """
    cells = [
        fold(cell.text.translate(_READ_AS)).plain.replace(" ", "")
        for cell in row
        if is_figure_cell(cell, edges)
    ]
    first = next((n for n, text in enumerate(cells) if text[-1:].isdigit()), len(cells))
    before, figures = "".join(cells[:first]), cells[first:]
    if figures and not figures[0][0].isdigit():
        before, figures = before + figures[0][0], [figures[0][1:], *figures[1:]]
    said = "".join(figures)
    shared = sum(len(text) - 1 for text in figures if text)
    if len(before) > 1 or figures.count("") != shared or not (said.isascii() and said.isdigit()):
        return None
    return f"{Decimal(said) / 100:.2f}" if len(said) >= _FEWEST_FIGURES else None

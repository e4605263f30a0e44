"""Amounts of pads ruled for single figures: 万 千 百 十 元 角 分 head a narrow cell each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from capture.pages import Cell
from capture.tables.figurecells import AS_FIGURES, is_between, place_edges
from classify.normalise import fold

_FEWEST_FIGURES = 3  # one yuan: 1 0 0
_READ_AS = str.maketrans(AS_FIGURES)


def digit_columns(rows: Sequence[Sequence[Cell]], head: int) -> tuple[int, int] | None:
    """Return the left and right edge of the places headed up to 分 in a row or the one below it."""
    return next((edges for row in rows[head : head + 2] if (edges := place_edges(row))), None)


def digits_amount(row: Sequence[Cell], edges: tuple[int, int]) -> str | None:
    """Return the amount whose figures stand one by one between two edges, the last two behind the point.

    From the first figure on every cell holds one: where one was not read nothing is known, for without it the
    sum would be a tenth. What stands before the first is ¥, whatever it was read as. Two figures that were
    read as one word stand in the first or the last of their cells.
    """
    cells = [
        fold(cell.text.translate(_READ_AS)).plain.replace(" ", "") for cell in row if is_between(cell, edges)
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

"""Goods of a list that goes on over pages: a page without headings goes on with those of the page before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from capture.pages import Box, Cell, Table
from classify.goods.goods_by_place import columns_of, goods_below
from classify.goods.goods_headings import Column
from classify.goods.goods_rows import FIGURES, Goods, enough, heading, line_faults
from classify.goods.goods_twice import better_goods
from classify.goods.slips import read_goods, table_goods
from classify.profile import FieldRule
from classify.sheet import Sheet

_FEWEST_BEFORE = 3  # rows of a list that goes on overleaf
_ALIKE = 0.2  # of a cell's width, how far apart the edges of a column may lie on two pages


def goods_of_pages(sheets: Sequence[Sheet], rule: FieldRule) -> list[Goods]:
    """Return the goods of each page that bears any.

    A page without headings goes on with the list of the page before where its columns stand as there and its
    rows hold together: each has a quantity, and no product is wrong.
    """
    found: list[Goods] = []
    headed: Sheet | None = None
    for number, sheet in enumerate(sheets):
        goods = read_goods(sheet, rule)
        if goods is not None:
            headed = sheet
        elif headed is not None and found and found[-1].page == sheets[number - 1].page.number:
            goods = _going_on(sheet, headed, rule) if len(found[-1].lines) >= _FEWEST_BEFORE else None
        if goods is not None:
            found.append(goods)
    return found


def _going_on(sheet: Sheet, headed: Sheet, rule: FieldRule) -> Goods | None:
    scale = sheet.page.width / max(1, headed.page.width)
    head = _heading_cells(headed, rule, scale)
    tables = [
        table for table in sheet.page.ruled_tables if head and table.rows and _fits(head, table.rows[0])
    ]
    ruled = table_goods(replace(tables[0], rows=(head, *tables[0].rows)), sheet, rule) if tables else None
    columns = columns_of(headed, rule)
    scaled = [Column(c.key, scale * c.x0, scale * c.x1, c.rank, c.text) for c in columns]
    placed = goods_below(sheet, sheet.rows, scaled, rule) if scaled else None
    goods = better_goods(ruled, placed)
    return goods if goods is not None and _holds_together(goods) else None


def _heading_cells(sheet: Sheet, rule: FieldRule, scale: float) -> tuple[Cell, ...]:
    """Return the row of cells that heads a page's list, as wide as on a page ``scale`` times as wide."""
    tables: list[Table] = sorted(sheet.page.ruled_tables, key=lambda table: table.box.y0 if table.box else 0)
    for table in tables:
        for row in table.rows:
            known = [found[0] for cell in row if cell.text.strip() and (found := heading(cell.text, rule))]
            if enough(known):
                return tuple(replace(cell, box=_scaled(cell.box, scale)) for cell in row)
    return ()


def _scaled(box: Box | None, scale: float) -> Box | None:
    return box and Box(round(scale * box.x0), box.y0, round(scale * box.x1), box.y1)


def _fits(head: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Tell whether a row's cells stand in the columns of the headings."""
    if not head or len(head) != len(row):
        return False
    pairs = [(a.box, b.box) for a, b in zip(head, row, strict=True)]
    return all(a and b and abs(a.x0 - b.x0) + abs(a.x1 - b.x1) < _ALIKE * a.width for a, b in pairs)


def _holds_together(goods: Goods) -> bool:
    counted = all(line["quantity"] is not None for line in goods.lines)
    priced = not goods.has_amounts or all(line[key] for line in goods.lines for key in FIGURES)
    return counted and priced and not any(line_faults(line) for line in goods.lines)

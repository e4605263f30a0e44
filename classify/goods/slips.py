"""The goods of a slip: from its ruled table, or by where things stand below the headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from capture.pages import Box, Cell, Table
from capture.tables.figurecells import is_between
from classify.goods.goods_beside import lists_beside, one_below_other
from classify.goods.goods_by_place import goods_by_place
from classify.goods.goods_digits import digit_columns, digits_amount
from classify.goods.goods_rows import (
    FIGURES,
    LABELLED,
    Goods,
    GoodsLine,
    best_reading,
    continue_line,
    decimals,
    enough,
    goods_line,
    heading,
    is_bare_total,
    is_end,
    is_goods,
    is_heading_row,
    is_subtotal,
    named_by_spec,
    unit_of_heading,
    without_row_numbers,
)
from classify.goods.goods_twice import better_goods
from classify.normalise import fold
from classify.profile import FieldRule
from classify.sheet import Sheet

_MOST_BETWEEN = 2  # rows between two tables of one list: the next order's number, a subtotal
_NOT_DELIVERED = re.compile("退|未[交送发到]|回收|欠|缺|换货|赠")  # heads a list of its own
_SEAL_REST = 4  # at most so many characters of a seal end up in a cell


def _by_column(
    row: Sequence[Cell], header: Sequence[Cell], columns: Mapping[int, str], sheet: Sheet
) -> dict[str, str]:
    """Return column -> text: by number, or where a row has other cells than the headings, by place."""
    found: dict[str, str] = {}
    aligned = len(row) == len(header) and all(
        a.box is None or b.box is None or _shared(a.box, b.box) > 0 for a, b in zip(row, header, strict=True)
    )
    for number, key in columns.items():
        cell: Cell | None = None
        place = header[number].box
        if aligned or place is None:
            cell = row[number] if number < len(row) else None
        else:
            near = [c for c in row if c.box is not None and _shared(c.box, place) > 0]
            cell = max(near, key=lambda c: _shared(c.box, place), default=None)
        if cell is not None:
            found[key] = _without_seal(cell, sheet)
    return found


def _shared(first: Box | None, second: Box | None) -> float:
    """Return how much of the narrower of two boxes they share from left to right, less a half."""
    if first is None or second is None:
        return 0.0
    shared = min(first.x1, second.x1) - max(first.x0, second.x0)
    return shared / max(1, min(first.width, second.width)) - 0.5


def _without_seal(cell: Cell, sheet: Sheet) -> str:
    """Return a cell's text without a few characters of a seal that were read together with the next cell.

    Such a cell holds one whole line and the piece of a line that begins in it and lies under the seal.
    """
    box = cell.box
    if box is None or not any(_touch(box, seal.box) for seal in sheet.page.seals):
        return cell.text
    inside = [
        line.text.strip()
        for line in sheet.page.lines
        if line.box is not None
        and box.x0 - 4 <= line.box.x0
        and line.box.x1 <= box.x1 + 4
        and _touch(box, line.box)
    ]
    for text in inside:
        rest = cell.text.strip().removeprefix(text)
        if len(text) >= 2 and rest != cell.text.strip() and 0 < len(rest.strip()) <= _SEAL_REST:
            return cell.text if rest.strip() in inside else text
    return cell.text


def _touch(first: Box, second: Box) -> bool:
    """Tell whether two boxes overlap by more than their edges."""
    across = min(first.x1, second.x1) - max(first.x0, second.x0)
    down = min(first.y1, second.y1) - max(first.y0, second.y0)
    return across > 0 and down > 0.3 * min(first.height, second.height)


def table_goods(table: Table, sheet: Sheet, rule: FieldRule) -> Goods | None:
    """Return the goods of a ruled table below the first of its rows that is one of headings."""
    for number, row in enumerate(table.rows):
        if lists_beside(row, rule):
            table = one_below_other(table, number)
            row = table.rows[number]
        headings = [heading(cell.text, rule) if cell.text.strip() else None for cell in row]
        if not enough([h[0] for h in headings if h]):
            continue
        goods = best_reading(headings, partial(_rows_of_table, table, number, sheet, rule))
        if goods is not None and not _several_in_one(table.rows[number + 1 :]):
            return goods
    return None


def _rows_of_table(
    table: Table, head: int, sheet: Sheet, rule: FieldRule, columns: Mapping[int, str]
) -> Goods | None:
    lines: list[GoodsLine] = []
    totals: tuple[Decimal, ...] = ()
    confidences = []
    row = table.rows[head]
    unit = unit_of_heading([row[n].text for n, key in columns.items() if key == "quantity"])
    places = digit_columns(table.rows, head)
    for number, following in enumerate(table.rows[head + 1 :], head + 1):
        texts = [cell.text for cell in following]
        if is_end(texts):
            below = [goods_line(_by_column(r, row, columns, sheet)) for r in table.rows[number + 1 :][:1]]
            ended = [is_end([cell.text for cell in r]) for r in table.rows[number + 1 :][:1]]
            if not any(ended) and is_subtotal(texts, next(iter(below), None)):
                continue
            summed = digits_amount(following, places) if places else None
            apart = [cell.text for cell in following if not (places and is_between(cell, places))]
            totals = (Decimal(summed),) if summed else decimals(apart)
            break
        if is_heading_row(texts, rule):
            continue
        line = goods_line(_by_column(following, row, columns, sheet), unit)
        labelled = LABELLED.match(next((fold(text).plain for text in texts if text.strip()), ""))
        across = line["item"] == line["spec"]  # one cell under both headings, with the names of who sign
        if lines and labelled and (across or not any(line[key] for key in FIGURES)):
            break  # 镀锌管：DN50 with its figures is goods
        if places:
            line["amount"] = digits_amount(following, places)
        if is_goods(line):
            lines.append(line)
            confidences += [cell.confidence for cell in following if cell.text.strip()]
        elif is_bare_total(line, lines):
            totals = decimals(texts)
            break
        elif lines and line["item"] and not any(line[k] for k in (*FIGURES, "unit")):
            continue_line(lines[-1], line)
    if not lines:
        return None
    sure = min(confidences, default=1.0)
    numbered = without_row_numbers(lines, "".join(row[n].text for n, key in columns.items() if key == "item"))
    priced = bool(places) or "amount" in columns.values()
    return Goods(numbered, sheet.page.number, table.box, sure, totals, priced)


def _several_in_one(rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether cells hold several rows of goods each (a table without rules between its rows)."""
    return any(sum(cell.text.strip().count("\n") >= 1 for cell in row) >= 3 for row in rows)


def read_goods(sheet: Sheet, rule: FieldRule) -> Goods | None:
    """Return the goods of a page, read by a table whose headings are known and by place: the better."""
    tables = sorted(sheet.page.ruled_tables, key=lambda table: table.box.y0 if table.box else 0)
    ruled = [goods for table in tables if (goods := table_goods(table, sheet, rule))]
    goods = better_goods(_one_list(ruled, sheet) if ruled else None, goods_by_place(sheet, rule))
    return replace(goods, lines=named_by_spec(goods.lines)) if goods else None


def _one_list(found: Sequence[Goods], sheet: Sheet) -> Goods:
    """Return the goods of the first table with those of the tables close below it that go on with them.

    A sheet divided by orders repeats the headings for each, under a row that names the order. Where the same
    goods stand again, it is a second copy.
    """
    whole = found[0]
    for goods in found[1:]:
        known = [(line["item"], line["spec"], line["quantity"]) for line in whole.lines]
        again = 2 * sum((line["item"], line["spec"], line["quantity"]) in known for line in goods.lines)
        copied = again >= len(goods.lines)
        if goods.box is None or whole.box is None or copied or goods.has_amounts != whole.has_amounts:
            break
        between = [
            row
            for row in sheet.rows
            if row.segments[0].box is not None and whole.box.y1 < row.segments[0].box.y0 < goods.box.y0
        ]
        if len(between) > _MOST_BETWEEN or any(_NOT_DELIVERED.search(row.text) for row in between):
            break
        whole = replace(
            whole,
            lines=whole.lines + goods.lines,
            box=whole.box.union(goods.box),
            confidence=min(whole.confidence, goods.confidence),
            totals=goods.totals or whole.totals,
        )
    return whole

"""The goods of a slip without a ruled table: by what stands below each heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial

from capture.pages import Box
from classify.goods.goods_headings import (
    Column,
    extent,
    find_headings,
    is_sentence,
    may_head,
    parted,
    with_unheaded,
)
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
    is_bare_total,
    is_end,
    is_goods,
    is_heading_row,
    is_subtotal,
    unit_of_heading,
    without_row_numbers,
)
from classify.normalise import join_texts
from classify.profile import FieldRule
from classify.sheet import Piece, Row, Segment, Sheet

_LONGEST_REST = 20
_LOOKED_AT = 40
_FEWEST_CELLS = 3
_NAMED_TOO = re.compile("[/、](?:货号|款号|型号|规格|图号|规格型号|型号规格)$")  # one above the other
_A_TYPE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9\-/.*×]+")
_SHARED, _PARTED = 3.0, 1.0  # heights of a row that sharing a column costs, and what was read as one in two


def _words(segment: Segment) -> Iterator[Piece]:
    """Yield the parts of a segment that blanks in the reading set apart."""
    start = 0
    origin, raw = segment.folded.origin, segment.folded.raw
    for at in range(1, len(origin)):
        gap = raw[origin[at - 1] + 1 : origin[at]]
        if gap and gap.isspace() and segment.folded.text[at] != " " and segment.folded.text[at - 1] != " ":
            yield Piece(segment, start, at)
            start = at
    yield Piece(segment, start, len(origin))


def _column_of(x0: float, x1: float, columns: Sequence[Column]) -> int:
    """Return the column a piece stands in: most overlap, else the nearest middle."""

    def distance(column: Column) -> float:
        overlap = min(x1, column.x1) - max(x0, column.x0)
        return -overlap if overlap > 0 else abs((x0 + x1) / 2 - (column.x0 + column.x1) / 2)

    return min(range(len(columns)), key=lambda n: distance(columns[n]))


def _pieces(row: Row, columns: Sequence[Column]) -> list[tuple[Piece, int]]:
    """Return the parts of a row with the number of the column each stands in."""
    pieces: list[Piece] = []
    for segment in row.segments:
        words = list(_words(segment))
        if len(words) > 1 and len({_column_of(*extent(p), columns) for p in words}) == 1:
            words = [Piece(segment, 0, len(segment.folded.text))]
        pieces += words
    return list(zip(pieces, _in_order(pieces, columns, row.height), strict=True))


def _row_cells(row: Row, columns: Sequence[Column]) -> dict[int, str]:
    cells: dict[int, list[Piece]] = {}
    for piece, number in _pieces(row, columns):
        mine = cells.setdefault(number, [])
        if mine and mine[-1].segment is piece.segment:  # a blank in a cell stays what it is
            mine[-1] = Piece(piece.segment, mine[-1].start, piece.end)
        else:
            mine.append(piece)
    return {number: join_texts(p.raw for p in mine) for number, mine in cells.items()}


def _in_order(pieces: Sequence[Piece], columns: Sequence[Column], height: float) -> list[int]:
    """Return the column of each piece: the columns nearest in all that come in the order of the pieces.

    A name written from the left of a wide column stands nearer to the column before it; there the serial
    number stands already. Pieces read apart share a column only where that is nearer by some letters.
    """
    worth = [0.0] * len(columns)
    back: list[list[int]] = []
    for number, piece in enumerate(pieces):
        x0, x1 = extent(piece)
        apart_read = bool(number) and pieces[number - 1].segment is not piece.segment
        sharing = _SHARED * height if apart_read else 0.0
        parting = _PARTED * height if number and not apart_read else 0.0
        best, before = float("inf"), 0
        following, came = [], []
        for at, column in enumerate(columns):
            if at and worth[at - 1] < best:
                best, before = worth[at - 1], at - 1
            shared = worth[at] + sharing
            parted = best + parting
            cost, origin = (parted, before) if parted <= shared else (shared, at)
            if not number:
                cost, origin = 0.0, 0
            apart = max(0.0, max(x0, column.x0) - min(x1, column.x1))
            middle = abs((x0 + x1) / 2 - (column.x0 + column.x1) / 2)
            following.append(cost + apart + 0.02 * middle)
            came.append(origin)
        worth = following
        back.append(came)
    at = min(range(len(columns)), key=lambda n: worth[n])
    order = [at]
    for came in reversed(back[1:]):
        at = came[at]
        order.append(at)
    return order[::-1]


def goods_by_place(sheet: Sheet, rule: FieldRule) -> Goods | None:
    """Return the goods of a page whose headings stand side by side without rules between."""
    for columns, rows in _headed(sheet, rule):
        goods = goods_below(sheet, rows, columns, rule)
        if goods is not None:
            return goods
    return None


def columns_of(sheet: Sheet, rule: FieldRule) -> Sequence[Column]:
    """Return the columns of the list that ``goods_by_place`` reads on a page; none where it bears no list."""
    found = (columns for columns, rows in _headed(sheet, rule) if goods_below(sheet, rows, columns, rule))
    return next(found, ())


def goods_below(
    sheet: Sheet, rows: Sequence[Row], columns: Sequence[Column], rule: FieldRule
) -> Goods | None:
    """Return the goods that stand in these rows of a page, below these columns."""
    words = [(c.key, c.rank) for c in columns]
    return best_reading(words, partial(_rows_below, sheet, rows, columns, rule))


def _headed(sheet: Sheet, rule: FieldRule) -> Iterator[tuple[Sequence[Column], Sequence[Row]]]:
    """Yield what may be a list on a page: its columns, and the rows below its headings."""
    for row in sheet.rows:
        if not may_head(row, rule):
            continue
        headings = find_headings(sheet, row, rule)
        if not enough([c.key for c in headings.columns]) or len(headings.columns) < _FEWEST_CELLS:
            continue
        rows = sheet.rows[headings.below :]
        columns = parted(headings.columns, _looked_at(rows, headings.columns), rule)
        yield with_unheaded(columns, _looked_at(rows, columns), sheet.height), rows


def _looked_at(rows: Sequence[Row], columns: Sequence[Column]) -> list[list[tuple[Piece, int]]]:
    """Return the parts of the rows that may hold goods: several cells, above the row that ends the list."""
    found = []
    for row in rows[:_LOOKED_AT]:
        if is_end([s.line.text for s in row.segments]) or LABELLED.match(row.segments[0].folded.plain):
            break
        if len(row.segments) >= _FEWEST_CELLS:
            found.append(_pieces(row, columns))
    return found


def _next_line(
    sheet: Sheet, row: Row, columns: Sequence[Column], chosen: Mapping[int, str]
) -> GoodsLine | None:
    """Return what the row below says of goods; nothing where it ends the list."""
    for below in sheet.rows[row.index + 1 : row.index + 2]:
        if not is_end([s.line.text for s in below.segments]):
            by_column = _row_cells(below, columns)
            return goods_line({key: by_column.get(number, "") for number, key in chosen.items()})
    return None


def _is_said_of_line(sheet: Sheet, row: Row, columns: Sequence[Column], chosen: Mapping[int, str]) -> bool:
    """Tell whether a row says more of the goods above it, and others follow: Your material: RD-K-1001."""
    if len(row.segments) > 1 or ":" not in row.text[:-1] or is_sentence(row):
        return False
    following = _next_line(sheet, row, columns, chosen)
    return following is not None and is_goods(following) and bool(following["item"] and following["quantity"])


def _rows_below(
    sheet: Sheet, rows: Sequence[Row], columns: Sequence[Column], rule: FieldRule, chosen: Mapping[int, str]
) -> Goods | None:
    lines: list[GoodsLine] = []
    totals: tuple[Decimal, ...] = ()
    box: Box | None = None
    sure, first = 1.0, 0
    last = sheet.rows[rows[0].index - 1] if rows and rows[0].index else None
    unit = unit_of_heading([columns[n].text for n, key in chosen.items() if key == "quantity"])
    named = "".join(columns[n].text for n, key in chosen.items() if key == "item")
    for row in rows:
        texts = [s.line.text for s in row.segments]
        if is_end(texts):
            if is_subtotal(texts, _next_line(sheet, row, columns, chosen)):
                last = row
                continue
            totals = decimals(texts)
            break
        if last is not None and row.y - last.y > 6 * max(row.height, sheet.height):
            break
        if is_heading_row(texts, rule):
            first = first or len(lines)
            continue  # the same headings in another language, or those of a second copy
        if lines and _is_said_of_line(sheet, row, columns, chosen):
            last = row
            continue
        if lines and LABELLED.match(row.segments[0].folded.plain):
            break
        by_column = _row_cells(row, columns)
        line = goods_line({key: by_column.get(number, "") for number, key in chosen.items()}, unit)
        if is_goods(line):
            lines.append(line)
            sure = min([sure, *(s.line.confidence for s in row.segments)])
            for segment in row.segments:
                if segment.box is not None:
                    box = segment.box if box is None else box.union(segment.box)
        elif is_bare_total(line, lines):
            totals = decimals(texts)
            break
        elif lines and line["item"] and not any(line[k] for k in (*FIGURES, "unit")) and len(by_column) <= 2:
            if ":" in row.text or len(row.text) > _LONGEST_REST or is_sentence(row):
                break
            below_item = _NAMED_TOO.search(named) and lines[-1]["spec"] is None
            if below_item and _A_TYPE.fullmatch(line["item"]):
                line["spec"], line["item"] = line["item"], None
            continue_line(lines[-1], line)
        elif lines and ":" in row.text:
            break
        last = row
    if not lines:
        return None
    told = [(line["item"], line["spec"], line["quantity"]) for line in lines]
    if first and told[first:] == told[:first]:
        del lines[first:]  # the sheet bears the slip twice
    numbered, priced = without_row_numbers(lines, named), "amount" in chosen.values()
    return Goods(numbered, sheet.page.number, box, 0.95 * sure, totals, priced)

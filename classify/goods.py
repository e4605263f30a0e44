"""The goods of a slip: from its ruled table, or by where things stand below the headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from capture.pages import Box, Cell, Table
from classify.money import figure, find_money, parse_quantity
from classify.normalise import fold, folded, join_texts, tidy
from classify.profile import FieldRule
from classify.sheet import Piece, Row, Segment, Sheet

GoodsLine = dict[str, str | None]
KEYS = ("item", "spec", "unit", "quantity", "price", "amount")
_SEAL_REST = 4  # at most so many characters of a seal end up in a cell
_FIGURES = ("quantity", "price", "amount")
_END = re.compile(
    r"^[\s:.\-]*(?:本页)?(?:合计|总计|小计|共计|累计|总金额|总数|大写|金额大写|人民币|合?计[:(]|以下空白|备注|说明|注[:：]"
    r"|T0TA1|SUBT0TA1|GRANDT0TA1)"
)
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]?")
_SERIAL = re.compile(r"^\d{1,3}[.、]?$")


@dataclass(frozen=True, slots=True)
class Goods:
    """The goods found on one page, the total row's figures, and where the table stands."""

    lines: tuple[GoodsLine, ...]
    page: int
    box: Box | None
    confidence: float
    totals: tuple[Decimal, ...] = ()
    has_amounts: bool = False


@dataclass(frozen=True, slots=True)
class _Column:
    key: str
    x0: float
    x1: float
    rank: int


def _heading(text: str, rule: FieldRule) -> tuple[str, int] | None:
    """Return which column a heading names, with the rank of the word."""
    plain = _BRACKETS.sub("", folded(text)) or folded(text)
    best: tuple[int, str, int] | None = None
    for key, words in rule.choices.items():
        for rank, word in enumerate(words):
            if plain == word or (word in plain and len(plain) <= len(word) + 5):
                worth = 100 if plain == word else len(word) + (2 if plain.startswith(word) else 0)
                if best is None or worth > best[0]:
                    best = (worth, key, rank)
    return (best[1], best[2]) if best else None


def _enough(keys: Sequence[str]) -> bool:
    wanted = set(keys)
    return "item" in wanted and len(wanted & {"quantity", "amount", "price", "spec", "unit"}) >= 1


def _line(cells: Mapping[str, str]) -> GoodsLine:
    line: GoodsLine = {}
    for key in KEYS:
        text = tidy(cells.get(key, "")).strip(" |_:;")
        if key in ("quantity", "price"):
            line[key] = parse_quantity(text) if text else None
        elif key == "amount":
            found = find_money(fold(text).plain)
            line[key] = found[-1].value if found else None
        else:
            line[key] = text or None
    return line


def _is_end(texts: Sequence[str]) -> bool:
    first = next((t for t in texts if t.strip() and not _SERIAL.match(t.strip())), "")
    return _END.match(folded(first)) is not None or any(
        re.match(r"(?:本页)?(?:合计|总计|小计|共计)", folded(t)) for t in texts[:3]
    )


def _decimals(texts: Sequence[str]) -> tuple[Decimal, ...]:
    found = []
    for text in texts:
        for money in find_money(fold(text).plain):
            if not money.in_words:
                found.append(money.amount)
    return tuple(found)


def _is_goods(line: GoodsLine) -> bool:
    named = bool(line["item"] or line["spec"])
    counted = any(line[key] is not None for key in _FIGURES)
    return named and (counted or bool(line["unit"] and line["spec"]))


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


def _table_goods(table: Table, sheet: Sheet, rule: FieldRule) -> Goods | None:
    for number, row in enumerate(table.rows):
        headings = [_heading(cell.text, rule) if cell.text.strip() else None for cell in row]
        if not _enough([h[0] for h in headings if h]):
            continue
        columns = _best_columns(headings)
        lines: list[GoodsLine] = []
        totals: tuple[Decimal, ...] = ()
        confidences = []
        for following in table.rows[number + 1 :]:
            texts = [cell.text for cell in following]
            if _is_end(texts):
                totals = _decimals(texts)
                break
            line = _line(_by_column(following, row, columns, sheet))
            if _is_goods(line):
                lines.append(line)
                confidences += [cell.confidence for cell in following if cell.text.strip()]
            elif lines and line["item"] and not any(line[k] for k in (*_FIGURES, "unit")):
                _continue_line(lines[-1], line)
        if lines and not _several_in_one(table.rows[number + 1 :]):
            sure = min(confidences, default=1.0)
            return Goods(
                tuple(lines), sheet.page.number, table.box, sure, totals, "amount" in columns.values()
            )
    return None


def _several_in_one(rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether cells hold several rows of goods each (a table without rules between its rows)."""
    return any(sum(cell.text.strip().count("\n") >= 1 for cell in row) >= 3 for row in rows)


def _best_columns(headings: Sequence[tuple[str, int] | None]) -> dict[int, str]:
    """Return cell number -> column, one cell per column: the best word, then the first."""
    best: dict[str, tuple[int, int]] = {}
    for number, heading in enumerate(headings):
        if heading and heading[0] in KEYS and (heading[0] not in best or heading[1] < best[heading[0]][0]):
            best[heading[0]] = (heading[1], number)
    return {number: key for key, (_, number) in best.items()}


def _continue_line(line: GoodsLine, more: GoodsLine) -> None:
    for key in ("item", "spec"):
        if more[key]:
            line[key] = join_texts([line[key] or "", more[key] or ""])


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


def _extent(piece: Piece) -> tuple[float, float]:
    """Return the left and right edge of a piece on the straightened page."""
    box, whole = piece.box, piece.segment.box
    if box is None or whole is None:
        step = (piece.segment.x1 - piece.segment.x0) / max(1, len(piece.segment.folded.text))
        return piece.segment.x0 + step * piece.start, piece.segment.x0 + step * piece.end
    shift = piece.segment.x0 - whole.x0
    return box.x0 + shift, box.x1 + shift


def _header_pieces(row: Row, rule: FieldRule) -> Iterator[tuple[str, int, Piece]]:
    """Yield the headings of a row: a segment each, or several run together in one segment."""
    words = sorted(
        ((w, key, rank) for key, ws in rule.choices.items() for rank, w in enumerate(ws)),
        key=lambda entry: -len(entry[0]),
    )
    for segment in row.segments:
        text = segment.folded.text
        single = _heading(segment.line.text, rule)
        if single is not None and len(text) <= 8:
            yield (*single, Piece(segment, 0, len(text)))
            continue
        at = 0
        while at < len(text):
            found = next(((w, k, r) for w, k, r in words if len(w) >= 2 and text.startswith(w, at)), None)
            if found is None:
                at += 1
                continue
            yield found[1], found[2], Piece(segment, at, at + len(found[0]))
            at += len(found[0])


def _columns(row: Row, rule: FieldRule) -> list[_Column]:
    best: dict[tuple[str, float], _Column] = {}
    for key, rank, piece in _header_pieces(row, rule):
        x0, x1 = _extent(piece)
        best[(key, x0)] = _Column(key, x0, x1, rank)
    return sorted(best.values(), key=lambda c: c.x0)


def _column_of(x0: float, x1: float, columns: Sequence[_Column]) -> int:
    """Return the column a piece stands in: most overlap, else the nearest middle."""

    def distance(column: _Column) -> float:
        overlap = min(x1, column.x1) - max(x0, column.x0)
        return -overlap if overlap > 0 else abs((x0 + x1) / 2 - (column.x0 + column.x1) / 2)

    return min(range(len(columns)), key=lambda n: distance(columns[n]))


def _row_cells(row: Row, columns: Sequence[_Column]) -> dict[int, str]:
    cells: dict[int, list[str]] = {}
    for segment in row.segments:
        pieces = list(_words(segment))
        if len(pieces) > 1 and len({_column_of(*_extent(p), columns) for p in pieces}) == 1:
            pieces = [Piece(segment, 0, len(segment.folded.text))]
        for piece in pieces:
            cells.setdefault(_column_of(*_extent(piece), columns), []).append(piece.raw)
    return {number: join_texts(texts) for number, texts in cells.items()}


def _by_place(sheet: Sheet, rule: FieldRule) -> Goods | None:
    for row in sheet.rows:
        columns = _columns(row, rule)
        if not _enough([c.key for c in columns]) or len(columns) < 3:
            continue
        chosen = _best_columns([(c.key, c.rank) for c in columns])
        goods = _rows_below(sheet, row, columns, chosen)
        if goods.lines:
            return goods
    return None


def _rows_below(sheet: Sheet, header: Row, columns: Sequence[_Column], chosen: Mapping[int, str]) -> Goods:
    lines: list[GoodsLine] = []
    totals: tuple[Decimal, ...] = ()
    box: Box | None = None
    sure, last = 1.0, header
    for row in sheet.rows[header.index + 1 :]:
        texts = [s.line.text for s in row.segments]
        if _is_end(texts):
            totals = _decimals(texts)
            break
        if row.y - last.y > 6 * max(row.height, sheet.height):
            break
        by_column = _row_cells(row, columns)
        line = _line({key: by_column.get(number, "") for number, key in chosen.items()})
        if _is_goods(line):
            lines.append(line)
            sure = min([sure, *(s.line.confidence for s in row.segments)])
            for segment in row.segments:
                if segment.box is not None:
                    box = segment.box if box is None else box.union(segment.box)
        elif lines and line["item"] and not any(line[k] for k in (*_FIGURES, "unit")) and len(by_column) <= 2:
            if ":" in row.text:
                break
            _continue_line(lines[-1], line)
        elif lines and ":" in row.text:
            break
        last = row
    return Goods(tuple(lines), sheet.page.number, box, 0.95 * sure, totals, "amount" in chosen.values())


def read_goods(sheet: Sheet, rule: FieldRule) -> Goods | None:
    """Return the goods of a page: from a table whose headings are known, else by place."""
    for table in sheet.page.tables:
        goods = _table_goods(table, sheet, rule)
        if goods is not None:
            return goods
    return _by_place(sheet, rule)


def line_faults(line: GoodsLine) -> bool:
    """Tell whether quantity times price is not the amount of a line."""
    quantity, price, amount = (figure(line[k] or "") for k in _FIGURES)
    if quantity is None or price is None or amount is None:
        return False
    return abs(quantity * price - amount) > max(Decimal("0.02"), abs(amount) * Decimal("0.0005"))


def amounts_total(lines: Sequence[GoodsLine]) -> Decimal | None:
    """Return the sum of the lines' amounts; None where one has none."""
    amounts = [figure(line["amount"] or "") for line in lines]
    known = [a for a in amounts if a is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None

"""The goods of a slip without a ruled table: by what stands below each heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from capture.pages import Box
from classify.goods_rows import (
    FIGURES,
    Goods,
    GoodsLine,
    best_columns,
    continue_line,
    decimals,
    enough,
    goods_line,
    heading,
    is_end,
    is_goods,
    is_heading_row,
)
from classify.normalise import join_texts
from classify.profile import FieldRule
from classify.sheet import Piece, Row, Same, Segment, Sheet

_UNKNOWN = ""
_SHORTEST_HEAD = 4
_LONGEST_REST = 20
_SHARED = 3.0  # heights of a row that sharing a column costs
# 承运单位：… or DELIVERED BY: … below the goods, or a row of those who sign; 批号：… tells of the goods above
_LABELLED = re.compile(
    r"(?:(?!规格|型号|材质|批号|批次|炉号|颜色|品牌|产地|等级|尺寸|长度|图号|料号|编码|执行标准)[\u4e00-\u9fff]{2,8}"
    r"|[A-Z][A-Z .]{4,24}(?:\([^()]*\))?):"
    r"|(?:主管|会计|出纳|记账|制单|审核|复核|仓管|库管|保管|经手|经办|开票|签收|收货|送货|发货|提货|领料|负责|验收|业务)[人员]?"
    r"(?:签[字名章])?(?:[:( ]|$)"
)
_SENTENCE = re.compile("[,;。]$|[\u4e00-\u9fff][,;。][\u4e00-\u9fff]{2}")


@dataclass(frozen=True, slots=True)
class _Column:
    key: str
    x0: float
    x1: float
    rank: int


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
    """Yield the headings of a row: a segment each, or several run together in one segment.

    A heading nobody knows keeps its column, so that what stands below it is not taken for its neighbour's.
    """
    words = _heading_words(Same(rule))
    for segment in row.segments:
        text = segment.folded.text
        single = heading(segment.line.text, rule)
        if single is not None and len(text) <= 8:
            yield (*single, Piece(segment, 0, len(text)))
            continue
        at = known = 0
        while at < len(text):
            found = next(((w, k, r) for w, k, r in words if len(w) >= 2 and text.startswith(w, at)), None)
            if found is None:
                at += 1
                continue
            yield found[1], found[2], Piece(segment, at, at + len(found[0]))
            at += len(found[0])
            known += 1
        if not known:
            yield _UNKNOWN, 0, Piece(segment, 0, len(text))


@lru_cache(maxsize=32)
def _heading_words(key: Same[FieldRule]) -> tuple[tuple[str, str, int], ...]:
    """Return the words of headings with their column and rank, longest first."""
    found = ((w, key_, rank) for key_, ws in key.thing.choices.items() for rank, w in enumerate(ws))
    return tuple(sorted(found, key=lambda entry: -len(entry[0])))


def _may_head(row: Row, rule: FieldRule) -> bool:
    """Tell whether a row holds a word for goods at all, and is no sentence about them."""
    named = len(row.text) >= _SHORTEST_HEAD and any(word in row.text for word in rule.choices["item"])
    return named and not _SENTENCE.search(row.plain)


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
    pieces: list[Piece] = []
    for segment in row.segments:
        words = list(_words(segment))
        if len(words) > 1 and len({_column_of(*_extent(p), columns) for p in words}) == 1:
            words = [Piece(segment, 0, len(segment.folded.text))]
        pieces += words
    for piece, number in zip(pieces, _in_order(pieces, columns, row.height), strict=True):
        cells.setdefault(number, []).append(piece.raw)
    return {number: join_texts(texts) for number, texts in cells.items()}


def _in_order(pieces: Sequence[Piece], columns: Sequence[_Column], height: float) -> list[int]:
    """Return the column of each piece: the columns nearest in all that come in the order of the pieces.

    A name written from the left of a wide column stands nearer to the column before it; there the serial
    number stands already. Pieces read apart share a column only where that is nearer by some letters.
    """
    worth = [0.0] * len(columns)
    back: list[list[int]] = []
    for number, piece in enumerate(pieces):
        x0, x1 = _extent(piece)
        apart_read = bool(number) and pieces[number - 1].segment is not piece.segment
        sharing = _SHARED * height if apart_read else 0.0
        best, before = float("inf"), 0
        following, came = [], []
        for at, column in enumerate(columns):
            if at and worth[at - 1] < best:
                best, before = worth[at - 1], at - 1
            shared = worth[at] + sharing
            cost, origin = (best, before) if best <= shared else (shared, at)
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
    for row in sheet.rows:
        if not _may_head(row, rule):
            continue
        columns = _columns(row, rule)
        if not enough([c.key for c in columns]) or len(columns) < 3:
            continue
        chosen = best_columns([(c.key, c.rank) for c in columns])
        goods = _rows_below(sheet, row, columns, chosen, rule)
        if goods.lines:
            return goods
    return None


def _rows_below(
    sheet: Sheet, header: Row, columns: Sequence[_Column], chosen: Mapping[int, str], rule: FieldRule
) -> Goods:
    lines: list[GoodsLine] = []
    totals: tuple[Decimal, ...] = ()
    box: Box | None = None
    sure, last = 1.0, header
    for row in sheet.rows[header.index + 1 :]:
        texts = [s.line.text for s in row.segments]
        if is_end(texts):
            totals = decimals(texts)
            break
        if row.y - last.y > 6 * max(row.height, sheet.height):
            break
        if is_heading_row(texts, rule):
            continue  # the same headings in another language
        if lines and _LABELLED.match(row.segments[0].folded.plain):
            break
        by_column = _row_cells(row, columns)
        line = goods_line({key: by_column.get(number, "") for number, key in chosen.items()})
        if is_goods(line):
            lines.append(line)
            sure = min([sure, *(s.line.confidence for s in row.segments)])
            for segment in row.segments:
                if segment.box is not None:
                    box = segment.box if box is None else box.union(segment.box)
        elif lines and line["item"] and not any(line[k] for k in (*FIGURES, "unit")) and len(by_column) <= 2:
            if ":" in row.text or len(row.text) > _LONGEST_REST or _SENTENCE.search(row.plain):
                break
            continue_line(lines[-1], line)
        elif lines and ":" in row.text:
            break
        last = row
    return Goods(tuple(lines), sheet.page.number, box, 0.95 * sure, totals, "amount" in chosen.values())

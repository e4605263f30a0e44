"""The headings of a list without rules: where its columns stand, in one row of headings or in two or three.

A heading broken in its cell (本次送 over 货数量) lies partly above and partly below the middle of the others,
and one word over two columns (数量 over 订单 and 实送) belongs to both. A column may have no heading at all:
what stands in it must not be taken for its neighbour's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from classify.goods.goods_rows import heading
from classify.normalise import folded
from classify.profile import FieldRule
from classify.sheet import Piece, Row, Same, Segment, Sheet

UNKNOWN = ""
"""The key of a column whose heading nobody knows, or that has none."""

_SHORTEST_HEAD, _LONGEST_PART = 4, 8
_REACH = 1.6  # heights of a row that the parts of a heading lie above or below its middle
_MOSTLY = 0.5
_WIDE_GAP, _SERIAL_GAP = 2.0, 0.8
_SENTENCE = re.compile("[,;。]$|[\u4e00-\u9fff][,;。][\u4e00-\u9fff]{2}")
_LABEL_AND_VALUE = re.compile(":.{4}")  # 收货单位:…项目部 holds two words of headings
_NO_PART = re.compile(r"[\d:;,。]")
_TWO_LANGUAGES = re.compile(
    "(?P<han>[\u4e00-\u9fff]{2,8})[ /.]*[A-Z0-9][A-Z0-9 /.&()]+"
    "|[A-Z0-9][A-Z0-9 /.&()]+(?P<last>[\u4e00-\u9fff]{2,8})"
)
_SERIAL = re.compile(r"\d{1,3}[.、]?")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds, how good the word for it is, and where its heading stands."""

    key: str
    x0: float
    x1: float
    rank: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Headings:
    """The columns of a list from left to right, and the first row below their headings."""

    columns: tuple[Column, ...]
    below: int


def extent(piece: Piece) -> tuple[float, float]:
    """Return the left and right edge of a piece on the straightened page."""
    box, whole = piece.box, piece.segment.box
    if box is None or whole is None:
        step = (piece.segment.x1 - piece.segment.x0) / max(1, len(piece.segment.folded.text))
        return piece.segment.x0 + step * piece.start, piece.segment.x0 + step * piece.end
    shift = piece.segment.x0 - whole.x0
    return box.x0 + shift, box.x1 + shift


def may_head(row: Row, rule: FieldRule) -> bool:
    """Tell whether a row holds a word for goods at all, and is no sentence about them."""
    text = "".join(s.folded.text for s in row.segments if not _LABEL_AND_VALUE.search(s.folded.text))
    named = len(text) >= _SHORTEST_HEAD and any(word in text for word in rule.choices["item"])
    return named and not is_sentence(row)


def is_sentence(row: Row) -> bool:
    """Tell whether a row is a sentence or goes on with one, not cells side by side."""
    return _SENTENCE.search(row.plain) is not None


def find_headings(sheet: Sheet, row: Row, rule: FieldRule) -> Headings:
    """Return the columns a row of headings tells, with what of their words lies above and below it."""
    columns, below = _columns(row, rule), row.index + 1
    above = [n for n in (row.index - 1, row.index - 2) if n >= 0 and _is_part(sheet.rows[n], row, rule)]
    lower = [n for n in (row.index + 1, row.index + 2) if _is_part_at(sheet, n, row, rule)]
    parts = [s for n in (*above, *lower) for s in sheet.rows[n].segments]
    if parts:
        columns = _with_parts(columns, sorted(parts, key=lambda s: s.y), row, rule)
        below = max([below, *(n + 1 for n in lower)])
    return Headings(tuple(columns), below)


def _is_part_at(sheet: Sheet, number: int, row: Row, rule: FieldRule) -> bool:
    return number < len(sheet.rows) and _is_part(sheet.rows[number], row, rule)


def _is_part(other: Row, row: Row, rule: FieldRule) -> bool:
    """Tell whether a row holds parts of headings alone: near, short, no figures, no list's own headings."""
    if abs(other.y - row.y) > _REACH * max(row.height, other.height) or may_head(other, rule):
        return False
    return all(
        len(s.folded.text) <= _LONGEST_PART and not _NO_PART.search(s.folded.plain) for s in other.segments
    )


def _header_pieces(row: Row, rule: FieldRule) -> Iterator[tuple[str, int, Piece]]:
    """Yield the headings of a row: a segment each, or several run together in one segment.

    A heading nobody knows keeps its column, so that what stands below it is not taken for its neighbour's.
    """
    words = _heading_words(Same(rule))
    for segment in row.segments:
        text = segment.folded.text
        single = heading(segment.line.text, rule)
        if single is not None and (len(text) <= _LONGEST_PART or _is_translated(text, words)):
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
            yield UNKNOWN, 0, Piece(segment, 0, len(text))


def _is_translated(text: str, words: Sequence[tuple[str, str, int]]) -> bool:
    """Tell whether a text is one heading in Chinese with its translation: 品名 DESCRIPTION."""
    both = _TWO_LANGUAGES.fullmatch(text)
    return both is not None and any(word == (both["han"] or both["last"]) for word, _, _ in words)


@lru_cache(maxsize=32)
def _heading_words(key: Same[FieldRule]) -> tuple[tuple[str, str, int], ...]:
    """Return the words of headings with their column and rank, longest first."""
    found = ((w, key_, rank) for key_, ws in key.thing.choices.items() for rank, w in enumerate(ws))
    return tuple(sorted(found, key=lambda entry: -len(entry[0])))


def _columns(row: Row, rule: FieldRule) -> list[Column]:
    best: dict[tuple[str, float], Column] = {}
    for key, rank, piece in _header_pieces(row, rule):
        x0, x1 = extent(piece)
        best[(key, x0)] = Column(key, x0, x1, rank, piece.raw)
    return sorted(best.values(), key=lambda c: c.x0)


def _with_parts(
    columns: Sequence[Column], parts: Sequence[Segment], row: Row, rule: FieldRule
) -> list[Column]:
    """Return the columns with the parts of headings above and below: words of theirs, or columns beside."""
    known, loose = list(columns), list[Column]()
    for part in parts:
        over = [c for c in known if _shared(part, c) > _MOSTLY]
        if not over:
            loose = _stacked(loose, part)
            continue
        if len(over) == 1:
            joined = _joined(over[0], part, part.y < row.y, rule)
            known[known.index(over[0])] = joined
    return sorted([*known, *_named(loose, known, rule)], key=lambda c: c.x0)


def _shared(part: Segment, column: Column) -> float:
    """Return how much of the narrower of the two a part and a column share from left to right."""
    both = min(part.x1, column.x1) - max(part.x0, column.x0)
    return both / max(1.0, min(part.x1 - part.x0, column.x1 - column.x0))


def _joined(column: Column, part: Segment, above: bool, rule: FieldRule) -> Column:
    text = part.line.text + column.text if above else column.text + part.line.text
    found = heading(text, rule)
    x0, x1 = min(column.x0, part.x0), max(column.x1, part.x1)
    if found is None:
        return replace(column, x0=x0, x1=x1)
    return Column(found[0], x0, x1, found[1], text)


def _stacked(loose: Sequence[Column], part: Segment) -> list[Column]:
    """Add a part to the one that stands above it, or as the first of its column."""
    own = Column(UNKNOWN, part.x0, part.x1, 0, part.line.text)
    over = [c for c in loose if _shared(part, c) > _MOSTLY]
    if len(over) != 1:
        return [*loose, own]
    upper = over[0]
    both = replace(own, x0=min(upper.x0, own.x0), x1=max(upper.x1, own.x1), text=upper.text + own.text)
    return [both if c is upper else c for c in loose]


def _named(loose: Sequence[Column], known: Sequence[Column], rule: FieldRule) -> Iterator[Column]:
    """Yield the columns that parts alone make; one between two others of a gap of the headings heads both."""
    ordered = sorted(loose, key=lambda c: c.x0)
    heads = {
        middle.text: (left, right)
        for left, middle, right in zip(ordered, ordered[1:], ordered[2:], strict=False)
        if heading(middle.text, rule) and not any(left.x0 < c.x0 < right.x1 for c in known)
        and heading(left.text, rule) is None and heading(right.text, rule) is None
    }  # fmt: skip
    for column in ordered:
        if column.text in heads:
            continue
        over = next((word for word, both in heads.items() if column in both), "")
        found = heading(column.text + over, rule)
        yield Column(found[0], column.x0, column.x1, found[1], column.text + over) if found else column


def with_unheaded(
    columns: Sequence[Column], rows: Sequence[Sequence[tuple[Piece, int]]], height: float
) -> tuple[Column, ...]:
    """Return the columns with those that have no heading: where most rows hold something beside another.

    Args:
        columns: The columns with headings.
        rows: The pieces of each row below with the number of the column each was put into.
        height: The usual height of a row.
    """
    strangers: list[tuple[float, float]] = []
    for row in rows:
        for (left, mine), (right, theirs) in pairwise(row):
            if mine == theirs and left.segment is not right.segment:
                strangers += _stranger(left, right, columns[mine], height)
    found = list[tuple[float, float]]()
    for x0, x1 in sorted(strangers):
        if found and x0 < found[-1][1]:
            found[-1] = (found[-1][0], max(x1, found[-1][1]))
        else:
            found.append((x0, x1))
    usual = [
        both for both in found if sum(both[0] <= x0 < both[1] for x0, _ in strangers) > _MOSTLY * len(rows)
    ]
    return tuple(sorted([*columns, *(Column(UNKNOWN, x0, x1, 0) for x0, x1 in usual)], key=lambda c: c.x0))


def parted(
    columns: Sequence[Column], rows: Sequence[Sequence[tuple[Piece, int]]], rule: FieldRule
) -> tuple[Column, ...]:
    """Return the columns with two headings read as one (金额批号) apart, where rows hold two things below.

    The words alone do not tell: 产品数量 is one heading.

    Args:
        columns: The columns with headings.
        rows: The pieces of each row below with the number of the column each was put into.
        rule: What the headings of goods are called.
    """
    found = list[Column]()
    for number, column in enumerate(columns):
        below = [[piece for piece, mine in row if mine == number] for row in rows]
        pairs = [mine for mine in below if len(mine) == 2 and mine[0].segment is not mine[1].segment]
        both = _two_headings(column.text, rule) if rows and len(pairs) == len(rows) else None
        if both is None:
            found.append(column)
            continue
        for side, (text, (key, rank)) in enumerate(both):
            places = [extent(mine[side]) for mine in pairs]
            found.append(Column(key, min(x0 for x0, _ in places), max(x1 for _, x1 in places), rank, text))
    return tuple(found)


def _two_headings(text: str, rule: FieldRule) -> list[tuple[str, tuple[str, int]]] | None:
    """Return the two headings of different columns that a text is made of, word for word."""
    plain = folded(text)
    words = {word: (key, rank) for word, key, rank in reversed(_heading_words(Same(rule)))}
    for at in range(2, len(plain) - 1):
        left, right = words.get(plain[:at]), words.get(plain[at:])
        if left and right and left[0] != right[0]:
            return [(plain[:at], left), (plain[at:], right)]
    return None


def _stranger(left: Piece, right: Piece, column: Column, height: float) -> list[tuple[float, float]]:
    """Return where the one of two neighbours stands that is not below the heading, where they stand apart."""
    (a0, a1), (b0, b1) = extent(left), extent(right)
    serial = _SERIAL.fullmatch(left.segment.folded.plain) and a1 < column.x0
    if b0 - a1 < (_SERIAL_GAP if serial else _WIDE_GAP) * height:
        return []
    below_left, below_right = min(a1, column.x1) > max(a0, column.x0), min(b1, column.x1) > max(b0, column.x0)
    if below_left == below_right:
        return [(a0, a1)] if serial else []
    return [(b0, b1)] if below_left else [(a0, a1)]

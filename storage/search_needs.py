"""What a query needs to find in the index: rows of tokens, and how properties of a document are tokens.

A property's token begins with a mark that no folded text contains and is longer than any 2-gram. Dates and
sums have tokens for every length of their beginning, so that a span is a handful of tokens, no comparison.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement

from storage.query import Amount, Clause, Condition, Dated, FieldIs, Match, OneOf, Query, Way, Words
from storage.tokenizer import inner_row, row

MARK = "\ue001"
FIELD, VALUE = "\x02", "\x03"
_DIGITS = 14
_LETTERS = re.compile("[a-z]{2,8}")
_YEARS = range(1900, 2100)
Sees = Callable[[ColumnElement[int]], ColumnElement[bool]]
"""Tells of a column of page ids, by the tables, which pages may be seen."""


@dataclass(frozen=True, slots=True)
class Row:
    """Tokens that stand in a row. ``stands`` is the same as text, for an index that keeps no order.

    ``field`` not null: the text stands somewhere in that field. A word ``begins`` or ``ends`` where it does.
    """

    tokens: tuple[str, ...]
    stands: str | None = None
    field: str | None = None
    begins: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """One of the rows is there, or none of them where ``excluded``. Without rows it never holds."""

    rows: tuple[Row, ...]
    excluded: bool = False


def needs(query: Query) -> tuple[Need, ...]:
    """Return what every hit of the query has and has not."""
    return tuple(_need(clause) for clause in query.clauses)


def exactly(query: Query) -> Need | None:
    """Return what makes a hit come first: a name, a code or a number that is just what was asked for."""
    wanted = [clause.condition for clause in query.clauses if not clause.excluded]
    words = [condition for condition in wanted if isinstance(condition, Words)]
    texts = [text for one in words for text in (one.text, *(way.text for way in one.ways))]
    whole = ["".join(one.text for one in words)] if len(words) > 1 else []
    called = dict.fromkeys(map(equal, [*texts, *whole]))
    return Need(tuple(Row((token,)) for token in called)) if called else None


def prop(kind: str, value: object) -> str:
    """Return the token of a property."""
    return f"{MARK}{kind}:{value}".replace("\x00", "")


def equal(text: str) -> str:
    """Return the token of a whole name, code or number."""
    return prop("=", text.replace(" ", ""))


def in_field(field: str, tokens: list[str]) -> list[str]:
    """Return tokens as those of a field."""
    return [prop(f"f:{field}", token) for token in tokens]


def whole_field(field: str, value: str) -> list[str]:
    """Return the row of tokens of a field's folded value, with its beginning and end."""
    return in_field(field, ["^", *row(value), "$"])


def date_tokens(day: dt.date) -> list[str]:
    """Return the tokens of a date: year, month, day."""
    return [prop("y", f"{day:%Y}"), prop("m", f"{day:%Y%m}"), prop("d", f"{day:%Y%m%d}")]


def amount_tokens(cents: int) -> list[str]:
    """Return the tokens of a sum: every beginning of its digits."""
    digits = f"{cents:0{_DIGITS}}"
    return [prop("a", digits[:length]) for length in range(1, _DIGITS + 1)]


def _need(clause: Clause) -> Need:
    return Need(_without_implied(tuple(_rows(clause.condition))), clause.excluded)


def _without_implied(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Leave out rows that can only stand where another stands: ¥1,200.00 beside 1,200.00."""
    plain = [one for one in rows if one.stands and one.field is None and not one.begins and not one.ends]
    return tuple(
        one
        for at, one in enumerate(rows)
        if one.field is not None
        or one.stands is None
        or not any(
            other.stands in one.stands and (other.stands != one.stands or rows.index(other) < at)
            for other in plain
            if other.stands is not None
        )
    )


def _rows(condition: Condition) -> Iterator[Row]:
    match condition:
        case Words(text, ways, means):
            yield Row(tuple(inner_row(text)), text)
            yield from map(_way, ways)
            if means is not None:
                yield from _rows(means)
            if _LETTERS.fullmatch(text):
                yield Row((prop("p", text),))
        case FieldIs(fields, text, match, ways):
            texts = (text, *(way.text for way in ways))
            yield from (_field_row(field, one, match) for field in fields for one in texts)
        case Dated(first, last):
            days = first or dt.date(_YEARS.start, 1, 1), last or dt.date(_YEARS.stop - 1, 12, 31)
            yield from (Row((token,)) for token in _dates(*days))
        case Amount(low, high):
            top = 10**_DIGITS - 1 if high is None else high
            yield from (Row((prop("a", digits),)) for digits in covering(low or 0, top))
        case OneOf(kind, values):
            yield from (Row((prop(kind[0], value),)) for value in values)


def _way(way: Way) -> Row:
    tokens = row(way.text)
    inner = tokens[0 if way.begins else 1 : None if way.ends else -1]
    return Row(tuple(inner), way.text, begins=way.begins, ends=way.ends)


def _field_row(field: str, text: str, match: Match) -> Row:
    begin = f"{FIELD}{field}{VALUE}"
    if match is Match.CONTAINS:
        return Row(tuple(in_field(field, inner_row(text))), text, field)
    whole = whole_field(field, text)
    if match is Match.EQUALS:
        return Row(tuple(whole), f"{begin}{text}{FIELD}")
    if len(text) == 1:
        return Row(tuple(whole[:2]), begin + text)
    return Row(tuple(whole[:-2]), begin + text)


def _dates(first: dt.date, last: dt.date) -> Iterator[str]:
    """Return as few years, months and days as make up the span."""
    day = first
    while day <= last:
        year_end, month_end = dt.date(day.year, 12, 31), _next_month(day) - dt.timedelta(days=1)
        if (day.month, day.day) == (1, 1) and year_end <= last:
            yield prop("y", f"{day:%Y}")
            end = year_end
        elif day.day == 1 and month_end <= last:
            yield prop("m", f"{day:%Y%m}")
            end = month_end
        else:
            yield prop("d", f"{day:%Y%m%d}")
            end = day
        if end == dt.date.max:
            return
        day = end + dt.timedelta(days=1)


def _next_month(day: dt.date) -> dt.date:
    return (
        dt.date(day.year + day.month // 12, day.month % 12 + 1, 1) if day.year < dt.MAXYEAR else dt.date.max
    )


def covering(low: int, high: int) -> list[str]:
    """Return as few beginnings of 14 digits as cover exactly the numbers from low to high."""
    found: list[str] = []
    step, width = 1, _DIGITS
    while low <= high and width > 1:
        while low % (10 * step) and low <= high - step + 1:
            found.append(f"{low // step:0{width}}")
            low += step
        tail: list[str] = []
        while (high + 1) % (10 * step) and high >= low + step - 1:
            tail.append(f"{high // step:0{width}}")
            high -= step
        found += tail
        step, width = step * 10, width - 1
    found += [f"{number // step:0{width}}" for number in range(low, high + 1, step)]
    return found

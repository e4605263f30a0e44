"""Reads a search as people type it; no text is refused, what is no field is words.

``合同 HT2024``            both stand there            ``"total amount"``          one phrase, with its blanks
``-作废``                  does not stand there        ``合同编号:HT2024*``        a field begins so
``合同编号=HT2024-018``    a field is exactly that     ``客户:宏达``               it stands in the field
``金额>100000``            also >=, <, <=, a..b        ``日期:2024-01..2024-06``   days, months or years
``2024.3.18`` ``1万``      the day, the sum, however written; a phrase in quotation marks is taken as it is

Full-width signs and Chinese quotation marks count as their plain ones. A backslash has no meaning.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from itertools import groupby

from storage.codes import joined
from storage.query import Amount, Clause, Condition, Dated, FieldIs, Match, OneOf, Query, Words
from storage.tokenizer import fold
from storage.ways import ways_of_day, ways_of_sum

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "＂": '"', "－": "-", "\x00": " "})
_BLANKS_IN_DAY = r"\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?[日号]"
_TYPED = re.compile(rf'(-?)((?:[^\s"]+?(?::|：|=|＝))?)"([^"]*)"(\*|＊)?|({_BLANKS_IN_DAY}(?!\S)|\S+)')
_FIELD = re.compile(r"([^\s:=<>≤≥]+)(:|>=|<=|=|>|<|≤|≥)(.+)")
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")
_MOST_CENTS = 10**14 - 1
_SCALES = {"万": 10_000, "千": 1000, "百万": 1_000_000, "亿": 100_000_000, "k": 1000, "m": 1_000_000}


@dataclass(frozen=True, slots=True)
class Names:
    """What may stand before the sign, folded. ``fields``: label → ids of the fields it may mean.

    ``date``, ``amount`` and the keys of ``kinds`` are labels, too; ``kinds`` gives per label the property and
    per folded value what it stands for. ``day`` and ``cents`` tell which day or sum a typed word is.
    """

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date: frozenset[str] = frozenset()
    amount: frozenset[str] = frozenset()
    kinds: Mapping[str, tuple[str, Mapping[str, tuple[str, ...]]]] = field(default_factory=dict)
    day: Callable[[str], dt.date | None] = lambda word: None
    cents: Callable[[str], int | None] = lambda word: None


NO_NAMES = Names()


def parse(text: str, names: Names = NO_NAMES) -> Query:
    """Return the query a text means."""
    return Query(_with_joined(list(_clauses(text.translate(_QUOTES), names))))


def pieces(text: str) -> list[str]:
    """Return what a text is taken apart into: fields, phrases in quotation marks, days and words."""
    return [found[0] for found in _TYPED.finditer(text.translate(_QUOTES))]


def _with_joined(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Say of words behind one another which number they may be together: ``138 0013 8000``."""
    found: list[Clause] = []
    for is_plain, run in groupby(clauses, _is_plain):
        some = list(run)
        whole = joined(one.condition.text for one in some if isinstance(one.condition, Words))
        found += [_joined(one, whole) for one in some] if is_plain and whole else some
    return tuple(found)


def _is_plain(clause: Clause) -> bool:
    return isinstance(clause.condition, Words) and not clause.condition.as_typed and not clause.excluded


def _joined(clause: Clause, whole: str) -> Clause:
    assert isinstance(clause.condition, Words)  # as _is_plain tells
    return replace(clause, condition=replace(clause.condition, joined=whole))


def _clauses(text: str, names: Names) -> Iterator[Clause]:
    for found in _TYPED.finditer(text):
        minus, label, quoted, star, plain = found.groups()
        if plain is not None:
            yield from _plain(plain, names)
            continue
        excluded, name = bool(minus), fold(label)
        value = fold(quoted)
        clause = _named(name[:-1], name[-1], value, bool(star), names) if name and value else None
        if clause is not None:
            yield Clause(clause.condition, excluded)
            continue
        if name:  # no field of that name: the words beside the quotation marks count, too
            yield from _words(label, excluded, names)
        if value:
            yield Clause(Words(value, as_typed=True), excluded)


def _plain(typed: str, names: Names) -> Iterator[Clause]:
    excluded = typed.startswith("-") and fold(typed[1:]) != ""
    rest = typed[1:] if excluded else typed
    found = _FIELD.fullmatch(fold(rest))
    if found is not None:
        name, sign, value = found.groups()
        star = value.endswith("*") and len(value) > 1
        clause = _named(name, sign, value.removesuffix("*") if star else value, star, names)
        if clause is not None:
            yield Clause(clause.condition, excluded)
            return
    yield from _words(rest, excluded, names)


def _words(text: str, excluded: bool, names: Names) -> Iterator[Clause]:
    plain = fold(text.replace('"', " "))
    for word in [plain.replace(" ", "")] if re.fullmatch(_BLANKS_IN_DAY, plain) else plain.split():
        yield Clause(_word(word, names), excluded)


def _word(word: str, names: Names) -> Words:
    day = names.day(word)
    if day is not None:
        return Words(word, ways_of_day(day), Dated(day, day))
    cents = names.cents(word)
    if cents is not None and 0 < cents < _MOST_CENTS:
        return Words(word, ways_of_sum(cents), Amount(cents, cents))
    return Words(word)


def _named(name: str, sign: str, value: str, star: bool, names: Names) -> Clause | None:
    condition: Condition | None = None
    if name in names.date:
        condition = _dated(sign, value)
    elif name in names.amount:
        condition = _amount(sign, value)
    elif name in names.kinds and sign in ":=":
        kind, values = names.kinds[name]
        named = values.get(value.replace(" ", ""))  # labels are compared without blanks
        condition = None if named is None else OneOf(kind, named)
    elif name in names.fields and sign in ":=":
        match = Match.BEGINS if star else Match(sign)
        condition = FieldIs(names.fields[name], value, match)
    return None if condition is None else Clause(condition)


def _dated(sign: str, value: str) -> Dated | None:
    low, dots, high = value.partition("..")
    first, last = _span(low), _span(high) if dots else _span(low)
    if (low and first is None) or (high and last is None) or (first is None and last is None):
        return None
    begin, end = first[0] if first else None, last[1] if last else None
    return _ordered(Dated(begin, end)) if dots or sign in ":=" else _dated_beyond(sign, begin, end)


def _dated_beyond(sign: str, begin: dt.date | None, end: dt.date | None) -> Dated | None:
    if begin is None or end is None:
        return None
    day = dt.timedelta(days=1)
    try:
        after, before = (end + day, None) if sign == ">" else (begin, None), begin - day
    except OverflowError:
        return None
    match sign:
        case ">":
            return Dated(after[0], None)
        case ">=" | "≥":
            return Dated(begin, None)
        case "<":
            return Dated(None, before)
        case _:
            return Dated(None, end)


def _ordered(dated: Dated) -> Dated:
    if dated.first is not None and dated.last is not None and dated.first > dated.last:
        return Dated(dated.last, dated.first)
    return dated


def _span(text: str) -> tuple[dt.date, dt.date] | None:
    """Return first and last day of a year, a month or a day."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    last_month = month or 12
    return first, dt.date(year, last_month, calendar.monthrange(year, last_month)[1])


def _amount(sign: str, value: str) -> Amount | None:
    low, dots, high = value.partition("..")
    first, last = cents_of(low), cents_of(high) if dots else cents_of(low)
    if (low and first is None) or (high and last is None) or (first is None and last is None):
        return None
    if dots or sign in ":=":
        if first is not None and last is not None and first > last:
            first, last = last, first
        return Amount(first, last)
    cents = first or 0
    match sign:
        case ">":
            return Amount(cents + 1, None)
        case ">=" | "≥":
            return Amount(cents, None)
        case "<":
            return Amount(None, cents - 1) if cents else None
        case _:
            return Amount(None, cents)


def cents_of(text: str) -> int | None:
    """Return a typed sum in cents (``1,000``, ``10万``, ``¥3.50``), None where it is none."""
    plain = text.replace(",", "").lstrip("¥$").removesuffix("元")
    scale = next((s for s in sorted(_SCALES, key=len, reverse=True) if plain.endswith(s)), "")
    try:
        number = Decimal(plain.removesuffix(scale)) * _SCALES.get(scale, 1) * 100
        cents = int(number) if number.is_finite() and number < 10**20 else None
    except (InvalidOperation, OverflowError):
        return None
    return cents if cents is not None and 0 <= cents < _MOST_CENTS else None

"""Terms in short: the second day without its year (2024.3.1-3.31), whole months (2024年1-6月)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from classify.notation.dates import find_dates
from classify.notation.numerals import words_value

_TO = r" ?[日号]?(?:\([^()]{1,3}\))? ?起? ?(?:[至到~]|[-—–]{1,3}) ?"
_REST = re.compile(
    rf"{_TO}(?:(?P<month>\d{{1,2}}) ?[月./\-] ?(?P<day>\d{{1,2}})(?:[日号]|(?![\d./\-月年]))"
    r"|(?P<only>\d{1,2})日)"
)
_TWO_FIGURES = r"'?(1[3-9]|[2-4]\d)[./\-](\d{1,2})[./\-](\d{1,2})"
_SHORT_YEARS = re.compile(rf"(?<![\d./\-]){_TWO_FIGURES}{_TO}{_TWO_FIGURES}(?![\d./\-])")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{6}) ?(?:[至到~]|[-—–]{1,3}) ?((?:19|20)\d{6})(?!\d)")
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_MONTHS = re.compile(
    rf"(?<!\d){_YEAR}年(?P<first>{_MONTH})(?:月份?)?(?:[至到~]|[-—–]{{1,3}})(?:(?P<last_year>(?:19|20)\d{{2}})年)?(?P<last>{_MONTH})月"
)
_ONE_MONTH = re.compile(
    rf"(?<!\d){_YEAR}(?:年(?P<first>{_MONTH})月(?! ?\d|[一二三十])|[-./](?P<bare>1[0-2]|0[1-9])(?![\d./\-]))"
)
_BARE_MONTHS = re.compile(
    rf"(?<![\d./\-]){_YEAR}[./\-](?P<first>1[0-2]|0?[1-9])月? ?(?:[至到~]|[-—–]{{1,3}}) ?"
    r"(?P<last_year>(?:19|20)\d{2})[./\-](?P<last>1[0-2]|0?[1-9])(?![\d./\-])"
)
_QUARTER = re.compile(rf"(?<!\d){_YEAR}年?第?(?P<quarter>[一二三四1-4])季度?")
_HALF = re.compile(rf"(?<!\d){_YEAR}年?(?P<half>[上下])半年")
_WHOLE_YEAR = re.compile(rf"{_YEAR}年?度?")
_MONTHS_OF_QUARTER, _MONTHS_OF_HALF, _MONTHS_OF_YEAR = 3, 6, 12


@dataclass(frozen=True, slots=True)
class Term:
    """The first and the last day of a term, where it stands in the text, and how sure it is, 0…1."""

    first: dt.date
    last: dt.date
    start: int
    end: int
    sure: float = 1.0


def short_term(plain: str, *, months: bool = False) -> Term | None:
    """Return a term that is no two whole days in a text in plain form; with ``months``, also whole months."""
    return next((term for term in _terms(plain, months) if term.first <= term.last), None)


def _terms(plain: str, months: bool) -> Iterator[Term]:
    days = find_dates(plain)
    if len(days) == 1 and (rest := _REST.match(plain, days[0].end)):
        first = days[0].value
        day = _day(first.year, int(rest["month"] or first.month), int(rest["day"] or rest["only"]))
        if day is not None:
            yield Term(first, day, days[0].start, rest.end())
    if match := _COMPACT.search(plain):
        pair = [_day(int(text[:4]), int(text[4:6]), int(text[6:])) for text in match.groups()]
        yield from _of(pair[0], pair[1], match)
    if match := _SHORT_YEARS.search(plain):
        numbers = [int(text) for text in match.groups()]
        pair = [_day(2000 + numbers[n], numbers[n + 1], numbers[n + 2]) for n in (0, 3)]
        yield from _of(pair[0], pair[1], match, 0.85)
    if months and not days:
        yield from _of_months(plain)


def _of_months(plain: str) -> Iterator[Term]:
    if match := _MONTHS.search(plain) or _BARE_MONTHS.search(plain):
        last_year = int(match["last_year"] or match["year"])
        yield from _span(match, int(match["year"]), _month(match["first"]), last_year, _month(match["last"]))
    elif match := _QUARTER.search(plain):
        quarter = "一二三四".find(match["quarter"]) + 1 or int(match["quarter"])
        last = quarter * _MONTHS_OF_QUARTER
        yield from _span(match, int(match["year"]), last - _MONTHS_OF_QUARTER + 1, int(match["year"]), last)
    elif match := _HALF.search(plain):
        last = _MONTHS_OF_HALF if match["half"] == "上" else _MONTHS_OF_YEAR
        yield from _span(match, int(match["year"]), last - _MONTHS_OF_HALF + 1, int(match["year"]), last)
    elif match := _ONE_MONTH.search(plain):
        month = _month(match["first"] or match["bare"])
        yield from _span(match, int(match["year"]), month, int(match["year"]), month)
    elif match := _WHOLE_YEAR.fullmatch(plain.strip()):
        yield from _span(match, int(match["year"]), 1, int(match["year"]), _MONTHS_OF_YEAR)


def _span(match: re.Match[str], year: int, month: int, last_year: int, last_month: int) -> Iterator[Term]:
    last = calendar.monthrange(last_year, last_month)[1]
    yield Term(dt.date(year, month, 1), dt.date(last_year, last_month, last), *match.span())


def _of(
    first: dt.date | None, last: dt.date | None, match: re.Match[str], sure: float = 1.0
) -> Iterator[Term]:
    if first is not None and last is not None:
        yield Term(first, last, *match.span(), sure)


def _month(text: str) -> int:
    return int(text) if text.isdigit() and text.isascii() else words_value(text) or 1


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None

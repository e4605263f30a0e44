"""Dates as Chinese papers write them; day and month are never guessed."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from classify.normalise import fold
from classify.numerals import digits_value, words_value

_CHINESE = "零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖两0"
_CHINESE_NUMBER = _CHINESE + "十拾廿卅人"
_NUMERIC = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d{2}|(?<![\d年月/.-])\d{2}(?=年))"
    r"(?:年|[./\-]|年[./\-])(?P<month>\d{1,2})(?:月|[./\-]|月份)(?P<day>\d{1,2})(?:日|号|(?!\d)|(?<=\d\d)(?=\d{2}:\d{2}))"
)
_YEAR_CHINESE = re.compile(
    rf"(?P<year>[{_CHINESE}]{{4}})年(?P<month>[{_CHINESE_NUMBER}]{{1,3}}|\d{{1,2}})月"
    rf"(?P<day>[{_CHINESE_NUMBER}]{{1,3}}|\d{{1,2}})[日号]"
)
_COMPACT = re.compile(r"(?<![\dA-Z.\-/])(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?![\dA-Z])")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), start=1
    )
}
_MONTH_NAME = "(?P<month>" + "|".join(_MONTHS) + r")[A-Z]*"
_DAY_NAME = r"(?P<day>\d{1,2})(?:ST|ND|RD|TH)?"
_YEAR_END = r"(?P<year>(?:19|20)\d{2})(?!\d)"
_ENGLISH = (
    re.compile(rf"(?<![A-Z]){_MONTH_NAME}[ .,\-/]*{_DAY_NAME}[ .,\-/]+{_YEAR_END}"),
    re.compile(rf"(?<!\d){_DAY_NAME}[ .,\-/]*{_MONTH_NAME}[ .,\-/]*{_YEAR_END}"),
)
_DIGIT_LIKE = str.maketrans("OIL|", "0111")
_NOT_A_NUMBER = re.compile(r"(?<=[\d年月./\-])[OIL|](?=[\d年月日./\-])|[OIL|](?=\d*[年月日])")


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date and where it stands in the text searched."""

    value: dt.date
    start: int
    end: int


def _number(text: str) -> int | None:
    if text.isascii() and text.isdigit():
        return int(text)
    text = text.replace("人", "八")
    return words_value(text) if len(text) > 1 else digits_value(text) or words_value(text)


def _date(match: re.Match[str]) -> dt.date | None:
    year_text = match["year"]
    year = int(year_text) if year_text.isascii() and year_text.isdigit() else digits_value(year_text)
    month = _MONTHS.get(match["month"]) or _number(match["month"])
    day = _number(match["day"])
    if year is None or month is None or day is None:
        return None
    if len(year_text) == 2:
        year += 2000
    try:
        return dt.date(year, month, day) if 1900 <= year < 2100 else None
    except ValueError:
        return None


def find_dates(plain: str) -> tuple[DateFound, ...]:
    """Find every complete date of a text in plain form, in order, without overlaps."""
    text = _NOT_A_NUMBER.sub(lambda m: m[0].translate(_DIGIT_LIKE), plain).replace("曰", "日")
    found: list[DateFound] = []
    for pattern in (_NUMERIC, _YEAR_CHINESE, _COMPACT, *_ENGLISH):
        for match in pattern.finditer(text):
            value = _date(match)
            if value and not any(f.start < match.end() and match.start() < f.end for f in found):
                found.append(DateFound(value, match.start(), match.end()))
    return tuple(sorted(found, key=lambda f: f.start))


def parse_date(text: str) -> str | None:
    """Return the first date of a text as ``YYYY-MM-DD``."""
    found = find_dates(fold(text).plain)
    return found[0].value.isoformat() if found else None

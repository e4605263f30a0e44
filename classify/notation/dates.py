"""Dates as Chinese papers write them; day and month are never guessed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from classify.normalise import fold
from classify.notation.numerals import digits_value, words_value

_CHINESE = "零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖两0"
_CHINESE_NUMBER = _CHINESE + "十拾廿卅人入"
# what stands in the blanks of a form: gaps, the line under them, specks of a seal or of dirt
_GAP = r"[ _./\-。、,:;'\"~*]{0,3}"
_WRITTEN = re.compile(
    rf"(?<![\d.])(?P<year>(?:1 ?9|2 ?0) ?\d ?\d){_GAP}年{_GAP}(?P<month>[01]? ?\d){_GAP}月{_GAP}"
    rf"(?P<day>[0-3]? ?\d){_GAP}[日号]"
)
# of the printed 年 or 月 one was not read
_ONE_SIGN_LOST = re.compile(
    rf"(?<![\d.])(?P<year>(?:19|20)\d{{2}})(?: {{0,3}}(?=\d{{1,2}}月)|年{_GAP}(?=\d{{1,2}} ))"
    rf"(?P<month>1[0-2]|0?[1-9])[月 ]{_GAP}(?P<day>[0-3]?\d)[日号]"
)
_MIXED = re.compile(
    rf"(?<!\d)(?P<year>(?:19|20)\d{{2}})年(?P<month>[{_CHINESE_NUMBER}]{{1,3}}|\d{{1,2}})月(?P<day>[{_CHINESE_NUMBER}]{{1,3}})[日号]"
)
_NUMERIC = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d{2}|(?<![\d年月/.-])\d{2}(?=年))"
    r"(?:年|[./\-]|年[./\-])(?P<month>\d{1,2})(?:月|[./\-]|月份)"
    r"(?P<day>\d{2}|\d(?! \d(?![\d:])))(?:日|号|(?![\d月])|(?<=\d\d)(?=\d{2}:\d{2}))"
)
_YEAR_CHINESE = re.compile(
    rf"(?P<year>[{_CHINESE}]{{4}})年(?P<month>[{_CHINESE_NUMBER}]{{1,3}}|\d{{1,2}})月"
    rf"(?P<day>[{_CHINESE_NUMBER}]{{1,3}}|\d{{1,2}})[日号]"
)
_COMPACT = re.compile(r"(?<![\dA-Z.\-/])(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?![\dA-Z])")
# readers pass over noughts: 二一八年 was 二〇一八年, 224年 2024年, 〇七年 二〇〇七年
_ONE_TO_NINE = "一二三四五六七八九1-9"
_DAY_OF_YEAR = (
    rf"年{_GAP}(?P<month>[{_CHINESE_NUMBER}\d]{{1,3}})月{_GAP}(?P<day>[{_CHINESE_NUMBER}\d]{{1,3}})[日号]"
)
_NOUGHT_LOST = re.compile(
    rf"(?<![{_CHINESE_NUMBER}\d])(?P<year>[二2][{_ONE_TO_NINE}][{_CHINESE}1-9]|[〇○零一][{_CHINESE}]){_DAY_OF_YEAR}"
)
# two side by side are read as one: 二〇六年 was 二〇〇六年, seldom 二〇一六年; 二〇二年 may be 2020, too
_NOUGHTS_READ_AS_ONE = re.compile(
    rf"(?<![{_CHINESE_NUMBER}\d])(?P<year>二[〇○零][三四五六七八九3-9]){_DAY_OF_YEAR}"
)
_SURE_MENDED = 0.9
_SURE_OF = {_NOUGHT_LOST: _SURE_MENDED, _NOUGHTS_READ_AS_ONE: 0.6}
# figures put into the blanks of a form whose 年 月 日 were not printed, or not read
_SPACED = re.compile(
    r"(?<![\dA-Z.\-/] )(?<![\dA-Z.\-/])(?P<year>(?:19|20)\d{2}) {1,3}(?P<month>0[1-9]|1[0-2]) {1,3}"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?! ?[\d.:A-Z])"
)
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
    re.compile(rf"(?<!\d){_DAY_NAME}(?: (?:DAY )?OF )?[ .,\-/]*{_MONTH_NAME}[ .,\-/]*{_YEAR_END}"),
    # 08-MAR-24: the month's name tells which of the two is the day
    re.compile(
        rf"(?<![\d\-]){_DAY_NAME}[ .\-/]{_MONTH_NAME}[ .,\-/]{{1,2}}'?(?P<year>[0-4]\d)(?![\d\-]| ?[A-Z])"
    ),
    re.compile(rf"(?<!\d){_YEAR_END}[ .,\-/]*{_MONTH_NAME}[ .,\-/]*{_DAY_NAME}(?!\d)"),
)
# the plainest first: what one of them takes is no other's
_FORMS = (
    _WRITTEN, _NUMERIC, _MIXED, _YEAR_CHINESE, _NOUGHT_LOST, _NOUGHTS_READ_AS_ONE, _ONE_SIGN_LOST, _COMPACT,
    _SPACED, *_ENGLISH,
)  # fmt: skip
# 25.12.2024 and 12/25/2024: only where one of the two can't be a month
_DAY_OR_MONTH = re.compile(r"(?<![\d./\-])(\d{1,2})([./\-])(\d{1,2})\2((?:19|20)\d{2})(?![\d./\-]\d|\d)")
# 民國113年5月6日, as papers of Taiwan count: the year 1 was 1912
_REPUBLIC = re.compile(
    rf"民国 ?(?P<year>\d{{1,3}}|[{_CHINESE_NUMBER}百]{{1,6}})(?:年|[./\-]){_GAP}"
    rf"(?P<month>[{_CHINESE_NUMBER}]{{1,3}}|\d{{1,2}})(?:月|[./\-]){_GAP}"
    rf"(?P<day>[{_CHINESE_NUMBER}]{{1,3}}|\d{{1,2}})(?:[日号]|(?!\d))"
)
# so without 民国: no other year has three figures; 113/02/01 counts alone or beside another, else as a size
_REPUBLIC_BARE = re.compile(
    r"(?<![\d.,/\-])(?P<year>1[01]\d)年(?P<month>1[0-2]|0?[1-9])月(?P<day>[0-3]?\d)[日号]"
)
_SLASHED = r"1[01]\d/(?:0[1-9]|1[0-2])/(?:0[1-9]|[12]\d|3[01])"
_REPUBLIC_SLASHED = re.compile(rf" ?{_SLASHED}(?: ?[~至-] ?{_SLASHED})? ?")
_ONE_SLASHED = re.compile(r"(?P<year>1[01]\d)/(?P<month>\d\d)/(?P<day>\d\d)")
_BEFORE_REPUBLIC = 1911
_LAST_MONTH = 12
_WHOLE_YEAR = 4
_SIGNS = rf"[\d{_CHINESE_NUMBER}]{{1,3}}"
IN_A_SENTENCE = "[ _]?".join(
    (rf"(?:\d{{4}}|[{_CHINESE}]{{4}})", r"[年./\-]", _SIGNS, r"[月./\-]", _SIGNS, r"[日号]?(?!\d)")
)
"""A day as sentences tell it, for patterns of a profile (``{date}``); what day it is, `find_dates` says."""
_DIGIT_LIKE = str.maketrans("OIL|", "0111")
# a whole date but for signs that readers take for figures and for 年, 月, 日; a 1 by a hand is read as /
_MISREAD = re.compile(
    r"(?<![\dA-Z])(?P<year>[12Z][\dOISBZ|/]{3})(?P<y>[年羊午牛乍])(?P<month>[\dOIL|/SBZ]{1,2})(?P<m>[月用丹])"
    r"(?P<day>[\dOIL|/SBZ]{1,2})(?P<d>[日目曰口白臼旦号])"
)
_FIGURE_LIKE = str.maketrans("OIL|/SBZ", "01111582")
_ROUND = re.compile(r"(?<=[零〇一二三四五六七八九])[O0]+(?=[O0零〇一二三四五六七八九]{1,3}年|年)")
_FIRST_MONTH = re.compile("(?<=年)元(?=月)")
_NOT_A_NUMBER = re.compile(r"(?<=[\d年月./\-])[OIL|](?=[\d年月日./\-])|[OIL|](?=\d*[年月日])")


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date, where it stands in the text searched, and how sure it is, 0…1: less where signs were mended."""

    value: dt.date
    start: int
    end: int
    sure: float = 1.0

    @property
    def mended(self) -> bool:
        """Whether it was no date as it was read."""
        return self.sure < 1.0


def _number(text: str) -> int | None:
    text = text.replace(" ", "")
    if text.isascii() and text.isdigit():
        return int(text)
    text = text.replace("人", "八").replace("入", "八")
    return words_value(text) if len(text) > 1 else digits_value(text) or words_value(text)


def _date(match: re.Match[str]) -> dt.date | None:
    year_text = match["year"].replace(" ", "")
    year = int(year_text) if year_text.isascii() and year_text.isdigit() else digits_value(year_text)
    month = _MONTHS.get(match["month"]) or _number(match["month"])
    day = _number(match["day"])
    if year is None or month is None or day is None:
        return None
    if len(year_text) < _WHOLE_YEAR:
        year = 2000 + year % 100
    try:
        return dt.date(year, month, day) if 1900 <= year < 2100 else None
    except ValueError:
        return None


def find_dates(plain: str) -> tuple[DateFound, ...]:
    """Find every complete date of a text in plain form, in order, without overlaps."""
    text = _MISREAD.sub(_written, plain)
    text = _NOT_A_NUMBER.sub(lambda m: m[0].translate(_DIGIT_LIKE), text).replace("曰", "日")
    text = _FIRST_MONTH.sub("1", text)
    text = _ROUND.sub(lambda m: "〇" * len(m[0]), text)
    found: list[DateFound] = []

    def is_free(start: int, end: int) -> bool:
        return not any(f.start < end and start < f.end for f in found)

    found += _of_the_republic(text)
    for pattern in _FORMS:
        for match in pattern.finditer(text):
            value = _date(match)
            if value and is_free(*match.span()):
                start, end = match.span()
                sure = _SURE_MENDED if _is_mended(plain[start:end], text[start:end]) else 1.0
                found.append(DateFound(value, start, end, min(sure, _SURE_OF.get(pattern, 1.0))))
    found += [day for day in _western(text) if is_free(day.start, day.end)]
    return tuple(sorted(found, key=lambda f: f.start))


def _of_the_republic(text: str) -> Iterator[DateFound]:
    """Yield the days whose year is counted from the founding of the Republic, where the text says so."""
    bare = _ONE_SLASHED if _REPUBLIC_SLASHED.fullmatch(text) else _REPUBLIC_BARE
    said = [*_REPUBLIC.finditer(text)]
    for match in (*said, *(() if said else bare.finditer(text))):
        year = digits_value(match["year"]) if len(match["year"]) > 1 else None
        year, month, day = year or _number(match["year"]), _number(match["month"]), _number(match["day"])
        try:
            if year and month and day:
                yield DateFound(dt.date(_BEFORE_REPUBLIC + year, month, day), *match.span())
        except ValueError:
            continue


def _western(text: str) -> Iterator[DateFound]:
    """Yield the days whose year comes last, where day and month can't be taken for each other."""
    for match in _DAY_OR_MONTH.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if first != second and (first > _LAST_MONTH) == (second > _LAST_MONTH):
            continue
        day, month = (second, first) if second > _LAST_MONTH else (first, second)
        try:
            yield DateFound(dt.date(year, month, day), match.start(), match.end())
        except ValueError:
            continue


def _written(match: re.Match[str]) -> str:
    """Return a date as it was printed, sign for sign, where some were misread."""
    year, month, day = (match[part].translate(_FIGURE_LIKE) for part in ("year", "month", "day"))
    return f"{year}年{month}月{day}{'号' if match['d'] == '号' else '日'}"


def _is_mended(read: str, taken: str) -> bool:
    """Tell whether a letter that is no sure figure (S, B, Z) was taken for one."""
    return any(a != b and a in "SBZ" for a, b in zip(read, taken, strict=True))


def parse_date(text: str) -> str | None:
    """Return the first date of a text as ``YYYY-MM-DD``."""
    found = find_dates(fold(text).plain)
    return found[0].value.isoformat() if found else None

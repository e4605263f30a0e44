"""What fields of days read: a date, the first and the last day of a term."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from capture.pages import Message
from classify.kinds.read_values import ReadValue
from classify.normalise import fold
from classify.notation.dates import DateFound, find_dates
from classify.notation.terms import short_term
from classify.profile import FieldRule
from classify.values import Check

_DAY_ALONE = 0.9  # that no last day follows may be the day of something else
_GOES_TO = re.compile(
    "[日起号 ]*(?:[至到止~]|[-—–]|,? ?(?:AND )?(?:TO|UNTIL|TILL|THROUGH|THRU|UP TO)(?![A-Z]))"
)
_ENDS_WITH = re.compile(
    "(?:[至到止]|(?<![A-Z])(?:UNTIL|TILL|UP TO|THROUGH|THRU|NOT LATER THAN|EXPIRES(?: ON)?))[: ]*$|^ ?TO ?$"
)
_FOR_EVER = re.compile("长期|永久|无固定期限|不约定期限|无期限|永续")
_SHORT_DATE = re.compile(r"'?(?P<year>1[3-9]|[2-4]\d)([./-])(?P<month>\d{1,2})\2(?P<day>\d{1,2})")


def _one_date(raw: str, found: DateFound | None) -> ReadValue | None:
    if found is None:
        return None
    return ReadValue(found.value.isoformat(), found.sure, date_checks(found), span=(found.start, found.end))


def date_checks(found: DateFound) -> tuple[Check, ...]:
    """Return what a date went through: whether signs of it were mended."""
    message = Message("A misread character was mended: only so it is a date.", {})
    return (Check("corrected", True, message),) if found.mended else ()


def read_date(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    """Read the first date of a stretch, as YYYY-MM-DD; behind a label one whose year has two figures, too."""
    plain = fold(raw).plain
    found = find_dates(plain)
    return _one_date(raw, found[0]) if found else _short_date(plain) if colon else None


def _short_date(plain: str) -> ReadValue | None:
    """Read a day whose year has two figures, behind a label: 24.5.6. A year may not be taken for a day.

    24.05.06 may be the 24th of a month elsewhere, so a person looks at it; 24.5.6 can't.
    """
    match = _SHORT_DATE.fullmatch(plain.strip())
    found = find_dates(f"20{match['year']}-{match['month']}-{match['day']}") if match else ()
    if match is None or not found:
        return None
    return ReadValue(found[0].value.isoformat(), 0.4 if len(match["day"]) > 1 else 0.85)


def _day_of_term(plain: str, rule: FieldRule, *, last: bool) -> ReadValue | None:
    """Read the first or the last day of a term that is told in short: 2024年3-5月."""
    term = short_term(plain, months=rule.months)
    if term is None:
        return None
    day = term.last if last else term.first
    return ReadValue(day.isoformat(), term.sure, span=(term.start, term.end))


def read_period_from(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    """Read the first day of a term, as YYYY-MM-DD; None where only its last day is told."""
    plain = fold(raw).plain
    told = _day_of_term(plain, rule, last=False)
    if told is not None:
        return told
    found = find_dates(plain)
    if not found or _only_ends(plain, found) or (len(found) == 1 and plain[: found[0].start].endswith("-")):
        return None
    first = _one_date(raw, found[0])
    alone = len(found) == 1 and not _GOES_TO.match(plain, found[0].end)
    return replace(first, quality=_DAY_ALONE * first.quality) if first and alone else first


def read_period_until(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    """Read the last day of a term, as YYYY-MM-DD, or 长期 of one without an end."""
    plain = fold(raw).plain
    told = _day_of_term(plain, rule, last=True)
    if told is not None:
        return told
    found = find_dates(plain)
    after = plain[found[0].end :] if found else plain
    if _FOR_EVER.search(after):
        return ReadValue("长期", 1.0)
    if found and _only_ends(plain, found):
        return _one_date(raw, found[0])
    if len(found) >= 2:
        return _one_date(raw, found[1])
    if len(found) == 1 and plain[: found[0].start].endswith("-"):
        return _one_date(raw, found[0])
    return None


def _only_ends(plain: str, found: Sequence[DateFound]) -> bool:
    """Tell whether a term is given by its last day alone: 至2024年12月31日, whatever days stand behind."""
    return _ENDS_WITH.search(plain[: found[0].start]) is not None

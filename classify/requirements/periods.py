"""Years, half-years, quarters and months that papers come for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}
_HALVES = ("上", "下")
_QUARTERS = ("一", "二", "三", "四")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of whole months. ``id`` sorts like time within one kind: 2025, 2025-H1, 2025-Q3, 2025-03."""

    id: str
    first: dt.date
    last: dt.date
    title: str
    title_en: str

    def holds(self, day: dt.date) -> bool:
        """Tell whether a day lies in it."""
        return self.first <= day <= self.last


def period_at(day: dt.date, every: str) -> Period:
    """Return the period of a kind (``year``, ``half_year``, ``quarter``, ``month``) that a day lies in."""
    months = MONTHS[every]
    number = (day.month - 1) // months
    first = dt.date(day.year, number * months + 1, 1)
    last = _first_after(first, months) - dt.timedelta(days=1)
    year = day.year
    if every == "year":
        return Period(str(year), first, last, f"{year}年", str(year))
    if every == "half_year":
        return Period(
            f"{year}-H{number + 1}",
            first,
            last,
            f"{year}年{_HALVES[number]}半年",
            f"half {number + 1} of {year}",
        )
    if every == "quarter":
        return Period(
            f"{year}-Q{number + 1}",
            first,
            last,
            f"{year}年第{_QUARTERS[number]}季度",
            f"quarter {number + 1} of {year}",
        )
    return Period(f"{first:%Y-%m}", first, last, f"{year}年{day.month}月", f"{first:%Y-%m}")


def _first_after(first: dt.date, months: int) -> dt.date:
    month = first.month - 1 + months
    return dt.date(first.year + month // 12, month % 12 + 1, 1)


def periods_due(since: dt.date, today: dt.date, every: str, due_days: int, most: int) -> list[Period]:
    """Return the last ``most`` periods whose papers are due: ended ``due_days`` ago, not before ``since``."""
    return list(_back(since, today - dt.timedelta(days=due_days), every, most))[::-1]


def _back(since: dt.date, due: dt.date, every: str, most: int) -> Iterator[Period]:
    period = period_at(due, every)
    if period.last >= due:
        period = period_at(period.first - dt.timedelta(days=1), every)
    for _ in range(most):
        if period.last < since:
            return
        yield period
        period = period_at(period.first - dt.timedelta(days=1), every)

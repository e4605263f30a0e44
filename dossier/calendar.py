"""Days, weeks and months of statistics and of the calendar of terms."""

from __future__ import annotations

import calendar
import datetime as dt

MOST_DAYS, MOST_WEEKS = 31, 120


def month_of(day: dt.date) -> dt.date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def add_months(month: dt.date, number: int) -> dt.date:
    """Return the first day of the month so many months later; a negative number goes back."""
    years, place = divmod(month.month - 1 + number, 12)
    return dt.date(month.year + years, place + 1, 1)


def weeks_of(month: dt.date) -> list[list[dt.date]]:
    """Return the weeks of a month from Monday to Sunday, filled with days of the months around it."""
    return calendar.Calendar().monthdatescalendar(month.year, month.month)


def step_of(days: int) -> str:
    """Return what so many days are counted by, so that a picture stays readable: day, week or month."""
    if days <= MOST_DAYS:
        return "day"
    return "week" if days <= MOST_WEEKS else "month"


def spans_between(since: dt.date, until: dt.date, step: str) -> dict[dt.date, dt.date]:
    """Return for every day between two the first day of its span; the first span begins with ``since``."""
    spans = {}
    for number in range((until - since).days + 1):
        day = since + dt.timedelta(days=number)
        first = day
        if step == "week":
            first = day - dt.timedelta(days=day.weekday())
        elif step == "month":
            first = month_of(day)
        spans[day] = max(first, since)
    return spans

"""Customers and requirements as a grid, and the calendar of papers whose term ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dossier import checklists
from dossier.calendar import add_months, month_of, weeks_of
from dossier.statistics import requirement_counts
from dossier.statistics_shapes import RequirementCounts
from dossier.wiring import Service
from storage.paging import Slice
from storage.values import OpenRequirement
from storage.values_statistics import GridRow
from storage.viewer import Viewer
from storage.work import Work

SHOWN = 50
LISTED = 200
WORST = ("missing", "contradicts", "expired", "received", "expiring", "waived", "usable")


@dataclass(frozen=True, slots=True)
class GridCell:
    """The worst state of a requirement's lines of one customer, how many are so, and how many there are."""

    state: str
    count: int
    lines: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A slice of the customers, the requirements over all of them, and the cells where both meet."""

    customers: Slice[GridRow]
    requirements: Sequence[RequirementCounts]
    cells: dict[tuple[int, str], GridCell]


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of a month's calendar; ``states`` counts the lines whose paper ends on it."""

    day: dt.date
    inside: bool
    states: dict[str, int]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The weeks of a month with what ends on each day, and the lines themselves, at most ``LISTED``."""

    month: dt.date
    weeks: Sequence[Sequence[CalendarDay]]
    lines: Sequence[OpenRequirement]
    total: int


def grid(service: Service, viewer: Viewer, sort: str, language: str, cursor: str | None = None) -> Grid:
    """Return the grid, sorted by ``name``, by ``missing`` or by a requirement's state, the worst first."""
    checklists.refresh_for_today(service)
    with service.database.reading() as work:
        requirements = requirement_counts(service, work, viewer, language)
        shown = _customers(work, viewer, sort, {one.id for one in requirements}, cursor)
        counts: dict[tuple[int, str], dict[str, int]] = {}
        for cell in work.grids.cells(viewer, [row.id for row in shown.items]):
            counts.setdefault((cell.customer_id, cell.requirement), {})[cell.state] = cell.count
    return Grid(shown, requirements, {place: _cell(states) for place, states in counts.items()})


def _customers(work: Work, viewer: Viewer, sort: str, known: set[str], cursor: str | None) -> Slice[GridRow]:
    if sort in known:
        return work.grids.by_requirement(viewer, sort, cursor, SHOWN)
    if sort == "name":
        return work.grids.by_name(viewer, cursor, SHOWN)
    return work.grids.by_missing(viewer, cursor, SHOWN)


def _cell(states: dict[str, int]) -> GridCell:
    worst = min(states, key=lambda state: WORST.index(state) if state in WORST else len(WORST))
    return GridCell(worst, states[worst], sum(states.values()))


def calendar_of(service: Service, viewer: Viewer, month: dt.date) -> Calendar:
    """Return what ends in a month."""
    checklists.refresh_for_today(service)
    first = month_of(month)
    last = add_months(first, 1) - dt.timedelta(days=1)
    with service.database.reading() as work:
        counted = work.grids.ends_per_day(viewer, first, last)
        lines = work.grids.ending(viewer, first, last, LISTED)
    by_day: dict[dt.date, dict[str, int]] = {}
    for row in counted:
        by_day.setdefault(row.day, {})[row.kind] = row.count
    weeks = [
        [CalendarDay(day, day.month == first.month, by_day.get(day, {})) for day in week]
        for week in weeks_of(first)
    ]
    return Calendar(first, weeks, lines, sum(row.count for row in counted))

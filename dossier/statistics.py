"""Figures over time and over all customers: intake, papers, review, completeness, terms, scans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from capture.pages import Message
from dossier import checklists
from dossier.calendar import add_months, month_of, spans_between, step_of
from dossier.errors import BadRequest
from dossier.language import title_in
from dossier.statistics_shapes import (
    InboxQuality,
    MonthEnds,
    RequirementCounts,
    SpanCounts,
    Spans,
    Statistics,
    Waiting,
    WarnedPages,
)
from dossier.wiring import Service
from storage.repositories.statistics import StatisticsRepository
from storage.states import DocumentState, ScanState
from storage.values_statistics import DayCount
from storage.viewer import Viewer
from storage.work import Work

FILES = tuple(state.value for state in (
    ScanState.FILED, ScanState.REVIEW, ScanState.REJECTED, ScanState.DUPLICATE, ScanState.WORKING,
))  # fmt: skip
PAPERS = (DocumentState.FILED.value, DocumentState.REVIEW.value)
DECISIONS = ("confirm", "file", "file_together", "move", "retype", "mend")
AGES = (1, 3, 7, 30)
MONTHS = 12
LONGEST = 366


def statistics(service: Service, viewer: Viewer, days: int, language: str) -> Statistics:
    """Return the figures of the last days, today among them.

    Raises:
        BadRequest: fewer than one day, or more than a year.
    """
    if not 1 <= days <= LONGEST:
        raise BadRequest(
            Message("Statistics cover 1 to {most} days, not {days}.", {"most": LONGEST, "days": days}),
            Message("Name a number of days in between."),
        )
    checklists.refresh_for_today(service)
    until = service.today()
    since = until - dt.timedelta(days=days - 1)
    step = step_of(days)
    with service.database.reading() as work:
        counted = _over_time(work.statistics, viewer, since, until, step)
        moment, _ = _start(since)
        pages = work.statistics.pages_since(moment)
        warnings = work.statistics.warnings_since(moment)
        complete, incomplete = work.grids.standing(viewer)
        return Statistics(
            since=since,
            until=until,
            step=step,
            **counted,
            waiting=_waiting(work, viewer, service.now()),
            complete=complete,
            incomplete=incomplete,
            requirements=requirement_counts(service, work, viewer, language),
            ends=_ends(work, viewer, until),
            pages=sum(one.pages for one in pages),
            warned=sum(one.warned for one in pages),
            warnings=[WarnedPages(code=code, pages=count) for code, count in warnings.most_common()],
            inboxes=[InboxQuality(inbox=one.inbox, pages=one.pages, warned=one.warned) for one in pages],
        )


def files_per_day(service: Service, days: int) -> Spans:
    """Return the files received on each of the last days, by the state they are in now."""
    until = service.today()
    since = until - dt.timedelta(days=days - 1)
    with service.database.reading() as work:
        rows = work.statistics.files_per_day(*_start(since))
    return _spans(rows, FILES, since, until, "day")


def _start(day: dt.date) -> tuple[dt.datetime, dt.timedelta]:
    """Return the moment a day of the office begins, and how far its clock is from UTC now."""
    offset = dt.datetime.now(dt.UTC).astimezone().utcoffset() or dt.timedelta()
    return dt.datetime.combine(day, dt.time(), dt.timezone(offset)), offset


def _over_time(
    counts: StatisticsRepository, viewer: Viewer, since: dt.date, until: dt.date, step: str
) -> dict[str, Spans]:
    start = _start(since)
    found: dict[str, tuple[list[DayCount], Sequence[str]]] = {
        "files": (counts.files_per_day(*start), FILES),
        "papers": (counts.papers_per_day(viewer, *start), PAPERS),
        "reviews": (counts.acts_per_day(viewer, DECISIONS, *start), DECISIONS),
    }
    return {name: _spans(rows, kinds, since, until, step) for name, (rows, kinds) in found.items()}


def _spans(
    rows: Iterable[DayCount], kinds: Sequence[str], since: dt.date, until: dt.date, step: str
) -> Spans:
    spans = spans_between(since, until, step)
    counts = {first: [0] * len(kinds) for first in spans.values()}
    for row in rows:
        if row.kind in kinds and row.day in spans:
            counts[spans[row.day]][kinds.index(row.kind)] += row.count
    return Spans(
        kinds=list(kinds), rows=[SpanCounts(first=first, counts=one) for first, one in counts.items()]
    )


def _waiting(work: Work, viewer: Viewer, now: dt.datetime) -> list[Waiting]:
    counts = work.statistics.waiting_since(viewer, [now - dt.timedelta(days=age) for age in AGES])
    return [Waiting(days=age, papers=count) for age, count in zip((*AGES, None), counts, strict=True)]


def requirement_counts(
    service: Service, work: Work, viewer: Viewer, language: str
) -> list[RequirementCounts]:
    """Return every requirement of the profile that some checklist has, with its lines by state."""
    counts: dict[str, dict[str, int]] = {}
    for line in work.grids.lines(viewer):
        counts.setdefault(line.requirement, {})[line.state] = line.count
    return [
        RequirementCounts(id=one.id, title=title_in(one, language), counts=counts[one.id])
        for one in service.profile.requirements
        if one.id in counts
    ]


def _ends(work: Work, viewer: Viewer, today: dt.date) -> list[MonthEnds]:
    first = month_of(today)
    months = {add_months(first, number): 0 for number in range(MONTHS)}
    last = add_months(first, MONTHS) - dt.timedelta(days=1)
    for row in work.grids.ends_per_day(viewer, first, last):
        months[month_of(row.day)] += row.count
    return [MonthEnds(month=month, lines=lines) for month, lines in months.items()]

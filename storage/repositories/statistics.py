"""Counts by day: what came in, what was filed, what people decided, how well was scanned."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, case, cast, func, literal_column, select

from storage.repositories.base import Repository, sees_document
from storage.states import DocumentState
from storage.tables.documents import ActDocuments, Acts, Documents
from storage.tables.scans import Pages, Scans
from storage.values_statistics import DayCount, InboxPages
from storage.viewer import Viewer

# by its name: PostgreSQL takes the same expression with other parameters for another one
_DAY: ColumnElement[Any] = literal_column("day")
_NO_SCAN = 2**31 - 1


class StatisticsRepository(Repository):
    """Counts since a moment. Days are those of an offset from UTC, the same for all of them."""

    def files_per_day(self, since: dt.datetime, offset: dt.timedelta) -> list[DayCount]:
        """Count the files received by day and by the state they are in now."""
        counted = select(Scans.state.label("kind"), func.count().label("number"))
        return self._per_day(counted, Scans.received_at, since, offset)

    def papers_per_day(self, viewer: Viewer, since: dt.datetime, offset: dt.timedelta) -> list[DayCount]:
        """Count the papers by the day they were cut from their scan and by the state they are in now."""
        counted = select(Documents.state.label("kind"), func.count().label("number"))
        return self._per_day(counted.where(sees_document(viewer)), Documents.created_at, since, offset)

    def acts_per_day(
        self, viewer: Viewer, verbs: Collection[str], since: dt.datetime, offset: dt.timedelta
    ) -> list[DayCount]:
        """Count what people did by day and verb; for who sees some teams only, to papers of those."""
        counted = select(Acts.verb.label("kind"), func.count(Acts.id.distinct()).label("number"))
        counted = counted.where(Acts.verb.in_(verbs))
        if viewer.visible_teams is not None:
            counted = (
                counted.join(ActDocuments, ActDocuments.act_id == Acts.id)
                .join(Documents, Documents.id == ActDocuments.document_id)
                .where(sees_document(viewer))
            )
        return self._per_day(counted, Acts.at, since, offset)

    def waiting_since(self, viewer: Viewer, edges: Sequence[dt.datetime]) -> list[int]:
        """Count the papers in review by age: those since ``edges[0]``, then older ones between two edges.

        ``edges`` go back in time; the last count is of the papers older than all of them.
        """
        age = case(
            *((Documents.created_at >= edge, number) for number, edge in enumerate(edges)), else_=len(edges)
        )
        statement = select(age.label("age"), func.count()).where(
            Documents.state == DocumentState.REVIEW, sees_document(viewer)
        )
        found = {
            number: count
            for number, count in self._session.execute(statement.group_by(literal_column("age")))
        }
        return [found.get(number, 0) for number in range(len(edges) + 1)]

    def pages_since(self, since: dt.datetime) -> list[InboxPages]:
        """Count the pages received by inbox, and those of them that bear a warning."""
        pages = select(Scans.inbox, func.coalesce(func.sum(Scans.pages), 0)).where(
            Scans.received_at >= since  # as in the index, which has all that is asked here
        )
        warned = (
            select(Scans.inbox, func.count())
            .join(Pages, Pages.scan_id == Scans.id)
            .where(Pages.scan_id >= self._first_scan(since), Pages.warnings.is_not(None))
        )
        found = {inbox: count for inbox, count in self._session.execute(warned.group_by(Scans.inbox))}
        by_inbox = pages.group_by(Scans.inbox).order_by(Scans.inbox)
        return [
            InboxPages(inbox, int(count or 0), found.get(inbox, 0))
            for inbox, count in self._session.execute(by_inbox)
        ]

    def warnings_since(self, since: dt.datetime) -> Counter[str]:
        """Count the pages received by the code of what is wrong with them; a page may have several."""
        statement = (
            select(Pages.warnings, func.count())
            .where(Pages.scan_id >= self._first_scan(since), Pages.warnings.is_not(None))
            .group_by(Pages.warnings)
        )
        counts: Counter[str] = Counter()
        for codes, count in self._session.execute(statement):
            for code in (codes or "").split():
                counts[code] += count
        return counts

    def _first_scan(self, since: dt.datetime) -> int:
        """Return the first scan received since a moment: its pages are found by number, not by moment."""
        first = select(func.min(Scans.id)).where(Scans.received_at >= since)
        return self._session.scalar(first) or _NO_SCAN

    def _per_day(
        self, counted: Select[str, int], moment: Any, since: dt.datetime, offset: dt.timedelta
    ) -> list[DayCount]:
        """Count by day what ``counted`` counts by kind; in order of days, then of kinds."""
        kind = counted.selected_columns["kind"]
        if not self._on_sqlite:
            day = cast(func.timezone("UTC", moment) + offset, Date).label("day")
            rows = self._session.execute(
                counted.add_columns(day).where(moment >= since).group_by(_DAY, kind).order_by(_DAY, kind)
            )
            return [DayCount(day, str(kind), count) for kind, count, day in rows]
        # each day is a span of the index; put in order as a whole, a year's moments take three times as long
        days = func.json_each(self._days(moment, since, offset)).table_valued("value").alias("days")
        name, first, next_ = (func.json_extract(days.c.value, f"$[{place}]") for place in range(3))
        of_a_day = (
            counted.where(moment >= first, moment < next_)
            .group_by(kind)
            .order_by(kind)
            .correlate(days)
            .subquery()
        )
        numbers = select(func.json_group_object(of_a_day.c.kind, of_a_day.c.number)).scalar_subquery()
        return [
            DayCount(dt.date.fromisoformat(day), kind, number)
            for day, found in self._session.execute(select(name, numbers))
            for kind, number in json.loads(found).items()
        ]

    def _days(self, moment: Any, since: dt.datetime, offset: dt.timedelta) -> str:
        """Return the days up to the last moment there is, as JSON: name, beginning, beginning of the next."""
        last = self._session.scalar(select(func.max(moment))) or since
        days, start = [], since.astimezone(dt.UTC)
        while start <= last:
            day = (start + offset).date()
            next_ = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), dt.UTC) - offset
            days.append((day.isoformat(), _stored(start), _stored(next_)))
            start = next_
        return json.dumps(days)


def _stored(moment: dt.datetime) -> str:
    """Return a moment of UTC as SQLite keeps it."""
    return moment.replace(tzinfo=None).isoformat(" ", "microseconds")

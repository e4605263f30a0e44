"""Counts by day: what came in, what was filed, what people decided, how well was scanned."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Date, case, cast, func, literal_column, select

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
        day = self._day(Scans.received_at, offset)
        statement = select(day, Scans.state, func.count()).where(Scans.received_at >= since)
        return _days(self._session.execute(statement.group_by(_DAY, Scans.state)))

    def papers_per_day(self, viewer: Viewer, since: dt.datetime, offset: dt.timedelta) -> list[DayCount]:
        """Count the papers by the day they were cut from their scan and by the state they are in now."""
        day = self._day(Documents.created_at, offset)
        statement = select(day, Documents.state, func.count()).where(
            Documents.created_at >= since, sees_document(viewer)
        )
        return _days(self._session.execute(statement.group_by(_DAY, Documents.state)))

    def acts_per_day(
        self, viewer: Viewer, verbs: Collection[str], since: dt.datetime, offset: dt.timedelta
    ) -> list[DayCount]:
        """Count what people did by day and verb; for who sees some teams only, to papers of those."""
        day = self._day(Acts.at, offset)
        statement = select(day, Acts.verb, func.count(Acts.id.distinct())).where(
            Acts.at >= since, Acts.verb.in_(verbs)
        )
        if viewer.visible_teams is not None:
            statement = (
                statement.join(ActDocuments, ActDocuments.act_id == Acts.id)
                .join(Documents, Documents.id == ActDocuments.document_id)
                .where(sees_document(viewer))
            )
        return _days(self._session.execute(statement.group_by(_DAY, Acts.verb)))

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
        first = self._first_scan(since)
        pages = select(Scans.inbox, func.coalesce(func.sum(Scans.pages), 0)).where(Scans.id >= first)
        warned = (
            select(Scans.inbox, func.count())
            .join(Pages, Pages.scan_id == Scans.id)
            .where(Pages.scan_id >= first, Pages.warnings.is_not(None))
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

    def _day(self, moment: Any, offset: dt.timedelta) -> Any:
        if self._on_sqlite:
            return func.date(moment, f"{offset.total_seconds():+.0f} seconds").label("day")
        return cast(func.timezone("UTC", moment) + offset, Date).label("day")


def _days(rows: Any) -> list[DayCount]:
    return [DayCount(dt.date.fromisoformat(str(day)), str(kind), count) for day, kind, count in rows]

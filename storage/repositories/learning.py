"""Corrections by people, and the versions of rules that came of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, or_, select

from storage.errors import NotVisible
from storage.repositories.base import Repository, columns, sees_document
from storage.states import LIVE, RuleState
from storage.tables.documents import Acts, DocumentPages, Documents
from storage.tables.learning import Corrections, RuleVersions
from storage.tables.scans import Pages
from storage.values_learning import Correction, PaperOfArchive, RuleVersion
from storage.viewer import Viewer

_CORRECTION = (
    *(Corrections.document_id, Corrections.kind, Corrections.type),
    *(Corrections.field, Corrections.before, Corrections.after),
    *(Acts.actor, Acts.at),
)
_VERSION = columns(RuleVersions, RuleVersion)
_AT_ONCE = 50


class RuleRepository(Repository):
    """Evidence for rules, and rules as they were at any time."""

    def remember(self, act_id: int, corrections: Sequence[Mapping[str, Any]]) -> None:
        """Keep what an act set right."""
        self._session.add_all(Corrections(act_id=act_id, **one) for one in corrections)
        self._session.flush()

    def corrections(self, viewer: Viewer) -> list[Correction]:
        """Return what people set right in live documents, oldest first; what was undone is left out."""
        statement = (
            select(*_CORRECTION)
            .join(Acts, Acts.id == Corrections.act_id)
            .join(Documents, Documents.id == Corrections.document_id)
            .where(Acts.undone_by.is_(None), Documents.state.in_(LIVE), sees_document(viewer))
            .order_by(Corrections.id)
        )
        return self._values(Correction, statement)

    def add_version(
        self,
        rule: str,
        state: RuleState,
        text: str,
        by: str,
        now: dt.datetime,
        figures: Mapping[str, Any] | None = None,
    ) -> RuleVersion:
        """Add a version to a rule, the first one where it is new."""
        known = self._session.scalar(select(func.max(RuleVersions.version)).where(RuleVersions.rule == rule))
        row = RuleVersions(
            rule=rule,
            version=(known or 0) + 1,
            state=state,
            text=text,
            figures=dict(figures or {}),
            set_by=by,
            set_at=now,
        )
        self._session.add(row)
        self._session.flush()
        return self.get(rule)

    def get(self, rule: str) -> RuleVersion:
        """Return a rule as it is now.

        Raises:
            NotVisible: there is none.
        """
        statement = select(*_VERSION).where(RuleVersions.rule == rule)
        found = self._value(RuleVersion, statement.order_by(RuleVersions.version.desc()).limit(1))
        if found is None:
            raise NotVisible(f"no rule {rule}")
        return found

    def all_now(self) -> list[RuleVersion]:
        """Return every rule as it is now, in the order they were made."""
        newest = select(func.max(RuleVersions.id)).group_by(RuleVersions.rule)
        first = (
            select(func.min(RuleVersions.id).label("first"), RuleVersions.rule.label("name"))
            .group_by(RuleVersions.rule)
            .subquery()
        )
        statement = select(*_VERSION).join(first, first.c.name == RuleVersions.rule)
        return self._values(RuleVersion, statement.where(RuleVersions.id.in_(newest)).order_by(first.c.first))

    def history(self, rule: str | None = None) -> list[RuleVersion]:
        """Return all versions, of one rule or of all, newest first."""
        statement = select(*_VERSION).order_by(RuleVersions.id.desc())
        return self._values(
            RuleVersion, statement if rule is None else statement.where(RuleVersions.rule == rule)
        )

    def stamp(self) -> int:
        """Return a number that grows with every version of any rule."""
        return self._session.scalar(select(func.max(RuleVersions.id))) or 0

    def types_in_use(self) -> set[str]:
        """Return the types that live documents have."""
        return set(self._session.scalars(select(Documents.type).where(Documents.state.in_(LIVE)).distinct()))

    def papers(self, viewer: Viewer, *, limit: int | None = None) -> Iterator[PaperOfArchive]:
        """Give live documents, newest first, with what was read on their pages; few are held at a time."""
        statement = (
            select(Documents.id)
            .where(Documents.state.in_(LIVE), sees_document(viewer))
            .order_by(Documents.id.desc())
        )
        ids = list(self._session.scalars(statement if limit is None else statement.limit(limit)))
        for start in range(0, len(ids), _AT_ONCE):
            yield from self._papers(ids[start : start + _AT_ONCE])

    def count_papers(self, viewer: Viewer) -> int:
        """Return how many papers ``papers`` gives without a limit."""
        wanted = Documents.state.in_(LIVE), sees_document(viewer)
        return self._session.scalar(select(func.count()).select_from(Documents).where(*wanted)) or 0

    def _papers(self, ids: Sequence[int]) -> Iterator[PaperOfArchive]:
        rows = self._session.execute(
            select(DocumentPages.document_id, Pages.result)
            .join(Pages, Pages.id == DocumentPages.page_id)
            .where(DocumentPages.document_id.in_(ids), DocumentPages.live, Pages.result.is_not(None))
            .order_by(DocumentPages.document_id, DocumentPages.position)
        )
        pages: dict[int, list[str]] = {}
        for document_id, result in rows:
            pages.setdefault(document_id, []).append(result or "")
        by_person = or_(Documents.type_by_person, Documents.confirmed_by.is_not(None))
        known = select(Documents.id, Documents.type, Documents.title, by_person, Documents.party)
        for row in self._session.execute(known.where(Documents.id.in_(ids)).order_by(Documents.id.desc())):
            name = str((row[4] or {}).get("name") or "")
            yield PaperOfArchive(row[0], row[1], row[2], bool(row[3]), name, tuple(pages.get(row[0], ())))

"""The journal of changes that can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import aliased

from storage.errors import Conflict, NotVisible
from storage.repositories.base import Repository, columns
from storage.tables.documents import ActDocuments, Acts
from storage.values import Act, StandingAct

_ACT = [column for column in columns(Acts, Act) if column.key != "document_ids"]
_STANDING = columns(Acts, StandingAct)
_STANDS = Acts.undone_by.is_(None), Acts.verb != "undo"


class ActRepository(Repository):
    """Which change touched which documents, and what was before it."""

    def record(
        self,
        verb: str,
        actor: str,
        now: dt.datetime,
        document_ids: Collection[int],
        before: Mapping[str, Any],
        after: Mapping[str, Any],
    ) -> Act:
        """Remember a change; ``before`` and ``after`` are JSON snapshots of the caller's making."""
        row = Acts(verb=verb, actor=actor, at=now, before=dict(before), after=dict(after))
        self._session.add(row)
        self._session.flush()
        self._session.add_all(
            ActDocuments(act_id=row.id, document_id=document_id) for document_id in set(document_ids)
        )
        self._session.flush()
        return self.get(row.id)

    def get(self, act_id: int) -> Act:
        """Return one change.

        Raises:
            NotVisible: there is none.
        """
        found = self._value(Act, select(*_ACT).where(Acts.id == act_id))
        if found is None:
            raise NotVisible(f"no act {act_id}")
        ids = select(ActDocuments.document_id).where(ActDocuments.act_id == act_id)
        touched = self._session.scalars(ids.order_by(ActDocuments.document_id))
        return replace(found, document_ids=tuple(touched))

    def last_of(self, document_id: int) -> Act | None:
        """Return the newest change of a document that still stands."""
        newest = (
            select(Acts.id)
            .join(ActDocuments, ActDocuments.act_id == Acts.id)
            .where(ActDocuments.document_id == document_id, *_STANDS)
            .order_by(Acts.id.desc())
            .limit(1)
        )
        act_id = self._session.scalar(newest)
        return None if act_id is None else self.get(act_id)

    def standing_of(self, document_id: int, verb: str) -> list[Act]:
        """Return the changes of one kind to a document that were not taken back, oldest first."""
        made = (
            select(Acts.id)
            .join(ActDocuments, ActDocuments.act_id == Acts.id)
            .where(ActDocuments.document_id == document_id, Acts.verb == verb, *_STANDS)
            .order_by(Acts.id)
        )
        return [self.get(act_id) for act_id in self._session.scalars(made)]

    def first_since(self, document_id: int, moment: dt.datetime) -> Act | None:
        """Return the oldest change of a document from a moment on, whether it still stands or not."""
        oldest = (
            select(Acts.id)
            .join(ActDocuments, ActDocuments.act_id == Acts.id)
            .where(ActDocuments.document_id == document_id, Acts.at >= moment)
            .order_by(Acts.id)
            .limit(1)
        )
        act_id = self._session.scalar(oldest)
        return None if act_id is None else self.get(act_id)

    def standing(self, actor: str, limit: int) -> list[StandingAct]:
        """Return the newest changes of a person that were not taken back, newest first."""
        newest = select(*_STANDING).where(Acts.actor == actor, *_STANDS).order_by(Acts.id.desc()).limit(limit)
        acts = self._values(StandingAct, newest)
        ids = [act.id for act in acts]
        touched: dict[int, list[int]] = {}
        papers = select(ActDocuments.act_id, ActDocuments.document_id).where(ActDocuments.act_id.in_(ids))
        for act_id, document_id in self._session.execute(papers.order_by(ActDocuments.document_id)):
            touched.setdefault(act_id, []).append(document_id)
        covered = self._covered(ids)
        return [
            replace(act, document_ids=tuple(touched.get(act.id, ())), free=act.id not in covered)
            for act in acts
        ]

    def is_last(self, act: Act) -> bool:
        """Tell whether no later standing change touched the same documents."""
        return not self._covered([act.id])

    def _covered(self, act_ids: Collection[int]) -> set[int]:
        """Return those changes on which a later one stands: it touched a document of theirs."""
        theirs = aliased(ActDocuments)
        later = (
            select(theirs.act_id)
            .join(ActDocuments, ActDocuments.document_id == theirs.document_id)
            .join(Acts, Acts.id == ActDocuments.act_id)
            .where(theirs.act_id.in_(act_ids), ActDocuments.act_id > theirs.act_id, *_STANDS)
            .distinct()
        )
        return set(self._session.scalars(later))

    def mark_undone(self, act_id: int, undone_by: int) -> None:
        """Remember which act took a change back.

        Raises:
            Conflict: it was taken back before.
        """
        if self.get(act_id).undone_by is not None:
            raise Conflict(f"act {act_id} was undone before")
        self._session.execute(update(Acts).where(Acts.id == act_id).values(undone_by=undone_by))

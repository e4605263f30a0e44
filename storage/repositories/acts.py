"""The journal of changes that can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select, update

from storage.errors import Conflict, NotVisible
from storage.repositories.base import Repository, columns
from storage.tables.documents import ActDocuments, Acts
from storage.values import Act

_ACT = [column for column in columns(Acts, Act) if column.key != "document_ids"]


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
            .where(ActDocuments.document_id == document_id, Acts.undone_by.is_(None), Acts.verb != "undo")
            .order_by(Acts.id.desc())
            .limit(1)
        )
        act_id = self._session.scalar(newest)
        return None if act_id is None else self.get(act_id)

    def standing(self, actor: str, limit: int) -> list[Act]:
        """Return the newest changes of a person that were not taken back, newest first."""
        theirs = Acts.actor == actor, Acts.undone_by.is_(None), Acts.verb != "undo"
        ids = select(Acts.id).where(*theirs).order_by(Acts.id.desc()).limit(limit)
        return [self.get(act_id) for act_id in list(self._session.scalars(ids))]

    def is_last(self, act: Act) -> bool:
        """Tell whether no later standing change touched the same documents."""
        later = (
            select(Acts.id)
            .join(ActDocuments, ActDocuments.act_id == Acts.id)
            .where(
                ActDocuments.document_id.in_(act.document_ids),
                Acts.id > act.id,
                Acts.undone_by.is_(None),
                Acts.verb != "undo",
            )
            .limit(1)
        )
        return self._session.scalar(later) is None

    def mark_undone(self, act_id: int, undone_by: int) -> None:
        """Remember which act took a change back.

        Raises:
            Conflict: it was taken back before.
        """
        if self.get(act_id).undone_by is not None:
            raise Conflict(f"act {act_id} was undone before")
        self._session.execute(update(Acts).where(Acts.id == act_id).values(undone_by=undone_by))

"""Merging and renaming customers: what moves from one dossier to another, and the journal to take it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, or_, select, update

from storage.errors import Conflict, NotVisible
from storage.repositories.base import Repository, columns
from storage.tables.customers import CustomerChanges, Facts, RequirementStates, Shipments, Waivers
from storage.tables.documents import Documents
from storage.touched import touch_customers
from storage.values_customers import CustomerChange
from storage.viewer import Viewer

_CHANGE = columns(CustomerChanges, CustomerChange)
_MOVING: Mapping[str, Any] = {"documents": Documents, "shipments": Shipments, "waivers": Waivers}


class CustomerChangeRepository(Repository):
    """Changes of whole customers. Viewers were checked where the customers were read."""

    def record(
        self,
        verb: str,
        customer_id: int,
        other_id: int | None,
        actor: str,
        now: dt.datetime,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
    ) -> int:
        """Remember a change; returns its id."""
        row = CustomerChanges(
            verb=verb,
            customer_id=customer_id,
            other_id=other_id,
            actor=actor,
            at=now,
            before=dict(before),
            after=dict(after),
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def get(self, viewer: Viewer, change_id: int) -> CustomerChange:
        """Return one change; who may see its customers was asked before.

        Raises:
            NotVisible: there is none.
        """
        found = self._value(CustomerChange, select(*_CHANGE).where(CustomerChanges.id == change_id))
        if found is None:
            raise NotVisible(f"no change {change_id}")
        return found

    def of(self, viewer: Viewer, customer_id: int) -> list[CustomerChange]:
        """Return the changes of a customer and the merges into it, newest first."""
        theirs = or_(CustomerChanges.customer_id == customer_id, CustomerChanges.other_id == customer_id)
        return self._values(
            CustomerChange, select(*_CHANGE).where(theirs).order_by(CustomerChanges.id.desc())
        )

    def mark_undone(self, change_id: int, undone_by: str, now: dt.datetime) -> None:
        """Remember who took a change back.

        Raises:
            Conflict: it was taken back before.
        """
        standing = CustomerChanges.id == change_id, CustomerChanges.undone_at.is_(None)
        if self._session.scalar(select(CustomerChanges.id).where(*standing)) is None:
            raise Conflict(f"customer change {change_id} was undone before")
        self._session.execute(
            update(CustomerChanges).where(*standing).values(undone_at=now, undone_by=undone_by)
        )

    def move_all(self, from_id: int, into_id: int, now: dt.datetime) -> dict[str, list[int]]:
        """Give everything that hangs on one customer to another; returns what, by kind, as row ids.

        Facts that only the first one has are copied; the first one's checklist is emptied.
        """
        moved = {
            kind: list(self._session.scalars(select(table.id).where(table.customer_id == from_id)))
            for kind, table in _MOVING.items()
        }
        self.move(moved, from_id, into_id, now)
        self._session.execute(delete(RequirementStates).where(RequirementStates.customer_id == from_id))
        return moved

    def move(self, rows: Mapping[str, Sequence[int]], from_id: int, into_id: int, now: dt.datetime) -> None:
        """Give rows to another customer, as far as they still are the first one's."""
        for kind, ids in rows.items():
            table = _MOVING[kind]
            values: dict[str, Any] = {"customer_id": into_id}
            if table is Documents:
                values |= {"updated_at": now, "version": Documents.version + 1}
            for start in range(0, len(ids), 500):
                theirs = table.id.in_(ids[start : start + 500]), table.customer_id == from_id
                self._session.execute(update(table).where(*theirs).values(**values))
        self._session.expire_all()
        touch_customers(self._session, (from_id, into_id))

    def copy_facts(self, from_id: int, into_id: int) -> list[str]:
        """Say of a customer what was said only of another; returns which facts."""
        known = set(self._session.scalars(select(Facts.fact).where(Facts.customer_id == into_id)))
        copied = []
        for row in self._session.scalars(select(Facts).where(Facts.customer_id == from_id)):
            if row.fact not in known:
                self._session.add(
                    Facts(
                        customer_id=into_id,
                        fact=row.fact,
                        value=row.value,
                        set_by=row.set_by,
                        set_at=row.set_at,
                    )
                )
                copied.append(row.fact)
        self._session.flush()
        return copied

    def drop_facts(self, facts: Sequence[str], from_id: int, into_id: int) -> None:
        """Take copied facts back, as far as nobody set them anew since."""
        theirs = {
            row.fact: row.set_at
            for row in self._session.scalars(select(Facts).where(Facts.customer_id == from_id))
        }
        for row in self._session.scalars(select(Facts).where(Facts.customer_id == into_id)):
            if row.fact in facts and theirs.get(row.fact) == row.set_at:
                self._session.delete(row)
        self._session.flush()

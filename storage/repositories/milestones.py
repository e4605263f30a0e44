"""When dossiers became complete and when they fell back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from storage.repositories.base import Repository, columns, sees_customer
from storage.tables.customers import CompletenessHistory, Customers
from storage.values import Milestone
from storage.viewer import Viewer

_MILESTONE = columns(CompletenessHistory, Milestone)


class MilestoneRepository(Repository):
    """Rows are added, never changed."""

    def add(
        self, customer_id: int, at: dt.datetime, *, complete: bool, missing: int, changes: Sequence[Any]
    ) -> None:
        """Note that a dossier became complete or fell back."""
        self._session.add(
            CompletenessHistory(
                customer_id=customer_id, at=at, complete=complete, missing=missing, changes=list(changes)
            )
        )
        self._session.flush()

    def of(self, viewer: Viewer, customer_id: int) -> list[Milestone]:
        """Return a customer's history, newest first; nothing when the viewer may not see it."""
        statement = (
            select(*_MILESTONE)
            .join(Customers, Customers.id == CompletenessHistory.customer_id)
            .where(CompletenessHistory.customer_id == customer_id, sees_customer(viewer))
            .order_by(CompletenessHistory.id.desc())
        )
        return self._values(Milestone, statement)

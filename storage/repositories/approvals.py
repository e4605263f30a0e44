"""What was asked with a reason, and who granted or refused it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select, update

from storage.errors import NotVisible
from storage.repositories.base import Repository, columns, of_dossier, sees_dossier
from storage.states import ApprovalKind
from storage.tables.archive import Approvals
from storage.tables.customers import Customers
from storage.values_archive import Approval
from storage.viewer import Viewer

_APPROVAL = columns(Approvals, Approval)


class Approved(Repository):
    """Requests and decisions; the handovers they are about are the repository's that grows out of this."""

    def ask(
        self,
        customer_id: int,
        kind: ApprovalKind,
        reason: str,
        asked_by: str,
        now: dt.datetime,
        *,
        handover_id: int | None = None,
        until: dt.date | None = None,
    ) -> Approval:
        """Ask for something."""
        row = Approvals(
            customer_id=customer_id,
            handover_id=handover_id,
            kind=kind,
            reason=reason,
            until=until,
            asked_by=asked_by,
            asked_at=now,
        )
        self._session.add(row)
        self._session.flush()
        return self._approval(row.id)

    def decide(
        self, approval_id: int, granted: bool, decided_by: str, now: dt.datetime, answer: str
    ) -> Approval:
        """Grant or refuse."""
        self._session.execute(
            update(Approvals)
            .where(Approvals.id == approval_id)
            .values(granted=granted, decided_by=decided_by, decided_at=now, answer=answer)
        )
        return self._approval(approval_id)

    def approval(self, viewer: Viewer, approval_id: int) -> Approval:
        """Return what was asked.

        Raises:
            NotVisible: nothing, or not for this viewer.
        """
        return self._approval(approval_id, sees_dossier(viewer))

    def approvals(self, viewer: Viewer, customer_id: int) -> list[Approval]:
        """Return what was asked for a customer and for those merged into it, the newest first."""
        return self._values(
            Approval,
            select(*_APPROVAL)
            .where(Approvals.customer_id.in_(of_dossier(viewer, customer_id)))
            .order_by(Approvals.id.desc()),
        )

    def undecided(self, viewer: Viewer) -> list[Approval]:
        """Return what waits for an approver, the oldest first."""
        return self._values(
            Approval,
            select(*_APPROVAL)
            .join(Customers, Customers.id == Approvals.customer_id)
            .where(Approvals.granted.is_(None), sees_dossier(viewer))
            .order_by(Approvals.id),
        )

    def _approval(self, approval_id: int, *conditions: Any) -> Approval:
        found = self._value(
            Approval,
            select(*_APPROVAL)
            .join(Customers, Customers.id == Approvals.customer_id)
            .where(Approvals.id == approval_id, *conditions),
        )
        if found is None:
            raise NotVisible(f"no approval {approval_id}")
        return found

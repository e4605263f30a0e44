"""Handovers with their lists and signatures, and what was asked and granted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import delete, func, select, update

from storage.errors import NotVisible
from storage.repositories.approvals import Approved
from storage.repositories.base import columns, of_dossier, sees_dossier
from storage.states import HandoverState, HandoverStep
from storage.tables.archive import HandoverDocuments, Handovers, HandoverSteps
from storage.tables.customers import Customers
from storage.values_archive import Handover, HandoverLine, Signature
from storage.viewer import SYSTEM, Viewer

_HANDOVER = columns(Handovers, Handover)
_LINE = columns(HandoverDocuments, HandoverLine)
_SIGNATURE = columns(HandoverSteps, Signature)
_STEPS_LOCK = 0x0A0D19


class HandoverRepository(Approved):
    """What goes from the collector over the checker to the archivist."""

    def lock_steps(self) -> None:
        """Let no other unit of work sign, ask or decide, or change what may be locked, until this one ends.

        Called before anything is read that the step depends on, and before other locks.
        """
        if not self._on_sqlite:  # SQLite's writing units are alone anyway
            self._session.execute(select(func.pg_advisory_xact_lock(_STEPS_LOCK)))

    def hold_steps(self) -> None:
        """Let no other unit of work sign until this one, which changes papers, ends; many hold at once."""
        if not self._on_sqlite:
            self._session.execute(select(func.pg_advisory_xact_lock_shared(_STEPS_LOCK)))

    def start(
        self,
        customer_id: int,
        lines: Sequence[HandoverLine],
        octets: int,
        now: dt.datetime,
        *,
        name: str | None,
        number: str | None,
        totals: tuple[int, int] | None = None,
    ) -> Handover:
        """Open a handover with its list; ``name`` and ``number`` are the dossier's at that moment.

        ``totals`` are documents and pages of a list some of whose lines did not come along.
        """
        documents, pages = totals or (len(lines), sum(line.pages for line in lines))
        row = Handovers(
            customer_id=customer_id,
            state=HandoverState.LISTED,
            documents=documents,
            pages=pages,
            octets=octets,
            gaps=[],
            customer_name=name,
            customer_number=number,
            started_at=now,
        )
        self._session.add(row)
        self._session.flush()
        self.set_lines(row.id, lines)
        return self._get(row.id)

    def set_lines(self, handover_id: int, lines: Sequence[HandoverLine]) -> None:
        """Write the list anew."""
        self._session.execute(delete(HandoverDocuments).where(HandoverDocuments.handover_id == handover_id))
        self._session.add_all(
            HandoverDocuments(handover_id=handover_id, position=position, **asdict(line))
            for position, line in enumerate(lines, start=1)
        )
        self._session.flush()

    def sign(
        self,
        handover_id: int,
        step: HandoverStep,
        signed_by: str,
        now: dt.datetime,
        note: str = "",
        told: Mapping[str, Any] | None = None,
    ) -> None:
        """Put a signature under a handover."""
        here = HandoverSteps.handover_id == handover_id
        last = self._session.scalar(select(func.max(HandoverSteps.position)).where(here)) or 0
        self._session.add(
            HandoverSteps(
                handover_id=handover_id,
                position=last + 1,
                step=step,
                signed_by=signed_by,
                signed_at=now,
                note=note,
                told=dict(told or {}),
            )
        )
        self._session.flush()

    def set_state(
        self,
        handover_id: int,
        state: HandoverState,
        *,
        gaps: Sequence[Any] | None = None,
        ended_at: dt.datetime | None = None,
    ) -> Handover:
        """Bring a handover into another state."""
        values: dict[str, Any] = {"state": state}
        if gaps is not None:
            values["gaps"] = list(gaps)
        if ended_at is not None:
            values["ended_at"] = ended_at
        self._session.execute(update(Handovers).where(Handovers.id == handover_id).values(**values))
        return self._get(handover_id)

    def get(self, viewer: Viewer, handover_id: int) -> Handover:
        """Return one handover with its list and signatures.

        Raises:
            NotVisible: there is none, or not for this viewer.
        """
        return self._get(handover_id, sees_dossier(viewer))

    def of_customer(self, viewer: Viewer, customer_id: int) -> list[Handover]:
        """Return the handovers of a customer and of those merged into it, the newest first."""
        theirs = (
            select(Handovers.id)
            .where(Handovers.customer_id.in_(of_dossier(viewer, customer_id)))
            .order_by(Handovers.id.desc())
        )
        return [self._get(one) for one in self._session.scalars(theirs)]

    def under_way(self, viewer: Viewer) -> list[Handover]:
        """Return the handovers that wait for a signature, the oldest first."""
        waiting = (
            select(Handovers.id)
            .join(Customers, Customers.id == Handovers.customer_id)
            .where(Handovers.state.in_((HandoverState.LISTED, HandoverState.CHECKED)), sees_dossier(viewer))
            .order_by(Handovers.id)
        )
        return [self._get(one) for one in self._session.scalars(waiting)]

    def received(self, viewer: Viewer, limit: int) -> list[Handover]:
        """Return the handovers that were received and not opened again, the newest first."""
        done = (
            select(Handovers.id)
            .join(Customers, Customers.id == Handovers.customer_id)
            .where(Handovers.state == HandoverState.RECEIVED, sees_dossier(viewer))
            .order_by(Handovers.ended_at.desc(), Handovers.id.desc())
            .limit(limit)
        )
        return [self._get(one) for one in self._session.scalars(done)]

    def locked(self, document_ids: Collection[int]) -> dict[int, int]:
        """Return which of some documents were handed over, each with its handover, for the machine."""
        found = self._session.execute(
            select(HandoverDocuments.document_id, HandoverDocuments.handover_id)
            .join(Handovers, Handovers.id == HandoverDocuments.handover_id)
            .where(HandoverDocuments.document_id.in_(document_ids), Handovers.state == HandoverState.RECEIVED)
        )
        return {document_id: handover_id for document_id, handover_id in found}

    def is_locked(self, customer_id: int) -> bool:
        """Tell whether anything of a customer or of those merged into it was handed over, for the machine."""
        theirs = Handovers.customer_id.in_(of_dossier(SYSTEM, customer_id))
        received = theirs, Handovers.state == HandoverState.RECEIVED
        return self._session.scalar(select(Handovers.id).where(*received).limit(1)) is not None

    def _get(self, handover_id: int, *conditions: Any) -> Handover:
        found = self._value(
            Handover,
            select(*_HANDOVER)
            .join(Customers, Customers.id == Handovers.customer_id)
            .where(Handovers.id == handover_id, *conditions),
        )
        if found is None:
            raise NotVisible(f"no handover {handover_id}")
        lines = select(*_LINE).where(HandoverDocuments.handover_id == handover_id)
        steps = select(*_SIGNATURE).where(HandoverSteps.handover_id == handover_id)
        return replace(
            found,
            lines=tuple(self._values(HandoverLine, lines.order_by(HandoverDocuments.position))),
            signatures=tuple(self._values(Signature, steps.order_by(HandoverSteps.position))),
        )

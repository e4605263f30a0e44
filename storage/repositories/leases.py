"""Who works on which scan: leases that end by themselves when their owner dies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import CursorResult, func, or_, select, update

from storage.errors import Conflict, LeaseLost, NotVisible
from storage.repositories.base import Repository, columns
from storage.states import AWAITED, ScanState
from storage.tables.scans import Scans
from storage.values import Scan

SCAN = columns(Scans, Scan)


class LeaseRepository(Repository):
    """The machine's part of the ledger: taking scans, holding them, being done with them."""

    def claim(
        self, owner: str, now: dt.datetime, lease: dt.timedelta, *, urgent: bool = False
    ) -> Scan | None:
        """Take a working scan that nobody holds, for a time: first what a person waits for, then the oldest.

        ``urgent`` takes only scans that a person waits for.
        """
        free = (
            select(Scans.id)
            .where(
                Scans.state == ScanState.WORKING,
                or_(Scans.lease_owner.is_(None), Scans.lease_until < now),
                *((Scans.source.in_(AWAITED),) if urgent else ()),
            )
            .order_by(Scans.source.not_in(AWAITED), Scans.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        scan_id = self._session.scalar(free)
        if scan_id is None:
            return None
        self._session.execute(
            update(Scans)
            .where(Scans.id == scan_id)
            .values(lease_owner=owner, lease_until=now + lease, attempts=Scans.attempts + 1)
        )
        return self._get(scan_id)

    def claim_one(self, scan_id: int, owner: str, now: dt.datetime, lease: dt.timedelta) -> Scan | None:
        """Take this working scan if nobody holds it."""
        taken = self._change(
            update(Scans)
            .where(
                Scans.id == scan_id,
                Scans.state == ScanState.WORKING,
                or_(Scans.lease_owner.is_(None), Scans.lease_owner == owner, Scans.lease_until < now),
            )
            .values(lease_owner=owner, lease_until=now + lease, attempts=Scans.attempts + 1)
        )
        return self._get(scan_id) if taken else None

    def heartbeat(self, owner: str, now: dt.datetime, lease: dt.timedelta) -> int:
        """Prolong everything the owner holds; returns how many scans that is."""
        return self._change(
            update(Scans)
            .where(Scans.lease_owner == owner, Scans.state == ScanState.WORKING)
            .values(lease_until=now + lease)
        )

    def owners(self) -> dict[str, int]:
        """Return who holds how many working scans."""
        held = (
            select(Scans.lease_owner, func.count())
            .where(Scans.state == ScanState.WORKING, Scans.lease_owner.is_not(None))
            .group_by(Scans.lease_owner)
        )
        return {owner: count for owner, count in self._session.execute(held) if owner is not None}

    def release(self, owner: str) -> int:
        """Let go of everything an owner holds, because it is dead or ends; returns how many."""
        return self._change(
            update(Scans)
            .where(Scans.lease_owner == owner, Scans.state == ScanState.WORKING)
            .values(lease_owner=None, lease_until=None)
        )

    def held_by(self, owner: str) -> list[Scan]:
        """Return the working scans an owner holds, oldest first."""
        held = Scans.lease_owner == owner, Scans.state == ScanState.WORKING
        return self._values(Scan, select(*SCAN).where(*held).order_by(Scans.id))

    def finish(
        self,
        scan_id: int,
        owner: str,
        state: ScanState,
        now: dt.datetime,
        *,
        error_code: str | None = None,
        error: Mapping[str, Any] | None = None,
    ) -> Scan:
        """End the work on a scan.

        Raises:
            LeaseLost: the owner does not hold it any more; nothing may be written for it.
        """
        if state not in (ScanState.FILED, ScanState.REVIEW, ScanState.REJECTED):
            raise Conflict(f"work never ends as {state}")
        done = self._change(
            update(Scans)
            .where(Scans.id == scan_id, Scans.state == ScanState.WORKING, Scans.lease_owner == owner)
            .values(
                state=state,
                error_code=error_code,
                error=None if error is None else dict(error),
                lease_owner=None,
                lease_until=None,
                finished_at=now,
            )
        )
        if not done:
            raise LeaseLost(f"scan {scan_id} is not held by {owner}")
        return self._get(scan_id)

    def hold(self, scan_id: int, owner: str) -> Scan:
        """Check inside a unit of work that the owner still holds a scan, before results are written.

        Raises:
            LeaseLost: it does not.
        """
        held = Scans.id == scan_id, Scans.lease_owner == owner, Scans.state == ScanState.WORKING
        scan = self._value(Scan, select(*SCAN).where(*held).with_for_update())
        if scan is None:
            raise LeaseLost(f"scan {scan_id} is not held by {owner}")
        return scan

    def _get(self, scan_id: int) -> Scan:
        scan = self._value(Scan, select(*SCAN).where(Scans.id == scan_id))
        if scan is None:
            raise NotVisible(f"no scan {scan_id}")
        return scan

    def _change(self, statement: Any) -> int:
        return cast("CursorResult[Any]", self._session.execute(statement)).rowcount

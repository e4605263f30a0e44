"""The ledger of received files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import BigInteger, and_, func, or_, select, update
from sqlalchemy import cast as sql_cast
from sqlalchemy.sql.elements import ColumnElement

from storage.errors import Conflict, NotVisible
from storage.paging import Slice, decode_cursor, encode_cursor
from storage.repositories.base import hides_pages
from storage.repositories.leases import SCAN, LeaseRepository
from storage.states import DocumentState, PageState, ScanState
from storage.tables.documents import DocumentPages, Documents
from storage.tables.scans import Pages, Scans
from storage.values import NUMBERS, Balance, Receipt, Received, Scan
from storage.viewer import Viewer

_FINISHED = (ScanState.FILED, ScanState.REVIEW, ScanState.REJECTED, ScanState.DUPLICATE)


class ScanRepository(LeaseRepository):
    """Every file ever received. Machines' own methods take no viewer; people's reads do."""

    def receive(self, received: Received, now: dt.datetime) -> Receipt:
        """Enter a file whose bytes are stored already.

        The same bytes at the same place in the inbox whose row was not moved yet are the same
        arrival (a process died in between): its row comes back with ``known``. The same bytes
        elsewhere or later are a duplicate of the first. Everything else is a working scan.
        """
        if not self._on_sqlite:
            self._session.execute(select(func.pg_advisory_xact_lock(_lock_key(received.sha256))))
        arrival = self._same_arrival(received)
        if arrival is not None:
            return Receipt(arrival, known=True)
        first = self.first_with(received.sha256)
        row = Scans(
            sha256=received.sha256,
            size=received.size,
            kind=received.kind,
            file_name=received.file_name,
            inbox=received.inbox,
            path=received.path,
            stamp=received.stamp,
            source=received.source,
            hint=received.hint,
            replaces=received.replaces,
            received_by=received.received_by,
            received_at=now,
            state=ScanState.WORKING if first is None else ScanState.DUPLICATE,
            duplicate_of=None if first is None else first.id,
            finished_at=None if first is None else now,
            attempts=0,
        )
        self._session.add(row)
        self._session.flush()
        return Receipt(self._get(row.id), known=False)

    def first_with(self, sha256: str) -> Scan | None:
        """Return the scan (never a duplicate) with these bytes, for the machine."""
        return self._value(
            Scan, select(*SCAN).where(Scans.sha256 == sha256, Scans.state != ScanState.DUPLICATE)
        )

    def balance(self) -> Balance:
        """Count all received files by state, in one query."""
        counted = self._session.execute(select(Scans.state, func.count()).group_by(Scans.state))
        return Balance(**{state.value: count for state, count in counted})

    def get(self, viewer: Viewer, scan_id: int) -> Scan:
        """Return one scan.

        Raises:
            NotVisible: there is none, or it holds a customer's papers the viewer may not see.
        """
        scan = self._value(Scan, select(*SCAN).where(Scans.id == scan_id, _visible(viewer)))
        if scan is None:
            raise NotVisible(f"no scan {scan_id}")
        return scan

    def browse(
        self,
        viewer: Viewer,
        *,
        states: Collection[ScanState] = (),
        name: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Slice[Scan]:
        """List scans, newest first; ``states`` empty means all, ``name`` is a part of the file's name."""
        condition = [_visible(viewer)]
        if states:
            condition.append(Scans.state.in_(states))
        if name:
            condition.append(Scans.file_name.icontains(name, autoescape=True))
        total = self._session.scalar(select(func.count()).select_from(Scans).where(*condition)) or 0
        if cursor is not None:
            condition.append(Scans.id < decode_cursor(cursor, int)[0])
        found = self._values(Scan, select(*SCAN).where(*condition).order_by(Scans.id.desc()).limit(limit + 1))
        more = encode_cursor(found[limit - 1].id) if len(found) > limit else None
        return Slice(tuple(found[:limit]), more, total)

    def set_probe(self, scan_id: int, kind: str, pages: int) -> None:
        """Remember what kind of file it is and how many pages it has."""
        self._session.execute(update(Scans).where(Scans.id == scan_id).values(kind=kind, pages=pages))

    def reopen(self, scan_id: int, *, password: str | None = None, reread: bool = False) -> Scan:
        """Work once more on a rejected or reviewed scan; the row stays the same.

        Pages that could not be read get another chance; ``reread`` gives one to all pages.

        Raises:
            Conflict: the scan is neither rejected nor in review, or part of it was filed.
        """
        scan = self._get(scan_id)
        if scan.state not in (ScanState.REJECTED, ScanState.REVIEW):
            raise Conflict(f"scan {scan_id} is {scan.state}; only rejected or reviewed ones are tried again")
        if self._live_states(scan_id) & {DocumentState.FILED}:
            raise Conflict(f"part of scan {scan_id} is filed already")
        again = (PageState.UNREAD,) if not reread else (PageState.UNREAD, PageState.READ)
        self._session.execute(
            update(Pages)
            .where(Pages.scan_id == scan_id, Pages.state.in_(again))
            .values(state=PageState.PENDING, attempts=0, error_code=None, result=None)
        )
        values: dict[str, Any] = {
            "state": ScanState.WORKING,
            "error_code": None,
            "error": None,
            "finished_at": None,
            "attempts": 0,
        }
        if password is not None:
            values["password"] = password
        self._session.execute(update(Scans).where(Scans.id == scan_id).values(**values))
        return self._get(scan_id)

    def resume(self, scan_id: int) -> None:
        """Put a finished scan back to work because pages of it are to be read again.

        Its documents stay where they are; they are decided anew when the pages are read.
        """
        self._change(
            update(Scans)
            .where(Scans.id == scan_id, Scans.state.in_((ScanState.FILED, ScanState.REVIEW)))
            .values(state=ScanState.WORKING, finished_at=None, lease_owner=None, lease_until=None)
        )

    def settle(self, scan_ids: Iterable[int]) -> None:
        """Make finished scans ``review`` while any live document of them is, else ``filed``.

        To be called by every verb that changes the state or the pages of documents.
        """
        for scan_id in sorted(set(scan_ids)):
            states = self._live_states(scan_id)
            state = ScanState.REVIEW if DocumentState.REVIEW in states else ScanState.FILED
            self._session.execute(
                update(Scans)
                .where(Scans.id == scan_id, Scans.state.in_((ScanState.FILED, ScanState.REVIEW)))
                .values(state=state)
            )

    def password_of(self, scan_id: int) -> str | None:
        """Return the password an encrypted file is opened with, for the machine."""
        return self._session.scalar(select(Scans.password).where(Scans.id == scan_id))

    def to_move(self, inbox: str | None = None) -> list[Scan]:
        """Return finished scans whose inbox file was not moved away yet, oldest first."""
        waiting: list[ColumnElement[bool]] = [
            Scans.moved_at.is_(None),
            Scans.inbox.is_not(None),
            Scans.state.in_(_FINISHED),
        ]
        if inbox is not None:
            waiting.append(Scans.inbox == inbox)
        return self._values(Scan, select(*SCAN).where(*waiting).order_by(Scans.id))

    def arrivals(self, inbox: str) -> dict[str, Scan]:
        """Return by path the scans of an inbox whose file was not moved away yet (any state)."""
        waiting = Scans.inbox == inbox, Scans.moved_at.is_(None)
        scans = self._values(Scan, select(*SCAN).where(*waiting).order_by(Scans.id))
        return {scan.path: scan for scan in scans if scan.path is not None}

    def arrival(self, inbox: str, path: str) -> Scan | None:
        """Return the scan whose file lies, or lay last, at this path and was not noted as moved away."""
        same = Scans.inbox == inbox, Scans.path == path, Scans.moved_at.is_(None)
        return self._value(Scan, select(*SCAN).where(*same).order_by(Scans.id.desc()).limit(1))

    def misplaced(self, inbox: str) -> list[Scan]:
        """Return scans whose file lies in done/ though they are rejected, or the other way round."""
        in_done, in_rejected = _lies_in("done"), _lies_in("rejected")
        kept = Scans.state.in_((ScanState.FILED, ScanState.REVIEW))
        wrong = or_(and_(in_done, Scans.state == ScanState.REJECTED), and_(in_rejected, kept))
        return self._values(Scan, select(*SCAN).where(Scans.inbox == inbox, wrong).order_by(Scans.id))

    def moved_since(self, inbox: str, moment: dt.datetime) -> list[Scan]:
        """Return the scans of an inbox whose file was moved to a tray since a moment, oldest first."""
        recent = Scans.inbox == inbox, Scans.moved_at >= moment, Scans.moved_to.is_not(None)
        return self._values(Scan, select(*SCAN).where(*recent).order_by(Scans.id))

    def done_before(self, inbox: str, moment: dt.datetime, *, after: int = 0, limit: int = 200) -> list[Scan]:
        """Return scans whose file has lain in done/ since before a moment, by id, after an id."""
        old = (
            Scans.inbox == inbox,
            Scans.moved_at < moment,
            Scans.moved_to.startswith("done/"),
            Scans.state.in_((ScanState.FILED, ScanState.REVIEW, ScanState.DUPLICATE)),
            Scans.id > after,
        )
        return self._values(Scan, select(*SCAN).where(*old).order_by(Scans.id).limit(limit))

    def moved(self, scan_id: int, moved_to: str | None, now: dt.datetime) -> None:
        """Remember that the inbox file was moved (``moved_to`` None: it was gone)."""
        self._session.execute(
            update(Scans).where(Scans.id == scan_id).values(moved_at=now, moved_to=moved_to)
        )

    def hashes(self, after: int = 0, limit: int = 1000) -> list[tuple[int, str, int]]:
        """Return id, SHA-256 and size of originals after an id, for checking the store."""
        found = self._session.execute(
            select(Scans.id, Scans.sha256, Scans.size)
            .where(Scans.id > after, Scans.state != ScanState.DUPLICATE)
            .order_by(Scans.id)
            .limit(limit)
        )
        return [(row.id, row.sha256, row.size) for row in found]

    def newest_hashes(self, limit: int) -> list[str]:
        """Return the hashes of the files received last, each once."""
        newest = select(Scans.sha256).where(Scans.duplicate_of.is_(None)).order_by(Scans.id.desc())
        return list(self._session.scalars(newest.limit(limit)))

    def _same_arrival(self, received: Received) -> Scan | None:
        if received.path is None:
            return None
        same = (
            Scans.inbox == received.inbox,
            Scans.path == received.path,
            Scans.sha256 == received.sha256,
            Scans.moved_at.is_(None),
        )
        return self._value(Scan, select(*SCAN).where(*same).order_by(Scans.id).limit(1))

    def _live_states(self, scan_id: int) -> set[DocumentState]:
        found = self._session.scalars(
            select(Documents.state)
            .join(DocumentPages, DocumentPages.document_id == Documents.id)
            .join(Pages, Pages.id == DocumentPages.page_id)
            .where(Pages.scan_id == scan_id, DocumentPages.live)
            .distinct()
        )
        return set(found)


def _visible(viewer: Viewer) -> ColumnElement[bool]:
    original = sql_cast(func.coalesce(Scans.duplicate_of, Scans.id), BigInteger)
    first = original * NUMBERS
    own_pages = and_(DocumentPages.page_id > first, DocumentPages.page_id < first + NUMBERS)
    return ~hides_pages(viewer, own_pages)


def _lies_in(tray: str) -> ColumnElement[bool]:
    return and_(Scans.moved_to >= f"{tray}/", Scans.moved_to < f"{tray}0")  # 0 follows / in every index


def _lock_key(sha256: str) -> int:
    return int(sha256[:15], 16)

"""Taking files in: stored durably, entered in the ledger, and only then moved out of the inbox.

The order, for a file of an inbox (any step may be the last one this process ever makes):

1. its bytes are copied into the store while it is checked that nobody changes it;
2. the stored copy is probed;
3. one transaction enters it as working, rejected or a duplicate, with the inbox path and stamp;
4. it is renamed into ``done/`` or ``rejected/`` (the reason beside it), never over anything;
5. what was moved is compared with what is stored; had a writer still changed it, it goes back;
6. the ledger notes where it lies.

After a crash the ledger's rows that are not moved yet tell, with the stamp, whether a file in the inbox
is the same arrival, was moved already, or is a new one. See :func:`resume_moves`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import structlog

from capture.errors import CaptureError, LinkRefused
from capture.inbox import Entry, NotRegular, customer_hint, display_name, open_regular
from capture.pages import Message
from capture.probe import Probe
from capture.settle import FileStamp
from capture.tray import (
    Tray,
    bring_back,
    find_moved,
    move_to_tray,
    origin_of,
    remove_reason,
    stamp_of,
    write_reason,
)
from capture.watch import Taken
from dossier.errors import Conflict
from dossier.rejection import error_row, reason_mark, reason_text, rejection_of, rejection_of_duplicate
from dossier.wiring import Service
from storage.states import ScanState, Source
from storage.values import Received, Scan
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

log = structlog.get_logger(__name__)

Probing = Callable[[Path, str | None], Probe]

CHUNK = 1 << 20
LEASE_OWNER = "intake"
LEASE = dt.timedelta(minutes=1)
TRIES = 3


class SourceChanged(Exception):
    """The file changed while it was being copied; what was copied is worth nothing."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a file came, beside its bytes."""

    source: Source
    name: str
    inbox: str | None = None
    path: str | None = None
    stamp: str | None = None
    hint: str | None = None
    received_by: str | None = None
    replaces: int | None = None


def take_in(service: Service, probe: Probing, file: Path, arrival: Arrival) -> Scan:
    """Take in a user's file and leave it where it is.

    Raises:
        LinkRefused: it is a link, FIFO, socket or device.
        Conflict: somebody keeps changing it.
        OSError: it is not there or can't be read.
        StorageFull: the disk is full; nothing was entered.
    """
    for _ in range(TRIES):
        try:
            with open_regular(file.absolute().parent, file.name) as fd:
                sha256, size = _store_unchanged(service, fd)
        except NotRegular as error:
            raise LinkRefused from error
        except SourceChanged:
            continue
        return _enter(service, probe, sha256, size, arrival)
    raise Conflict(
        Message("The file “{name}” is being changed by another program.", {"name": arrival.name}),
        Message("Wait until it is finished, then try again."),
    )


def take_upload(service: Service, probe: Probing, stream: BinaryIO, arrival: Arrival) -> Scan:
    """Take in bytes that come from a browser or program.

    Raises:
        StorageFull: the disk is full; nothing was entered.
    """
    stored = service.files.put(stream)
    return _enter(service, probe, stored.sha256, stored.size, arrival)


def take_from_inbox(service: Service, probe: Probing, root: Path, entry: Entry) -> tuple[Taken, Scan | None]:
    """Take in a settled file of an inbox and move it to its tray.

    Raises:
        StorageFull: the disk is full; the file stays where it is.
        OSError: the file or the share can't be read now; it stays where it is.
    """
    try:
        with open_regular(root, entry.path) as fd:
            if FileStamp.of(os.fstat(fd)) != entry.stamp:
                return Taken.CHANGED, None
            sha256, size = _store_unchanged(service, fd)
    except SourceChanged:
        return Taken.CHANGED, None
    except NotRegular:
        return Taken.GONE, None
    _close_earlier(service, root, entry, sha256)
    arrival = Arrival(
        Source.INBOX,
        display_name(entry.path),
        inbox=str(root),
        path=entry.path,
        stamp=str(entry.stamp),
        hint=customer_hint(entry.path),
    )
    scan = _enter(service, probe, sha256, size, arrival)
    return _move_away(service, root, scan), scan


def retry(
    service: Service, probe: Probing, viewer: Viewer, scan_id: int, password: str | None = None
) -> Scan:
    """Try a rejected or reviewed file once more; its row stays, and so do the counts.

    Raises:
        storage.errors.NotVisible: there is no such scan, or it is not the viewer's.
        storage.errors.Conflict: it is neither rejected nor in review, or part of it is filed.
    """
    with service.database.reading() as work:
        scan = work.scans.get(viewer, scan_id)
        known = password if password is not None else work.scans.password_of(scan_id)
    outcome = _probe(service, probe, scan.sha256, known)
    with service.database.unit_of_work() as work:
        work.scans.get(viewer, scan_id)
        work.scans.reopen(scan_id, password=password)
        scan = _decide(service, work, scan_id, outcome)
        work.audit.append(viewer.name, "scan.retry", "scan", scan_id, {"state": scan.state}, service.now())
    put_away(service, scan)
    return scan


def put_away(service: Service, scan: Scan) -> None:
    """Move a file between ``done/`` and ``rejected/`` when its scan's outcome asks for it.

    To be called after each end of work on a scan; may be repeated. A file that can't be moved now is
    moved when the service starts again.
    """
    if scan.inbox is None or not scan.moved_to or scan.state is ScanState.DUPLICATE:
        return
    root, tray = Path(scan.inbox), _tray_of(service, scan)
    if scan.moved_to.startswith(f"{tray}/"):
        return
    try:
        try:
            place: str | None = move_to_tray(root, scan.moved_to, tray, scan.id)
        except FileNotFoundError:
            _require_reachable(root, scan)
            place = find_moved(root, origin_of(scan.moved_to), tray, scan.id, _stamp(scan))
        if tray is Tray.DONE:
            _remove_reasons(root, scan)
        if place is not None:
            _note_moved(service, root, scan, tray, place)
    except OSError as error:
        log.warning("intake.put_away_failed", scan_id=scan.id, errno=error.errno)


def resume_moves(service: Service, root: Path) -> None:
    """Finish what a killed process left half done in an inbox; to be called when the inbox is reached.

    Raises:
        OSError: the share does not answer.
    """
    with service.database.reading() as work:
        waiting = work.scans.arrivals(str(root))
        misplaced = work.scans.misplaced(str(root))
    for scan in waiting.values():
        _resume_move(service, root, scan)
    for scan in misplaced:
        put_away(service, scan)


def check_moved(service: Service, root: Path, scan: Scan, place: str, known: FileStamp) -> FileStamp | None:
    """Look after a moved file: a writer that still had it open may have changed it since.

    Returns the stamp to compare with next time, or ``None`` when there is nothing more to look after.
    A changed file is brought back into the inbox, where it settles and is taken in anew.

    Raises:
        OSError: the share does not answer.
    """
    stamp = stamp_of(root, place)
    if stamp is None or stamp.inode != known.inode or stamp == known:
        return known if stamp == known else None
    if _hash_in(root, place) == scan.sha256:
        return stamp
    _bring_back(service, root, scan, place)
    return None


def _store_unchanged(service: Service, fd: int) -> tuple[str, int]:
    """Copy an open file into the store.

    Raises:
        SourceChanged: it changed meanwhile; nothing was stored.
    """
    stored = service.files.put(io.BufferedReader(_Unchanging(fd), CHUNK))
    if _hash(fd) != stored.sha256:
        raise SourceChanged
    return stored.sha256, stored.size


class _Unchanging(io.RawIOBase):
    """Reads an open file from its start; fails at its end when it changed since."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._offset = 0
        self._before = self._state()

    def _state(self) -> tuple[int, int, int]:
        known = os.fstat(self._fd)
        return known.st_size, known.st_mtime_ns, known.st_ctime_ns

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what io really hands in
        count = os.preadv(self._fd, [buffer], self._offset)
        self._offset += count
        size = self._before[0]
        if self._offset > size or (count == 0 and (self._offset != size or self._state() != self._before)):
            raise SourceChanged
        return count


def _hash(fd: int) -> str:
    digest, offset = hashlib.sha256(), 0
    while chunk := os.pread(fd, CHUNK, offset):
        digest.update(chunk)
        offset += len(chunk)
    return digest.hexdigest()


def _hash_in(root: Path, path: str) -> str:
    with open_regular(root, path) as fd:
        return _hash(fd)


def _probe(service: Service, probe: Probing, sha256: str, password: str | None) -> Probe | CaptureError:
    try:
        return probe(service.files.path(sha256), password)
    except CaptureError as error:
        return error


def _enter(service: Service, probe: Probing, sha256: str, size: int, arrival: Arrival) -> Scan:
    """Enter stored bytes in the ledger, probed: one transaction, so no half-known file is ever seen."""
    with service.database.reading() as work:
        known = work.scans.first_with(sha256)
    outcome = None if known is not None else _probe(service, probe, sha256, None)
    received = Received(
        sha256=sha256,
        size=size,
        file_name=arrival.name,
        source=arrival.source,
        inbox=arrival.inbox,
        path=arrival.path,
        stamp=arrival.stamp,
        hint=arrival.hint,
        replaces=arrival.replaces,
        received_by=arrival.received_by,
    )
    with service.database.unit_of_work() as work:
        receipt = work.scans.receive(received, service.now())
        scan = receipt.scan
        if receipt.known:
            return scan
        if scan.state is ScanState.WORKING and outcome is not None:
            scan = _decide(service, work, scan.id, outcome)
        facts = {"sha256": sha256, "size": size, "state": scan.state, "duplicate_of": scan.duplicate_of}
        work.audit.append(
            arrival.received_by or SYSTEM.name, "scan.receive", "scan", scan.id, facts, service.now()
        )
    return scan


def _decide(service: Service, work: Work, scan_id: int, outcome: Probe | CaptureError) -> Scan:
    """Write what probing said: pages to read, or a rejection."""
    if isinstance(outcome, CaptureError):
        now = service.now()
        work.scans.claim_one(scan_id, LEASE_OWNER, now, LEASE)
        return work.scans.finish(
            scan_id,
            LEASE_OWNER,
            ScanState.REJECTED,
            now,
            error_code=outcome.code,
            error=error_row(outcome),
        )
    work.scans.set_probe(scan_id, outcome.kind.value, outcome.pages)
    work.pages.create(scan_id, outcome.pages)
    return work.scans.get(SYSTEM, scan_id)


def _close_earlier(service: Service, root: Path, entry: Entry, sha256: str) -> None:
    """Settle what became of an earlier arrival of the same path that was never noted as moved."""
    with service.database.reading() as work:
        scan = work.scans.arrival(str(root), entry.path)
    if scan is None:
        return
    stamp = _stamp(scan)
    same_file = (stamp.device, stamp.inode) == (entry.stamp.device, entry.stamp.inode)
    if same_file and scan.sha256 == sha256:
        return
    if not same_file:
        moved = _find(root, scan)
        if moved is not None:
            _confirm(service, root, scan, *moved)
            return
        if scan.sha256 == sha256 and stamp.same_content_as(entry.stamp):
            return  # the same file, seen through a share that was mounted anew
    _note_gone(service, scan)


def _resume_move(service: Service, root: Path, scan: Scan) -> None:
    moved = _find(root, scan)
    if moved is not None:
        _confirm(service, root, scan, *moved)
        return
    assert scan.path is not None  # arrivals have one
    stamp = stamp_of(root, scan.path)
    if stamp is None:
        _require_reachable(root, scan)
        _note_gone(service, scan)
    elif stamp.same_content_as(_stamp(scan)) and _hash_in(root, scan.path) == scan.sha256:
        _move_away(service, root, scan)
    # Else it changed, or another file lies there: that settles, and taking it in closes this row.


def _find(root: Path, scan: Scan) -> tuple[Tray, str] | None:
    assert scan.path is not None  # only arrivals are looked for
    for tray in Tray:
        place = find_moved(root, scan.path, tray, scan.id, _stamp(scan))
        if place is not None:
            return tray, place
    return None


def _move_away(service: Service, root: Path, scan: Scan) -> Taken:
    assert scan.path is not None  # it came from an inbox
    tray = _tray_of(service, scan)
    try:
        place = move_to_tray(root, scan.path, tray, scan.id)
    except FileNotFoundError:
        _require_reachable(root, scan)
        _note_gone(service, scan)
        return Taken.GONE
    return _confirm(service, root, scan, tray, place)


def _confirm(service: Service, root: Path, scan: Scan, tray: Tray, place: str) -> Taken:
    """Compare what was moved with what is stored, and note its place; a changed file goes back."""
    if _hash_in(root, place) != scan.sha256:
        _bring_back(service, root, scan, place)
        return Taken.CHANGED
    _note_moved(service, root, scan, tray, place)
    return Taken.GONE


def _bring_back(service: Service, root: Path, scan: Scan, place: str) -> None:
    """Put a file back into the inbox: its content is not what was stored, so it is a new arrival."""
    _remove_reasons(root, scan)
    bring_back(root, place, scan.id)
    _note_gone(service, scan)


def _note_moved(service: Service, root: Path, scan: Scan, tray: Tray, place: str) -> None:
    if tray is Tray.REJECTED:
        reason = _reason_of(service, scan)
        if reason is not None:
            write_reason(root, place, reason)
    with service.database.unit_of_work() as work:
        work.scans.moved(scan.id, place, service.now())


def _note_gone(service: Service, scan: Scan) -> None:
    with service.database.unit_of_work() as work:
        work.scans.moved(scan.id, None, service.now())


def _remove_reasons(root: Path, scan: Scan) -> None:
    if scan.moved_to and scan.moved_to.startswith(f"{Tray.REJECTED}/"):
        remove_reason(root, scan.moved_to, reason_mark(scan.id))


def _tray_of(service: Service, scan: Scan) -> Tray:
    """Say where a file goes: a copy of a rejected one goes beside it, so that nobody takes it for filed."""
    return Tray.REJECTED if _reason_of(service, scan) is not None else Tray.DONE


def _reason_of(service: Service, scan: Scan) -> str | None:
    with service.database.reading() as work:
        now = work.scans.get(SYSTEM, scan.id)
        first = now if now.duplicate_of is None else work.scans.get(SYSTEM, now.duplicate_of)
    rejection = rejection_of(now) if first is now else rejection_of_duplicate(first)
    return None if rejection is None else reason_text(rejection, scan.id)


def _stamp(scan: Scan) -> FileStamp:
    return FileStamp.parse(scan.stamp) if scan.stamp else FileStamp(-1, -1, -1, -1)


def _require_reachable(root: Path, scan: Scan) -> None:
    """Tell a file that is gone from a share that is gone.

    Raises:
        OSError: the inbox itself is out of reach.
    """
    device = root.stat().st_dev
    if device != _stamp(scan).device and not any(root.iterdir()):
        raise FileNotFoundError("the inbox is empty and lies on another disk: its share is not mounted")

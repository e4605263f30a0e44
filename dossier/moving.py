"""Where an inbox file goes once its bytes are stored and in the ledger: ``done/`` or ``rejected/``.

After a crash the rows whose file was not noted as moved tell, with the stamp they keep, whether what lies
in the inbox is the same arrival, was moved already, or is a new file of the same name.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import structlog

from capture.inbox import Entry
from capture.settle import FileStamp
from capture.tray import (
    Tray,
    bring_back,
    find_moved,
    move_to_tray,
    origin_of,
    remove_done,
    remove_reason,
    stamp_of,
    write_reason,
)
from capture.watch import Taken
from dossier.content_hash import hash_in
from dossier.rejection import reason_mark, reason_text, rejection_of, rejection_of_duplicate
from dossier.wiring import Service
from storage.errors import StorageError
from storage.states import ScanState
from storage.values import Scan
from storage.viewer import SYSTEM

log = structlog.get_logger(__name__)


def move_away(service: Service, root: Path, scan: Scan) -> Taken:
    """Move a file that is in the ledger out of the inbox.

    Raises:
        OSError: it can't be moved now.
    """
    tray = _tray_of(service, scan)
    try:
        place = move_to_tray(root, _path(scan), tray, scan.id)
    except FileNotFoundError:
        _require_reachable(root, scan)
        _note(service, scan, None)
        return Taken.GONE
    return _confirm(service, root, scan, tray, place)


def put_away(service: Service, scan_id: int) -> None:
    """Move a file between ``done/`` and ``rejected/`` when its scan's outcome asks for it.

    To be called after each end of work on a scan; may be repeated. A file that can't be moved now is
    moved when the inbox is reached the next time.
    """
    with service.database.reading() as work:
        scan = work.scans.get(SYSTEM, scan_id)
    if scan.inbox is None or not scan.moved_to or scan.state in (ScanState.DUPLICATE, ScanState.WORKING):
        return
    root, tray = Path(scan.inbox), _tray_of(service, scan)
    if scan.moved_to.startswith(f"{tray}/"):
        return
    try:
        place = _move_between_trays(root, scan, tray)
        if tray is Tray.REJECTED and place is not None:
            _write_reason(service, root, scan, place)
        elif tray is Tray.DONE:
            remove_reason(root, scan.moved_to, _mark(scan))
        _note(service, scan, place)
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
        put_away(service, scan.id)


def close_earlier(service: Service, root: Path, entry: Entry, sha256: str) -> None:
    """Settle what became of an earlier arrival at the same path that was never noted as moved.

    Raises:
        OSError: the share does not answer.
    """
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
    _note(service, scan, None)


def check_moved(service: Service, root: Path, scan: Scan, known: FileStamp) -> FileStamp | None:
    """Look after a moved file: a writer that still had it open may have changed it since.

    Returns the stamp to compare with next time, or ``None`` when there is nothing more to look after.
    A changed file is brought back into the inbox, where it settles and is taken in anew. A file that
    somebody put in its place (another inode) is theirs and stays.

    Raises:
        OSError: the share does not answer.
    """
    place = scan.moved_to
    stamp = stamp_of(root, place) if place else None
    if place is None or stamp is None or stamp.inode != known.inode:
        return None
    if stamp == known or hash_in(root, place) == scan.sha256:
        return stamp
    _bring_back(service, root, scan, place)
    return None


def empty_done(service: Service, root: Path, before: dt.datetime) -> int:
    """Remove files that have lain in ``done/`` since before a moment; returns how many.

    Only files that are still byte for byte what was stored, and only after the stored original was read
    to its end and found whole.

    Raises:
        OSError: the share does not answer.
    """
    removed, last = 0, 0
    while True:
        with service.database.reading() as work:
            scans = work.scans.done_before(str(root), before, after=last)
        if not scans:
            return removed
        for scan in scans:
            last = scan.id
            removed += _remove_done(service, root, scan)


def _remove_done(service: Service, root: Path, scan: Scan) -> bool:
    place = scan.moved_to or ""
    stamp = stamp_of(root, place)
    if stamp is None:
        _note(service, scan, None)
        return False
    if hash_in(root, place) != scan.sha256:
        return False  # somebody keeps something else there
    try:
        service.files.verify(scan.sha256)
    except StorageError:
        log.error("intake.original_damaged", scan_id=scan.id)  # the copy in done/ is the last good one
        return False
    remove_done(root, place, stamp)
    _note(service, scan, None)
    return True


def _resume_move(service: Service, root: Path, scan: Scan) -> None:
    moved = _find(root, scan)
    if moved is not None:
        _confirm(service, root, scan, *moved)
        return
    stamp = stamp_of(root, _path(scan))
    if stamp is None:
        _require_reachable(root, scan)
        _note(service, scan, None)
    elif stamp.same_content_as(_stamp(scan)) and hash_in(root, _path(scan)) == scan.sha256:
        move_away(service, root, scan)
    # Else it changed, or another file lies there: that settles, and taking it in closes this row.


def _find(root: Path, scan: Scan) -> tuple[Tray, str] | None:
    for tray in Tray:
        place = find_moved(root, _path(scan), tray, scan.id, _stamp(scan))
        if place is not None:
            return tray, place
    return None


def _confirm(service: Service, root: Path, scan: Scan, tray: Tray, place: str) -> Taken:
    """Compare what was moved with what is stored, and note its place; a changed file goes back."""
    if hash_in(root, place) != scan.sha256:
        _bring_back(service, root, scan, place)
        return Taken.CHANGED
    if tray is Tray.REJECTED:
        _write_reason(service, root, scan, place)
    _note(service, scan, place)
    put_away(service, scan.id)  # it may have been read and rejected before its place was noted
    return Taken.GONE


def _bring_back(service: Service, root: Path, scan: Scan, place: str) -> None:
    """Put a file back into the inbox: its content is not what was stored, so it is a new arrival."""
    log.info("intake.changed_after_move", scan_id=scan.id)
    if place.startswith(f"{Tray.REJECTED}/"):
        remove_reason(root, place, _mark(scan))
    bring_back(root, place, scan.id)
    _note(service, scan, None)


def _move_between_trays(root: Path, scan: Scan, tray: Tray) -> str | None:
    """Return the file's new place; ``None`` when somebody took it away."""
    place = scan.moved_to or ""
    try:
        return move_to_tray(root, place, tray, scan.id)
    except FileNotFoundError:
        _require_reachable(root, scan)
        return find_moved(root, origin_of(place), tray, scan.id, _stamp(scan))


def _write_reason(service: Service, root: Path, scan: Scan, place: str) -> None:
    reason = _reason_of(service, scan)
    if reason is not None:
        write_reason(root, place, reason)


def _note(service: Service, scan: Scan, place: str | None) -> None:
    """Note where the file lies now; ``None`` when it is no longer this scan's or gone."""
    with service.database.unit_of_work() as work:
        work.scans.moved(scan.id, place, service.now())


def _tray_of(service: Service, scan: Scan) -> Tray:
    """Say where a file goes: a copy of a rejected one goes beside it, so that nobody takes it for filed."""
    return Tray.DONE if _reason_of(service, scan) is None else Tray.REJECTED


def _reason_of(service: Service, scan: Scan) -> str | None:
    with service.database.reading() as work:
        now = work.scans.get(SYSTEM, scan.id)
        first = None if now.duplicate_of is None else work.scans.get(SYSTEM, now.duplicate_of)
    rejection = rejection_of(now) if first is None else rejection_of_duplicate(first)
    return None if rejection is None else reason_text(rejection, scan.duplicate_of or scan.id)


def _mark(scan: Scan) -> str:
    """Return what marks a reason as ours; a copy's names the first, which is the one to try again."""
    return reason_mark(scan.duplicate_of or scan.id)


def _path(scan: Scan) -> str:
    if scan.path is None:
        raise ValueError(f"the scan {scan.id} did not come from an inbox")
    return scan.path


def _stamp(scan: Scan) -> FileStamp:
    return FileStamp.parse(scan.stamp) if scan.stamp else FileStamp(-1, -1, -1, -1)


def _require_reachable(root: Path, scan: Scan) -> None:
    """Tell a file that is gone from a share that is gone.

    Raises:
        OSError: the inbox itself is out of reach.
    """
    device = root.stat().st_dev
    if device != _stamp(scan).device and not any(root.iterdir()):
        raise FileNotFoundError(
            "the inbox is empty and on another disk than before: its share is not mounted"
        )

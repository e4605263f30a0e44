"""Taking files in: stored durably, entered in the ledger, and only then moved out of the inbox.

The order, for a file of an inbox (any step may be the last one this process ever makes):

1. its bytes are copied into the store while it is checked that nobody changes it;
2. one transaction enters it as working, or as a duplicate, with its inbox path and stamp;
3. it is renamed into ``done/``, never over anything (``dossier.moving``);
4. what was moved is compared with what is stored; had a writer still changed it, it goes back;
5. the ledger notes where it lies.

Files from browsers and the command line take the first two steps. What a file is, and whether it can
be read, is the worker's concern; a rejected one goes on to ``rejected/`` with the reason beside it.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from capture.errors import LinkRefused
from capture.inbox import Entry, NotRegular, customer_hint, display_name, open_regular
from capture.pages import Message
from capture.settle import FileStamp
from capture.watch import Taken
from dossier import moving
from dossier.content_hash import CHUNK, hash_of
from dossier.errors import Conflict, NotFound
from dossier.rights import may
from dossier.wiring import Service
from storage import errors as stored
from storage.states import Source
from storage.values import Received, Scan
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

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


def take_in(service: Service, file: Path, arrival: Arrival | None = None) -> Scan:
    """Take in a user's file and leave it where it is.

    Raises:
        LinkRefused: it is a link, FIFO, socket or device.
        Conflict: somebody keeps changing it.
        OSError: it is not there or can't be read.
        storage.errors.StorageFull: the disk is full; nothing was entered.
    """
    arrival = arrival or Arrival(Source.CLI, display_name(file.name))
    for _ in range(TRIES):
        try:
            with open_regular(file.absolute().parent, file.name) as fd:
                sha256, size = _store_unchanged(service, fd)
        except NotRegular as error:
            raise LinkRefused from error
        except SourceChanged:
            continue
        return _enter(service, sha256, size, arrival)
    raise Conflict(
        Message("The file “{name}” is being changed by another program.", {"name": arrival.name}),
        Message("Wait until it is finished, then try again."),
    )


def upload(
    service: Service, viewer: Viewer, name: str, stream: BinaryIO, *, replaces: int | None = None
) -> int:
    """Take in bytes from a browser or program; returns the number of the received file.

    ``name`` may be a path inside a folder that was chosen: a folder named after a customer is a hint.

    Raises:
        Forbidden: the role may not bring papers in.
        storage.errors.StorageFull: the disk is full; nothing was entered.
    """
    may(viewer, "scans.add")
    source = Source.UPLOAD if replaces is None else Source.REPLACE
    path = name.replace("\\", "/")
    arrival = Arrival(
        source,
        display_name(path),
        hint=_hint(service, path) if replaces is None else None,
        received_by=viewer.name,
        replaces=replaces,
    )
    kept = service.files.put(stream)
    return _enter(service, kept.sha256, kept.size, arrival).id


def folder_hint(path: str, knows: Callable[[str], bool]) -> str | None:
    """Return the folder that says whose a paper of a chosen folder is.

    That is the first one that ``knows`` as a customer's name; else the one below the chosen folder, else
    the chosen folder itself.
    """
    folders = [display_name(part)[:200] for part in path.split("/")[:-1] if part.strip(". ")]
    folders = [part for part in folders if not part.startswith("#")]  # "#12" is how the service names one
    known = next((part for part in folders if knows(part)), None)
    return known or next(iter(folders[1:2] or folders), None)


def _hint(service: Service, path: str) -> str | None:
    if "/" not in path:
        return None
    with service.database.reading() as work, service.names.seen_from(work) as index:
        return folder_hint(path, lambda name: len(index.named(name)) == 1)


def take_from_inbox(service: Service, root: Path, entry: Entry) -> tuple[Taken, Scan | None]:
    """Take in a settled file of an inbox and move it to its tray.

    Raises:
        storage.errors.StorageFull: the disk is full; the file stays where it is.
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
    moving.close_earlier(service, root, entry, sha256)
    arrival = Arrival(
        Source.INBOX,
        display_name(entry.path),
        inbox=str(root),
        path=entry.path,
        stamp=str(entry.stamp),
        hint=customer_hint(entry.path),
    )
    scan = _enter(service, sha256, size, arrival)
    return moving.move_away(service, root, scan), scan


def retry(service: Service, viewer: Viewer, scan_id: int, password: str | None = None) -> Scan:
    """Hand a rejected or reviewed file to the worker once more; its row stays, and so do the counts.

    Raises:
        Forbidden: the role may not do this.
        NotFound: there is no such file, or it is not the viewer's.
        Conflict: it is neither rejected nor in review, or part of it is filed.
    """
    may(viewer, "scans.retry")
    with service.database.unit_of_work() as work:
        try:
            work.scans.get(viewer, scan_id)
            scan = work.scans.reopen(scan_id, password=password)
        except stored.NotVisible as error:
            raise NotFound("file", scan_id) from error
        except stored.Conflict as error:
            raise Conflict(
                Message(
                    "The file {id} can't be tried again: it is being worked on or filed.", {"id": scan_id}
                ),
                Message("Only rejected files and files in review are tried again."),
            ) from error
        facts = {"with_password": password is not None}
        work.audit.append(viewer.name, "scan.retry", "scan", scan_id, facts, service.now())
    return scan


def _store_unchanged(service: Service, fd: int) -> tuple[str, int]:
    """Copy an open file into the store.

    Raises:
        SourceChanged: it changed meanwhile; nothing is entered for what was copied.
    """
    kept = service.files.put(io.BufferedReader(_Unchanging(fd), CHUNK))
    if hash_of(fd) != kept.sha256:
        raise SourceChanged
    return kept.sha256, kept.size


class _Unchanging(io.RawIOBase):
    """Reads an open file from its start; fails when it changed since then."""

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


def _enter(service: Service, sha256: str, size: int, arrival: Arrival) -> Scan:
    """Enter stored bytes in the ledger; the same arrival seen again after a crash keeps its row."""
    with service.database.unit_of_work() as work:
        return enter(work, service, sha256, size, arrival)


def enter(work: Work, service: Service, sha256: str, size: int, arrival: Arrival) -> Scan:
    """Enter stored bytes in the ledger in a unit of work under way."""
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
    receipt = work.scans.receive(received, service.now())
    scan = receipt.scan
    if not receipt.known:
        facts = {"sha256": sha256, "size": size, "duplicate_of": scan.duplicate_of}
        actor = arrival.received_by or SYSTEM.name
        work.audit.append(actor, "scan.received", "scan", scan.id, facts, service.now())
    return scan

"""Verbs of the second copy: everything that cannot be made again, and a data folder made from it.

A backup is a folder: ``dossier.db`` as it was at one moment, ``originals/`` as in the data folder, and the
settings beside them. The database is copied first and put in place last: whatever moment the copying is
stopped at, the folder holds the last whole database and at least the originals it names.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from capture.inbox import display_name
from capture.pages import Message
from dossier import care
from dossier.errors import BadRequest, Conflict, StoreUnavailable
from dossier.inbox_list import inbox_list
from dossier.rights import may
from dossier.rules_plan import LOCAL_FILE
from dossier.settings import SETTINGS_FILE, Settings, read_settings
from dossier.wiring import Service, open_service
from storage.copying import check_sqlite, copy_sqlite
from storage.database import Database
from storage.errors import DamagedOriginal, MissingOriginal, StorageError
from storage.files import FileStore, sync
from storage.viewer import Viewer

MARK = "backup"
DATABASE, ORIGINALS = "dossier.db", "originals"
BESIDE = (SETTINGS_FILE, LOCAL_FILE)
"""Files of the data folder that are copied as they are, where there are such."""
COMING = ".dossier.db.coming"
OURS = frozenset({DATABASE, ORIGINALS, COMING, f"{COMING}-journal", *BESIDE})

#: told how many originals are done, of how many
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Copied:
    """How many originals there are, how many of them were copied now, and what is wrong with bad ones."""

    originals: int
    new: int
    bad: Sequence[Message] = ()


@dataclass(frozen=True, slots=True)
class Restored:
    """What a data folder made from a backup holds; ``log_is_whole`` says whether the audit log verifies."""

    originals: Copied
    log_is_whole: bool


def back_up(
    service: Service, actor: Viewer, folder: Path, progress: Progress, *, verify: bool = False
) -> Copied:
    """Copy the database and every original that is not in the folder yet; the service may go on working.

    ``verify`` reads the originals that were there already, too; bad ones are written anew.

    Raises:
        Forbidden: the actor does not care for the service.
        BadRequest: the folder holds something else or lies in the data folder; or the database is PostgreSQL.
        StoreUnavailable: the folder cannot be written.
    """
    may(actor, "service.care")
    database = _database_file(service.settings)
    store = FileStore(folder / ORIGINALS)
    with _writing(folder):
        _refuse_folder(service, folder)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        store.prepare()
        coming = _copy_database(database, folder)
        copied = _copy_originals(service, store, progress, verify=verify)
        _copy_beside(service.settings.data, folder, BESIDE)
        coming.replace(folder / DATABASE)
        sync(folder)
    with service.database.unit_of_work() as work:
        told = {"at": service.now().isoformat(), "bad": len(copied.bad)}
        work.marks.set(MARK, told, service.now())
        payload = {"originals": copied.originals, "copied": copied.new, "bad": len(copied.bad)}
        work.audit.append(actor.name, "service.backed_up", "backup", folder.name, payload, service.now())
    return copied


def last_backup(service: Service) -> tuple[dt.datetime, int] | None:
    """Return when the last backup was made and how many originals were bad in it; None before the first."""
    with service.database.reading() as work:
        told = work.marks.get(MARK)
    return (dt.datetime.fromisoformat(told["at"]), told["bad"]) if told else None


def restore(folder: Path, data: Path | None, actor: Viewer, progress: Progress) -> Restored:
    """Make a data folder from a backup; originals first, each read and compared, the database last.

    Raises:
        BadRequest: the folder holds no backup, or its database is damaged.
        Conflict: the data folder has a database already; nothing is written over.
        StoreUnavailable: the data folder cannot be written.
    """
    _refuse_backup(folder)
    settings = read_settings(data)
    target, database = settings.data, _database_file(settings)
    _refuse_database(target, database)
    source, store = FileStore(folder / ORIGINALS), FileStore(target / ORIGINALS)
    with _writing(target):
        for place in (target, database.parent):
            place.mkdir(parents=True, exist_ok=True)
        store.prepare()
        coming = _copy_database(folder / DATABASE, database.parent)
        names = list(source.names())
        bad = _bring_all(source, store, names, progress)
        _copy_beside(folder, target, [name for name in BESIDE if not (target / name).exists()])
        coming.replace(database)
        sync(database.parent)
    with open_service(read_settings(data)) as service:
        named = list(_hashes(service))
        bad += [one for one in named if one not in bad and not store.has(one)]
        faults = _faults(service, source, [one for one in bad if one in set(named)])
        whole = care.verify_audit(service, actor) is None
        with service.database.unit_of_work() as work:
            payload = {"originals": len(named), "bad": len(faults)}
            work.audit.append(actor.name, "service.restored", "backup", folder.name, payload, service.now())
    return Restored(Copied(len(named), len(names) - len(bad), faults), whole)


def _database_file(settings: Settings) -> Path:
    file = Database(settings.database).file
    if file is None:
        raise BadRequest(
            Message("The database is PostgreSQL; it has programs of its own for backups."),
            Message("Call pg_dump first, then copy the folder originals of the data folder."),
        )
    return file


def _refuse_database(target: Path, database: Path) -> None:
    """Leave what is there; a journal without its database would be taken for the new one's."""
    for ending in ("", "-wal", "-journal"):
        if (found := database.with_name(database.name + ending)).exists():
            raise Conflict(
                Message(
                    "The data folder {path} has a database already: {name}.",
                    {"path": str(target), "name": found.name},
                ),
                Message("Name an empty folder with --data, or put the old one aside; nothing was changed."),
            )


def _refuse_folder(service: Service, folder: Path) -> None:
    place, data = folder.resolve(), service.settings.data.resolve()
    if place.is_relative_to(data) or data.is_relative_to(place):
        raise BadRequest(
            Message("The backup {path} and the data folder lie in one another.", {"path": str(folder)}),
            Message("Name a folder on another disk: one that fails takes all with it."),
        )
    for inbox in inbox_list(service).all:
        if place.is_relative_to(inbox.resolve()):
            raise BadRequest(
                Message(
                    "The folder {path} lies in an inbox, {inbox}.", {"path": str(folder), "inbox": str(inbox)}
                ),
                Message("Name a folder elsewhere: what lies in an inbox is taken in."),
            )
    others = sorted({path.name for path in place.iterdir()} - OURS) if place.is_dir() else []
    if others or (place.exists() and not place.is_dir()):
        raise BadRequest(
            Message(
                "The folder {path} holds something else: {name}.",
                {"path": str(folder), "name": others[0] if others else place.name},
            ),
            Message("Name a new folder, or that of an earlier backup: then only what is new is copied."),
        )


def _refuse_backup(folder: Path) -> None:
    if not (folder / DATABASE).is_file() or not (folder / ORIGINALS).is_dir():
        raise BadRequest(
            Message("The folder {path} holds no backup.", {"path": str(folder)}),
            Message("Name the folder that dossier backup wrote."),
        )
    try:
        check_sqlite(folder / DATABASE)
    except StorageError as error:
        raise BadRequest(
            Message("The backup cannot be used: {why}.", {"why": str(error)}),
            Message("Take an older backup; nothing was changed."),
        ) from error


def _copy_database(source: Path, folder: Path) -> Path:
    coming = folder / COMING
    coming.unlink(missing_ok=True)
    copy_sqlite(source, coming)
    return coming


def _copy_originals(service: Service, store: FileStore, progress: Progress, *, verify: bool) -> Copied:
    """Copy after the database was copied: what it names is among what is named now."""
    hashes = list(_hashes(service))
    wanted = [one for one in hashes if not _is_there(store, one, service, verify=verify)]
    progress(len(hashes) - len(wanted), len(hashes))
    bad = _bring_all(service.files, store, wanted, progress, of=len(hashes))
    return Copied(len(hashes), len(wanted) - len(bad), _faults(service, service.files, bad))


def _is_there(store: FileStore, sha256: str, service: Service, *, verify: bool) -> bool:
    if verify:
        with contextlib.suppress(StorageError):
            store.verify(sha256)
            return True
        return False
    mine, theirs = service.files.path(sha256), store.path(sha256)
    return mine.is_file() and theirs.is_file() and mine.stat().st_size == theirs.stat().st_size


def _hashes(service: Service) -> Iterator[str]:
    seen: set[str] = set()
    after = 0
    with service.database.reading() as work:
        while rows := work.scans.hashes(after):
            after = rows[-1][0]
            fresh = [sha256 for _, sha256, _ in rows if sha256 not in seen]
            seen.update(fresh)
            yield from dict.fromkeys(fresh)


def _bring_all(
    source: FileStore, store: FileStore, names: Sequence[str], progress: Progress, of: int | None = None
) -> list[str]:
    """Copy originals, ``of`` so many in all; return those whose bytes are missing or were changed."""
    total = len(names) if of is None else of
    bad = []
    for done, sha256 in enumerate(names, start=total - len(names) + 1):
        try:
            source.verify(sha256)
            store.put(source.path(sha256))
        except (DamagedOriginal, MissingOriginal):
            bad.append(sha256)
        progress(done, total)
    return bad


def _faults(service: Service, source: FileStore, bad: Collection[str]) -> list[Message]:
    with service.database.reading() as work:
        known = {sha256: work.scans.first_with(sha256) for sha256 in bad}
    faults = []
    for sha256, scan in known.items():
        fault = Message("{file} is missing there (SHA-256 {sha256}).")
        if source.has(sha256):
            fault = Message("{file} is damaged there: its bytes were changed (SHA-256 {sha256}).")
        name = display_name(scan.file_name) if scan else "–"
        faults.append(Message(fault.template, {"file": name, "sha256": sha256}))
    return faults


def _copy_beside(source: Path, target: Path, names: Collection[str]) -> None:
    for name in names:
        if (source / name).is_file():
            shutil.copy2(source / name, target / name)


@contextlib.contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, StorageError) as error:
        raise StoreUnavailable(
            Message("The folder {path} cannot be written: {why}.", {"path": str(folder), "why": str(error)}),
            Message("Choose a folder with room that you may write to."),
        ) from error

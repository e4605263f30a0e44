"""Verbs of the second copy: everything that cannot be made again, and a data folder made from it.

A backup is a folder: ``dossier.db`` as it was at one moment, ``originals/`` as in the data folder, and the
settings beside them. The database is copied first and put in place last: whatever moment the copying is
stopped at, the folder holds the last whole database and at least the originals it names.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from capture.inbox import display_name
from capture.pages import Message
from dossier import care
from dossier.backup_folder import (
    COMING,
    DATABASE,
    ORIGINALS,
    only_writer,
    put_in_place,
    read_beside,
    reading,
    refuse_backup,
    refuse_folder,
    refuse_other_archive,
    without_elsewhere,
    write_beside,
    writing,
)
from dossier.errors import BadRequest, Conflict
from dossier.inbox_list import pause_outside
from dossier.rights import may
from dossier.settings import Settings, data_folder, read_settings
from dossier.wiring import Service, open_service
from storage.copying import carry_original, clear_copy, copy_sqlite, is_whole, readable_names
from storage.database import Database
from storage.errors import DamagedOriginal, MissingOriginal, UnreadableOriginal
from storage.files import FileStore, sync
from storage.viewer import Viewer

MARK = "backup"

MISSING = Message("{file} is missing there (SHA-256 {sha256}).")
CHANGED = Message("{file} is damaged there: its bytes were changed (SHA-256 {sha256}).")
UNREADABLE = Message("{file} cannot be read there: {why} (SHA-256 {sha256}).")

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
    """What a data folder made from a backup holds; ``log_is_whole`` says whether the audit log verifies.

    ``unknown`` tells of originals that no paper of the database has; ``left_out`` of settings not taken over;
    ``paused`` are the inboxes that the service will not watch before somebody resumes them.
    """

    originals: Copied
    log_is_whole: bool
    unknown: Sequence[Message] = ()
    left_out: Sequence[Message] = ()
    paused: Sequence[Path] = ()


def settings_to_back_up(data: Path | None) -> Settings:
    """Read the settings of an archive that is there; none is made, neither a folder nor a database.

    Raises:
        BadRequest: there is no database, or it is PostgreSQL.
        StoreUnavailable: it may not be read.
    """
    with reading(data_folder(data)):
        settings = read_settings(data)
        database = _database_file(settings)
        if not database.is_file():
            raise BadRequest(
                Message("There is no database {path}: nothing to back up.", {"path": str(database)}),
                Message("See that --data names the right folder, and that its disk is mounted."),
            )
        database.open("rb").close()
    return settings


def back_up(
    service: Service, actor: Viewer, folder: Path, progress: Progress, *, verify: bool = False
) -> Copied:
    """Copy the database and every original that is not in the folder yet; the service may go on working.

    ``verify`` reads the originals that were there already, too; bad ones are written anew.

    Raises:
        Forbidden: the actor does not care for the service.
        BadRequest: the folder holds something else or lies in the data folder; or the database is PostgreSQL.
        Conflict: the folder holds the backup of another archive, or another backup is being written into it.
        StoreUnavailable: the folder cannot be written.
    """
    may(actor, "service.care")
    database = _database_file(service.settings)
    store = FileStore(folder / ORIGINALS)
    with writing(folder):
        refuse_folder(service, database, folder)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with only_writer(folder):
            refuse_other_archive(folder, database)
            store.prepare()
            with reading(service.settings.data):
                beside = read_beside(service.settings.data)
            with _coming(database, folder) as coming:
                copied = _copy_originals(service, store, progress, verify=verify)
                write_beside(folder, beside)
                put_in_place(coming, folder)
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
        SettingInvalid: the backup's settings do not hold here; mend them in the data folder, then call again.
        StoreUnavailable: the backup cannot be read, or the data folder cannot be written.
    """
    refuse_backup(folder)
    with reading(folder):
        beside = read_beside(folder)
    left_out = without_elsewhere(beside)
    with writing(data_folder(data)):
        settings = read_settings(data)
    target, database = settings.data, _database_file(settings)
    source, store = FileStore(folder / ORIGINALS), FileStore(target / ORIGINALS)
    with writing(target):
        _refuse_database(target, database)
        for place in (target, database.parent):
            place.mkdir(parents=True, exist_ok=True)
        with only_writer(database.parent):
            _refuse_database(target, database)  # another one may have come in between
            store.prepare()
            names = readable_names(source)
            with _coming(folder / DATABASE, database.parent) as coming:
                bad = _bring_all(source, store, names, progress)
                write_beside(
                    target, {name: held for name, held in beside.items() if not (target / name).exists()}
                )
                # The database that was written, whatever the settings that came with it say.
                restored = read_settings(target, database_url=settings.database)
                coming.replace(database)
                sync(database.parent)
    with open_service(restored) as service:
        named = list(_hashes(service))
        brought = set(names).difference(bad)
        missed = {one: bad.get(one, MISSING) for one in named if one not in brought}
        # What the target has whole is not missed, however the backup's copy looks.
        missed = {one: fault for one, fault in missed.items() if not is_whole(store, one)}
        unknown = _unknown(store, set(named))
        whole = care.verify_audit(service, actor) is None
        faults = _faults(service, missed)
        with service.database.unit_of_work() as work:
            payload = {"originals": len(named), "bad": len(faults)}
            work.audit.append(actor.name, "service.restored", "backup", folder.name, payload, service.now())
            # A trial beside the service in use would take the papers that its scanners bring.
            paused = pause_outside(service, work, actor, target)
    return Restored(Copied(len(named), len(brought), faults), whole, unknown, left_out, paused)


@contextlib.contextmanager
def _coming(source: Path, folder: Path) -> Iterator[Path]:
    """Copy the database beside where it will be; nothing of it stays when it does not get there."""
    coming = folder / COMING
    clear_copy(coming)
    try:
        copy_sqlite(source, coming)
        yield coming
    finally:
        clear_copy(coming)


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


def _copy_originals(service: Service, store: FileStore, progress: Progress, *, verify: bool) -> Copied:
    """Copy after the database was copied: what it names is among what is named now."""
    hashes = list(_hashes(service))
    wanted = [one for one in hashes if not _is_there(store, one, service, verify=verify)]
    progress(len(hashes) - len(wanted), len(hashes))
    bad = _bring_all(service.files, store, wanted, progress, of=len(hashes))
    return Copied(len(hashes), len(wanted) - len(bad), _faults(service, bad))


def _is_there(store: FileStore, sha256: str, service: Service, *, verify: bool) -> bool:
    if verify:
        return is_whole(store, sha256)
    mine, theirs = service.files.path(sha256), store.path(sha256)
    try:
        return mine.is_file() and theirs.is_file() and mine.stat().st_size == theirs.stat().st_size
    except OSError:
        return False


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
) -> dict[str, Message]:
    """Copy originals, ``of`` so many in all; return what is wrong with those that could not be."""
    total = len(names) if of is None else of
    bad = {}
    for done, sha256 in enumerate(names, start=total - len(names) + 1):
        try:
            carry_original(source, store, sha256)
        except MissingOriginal:
            bad[sha256] = MISSING
        except UnreadableOriginal as error:
            bad[sha256] = Message(UNREADABLE.template, {"why": str(error)})
        except DamagedOriginal:
            bad[sha256] = CHANGED
        progress(done, total)
    return bad


def _faults(service: Service, bad: Mapping[str, Message]) -> list[Message]:
    with service.database.reading() as work:
        known = {sha256: work.scans.first_with(sha256) for sha256 in bad}
    faults = []
    for sha256, scan in known.items():
        name = display_name(scan.file_name) if scan else "–"
        fault = bad[sha256]
        faults.append(Message(fault.template, {**fault.params, "file": name, "sha256": sha256}))
    return faults


def _unknown(store: FileStore, named: set[str]) -> list[Message]:
    found = [one for one in readable_names(store) if one not in named]
    if not found:
        return []
    told = [Message("No paper has the original {path}.", {"path": str(store.path(one))}) for one in found]
    hint = Message(
        "Originals that no paper has: {n}. They came in after the backup: dossier add takes them in again.",
        {"n": len(found)},
    )
    return [*told, hint]

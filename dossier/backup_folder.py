"""The folder of a backup: what belongs into it, which folders are refused, and its one writer."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from capture.pages import Message
from dossier.errors import BadRequest, Conflict, StoreUnavailable
from dossier.inbox_list import inbox_list
from dossier.rules_plan import LOCAL_FILE
from dossier.settings import PREFIX, SETTINGS_FILE
from dossier.wiring import Service
from storage.copying import alone, check_sqlite, is_beginning, sha256_of
from storage.errors import StorageError
from storage.files import sync

DATABASE, ORIGINALS = "dossier.db", "originals"
BEFORE, SEAL = "dossier.db.before", "dossier.db.sha256"
BESIDE = (SETTINGS_FILE, LOCAL_FILE)
"""Files of the data folder that are copied as they are, where there are such."""
COMING, LOCK = ".dossier.db.coming", ".backup.lock"
OURS = frozenset(
    {DATABASE, ORIGINALS, BEFORE, SEAL, LOCK, f"{SEAL}.coming", f"{BEFORE}.coming", *BESIDE}
    | {COMING + ending for ending in ("", "-journal", "-wal", "-shm")}
)
NOBODYS = frozenset({"lost+found"})
"""What a disk has of its own at its root."""
ELSEWHERE = re.compile(rf"(?im)^[ \t]*(?:export[ \t]+)?{PREFIX}(?:DATABASE_URL|DATA)[ \t]*=.*$")
"""Settings that would lead a restored data folder to the database of another one."""


def refuse_folder(service: Service, database: Path, folder: Path) -> None:
    """Refuse what is no new folder and no earlier backup, and what lies where it must not.

    Raises:
        BadRequest: says why.
        OSError: the folder cannot be looked at.
    """
    place, data = folder.resolve(), service.settings.data.resolve()
    parts = [(place / name).resolve() for name in (DATABASE, ORIGINALS)]
    inside = any(one.is_relative_to(data) or one == database.resolve() for one in (place, *parts))
    if inside or any(data.is_relative_to(one) for one in (place, *parts)):
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
    others = sorted({path.name for path in place.iterdir()} - OURS - NOBODYS) if place.is_dir() else []
    if others or (place.exists() and not place.is_dir()):
        raise BadRequest(
            Message(
                "The folder {path} holds something else: {name}.",
                {"path": str(folder), "name": others[0] if others else place.name},
            ),
            Message("Name a new folder, or that of an earlier backup: then only what is new is copied."),
        )


def refuse_other_archive(folder: Path, database: Path) -> None:
    """Never write over a backup that knows something the database does not: it may be the only copy.

    Raises:
        Conflict: the audit log in the backup is not how that of the database begins.
        OSError: the backup cannot be read.
    """
    kept = folder / DATABASE
    if not kept.exists():
        return
    kept.open("rb").close()
    if not is_beginning(kept, database):
        raise Conflict(
            Message(
                "The backup {path} is of another archive, or knows more than this one.", {"path": str(folder)}
            ),
            Message("See that --data names the right folder, on a mounted disk; else name a new folder."),
        )


def refuse_backup(folder: Path) -> None:
    """Refuse what is no whole backup.

    Raises:
        BadRequest: there is none, or its database is damaged.
        StoreUnavailable: it may not be read.
    """
    with reading(folder):
        if not (folder / DATABASE).is_file() or not (folder / ORIGINALS).is_dir():
            raise BadRequest(
                Message("The folder {path} holds no backup.", {"path": str(folder)}),
                Message("Name the folder that dossier backup wrote."),
            )
        next((folder / ORIGINALS).iterdir(), None)
        sealed = _sealed(folder)
        changed = bool(sealed) and sha256_of(folder / DATABASE) not in sealed
    other = Message("its database has other bytes than were written")
    why = other if changed else _damage(folder / DATABASE)
    if why:
        raise BadRequest(
            Message("The backup cannot be used: {why}.", {"why": why}),
            Message("Take an older one, or rename its dossier.db.before to dossier.db; nothing was changed."),
        )


def _damage(database: Path) -> Message | str:
    try:
        check_sqlite(database)
    except StorageError as error:
        return str(error)
    return ""


def _sealed(folder: Path) -> list[str]:
    """Return the SHA-256 that a database of the folder may have; none in one of an earlier version."""
    seal = folder / SEAL
    return re.findall(r"(?m)^[0-9a-f]{64}", seal.read_text("ascii", "replace")) if seal.exists() else []


def put_in_place(coming: Path, folder: Path) -> None:
    """Make the database that came the folder's, and keep the one before it.

    The seal is written before and names both: whenever this is stopped, the database is one of them.
    """
    kept, lines = folder / DATABASE, [f"{sha256_of(coming)}  {DATABASE}\n"]
    if kept.exists():
        sealed, digest = _sealed(folder), sha256_of(kept)
        if not sealed or digest in sealed:  # a damaged one takes no place of a good one
            lines += [f"{digest}  {BEFORE}\n"]
            _keep_before(kept)
    seal = folder / f"{SEAL}.coming"
    seal.write_text("".join(lines), encoding="ascii")
    sync(seal)
    seal.replace(folder / SEAL)
    sync(folder)
    coming.replace(kept)
    sync(folder)


def _keep_before(kept: Path) -> None:
    second = kept.with_name(f"{BEFORE}.coming")
    second.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # shares and cards without links keep the newest alone
        os.link(kept, second)
        second.replace(kept.with_name(BEFORE))


def read_beside(folder: Path) -> dict[str, bytes]:
    """Return the small files beside a database."""
    return {name: (folder / name).read_bytes() for name in BESIDE if (folder / name).is_file()}


def write_beside(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the small files, for their owner alone: there may be passwords among the settings."""
    for name, content in files.items():
        path = folder / name
        path.touch(mode=0o600)
        path.write_bytes(content)


def without_elsewhere(files: dict[str, bytes]) -> Sequence[Message]:
    """Make settings that name another database or data folder comments; tell of them."""
    if SETTINGS_FILE not in files:
        return ()
    text = files[SETTINGS_FILE].decode("utf-8", "surrogateescape")
    text, found = ELSEWHERE.subn(lambda line: f"# left out by dossier restore: {line[0].strip()}", text)
    files[SETTINGS_FILE] = text.encode("utf-8", "surrogateescape")
    if not found:
        return ()
    return (
        Message("Left out of dossier.env: the database and data folder it named; they may be those in use."),
    )


@contextlib.contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Blame a backup for what fails while it is read."""
    try:
        yield
    except OSError as error:
        raise StoreUnavailable(
            Message("The folder {path} cannot be read: {why}.", {"path": str(folder), "why": str(error)}),
            Message("Call it as the user who may read all of it."),
        ) from error


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Blame a folder for what fails while it is written."""
    try:
        yield
    except (OSError, StorageError) as error:
        raise StoreUnavailable(
            Message("The folder {path} cannot be written: {why}.", {"path": str(folder), "why": str(error)}),
            Message("Choose a folder with room that you may write to."),
        ) from error


@contextlib.contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Let one backup or restore at a time write into a folder.

    Raises:
        Conflict: another one writes into it now.
    """
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(alone(folder / LOCK))
        except BlockingIOError as error:
            raise Conflict(
                Message("Another backup or restore writes into {path} now.", {"path": str(folder)}),
                Message("Wait until it is done, then call this again."),
            ) from error
        yield

"""Copies of the database and of originals: taken while others write, looked through before trusted."""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from storage.errors import StorageError, UnreadableOriginal, WrongDatabase
from storage.files import FileStore, is_original_name, sync


def copy_sqlite(source: Path, target: Path) -> None:
    """Write an SQLite database as it is at this moment into a new file of its own; writers need not stop.

    Only the file's owner may read it: it holds the hashes of passwords. It is on the disk on return.

    Raises:
        OSError: the file exists, or cannot be written.
        WrongDatabase: the source is no database, or the disk has no room for its copy.
    """
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as there,
            closing(sqlite3.connect(target)) as here,
        ):
            there.backup(here)
            here.execute("PRAGMA journal_mode = DELETE").close()  # one file, nothing beside it
    except sqlite3.Error as error:
        raise WrongDatabase(f"the database could not be copied: {error}") from error
    sync(target)


def clear_copy(target: Path) -> None:
    """Take away what a copy that was not finished left: the file and SQLite's beside it."""
    for ending in ("", "-journal", "-wal", "-shm"):
        target.with_name(target.name + ending).unlink(missing_ok=True)


def check_sqlite(path: Path) -> None:
    """Look through every page of an SQLite file that nobody writes to.

    Raises:
        WrongDatabase: it is no database, or is damaged.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
            if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                found = ["it is empty"]
    except sqlite3.Error as error:
        raise WrongDatabase(f"the database is damaged: {error}") from error
    if found != ["ok"]:
        raise WrongDatabase(f"the database is damaged: {found[0]}")


def is_beginning(earlier: Path, present: Path) -> bool:
    """Tell whether the audit log of one SQLite file is how that of another begins: both are one archive.

    A file that is no whole database knows nothing that could be lost: it counts as a beginning.

    Raises:
        WrongDatabase: the present one cannot be read.
    """
    try:
        head = _audit_rows(earlier, "immutable=1", "ORDER BY seq DESC LIMIT 1")
    except sqlite3.Error:
        return True
    if not head:
        return True
    seq, hash_ = head[0]
    try:
        return _audit_rows(present, "mode=ro", f"WHERE seq = {int(seq)}") == [(seq, hash_)]
    except sqlite3.Error as error:
        raise WrongDatabase(f"the database cannot be read: {error}") from error


def _audit_rows(path: Path, mode: str, which: str) -> list[tuple[int, str]]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)) as connection:
        return connection.execute(f"SELECT seq, hash FROM audit {which}").fetchall()


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Hold a lock file as long as the block runs; the file is gone afterwards, or says nothing once dead.

    Raises:
        BlockingIOError: somebody else holds it.
        OSError: it cannot be written.
    """
    while True:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            raise
        if os.fstat(descriptor).st_nlink:
            break
        os.close(descriptor)  # whoever held it took it away before it was locked
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
        os.close(descriptor)


class _Reading(io.BufferedReader):
    """An original that is read; where that fails, the original is to blame, not where it is written to."""

    def read(self, size: int | None = -1, /) -> bytes:
        try:
            return super().read(size)
        except OSError as error:
            raise UnreadableOriginal(str(error)) from error


def carry_original(source: FileStore, target: FileStore, sha256: str) -> None:
    """Copy an original between stores after its bytes were compared with its name.

    Raises:
        MissingOriginal: the source has none.
        DamagedOriginal: its bytes are others than were stored, or cannot be read.
        StorageFull: the target has no room.
        OSError: the target cannot be written.
    """
    try:
        source.verify(sha256)
        stream = _Reading(io.FileIO(source.path(sha256)))
    except OSError as error:
        raise UnreadableOriginal(str(error)) from error
    with stream:
        target.put(stream)


def is_whole(store: FileStore, sha256: str) -> bool:
    """Tell whether an original is there with the bytes that were stored; what cannot be read is not."""
    try:
        store.verify(sha256)
    except (OSError, StorageError):
        return False
    return True


def readable_names(store: FileStore) -> list[str]:
    """Return the names of all originals in folders that can be read; others are missed by name."""
    names: list[str] = []
    for folder in sorted(store.root.glob("[0-9a-f][0-9a-f]")):
        with suppress(OSError):
            names += sorted(path.name for path in folder.iterdir() if is_original_name(path.name))
    return names

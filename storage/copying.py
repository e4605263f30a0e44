"""Copies of the database as a file: taken while others write, looked through before they are trusted."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.errors import WrongDatabase
from storage.files import sync


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

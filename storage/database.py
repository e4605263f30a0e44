"""The database: opening, migrating, and the one place that commits.

SQLite: WAL, foreign keys, 30 s of patience, every commit on the disk before it returns; units of
work that write begin with the write lock, so that no unit fails half-way for having read first.
PostgreSQL through psycopg behaves the same through its own means.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from storage import migrations
from storage.errors import NotVisible, StorageFull, WrongDatabase
from storage.tables.base import dump_json, load_json
from storage.work import Work

BUSY_SECONDS = 30
_MIGRATION_LOCK = 0x00D0551E


class Database:
    """One database, usable from many threads: each unit of work has a session of its own."""

    def __init__(self, url: str) -> None:
        """Open nothing yet.

        Raises:
            WrongDatabase: the address is not one of SQLite (a file) or PostgreSQL.
        """
        try:
            parsed = make_url(url)
        except ArgumentError as error:
            raise WrongDatabase(f"{url!r} is not the address of a database") from error
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        self.is_sqlite = parsed.drivername in ("sqlite", "sqlite+pysqlite")
        if not self.is_sqlite and parsed.drivername != "postgresql+psycopg":
            raise WrongDatabase(f"storage knows SQLite and PostgreSQL, not {parsed.drivername}")
        if self.is_sqlite and parsed.database in (None, "", ":memory:"):
            raise WrongDatabase("a SQLite database needs a file")
        self._url = parsed
        self._engine = _open_engine(parsed.render_as_string(hide_password=False), self.is_sqlite)
        self._writing_engine = self._engine.execution_options(writes=True)
        self._reading_engine = self._engine.execution_options(
            **({} if self.is_sqlite else {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"})
        )
        self._turn = threading.Lock()
        self._holder: int | None = None

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database; PostgreSQL's is none of ours."""
        return Path(self._url.database or "") if self.is_sqlite else None

    def migrate(self) -> None:
        """Bring the tables to the newest form. Two processes may do so at once.

        Raises:
            WrongDatabase: the database was made by a newer version.
        """
        if self.file is not None:
            _create_private(self.file)
        engine = _open_engine(
            self._url.render_as_string(hide_password=False), self.is_sqlite, foreign_keys=False
        )
        try:
            with engine.execution_options(writes=True).begin() as connection:
                if not self.is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
                _upgrade(connection)
        finally:
            engine.dispose()

    @contextmanager
    def unit_of_work(self) -> Iterator[Work]:
        """Give a unit of work: committed when the block ends, rolled back when it raises.

        Raises:
            RuntimeError: this thread is inside another unit of work already.
        """
        with self._my_turn(), Session(self._writing_engine, expire_on_commit=False) as session:
            work = Work(session)
            try:
                yield work
                work.search.follow()
                _still_open(session)
                session.commit()
            except BaseException:
                session.rollback()
                raise

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """Give a unit that sees one moment of the database and cannot change it."""
        with Session(self._reading_engine, autoflush=False, expire_on_commit=False) as session:
            try:
                yield Work(session)
            finally:
                session.rollback()

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        """Let the writers of this process queue up fairly; SQLite's own waiting is polling."""
        if not self.is_sqlite:
            yield
            return
        me = threading.get_ident()
        if self._holder == me:
            raise RuntimeError("a unit of work inside a unit of work would wait for itself")
        with self._turn:
            self._holder = me
            try:
                yield
            finally:
                self._holder = None


def _create_private(file: Path) -> None:
    """Create a file for SQLite to fill that its owner alone may read: it holds the hashes of passwords."""
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))


def _still_open(session: Session) -> None:
    """SQLite ends a transaction by itself when the disk is full; what follows must not count."""
    raw = session.connection().connection.dbapi_connection
    if isinstance(raw, sqlite3.Connection) and not raw.in_transaction:
        raise StorageFull("the database ended the unit of work by itself")


def newest_revision() -> str:
    """Return the revision of the newest migration, as its file is named."""
    return max(path.name[:4] for path in Path(migrations.__path__[0], "versions").glob("[0-9]*.py"))


def _is_newest(connection: Connection) -> bool:
    if not inspect(connection).has_table("alembic_version"):
        return False
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    return found == [newest_revision()]


def _upgrade(connection: Connection) -> None:
    if _is_newest(connection):
        return
    # loaded here, because it takes a third of a second that no command on a current database needs
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__path__[0])).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise WrongDatabase("the database was made by a newer version of this program") from error


_NUMBER_OUT_OF_RANGE = "22003"  # PostgreSQL's numeric_value_out_of_range


def _refuse_huge_number(context: ExceptionContext) -> None:
    # No row has a number the database cannot hold; whoever asks for one is told that there is no such row.
    error = context.original_exception
    if isinstance(error, OverflowError) or getattr(error, "sqlstate", None) == _NUMBER_OUT_OF_RANGE:
        raise NotVisible("a number beyond all rows")


_POSTGRES_FULL = "53100"  # disk_full


def _name_full_disk(context: ExceptionContext) -> None:
    # Nothing was written; whoever asked is told what is wrong instead of that something is.
    error = context.original_exception
    full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    if full or getattr(error, "sqlstate", None) == _POSTGRES_FULL:
        raise StorageFull("the database has no room") from error


def _open_engine(url: str, is_sqlite: bool, *, foreign_keys: bool = True) -> Engine:
    if not is_sqlite:
        engine = create_engine(
            url,
            json_serializer=dump_json,
            json_deserializer=load_json,
            pool_pre_ping=True,
            pool_size=10,
            max_overflow=40,
        )
        event.listen(engine, "handle_error", _refuse_huge_number)
        event.listen(engine, "handle_error", _name_full_disk)
        return engine
    options: dict[str, Any] = (
        {"poolclass": NullPool} if not foreign_keys else {"pool_size": 10, "max_overflow": 40}
    )
    engine = create_engine(
        url,
        json_serializer=dump_json,
        json_deserializer=load_json,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        **options,
    )
    event.listen(engine, "handle_error", _refuse_huge_number)
    event.listen(engine, "handle_error", _name_full_disk)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout = {BUSY_SECONDS * 1000}",
            "journal_mode = WAL",
            "synchronous = FULL",
            f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine

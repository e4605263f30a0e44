"""Databases to try storage on: SQLite always, PostgreSQL where Debian's package is installed.

Tests build their tables with the migrations. The PostgreSQL cluster is private (``bench/cluster.py``).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from bench.cluster import address, cluster, programs
from storage.database import Database
from storage.query_parser import NO_NAMES, parse
from storage.search_hits import Found
from storage.states import DocumentState, ScanState, Source
from storage.values import Document, Judgement, PageRef, Received, Scan
from storage.viewer import SYSTEM, Viewer


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory) -> Path:
    """An empty migrated database that is copied for each test."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres_folder() -> Iterator[Path]:
    """The folder of a running private cluster, whose socket lies in it."""
    if programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with cluster("fsync=off", "max_connections=60") as folder:
        database = Database(address(folder, "template1"))
        database.migrate()
        database.close()
        yield folder


@pytest.fixture
def postgres_url(postgres_folder: Path) -> Iterator[str]:
    """The address of a fresh migrated database."""
    name = f"t{os.urandom(6).hex()}"
    administer = psycopg.connect(address(postgres_folder), autocommit=True)
    with contextlib.closing(administer):
        administer.execute(f'CREATE DATABASE "{name}"')
        yield address(postgres_folder, name)
        administer.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request, tmp_path: Path) -> str:
    """The address of a fresh migrated database of either kind."""
    if request.param == "postgres":
        return request.getfixturevalue("postgres_url")
    shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "dossier.db")
    return f"sqlite:///{tmp_path / 'dossier.db'}"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh migrated database of either kind."""
    opened = Database(database_url)
    yield opened
    opened.close()


class Office:
    """Fills a database the way the service does, with as few words as possible."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
        self._files = 0

    def customer(self, name: str, *, team: int | None = None, uscc: str | None = None) -> int:
        with self.database.unit_of_work() as work:
            return work.customers.create(
                name, name.lower(), "manufacturing", self.now, team_id=team, uscc=uscc
            ).id

    def team(self, name: str) -> int:
        with self.database.unit_of_work() as work:
            return work.teams.create(name).id

    def receive(self, **changes) -> Scan:
        self._files += 1
        name = f"{self._files:04}.pdf"
        received = Received(hashlib.sha256(name.encode()).hexdigest(), 10, name, Source.INBOX, "/in", name)
        with self.database.unit_of_work() as work:
            return work.scans.receive(replace(received, **changes), self.now).scan

    def file(
        self,
        *pages: str,
        customer: int | None = None,
        type_id: str = "contract",
        state: DocumentState | None = None,
        fields: dict[str, object] | None = None,
        date: dt.date | None = None,
    ) -> Document:
        """Receive a scan with one document of these page texts, and finish it."""
        scan = self.receive()
        state = state or (DocumentState.REVIEW if customer is None else DocumentState.FILED)
        refs = [PageRef(scan.id, number) for number in range(1, len(pages) + 1)]
        with self.database.unit_of_work() as work:
            work.scans.claim_one(scan.id, "office", self.now, dt.timedelta(minutes=1))
            work.pages.create(scan.id, len(pages))
            for ref, text in zip(refs, pages, strict=True):
                work.pages.save(ref, json.dumps(text))
                work.search.put(ref, text.split("\n"))
            judgement = Judgement(type_id, "合同", 0.9, fields=fields or {}, date=date)
            document = work.documents.create(judgement, refs, customer_id=customer, state=state, now=self.now)
            work.scans.finish(scan.id, "office", ScanState(state.value), self.now)
        return document

    def alike(self, query: str) -> Found:
        with self.database.reading() as work:
            return work.search.alike(SYSTEM, parse(query))

    def search(self, query: str, viewer: Viewer = SYSTEM, *, names=NO_NAMES, filters=(), **options) -> Found:
        with self.database.reading() as work:
            return work.search.find(viewer, parse(query, names).and_also(*filters), **options)


@pytest.fixture
def office(database: Database) -> Office:
    """A database with means to fill it."""
    return Office(database)

"""The audit log: append-only, chained, and part of the change it tells of."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from storage.database import Database
from storage.repositories.audit import GENESIS

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
_UNLOCK = {
    "sqlite": ("DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"),
    "postgresql": ("DROP TRIGGER audit_no_change ON audit",),
}


def test_entries_follow_each_other(database):
    append(database, 3)
    with database.reading() as work:
        entries = work.audit.browse().items[::-1]
        assert [entry.seq for entry in entries] == [1, 2, 3]
        assert [entry.prev_hash for entry in entries] == [GENESIS, entries[0].hash, entries[1].hash]
        assert entries[0].payload == {"from": "丙", "n": 1}
        assert entries[0].at == NOW
        assert work.audit.head() == (3, entries[2].hash)
        assert work.audit.verify() is None


def test_an_empty_log_is_sound(database):
    with database.reading() as work:
        assert work.audit.verify() is None
        assert work.audit.head() == (0, GENESIS)


@pytest.mark.parametrize(
    "statement", ["UPDATE audit SET actor = 'x' WHERE seq = 2", "DELETE FROM audit WHERE seq = 2"]
)
def test_the_database_itself_refuses_changes(database, statement):
    append(database, 3)
    with pytest.raises(DBAPIError, match="append-only"):
        execute(database, statement)
    with database.reading() as work:
        assert work.audit.verify() is None


@pytest.mark.parametrize(
    ("statement", "seq", "reason"),
    [
        ("UPDATE audit SET actor = 'x' WHERE seq = 2", 2, "changed"),
        ("UPDATE audit SET payload = '{}' WHERE seq = 3", 3, "changed"),
        ("UPDATE audit SET at = '2020-01-01' WHERE seq = 1", 1, "changed"),
        ("DELETE FROM audit WHERE seq = 2", 2, "missing"),
        ("DELETE FROM audit WHERE seq = 3", 3, "last entries"),
        ("DELETE FROM audit", 1, "last entries"),
    ],
)
def test_tampering_is_found_where_it_begins(database, statement, seq, reason):
    append(database, 3)
    execute(database, *_UNLOCK[database._engine.dialect.name], statement)
    with database.reading() as work:
        fault = work.audit.verify()
    assert fault is not None
    assert fault.seq == seq
    assert reason in fault.reason


def test_an_entry_goes_with_a_change_that_fails(database):
    append(database, 1)
    with pytest.raises(ValueError, match="month"):
        append_and_fail(database)
    append(database, 1)
    with database.reading() as work:
        assert work.audit.head()[0] == 2
        assert work.audit.verify() is None


def test_writers_at_the_same_time_make_one_chain(database_url):
    def write() -> None:
        own = Database(database_url)
        append(own, 5)
        own.close()

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    database = Database(database_url)
    with database.reading() as work:
        assert work.audit.head()[0] == 20
        assert work.audit.verify() is None
    database.close()


def test_entries_are_listed_by_subject_and_actor(database):
    append(database, 3)
    with database.unit_of_work() as work:
        work.audit.append("b", "login", "user", 7, {}, NOW)
    with database.reading() as work:
        assert [entry.seq for entry in work.audit.browse(subject_kind="user", subject_id=7).items] == [4]
        assert work.audit.browse(actor="a").total == 3
        first = work.audit.browse(limit=3)
        assert [entry.seq for entry in work.audit.browse(limit=3, cursor=first.next).items] == [1]


def append(database: Database, count: int) -> None:
    for number in range(1, count + 1):
        with database.unit_of_work() as work:
            work.audit.append("a", "move", "document", 1, {"n": number, "from": "丙"}, NOW)


def append_and_fail(database: Database) -> None:
    with database.unit_of_work() as work:
        work.audit.append("a", "move", "document", 1, {}, NOW)
        dt.date(2026, 13, 1)


def execute(database: Database, *statements: str) -> None:
    with database._writing_engine.begin() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))


def test_a_change_of_several_papers_was_told_in_the_first_ones_dossier_only(office):
    ours, theirs = office.customer("甲"), office.customer("乙")
    first, second, third = (office.file(name, customer=ours) for name in ("一", "二", "三"))
    with office.database.unit_of_work() as work:
        for papers in ([first.id, second.id], [first.id], [first.id, third.id]):
            act = work.acts.record("file_together", "a", NOW, papers, {}, {})
            payload = {"act": act.id, "documents": papers}
            work.audit.append("a", "document.file_together", "document", papers[0], payload, NOW)
        work.documents.set_customer(first.id, theirs, NOW, by_person=True)
    with office.database.reading() as work:
        told = {
            name: [entry.payload["documents"] for entry in work.audit.of_dossier(customer)[0]]
            for name, customer in (("ours", ours), ("theirs", theirs))
        }
        assert told["ours"] == [[first.id, third.id], [first.id, second.id]]
        assert told["theirs"] == [[first.id, third.id], [first.id], [first.id, second.id]]
        assert work.audit.of_dossier(ours, limit=1)[1] == 2
        assert [entry.seq for entry in work.audit.of_document(second.id, limit=9)] == [1]
        assert [entry.seq for entry in work.audit.of_document(first.id, limit=2)] == [3, 2]
        for papers, seqs in (
            ([second.id], [1]),
            ([third.id], [3]),
            ([third.id, first.id, second.id], [1, 2, 3]),
        ):
            assert [entry.seq for entry in work.audit.of_subjects({"document": papers})] == seqs

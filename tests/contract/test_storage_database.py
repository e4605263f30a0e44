"""Units of work: all or nothing, many threads, several processes, and migrations."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from storage.database import Database
from storage.errors import NotVisible, WrongDatabase
from storage.viewer import SYSTEM


def test_a_unit_of_work_stands_or_falls_as_a_whole(office, database):
    with pytest.raises(ZeroDivisionError):
        create_and_fail(database, office.now)
    with database.reading() as work:
        assert work.customers.browse(SYSTEM).total == 0


def test_a_reading_unit_cannot_write(office, database):
    with pytest.raises(DBAPIError), database.reading() as work:
        work.customers.create("甲", "甲", "m", office.now)
    office.customer("乙")
    with database.reading() as work:
        assert [row.name for row in work.customers.browse(SYSTEM).items] == ["乙"]


def test_a_reading_unit_sees_one_moment(office, database):
    office.customer("甲")
    with database.reading() as work:
        assert work.customers.browse(SYSTEM).total == 1
        office.customer("乙")
        assert work.customers.browse(SYSTEM).total == 1


def test_readers_do_not_wait_for_a_writer(office, database):
    with database.unit_of_work() as work:
        work.customers.create("甲", "甲", "m", office.now)
        with database.reading() as other:
            assert other.customers.browse(SYSTEM).total == 0


def test_many_threads_write_without_losing_anything(office, database):
    def write(number: int) -> None:
        for turn in range(5):
            office.customer(f"{number}-{turn}")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as work:
        assert work.customers.browse(SYSTEM).total == 40


def test_the_same_bytes_from_two_threads_become_one_scan_and_a_duplicate(office, database):
    scans = []

    def receive() -> None:
        scans.append(office.receive(sha256="a" * 64, inbox=None, path=None))

    threads = [threading.Thread(target=receive) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(scan.state for scan in scans) == ["duplicate"] * 3 + ["working"]


def test_a_scan_is_claimed_by_one_of_many(office, database):
    office.receive()
    claimed = []

    def claim(owner: str) -> None:
        with database.unit_of_work() as work:
            claimed.append(work.scans.claim(owner, office.now, office.now - office.now))

    threads = [threading.Thread(target=claim, args=(str(number),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(scan is not None for scan in claimed) == 1


def test_migrating_again_changes_nothing(office, database):
    office.customer("甲")
    database.migrate()
    with database.reading() as work:
        assert work.customers.browse(SYSTEM).total == 1


def test_a_database_of_a_newer_version_is_refused(database):
    with database._writing_engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WrongDatabase, match="newer version"):
        database.migrate()


def test_two_processes_may_migrate_at_once(tmp_path):
    url = f"sqlite:///{tmp_path / 'new.db'}"
    program = f"from storage.database import Database; Database({url!r}).migrate()"
    processes = [
        subprocess.Popen([sys.executable, "-W", "error", "-c", program], stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    for process in processes:
        _, complaint = process.communicate(timeout=240)
        assert process.returncode == 0, complaint.decode()
    database = Database(url)
    with database.reading() as work:
        assert work.scans.balance().seen == 0
    database.close()


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
def test_a_number_larger_than_the_database_holds_is_no_row(database, number):
    with database.reading() as work, pytest.raises(NotVisible):
        work.documents.get(SYSTEM, number)
    with database.reading() as work:
        assert work.customers.browse(SYSTEM).total == 0


@pytest.mark.parametrize("url", ["nonsense", "mysql://localhost/x", "sqlite://", "sqlite:///:memory:", ""])
def test_other_databases_are_refused(url):
    with pytest.raises(WrongDatabase):
        Database(url)


def test_a_unit_inside_a_unit_is_refused_where_it_would_wait_for_itself(tmp_path, migrated_sqlite):
    database = Database(f"sqlite:///{migrated_sqlite}")
    with database.unit_of_work(), pytest.raises(RuntimeError), database.unit_of_work():
        pass
    database.close()


def create_and_fail(database, now):
    with database.unit_of_work() as work:
        work.customers.create("甲", "甲", "m", now)
        assert 1 / 0

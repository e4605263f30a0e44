"""Lists that were signed before they kept their customer's name and number get those of their day."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from storage.database import Database
from storage.states import NumberKind
from storage.values_archive import ReferenceNumber
from storage.viewer import SYSTEM
from storage.work import Work

SIGNED = dt.datetime(2026, 5, 1, 8, tzinfo=dt.UTC)
EARLIER, LATER, LAST = (SIGNED + dt.timedelta(days=days) for days in (-9, 9, 19))
NEW = {"handovers": ("customer_name", "customer_number"), "handover_documents": ("reference", "date")}


def renamed(
    work: Work, customer: int, old: str, new: str, at: dt.datetime, undone: dt.datetime | None = None
) -> None:
    change = work.customer_changes.record("rename", customer, None, "赵", at, {"name": old}, {"name": new})
    if undone is not None:
        work.customer_changes.mark_undone(change, "赵", undone)


def numbered(
    work: Work, customer: int, number: str, at: dt.datetime, voided: dt.datetime | None = None
) -> None:
    work.catalogues.give(
        ReferenceNumber(
            number=number,
            kind=NumberKind.DOSSIER,
            series=number,
            serial=1,
            customer_id=customer,
            document_id=None,
            given_at=at,
            given_by="赵",
            voided_at=voided,
            voided_by=None,
            void_reason=None,
        )
    )


def test_lists_signed_before_a_renaming_bore_the_later_name(office, database, database_url):
    with database.unit_of_work() as work:
        plain, often, back, wrong = (
            work.customers.create(f"今名{n}", f"今名{n}", "manufacturing", EARLIER).id for n in range(4)
        )
        renamed(work, often, "更旧名", "旧名", EARLIER)
        renamed(work, often, "旧名", "中名", LATER)
        renamed(work, often, "中名", "今名1", LAST)
        renamed(work, back, "今名2", "曾名", EARLIER, undone=LATER)
        renamed(work, wrong, "今名3", "误名", LATER, undone=LAST)
        numbered(work, plain, "D-1", EARLIER)
        numbered(work, often, "D-2", EARLIER, voided=LATER)
        numbered(work, often, "D-2b", LATER)
        numbered(work, back, "D-3", LATER)
        lists = [
            work.handovers.start(one, [], 0, SIGNED, name=None, number=None).id
            for one in (plain, often, back, wrong)
        ]
    _make_it_of_the_version_before(database_url)
    database.migrate()
    again = Database(database_url)
    with again.reading() as work:
        kept = [work.handovers.get(SYSTEM, one) for one in lists]
    again.close()
    told = [(one.customer_name, one.customer_number) for one in kept]
    assert told == [("今名0", "D-1"), ("旧名", "D-2"), ("曾名", None), ("今名3", None)]


def _make_it_of_the_version_before(url: str) -> None:
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        for table, columns in NEW.items():
            for column in columns:
                connection.execute(sa.text(f"ALTER TABLE {table} DROP COLUMN {column}"))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0015'"))
    engine.dispose()

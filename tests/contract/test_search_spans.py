"""An archive wider than one look at the index: the newest pages first, none twice, none left out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from storage import search_postgres
from storage.database import Database
from storage.query_parser import parse
from storage.states import DocumentState, Source
from storage.values import Judgement, PageRef, Received
from storage.viewer import SYSTEM

FIRST, SCANS, PAGES = 985, 24, 2
RARE = ((990, 2), (1008, 1))


@pytest.fixture
def archive(database: Database, office, monkeypatch) -> Database:
    """Two dozen scans whose numbers pass from three figures to four; one look is one scan, then eight."""
    monkeypatch.setattr(search_postgres, "_NEAR", 4)
    monkeypatch.setattr(search_postgres, "_LEAST", 0)
    monkeypatch.setattr(search_postgres, "_FIRST", 0)
    with database.unit_of_work() as work:
        for number in range(FIRST, FIRST + SCANS):
            scan = work.scans.receive(Received(f"{number:064}", 1, "a.pdf", Source.CLI), office.now).scan
            change = sa.text("UPDATE scans SET id = :number WHERE id = :old")
            work.marks._session.execute(change, {"number": number, "old": scan.id})
            refs = [PageRef(number, page) for page in range(1, PAGES + 1)]
            work.pages.create(number, PAGES)
            work.documents.create(
                Judgement("contract", "合同", 0.9),
                refs,
                customer_id=None,
                state=DocumentState.REVIEW,
                now=office.now,
            )
            for page in refs:
                rare = "罕见之词" if (number, page.number) in RARE else "常见的字"
                work.search.put(page, [f"买卖合同 {rare}", "作废" if page.number == 1 else "作为废纸"])
    return database


def test_pages_come_newest_first_and_are_counted_over_all_spans(archive):
    every = [(scan, page) for scan in range(FIRST + SCANS - 1, FIRST - 1, -1) for page in (1, 2)]
    answers = {
        "合同": every,
        "买卖合同": every,
        "罕见之词": [RARE[1], RARE[0]],
        "作为废": [(scan, page) for scan, page in every if page == 2],
        "合同 -作废 -罕见之": [
            (scan, page) for scan, page in every if page == 2 and (scan, page) not in RARE
        ],
        "合同 -买卖同": every,  # never in a row, though
        "合同 -卖合同 -的字": [],
    }
    assert {query: list(_all(archive, query)) for query in answers} == answers
    with archive.reading() as work:
        totals = [work.search.find(SYSTEM, parse("合同"), count_to=most).total for most in (7, 30, 2000)]
    assert totals == [7, 30, SCANS * PAGES]


def test_the_index_leads_and_no_page_is_compared_token_by_token(office, monkeypatch):
    if office.database.is_sqlite:
        pytest.skip("SQLite knows one way only")
    for number in range(4):
        office.file(f"作为废纸 有没有 hdmy {number}")
    monkeypatch.setattr(search_postgres, "_NEAR", 2)
    monkeypatch.setattr(search_postgres, "_LEAST", 0)
    monkeypatch.setattr(search_postgres, "_FIRST", 0)
    asked: list[tuple[str, object]] = []
    with office.database.reading() as work:
        connection = work.marks._session.connection()

        @sa.event.listens_for(connection, "before_cursor_execute")
        def keep(_connection, _cursor, statement, parameters, *_):
            asked.append((statement, parameters))

        assert work.search.find(SYSTEM, parse("纸 有没有 -作废纸 hdmy"), limit=3).total == 4
        plans = [
            "\n".join(connection.exec_driver_sql(f"EXPLAIN {statement}", parameters).scalars())
            for statement, parameters in list(asked)
            if "array_to_tsvector" in statement
        ]
    assert len(plans) > 3
    assert all("Bitmap Index Scan on ix_search_index_tokens" in plan for plan in plans)
    assert not [plan for plan in plans if "Scan on search_index" in plan.replace("Bitmap Heap Scan", "")]
    assert not [plan for plan in plans if "Filter: (array_to_tsvector" in plan]


def test_a_page_of_more_signs_than_the_index_holds_is_filed_and_said_to_be_missing(office):
    if office.database.is_sqlite:
        pytest.skip("SQLite knows no such limit")
    signs = [chr(0x4E00 + 7 * number % 20_000) for number in range(420)]
    office.file("".join(one + other for one in signs for other in signs))
    office.file("合同")
    with office.database.reading() as work:
        assert work.search.not_indexed() == 1
    assert office.search("合同").total == 1


def _all(database: Database, query: str) -> Iterator[tuple[int, int]]:
    """Yield every page found, by scan and number, going through the list as a person does."""
    cursor = None
    while True:
        with database.reading() as work:
            answer = work.search.find(SYSTEM, parse(query), limit=7, cursor=cursor)
        yield from ((hit.page.scan_id, hit.page.number) for hit in answer.hits)
        cursor = answer.next
        if cursor is None:
            return

"""An archive wider than one look at the index: the newest pages first, none twice, none left out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from dossier.search_names import cents_of, day_of
from storage import search_spans
from storage.database import Database
from storage.query_parser import Names, parse
from storage.states import DocumentState, Source
from storage.values import Judgement, PageRef, Received
from storage.viewer import SYSTEM
from storage.work import Work

FIRST, SCANS, PAGES = 985, 24, 2
NAMES = Names(day=day_of, cents=cents_of)
RARE = ((990, 2), (1008, 1))


@pytest.fixture
def archive(database: Database, office, monkeypatch) -> Database:
    """Two dozen scans whose numbers pass from three figures to four; one look is one scan, then eight."""
    monkeypatch.setattr(search_spans, "_NEAR", 4)
    monkeypatch.setattr(search_spans, "_LEAST", 0)
    monkeypatch.setattr(search_spans, "_FIRST", 0)
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
    monkeypatch.setattr(search_spans, "_NEAR", 2)
    monkeypatch.setattr(search_spans, "_LEAST", 0)
    monkeypatch.setattr(search_spans, "_FIRST", 0)
    for query in ("纸 有没有 -作废纸 hdmy", "2026年3月8日 纸 -2026.3.9 HT20260318 DD20260319"):
        with office.database.reading() as work, _asked(work) as asked:
            work.search.find(SYSTEM, parse(query, NAMES), limit=3)
            connection = work.marks._session.connection()
            plans = [
                connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {one}", given).scalar_one()[0]["Plan"]
                for one, given in list(asked)
                if "array_to_tsvector" in one
            ]
        assert len(plans) > 3
        for plan in plans:
            nodes = list(_nodes(plan))
            assert [node for node in nodes if node.get("Index Name") == "ix_search_index_tokens"], plan
            reading = {node["Node Type"] for node in nodes if node.get("Relation Name") == "search_index"}
            assert reading == {"Bitmap Heap Scan"}, plan
            filters = [text for node in nodes for name, text in node.items() if "Filter" in name]
            assert not [text for text in filters if "array_to_tsvector" in text], plan


def test_a_pasted_list_asks_the_index_no_more_often_than_one_number(office):
    """Ten numbers took fifty statements: where the newest pages are was asked for each of them anew."""
    numbers = [f"HT-2026-0{at}18" for at in range(10)]
    document = office.file("对账单\n" + "\n".join(numbers))
    office.file("合同编号：HT-2026-0318")
    counts = []
    for few in (numbers[:1], numbers):
        with office.database.reading() as work, _asked(work) as asked:
            found = work.search.find(SYSTEM, parse(" ".join(few).replace("-", ""), NAMES))
        assert document.id in [hit.document_id for hit in found.hits]
        counts.append(len(asked))
        if not office.database.is_sqlite:
            assert sum("set_config" in statement for statement, _ in asked) == 1
    if not office.database.is_sqlite:
        assert counts[0] == counts[1]


def test_days_and_numbers_are_found_over_all_spans(archive, office):
    """The newest pages that have a number's kind are sought span by span, of several numbers at once."""
    with archive.unit_of_work() as work:
        for number, text in (
            (986, "2026年3月8日 HT-2026-0318"),
            (997, "2026.3.8 DD/2026/0319"),
            (1007, "20260308"),
        ):
            work.search.put(PageRef(number, 1), [text])
    answers = {
        "2026-03-08": [(1007, 1), (997, 1), (986, 1)],
        "HT20260318": [(986, 1)],
        "dd20260319 2026.3.8": [(997, 1)],
        "ht20260318 dd20260319": [],
        "2026-3-8 -dd20260319": [(1007, 1), (986, 1)],
    }
    assert {query: list(_all(archive, query)) for query in answers} == answers


def test_a_page_that_comes_after_a_search_is_found_by_the_next_in_the_same_unit_of_work(archive):
    """Where the newest pages are is asked once, until pages come or go."""
    with archive.unit_of_work() as work:
        for page in (1, 2):
            work.search.drop(PageRef(FIRST + SCANS - 1, page))
    with archive.unit_of_work() as work:
        assert work.search.find(SYSTEM, parse("新来的")).total == 0
        work.search.put(PageRef(FIRST + SCANS - 1, 2), ["新来的"])
        work.search.follow()
        assert work.search.find(SYSTEM, parse("新来的")).total == 1


def test_a_page_of_more_signs_than_the_index_holds_is_filed_and_said_to_be_missing(office):
    if office.database.is_sqlite:
        pytest.skip("SQLite knows no such limit")
    signs = [chr(0x4E00 + 7 * number % 20_000) for number in range(420)]
    office.file("".join(one + other for one in signs for other in signs))
    office.file("合同")
    with office.database.reading() as work:
        assert work.search.not_indexed() == 1
    assert office.search("合同").total == 1


@contextmanager
def _asked(work: Work) -> Iterator[list[tuple[str, Any]]]:
    """Keep the statements that a unit of work executes, with their parameters."""
    asked: list[tuple[str, Any]] = []

    def keep(_connection, _cursor, statement, parameters, *_):
        asked.append((statement, parameters))

    connection = work.marks._session.connection()
    sa.event.listen(connection, "before_cursor_execute", keep)
    yield asked
    sa.event.remove(connection, "before_cursor_execute", keep)


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from _nodes(inner)


def _all(database: Database, query: str) -> Iterator[tuple[int, int]]:
    """Yield every page found, by scan and number, going through the list as a person does."""
    cursor = None
    while True:
        with database.reading() as work:
            answer = work.search.find(SYSTEM, parse(query, NAMES), limit=7, cursor=cursor)
        yield from ((hit.page.scan_id, hit.page.number) for hit in answer.hits)
        cursor = answer.next
        if cursor is None:
            return

"""A whole archive for the search bench: customers, scans, documents and pages, as filing leaves them behind.

The tables are filled in bulk; the search index is built by the product itself, as after ``dossier reindex``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, insert, select

from bench.papertexts import Paper, Writer
from capture.files.saved import page_to_json
from capture.pages import Box, Line, Page, Reader
from classify.customers import fold_name
from storage.database import Database
from storage.initials import initials
from storage.states import DocumentState, PageState, ScanState, Source
from storage.tables.customers import CustomerInitials, Customers
from storage.tables.documents import DocumentPages, Documents
from storage.tables.scans import Pages, PageTexts, Scans
from storage.values import page_id

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
BATCH = 5000
PAPERS_A_CUSTOMER = 10
REVIEW = 20
"""One paper in so many waits in review."""


def fill(database: Database, writer: Writer, pages: int) -> None:
    """File as many papers of one page; nothing is in the index yet."""
    with database.unit_of_work() as work:
        connection = work.marks._session.connection()  # the bench fills tables past the repositories
        _customers(connection, writer)
    for start in range(0, pages, BATCH):
        papers = [writer.paper(number) for number in range(start, min(start + BATCH, pages))]
        with database.unit_of_work() as work:
            for table, rows in _rows(start + 1, papers):
                work.marks._session.connection().execute(insert(table), rows)
    with database.unit_of_work() as work:
        _number_on(work.marks._session.connection())


def _number_on(connection: Connection) -> None:
    """Let PostgreSQL number what is filed next behind what was filled in with numbers of its own."""
    if connection.dialect.name != "postgresql":
        return
    for table in Scans.metadata.sorted_tables:
        if "id" in table.c:
            last = select(func.coalesce(func.max(table.c.id), 0) + 1).scalar_subquery()
            connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))


def _customers(connection: Connection, writer: Writer) -> None:
    rows = [
        {
            "id": number, "name": name, "folded_name": fold_name(name), "profile": "manufacturing",
            "uscc": f"91{number:016}", "number": f"KH-{number:06}", "created_at": NOW, "missing": 0,
            "complete": False, "revision": number, "team_id": None,
        }
        for number, name in enumerate(writer.customers, start=1)
    ]  # fmt: skip
    letters = [{"customer_id": row["id"], "initials": initials(str(row["name"]))} for row in rows]
    connection.execute(insert(Customers), rows)
    connection.execute(insert(CustomerInitials), letters)


def _rows(first: int, papers: list[Paper]) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    numbered = list(enumerate(papers, start=first))
    yield Scans, [_scan(number) for number, _ in numbered]
    yield (
        Pages,
        [
            {
                "id": page_id(n, 1),
                "scan_id": n,
                "number": 1,
                "state": PageState.READ,
                "result": result_of(p.text),
            }
            for n, p in numbered
        ],
    )
    yield Documents, [_document(number, paper) for number, paper in numbered]
    yield (
        DocumentPages,
        [{"document_id": n, "position": 1, "page_id": page_id(n, 1), "live": True} for n, _ in numbered],
    )
    yield PageTexts, [{"page_id": page_id(n, 1), "text": p.text, "indexed": False} for n, p in numbered]


def _scan(number: int) -> dict[str, Any]:
    return {
        "id": number, "sha256": hashlib.sha256(str(number).encode()).hexdigest(), "size": 1,
        "file_name": f"{number:07}.pdf", "source": Source.INBOX, "received_at": NOW,
        "state": ScanState.FILED, "pages": 1,
    }  # fmt: skip


def _document(number: int, paper: Paper) -> dict[str, Any]:
    state = DocumentState.FILED if number % REVIEW else DocumentState.REVIEW
    return {
        "id": number, "customer_id": paper.customer + 1, "type": paper.type, "state": state,
        "title": paper.title, "date": paper.date, "confidence": 0.9, "review_reasons": [], "reasons": [],
        "fields": fields_of(paper), "tables": [], "party": None, "candidates": [], "type_by_person": False,
        "customer_by_person": False, "version": 1, "created_at": NOW, "updated_at": NOW,
    }  # fmt: skip


def fields_of(paper: Paper) -> dict[str, Any]:
    """Return what the machine read from a paper."""
    name = "slip_no" if paper.type == "delivery_slip" else "contract_no"
    return {
        name: {"value": paper.number, "confidence": 0.9},
        "amount": {"value": f"{paper.cents // 100}.{paper.cents % 100:02}", "confidence": 0.9},
    }


def result_of(words: str) -> str:
    """Return a page's reading as it is kept, its lines one below the other."""
    lines = tuple(
        Line(
            line,
            Box(200, 200 + 60 * at, 200 + 40 * len(line), 240 + 60 * at),
            0.98,
            Reader.RAPIDOCR,
            tuple(range(200, 201 + 40 * len(line), 40)),
        )
        for at, line in enumerate(words.split("\n"))
    )
    return page_to_json(Page(number=1, width=2480, height=3508, rotation=0, lines=lines))

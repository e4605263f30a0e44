"""How long completeness takes: one dossier of 2,000 papers computed anew, the gap list of 10,000 customers.

    .venv/bin/python bench/completeness.py

Times are processor time of this process, the median of several rounds, on SQLite in a fresh data folder.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from sqlalchemy import insert

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.report import machine, put_section  # noqa: E402  # the path is set first
from classify.customers import fold_name  # noqa: E402  # the path is set first
from dossier import chasing, checklists, memory  # noqa: E402  # the path is set first
from dossier.settings import Settings  # noqa: E402  # the path is set first
from dossier.wiring import Service, open_service  # noqa: E402  # the path is set first
from storage.states import DocumentState, PageState, ScanState, Source  # noqa: E402  # the path is set first
from storage.tables.customers import Customers  # noqa: E402  # the path is set first
from storage.tables.documents import DocumentPages, Documents  # noqa: E402  # the path is set first
from storage.tables.scans import Pages, Scans  # noqa: E402  # the path is set first
from storage.values import page_id  # noqa: E402  # the path is set first
from storage.viewer import SYSTEM  # noqa: E402  # the path is set first
from storage.work import Work  # noqa: E402  # the path is set first

ROUNDS = 7
BATCH = 500
NOW = dt.datetime(2026, 11, 22, 8, tzinfo=dt.UTC)


def main(papers: int = 2000, customers: int = 10_000, write: bool = False) -> None:
    """Measure both and print what was measured."""
    memory.settle()  # as the service does when it starts
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder) / "data", profile="contract-credit", _env_file=None)
        with open_service(settings) as service:
            dossier = one_dossier(service, papers)
            listed = gap_list(service, customers)
    said = f"{dossier}\n{listed}"
    print(said)
    if write:
        put_section("Completeness", f"{machine()}\n\n`bench/completeness.py`\n\n```\n{said}\n```")


def one_dossier(service: Service, papers: int) -> str:
    """Change one paper of a great dossier and compute it anew, again and again."""
    customer = fill(service, papers)
    with service.database.unit_of_work() as work:
        checklists.recompute(work, service.profile, customer, service.today())
        lines = len(work.requirements.of(SYSTEM, customer))
        paper = work.documents.for_checklist(customer)[papers // 2 + 1]
    times = []
    for round_ in range(ROUNDS):
        field = {"value": f"X-{round_}", "raw": "", "confidence": 1.0}
        with service.database.unit_of_work() as work:
            work.documents.set_fields(paper.id, {"contract_no": field}, NOW, by_person=True)
            with timed(times):
                checklists.recompute(work, service.profile, customer, service.today())
    return f"{papers} papers, {lines} lines, one paper changed: {report(times)}, at most 200 ms wanted"


def fill(service: Service, papers: int) -> int:
    """File contracts, each with two slips, an approval and a record of acceptance."""
    with service.database.unit_of_work() as work:
        name = "石家庄远航贸易有限公司"
        customer = work.customers.create(name, fold_name(name), service.profile.id, NOW).id
    rows = [row(number, customer) for number in range(1, papers + 1)]
    with service.database.unit_of_work() as work:
        put(work, rows)
    return customer


def row(number: int, customer: int) -> dict[str, object]:
    """Return a paper: of every five one contract and four that belong to it."""
    group, place = divmod(number, 5)
    kind = ("contract", "delivery_slip", "delivery_slip", "contract_approval", "acceptance_record")[place]
    values = {
        "contract_no": f"XY-2025-{group:05d}",
        "party_a": "石家庄晟衡金属制品有限公司",
        "party_b": "石家庄远航贸易有限公司",
        "amount": "1000.00",
        "total": "500.00",
        "signed": "2025-03-01",
        "place": "石家庄市",
        "amount_in_words": "人民币壹仟元整",
    }
    fields = {
        name: {
            "value": value,
            "raw": value,
            "confidence": 0.97,
            "page": 1,
            "box": [100, 200, 500, 240],
            "checks": [],
        }
        for name, value in values.items()
    }
    return {
        "id": number, "customer_id": customer, "type": kind, "state": DocumentState.FILED, "title": kind,
        "date": dt.date(2025, 3, 1), "confidence": 0.99, "review_reasons": [], "reasons": [],
        "fields": fields, "tables": [], "party": None, "candidates": [], "type_by_person": False,
        "customer_by_person": False, "version": 1, "created_at": NOW, "updated_at": NOW,
    }  # fmt: skip


def put(work: Work, rows: list[dict[str, object]]) -> None:
    """Write papers with a page each, half of them sealed."""
    session = work.documents._session
    sha = "0" * 64
    scan = Scans(
        sha256=sha, size=1, file_name="pile.pdf", source=Source.UPLOAD, received_at=NOW,
        state=ScanState.FILED, attempts=0,
    )  # fmt: skip
    session.add(scan)
    session.flush()
    seal = [{"box": [900, 1500, 1100, 1700], "kind": "contract"}]
    pages = [
        {
            "id": page_id(scan.id, number), "scan_id": scan.id, "number": number, "state": PageState.READ,
            "attempts": 1, "result": "{}", "seals": seal if number % 2 else None,
        }
        for number in range(1, len(rows) + 1)
    ]  # fmt: skip
    for start in range(0, len(rows), BATCH):
        session.execute(insert(Documents), rows[start : start + BATCH])
        session.execute(insert(Pages), pages[start : start + BATCH])
    links = [
        {"document_id": one["id"], "position": 1, "page_id": page["id"], "live": True}
        for one, page in zip(rows, pages, strict=True)
    ]
    session.execute(insert(DocumentPages), links)


def gap_list(service: Service, customers: int) -> str:
    """Open many customers, then show the gap list, page by page and as the first page."""
    with service.database.unit_of_work() as work:
        session = work.documents._session
        names = [f"第{number}号贸易有限公司" for number in range(customers)]
        rows = [
            {
                "name": name, "folded_name": fold_name(name), "profile": service.profile.id,
                "created_at": NOW, "missing": 0, "complete": False, "revision": number,
            }
            for number, name in enumerate(names)
        ]  # fmt: skip
        session.execute(insert(Customers), rows)
    checklists.refresh_for_today(service)
    first: list[float] = []
    for _ in range(ROUNDS):
        with timed(first):
            total = chasing.gaps(service, SYSTEM).total
    return f"{customers} customers, {total} open lines, gap list shown: {report(first)}, at most 1 s wanted"


@contextmanager
def timed(times: list[float]) -> Iterator[None]:
    """Note how long something took, processor time in seconds."""
    started = time.process_time()
    yield
    times.append(time.process_time() - started)


def report(times: list[float]) -> str:
    """Say median and worst."""
    return f"median {1000 * statistics.median(times):.0f} ms, worst {1000 * max(times):.0f} ms"


if __name__ == "__main__":
    typer.run(main)

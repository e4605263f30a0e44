"""A house full of papers, put straight into the database: what pages are measured on.

Customers, papers, scans and pages are what a year's work leaves behind; the product computes the checklists.
One customer holds far more papers than the others. Hashes of scans and of the log are made up.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from sqlalchemy import insert

from capture.files.saved import page_to_json
from capture.pages import Box, Line, Message, Page, PageWarning, Reader
from classify.customers import fold_name
from dossier import checklists
from dossier.wiring import Service
from storage.states import DocumentState, PageState, ScanState, Source
from storage.tables.customers import Customers
from storage.tables.documents import ActDocuments, Acts, DocumentPages, Documents
from storage.tables.record import Audit
from storage.tables.scans import Pages, Scans
from storage.values import page_id

BATCH = 2000
DAYS = 400
TYPES = (
    *("business_licence", "customer_background", "contract", "delivery_slip", "delivery_slip", "invoice"),
    *("delivery_slip", "account_statement", "order", "delivery_slip"),
)
PLACES = ("石家庄", "保定", "济南", "邯郸", "沧州", "唐山", "廊坊", "衡水")
TRADES = ("机械制造", "金属制品", "电子科技", "商贸", "建材", "化工", "物流", "食品")
WARNINGS = ("low_resolution", "skewed", "blurred", "low_contrast")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stock:
    """What was put in. ``great`` is the customer with the most papers."""

    customers: int
    documents: int
    great: int
    waiting: int


def stock(service: Service, documents: int, customers: int, *, great: int, seed: int) -> Stock:
    """Fill an empty house: ``great`` of the papers belong to one customer."""
    rng = Random(seed)
    now = service.now()
    _put(
        service, Customers, (_customer(number, now, service.profile.id) for number in range(1, customers + 1))
    )
    owners = [1] * great + [2 + number % (customers - 1) for number in range(documents - great)]
    kept: dict[type, list[Row]] = {
        table: [] for table in (Scans, Pages, Documents, DocumentPages, Acts, ActDocuments, Audit)
    }
    waiting = 0
    for number, owner in enumerate(owners, start=1):
        waits = number % 50 == 0
        waiting = number if waits else waiting
        _paper(kept, number, owner, waits, now - dt.timedelta(days=DAYS * rng.random() ** 2), rng)
        if number % BATCH == 0 or number == len(owners):
            for table, rows in kept.items():
                _put(service, table, rows)
                rows.clear()
    checklists.refresh_for_today(service)
    return Stock(customers, documents, 1, waiting)


def _put(service: Service, table: type[Any], rows: Any) -> None:
    wanted = list(rows)
    if wanted:
        with service.database.unit_of_work() as work:
            work.documents._session.execute(insert(table), wanted)


def _customer(number: int, now: dt.datetime, profile: str) -> Row:
    name = f"{PLACES[number % 8]}{TRADES[number // 8 % 8]}第{number}号有限公司"
    return {
        "id": number, "name": name, "folded_name": fold_name(name), "profile": profile, "created_at": now,
        "missing": 0, "complete": False, "revision": number,
    }  # fmt: skip


def _paper(
    kept: dict[type, list[Row]], number: int, owner: int, waits: bool, at: dt.datetime, rng: Random
) -> None:
    kind = TYPES[number // 7 % len(TYPES)] if owner == 1 else TYPES[number % len(TYPES)]
    state = DocumentState.REVIEW if waits else DocumentState.FILED
    warned = rng.choice(WARNINGS) if rng.random() < 0.1 else None
    kept[Scans].append(_scan(number, state.value, at))
    kept[Pages].append(_page(number, kind, warned))
    kept[Documents].append(_document(number, owner, kind, state, at))
    kept[DocumentPages].append(
        {"document_id": number, "position": 1, "page_id": page_id(number, 1), "live": True}
    )
    kept[Audit].append(_entry(number, at))
    if number % 5 == 0 and not waits:
        done = at + dt.timedelta(hours=3)
        act = {"id": number, "verb": "file", "actor": "clerk", "at": done, "before": {}, "after": {}}
        kept[Acts].append(act)
        kept[ActDocuments].append({"act_id": number, "document_id": number})


def _scan(number: int, state: str, at: dt.datetime) -> Row:
    return {
        "id": number, "sha256": hashlib.sha256(b"%d" % number).hexdigest(), "size": 100_000, "kind": "jpeg",
        "file_name": f"scan-{number:06d}.jpg", "source": Source.UPLOAD, "received_at": at,
        "state": ScanState(state), "pages": 1, "attempts": 1, "finished_at": at,
    }  # fmt: skip


def _page(number: int, kind: str, warned: str | None) -> Row:
    lines = tuple(
        Line(f"{kind} 第{number}号 第{row}行 货物名称", Box(200, 150 * row, 2000, 150 * row + 60), 0.97,
             Reader.RAPIDOCR)
        for row in range(1, 15)
    )  # fmt: skip
    warnings = (PageWarning(warned, Message("The scan is poor.")),) if warned else ()
    page = Page(1, 2480, 3508, 0, lines, warnings=warnings)
    return {
        "id": page_id(number, 1), "scan_id": number, "number": 1, "state": PageState.READ, "attempts": 1,
        "result": page_to_json(page), "warnings": warned,
    }  # fmt: skip


def _document(number: int, owner: int, kind: str, state: DocumentState, at: dt.datetime) -> Row:
    until = at.date() + dt.timedelta(days=number % 900)
    day = at.date().isoformat()
    values = {
        "contract_no": f"HT-{number // len(TYPES):06d}", "slip_no": f"S{number}", "signed": day, "date": day,
        "amount": "1000.00", "valid_until": until.isoformat(), "uscc": "91130100MA07WXYZ0K",
    }  # fmt: skip
    fields = {
        name: {"value": value, "raw": value, "confidence": 0.97, "page": 1, "box": [200, 300, 2000, 360],
               "checks": []}
        for name, value in values.items()
    }  # fmt: skip
    return {
        "id": number, "customer_id": owner, "type": kind, "state": state, "title": kind, "date": at.date(),
        "confidence": 0.9, "review_reasons": [], "reasons": [], "fields": fields, "tables": [], "party": None,
        "candidates": [], "type_by_person": False, "customer_by_person": False, "version": 1,
        "created_at": at, "updated_at": at,
    }  # fmt: skip


def _entry(number: int, at: dt.datetime) -> Row:
    return {
        "seq": number, "at": at.isoformat(timespec="microseconds"), "actor": "system",
        "verb": "document.placed", "subject_kind": "document", "subject_id": str(number), "payload": "{}",
        "prev_hash": "0" * 64, "hash": "0" * 64,
    }  # fmt: skip


def percentile(times: Sequence[float], share: float) -> float:
    """Return the time that a share of all stays under (nearest rank)."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

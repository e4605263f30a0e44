"""Papers for the review desk, drawn as a person sees them, with a recorded reading that the rules decide.

What a reader would have made of a page is recorded instead of read, so that a misreading is exactly the
one a test is about; everything after the reading is the product's own way: decided, placed, indexed.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pymupdf

from capture.files.saved import page_to_json
from capture.pages import Box, Line, Page, Reader
from classify.customers import fold_name
from dossier.placing import place_scan
from dossier.wiring import Service
from storage.states import Source
from storage.values import PageRef, Received
from storage.viewer import SYSTEM

OWN = "石家庄晟衡金属制品有限公司"
RIGHT, TWIN = "济南瑞通机械制造有限公司", "济南瑞迪机械制造有限公司"
"""Two customers whose names differ in one character: a faint reading of one may be the other."""
WIDTH, HEIGHT = 298, 210  # a small paper is drawn quickly
SCALE = 300 / 72
TITLE, TEXT = 12.0, 6.5


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its lines as they stand there, the first one its title.

    ``misread`` gives for a line's place what the reader made of it; ``faint`` the lines it was unsure of.
    """

    lines: Sequence[str]
    misread: Mapping[int, str] = field(default_factory=dict)
    faint: Mapping[int, float] = field(default_factory=dict)


def slip(number: str, day: str, consignee: str, total: str = "12300.00") -> list[str]:
    """Return the lines of a delivery slip."""
    return [
        "送货单",
        f"单号：{number}",
        f"日期：{day}",
        f"收货单位：{consignee}",
        f"发货单位：{OWN}",
        f"合计：¥{total}",
    ]


def contract(number: str, day: str, buyer: str) -> list[str]:
    """Return the lines of a contract's first page."""
    return [
        "购销合同",
        f"合同编号：{number}",
        f"供方：{OWN}",
        f"需方：{buyer}",
        f"签订日期：{day}",
        "签订地点：石家庄市",
        "一、产品名称、规格、数量、金额",
        "合计金额：人民币壹万贰仟叁佰元整（¥12300.00）",
    ]


def draw(sheets: Sequence[Sheet]) -> bytes:
    """Draw the pages as a PDF."""
    with pymupdf.open() as document:
        for sheet in sheets:
            page = document.new_page(width=WIDTH, height=HEIGHT)
            for place, text in enumerate(sheet.lines):
                x, y, size = _place(place)
                page.insert_text((x, y), text, fontname="china-s", fontsize=size)
        return document.tobytes()


def _place(place: int) -> tuple[float, float, float]:
    return (110, 30, TITLE) if place == 0 else (25, 30 + 19 * place, TEXT)


def recorded(sheet: Sheet, number: int) -> Page:
    """Return what was read on a page."""
    lines = []
    for place, text in enumerate(sheet.lines):
        x, y, size = _place(place)
        box = Box(
            round(x * SCALE),
            round((y - size) * SCALE),
            round((x + size * len(text)) * SCALE),
            round((y + size * 0.3) * SCALE),
        )
        read = sheet.misread.get(place, text)
        lines.append(Line(read, box, sheet.faint.get(place, 0.99), Reader.RAPIDOCR))
    return Page(
        number=number,
        width=round(WIDTH * SCALE),
        height=round(HEIGHT * SCALE),
        dpi=300,
        rotation=0,
        lines=tuple(lines),
    )


def put_in(service: Service, name: str, sheets: Sequence[Sheet], *, folder: str | None = None) -> list[int]:
    """Take a file in as if its pages had just been read, from a ``folder`` or none; returns its documents."""
    now = dt.datetime.now(dt.UTC)
    stored = service.files.put(io.BytesIO(draw(sheets)))
    with service.database.unit_of_work() as work:
        received = Received(stored.sha256, stored.size, f"{name}.pdf", Source.UPLOAD, hint=folder)
        scan = work.scans.receive(received, now).scan
        work.scans.claim_one(scan.id, "room", now, dt.timedelta(minutes=1))
        work.scans.set_probe(scan.id, "pdf", len(sheets))
        work.pages.create(scan.id, len(sheets))
        for number, sheet in enumerate(sheets, start=1):
            work.pages.save(PageRef(scan.id, number), page_to_json(recorded(sheet, number)))
    place_scan(service, "room", scan)
    with service.database.reading() as work:
        return [row.id for rows in work.documents.of_scans(SYSTEM, {scan.id}).values() for row in rows]


def open_dossier(service: Service, name: str, uscc: str | None = None) -> int:
    """Open a dossier."""
    with service.database.unit_of_work() as work:
        made = work.customers.create(name, fold_name(name), service.profile.id, service.now(), uscc=uscc)
        return made.id

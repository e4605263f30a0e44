"""Parts of a dossier's page that are loaded when they are looked at, and its timeline and registers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.deps import Language, Render, SignedIn, TheService
from api.documents import one_page
from api.web.checklist import one_slice, with_references
from api.wording import verb_sentence, who_name
from dossier import requirements, sections
from dossier.cataloguing import title_of
from dossier.customers import find_customer
from dossier.errors import NotFound
from dossier.timeline import timeline
from dossier.wiring import Service
from storage.values import Customer
from storage.viewer import Viewer

router = APIRouter()

NUMERALS = {1: "一", 2: "二", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九"}
Cursor = Annotated[str | None, Query(max_length=2000)]
Place = Annotated[int, Query(ge=0, le=1_000_000)]


def numerals(language: str) -> dict[int, str]:
    """Return how categories are counted in a language."""
    return NUMERALS if language == "zh_CN" else {}


def _customer(service: Service, viewer: Viewer, customer_id: int) -> Customer:
    with service.database.reading() as work:
        return find_customer(work, viewer, str(customer_id))


@router.get("/customers/{customer_id}/papers/{number}")
def papers(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    customer_id: int,
    number: int,
    cursor: Cursor = None,
    before: Place = 0,
) -> Response:
    """Show more papers of a category: rows for the page that asks, a page of their own without scripts."""
    shown = sections.section(service, viewer, str(customer_id), number, language, cursor, before)
    return render(
        "papers.html",
        customer=_customer(service, viewer, customer_id),
        section=shown,
        numerals=numerals(language),
        titles=paper_titles(service, [shown], language),
    )


def paper_titles(service: Service, shown: list[sections.Section], language: str) -> dict[int, str]:
    """Return the titles of papers in the reader's language."""
    return {
        paper.id: title_of(service.profile, paper.type, paper.title, language)
        for one in shown
        for paper in one.papers.items
    }


@router.get("/customers/{customer_id}/checklist")
def checklist(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    customer_id: int,
    start: Place = 0,
) -> Response:
    """Show more lines of a great checklist."""
    lines = requirements.details(service, viewer, str(customer_id), language)
    return render(
        "lines.html",
        customer=_customer(service, viewer, customer_id),
        checklist=with_references(service, viewer, one_slice(lines, start)),
    )


@router.get("/customers/{customer_id}/timeline")
def history(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    customer_id: int,
    cursor: Cursor = None,
) -> Response:
    """Show everything that happened to a dossier."""
    shown = timeline(service, viewer, str(customer_id), cursor)
    milestones = requirements.history(service, viewer, str(customer_id), language).root
    return render(
        "timeline.html",
        customer=_customer(service, viewer, customer_id),
        timeline=shown,
        verb=lambda verb: verb_sentence(verb, language),
        who=lambda actor: who_name(actor, language),
        milestones={one.at: one for one in milestones},
        titles={
            row.id: title_of(service.profile, row.type, row.title, language) for row in shown.papers.values()
        },
    )


@router.get("/customers/{customer_id}/registers")
def registers(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    customer_id: int,
    category: Annotated[int, Query(ge=1, le=99)] = 2,
    cursor: Cursor = None,
) -> Response:
    """Show the register of a category, and the register of shipments."""
    listed = sections.categories(service.profile, language)
    if category not in dict(listed):
        raise NotFound("category", category)
    section, rows = sections.register(service, viewer, str(customer_id), category, language, cursor)
    customer = _customer(service, viewer, customer_id)
    with service.database.reading() as work:
        shipments = work.registers.of(viewer, customer.id)
    return render(
        "registers.html",
        customer=customer,
        categories=listed,
        section=section,
        rows=rows,
        shipments=shipments,
        numerals=numerals(language),
        titles=paper_titles(service, [section], language),
    )


@router.get("/documents/{document_id}/region")
def region(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    document_id: int,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    box: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """Show the place on a page that proves a line of a checklist."""
    found = one_page(service, viewer, document_id, page, language)
    shown = found.page
    parts = box.split(",")
    sides = [float(part) for part in parts] if len(parts) == 4 and all(map(_is_number, parts)) else None
    view = _around(sides, shown.width, shown.height) if sides else [0, 0, shown.width, shown.height]
    return render(
        "parts/region.html", id=document_id, title=found.title, page=shown, box=sides, view=view, query=box
    )


def _around(box: list[float], width: int, height: int) -> list[int]:
    """Return the part of a page around a box as an SVG view box: wide enough to read, a third as high."""
    x0, y0, x1, y1 = box
    wide = min(width, max((x1 - x0) * 1.3, width * 0.6))
    tall = min(height, max((y1 - y0) * 1.6, wide / 3))
    left = min(max(0, (x0 + x1) / 2 - wide / 2), width - wide)
    top = min(max(0, (y0 + y1) / 2 - tall / 2), height - tall)
    return [round(left), round(top), round(wide), round(tall)]


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()

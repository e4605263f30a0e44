"""Pages of the archive's side of a dossier: catalogue, numbers, shelf, volumes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response

from api.archive import KINDS, ON_A_PAGE, STEPS, archive_rights, archive_side
from api.deps import Language, Render, SignedIn, TheService
from api.errors import InvalidInput
from api.web.notices import go
from capture.pages import Message
from dossier import approvals, describing, numbering, shelf, voiding, volumes
from dossier.language import title_in
from dossier.shown import mark_of
from storage.values_archive import CatalogueWords

router = APIRouter()

Text300 = Annotated[str, Form(max_length=300)]
Reason = Annotated[str, Form(max_length=2000)]
Sure = Annotated[bool, Form()]
Part = Annotated[int, Query(ge=1, le=10_000)]
Number = Annotated[int, Query(ge=0, le=2**53)]


def _be_sure(sure: bool) -> None:
    if not sure:
        raise InvalidInput("sure", Message("the tick that says it is meant"))


@router.get("/customers/{customer_id}/archive")
def archive_page(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    customer_id: int,
    part: Part = 1,
    describe: Number = 0,
) -> Response:
    """Show the archive's side of a dossier; a long catalogue in parts."""
    side = archive_side(service, viewer, str(customer_id), language, part)
    kinds = [(kind.id, title_in(kind, language)) for kind in service.profile.types.values()]
    return render(
        "archive.html",
        side=side,
        described=describe,
        before=mark_of(asdict(side.words.get(describe, CatalogueWords()))),
        most=ON_A_PAGE,
        steps=STEPS,
        kinds=KINDS,
        rights=archive_rights(viewer),
        types=kinds,
        secrecy=describing.SECRECY,
        last_year=service.today().year - 1,
    )


@router.post("/customers/{customer_id}/archive/number")
def number(service: TheService, viewer: SignedIn, customer_id: int) -> Response:
    """Give numbers."""
    numbering.number_dossier(service, viewer, str(customer_id))
    return go(f"/customers/{customer_id}/archive", "numbered")


@router.post("/customers/{customer_id}/archive/void")
def void(
    service: TheService,
    viewer: SignedIn,
    customer_id: int,
    number: Text300,
    reason: Reason = "",
    sure: Sure = False,
) -> Response:
    """Strike a number out, once it is meant."""
    _be_sure(sure)
    voiding.void_number(service, viewer, number, reason)
    return go(f"/customers/{customer_id}/archive", "saved")


@router.post("/customers/{customer_id}/archive/describe")
def describe(
    service: TheService,
    viewer: SignedIn,
    customer_id: int,
    document: Annotated[int, Form()],
    title: Text300 = "",
    reference: Text300 = "",
    responsible: Text300 = "",
    secrecy: Text300 = "",
    remark: Reason = "",
    is_copy: Annotated[bool, Form()] = False,
    before: Annotated[str | None, Form(max_length=64)] = None,
) -> Response:
    """Say what the catalogue shall say of a document; an empty line is what the paper itself says."""
    words = CatalogueWords(title, reference, responsible, secrecy, remark, is_copy)
    describing.describe(service, viewer, document, words, before)
    return go(f"/customers/{customer_id}/archive", "saved")


@router.post("/customers/{customer_id}/archive/shelf")
def add_shelf(
    service: TheService,
    viewer: SignedIn,
    customer_id: int,
    type: Text300,
    pages: Annotated[int, Form(ge=1, le=99_999)],
    title: Text300 = "",
    date: Text300 = "",
    number: Text300 = "",
    place: Text300 = "",
) -> Response:
    """Enter a paper that lies on the shelf only."""
    day = approvals.day_of(date) if date.strip() else None
    paper = shelf.ShelfPaper(
        type=type, pages=pages, title=title.strip(), date=day, number=number.strip(), place=place.strip()
    )
    shelf.add(service, viewer, str(customer_id), paper)
    return go(f"/customers/{customer_id}/archive", "saved")


@router.post("/customers/{customer_id}/archive/close")
def close(
    service: TheService,
    viewer: SignedIn,
    customer_id: int,
    year: Annotated[int, Form(ge=1900, le=2999)],
    sure: Sure = False,
) -> Response:
    """Bind a year into volumes, once it is meant."""
    _be_sure(sure)
    made = volumes.close_year(service, viewer, str(customer_id), year)
    return go(f"/customers/{customer_id}/archive", "year_closed" if made else "unchanged")

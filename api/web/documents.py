"""Pages of single papers: the document page, and the verbs on a whole paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Response

from api import files
from api.deps import Language, Render, SignedIn, TheForm, TheService
from api.documents import document_detail, field_specs, one_page, open_document, shape_cut, type_groups
from api.errors import InvalidInput
from api.review import next_of, read_as
from api.schemas.documents import CutPlace, DocumentDetail, DocumentPage
from api.web.forms import changed_fields
from api.web.marks import boxes_of_query, line_columns, marks_on, words_on
from api.web.notices import go
from capture.pages import Message
from dossier import attesting, filing, find
from dossier.cataloguing import title_of
from dossier.explaining import why_and_types
from dossier.language import translate
from dossier.rules_again import alike_papers
from dossier.sheet_cutting import find_place_to_cut
from dossier.shown import mark_of
from dossier.wiring import Service
from storage.viewer import Viewer

router = APIRouter()

PageNumber = Annotated[int, Query(ge=1, le=100_000)]
"""The page looked at; one past the end shows the last."""


@router.get("/documents/{document_id}")
def show(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    document_id: int,
    page: PageNumber = 1,
    q: Annotated[str, Query(max_length=6000)] = "",
    box: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """Show one paper: its pages, text, fields and history; one on the shelf only in its catalogue."""
    opened = open_document(service, viewer, document_id, language)
    document = opened.detail
    if not document.pages and document.customer is not None:
        return go(f"/customers/{document.customer.id}/archive")
    shown = shown_page(document, page)
    lines = opened.lines(shown)
    with service.database.reading() as work:
        attested = attesting.shown_of(work, viewer, document_id)
        handover = work.handovers.locked([document_id]).get(document_id)
    return render(
        "document.html",
        document=document,
        attested=attested,
        before=mark_of(attested),
        page=shown,
        marks=marks_on(document, shown.number),
        words=words_on(lines),
        cut=place_to_cut(service, viewer, document, shown.number),
        hits=boxes_of_query(lines, find.query_of(service, q).words, box),
        type_title=title_of(service.profile, document.type, "", language),
        handover=handover,
        may_change=document.state != "withdrawn" and handover is None,
        **why_known(service, viewer, document_id, language),
        **about(service, document, language),
    )


def place_to_cut(service: Service, viewer: Viewer, document: DocumentDetail, page: int) -> CutPlace | None:
    """Return where a form proposes to cut a sheet: a page that bears two papers first, else the one shown.

    None while that page is being read, or could not be.
    """
    number = page if page in document.two_papers or not document.two_papers else document.two_papers[0]
    if number > len(document.pages) or document.pages[number - 1].unread:
        return None
    found = number in document.two_papers
    return shape_cut(number, find_place_to_cut(service, viewer, document.id, number) if found else None)


def shown_page(document: DocumentDetail, page: int) -> DocumentPage:
    """Return the page looked at; one past the end is the last."""
    return document.pages[min(page, len(document.pages)) - 1]


def why_known(service: Service, viewer: Viewer, document_id: int, language: str) -> Mapping[str, Any]:
    """Return what is shown of the decision taken apart and of papers that look the same."""
    why, likely = why_and_types(service, viewer, document_id, language)
    alike = alike_papers(service, viewer, document_id)
    against = {one.id: [translate(said, language) for said in one.against] for one in alike}
    return {"why": why, "likely": likely, "likenesses": alike, "against": against}


def about(service: Service, document: DocumentDetail, language: str) -> Mapping[str, Any]:
    """Return what forms about a paper offer: its fields by name, all types, the columns of goods."""
    specs = field_specs(service.profile, document.type, language)
    return {
        "specs": specs,
        "titles": {spec.id: spec.title for spec in specs},
        "types": type_groups(service.profile, language, translate(Message("Other"), language)),
        "columns": line_columns(language),
    }


@router.get("/documents/{document_id}/fields")
def fields_of_type(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    document_id: int,
    type: Annotated[str, Query(max_length=100)],
) -> Response:
    """Show the fields of another type as they would be read, for the form whose type was changed."""
    document = document_detail(service, viewer, document_id, language)
    read = document.fields if type == document.type else read_as(service, viewer, document_id, type, language)
    specs = field_specs(service.profile, type, language)
    return render("parts/fields.html", document=document, fields=read, specs=specs)


@router.get("/documents/{document_id}/sheet")
def sheet(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    document_id: int,
    page: PageNumber = 1,
) -> Response:
    """Show one page of a paper in the viewer that is open."""
    found = one_page(service, viewer, document_id, page, language)
    marks, words = marks_on(found, page), words_on(found.lines)
    return render("parts/sheet.html", document=found, page=found.page, marks=marks, words=words)


@router.get("/documents/{document_id}/pages/{page}.jpg")
def picture(
    service: TheService,
    viewer: SignedIn,
    document_id: int,
    page: int,
    side: Annotated[int, Query(ge=50, le=6000)] = 1800,
) -> Response:
    """Hand out a page's picture."""
    return files.page_picture(service, viewer, document_id, page, side)


@router.get("/documents/{document_id}/pdf")
def pdf(service: TheService, viewer: SignedIn, document_id: int) -> Response:
    """Hand out the searchable PDF."""
    return files.searchable_pdf(service, viewer, document_id)


@router.get("/documents/{document_id}/original")
def original(service: TheService, viewer: SignedIn, document_id: int, scan: int | None = None) -> Response:
    """Hand out the file as it was received."""
    return files.original_of_document(service, viewer, document_id, scan)


@router.post("/documents/{document_id}/file")
def file_document(
    form: TheForm,
    service: TheService,
    viewer: SignedIn,
    language: Language,
    document_id: int,
    type: Annotated[str, Form(max_length=100)],
    customer: Annotated[str, Form(max_length=20)] = "",
    new_name: Annotated[str, Form(max_length=300)] = "",
    new_uscc: Annotated[str, Form(max_length=40)] = "",
    seen: Annotated[int | None, Form(ge=0)] = None,
) -> Response:
    """File a paper as the form says: what was changed is a person's word."""
    document = document_detail(service, viewer, document_id, language)
    after = next_of(service, viewer, [document_id])
    new = filing.NewCustomer(new_name.strip(), new_uscc.strip() or None) if customer == "new" else None
    filing.file(
        service,
        viewer,
        document_id,
        customer_id=number_of(customer) if new is None and customer else None,
        new_customer=new,
        type=type,
        fields=changed_fields(form, document) or None,
        seen=seen,
    )
    return go(f"/review/{after}" if after else "/review", "filed", last_act(service, document_id))


def number_of(text: str) -> int:
    """Return the number of a customer that a form names.

    Raises:
        InvalidInput: it is no number.
    """
    if not (text.isascii() and text.isdigit()):
        raise InvalidInput("customer", Message("choose one from the list"))
    return int(text)


def last_act(service: Service, document_id: int) -> int | None:
    """Return the newest change of a document, which a notice offers to undo."""
    with service.database.reading() as work:
        act = work.acts.last_of(document_id)
    return act.id if act else None


@router.post("/documents/{document_id}/mend")
def mend(
    form: TheForm, service: TheService, viewer: SignedIn, language: Language, document_id: int
) -> Response:
    """Save corrected fields."""
    document = document_detail(service, viewer, document_id, language)
    changed = changed_fields(form, document)
    if not changed:
        return go(f"/documents/{document_id}", "unchanged")
    filing.mend(service, viewer, document_id, changed)
    return go(f"/documents/{document_id}", "mended", last_act(service, document_id))


@router.post("/documents/{document_id}/retype")
def retype(
    service: TheService, viewer: SignedIn, document_id: int, type: Annotated[str, Form(max_length=100)]
) -> Response:
    """Change the type."""
    filing.retype(service, viewer, document_id, type)
    return go(f"/documents/{document_id}", "retyped", last_act(service, document_id))


@router.post("/documents/{document_id}/move")
def move(
    service: TheService,
    viewer: SignedIn,
    document_id: int,
    customer: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Move the paper to another customer."""
    filing.move(service, viewer, document_id, number_of(customer))
    return go(f"/documents/{document_id}", "moved", last_act(service, document_id))


@router.post("/acts/{act_id}/undo")
def undo(
    service: TheService, viewer: SignedIn, act_id: int, next: Annotated[str, Form(max_length=2000)] = "/"
) -> Response:
    """Take a change back."""
    filing.undo(service, viewer, act_id)
    return go(next, "undone")

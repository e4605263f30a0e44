"""Similar papers decided together: first what each would become, then one act for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response

from api.deps import Language, Render, SignedIn, TheService
from api.documents import candidates, document_detail
from api.review import next_of, read_as
from api.schemas.documents import DocumentDetail
from api.web.documents import number_of
from api.web.notices import go
from dossier import filing
from dossier.cataloguing import title_of
from dossier.shapes import CustomerShape, FieldShape
from dossier.together import waiting_alike
from dossier.wiring import Service
from storage.viewer import Viewer

router = APIRouter(prefix="/review")

SHOWN_FIELDS = 4


@dataclass(frozen=True, slots=True)
class Becoming:
    """A paper as it is, and the fields it would be filed with: title and value of the first ones."""

    document: DocumentDetail
    fields: Sequence[tuple[str, str]]


@router.get("/{document_id}/together")
def preview(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    document_id: int,
    type: Annotated[str, Query(max_length=100)] = "",
    customer: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Show what each of the papers that wait alike would become."""
    document = document_detail(service, viewer, document_id, language)
    if document.state != "review":
        return go(f"/documents/{document_id}")
    type_id = type if type in service.profile.types else document.type
    papers = [
        _becoming(service, viewer, one, type_id, language)
        for one in waiting_alike(service, viewer, document_id)
    ]
    return render(
        "together.html",
        document=document,
        papers=papers,
        type_id=type_id,
        type_title=title_of(service.profile, type_id, "", language),
        customer=_customer(service, viewer, document, customer),
    )


def _customer(
    service: Service, viewer: Viewer, document: DocumentDetail, wanted: str
) -> CustomerShape | None:
    """Return the customer chosen on the desk, else the one the machine holds likeliest."""
    if wanted.isascii() and wanted.isdigit():
        with service.database.reading() as work:
            found = work.customers.get(viewer, int(wanted))
        return CustomerShape(id=found.id, name=found.name, uscc=found.uscc)
    known = [document.customer, *candidates(service, viewer, document.id)]
    return next((one for one in known if one is not None and one.id is not None), None)


def _becoming(service: Service, viewer: Viewer, document_id: int, type_id: str, language: str) -> Becoming:
    document = document_detail(service, viewer, document_id, language)
    fields = document.fields
    if type_id != document.type:
        fields = read_as(service, viewer, document_id, type_id, language)
    return Becoming(document, _first(service, type_id, fields, language))


def _first(
    service: Service, type_id: str, fields: dict[str, FieldShape], language: str
) -> list[tuple[str, str]]:
    rules = service.profile.types[type_id].fields.values()
    named = [
        (rule.title if language == "zh_CN" else rule.title_en, fields[rule.id].value)
        for rule in rules
        if rule.id in fields
    ]
    return [(title, value) for title, value in named if isinstance(value, str)][:SHOWN_FIELDS]


@router.post("/{document_id}/together")
def file_together(
    service: TheService,
    viewer: SignedIn,
    document_id: int,
    type: Annotated[str, Form(max_length=100)],
    customer: Annotated[str, Form(max_length=20)],
    paper: Annotated[list[int], Form(max_length=500)] = [],  # noqa: B006 - FastAPI copies form defaults
) -> Response:
    """File the ticked papers as previewed: one act, one undo."""
    after = next_of(service, viewer, [document_id, *paper])
    act = filing.file_together(service, viewer, paper, customer_id=number_of(customer), type=type)
    return go(f"/review/{after}" if after else "/review", "filed_together", act)

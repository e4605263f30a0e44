"""Similar papers decided together: first what each would become, then one act for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Response

from api.deps import Language, Render, SignedIn, TheService
from api.documents import candidates, customer_of, shape_fields
from api.review import next_of
from api.web.documents import number_of
from api.web.notices import go
from dossier import filing
from dossier.cataloguing import title_of
from dossier.customers import customer_shape
from dossier.language import title_in
from dossier.placing import read_all_as
from dossier.shapes import CustomerShape, FieldShape
from dossier.together import customer_in_question, waiting_alike
from dossier.wiring import Service
from storage.states import DocumentState
from storage.values import Document
from storage.viewer import Viewer
from storage.work import Work

router = APIRouter(prefix="/review")

SHOWN_FIELDS = 4


@dataclass(frozen=True, slots=True)
class Becoming:
    """A paper as it is, and the fields it would be filed with: title and value of the first ones."""

    id: int
    title: str
    file: str
    customer: CustomerShape | None
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
    alike = waiting_alike(service, viewer, document_id)
    with service.database.reading() as work:
        document = work.documents.get(viewer, document_id)
        if document.state is not DocumentState.REVIEW:
            return go(f"/documents/{document_id}")
        type_id = type if type in service.profile.types else document.type
        papers = _becoming(service, work, viewer, alike, type_id, language)
        chosen = _customer(work, viewer, document, customer)
    if chosen is None:
        chosen = candidates(service, viewer, document_id).likeliest
    return render(
        "together.html",
        document=document,
        papers=papers,
        type_id=type_id,
        type_title=title_of(service.profile, type_id, "", language),
        customer=chosen,
        says_whose=customer_in_question(document) is not None,
    )


def _customer(work: Work, viewer: Viewer, document: Document, wanted: str) -> CustomerShape | None:
    """Return the customer chosen on the desk, else the paper's own."""
    if wanted.isascii() and wanted.isdigit():
        return customer_shape(work.customers.get(viewer, int(wanted)))
    own = work.customers.get_many(viewer, [document.customer_id] if document.customer_id else [])
    return next((customer_shape(one) for one in own.values()), None)


def _becoming(
    service: Service, work: Work, viewer: Viewer, ids: Sequence[int], type_id: str, language: str
) -> list[Becoming]:
    documents = work.documents.get_many(viewer, ids)
    others = [one for one in documents.values() if one.type != type_id]
    read: dict[int, Mapping[str, Any]] = {one.id: {} for one in others}
    read |= read_all_as(work, service, others, type_id)
    rows = {row.id: row for row in work.documents.rows(viewer, ids)}
    return [
        Becoming(
            one.id,
            title_of(service.profile, one.type, one.title, language),
            rows[one.id].file_name or "",
            customer_of(rows[one.id]),
            _first(service, type_id, shape_fields(read.get(one.id, one.fields), language), language),
        )
        for one in documents.values()
    ]


def _first(
    service: Service, type_id: str, fields: Mapping[str, FieldShape], language: str
) -> list[tuple[str, str]]:
    rules = service.profile.types[type_id].fields.values()
    named = [(title_in(rule, language), fields[rule.id].value) for rule in rules if rule.id in fields]
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

"""Why a document is what it is: every signal, with the place on the page it comes from."""

from __future__ import annotations

from pydantic import RootModel

from dossier.customers import customer_shape
from dossier.errors import NotFound
from dossier.judgement import live_fields, say, shape_stored_field, shape_stored_reason
from dossier.shapes import CustomerShape, FieldShape, ReasonShape, Shape
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.viewer import Viewer


class Explanation(Shape):
    """What ``dossier explain`` prints."""

    id: int
    type: str
    title: str
    state: str
    confidence: float
    customer: CustomerShape | None
    review_reasons: list[str]
    reasons: list[ReasonShape]
    fields: dict[str, FieldShape]


class Explanations(RootModel[list[Explanation]]):
    """What the commands that change documents print."""


def explain(service: Service, viewer: Viewer, document_id: int, language: str | None = None) -> Explanation:
    """Return a document's type, fields and customer with what speaks for and against them.

    Raises:
        NotFound: no such document, or not for this viewer.
    """
    language = language or service.settings.language
    try:
        with service.database.reading() as work:
            document = work.documents.get(viewer, document_id)
            customer = (
                None if document.customer_id is None else work.customers.get(viewer, document.customer_id)
            )
    except NotVisible as error:
        raise NotFound("document", document_id) from error
    return Explanation(
        id=document.id,
        type=document.type,
        title=document.title,
        state=document.state.value,
        confidence=document.confidence,
        customer=None if customer is None else customer_shape(customer),
        review_reasons=[say(row, language) for row in document.review_reasons],
        reasons=[shape_stored_reason(row, language) for row in document.reasons],
        fields={
            name: shape_stored_field(row, language) for name, row in live_fields(document.fields).items()
        },
    )

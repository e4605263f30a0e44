"""Why a document is what it is: every signal, with the place on the page it comes from."""

from __future__ import annotations

from typing import Any

from pydantic import RootModel

from capture.pages import Message
from classify.parties.known_customers import NEAR
from classify.profiles.plan import Profile
from classify.types.explain import TypeView, explain_type
from classify.values import Reason
from dossier.customers import customer_shape
from dossier.errors import NotFound
from dossier.judgement import live_fields, say, shape_stored_field, shape_stored_reason
from dossier.language import title_in, translate
from dossier.placing import read_pages
from dossier.shapes import CustomerShape, FieldShape, ReasonShape, Shape
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.values import Document
from storage.viewer import Viewer
from storage.work import Work


class WeighedType(Shape):
    """A type with its points and what spoke for it (weight above 0) and against it."""

    type: str
    title: str
    points: float
    reasons: list[ReasonShape]


class WeighedCustomer(Shape):
    """A customer the paper may belong to; ``score`` is how alike the names are, 0…100."""

    id: int
    name: str
    score: float
    behind: float


class Why(Shape):
    """The decision taken apart, weighed anew by the rules of now.

    ``lead`` and ``needed`` are points: the best type's lead over the next, and the lead that filing by itself
    needs. ``thresholds`` are those of the profile; ``changes`` says what would have changed the decision.
    """

    best: WeighedType
    next: WeighedType
    certainty: float
    lead: float
    needed: float
    thresholds: dict[str, float]
    customers: list[WeighedCustomer]
    changes: list[str]


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
    why: Why | None = None


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
            why = _why(service, work, viewer, document, language)[0]
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
        why=why,
    )


def why_and_types(
    service: Service, viewer: Viewer, document_id: int, language: str
) -> tuple[Why | None, tuple[str, ...]]:
    """Return the decision taken apart, and the types the document may be, likeliest first.

    Raises:
        storage.errors.NotVisible: no such document, or not for this viewer.
    """
    with service.database.reading() as work:
        return _why(service, work, viewer, work.documents.get(viewer, document_id), language)


def _why(
    service: Service, work: Work, viewer: Viewer, document: Document, language: str
) -> tuple[Why | None, tuple[str, ...]]:
    (pages,) = read_pages(work, [document.pages])
    if pages is None:
        return None, ()
    profile = service.profile
    said = document.type if document.type_by_person and document.type in profile.types else None
    explained = explain_type(pages, profile, said)
    customers = _customers(work, viewer, document)
    why = Why(
        best=_weighed(explained.best, profile, language),
        next=_weighed(explained.next, profile, language),
        certainty=round(explained.certainty, 4),
        lead=explained.lead,
        needed=explained.needed,
        thresholds={
            "file": profile.thresholds.file,
            "customer": profile.thresholds.customer,
            "field": profile.thresholds.field,
            "same_name": NEAR,
        },
        customers=customers,
        changes=[
            *(translate(change, language) for change in explained.changes),
            *_customer_changes(customers, language),
        ],
    )
    return why, explained.likely


def _customers(work: Work, viewer: Viewer, document: Document) -> list[WeighedCustomer]:
    found: list[WeighedCustomer] = []
    best = max((row["score"] for row in document.candidates), default=0.0)
    visible = work.customers.get_many(viewer, [row["customer_id"] for row in document.candidates])
    for row in document.candidates:
        customer = visible.get(row["customer_id"])
        if customer is None:
            continue
        behind = round(best - row["score"], 1)
        found.append(WeighedCustomer(id=customer.id, name=customer.name, score=row["score"], behind=behind))
    return found


def _customer_changes(customers: list[WeighedCustomer], language: str) -> list[str]:
    said = []
    if customers and customers[0].score < NEAR:
        values: dict[str, Any] = {"name": customers[0].name, "points": round(NEAR - customers[0].score, 1)}
        short = Message("The customer's name is {points} of 100 short of being that of {name}.", values)
        said.append(translate(short, language))
    if len(customers) > 1:
        values = {"name": customers[1].name, "points": customers[1].behind}
        second = Message("The next best customer is {name}, {points} of 100 behind.", values)
        said.append(translate(second, language))
    return said


def _weighed(view: TypeView, profile: Profile, language: str) -> WeighedType:
    kind = profile.types[view.type]
    title = title_in(kind, language)
    reasons = [_shape(reason, language) for reason in view.reasons]
    return WeighedType(type=view.type, title=title, points=view.points, reasons=reasons)


def _shape(reason: Reason, language: str) -> ReasonShape:
    return ReasonShape(
        rule=reason.rule,
        text=translate(reason.text, language),
        weight=reason.weight,
        page=reason.page,
        box=reason.box.as_list() if reason.box else None,
    )

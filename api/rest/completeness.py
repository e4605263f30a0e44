"""REST: checklists in detail, facts, waivers, history, gap lists, reminder letters, cover sheets."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response

from api.deps import Language, SignedIn, TheService
from api.files import send_excel, send_pdf
from api.rest.archive import Cursor, CustomerKey, Limit
from api.rest.documents import PDF, DocumentId
from api.schemas.requests import AttestDocument, DocumentIsFor, MakeCovers, SetFacts, WaiveRequirement
from classify.requirements.requirement import Line
from dossier import attesting, chasing, covers, customers, facts, letters, requirements
from dossier.attesting import Attestations
from dossier.customers import find_customer
from dossier.gap_shapes import FactPreview, FactsShape, Gaps, HistoryShape, RequirementDetails

router = APIRouter(tags=["completeness"])

OpenState = Literal["missing", "received", "contradicts", "expired", "expiring"]
XLSX: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {}}}
}


@router.get("/customers/{customer}/requirements")
def requirements_of(
    service: TheService, viewer: SignedIn, language: Language, customer: CustomerKey
) -> RequirementDetails:
    """Show a checklist with what was looked for and who let which line go."""
    return RequirementDetails(requirements.details(service, viewer, customer, language))


@router.post("/customers/{customer}/waivers", status_code=201)
def waive(
    service: TheService, viewer: SignedIn, language: Language, customer: CustomerKey, body: WaiveRequirement
) -> RequirementDetails:
    """Let a line go, with a reason."""
    line = Line(body.requirement, body.document, body.shipment, body.period)
    requirements.waive(service, viewer, customer, line, body.reason, body.until)
    return RequirementDetails(requirements.details(service, viewer, customer, language))


@router.delete("/customers/{customer}/waivers/{waiver}")
def insist(
    service: TheService, viewer: SignedIn, language: Language, customer: CustomerKey, waiver: int
) -> RequirementDetails:
    """Insist on a line again."""
    requirements.insist(service, viewer, customer, waiver)
    return RequirementDetails(requirements.details(service, viewer, customer, language))


@router.get("/customers/{customer}/history")
def history(service: TheService, viewer: SignedIn, language: Language, customer: CustomerKey) -> HistoryShape:
    """Tell when the dossier became complete, when it fell back, and why."""
    return requirements.history(service, viewer, customer, language)


@router.get("/customers/{customer}/facts")
def facts_of(service: TheService, viewer: SignedIn, language: Language, customer: CustomerKey) -> FactsShape:
    """Show a customer's facts, and what papers propose where nobody set one."""
    return facts.facts_of(service, viewer, customer, language)


@router.put("/customers/{customer}/facts")
def set_facts(
    service: TheService, viewer: SignedIn, language: Language, customer: CustomerKey, body: SetFacts
) -> FactsShape:
    """Say facts about a customer; the checklist follows."""
    with service.database.reading() as work:
        customer_id = find_customer(work, viewer, customer).id
    customers.set_facts(service, viewer, customer_id, body.facts)
    return facts.facts_of(service, viewer, str(customer_id), language)


@router.post("/customers/{customer}/facts/preview")
def preview(
    service: TheService, viewer: SignedIn, language: Language, customer: CustomerKey, body: SetFacts
) -> FactPreview:
    """Tell what facts would require, and what not any more; changes nothing."""
    return facts.preview(service, viewer, customer, body.facts, language)


@router.get("/gaps")
def gaps(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    state: Annotated[list[OpenState] | None, Query()] = None,
    requirement: Annotated[str | None, Query(max_length=100)] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Gaps:
    """List what is open over all customers, of one requirement where it is named."""
    wanted = chasing.Wanted(tuple(state or chasing.OPEN), requirement)
    return chasing.gaps(service, viewer, wanted, cursor=cursor, limit=limit, language=language)


@router.get("/gaps/list.pdf", response_class=Response, responses=PDF)
def all_pdf(service: TheService, viewer: SignedIn, language: Language) -> Response:
    """Print the list of missing papers of all customers."""
    return send_pdf(chasing.gap_list_pdf(service, viewer, None, language), "missing.pdf")


@router.get("/gaps/list.xlsx", response_class=Response, responses=XLSX)
def all_excel(service: TheService, viewer: SignedIn, language: Language) -> Response:
    """Write the list of missing papers of all customers as an Excel file."""
    return send_excel(chasing.gap_list_excel(service, viewer, None, language), "missing.xlsx")


@router.get("/customers/{customer}/gaps.pdf", response_class=Response, responses=PDF)
def one_pdf(service: TheService, viewer: SignedIn, language: Language, customer: CustomerKey) -> Response:
    """Print a customer's list of missing papers."""
    return send_pdf(chasing.gap_list_pdf(service, viewer, customer, language), "missing.pdf")


@router.get("/customers/{customer}/gaps.xlsx", response_class=Response, responses=XLSX)
def one_excel(service: TheService, viewer: SignedIn, language: Language, customer: CustomerKey) -> Response:
    """Write a customer's list of missing papers as an Excel file."""
    return send_excel(chasing.gap_list_excel(service, viewer, customer, language), "missing.xlsx")


@router.get("/customers/{customer}/letter.pdf", response_class=Response, responses=PDF)
def letter_pdf(service: TheService, viewer: SignedIn, language: Language, customer: CustomerKey) -> Response:
    """Write the reminder letter to a customer."""
    letter = letters.write_letter(service, viewer, customer, language)
    return send_pdf(letters.letter_pdf(letter, language), "reminder.pdf")


@router.get("/customers/{customer}/letter.txt", response_class=Response)
def letter_text(service: TheService, viewer: SignedIn, language: Language, customer: CustomerKey) -> Response:
    """Write the reminder letter as plain text."""
    letter = letters.write_letter(service, viewer, customer, language)
    return Response(letters.letter_text(letter), media_type="text/plain; charset=utf-8")


@router.post("/customers/{customer}/covers", response_class=Response, responses=PDF)
def make_covers(
    service: TheService, viewer: SignedIn, language: Language, customer: CustomerKey, body: MakeCovers
) -> Response:
    """Print cover sheets for missing papers."""
    pdf = covers.make_covers(service, viewer, customer, body.requirements, language)
    return send_pdf(pdf, "covers.pdf")


@router.post("/documents/{document_id}/attest")
def attest(
    service: TheService, viewer: SignedIn, document_id: DocumentId, body: AttestDocument
) -> Attestations:
    """Say of a paper whether it is sealed, signed, the original, on the shelf."""
    said = {name: getattr(body, name) for name in body.model_fields_set}
    return Attestations(attesting.attest(service, viewer, document_id, said))


@router.post("/documents/{document_id}/is-for")
def is_for(
    service: TheService, viewer: SignedIn, document_id: DocumentId, body: DocumentIsFor
) -> Attestations:
    """Say which contract, shipment or period a paper is for."""
    said = attesting.say_what_for(
        service, viewer, document_id, document=body.document, shipment=body.shipment, period=body.period
    )
    return Attestations(said)

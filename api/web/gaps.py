"""Pages that chase: gaps of all customers, printouts, letters, cover sheets; facts and waivers of one."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Response
from starlette.datastructures import FormData

from api.deps import Language, Render, SignedIn, TheForm, TheService
from api.errors import InvalidInput
from api.files import send_excel, send_pdf
from api.web.notices import go
from capture.pages import Message
from classify.requirements.requirement import Line
from dossier import attesting, chasing, covers, customers, facts, letters, requirements
from dossier.fact_values import checked_value
from dossier.language import title_in
from dossier.wiring import Service

router = APIRouter()

Choice = Literal["open", "missing", "received", "contradicts", "expired", "expiring"]
Paper = Annotated[str, Query(max_length=100)]
SAID = {"yes": True, "no": False, "": None}
Number = Annotated[str, Form(pattern=r"^\d{0,18}$")]


@router.get("/gaps")
def gaps_page(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    state: Choice = "open",
    paper: Paper = "",
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Response:
    """List what is open over all customers."""
    found = chasing.gaps(service, viewer, _wanted(state, paper), cursor=cursor, language=language)
    return render(
        "gaps.html",
        gaps=found,
        state=state,
        paper=paper,
        choices=("open", *chasing.OPEN),
        papers=chasing.papers_lacking(service, viewer, language),
    )


def _wanted(state: str, paper: str) -> chasing.Wanted:
    return chasing.Wanted(chasing.OPEN if state == "open" else (state,), paper or None)


@router.get("/gaps/list.pdf")
def all_pdf(
    service: TheService, viewer: SignedIn, language: Language, state: Choice = "open", paper: Paper = ""
) -> Response:
    """Print the list of all customers, as the page shows it."""
    data = chasing.gap_list_pdf(service, viewer, None, language, _wanted(state, paper))
    return send_pdf(data, "missing.pdf")


@router.get("/gaps/list.xlsx")
def all_excel(
    service: TheService, viewer: SignedIn, language: Language, state: Choice = "open", paper: Paper = ""
) -> Response:
    """Save the list of all customers, as the page shows it."""
    data = chasing.gap_list_excel(service, viewer, None, language, _wanted(state, paper))
    return send_excel(data, "missing.xlsx")


@router.get("/customers/{customer_id}/gaps.pdf")
def one_pdf(service: TheService, viewer: SignedIn, language: Language, customer_id: int) -> Response:
    """Print one customer's list."""
    return send_pdf(chasing.gap_list_pdf(service, viewer, str(customer_id), language), "missing.pdf")


@router.get("/customers/{customer_id}/gaps.xlsx")
def one_excel(service: TheService, viewer: SignedIn, language: Language, customer_id: int) -> Response:
    """Save one customer's list."""
    return send_excel(chasing.gap_list_excel(service, viewer, str(customer_id), language), "missing.xlsx")


@router.get("/customers/{customer_id}/letter.pdf")
def letter_pdf(service: TheService, viewer: SignedIn, language: Language, customer_id: int) -> Response:
    """Print the reminder letter."""
    letter = letters.write_letter(service, viewer, str(customer_id), language)
    return send_pdf(letters.letter_pdf(letter, language), "reminder.pdf")


@router.get("/customers/{customer_id}/letter.txt")
def letter_text(service: TheService, viewer: SignedIn, language: Language, customer_id: int) -> Response:
    """Show the reminder letter as plain text."""
    letter = letters.write_letter(service, viewer, str(customer_id), language)
    return Response(letters.letter_text(letter), media_type="text/plain; charset=utf-8")


@router.post("/customers/{customer_id}/covers")
def make_covers(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    customer_id: int,
    requirement: Annotated[list[str] | None, Form(max_length=500)] = None,
) -> Response:
    """Print cover sheets for missing papers."""
    return send_pdf(
        covers.make_covers(service, viewer, str(customer_id), requirement, language), "covers.pdf"
    )


def _said_facts(service: Service, form: FormData) -> dict[str, bool | str]:
    """Return the facts a form says: every fact of the profile, what is not ticked is not so."""
    return {fact.id: str(form.get(f"fact.{fact.id}") or "") or False for fact in service.profile.facts}


@router.post("/customers/{customer_id}/facts")
def set_facts(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    customer_id: int,
    form: TheForm,
    save: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    """Show what the facts of the form would require, then save them."""
    with service.database.reading() as work:
        customer = work.customers.get(viewer, customer_id)
        known = work.facts.of(viewer, customer_id)
    wanted = _said_facts(service, form)
    said = {fact.id: checked_value(fact, wanted[fact.id]) for fact in service.profile.facts}
    changed = {name: value for name, value in said.items() if (known.get(name) or False) != value}
    if not changed:
        return go(f"/customers/{customer_id}", "unchanged")
    shown = facts.preview(service, viewer, str(customer_id), changed, language)
    if save:
        customers.set_facts(service, viewer, customer_id, changed)
        return go(f"/customers/{customer_id}", "saved")
    titles = {fact.id: title_in(fact, language) for fact in service.profile.facts}
    return render(
        "facts.html", customer=customer, preview=shown, changed=changed, wanted=wanted, titles=titles
    )


@router.post("/customers/{customer_id}/waive")
def waive(
    service: TheService,
    viewer: SignedIn,
    customer_id: int,
    requirement: Annotated[str, Form(min_length=1, max_length=300)],
    reason: Annotated[str, Form(max_length=2000)] = "",
    until: Annotated[str, Form(max_length=10)] = "",
    document: Number = "",
    shipment: Number = "",
    period: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Let a line of the checklist go."""
    line = Line(
        requirement,
        int(document) if document else None,
        int(shipment) if shipment else None,
        period or None,
    )
    requirements.waive(service, viewer, str(customer_id), line, reason, _day(until))
    return go(f"/customers/{customer_id}", "saved")


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InvalidInput("until", Message("write a date like 2026-12-31")) from error


@router.post("/customers/{customer_id}/insist")
def insist(
    service: TheService, viewer: SignedIn, customer_id: int, waiver: Annotated[int, Form(ge=1)]
) -> Response:
    """Insist on a line again."""
    requirements.insist(service, viewer, str(customer_id), waiver)
    return go(f"/customers/{customer_id}", "saved")


@router.post("/documents/{document_id}/attest")
def attest(service: TheService, viewer: SignedIn, document_id: int, form: TheForm) -> Response:
    """Say what a person sees of a paper, and what it is for."""
    said = {name: SAID.get(str(form.get(name) or "")) for name in attesting.ATTRIBUTES}
    number = str(form.get("is_for") or "").strip()
    untouched = number == str(form.get("was_for") or "")
    if number and not (number.isascii() and number.isdigit()):
        raise InvalidInput("is_for", Message("a paper's number"))
    before = str(form["before"]) if form.get("before") else None
    what_for = None if untouched else (int(number) if number else None,)
    attesting.say(service, viewer, document_id, said, before=before, what_for=what_for)
    return go(f"/documents/{document_id}", "saved")

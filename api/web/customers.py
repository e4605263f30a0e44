"""Pages of customers: the list, one dossier, the pick list of forms."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Response

from api.deps import Language, Render, Rights, SignedIn, TheService
from api.people import teams
from api.web.checklist import one_slice, with_references
from api.web.dossier import numerals, paper_titles
from api.web.notices import go
from dossier import checklists, customer_card, customers, facts, requirements, sections
from dossier.customers import customer_shape, find_customer
from dossier.rights import RIGHTS

router = APIRouter(prefix="/customers")

PICKED = 8
SHOWN_HISTORY = 8

Name = Annotated[str, Form(min_length=1, max_length=300)]
Query300 = Annotated[str, Query(max_length=300)]


@router.get("")
def list_page(
    service: TheService,
    viewer: SignedIn,
    render: Render,
    q: Query300 = "",
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Response:
    """List customers, those that fit first words only."""
    found = customers.list_customers(service, viewer, text=q.strip() or None, cursor=cursor)
    return render("customers.html", customers=found, q=q)


@router.post("")
def create(
    service: TheService, viewer: SignedIn, name: Name, uscc: Annotated[str, Form(max_length=40)] = ""
) -> Response:
    """Open a dossier."""
    customer = customers.create(service, viewer, name=name, uscc=uscc.strip() or None)
    return go(f"/customers/{customer.id}", "opened")


@router.get("/pick")
def pick(service: TheService, viewer: SignedIn, render: Render, pick: Query300 = "") -> Response:
    """Show the customers that fit what is being typed, as choices of a form."""
    text = pick.strip()
    found = customers.list_customers(service, viewer, text=text, limit=PICKED).customers if text else []
    return render("parts/picks.html", customers=found, query=text, chosen=None)


@router.get("/{customer_id}")
def show(
    service: TheService, viewer: SignedIn, language: Language, render: Render, customer_id: int
) -> Response:
    """Show one dossier: the first papers of each category, its checklist, what is known of the customer."""
    checklists.refresh_for_today(service)
    with service.database.reading() as work:
        customer = find_customer(work, viewer, str(customer_id))
        places = work.filing.places(viewer, customer.id)
    if customer.id != customer_id:
        return go(f"/customers/{customer.id}", "was_merged")
    shown = sections.sections(service, viewer, customer, language)
    key = str(customer.id)
    return render(
        "customer.html",
        customer=customer_shape(customer),
        number=customer.number,
        complete=customer.complete,
        missing=customer.missing,
        numerals=numerals(language),
        sections=shown,
        titles=paper_titles(service, shown, language),
        places=places,
        checklist=with_references(
            service, viewer, one_slice(requirements.details(service, viewer, key, language))
        ),
        history=requirements.history(service, viewer, key, language).root[:SHOWN_HISTORY],
        facts=facts.facts_of(service, viewer, key, language).root,
        may_export=viewer.role in RIGHTS["dossiers.export"],
        card=customer_card.card(service, viewer, key),
        teams=teams(service, viewer) if Rights.of(viewer).teams else [],
        team_id=customer.team_id,
    )


@router.post("/{customer_id}/team")
def set_team(
    service: TheService,
    viewer: SignedIn,
    customer_id: int,
    team: Annotated[str, Form(pattern=r"^\d{0,18}$")] = "",
) -> Response:
    """Give the customer to a team, or to all."""
    customers.set_team(service, viewer, customer_id, int(team) if team else None)
    return go(f"/customers/{customer_id}", "saved")

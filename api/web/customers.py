"""Pages of customers: the list, one dossier, the pick list of forms."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Response

from api.deps import Language, Render, Rights, SignedIn, TheService
from api.documents import title_of
from api.people import teams
from api.web.notices import go
from dossier import completeness, customer_card, customers, facts, requirements

router = APIRouter(prefix="/customers")

NUMERALS = {1: "一", 2: "二", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九"}
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
    """Show one dossier."""
    shown = completeness.show(service, viewer, str(customer_id), language)
    if shown.customer.id is not None and shown.customer.id != customer_id:
        return go(f"/customers/{shown.customer.id}", "was_merged")
    with service.database.reading() as work:
        customer = work.customers.get(viewer, customer_id)
    return render(
        "customer.html",
        show=shown,
        complete=customer.complete,
        missing=customer.missing,
        numerals=NUMERALS if language == "zh_CN" else {},
        titles={
            document.id: title_of(service.profile, document.type, document.title, language)
            for category in shown.categories
            for document in category.documents
        },
        lines=requirements.details(service, viewer, str(customer.id), language),
        history=requirements.history(service, viewer, str(customer.id), language).root[:SHOWN_HISTORY],
        facts=facts.facts_of(service, viewer, str(customer.id), language).root,
        may_change=True,
        card=customer_card.card(service, viewer, str(customer_id)),
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

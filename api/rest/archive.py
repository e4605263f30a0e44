"""REST: the balance, customers, completeness."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from api.deps import Language, SignedIn, TheService
from dossier import completeness, customers, overview
from dossier.shapes import Check, Customers, Show, Status

router = APIRouter(tags=["archive"])

Limit = Annotated[int, Query(ge=1, le=500)]
Cursor = Annotated[str | None, Query(max_length=2000)]
CustomerKey = Annotated[str, Field(max_length=300, description="An id, a credit code or a name.")]


@router.get("/status")
def status(service: TheService, viewer: SignedIn) -> Status:
    """Return the balance: seen = filed + review + rejected + duplicate + working."""
    return overview.status(service)


@router.get("/customers")
def list_customers(
    service: TheService,
    viewer: SignedIn,
    q: Annotated[str | None, Query(max_length=300)] = None,
    incomplete: bool = False,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Customers:
    """List customers by name; ``q`` is a part of a name, alias or credit code."""
    return customers.list_customers(
        service, viewer, text=q, incomplete_only=incomplete, cursor=cursor, limit=limit
    )


@router.get("/customers/{customer}")
def show_customer(service: TheService, viewer: SignedIn, language: Language, customer: CustomerKey) -> Show:
    """Show one dossier."""
    return completeness.show(service, viewer, customer, language)


@router.get("/customers/{customer}/check")
def check_customer(service: TheService, viewer: SignedIn, language: Language, customer: CustomerKey) -> Check:
    """Tell what one customer lacks."""
    return completeness.check(service, viewer, customer, language)


@router.get("/check")
def check_all(service: TheService, viewer: SignedIn, language: Language) -> Check:
    """Tell what every customer lacks."""
    return completeness.check(service, viewer, None, language)

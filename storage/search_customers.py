"""Customers that fit what is being typed: names, other names, codes, numbers, pinyin initials."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session

from storage.repositories.base import sees_customer
from storage.tables.customers import CustomerAliases, CustomerInitials, Customers
from storage.viewer import Viewer


@dataclass(frozen=True, slots=True)
class LikelyCustomer:
    """A customer that may be meant."""

    id: int
    name: str
    uscc: str | None
    number: str | None


def likely_customers(
    session: Session, viewer: Viewer, text: str, folded: str, limit: int
) -> list[LikelyCustomer]:
    """Return customers whose name, other name, code, number or initials hold the text; exact ones first.

    ``folded`` is the text as names are folded; empty finds nothing.
    """
    if not text or not folded:
        return []
    upper, letters = text.upper(), text.lower() if text.isascii() and text.isalnum() else ""
    other = select(CustomerAliases.customer_id).where(
        CustomerAliases.folded_name.contains(folded, autoescape=True)
    )
    exact = or_(Customers.folded_name == folded, Customers.uscc == upper, Customers.number == text)
    spelled = CustomerInitials.initials.contains(letters, autoescape=True) if len(letters) > 1 else None
    holds = [
        Customers.folded_name.contains(folded, autoescape=True),
        Customers.uscc.contains(upper, autoescape=True),
        Customers.number.contains(text, autoescape=True),
        Customers.id.in_(other),
        *([spelled] if spelled is not None else []),
    ]
    begins = Customers.folded_name.startswith(folded, autoescape=True)
    statement = (
        select(Customers.id, Customers.name, Customers.uscc, Customers.number)
        .join(CustomerInitials, CustomerInitials.customer_id == Customers.id, isouter=True)
        .where(or_(*holds), sees_customer(viewer), Customers.merged_into.is_(None))
        .order_by(case((exact, 0), (begins, 1), else_=2), Customers.folded_name, Customers.id)
        .limit(limit)
    )
    return [LikelyCustomer(*row) for row in session.execute(statement)]

"""What a unit of work changed that the search index shows; it is followed up once, before the commit."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

_DOCUMENTS, _CUSTOMERS = "search.documents", "search.customers"


def touch_documents(session: Session, ids: Iterable[int]) -> None:
    """Remember documents whose type, state, date, fields, customer or pages changed."""
    session.info.setdefault(_DOCUMENTS, set()).update(ids)


def touch_customers(session: Session, ids: Iterable[int]) -> None:
    """Remember customers whose names, code, number, team or papers changed."""
    session.info.setdefault(_CUSTOMERS, set()).update(ids)


def take_touched(session: Session) -> tuple[set[int], set[int]]:
    """Return documents and customers remembered since the last time, and forget them."""
    return session.info.pop(_DOCUMENTS, set()), session.info.pop(_CUSTOMERS, set())

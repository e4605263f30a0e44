"""What a unit of work changed that the search index shows; it is followed up once, before the commit."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

_DOCUMENTS, _CUSTOMERS, _PAGES = "search.documents", "search.customers", "search.pages"


def touch_documents(session: Session, ids: Iterable[int]) -> None:
    """Remember documents whose type, state, date, fields, customer or pages changed."""
    session.info.setdefault(_DOCUMENTS, set()).update(ids)


def touch_customers(session: Session, ids: Iterable[int]) -> None:
    """Remember customers whose names, code, number, team or papers changed."""
    session.info.setdefault(_CUSTOMERS, set()).update(ids)


def touch_pages(session: Session, ids: Iterable[int]) -> None:
    """Remember pages whose text is new."""
    session.info.setdefault(_PAGES, set()).update(ids)


def take_touched(session: Session) -> tuple[set[int], set[int], set[int]]:
    """Return documents, customers and pages remembered since the last time, and forget them."""
    documents, customers, pages = (session.info.pop(key, set()) for key in (_DOCUMENTS, _CUSTOMERS, _PAGES))
    return documents, customers, pages

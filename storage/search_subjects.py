"""What pages belong to, as the index wants to know it; and which pages a change concerns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.initials import initials
from storage.search_marks import Subject
from storage.states import LIVE
from storage.tables.customers import CustomerAliases, CustomerInitials, Customers
from storage.tables.documents import DocumentPages, Documents

_MANY = 500


def subjects(session: Session, page_ids: Sequence[int]) -> dict[int, Subject]:
    """Return by page what is known of the live document it belongs to; pages of none are left out."""
    found: dict[int, Subject] = {}
    for some in _portions(page_ids):
        statement = (
            select(
                DocumentPages.page_id,
                Documents.type,
                Documents.state,
                Documents.date,
                Documents.fields,
                Customers.id,
                Customers.team_id,
                Customers.name,
                Customers.uscc,
                Customers.number,
                CustomerInitials.initials,
            )
            .join(Documents, Documents.id == DocumentPages.document_id)
            .join(Customers, Customers.id == Documents.customer_id, isouter=True)
            .join(CustomerInitials, CustomerInitials.customer_id == Customers.id, isouter=True)
            .where(DocumentPages.page_id.in_(some), DocumentPages.live)
        )
        # asked for the state, too, SQLite would begin with all documents of that state
        rows = [row for row in session.execute(statement) if row.state in LIVE]
        others = _aliases(session, {row[5] for row in rows if row[5] is not None})
        for page_id, kind, state, date, fields, customer_id, team_id, *names, letters in rows:
            known = [*(name for name in names if name), *others[customer_id or 0]]
            found[page_id] = Subject(
                kind, state.value, date, fields, customer_id, team_id, known, letters or ""
            )
    return found


def pages_of(session: Session, documents: Collection[int], customers: Collection[int]) -> Iterator[int]:
    """Yield the live pages of documents and of customers' documents."""
    for ids, column in ((documents, Documents.id), (customers, Documents.customer_id)):
        for some in _portions(sorted(ids)):
            yield from session.scalars(
                select(DocumentPages.page_id)
                .join(Documents, Documents.id == DocumentPages.document_id)
                .where(column.in_(some), DocumentPages.live)
            )


def spell(session: Session, customers: Collection[int]) -> None:
    """Write down the initials of customers' names as they are now."""
    for some in _portions(sorted(customers)):
        names = session.execute(select(Customers.id, Customers.name).where(Customers.id.in_(some))).all()
        session.execute(delete(CustomerInitials).where(CustomerInitials.customer_id.in_(some)))
        session.add_all(
            CustomerInitials(customer_id=customer_id, initials=initials(name)) for customer_id, name in names
        )
    session.flush()


def _aliases(session: Session, customers: Collection[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    statement = select(CustomerAliases.customer_id, CustomerAliases.name).where(
        CustomerAliases.customer_id.in_(customers)
    )
    for customer_id, name in session.execute(statement.order_by(CustomerAliases.id)):
        found[customer_id].append(name)
    return found


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _MANY):
        yield ids[start : start + _MANY]

"""What is known about a customer beside its papers: names, contacts, related customers, merges."""

from __future__ import annotations

from classify.parties.known_customers import KnownCustomer
from dossier import contacts
from dossier.customers import customer_shape, find_customer
from dossier.merging import MERGE, changes_of
from dossier.shapes import CustomerCard, CustomerChangeShape, CustomerName, RelatedCustomer
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.values import Customer
from storage.values_customers import CustomerChange
from storage.viewer import Viewer
from storage.work import Work

MOST_BRANCHES = 50


def card(service: Service, viewer: Viewer, key: str) -> CustomerCard:
    """Return a customer's names, contacts, related customers and changes.

    Raises:
        NotFound: no such customer.
        Ambiguous: the name means several.
    """
    with service.database.reading() as work:
        customer = find_customer(work, viewer, key)
        return CustomerCard(
            customer=customer_shape(customer),
            names=[
                CustomerName(name=one.name, kind=one.kind)  # type: ignore[arg-type]  # AliasKind's words
                for one in work.customers.names(viewer, customer.id)
            ],
            contacts=[
                {"kind": one.kind, "value": one.value} for one in work.contacts.of(viewer, customer.id)
            ],
            related=[*_branches(service, work, viewer, customer), *_sharing(work, viewer, customer)],
            changes=[_change(one) for one in changes_of(work, viewer, customer.id)],
        )


def _branches(service: Service, work: Work, viewer: Viewer, customer: Customer) -> list[RelatedCustomer]:
    names = tuple(work.customers.aliases(viewer, customer.id))
    with service.names.seen_from(work) as index:
        family = index.family(KnownCustomer(customer.id, customer.name, None, names))[:MOST_BRANCHES]
    found = []
    for other in family:
        try:
            seen = work.customers.get(viewer, other)
        except NotVisible:
            continue
        found.append(RelatedCustomer(id=seen.id, name=seen.name, uscc=seen.uscc, how="branch", value=None))
    return found


def _sharing(work: Work, viewer: Viewer, customer: Customer) -> list[RelatedCustomer]:
    return [
        RelatedCustomer(
            id=one.customer_id,
            name=one.name,
            uscc=one.uscc,
            how=one.kind,  # type: ignore[arg-type]  # only these kinds are asked for
            value=one.value,
        )
        for one in work.contacts.sharing(viewer, customer.id, contacts.SHARED)
    ]


def _change(change: CustomerChange) -> CustomerChangeShape:
    merged = change.verb == MERGE
    return CustomerChangeShape(
        id=change.id,
        verb="merge" if merged else "rename",
        customer_id=change.customer_id,
        other_id=change.other_id,
        who=change.actor,
        at=change.at.isoformat(),
        before=change.before["name"],
        after=change.before["into"] if merged else change.after["name"],
        undone=change.undone_at is not None,
    )

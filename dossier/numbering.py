"""Verbs for reference numbers (档号): give, void, look through for gaps and repeats."""

from __future__ import annotations

from dataclasses import dataclass

from classify.notation.numbering import Template
from dossier.cataloguing import dossier_entries
from dossier.customers import find_customer
from dossier.rights import may
from dossier.wiring import Service
from storage.states import NumberKind
from storage.values import Customer
from storage.values_archive import ReferenceNumber
from storage.viewer import SYSTEM, Viewer
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Given:
    """What numbering a dossier gave: its own number, and documents with theirs, new ones only."""

    customer_id: int
    number: str
    documents: tuple[tuple[int, str], ...]


def number_dossier(service: Service, actor: Viewer, key: str) -> Given:
    """Give a dossier its number, and its filed documents theirs in filing order, where they have none.

    Raises:
        NotFound: no such customer.
        Ambiguous: the name means several.
        Forbidden: the role may not.
    """
    may(actor, "numbers.give")
    with service.database.unit_of_work() as work:
        customer = find_customer(work, actor, key)
        return give_numbers(work, service, actor, customer)


def give_numbers(work: Work, service: Service, actor: Viewer, customer: Customer) -> Given:
    """Give numbers inside a unit of work; see ``number_dossier``."""
    work.catalogues.lock_numbers()
    numbering = service.profile.numbering
    number = customer.number or _give(
        work, service, actor, customer, numbering.dossier, parts_of(service, customer), NumberKind.DOSSIER
    )
    if customer.number is None:
        work.customers.set_number(customer.id, number)
    given = []
    for entry in dossier_entries(work, service.profile, SYSTEM, customer.id):
        if entry.number or not entry.filed:
            continue
        parts = {
            **parts_of(service, customer),
            "dossier": number,
            "category": str(entry.category_number),
        }
        kind = NumberKind.DOCUMENT
        one = _give(work, service, actor, customer, numbering.document, parts, kind, entry.document_id)
        given.append((entry.document_id, one))
    if given or customer.number is None:
        payload = {"number": number, "documents": [list(one) for one in given]}
        work.audit.append(actor.name, "dossier.numbered", "customer", customer.id, payload, service.now())
    return Given(customer.id, number, tuple(given))


def parts_of(service: Service, customer: Customer) -> dict[str, str]:
    """Return what templates may name of a dossier."""
    numbering = service.profile.numbering
    return {
        "fonds": numbering.fonds,
        "year": str(customer.created_at.year),
        "retention": numbering.retention,
        "category": "0",
        "dossier": customer.number or "",
    }


def _give(
    work: Work,
    service: Service,
    actor: Viewer,
    customer: Customer,
    template: Template,
    parts: dict[str, str],
    kind: NumberKind,
    document_id: int | None = None,
) -> str:
    series = template.series(parts)
    serial = work.catalogues.highest(series) + 1
    number = template.write(parts, serial)
    work.catalogues.give(
        ReferenceNumber(
            number=number,
            kind=kind,
            series=series,
            serial=serial,
            customer_id=customer.id,
            document_id=document_id,
            given_at=service.now(),
            given_by=actor.name,
            voided_at=None,
            voided_by=None,
            void_reason=None,
        )
    )
    return number


def give_volume_number(
    work: Work, service: Service, actor: Viewer, customer: Customer, category: int, year: int
) -> str:
    """Give the next number of a category's and year's volumes, inside a unit of work."""
    work.catalogues.lock_numbers()
    parts = {**parts_of(service, customer), "category": str(category), "year": str(year)}
    template = service.profile.numbering.volume
    return _give(work, service, actor, customer, template, parts, NumberKind.VOLUME)

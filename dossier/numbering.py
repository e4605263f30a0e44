"""Verbs for reference numbers (档号): give, void, look through for gaps and repeats."""

from __future__ import annotations

from dataclasses import dataclass

from capture.pages import Message
from classify.numbering import Template, find_gaps, find_repeats
from dossier.cataloguing import dossier_entries
from dossier.customers import find_customer
from dossier.errors import BadRequest, Conflict, NotFound
from dossier.locks import refuse_locked, refuse_locked_dossier
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


@dataclass(frozen=True, slots=True)
class NumberCheck:
    """What is wrong with numbers: missing in a series, standing twice, of another form."""

    gaps: tuple[str, ...]
    repeats: tuple[str, ...]
    malformed: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.gaps or self.repeats or self.malformed)


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


def void_number(service: Service, actor: Viewer, number: str, reason: str) -> ReferenceNumber:
    """Strike a number out with a reason; it stays in the list of void numbers and is never given again.

    Raises:
        NotFound: no such number, or not for this person.
        Conflict: it is void already, or a volume's.
        HandedOver: its document was handed over.
        BadRequest: no reason.
    """
    may(actor, "numbers.give")
    if not reason.strip():
        raise BadRequest(Message("A number is not voided without a reason."), Message("Say why it is void."))
    with service.database.unit_of_work() as work:
        found = work.catalogues.number(actor, number)
        if found is None:
            raise NotFound("number", number)
        if found.voided_at is not None or found.kind is NumberKind.VOLUME:
            raise Conflict(
                Message("The number {number} cannot be voided.", {"number": number}),
                Message("It is void already, or names a closed volume."),
            )
        if found.document_id is not None:
            refuse_locked(work, [found.document_id])
        else:
            refuse_locked_dossier(work, found.customer_id)
            work.customers.set_number(found.customer_id, None)
        work.catalogues.void(number, reason.strip(), actor.name, service.now())
        payload = {"number": number, "reason": reason.strip(), "document": found.document_id}
        work.audit.append(actor.name, "number.voided", "customer", found.customer_id, payload, service.now())
    return found


def void_list(service: Service, viewer: Viewer) -> list[ReferenceNumber]:
    """Return every void number with who voided it, when and why."""
    with service.database.reading() as work:
        return work.catalogues.void_numbers(viewer)


def check_numbers(service: Service, viewer: Viewer, key: str | None = None) -> NumberCheck:
    """Look through the numbers of one dossier's documents, or of all dossiers, for gaps and repeats.

    Raises:
        NotFound: no such customer.
        Ambiguous: the name means several.
    """
    numbering = service.profile.numbering
    with service.database.reading() as work:
        if key is None:
            template, numbers = numbering.dossier, work.catalogues.dossier_numbers()
        else:
            customer = find_customer(work, viewer, key)
            rows = work.catalogues.numbers(viewer, customer.id)
            template = numbering.document
            numbers = [row.number for row in rows if row.kind is NumberKind.DOCUMENT]
    malformed = tuple(number for number in numbers if template.parse(number) is None)
    return NumberCheck(tuple(find_gaps(template, numbers)), tuple(find_repeats(numbers)), malformed)

"""Papers that lie on the shelf only: documents without pages, one by one or from an old catalogue."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from capture.pages import Message
from classify.notation.numbering import Template
from dossier import checklists
from dossier.customers import find_customer
from dossier.describing import SECRECY
from dossier.errors import BadRequest, Conflict
from dossier.rights import may
from dossier.wiring import Service
from storage.errors import Conflict as StoredConflict
from storage.states import NumberKind
from storage.values import Customer, Document
from storage.values_archive import CatalogueWords, ReferenceNumber
from storage.viewer import Viewer
from storage.work import Work

MOST_PAGES = 100_000
_SERIAL = re.compile(r"^(.*?)(\d+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ShelfPaper:
    """A paper as a person or an old catalogue tells of it."""

    type: str
    pages: int
    title: str = ""
    date: dt.date | None = None
    number: str = ""
    reference: str = ""
    responsible: str = ""
    secrecy: str = ""
    remark: str = ""
    place: str = ""
    copy: bool = False


def add(service: Service, actor: Viewer, key: str, paper: ShelfPaper) -> Document:
    """Enter a paper that lies on the shelf only; the checklist takes it as received until it is scanned.

    Raises:
        NotFound: no such customer.
        BadRequest: an unknown type, a page count that cannot be, an unknown degree of secrecy.
        Conflict: its number was given before.
    """
    may(actor, "documents.change")
    with service.database.unit_of_work() as work:
        customer = find_customer(work, actor, key)
        document = enter(work, service, actor, customer, paper)
        checklists.recompute(work, service.profile, customer.id, service.today())
    return document


def enter(work: Work, service: Service, actor: Viewer, customer: Customer, paper: ShelfPaper) -> Document:
    """Enter a paper inside a unit of work; see ``add``. The checklist is the caller's to recompute."""
    kind = service.profile.types.get(paper.type)
    if kind is None:
        raise BadRequest(
            Message("The profile knows no type “{type}”.", {"type": paper.type}),
            Message("Allowed: {types}.", {"types": ", ".join(service.profile.types)}),
        )
    if not 0 < paper.pages < MOST_PAGES:
        raise BadRequest(
            Message("{pages} is no page count.", {"pages": paper.pages}),
            Message("Count the pages of the paper."),
        )
    if paper.secrecy not in SECRECY:
        raise BadRequest(
            Message("“{secrecy}” is no degree of secrecy.", {"secrecy": paper.secrecy}),
            Message("Allowed: {allowed}, or nothing.", {"allowed": "、".join(SECRECY[1:])}),
        )
    now = service.now()
    document = work.documents.create_on_shelf(
        paper.type, paper.title or kind.title, customer.id, paper.date, now
    )
    words = CatalogueWords(
        title=paper.title or None,
        reference=paper.reference or None,
        responsible=paper.responsible or None,
        secrecy=paper.secrecy or None,
        remark=paper.remark or None,
        copy=paper.copy or None,
        place=paper.place or None,
        shelf_pages=paper.pages,
    )
    work.catalogues.describe(document.id, words, actor.name, now)
    if paper.number:
        _keep_number(work, service, actor, customer, document, paper.number)
    payload = {"type": paper.type, "customer": customer.id, "number": paper.number or None}
    work.audit.append(actor.name, "document.on_shelf", "document", document.id, payload, now)
    return document


def _keep_number(
    work: Work, service: Service, actor: Viewer, customer: Customer, document: Document, number: str
) -> None:
    """Keep the number a paper has from the old catalogue, so that nobody else gets it."""
    series, serial = taken_apart(service.profile.numbering.document, number)
    work.catalogues.lock_numbers()
    try:
        work.catalogues.give(
            ReferenceNumber(
                number=number,
                kind=NumberKind.DOCUMENT,
                series=series,
                serial=serial,
                customer_id=customer.id,
                document_id=document.id,
                given_at=service.now(),
                given_by=actor.name,
                voided_at=None,
                voided_by=None,
                void_reason=None,
            )
        )
    except StoredConflict as error:
        raise Conflict(
            Message("The number {number} was given before.", {"number": number}),
            Message("A number names one document for ever; the list of numbers shows whose it is."),
        ) from error


def taken_apart(template: Template, number: str) -> tuple[str, int]:
    """Return series and serial of a number, also of one from before the template.

    Raises:
        BadRequest: it does not end in figures.
    """
    known = template.parse(number)
    if known is not None:
        return known.series, known.serial
    found = _SERIAL.match(number)
    if found is None or int(found[2]) > 2**31 - 1:
        raise BadRequest(
            Message("The number {number} does not end in figures.", {"number": number}),
            Message("Write it as it stands on the paper, or leave it empty."),
        )
    return f"{found[1]}#", int(found[2])

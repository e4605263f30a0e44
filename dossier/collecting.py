"""Handover (移交), first step: the collector signs the list with page counts."""

from __future__ import annotations

from collections.abc import Mapping

from capture.pages import Message
from dossier.catalogue import CatalogueEntry
from dossier.cataloguing import dossier_entries
from dossier.customers import find_customer
from dossier.errors import BadRequest, Conflict
from dossier.handover_record import UNDER_WAY, put_signature
from dossier.numbering import give_numbers
from dossier.rights import may
from dossier.wiring import Service
from storage.states import HandoverStep
from storage.values import Customer
from storage.values_archive import Handover, HandoverLine
from storage.viewer import SYSTEM, Viewer
from storage.work import Work


def collect(
    service: Service,
    actor: Viewer,
    key: str,
    counts: Mapping[int, int] | None = None,
    note: str = "",
    seen: frozenset[int] | None = None,
) -> Handover:
    """Sign the list of what is handed over, with page counts; numbers are given where there are none.

    ``counts`` are pages counted on the paper, by document; the others keep the pages that were scanned.
    What was handed over before is not listed again. ``seen`` are the documents that the signer
    was shown, when they signed on a page: nobody signs for what came, or went, after the page was loaded.

    Raises:
        NotFound: no such customer.
        Conflict: a handover is under way, nothing is new, a document is in review, or the list is not
            what was seen.
        BadRequest: a count that cannot be.
    """
    may(actor, "handover.collect")
    with service.database.unit_of_work() as work:
        work.handovers.lock_steps()
        customer = find_customer(work, actor, key)
        _refuse_second(work, customer)
        number = give_numbers(work, service, actor, customer).number
        entries = dossier_entries(work, service.profile, SYSTEM, customer.id)
        handed = work.handovers.locked([entry.document_id for entry in entries])
        lines = [_line(entry, counts or {}) for entry in entries if entry.document_id not in handed]
        _refuse_unready(customer, [entry for entry in entries if entry.document_id not in handed])
        _refuse_unseen(lines, seen)
        octets = _octets(work, [line.document_id for line in lines])
        handover = work.handovers.start(
            customer.id, lines, octets, service.now(), name=customer.name, number=number
        )
        told = {"documents": handover.documents, "pages": handover.pages}
        put_signature(work, service, actor, handover, HandoverStep.COLLECT, note, told)
        return work.handovers.get(SYSTEM, handover.id)


def _refuse_second(work: Work, customer: Customer) -> None:
    for known in work.handovers.of_customer(SYSTEM, customer.id):
        if known.state in UNDER_WAY:
            raise Conflict(
                Message("The handover {id} of this dossier is under way.", {"id": known.id}),
                Message("Finish it, or send it back with a reason."),
            )


def _refuse_unready(customer: Customer, entries: list[CatalogueEntry]) -> None:
    if not entries:
        raise Conflict(
            Message("{name} has nothing that was not handed over.", {"name": customer.name}),
            Message("File papers first."),
        )
    waiting = [entry for entry in entries if not entry.filed]
    if waiting:
        raise Conflict(
            Message("The document {id} is still in review.", {"id": waiting[0].document_id}),
            Message("Confirm it or put it elsewhere; only what is filed is handed over."),
        )


def _refuse_unseen(lines: list[HandoverLine], seen: frozenset[int] | None) -> None:
    if seen is not None and seen != {line.document_id for line in lines}:
        raise Conflict(
            Message("The papers of this dossier changed since the list was shown; nothing was signed."),
            Message("Load the page again, look at the list, then sign."),
        )


def _line(entry: CatalogueEntry, counts: Mapping[int, int]) -> HandoverLine:
    pages = counts.get(entry.document_id, entry.pages)
    if not 0 < pages < 100_000:
        raise BadRequest(
            Message("{pages} is no page count.", {"pages": pages}), Message("Count the pages of the paper.")
        )
    return HandoverLine(
        document_id=entry.document_id,
        number=entry.number,
        title=entry.title,
        pages=pages,
        counted=None,
        copy=entry.copy,
        note="",
        reference=entry.reference,
        date=entry.date,
    )


def _octets(work: Work, document_ids: list[int]) -> int:
    documents = [work.documents.get(SYSTEM, one) for one in document_ids]
    scans = {page.scan_id for document in documents for page in document.pages}
    return sum(work.scans.get(SYSTEM, one).size for one in scans)

"""四性检测 of a dossier (DA/T 70-2018): each item with its code, a verdict and the reasons.

An item that was not run says so; it never counts as passed. Items of a package are run on the package
(``inspection_package``).
"""

from __future__ import annotations

from collections.abc import Sequence

from classify.notation.numbering import Template
from dossier import (
    inspection_authenticity,
    inspection_integrity,
    inspection_numbers,
    inspection_usability,
)
from dossier.catalogue import CatalogueEntry
from dossier.cataloguing import dossier_entries
from dossier.checklists import refresh_for_today
from dossier.customers import find_customer
from dossier.inspection_values import (
    Inspection,
    Item,
    ItemRow,
    Seen,
    Stage,
)
from dossier.inspection_viruses import scan_for_viruses
from dossier.rights import may
from dossier.wiring import Service
from storage.states import LIVE, HandoverState
from storage.values import Customer
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

ITEMS = (
    *inspection_authenticity.ITEMS,
    *inspection_integrity.ITEMS,
    *inspection_numbers.ITEMS,
    *inspection_usability.ITEMS,
)


def read_seen(
    service: Service, work: Work, viewer: Viewer, customer: Customer, *, with_log: bool = True
) -> Seen:
    """Read what the items look at; without the log, which is one for all dossiers, 4-7 cannot be run."""
    entries = dossier_entries(work, service.profile, viewer, customer.id)
    documents = work.documents.get_many(viewer, [one.document_id for one in entries])
    scan_ids = sorted({page.scan_id for document in documents.values() for page in document.pages})
    return Seen(
        service=service,
        customer=customer,
        entries=entries,
        documents=documents,
        scans={one: work.scans.get(SYSTEM, one) for one in scan_ids},
        pages={one: work.pages.of_scan(one) for one in scan_ids},
        results={one: work.pages.results(one) for one in scan_ids},
        encrypted=frozenset(one for one in scan_ids if work.scans.password_of(one) is not None),
        requirements=work.requirements.of(viewer, customer.id),
        audit_fault=work.audit.verify() if with_log else None,
        numbering=service.profile.numbering,
        accounted=_accounted(work, service.profile.numbering.document, customer.id, entries),
        signed=_signed(work, viewer, customer.id),
    )


def _accounted(
    work: Work, template: Template, customer_id: int, entries: Sequence[CatalogueEntry]
) -> frozenset[str]:
    """Return the numbers of a dossier's series that are void, or that a paper of whatever dossier bears."""
    own = {one.series for one in work.catalogues.numbers(SYSTEM, customer_id) if one.voided_at}
    borne = {taken.series for one in entries if one.number and (taken := template.parse(one.number))}
    given = work.catalogues.of_series(own | borne)
    papers = [one.document_id for one in given if one.document_id is not None]
    live = {row.id for row in work.documents.rows(SYSTEM, papers) if row.state in LIVE}
    return frozenset(one.number for one in given if one.voided_at or one.document_id in live)


def _signed(work: Work, viewer: Viewer, customer_id: int) -> frozenset[int]:
    """Return the documents of the lists that were signed and not sent back."""
    standing = (HandoverState.LISTED, HandoverState.CHECKED, HandoverState.RECEIVED)
    return frozenset(
        line.document_id
        for handover in work.handovers.of_customer(viewer, customer_id)
        if handover.state in standing
        for line in handover.lines
    )


def run_items(seen: Seen, rows: Sequence[ItemRow]) -> tuple[Item, ...]:
    """Look at every item in order."""
    items = []
    for code, name, look in rows:
        finding = look(seen)
        items.append(Item(code, name, finding.verdict, finding.memos, finding.checked))
    return tuple(items)


def inspect(service: Service, viewer: Viewer, key: str) -> Inspection:
    """Inspect a dossier as it is now.

    Raises:
        NotFound: no such customer.
        Ambiguous: the name means several.
        Forbidden: the role may not.
    """
    may(viewer, "dossiers.inspect")
    refresh_for_today(service)
    with service.database.reading() as work:
        customer = find_customer(work, viewer, key)
        seen = read_seen(service, work, viewer, customer)
    items = (*run_items(seen, ITEMS), *scan_for_viruses(seen))
    return Inspection(
        customer.name,
        Stage.FILING,
        service.now(),
        viewer.name,
        tuple(sorted(items, key=lambda item: _place(item.code))),
    )


def _place(code: str) -> tuple[int, ...]:
    return tuple(int(part) for part in code.split("-"))

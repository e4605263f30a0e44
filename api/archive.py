"""The archive's side of a dossier gathered for the pages: catalogue, numbers, volumes, handovers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from capture.pages import Message
from dossier.catalogue import CatalogueEntry
from dossier.cataloguing import entry_in, filing_order, listed, titles_in
from dossier.customers import find_customer
from dossier.departures import Departure, departures
from dossier.handover_record import UNDER_WAY, signers, standing_customer
from dossier.judgement import say
from dossier.rights import RIGHTS
from dossier.wiring import Service
from storage.states import ApprovalKind, DocumentState, HandoverState, HandoverStep
from storage.values import Customer, DocumentRow
from storage.values_archive import Approval, CatalogueWords, Handover, ReferenceNumber, Volume
from storage.viewer import Viewer
from storage.work import Work

LATEST = 100
"""Handovers received that a page lists."""
ON_A_PAGE = 200
"""Entries of a catalogue that one page shows, and asks the pages of, one by one."""

STEPS: Mapping[HandoverStep, Message] = {
    HandoverStep.COLLECT: Message("Collector signed the list"),
    HandoverStep.CHECK: Message("Checker compared it"),
    HandoverStep.RECEIVE: Message("Archivist received it"),
    HandoverStep.RETURN: Message("Sent back"),
    HandoverStep.REOPEN: Message("Opened again"),
}
_NEXT = {HandoverState.LISTED: "handover.check", HandoverState.CHECKED: "handover.receive"}
KINDS: Mapping[ApprovalKind, Message] = {
    ApprovalKind.GAPS: Message("hand over with gaps"),
    ApprovalKind.DEFERRAL: Message("hand over later"),
    ApprovalKind.REOPENING: Message("open the handover again"),
}


@dataclass(frozen=True, slots=True)
class ShownHandover:
    """A handover as a page shows it: gaps in the reader's language, who signs next.

    ``barred``: the next step waits for a signature that the viewer's role may give, but another account.
    """

    handover: Handover
    gaps: Sequence[str]
    approved: bool
    asked: bool
    barred: bool


@dataclass(frozen=True, slots=True)
class ArchiveSide:
    """Everything the page of a dossier's archive side shows.

    ``unnumbered`` tells whether some filed document that may still be changed has no number, ``departed``
    which papers bear a number of the dossier and lie in another; volumes name the papers that are here.
    """

    customer: Customer
    state: str
    entries: Sequence[CatalogueEntry]
    part: int
    parts: int
    unnumbered: bool
    words: Mapping[int, CatalogueWords]
    locked: Mapping[int, int]
    handovers: Sequence[ShownHandover]
    approvals: Sequence[Approval]
    volumes: Sequence[Volume]
    voided: Sequence[ReferenceNumber]
    departed: Sequence[Departure]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A handover or request, waiting or done, with its customer as it stands and the gaps it is about."""

    customer: Customer
    handover: Handover | None = None
    approval: Approval | None = None
    gaps: Sequence[str] = ()


def archive_side(service: Service, viewer: Viewer, key: str, language: str, part: int = 1) -> ArchiveSide:
    """Return the archive's side of a dossier, with one part of its catalogue.

    Raises:
        NotFound: no such customer.
    """
    with service.database.reading() as work:
        customer = find_customer(work, viewer, key)
        profile = service.profile
        rows = filing_order(profile, work.documents.of_customer(viewer, customer.id))
        ids = [row.id for row in rows]
        here = {row.id for row in rows if row.state is DocumentState.FILED}
        parts = max(1, -(-len(rows) // ON_A_PAGE))
        before = ON_A_PAGE * (min(part, parts) - 1)
        shown = rows[before : before + ON_A_PAGE]
        handovers = [
            titles_in(work, profile, viewer, one, language)
            for one in work.handovers.of_customer(viewer, customer.id)
        ]
        approvals = work.handovers.approvals(viewer, customer.id)
        locked = work.handovers.locked(ids)
        return ArchiveSide(
            customer=customer,
            state=dossier_state(handovers, approvals, ids, locked),
            entries=[
                entry_in(profile, one, language) for one in listed(work, profile, viewer, shown, before)
            ],
            part=before // ON_A_PAGE + 1,
            parts=parts,
            unnumbered=_unnumbered(work, rows, locked),
            words=work.catalogues.words_of([row.id for row in shown]),
            locked=locked,
            handovers=[_shown(viewer, one, approvals, language) for one in handovers],
            approvals=approvals,
            volumes=[_with_what_is_here(one, here) for one in work.catalogues.volumes(viewer, customer.id)],
            voided=[one for one in work.catalogues.numbers(viewer, customer.id) if one.voided_at],
            departed=departures(work, viewer, customer.id),
        )


def _with_what_is_here(volume: Volume, ids: Collection[int]) -> Volume:
    """Return a volume with the papers that lie in the dossier still, as its cover counts them."""
    return replace(volume, document_ids=tuple(one for one in volume.document_ids if one in ids))


def _unnumbered(work: Work, rows: Sequence[DocumentRow], locked: Mapping[int, int]) -> bool:
    numbers = work.catalogues.numbers_of([row.id for row in rows])
    return any(
        row.state is DocumentState.FILED and row.id not in numbers and row.id not in locked for row in rows
    )


def dossier_state(
    handovers: Sequence[Handover],
    approvals: Sequence[Approval],
    document_ids: Sequence[int],
    locked: Mapping[int, int],
) -> str:
    """Return where a dossier stands: open, deferred, listed, checked, handed over, or in part."""
    under_way = next((one for one in handovers if one.state in UNDER_WAY), None)
    if under_way is not None:
        return under_way.state.value
    if locked:
        return "received" if set(document_ids) <= locked.keys() else "partly"
    deferred = any(one.kind is ApprovalKind.DEFERRAL and one.granted for one in approvals)
    return "deferred" if deferred else "open"


def _shown(viewer: Viewer, handover: Handover, approvals: Sequence[Approval], language: str) -> ShownHandover:
    kind = ApprovalKind.REOPENING if handover.state is HandoverState.RECEIVED else ApprovalKind.GAPS
    own = [one for one in approvals if one.handover_id == handover.id and one.kind is kind]
    signed = signers(handover)
    if handover.state is HandoverState.CHECKED:
        signed |= {one.decided_by or "" for one in own if one.granted}
    act = _NEXT.get(handover.state, "")
    return ShownHandover(
        handover=handover,
        gaps=[say(gap, language) for gap in handover.gaps],
        approved=any(one.granted for one in own),
        asked=any(one.granted is None for one in own),
        barred=bool(act) and viewer.role in RIGHTS[act] and viewer.name in signed,
    )


def waiting(service: Service, viewer: Viewer, language: str) -> list[Waiting]:
    """Return what waits for a signature or a decision, requests first."""
    with service.database.reading() as work:
        asked = [
            Waiting(
                standing_customer(work, one.customer_id),
                approval=one,
                gaps=_gaps_of(work, viewer, one, language),
            )
            for one in work.handovers.undecided(viewer)
        ]
        under_way = [
            Waiting(standing_customer(work, one.customer_id), handover=one)
            for one in work.handovers.under_way(viewer)
        ]
    return [*asked, *under_way]


def handed_over(service: Service, viewer: Viewer) -> list[Waiting]:
    """Return the handovers that were received last, each with the customer in whose dossier it stands now."""
    with service.database.reading() as work:
        return [
            Waiting(standing_customer(work, one.customer_id), handover=one)
            for one in work.handovers.received(viewer, LATEST)
        ]


def _gaps_of(work: Work, viewer: Viewer, approval: Approval, language: str) -> list[str]:
    """Return the gaps that somebody asks to have approved: nobody decides on what is not shown."""
    if approval.handover_id is None or approval.kind is not ApprovalKind.GAPS:
        return []
    return [say(gap, language) for gap in work.handovers.get(viewer, approval.handover_id).gaps]


def archive_rights(viewer: Viewer) -> dict[str, bool]:
    """Return which steps a page offers a viewer; the verbs check for themselves."""
    acts = (
        *("numbers.give", "handover.check", "handover.receive", "handover.approve", "dossiers.export"),
        "sampling.draw",
    )
    return {act.partition(".")[2]: viewer.role in RIGHTS[act] for act in acts}

"""Handover (移交), last step: the archivist receives, and what is received is locked; opening it again."""

from __future__ import annotations

from collections.abc import Collection

from capture.pages import Message
from dossier import inspection
from dossier.catalogue import CatalogueEntry
from dossier.cataloguing import dossier_entries
from dossier.change import from_snapshot
from dossier.errors import Conflict, DossierError
from dossier.handover_record import (
    SameSigner,
    at_step,
    find,
    granted_by,
    put_signature,
    refuse_signer,
    summary,
)
from dossier.inspection_values import Inspection, Verdict
from dossier.language import count
from dossier.rights import may
from dossier.wiring import Service
from storage.states import ApprovalKind, HandoverState, HandoverStep
from storage.values_archive import Handover, HandoverLine
from storage.viewer import SYSTEM, Viewer
from storage.work import Work


class GapsNotApproved(DossierError):
    """A handover has gaps that nobody approved."""

    code = "gaps_not_approved"

    def __init__(self, gaps: int) -> None:
        super().__init__(
            count(
                gaps,
                "The gap list has {n} line that nobody approved.",
                "The gap list has {n} lines that nobody approved.",
            ),
            Message("Fill the gaps and start again, or ask for approval with a reason."),
        )


def receive(service: Service, actor: Viewer, handover_id: int, note: str = "") -> Handover:
    """Take a dossier over into the archive; its documents and numbers are locked from now on.

    Raises:
        NotFound: no such handover, or not for this person.
        Conflict: it was not checked, or the dossier was changed since the list was signed.
        SameSigner: this account signed before, or approved the gaps.
        GapsNotApproved: there are gaps, and no approval for them.
    """
    may(actor, "handover.receive")
    known = find(service, actor, handover_id)
    inspected = inspection.inspect(service, actor, str(known.customer_id))
    with service.database.unit_of_work() as work:
        handover = at_step(work, actor, handover_id, HandoverState.CHECKED)
        refuse_signer(handover, actor)
        _refuse_changed(work, service, handover)
        _refuse_new_failures(handover, inspected)
        if handover.gaps:
            _refuse_gaps(granted_by(work, handover, ApprovalKind.GAPS), handover, actor)
        work.handovers.set_state(handover.id, HandoverState.RECEIVED, ended_at=service.now())
        told = {"gaps": len(handover.gaps), "inspection": summary(inspected)}
        put_signature(work, service, actor, handover, HandoverStep.RECEIVE, note, told)
        return work.handovers.get(SYSTEM, handover.id)


def _refuse_gaps(approvers: Collection[str], handover: Handover, actor: Viewer) -> None:
    """Let gaps pass that another account approved: who lets them go does not receive them as well."""
    if not approvers:
        raise GapsNotApproved(len(handover.gaps))
    if actor.name in approvers:
        raise SameSigner(Message("{name} approved the gaps of this handover.", {"name": actor.name}))


def _refuse_changed(work: Work, service: Service, handover: Handover) -> None:
    dossier = work.customers.standing(handover.customer_id)
    entries = {entry.document_id: entry for entry in dossier_entries(work, service.profile, SYSTEM, dossier)}
    for line in handover.lines:
        entry = entries.get(line.document_id)
        if not _is_as_signed(entry, line) or _other_pages(work, handover, line.document_id):
            raise Conflict(
                Message("The document {id} was changed since the list was signed.", {"id": line.document_id}),
                Message("Send the handover back; the collector signs a new list."),
            )


def _is_as_signed(entry: CatalogueEntry | None, line: HandoverLine) -> bool:
    if entry is None or not entry.filed:
        return False
    if (entry.number, entry.title, entry.copy) != (line.number, line.title, line.copy):
        return False
    return line.reference is None or (entry.reference, entry.date) == (line.reference, line.date)


def _other_pages(work: Work, handover: Handover, document_id: int) -> bool:
    """Tell whether a document has other pages than it had when its list was begun."""
    act = work.acts.first_since(document_id, handover.started_at)
    if act is None:
        return False
    pages = work.documents.get(SYSTEM, document_id).pages
    before = (from_snapshot(row) for row in act.before["documents"])
    return any(one.id == document_id and one.pages != pages for one in before)


def _refuse_new_failures(handover: Handover, inspected: Inspection) -> None:
    """Refuse where an item fails that did not fail when the checker signed."""
    checked = next(one.told for one in handover.signatures if one.step is HandoverStep.CHECK)
    before = checked["inspection"]["items"]
    for item in inspected.items:
        if item.verdict is Verdict.FAIL and before.get(item.code) != Verdict.FAIL.value:
            raise Conflict(
                Message(
                    "Item {code} of the inspection fails now: {name}", {"code": item.code, "name": item.name}
                ),
                Message("Send the handover back; the inspection names what is wrong."),
            )


def reopen(service: Service, actor: Viewer, handover_id: int, note: str = "") -> Handover:
    """Open a received handover again after that was approved: its documents may be changed.

    Raises:
        NotFound: no such handover, or not for this person.
        Conflict: it was not received, or reopening was not approved.
    """
    may(actor, "handover.receive")
    with service.database.unit_of_work() as work:
        handover = at_step(work, actor, handover_id, HandoverState.RECEIVED)
        if not granted_by(work, handover, ApprovalKind.REOPENING):
            raise Conflict(
                Message("Reopening the handover {id} was not approved.", {"id": handover.id}),
                Message("Ask for it with a reason; another account grants it."),
            )
        work.handovers.set_state(handover.id, HandoverState.REOPENED)
        put_signature(work, service, actor, handover, HandoverStep.REOPEN, note, {})
        return work.handovers.get(SYSTEM, handover.id)

"""Handover (移交) as a chain of verbs: the collector lists, the checker compares, the archivist receives.

Each step is signed by another account. What the checker finds missing is the gap list; a handover with gaps
needs a reason and an approver. What is received is locked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from capture.pages import Message
from dossier import inspection
from dossier.catalogue import CatalogueEntry
from dossier.cataloguing import dossier_entries
from dossier.customers import find_customer
from dossier.errors import BadRequest, Conflict, DossierError, NotFound
from dossier.inspection_items import LACKING, STATES
from dossier.inspection_values import Inspection, Verdict
from dossier.judgement import message_row
from dossier.numbering import give_numbers
from dossier.rights import may
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.states import ApprovalKind, HandoverState, HandoverStep
from storage.values import Customer
from storage.values_archive import Approval, Handover, HandoverLine
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

UNDER_WAY = (HandoverState.LISTED, HandoverState.CHECKED)
MET = frozenset({"usable", "expiring", "waived"})
_COMPLETENESS = "2-9"


class SameSigner(DossierError):
    """Two steps of a handover would be signed by one account."""

    code = "same_signer"

    def __init__(self, name: str) -> None:
        super().__init__(
            Message("{name} has signed this handover already.", {"name": name}),
            Message("Each step is signed by another account: let somebody else sign."),
        )


class GapsNotApproved(DossierError):
    """A handover has gaps that nobody approved."""

    code = "gaps_not_approved"

    def __init__(self, count: int) -> None:
        super().__init__(
            Message("The gap list has {n} lines that nobody approved.", {"n": count}),
            Message("Fill the gaps and start again, or ask for approval with a reason."),
        )


def collect(
    service: Service,
    actor: Viewer,
    key: str,
    counts: Mapping[int, int] | None = None,
    note: str = "",
) -> Handover:
    """Sign the list of what is handed over, with page counts; numbers are given where there are none.

    ``counts`` are pages counted on the paper, by document; the others keep the pages that were scanned.
    What was handed over before is not listed again.

    Raises:
        NotFound: no such customer.
        Conflict: a handover is under way, nothing is new, or a document is in review.
        BadRequest: a count that cannot be.
    """
    may(actor, "handover.collect")
    with service.database.unit_of_work() as work:
        customer = find_customer(work, actor, key)
        _refuse_second(work, customer)
        give_numbers(work, service, actor, customer)
        entries = dossier_entries(work, service.profile, SYSTEM, customer.id)
        handed = work.handovers.locked([entry.document_id for entry in entries])
        lines = [_line(entry, counts or {}) for entry in entries if entry.document_id not in handed]
        _refuse_unready(customer, [entry for entry in entries if entry.document_id not in handed])
        octets = _octets(work, [line.document_id for line in lines])
        handover = work.handovers.start(customer.id, lines, octets, service.now())
        told = {"documents": handover.documents, "pages": handover.pages}
        _sign(work, service, actor, handover, HandoverStep.COLLECT, note, told)
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


def _line(entry: CatalogueEntry, counts: Mapping[int, int]) -> HandoverLine:
    pages = counts.get(entry.document_id, entry.pages)
    if not 0 < pages < 100_000:
        raise BadRequest(
            Message("{pages} is no page count.", {"pages": pages}), Message("Count the pages of the paper.")
        )
    return HandoverLine(entry.document_id, entry.number, entry.title, pages, None, entry.copy, "")


def _octets(work: Work, document_ids: list[int]) -> int:
    documents = [work.documents.get(SYSTEM, one) for one in document_ids]
    scans = {page.scan_id for document in documents for page in document.pages}
    return sum(work.scans.get(SYSTEM, one).size for one in scans)


def check(
    service: Service,
    actor: Viewer,
    handover_id: int,
    counts: Mapping[int, int] | None = None,
    notes: Mapping[int, str] | None = None,
    note: str = "",
) -> Handover:
    """Compare the papers with the list, inspect the dossier, and sign the gap list that comes of it.

    ``counts`` are the pages the checker counted where they are not those of the list, ``notes`` say what
    is wrong with a document (缺件说明).

    Raises:
        NotFound: no such handover, or not for this person.
        Conflict: it does not wait for the checker.
        SameSigner: this account signed before.
    """
    may(actor, "handover.check")
    known = find(service, actor, handover_id)
    with service.database.reading() as work:
        customer = work.customers.get(SYSTEM, known.customer_id)
    inspected = inspection.inspect(service, actor, str(customer.id))
    with service.database.unit_of_work() as work:
        handover = _waiting(work, actor, handover_id, HandoverState.LISTED)
        _refuse_signer(handover, actor)
        lines = [_compared(line, counts or {}, notes or {}) for line in handover.lines]
        gaps = [*_open_requirements(work, customer.id), *_differences(lines), *_failures(inspected)]
        work.handovers.set_lines(handover.id, lines)
        work.handovers.set_state(handover.id, HandoverState.CHECKED, gaps=[message_row(gap) for gap in gaps])
        told = {"gaps": len(gaps), "inspection": summary(inspected)}
        _sign(work, service, actor, handover, HandoverStep.CHECK, note, told)
        return work.handovers.get(SYSTEM, handover.id)


def summary(inspected: Inspection) -> dict[str, Any]:
    """Return an inspection as it is kept with a signature: verdicts by code."""
    return {
        "at": inspected.at.isoformat(timespec="seconds"),
        "items": {item.code: item.verdict.value for item in inspected.items},
    }


def _compared(line: HandoverLine, counts: Mapping[int, int], notes: Mapping[int, str]) -> HandoverLine:
    counted = counts.get(line.document_id, line.pages)
    return replace(line, counted=counted, note=notes.get(line.document_id, "").strip())


def _open_requirements(work: Work, customer_id: int) -> list[Message]:
    return [
        Message(
            LACKING,
            {
                "requirement": row.title["zh_CN"],
                "requirement_en": row.title["en"],
                "state": STATES.get(row.state, Message("Not met")),
            },
        )
        for row in work.requirements.of(SYSTEM, customer_id)
        if row.state not in MET
    ]


def _differences(lines: list[HandoverLine]) -> list[Message]:
    gaps = []
    for line in lines:
        if line.counted != line.pages:
            gaps.append(
                Message(
                    "{number} {title}: {pages} pages listed, {counted} counted.",
                    {
                        "number": line.number,
                        "title": line.title,
                        "pages": line.pages,
                        "counted": line.counted or 0,
                    },
                )
            )
        if line.note:
            gaps.append(
                Message(
                    "{number} {title}: {note}",
                    {"number": line.number, "title": line.title, "note": line.note},
                )
            )
    return gaps


def _failures(inspected: Inspection) -> list[Message]:
    return [
        Message("Item {code} of the inspection failed: {name}", {"code": item.code, "name": item.name})
        for item in inspected.items
        if item.verdict is Verdict.FAIL and item.code != _COMPLETENESS
    ]


def receive(service: Service, actor: Viewer, handover_id: int, note: str = "") -> Handover:
    """Take a dossier over into the archive; its documents and numbers are locked from now on.

    Raises:
        NotFound: no such handover, or not for this person.
        Conflict: it was not checked, or the dossier was changed since the list was signed.
        SameSigner: this account signed before.
        GapsNotApproved: there are gaps, and no approval for them.
    """
    may(actor, "handover.receive")
    known = find(service, actor, handover_id)
    inspected = inspection.inspect(service, actor, str(known.customer_id))
    with service.database.unit_of_work() as work:
        handover = _waiting(work, actor, handover_id, HandoverState.CHECKED)
        _refuse_signer(handover, actor)
        _refuse_changed(work, service, handover)
        _refuse_new_failures(handover, inspected)
        if handover.gaps and not _granted(work, handover, ApprovalKind.GAPS):
            raise GapsNotApproved(len(handover.gaps))
        work.handovers.set_state(handover.id, HandoverState.RECEIVED, ended_at=service.now())
        told = {"gaps": len(handover.gaps), "inspection": summary(inspected)}
        _sign(work, service, actor, handover, HandoverStep.RECEIVE, note, told)
        return work.handovers.get(SYSTEM, handover.id)


def _refuse_changed(work: Work, service: Service, handover: Handover) -> None:
    entries = {
        entry.document_id: entry
        for entry in dossier_entries(work, service.profile, SYSTEM, handover.customer_id)
    }
    for line in handover.lines:
        entry = entries.get(line.document_id)
        if entry is None or not entry.filed or entry.number != line.number or entry.title != line.title:
            raise Conflict(
                Message("The document {id} was changed since the list was signed.", {"id": line.document_id}),
                Message("Send the handover back; the collector signs a new list."),
            )


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


def _granted(work: Work, handover: Handover, kind: ApprovalKind) -> bool:
    return any(
        approval.granted and approval.kind is kind and approval.handover_id == handover.id
        for approval in work.handovers.approvals(SYSTEM, handover.customer_id)
    )


def send_back(service: Service, actor: Viewer, handover_id: int, reason: str) -> Handover:
    """Send a handover back to the collector, with a reason.

    Raises:
        NotFound: no such handover, or not for this person.
        Conflict: it is not under way.
        BadRequest: no reason.
    """
    may(actor, "handover.check")
    with service.database.unit_of_work() as work:
        handover = _waiting(work, actor, handover_id, *UNDER_WAY)
        reason = required_reason(reason)
        work.handovers.set_state(handover.id, HandoverState.RETURNED, ended_at=service.now())
        _sign(work, service, actor, handover, HandoverStep.RETURN, reason, {})
        return work.handovers.get(SYSTEM, handover.id)


def reopen(service: Service, actor: Viewer, handover_id: int, note: str = "") -> Handover:
    """Open a received handover again after that was approved: its documents may be changed.

    Raises:
        NotFound: no such handover, or not for this person.
        Conflict: it was not received, or reopening was not approved.
    """
    may(actor, "handover.receive")
    with service.database.unit_of_work() as work:
        handover = _waiting(work, actor, handover_id, HandoverState.RECEIVED)
        if not _granted(work, handover, ApprovalKind.REOPENING):
            raise Conflict(
                Message("Reopening the handover {id} was not approved.", {"id": handover.id}),
                Message("Ask for it with a reason; another account grants it."),
            )
        work.handovers.set_state(handover.id, HandoverState.REOPENED)
        _sign(work, service, actor, handover, HandoverStep.REOPEN, note, {})
        return work.handovers.get(SYSTEM, handover.id)


def find(service: Service, viewer: Viewer, handover_id: int) -> Handover:
    """Return one handover.

    Raises:
        NotFound: there is none, or not for this viewer.
    """
    with service.database.reading() as work:
        return _find(work, viewer, handover_id)


def of_customer(service: Service, viewer: Viewer, key: str) -> tuple[list[Handover], list[Approval]]:
    """Return the handovers of a dossier and what was asked about them, the newest first.

    Raises:
        NotFound: no such customer.
        Ambiguous: the name means several.
    """
    with service.database.reading() as work:
        customer = find_customer(work, viewer, key)
        return (
            work.handovers.of_customer(viewer, customer.id),
            work.handovers.approvals(viewer, customer.id),
        )


def _find(work: Work, viewer: Viewer, handover_id: int) -> Handover:
    try:
        return work.handovers.get(viewer, handover_id)
    except NotVisible as error:
        raise NotFound("handover", handover_id) from error


def required_reason(reason: str) -> str:
    """Return a reason without blanks around it.

    Raises:
        BadRequest: there is none.
    """
    if not reason.strip():
        raise BadRequest(Message("A reason is needed."), Message("Say why in a sentence."))
    return reason.strip()


def _waiting(work: Work, viewer: Viewer, handover_id: int, *states: HandoverState) -> Handover:
    handover = _find(work, viewer, handover_id)
    if handover.state not in states:
        raise Conflict(
            Message("The handover {id} is not at this step.", {"id": handover_id}),
            Message("Its page shows who has to sign next."),
        )
    return handover


def _refuse_signer(handover: Handover, actor: Viewer) -> None:
    if any(signature.signed_by == actor.name for signature in handover.signatures):
        raise SameSigner(actor.name)


def _sign(
    work: Work,
    service: Service,
    actor: Viewer,
    handover: Handover,
    step: HandoverStep,
    note: str,
    told: Mapping[str, Any],
) -> None:
    work.handovers.sign(handover.id, step, actor.name, service.now(), note.strip(), told)
    payload = {"handover": handover.id, "customer": handover.customer_id, "note": note.strip(), **told}
    work.audit.append(
        actor.name, f"handover.{step.value}", "customer", handover.customer_id, payload, service.now()
    )

"""Asking with a reason, and another account granting or refusing: gaps, deferral, reopening."""

from __future__ import annotations

import datetime as dt

from capture.pages import Message
from dossier.customers import find_customer
from dossier.errors import BadRequest, Conflict, NotFound
from dossier.handover_record import SameSigner, find_in, refuse_signer, required_reason
from dossier.rights import may
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.states import ApprovalKind, HandoverState
from storage.values_archive import Approval, Handover
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

_STATES = {ApprovalKind.GAPS: HandoverState.CHECKED, ApprovalKind.REOPENING: HandoverState.RECEIVED}


def ask(service: Service, actor: Viewer, handover_id: int, kind: ApprovalKind, reason: str) -> Approval:
    """Ask that a handover be received with its gaps, or that a received one be opened again.

    Raises:
        NotFound: no such handover, or not for this person.
        Conflict: it is not at a step where that can be asked, or it was asked and nobody decided.
        BadRequest: no reason.
    """
    may(actor, "handover.ask")
    reason = required_reason(reason)
    with service.database.unit_of_work() as work:
        work.handovers.lock_steps()
        handover = find_in(work, actor, handover_id)
        if handover.state is not _STATES.get(kind) or (kind is ApprovalKind.GAPS and not handover.gaps):
            raise Conflict(
                Message("The handover {id} is not at this step.", {"id": handover_id}),
                Message("Its page shows who has to sign next."),
            )
        _refuse_second(work, handover.customer_id, kind, handover)
        approval = work.handovers.ask(
            handover.customer_id, kind, reason, actor.name, service.now(), handover_id=handover.id
        )
        _tell(work, service, actor, approval, "approval.asked")
    return approval


def defer(service: Service, actor: Viewer, key: str, until: dt.date, reason: str) -> Approval:
    """Ask that a dossier be handed over later.

    Raises:
        NotFound: no such customer.
        BadRequest: no reason, or a day that is past.
        Conflict: it was asked and nobody decided.
    """
    may(actor, "handover.ask")
    reason = required_reason(reason)
    if until <= service.today():
        raise BadRequest(
            Message("{day} is past.", {"day": until.isoformat()}), Message("Name a day to come.")
        )
    with service.database.unit_of_work() as work:
        work.handovers.lock_steps()
        customer = find_customer(work, actor, key)
        _refuse_second(work, customer.id, ApprovalKind.DEFERRAL, None)
        approval = work.handovers.ask(
            customer.id, ApprovalKind.DEFERRAL, reason, actor.name, service.now(), until=until
        )
        _tell(work, service, actor, approval, "approval.asked")
    return approval


def decide(service: Service, actor: Viewer, approval_id: int, *, granted: bool, answer: str = "") -> Approval:
    """Grant or refuse what another account asked for; a refusal needs a reason.

    Raises:
        NotFound: nothing such was asked, or not for this person.
        SameSigner: this account asked itself, or signed the handover.
        Conflict: it was decided before.
        BadRequest: a refusal without a reason.
    """
    may(actor, "handover.approve")
    if not granted:
        required_reason(answer)
    with service.database.unit_of_work() as work:
        work.handovers.lock_steps()
        try:
            asked = work.handovers.approval(actor, approval_id)
        except NotVisible as error:
            raise NotFound("approval", approval_id) from error
        if asked.granted is not None:
            raise Conflict(
                Message(
                    "The request {id} was decided by {name}.",
                    {"id": asked.id, "name": asked.decided_by or ""},
                ),
                Message("Ask anew where circumstances are others now."),
            )
        if actor.name == asked.asked_by:
            raise SameSigner(Message("{name} asked for this.", {"name": actor.name}))
        if asked.handover_id is not None and asked.kind is ApprovalKind.GAPS:
            refuse_signer(work.handovers.get(actor, asked.handover_id), actor)
        decided = work.handovers.decide(approval_id, granted, actor.name, service.now(), answer.strip())
        _tell(work, service, actor, decided, "approval.granted" if granted else "approval.refused")
    return decided


def day_of(text: str) -> dt.date:
    """Return a day written like 2026-12-31.

    Raises:
        BadRequest: it is none.
    """
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError as error:
        raise BadRequest(
            Message("“{text}” is no date.", {"text": text}), Message("Write dates like 2024-03-05.")
        ) from error


def _refuse_second(work: Work, customer_id: int, kind: ApprovalKind, handover: Handover | None) -> None:
    wanted = handover.id if handover else None
    for known in work.handovers.approvals(SYSTEM, customer_id):
        if known.granted is None and known.kind is kind and known.handover_id == wanted:
            raise Conflict(
                Message("That was asked already (request {id}); nobody has decided.", {"id": known.id}),
                Message("Wait for the decision."),
            )


def _tell(work: Work, service: Service, actor: Viewer, approval: Approval, verb: str) -> None:
    payload = {
        "approval": approval.id,
        "kind": approval.kind.value,
        "reason": approval.reason,
        "handover": approval.handover_id,
        "until": approval.until.isoformat() if approval.until else None,
        "answer": approval.answer,
    }
    work.audit.append(actor.name, verb, "customer", approval.customer_id, payload, service.now())

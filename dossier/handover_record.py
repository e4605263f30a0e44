"""What all steps of a handover share: finding it, its step, who signed, and the signature itself."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from capture.pages import Message
from dossier.company import unit_name
from dossier.customers import find_customer
from dossier.errors import BadRequest, Conflict, DossierError, NotFound
from dossier.inspection_values import Inspection
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.states import ApprovalKind, HandoverState, HandoverStep
from storage.values import Customer
from storage.values_archive import Approval, Handover
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

SIGNED = (HandoverStep.COLLECT, HandoverStep.CHECK, HandoverStep.RECEIVE)
"""The steps whose signatures stand under the list."""
UNDER_WAY = (HandoverState.LISTED, HandoverState.CHECKED)


class SameSigner(DossierError):
    """Two steps of a handover would be signed, or asked, granted and received, by one account."""

    code = "same_signer"

    def __init__(self, said: Message) -> None:
        super().__init__(said, Message("Each step is signed by another account: let somebody else sign."))


def find(service: Service, viewer: Viewer, handover_id: int) -> Handover:
    """Return one handover.

    Raises:
        NotFound: there is none, or not for this viewer.
    """
    with service.database.reading() as work:
        return find_in(work, viewer, handover_id)


def find_in(work: Work, viewer: Viewer, handover_id: int) -> Handover:
    """Return one handover inside a unit of work; see ``find``."""
    try:
        return work.handovers.get(viewer, handover_id)
    except NotVisible as error:
        raise NotFound("handover", handover_id) from error


def standing_customer(work: Work, customer_id: int) -> Customer:
    """Return the customer in whose dossier the papers of a handover lie now; who sees it was asked before."""
    return work.customers.get(SYSTEM, work.customers.standing(customer_id))


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


def required_reason(reason: str) -> str:
    """Return a reason without blanks around it.

    Raises:
        BadRequest: there is none.
    """
    if not reason.strip():
        raise BadRequest(Message("A reason is needed."), Message("Say why in a sentence."))
    return reason.strip()


def at_step(work: Work, viewer: Viewer, handover_id: int, *states: HandoverState) -> Handover:
    """Return a handover that is at one of some steps, which nobody else takes until the unit of work ends.

    Raises:
        NotFound: there is none, or not for this viewer.
        Conflict: it is at another step.
    """
    work.handovers.lock_steps()
    handover = find_in(work, viewer, handover_id)
    if handover.state not in states:
        raise Conflict(
            Message("The handover {id} is not at this step.", {"id": handover_id}),
            Message("Its page shows who has to sign next."),
        )
    return handover


def signers(handover: Handover) -> set[str]:
    """Return the accounts that have signed a handover: each of its steps is another one's."""
    return {signature.signed_by for signature in handover.signatures}


def refuse_signer(handover: Handover, actor: Viewer) -> None:
    """Let a signature pass only from an account that has not signed.

    Raises:
        SameSigner: it has.
    """
    if actor.name in signers(handover):
        raise SameSigner(Message("{name} has signed this handover already.", {"name": actor.name}))


def granted_by(work: Work, handover: Handover, kind: ApprovalKind) -> set[str]:
    """Return the accounts that granted something for a handover; none where it was not granted."""
    return {
        approval.decided_by or ""
        for approval in work.handovers.approvals(SYSTEM, handover.customer_id)
        if approval.granted and approval.kind is kind and approval.handover_id == handover.id
    }


def summary(inspected: Inspection) -> dict[str, Any]:
    """Return an inspection as it is kept with a signature: verdicts by code."""
    return {
        "at": inspected.at.isoformat(timespec="seconds"),
        "items": {item.code: item.verdict.value for item in inspected.items},
    }


def circumstances(work: Work, service: Service, handover: Handover) -> dict[str, Any]:
    """Return what a register names that is none of the list: the unit, volumes, the digest of all originals.

    The digest is the SHA-256 of the originals' SHA-256, sorted, one a line: of a package it is that of the
    names in ``data/originals``. Papers on the shelf only have none.
    """
    listed = {line.document_id for line in handover.lines}
    dossier = work.customers.standing(handover.customer_id)
    bound = [one.document_ids for one in work.catalogues.volumes(SYSTEM, dossier)]
    unit = unit_name(service) or service.profile.numbering.fonds
    scans = {page.scan_id for one in work.documents.get_many(SYSTEM, listed).values() for page in one.pages}
    digests = sorted({work.scans.get(SYSTEM, one).sha256 for one in scans})
    digest = hashlib.sha256("".join(f"{one}\n" for one in digests).encode()).hexdigest() if digests else ""
    return {
        "unit": unit,
        "volumes": sum(not listed.isdisjoint(ids) for ids in bound),
        "digest": digest,
    }


def signed_circumstances(handover: Handover) -> dict[str, Any]:
    """Return the circumstances as the last signature under the list has them; none where it tells none."""
    told = [one.told for one in handover.signatures if one.step in SIGNED and "unit" in one.told]
    return {name: told[-1][name] for name in ("unit", "volumes", "digest")} if told else {}


def put_signature(
    work: Work,
    service: Service,
    actor: Viewer,
    handover: Handover,
    step: HandoverStep,
    note: str,
    told: Mapping[str, Any],
) -> None:
    """Put a signature under a handover, and its entry into the log."""
    if step in SIGNED:
        told = {**told, **circumstances(work, service, handover)}
    work.handovers.sign(handover.id, step, actor.name, service.now(), note.strip(), told)
    payload = {"handover": handover.id, "customer": handover.customer_id, "note": note.strip(), **told}
    work.audit.append(
        actor.name, f"handover.{step.value}", "customer", handover.customer_id, payload, service.now()
    )

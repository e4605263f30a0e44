"""Striking reference numbers out, and the list of void ones."""

from __future__ import annotations

from capture.pages import Message
from dossier.errors import BadRequest, Conflict, NotFound
from dossier.locks import refuse_locked, refuse_locked_dossier
from dossier.rights import may
from dossier.wiring import Service
from storage.states import NumberKind
from storage.values_archive import ReferenceNumber
from storage.viewer import SYSTEM, Viewer


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
            if work.customers.get(SYSTEM, found.customer_id).number == number:
                work.customers.set_number(found.customer_id, None)
        work.catalogues.void(number, reason.strip(), actor.name, service.now())
        payload = {"number": number, "reason": reason.strip(), "document": found.document_id}
        work.audit.append(actor.name, "number.voided", "customer", found.customer_id, payload, service.now())
    return found


def void_list(service: Service, viewer: Viewer) -> list[ReferenceNumber]:
    """Return every void number with who voided it, when and why."""
    with service.database.reading() as work:
        return work.catalogues.void_numbers(viewer)

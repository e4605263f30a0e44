"""What was handed over is not changed any more: its documents, its numbers, its catalogue."""

from __future__ import annotations

from collections.abc import Collection

from capture.pages import Message
from dossier.errors import DossierError
from storage.work import Work


class HandedOver(DossierError):
    """A document or dossier was handed over and is locked."""

    code = "handed_over"


def refuse_locked(work: Work, document_ids: Collection[int]) -> None:
    """Let a change of documents pass only while none of them was handed over.

    Raises:
        HandedOver: one was; the sentence names it and its handover.
    """
    work.handovers.hold_steps()
    for document_id, handover_id in sorted(work.handovers.locked(document_ids).items()):
        raise HandedOver(
            Message(
                "The document {id} was handed over (handover {handover}) and is locked.",
                {"id": document_id, "handover": handover_id},
            ),
            Message(
                "Ask for reopening with a reason; when it is granted, the archivist opens the handover again."
            ),
        )


def refuse_locked_dossier(work: Work, customer_id: int) -> None:
    """Let a change of a dossier's own number, or its merge, pass only while nothing of it was handed over.

    Raises:
        HandedOver: something was.
    """
    work.handovers.hold_steps()
    if work.handovers.is_locked(customer_id):
        raise HandedOver(
            Message("The dossier {id} was handed over and is locked.", {"id": customer_id}),
            Message(
                "Ask for reopening with a reason; when it is granted, the archivist opens the handover again."
            ),
        )

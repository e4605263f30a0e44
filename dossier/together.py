"""Papers that wait for the same reason: a person decides them at one go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from capture.pages import Message
from classify.customers import fold_name
from classify.types.error_cost import DOUBT, type_weights
from dossier.errors import Conflict
from dossier.rules_again import says_alike
from dossier.wiring import Service
from storage.repositories.review_queue import CostRule, Doubtful
from storage.values import Document
from storage.viewer import Viewer
from storage.work import Work

MOST = 200
"""More papers of one type are not looked through: a preview is there to be read."""


def cost_rule(service: Service) -> CostRule:
    """Return how the papers that wait are weighed against each other."""
    return CostRule(type_weights(service.profile), DOUBT)


def waiting_alike(service: Service, viewer: Viewer, document_id: int) -> list[int]:
    """Return the papers that wait as this one does, itself first: same type, doubts and customer in question.

    One that looks scanned once more is decided by itself: filing several at once would file every copy.

    Raises:
        storage.errors.NotVisible: no such document, or not for this viewer.
    """
    with service.database.reading() as work:
        document = work.documents.get(viewer, document_id)
        others = work.review.of_type(viewer, document.type, limit=MOST)
        key = _key(document)
        alike = [one.id for one in others if one.id != document_id and _key(one) == key]
        copies = work.likenesses.undecided([document_id, *alike])
    if says_alike(document.review_reasons):  # and with it all others that wait for the same reasons
        copies.add(document_id)
    if document_id in copies:
        return [document_id]
    return [document_id, *(one for one in alike if one not in copies)]


def refuse_copies(work: Work, documents: Sequence[Document]) -> None:
    """Let papers be filed together only while none of them may be a copy of another paper.

    Raises:
        Conflict: one looks like an earlier paper, and nobody said which of the two is kept.
    """
    copies = work.likenesses.undecided([one.id for one in documents])
    copies |= {one.id for one in documents if says_alike(one.review_reasons)}
    if copies and len(documents) > 1:
        raise Conflict(
            Message("The paper {id} looks like an earlier paper.", {"id": min(copies)}),
            Message("Decide by itself which of the two is kept, then file the others together."),
        )


def _key(paper: Document | Doubtful) -> tuple[Any, ...]:
    doubts = tuple(sorted(row["template"] for row in paper.review_reasons))
    return paper.type, doubts, customer_in_question(paper)


def customer_in_question(paper: Document | Doubtful) -> int | str | None:
    """Return the customer given, else the likeliest known one, else the folded name on the paper; or none."""
    if paper.customer_id is not None:
        return paper.customer_id
    if paper.candidates:
        return int(max(paper.candidates, key=lambda row: row["score"])["customer_id"])
    return fold_name(paper.party["name"]) if paper.party else None

"""Papers that wait for the same reason: a person decides them at one go."""

from __future__ import annotations

from typing import Any

from classify.customers import fold_name
from classify.error_cost import DOUBT, type_weights
from dossier.wiring import Service
from storage.repositories.review_queue import CostRule
from storage.values import Document
from storage.viewer import Viewer

MOST = 200
"""More papers of one type are not looked through: a preview is there to be read."""


def cost_rule(service: Service) -> CostRule:
    """Return how the papers that wait are weighed against each other."""
    return CostRule(type_weights(service.profile), DOUBT)


def waiting_alike(service: Service, viewer: Viewer, document_id: int) -> list[Document]:
    """Return the papers that wait as this one does, itself first: same type, doubts and customer in question.

    Raises:
        storage.errors.NotVisible: no such document, or not for this viewer.
    """
    with service.database.reading() as work:
        document = work.documents.get(viewer, document_id)
        ids = work.review.of_type(viewer, document.type, limit=MOST)
        others = [work.documents.get(viewer, one) for one in ids if one != document_id]
    key = _key(document)
    return [document, *(other for other in others if _key(other) == key)]


def _key(document: Document) -> tuple[Any, ...]:
    doubts = tuple(sorted(row["template"] for row in document.review_reasons))
    return document.type, doubts, _customer_in_question(document)


def _customer_in_question(document: Document) -> int | str | None:
    """Return the customer given, else the likeliest known one, else the folded name on the paper."""
    if document.customer_id is not None:
        return document.customer_id
    if document.candidates:
        return int(max(document.candidates, key=lambda row: row["score"])["customer_id"])
    return fold_name(document.party["name"]) if document.party else None

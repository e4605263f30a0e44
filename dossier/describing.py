"""Saying what the catalogue shall say of a document, where that is not what the paper itself says."""

from __future__ import annotations

from dataclasses import asdict, replace

from capture.pages import Message
from dossier.errors import BadRequest, NotFound
from dossier.locks import refuse_locked
from dossier.rights import may
from dossier.shown import refuse_other
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.values_archive import CatalogueWords
from storage.viewer import Viewer

SECRECY = ("", "秘密", "机密", "绝密")
"""Degrees of secrecy (密级), none first."""


def describe(
    service: Service, actor: Viewer, document_id: int, words: CatalogueWords, before: str | None = None
) -> CatalogueWords:
    """Say what the catalogue shall say of a document; None keeps what it said, an empty text takes it back.

    ``before`` is the mark of what the catalogue said when the person saw it.

    Raises:
        Conflict: somebody described it meanwhile.
        NotFound: no such document, or not for this person.
        HandedOver: it was handed over.
        BadRequest: a degree of secrecy that there is not.
    """
    may(actor, "documents.change")
    if words.secrecy is not None and words.secrecy not in SECRECY:
        raise BadRequest(
            Message("“{secrecy}” is no degree of secrecy.", {"secrecy": words.secrecy}),
            Message("Allowed: {allowed}, or nothing.", {"allowed": "、".join(SECRECY[1:])}),
        )
    with service.database.unit_of_work() as work:
        try:
            work.documents.get(actor, document_id)
        except NotVisible as error:
            raise NotFound("document", document_id) from error
        refuse_locked(work, [document_id])
        old = work.catalogues.words_of([document_id]).get(document_id, CatalogueWords())
        refuse_other(document_id, asdict(old), before)
        merged = _merge(old, words)
        work.catalogues.describe(document_id, merged, actor.name, service.now())
        changed = [name for name in CatalogueWords.__slots__ if getattr(old, name) != getattr(merged, name)]
        payload = {"changed": changed}
        work.audit.append(actor.name, "document.described", "document", document_id, payload, service.now())
    return merged


def _merge(old: CatalogueWords, new: CatalogueWords) -> CatalogueWords:
    said = {name: value for name in CatalogueWords.__slots__ if (value := getattr(new, name)) is not None}
    return replace(old, **{name: value if value != "" else None for name, value in said.items()})

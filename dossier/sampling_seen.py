"""What a sampled document was when a person looked at it, and what of it was changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from capture.pages import Message
from classify.profiles.plan import Profile
from dossier.catalogue import CatalogueEntry
from dossier.cataloguing import entries_of
from dossier.errors import NotFound
from storage.errors import NotVisible
from storage.states import LIVE
from storage.values import Document
from storage.values_sampling import Sampling
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

ASPECTS: Mapping[str, Message] = {
    "customer": Message("Customer"),
    "type": Message("Type"),
    "number": Message("Reference number"),
    "title": Message("Title"),
    "reference": Message("Own number"),
    "responsible": Message("Responsible party"),
    "date": Message("Date"),
    "secrecy": Message("Secrecy"),
    "pages": Message("Pages"),
}
"""What a person holds against the pictures, and the pictures themselves."""

WITHDRAWN = Message("the paper was withdrawn")


def seen_of(entry: CatalogueEntry, document: Document) -> dict[str, Any]:
    """Return a document as it is shown to the person who judges it, as JSON."""
    return {
        "customer": document.customer_id,
        "type": entry.type,
        "number": entry.number,
        "title": entry.title,
        "reference": entry.reference,
        "responsible": entry.responsible,
        "date": entry.date.isoformat() if entry.date else "",
        "secrecy": entry.secrecy,
        "pages": [[page.scan_id, page.number] for page in document.pages],
    }


def seen_now(work: Work, profile: Profile, document_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return live documents as they are now, by id."""
    entries = entries_of(work, profile, SYSTEM, document_ids)
    documents = work.documents.get_many(SYSTEM, document_ids)
    return {
        one: seen_of(entries[one], document) for one, document in documents.items() if document.state in LIVE
    }


def seen_by(work: Work, profile: Profile, viewer: Viewer, document_id: int) -> dict[str, Any] | None:
    """Return a document as it is now, None once it was withdrawn.

    Raises:
        NotFound: it is not for this viewer.
    """
    try:
        work.documents.get(viewer, document_id)
    except NotVisible as error:
        raise NotFound("document", document_id) from error
    return seen_now(work, profile, [document_id]).get(document_id)


def digest_of(seen: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a document as it is shown; it changes with everything that is judged."""
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()


def changes_since(work: Work, profile: Profile, sampling: Sampling) -> dict[int, tuple[Message, ...]]:
    """Return by document what is not as it was when it was judged; what nobody judged has no changes."""
    judged = [one for one in sampling.documents if one.judged_at is not None]
    now = seen_now(work, profile, [one.document_id for one in judged])
    changed = {}
    for one in judged:
        here = now.get(one.document_id)
        names = (
            (WITHDRAWN,)
            if here is None
            else tuple(name for aspect, name in ASPECTS.items() if here[aspect] != one.seen.get(aspect))
        )
        if names:
            changed[one.document_id] = names
    return changed

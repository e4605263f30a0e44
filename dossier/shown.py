"""What a page showed when a person filled its form in, told from what is there when the form is sent."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from capture.pages import Message
from dossier.errors import Conflict


def mark_of(values: Any) -> str:
    """Return the SHA-256 of what is shown; it changes with everything in it."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()


def refuse_other(document_id: int, values: Any, before: str | None) -> None:
    """Let a form pass only while what it showed of a document is still there; None tells nothing.

    Raises:
        Conflict: somebody changed it meanwhile.
    """
    if before is not None and before != mark_of(values):
        raise Conflict(
            Message("The paper {id} was changed after this page was opened.", {"id": document_id}),
            Message("Nothing was done. Load the page again to see the paper as it is now."),
        )

"""Documents as JSON and back, for the journal that takes changes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from storage.states import DocumentState
from storage.values import Document, PageRef

_MOMENTS = ("created_at", "updated_at")


def document_to_json(document: Document) -> dict[str, Any]:
    """Return a document as JSON values."""
    kept: dict[str, Any] = {part.name: getattr(document, part.name) for part in fields(document)}
    for name in _MOMENTS:
        kept[name] = kept[name].isoformat()
    kept["date"] = None if document.date is None else document.date.isoformat()
    kept["state"] = document.state.value
    kept["pages"] = [[page.scan_id, page.number] for page in document.pages]
    return kept


def document_from_json(kept: Mapping[str, Any]) -> Document:
    """Return the document that ``document_to_json`` kept."""
    values = dict(kept)
    for name in _MOMENTS:
        values[name] = dt.datetime.fromisoformat(values[name])
    values["date"] = None if values["date"] is None else dt.date.fromisoformat(values["date"])
    values["state"] = DocumentState(values["state"])
    values["pages"] = tuple(PageRef(*page) for page in values["pages"])
    return Document(**values)

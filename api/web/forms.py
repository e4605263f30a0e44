"""What forms carry beyond single named values."""

from __future__ import annotations

from starlette.datastructures import FormData

from api.errors import InvalidInput
from api.schemas.documents import DocumentDetail
from capture.pages import Message

FIELD = "field."
SHOWN = "was."
"""A field as it is now, and beside it as the form showed it."""


def changed_fields(form: FormData, document: DocumentDetail) -> dict[str, str | None]:
    """Return the fields whose value in the form is not the one it was shown with; empty means none.

    A form that does not tell what it showed is compared with the document as it is.
    """
    changed: dict[str, str | None] = {}
    for key, value in form.items():
        if not key.startswith(FIELD) or not isinstance(value, str):
            continue
        name, text = key.removeprefix(FIELD), value.strip()
        found = document.fields.get(name)
        known = found.value if found and isinstance(found.value, str) else ""
        if text != form.get(SHOWN + name, known):
            changed[name] = text or None
    return changed


def numbers_in(text: str, name: str) -> list[int]:
    """Return the numbers of a list like ``12, 15``.

    Raises:
        InvalidInput: something in it is no number.
    """
    parts = text.replace("，", ",").replace("、", ",").replace(" ", ",").split(",")
    found = [part.strip() for part in parts if part.strip()]
    if not all(part.isascii() and part.isdigit() for part in found):
        raise InvalidInput(name, Message("numbers, separated by commas"))
    return [int(part) for part in found]

"""Lists come in slices with an opaque cursor; offsets would skip rows while others arrive."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Generic, TypeVar

from storage.errors import WrongCursor

T = TypeVar("T")
Key = str | int | float | None


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """One slice of a list, the cursor of the next one, and how long the whole list is."""

    items: tuple[T, ...]
    next: str | None
    total: int


def encode_cursor(*keys: Key) -> str:
    """Return the cursor that stands for the last row's sort keys."""
    text = json.dumps(keys, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(cursor: str, *kinds: type) -> tuple[Key, ...]:
    """Return the sort keys in a cursor.

    Raises:
        WrongCursor: the cursor was not made by ``encode_cursor`` with such keys.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        keys = json.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error) as error:
        raise WrongCursor("this cursor is not one of ours") from error
    fits = isinstance(keys, list) and len(keys) == len(kinds)
    if not fits or any(type(key) is not kind for key, kind in zip(keys, kinds, strict=True)):
        raise WrongCursor("this cursor is not one of ours")
    return tuple(keys)

"""Lists come in slices with an opaque cursor; offsets would skip rows while others arrive."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from dataclasses import dataclass
from typing import Generic, TypeVar

from storage.errors import WrongCursor

T = TypeVar("T")
Key = str | int | float | dt.date | None
_LARGEST = 2**63


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """One slice of a list, the cursor of the next one, and how long the whole list is."""

    items: tuple[T, ...]
    next: str | None
    total: int


def encode_cursor(*keys: Key) -> str:
    """Return the cursor that stands for the last row's sort keys."""
    plain = [key.isoformat() if isinstance(key, dt.date) else key for key in keys]
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(cursor: str, *kinds: type) -> tuple[Key, ...]:
    """Return the sort keys in a cursor, of the kinds named: also dates, and moments with their zone.

    Raises:
        WrongCursor: the cursor was not made by ``encode_cursor`` with such keys.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        keys = json.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error) as error:
        raise WrongCursor("this cursor is not one of ours") from error
    if not isinstance(keys, list) or len(keys) != len(kinds):
        raise WrongCursor("this cursor is not one of ours")
    return tuple(_key(key, kind) for key, kind in zip(keys, kinds, strict=True))


def _key(key: Key, kind: type) -> Key:
    if issubclass(kind, dt.date) and isinstance(key, str):
        try:
            key = kind.fromisoformat(key)
        except ValueError as error:
            raise WrongCursor("this cursor is not one of ours") from error
    if type(key) is not kind or (isinstance(key, int) and abs(key) >= _LARGEST):
        raise WrongCursor("this cursor is not one of ours")
    if isinstance(key, dt.datetime) and key.tzinfo is None:
        raise WrongCursor("this cursor is not one of ours")
    return key

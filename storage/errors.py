"""Errors of storage. Each has a stable ``code`` and an English sentence; callers translate by code.

StorageError
├── StorageFull        the disk has no room; nothing half-written is visible
├── DamagedOriginal    stored bytes are not what their name says
│   └── UnreadableOriginal  they cannot be read at all
├── MissingOriginal    no stored bytes of that name
├── LeaseLost          somebody else works on that scan now
├── WrongCursor        a paging cursor nobody here handed out
├── NotVisible         no such row, or not for this viewer
├── Conflict           the row is not in the state the change needs
└── WrongDatabase      an address that storage cannot open
"""

from __future__ import annotations


class StorageError(Exception):
    """Base of all errors of storage."""

    code = "storage"


class StorageFull(StorageError):
    """The disk has no room (or may not grow); nothing half-written is visible."""

    code = "storage_full"


class DamagedOriginal(StorageError):
    """Stored bytes are not what their name says."""

    code = "damaged_original"


class UnreadableOriginal(DamagedOriginal):
    """Stored bytes that the disk, or the file's rights, do not let anybody read."""


class MissingOriginal(StorageError):
    """No stored bytes of that name."""

    code = "missing_original"


class LeaseLost(StorageError):
    """Somebody else works on that scan now, or it is finished."""

    code = "lease_lost"


class WrongCursor(StorageError):
    """A paging cursor nobody here handed out."""

    code = "wrong_cursor"


class NotVisible(StorageError):
    """No such row, or not for this viewer: the two are never told apart."""

    code = "not_found"


class Conflict(StorageError):
    """The row is not in the state the change needs."""

    code = "conflict"


class WrongDatabase(StorageError):
    """An address that storage cannot open."""

    code = "wrong_database"

"""Values of accounts, of the audit log and of what was refused at the door."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storage.viewer import Role


@dataclass(frozen=True, slots=True)
class User:
    """A person who may sign in; the password's hash stays in the repository."""

    id: int
    name: str
    role: Role
    language: str | None
    active: bool
    created_at: dt.datetime
    teams: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Team:
    """A team that owns customers."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that signed in."""

    hashed_id: str
    user_id: int
    csrf: str
    created_at: dt.datetime
    expires_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Token:
    """A program that may act for a person."""

    id: int
    name: str
    user_id: int
    created_at: dt.datetime
    expires_at: dt.datetime | None
    revoked_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time link that opens an account."""

    hashed: str
    role: Role
    created_by: str
    created_at: dt.datetime
    expires_at: dt.datetime
    used_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class PhoneLink:
    """A link by which a phone adds papers in a person's name; ``papers`` counts what it sent."""

    id: int
    user_id: int
    created_at: dt.datetime
    expires_at: dt.datetime
    papers: int


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry of the audit log."""

    seq: int
    at: dt.datetime
    actor: str
    verb: str
    subject_kind: str
    subject_id: str
    payload: Mapping[str, Any]
    prev_hash: str
    hash: str

    @property
    def documents(self) -> tuple[int, ...]:
        """The papers it tells of, the one it stands under first; none where it tells of something else."""
        if self.subject_kind != "document":
            return ()
        return tuple(dict.fromkeys([int(self.subject_id), *self.payload.get("documents", ())]))


@dataclass(frozen=True, slots=True)
class AuditFault:
    """The first entry of the audit log that is not what was written."""

    seq: int
    reason: str


@dataclass(frozen=True, slots=True)
class RefusedPath:
    """A link, FIFO or device in an inbox."""

    inbox: str
    path: str
    code: str
    first_seen: dt.datetime
    last_seen: dt.datetime


@dataclass(frozen=True, slots=True)
class InboxProblem:
    """Something wrong with an inbox."""

    inbox: str
    code: str
    params: Mapping[str, Any] | None
    first_seen: dt.datetime
    last_seen: dt.datetime

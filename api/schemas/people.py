"""People, teams, tokens and the audit log as REST and the pages show them."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel


class TeamRow(BaseModel):
    """One team."""

    id: int
    name: str
    members: list[str]


class UserRow(BaseModel):
    """One account."""

    id: int
    name: str
    role: str
    active: bool
    teams: list[str]
    team_ids: list[int] = []
    locked_seconds: int = 0


class TokenRow(BaseModel):
    """One API token; the token itself is shown once, when it is made."""

    id: int
    name: str
    created: dt.datetime
    expires: dt.datetime | None
    revoked: bool


class OwnedToken(TokenRow):
    """One API token with its owner, for whoever administers."""

    owner: str
    owner_id: int


class Tokens(BaseModel):
    """The caller's tokens."""

    tokens: list[TokenRow]


class NewToken(BaseModel):
    """A token just made: the only time it can be read."""

    name: str
    token: str


class AuditRow(BaseModel):
    """One line of the audit log."""

    id: int
    at: dt.datetime
    who: str
    act: str
    subject: str


class AuditLog(BaseModel):
    """The audit log, newest first."""

    total: int
    entries: list[AuditRow]
    next: str | None


class AuditVerdict(BaseModel):
    """Whether the audit chain is whole."""

    intact: bool
    entries: int
    message: str

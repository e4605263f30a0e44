"""Links by which phones add papers; they come in hashed."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from sqlalchemy import CursorResult, select, update

from storage.repositories.base import Repository, columns
from storage.tables.accounts import PhoneLinks
from storage.values_people import PhoneLink


class PhoneLinkRepository(Repository):
    """Short-lived links, each of one person."""

    def create(self, hashed: str, user_id: int, now: dt.datetime, expires_at: dt.datetime) -> PhoneLink:
        """Remember a link by its hash."""
        row = PhoneLinks(hashed=hashed, user_id=user_id, created_at=now, expires_at=expires_at, papers=0)
        self._session.add(row)
        self._session.flush()
        return PhoneLink(row.id, user_id, now, expires_at, 0)

    def by_hash(self, hashed: str, now: dt.datetime) -> PhoneLink | None:
        """Return a link that did not run out."""
        valid = PhoneLinks.hashed == hashed, PhoneLinks.expires_at > now
        return self._value(PhoneLink, select(*columns(PhoneLinks, PhoneLink)).where(*valid))

    def of_user(self, user_id: int, now: dt.datetime) -> list[PhoneLink]:
        """Return a person's links that did not run out, newest first."""
        valid = PhoneLinks.user_id == user_id, PhoneLinks.expires_at > now
        statement = select(*columns(PhoneLinks, PhoneLink)).where(*valid).order_by(PhoneLinks.id.desc())
        return self._values(PhoneLink, statement)

    def count_paper(self, link_id: int, at_most: int, now: dt.datetime) -> bool:
        """Count one more paper; false when the link ran out or brought as many as it may."""
        free = PhoneLinks.id == link_id, PhoneLinks.expires_at > now, PhoneLinks.papers < at_most
        return self._changed(update(PhoneLinks).where(*free).values(papers=PhoneLinks.papers + 1))

    def end(self, user_id: int, link_id: int, now: dt.datetime) -> bool:
        """Let a person's link run out now; false when it did before."""
        mine = PhoneLinks.id == link_id, PhoneLinks.user_id == user_id, PhoneLinks.expires_at > now
        return self._changed(update(PhoneLinks).where(*mine).values(expires_at=now))

    def _changed(self, statement: Any) -> bool:
        return cast("CursorResult[Any]", self._session.execute(statement)).rowcount > 0

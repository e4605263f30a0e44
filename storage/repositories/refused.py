"""What was refused at the door, and what is wrong with inboxes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete, select

from storage.repositories.base import Repository, columns
from storage.tables.inboxes import InboxProblems, RefusedPaths
from storage.values_people import InboxProblem, RefusedPath


class RefusedRepository(Repository):
    """Links, FIFOs and devices are listed and left in place; problems stand until they are mended."""

    def see(self, inbox: str, path: str, code: str, now: dt.datetime) -> bool:
        """Note a refused path; true when it was not known."""
        same = RefusedPaths.inbox == inbox, RefusedPaths.path == path
        row = self._session.scalar(select(RefusedPaths).where(*same))
        if row is None:
            self._session.add(RefusedPaths(inbox=inbox, path=path, code=code, first_seen=now, last_seen=now))
        else:
            row.code, row.last_seen = code, now
        self._session.flush()
        return row is None

    def forget(self, inbox: str, path: str) -> None:
        """Drop a refused path that is gone."""
        same = RefusedPaths.inbox == inbox, RefusedPaths.path == path
        self._session.execute(delete(RefusedPaths).where(*same))

    def paths(self, limit: int = 1000) -> list[RefusedPath]:
        """Return refused paths, newest first."""
        statement = select(*columns(RefusedPaths, RefusedPath)).order_by(RefusedPaths.id.desc())
        return self._values(RefusedPath, statement.limit(limit))

    def raise_problem(
        self, inbox: str, code: str, now: dt.datetime, params: Mapping[str, Any] | None = None
    ) -> bool:
        """Note that something is wrong with an inbox; true when it was not known."""
        same = InboxProblems.inbox == inbox, InboxProblems.code == code
        row = self._session.scalar(select(InboxProblems).where(*same))
        kept = None if params is None else dict(params)
        if row is None:
            self._session.add(
                InboxProblems(inbox=inbox, code=code, params=kept, first_seen=now, last_seen=now)
            )
        else:
            row.params, row.last_seen = kept, now
        self._session.flush()
        return row is None

    def clear_problem(self, inbox: str, code: str) -> None:
        """Note that it is mended."""
        same = InboxProblems.inbox == inbox, InboxProblems.code == code
        self._session.execute(delete(InboxProblems).where(*same))

    def keep_inboxes(self, inboxes: Collection[str]) -> None:
        """Drop what was refused in, and what is wrong with, any inbox but these: they alone are watched."""
        self._session.execute(delete(InboxProblems).where(InboxProblems.inbox.not_in(inboxes)))
        self._session.execute(delete(RefusedPaths).where(RefusedPaths.inbox.not_in(inboxes)))

    def problems(self) -> list[InboxProblem]:
        """Return what is wrong with inboxes now."""
        statement = select(*columns(InboxProblems, InboxProblem)).order_by(InboxProblems.id)
        return self._values(InboxProblem, statement)

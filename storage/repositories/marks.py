"""Small named values the service leaves for itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import delete, select

from storage.repositories.base import Repository
from storage.tables.record import Marks


class MarkRepository(Repository):
    """The day of the last daily run, the version of the search index and the like."""

    def get(self, name: str) -> Any:
        """Return a mark's value, None when it was never set."""
        return self._session.scalar(select(Marks.value).where(Marks.name == name))

    def set(self, name: str, value: Any, now: dt.datetime) -> None:
        """Set a mark."""
        row = self._session.get(Marks, name)
        if row is None:
            self._session.add(Marks(name=name, value=value, set_at=now))
        else:
            row.value, row.set_at = value, now
        self._session.flush()

    def drop(self, name: str) -> None:
        """Forget a mark."""
        self._session.execute(delete(Marks).where(Marks.name == name))

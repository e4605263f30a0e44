"""Searches that people keep under a name; everybody sees the own ones only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from storage.repositories.base import Repository, columns
from storage.tables.accounts import SavedSearches
from storage.viewer import Viewer


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """One kept search; ``query`` is the address's part behind the question mark."""

    id: int
    name: str
    query: str


class SavedSearchRepository(Repository):
    """Kept searches of one viewer at a time; a viewer without account has none."""

    def of(self, viewer: Viewer) -> list[SavedSearch]:
        """Return a person's kept searches by name."""
        mine = select(*columns(SavedSearches, SavedSearch)).where(SavedSearches.user_id == viewer.user_id)
        return self._values(SavedSearch, mine.order_by(SavedSearches.name))

    def count(self, viewer: Viewer) -> int:
        """Return how many searches a person keeps."""
        mine = select(func.count()).select_from(SavedSearches).where(SavedSearches.user_id == viewer.user_id)
        return self._session.scalar(mine) or 0

    def keep(self, viewer: Viewer, name: str, query: str, now: dt.datetime) -> None:
        """Keep a search; one of the same name is replaced."""
        same = SavedSearches.user_id == viewer.user_id, SavedSearches.name == name
        self._session.execute(delete(SavedSearches).where(*same))
        self._session.add(SavedSearches(user_id=viewer.user_id, name=name, query=query, created_at=now))
        self._session.flush()

    def forget(self, viewer: Viewer, search_id: int) -> None:
        """Forget a search of this person; another's stays."""
        mine = SavedSearches.user_id == viewer.user_id, SavedSearches.id == search_id
        self._session.execute(delete(SavedSearches).where(*mine))

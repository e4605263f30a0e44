"""Verbs of kept searches: every person's own list of questions asked again and again."""

from __future__ import annotations

from collections.abc import Sequence

from capture.pages import Message
from dossier.errors import BadRequest
from dossier.wiring import Service
from storage.repositories.saved_searches import SavedSearch
from storage.viewer import Viewer

MOST = 100


def saved_searches(service: Service, viewer: Viewer) -> Sequence[SavedSearch]:
    """Return the viewer's kept searches by name."""
    with service.database.reading() as work:
        return work.saved_searches.of(viewer)


def keep_search(service: Service, viewer: Viewer, name: str, query: str) -> None:
    """Keep a search under a name; one of the same name is replaced.

    Raises:
        BadRequest: there is no name or nothing is asked, nobody is signed in, or a hundred are kept.
    """
    name = " ".join(name.split())
    if not name or not query or viewer.user_id is None:
        raise BadRequest(
            Message("A search needs a name to be kept under, and something it asks for."),
            Message("Search first, then enter a name and keep it."),
        )
    with service.database.unit_of_work() as work:
        work.saved_searches.keep(viewer, name, query, service.now())
        if work.saved_searches.count(viewer) > MOST:
            raise BadRequest(
                Message("You keep {n} searches, there is no room for more.", {"n": MOST}),
                Message("Forget one that you no longer use."),
            )


def forget_search(service: Service, viewer: Viewer, search_id: int) -> None:
    """Forget a kept search of the viewer; one that is not there changes nothing."""
    with service.database.unit_of_work() as work:
        work.saved_searches.forget(viewer, search_id)

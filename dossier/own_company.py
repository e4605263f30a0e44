"""Our own company: its names and credit codes, from the settings or as an administrator wrote them."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.freshness import Fresh
from storage.database import Database

MARK = "own_company"
SAMPLES_MARK = "own_company_of_samples"
"""Whose papers the sample scans are, where they were copied into the inbox."""


def own_in_effect(database: Database, settings: Sequence[str]) -> Fresh[Sequence[str]]:
    """Return what gives our names and codes as they are now."""

    def read(_before: Sequence[str]) -> Sequence[str]:
        with database.reading() as work:
            written = work.marks.get(MARK)
        return tuple(written) if written else tuple(settings)

    return Fresh(tuple(settings), read)

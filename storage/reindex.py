"""Mending and rebuilding the search index in short units of work, so that filing goes on meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from storage.database import Database


def rebuild(database: Database, now: dt.datetime, batch: int = 200) -> int:
    """Make the whole index anew from the kept texts; returns how many pages were tried."""
    with database.unit_of_work() as work:
        work.search.begin_rebuild(now)
    return mend(database, batch)


def mend(database: Database, batch: int = 200) -> int:
    """Index every page that is not findable or whose index is behind; returns how many were tried.

    Ends when nothing is left, or when a batch brings nothing on (the index is broken).
    """
    tried, left = 0, -1
    while True:
        with database.unit_of_work() as work:
            before = left
            left = work.search.waiting()
            if left in (0, before):
                return tried
            tried += work.search.mend(batch)
        tidy(database)


def tidy(database: Database, stop: Callable[[], bool] = bool) -> None:
    """Put the index in order in short units of work, so that filing waits for none of it."""
    while not stop():
        with database.unit_of_work() as work:
            if not work.search.tidy():
                return

"""The names of all customers in memory: one book per process, brought up to date before each look.

What is true stands in the database. Each change of a name there gets the next revision, so a look costs
one small query and the rows that any process changed since the last look. What the present unit of work
has changed itself is put in for the look only: nobody else may see it before it is committed.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from classify.parties.known_customers import Index, KnownCustomer
from storage.database import Database
from storage.values import KnownName
from storage.work import Work


class NameBook:
    """The index of known customers that the threads of a process share."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = threading.Lock()
        self._index = Index()
        self._revision = -1

    @contextmanager
    def seen_from(self, work: Work) -> Iterator[Index]:
        """Give the customers as a unit of work sees them; other threads wait, so be quick.

        A unit that may open a customer from what it does not find must have locked the matching before.
        """
        with self._turn:
            self._catch_up()
            own = work.customers.known(self._revision)
            before = [(one.id, self._index.by_id.get(one.id)) for one in own]
            try:
                self._enter(own)
                yield self._index
            finally:
                for customer_id, known in before:
                    if known is None:
                        self._index.remove(customer_id)
                    else:
                        self._index.put(known)

    def _catch_up(self) -> None:
        with self._database.reading() as work:
            newest = work.customers.revision()
            if newest <= self._revision:
                return
            changed = work.customers.known(self._revision)
        self._enter(changed)
        self._revision = newest

    def _enter(self, changed: list[KnownName]) -> None:
        for one in changed:
            if one.stands:
                self._index.put(KnownCustomer(one.id, one.name, one.uscc, one.aliases))
            else:
                self._index.remove(one.id)

"""The known customers in memory: found by code, by name, by an alike name; changed one by one."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.names.firms import alike, core_name, fold_name, name_key, split_branch

NEAR = 82.0
"""From this likeness (0…100) on two names may mean one firm."""

SHOWN = 5
_WORTH_SHOWING = NEAR - 12
_LOOKED_AT = 80


@dataclass(frozen=True, slots=True)
class KnownCustomer:
    """A customer the office already has. ``aliases`` are all its other names: former, short, misspelt."""

    id: int
    name: str
    uscc: str | None = None
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names the customer's papers may carry."""
        return (self.name, *self.aliases)


class Index:
    """The known customers for many look-ups, kept up to date by ``put`` and ``remove``.

    Alike names are found through the characters and pairs of characters of a name's core: those names that
    share most of them with what is sought are compared in full. Not safe for several threads at once.
    """

    def __init__(self, known: Iterable[KnownCustomer] = ()) -> None:
        self.by_id: dict[int, KnownCustomer] = {}
        self._by_code: dict[str, set[int]] = {}
        self._by_key: dict[str, set[int]] = {}
        self._slots: dict[str, int] = {}
        self._keys: list[str] = []
        self._sizes = array("H")
        self._places: dict[str, array[int]] = {}
        for customer in known:
            self.put(customer)

    def __len__(self) -> int:
        return len(self.by_id)

    def put(self, customer: KnownCustomer) -> None:
        """Take a customer in, or its new names and code in the place of the old ones."""
        self.remove(customer.id)
        self.by_id[customer.id] = customer
        if customer.uscc:
            self._by_code.setdefault(customer.uscc.upper(), set()).add(customer.id)
        for key in {name_key(name) for name in customer.names} - {""}:
            self._by_key.setdefault(key, set()).add(customer.id)
            self._enter(key)

    def remove(self, customer_id: int) -> KnownCustomer | None:
        """Forget a customer; returns what was known of it."""
        old = self.by_id.pop(customer_id, None)
        if old is None:
            return None
        if old.uscc:
            self._by_code.get(old.uscc.upper(), set()).discard(customer_id)
        for name in old.names:
            self._by_key.get(name_key(name), set()).discard(customer_id)
        return old

    def with_code(self, code: str | None) -> list[int]:
        """Return the customers with this credit code."""
        return sorted(self._by_code.get(code.upper(), ())) if code else []

    def named(self, name: str) -> list[int]:
        """Return the customers whose name or alias this is."""
        return sorted(self._by_key.get(name_key(name), ()))

    def near(self, name: str) -> list[tuple[int, float]]:
        """Return customers with alike names and how alike (0…100), best first; a branch only for a branch."""
        return self._near(name)[:SHOWN]

    def family(self, customer: KnownCustomer) -> list[int]:
        """Return the head company of a branch and the other branches, or the branches of a head company."""
        found: set[int] = set()
        for key in {name_key(name) for name in customer.names}:
            head, branch = split_branch(key)
            found |= self._by_key.get(head, set()) if branch else set()
            for slot in self._sharing(head, len(self._keys)):
                other = self._keys[slot]
                if split_branch(other) == (head, other[len(head) :]) and other != head:
                    found |= self._by_key.get(other, set())
        return sorted(found - {customer.id})

    def _enter(self, key: str) -> None:
        if key in self._slots:
            return
        slot = self._slots[key] = len(self._keys)
        self._keys.append(key)
        parts = _parts(key)
        self._sizes.append(min(len(parts), 0xFFFF))
        for part in parts:
            self._places.setdefault(part, array("I")).append(slot)

    def _sharing(self, key: str, limit: int) -> Iterator[int]:
        """Give the slots of the names that share most with a name, best first, earlier ones first."""
        wanted = _parts(key)
        places = [np.frombuffer(self._places[part], np.uint32) for part in wanted if part in self._places]
        if not places:
            return
        shared: NDArray[np.int64] = np.bincount(np.concatenate(places), minlength=len(self._keys))
        candidates = np.flatnonzero(shared * 3 >= len(wanted))
        likeness = shared[candidates] / (len(wanted) + np.frombuffer(self._sizes, np.uint16)[candidates])
        if len(candidates) > limit:
            # all that are as good as the last one looked at: which ones must not depend on their order
            last = np.partition(likeness, -limit)[-limit]
            candidates, likeness = candidates[likeness >= last], likeness[likeness >= last]
        yield from candidates[np.argsort(-likeness, kind="stable")].tolist()

    def _near(self, name: str) -> list[tuple[int, float]]:
        key, scores = name_key(name), dict[int, float]()
        is_branch = bool(split_branch(key)[1])
        for slot in self._sharing(key, _LOOKED_AT):
            other = self._keys[slot]
            if not self._by_key.get(other) or bool(split_branch(other)[1]) is not is_branch:
                continue
            score = alike(key, other)
            if score >= _WORTH_SHOWING:
                for customer in self._by_key[other]:
                    scores[customer] = max(scores.get(customer, 0.0), score)
        best = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
        return [(customer, round(score, 1)) for customer, score in best]


def _parts(key: str) -> set[str]:
    """Return the characters of a name's core and its pairs of neighbours."""
    core = core_name(key) or fold_name(key)
    return {*core, *(core[at : at + 2] for at in range(len(core) - 1))}

"""A search as values: what every hit must be or not be.

``storage.query_parser`` reads what a person typed, ``storage.search_needs`` makes tokens of the index of it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Match(StrEnum):
    """How a field's value must fit; the sign is what a person types."""

    CONTAINS = ":"  # the words stand in it
    EQUALS = "="  # it is the words
    BEGINS = "*"  # it begins with the words; typed ``field:words*``


@dataclass(frozen=True, slots=True)
class Words:
    """Folded words that stand in a row on the page, in the customer's names or in a field."""

    text: str


@dataclass(frozen=True, slots=True)
class FieldIs:
    """A field of the document, by the ids that one label means; ``customer`` is the customer's names."""

    fields: tuple[str, ...]
    text: str
    match: Match


@dataclass(frozen=True, slots=True)
class Dated:
    """The date of the document, first and last day included; None is open."""

    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of the document in cents of its currency, both ends included; None is open."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class OneOf:
    """A property: ``kind`` is ``type``, ``state`` or ``customer`` (by id)."""

    kind: str
    values: tuple[str, ...]


Condition = Words | FieldIs | Dated | Amount | OneOf


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition, or that it does not hold."""

    condition: Condition
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All clauses hold for every hit."""

    clauses: tuple[Clause, ...] = ()

    @property
    def asks(self) -> bool:
        """Tell whether anything is asked for; leaving out alone finds nothing."""
        return any(not clause.excluded for clause in self.clauses)

    @property
    def words(self) -> tuple[str, ...]:
        """The texts to be shown on the page, each once: words and values of fields."""
        wanted = [clause.condition for clause in self.clauses if not clause.excluded]
        texts = [one.text for one in wanted if isinstance(one, Words | FieldIs)]
        return tuple(dict.fromkeys(texts))

    def and_also(self, *conditions: Condition) -> Query:
        """Return the query with more conditions, as filters beside the words give them."""
        return Query((*self.clauses, *(Clause(condition) for condition in conditions)))

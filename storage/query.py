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
class Way:
    """Another way to write what was typed, folded; a word of the page ``begins``, ``ends`` where it does."""

    text: str
    begins: bool = False
    ends: bool = False


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


@dataclass(frozen=True, slots=True)
class Words:
    """Folded words that stand in a row on the page, in the customer's names or in a field.

    ``ways`` are other ways to write them, ``means`` the document's date or sum that they are. ``joined`` is
    the number that words typed behind one another may be together; ``as_typed`` stood in quotation marks.
    """

    text: str
    ways: tuple[Way, ...] = ()
    means: Dated | Amount | None = None
    joined: str = ""
    as_typed: bool = False


@dataclass(frozen=True, slots=True)
class FieldIs:
    """A field of the document, by the ids that one label means; ``customer`` is the customer's names.

    ``ways`` are other ways to write a number, of fields that hold it or begin with it.
    """

    fields: tuple[str, ...]
    text: str
    match: Match
    ways: tuple[Way, ...] = ()


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
        """The texts to be shown on the page, each once: words and values of fields, as they were typed."""
        return tuple(dict.fromkeys(one.text for one in self._texts))

    @property
    def written(self) -> tuple[str, ...]:
        """The texts to be shown on the page in all ways they may be written, each once."""
        texts = ((one.text, *(way.text for way in one.ways)) for one in self._texts)
        return tuple(dict.fromkeys(text for all_ways in texts for text in all_ways))

    @property
    def _texts(self) -> list[Words | FieldIs]:
        wanted = [clause.condition for clause in self.clauses if not clause.excluded]
        return [one for one in wanted if isinstance(one, Words | FieldIs)]

    def and_also(self, *conditions: Condition) -> Query:
        """Return the query with more conditions, as filters beside the words give them."""
        return Query((*self.clauses, *(Clause(condition) for condition in conditions)))

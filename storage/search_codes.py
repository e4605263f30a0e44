"""Learns from the index how a number that was typed is printed, so that the index is asked for just that."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from types import ModuleType

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.codes import Anchors, Code, anchors, code_of, ways_of_code
from storage.query import Clause, Dated, FieldIs, Match, Query, Way, Words
from storage.search_needs import Sees
from storage.tables.scans import PageTexts
from storage.tokenizer import rough

_LOOKED_AT = 16
"""So many of the newest pages that have the end of the number, or its series, tell how it is printed."""


class Nearby:
    """The pages a viewer may see that have a number's beginning and end, and texts; each asked for once.

    Lives no longer than a unit of work in which no page changes.
    """

    def __init__(self, session: Session, engine: ModuleType, sees: Sees) -> None:
        self._session, self._engine, self._sees = session, engine, sees
        self._pages: dict[tuple[Anchors, int], list[int]] = {}
        self._texts: dict[int, str] = {}

    def pages(self, codes: Iterable[Code], most: int) -> set[int]:
        """Return the newest pages near to numbers, ``most`` for each of their anchors, asked for at once."""
        wanted = list(dict.fromkeys(one for code in codes for one in anchors(code)))
        fresh = [one for one in wanted if (one, most) not in self._pages]
        if fresh:
            found = self._engine.near(self._session, fresh, self._sees, most)
            self._pages |= {(one, most): pages for one, pages in zip(fresh, found, strict=True)}
        return {page for one in wanted for page in self._pages[one, most]}

    def texts(self, pages: Collection[int]) -> list[str]:
        """Return the folded texts of pages, blanks and rows as they stand, with what is known beside them."""
        wanted = [page for page in pages if page not in self._texts]
        if wanted:
            kept = select(PageTexts.page_id, PageTexts.text, PageTexts.extra)
            for page, text, extra in self._session.execute(kept.where(PageTexts.page_id.in_(wanted))):
                self._texts[page] = rough(f"{text}\n{extra or ''}")
        return [self._texts[page] for page in sorted(pages) if page in self._texts]


def as_printed(nearby: Nearby, query: Query) -> Query:
    """Return a query whose numbers have the ways in which papers print numbers of their kind.

    A day is no number: of what looks like one its own ways are asked for alone.
    """
    codes = {text: code for text in _sought(query) if (code := code_of(text))}
    nearby.texts(nearby.pages(codes.values(), _LOOKED_AT))  # of all at once, which are kept
    ways = {text: _learned(nearby, code, text) for text, code in codes.items()}

    def clause(one: Clause) -> Clause:
        match one.condition:
            case Words(means=Dated()):
                return one
            case Words(as_typed=False) as words:
                together = (Way(words.joined), *ways.get(words.joined, ())) if words.joined else ()
                more = (*ways.get(words.text, ()), *together)
                return replace(one, condition=replace(words, ways=(*words.ways, *more))) if more else one
            case FieldIs(match=Match.CONTAINS | Match.BEGINS) as field if field_ways := ways.get(field.text):
                return replace(one, condition=replace(field, ways=field_ways))
            case _:
                return one

    return Query(tuple(clause(one) for one in query.clauses))


def _sought(query: Query) -> Iterator[str]:
    """Yield the texts of a query that may be numbers printed in several ways."""
    for clause in query.clauses:
        match clause.condition:
            case Words(means=Dated()):
                continue
            case Words(as_typed=False) as words:
                yield from filter(None, (words.text, words.joined))
            case FieldIs(match=Match.CONTAINS | Match.BEGINS) as field:
                yield field.text


def _learned(nearby: Nearby, code: Code, typed: str) -> tuple[Way, ...]:
    read = nearby.texts(nearby.pages([code], _LOOKED_AT))
    return tuple(Way(text) for text in ways_of_code(code, typed, read))

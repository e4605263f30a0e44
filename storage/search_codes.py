"""Learns from the index how a number that was typed is printed, so that the index is asked for just that."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.codes import Code, anchors, code_of, ways_of_code
from storage.query import Clause, Dated, FieldIs, Match, Query, Way, Words
from storage.search_needs import Sees
from storage.tables.scans import PageTexts
from storage.tokenizer import rough

_LOOKED_AT = 16
"""So many of the newest pages that have the end of the number, or its series, tell how it is printed."""


def as_printed(session: Session, engine: ModuleType, sees: Sees, query: Query) -> Query:
    """Return a query whose numbers have the ways in which papers print numbers of their kind.

    A day is no number: of what looks like one its own ways are asked for alone.
    """
    known: dict[str, tuple[Way, ...]] = {}

    def ways(text: str) -> tuple[Way, ...]:
        if text not in known:
            code = code_of(text)
            known[text] = () if code is None else _learned(session, engine, sees, code, text)
        return known[text]

    def clause(one: Clause) -> Clause:
        match one.condition:
            case Words(means=Dated()):
                return one
            case Words(as_typed=False) as words:
                together = (Way(words.joined), *ways(words.joined)) if words.joined else ()
                more = (*ways(words.text), *together)
                return replace(one, condition=replace(words, ways=(*words.ways, *more))) if more else one
            case FieldIs(match=Match.CONTAINS | Match.BEGINS) as field if field_ways := ways(field.text):
                return replace(one, condition=replace(field, ways=field_ways))
            case _:
                return one

    return Query(tuple(clause(one) for one in query.clauses))


def _learned(session: Session, engine: ModuleType, sees: Sees, code: Code, typed: str) -> tuple[Way, ...]:
    near = (engine.near(session, one, sees, _LOOKED_AT) for one in anchors(code))
    pages = {page for some in near for page in some}
    texts = select(PageTexts.text, PageTexts.extra).where(PageTexts.page_id.in_(pages))
    read = [rough(f"{text}\n{extra or ''}") for text, extra in session.execute(texts)] if pages else []
    return tuple(Way(text) for text in ways_of_code(code, typed, read))

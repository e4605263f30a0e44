"""How a query is answered: which pages, in which order, how many.

Nothing is sorted as a whole: the index gives pages newest first, and only the next group of them is ranked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from types import ModuleType

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from storage.likeness import Likeness
from storage.lookalikes import same_looks, variants
from storage.near_numbers import near_numbers
from storage.paging import decode_cursor, encode_cursor
from storage.query import Query, Words
from storage.repositories.base import sees_document
from storage.search_codes import Nearby, as_printed
from storage.search_hits import Found, hits, ranked
from storage.search_needs import Need, Row, exactly, needs, prop
from storage.tables.documents import DocumentPages, Documents
from storage.tables.scans import PageTexts
from storage.tokenizer import fold, inner_row, row
from storage.viewer import Viewer

MOST = 10_000
_GROUP = 100
"""So many of the newest pages are ranked among one another."""
_FIRST, _REST = 0, 1
_TRIED = 400
_SIGNS = 6
Source = Callable[[int, int], list[int]]
"""Gives the newest pages of those older than a page (0: of all), so many at most."""


class Finding:
    """One query of one viewer."""

    def __init__(
        self,
        session: Session,
        engine: ModuleType,
        viewer: Viewer,
        query: Query,
        nearby: Nearby | None = None,
    ) -> None:
        self._session, self._engine, self._viewer = session, engine, viewer
        self.nearby = nearby or Nearby(session, engine, self.sees)
        self._query = as_printed(self.nearby, query)
        self._needs = (*needs(self._query), *_teams(viewer))

    def find(self, limit: int, cursor: str | None, count_to: int) -> Found:
        """Return a page of hits and the count of all."""
        if not self._query.asks or not _possible(self._needs):
            return Found(0, True, ())
        found = self._engine.some(self._session, self._needs, self.sees, count_to + 1)
        total = len(found)
        known = sorted(found, reverse=True) if total <= count_to else None
        ids, more = self._page(limit, cursor, known) if total else ([], None)
        shown = hits(self._session, self._viewer, ids, self._query.written)
        return Found(min(total, count_to), total <= count_to, shown, more)

    def count(self, count_to: int) -> tuple[int, bool]:
        """Return how many pages there are, and whether that is all: it is counted up to ``count_to``."""
        if not self._query.asks or not _possible(self._needs):
            return 0, True
        total = len(self._engine.some(self._session, self._needs, self.sees, count_to + 1))
        return min(total, count_to), total <= count_to

    def alike(self, limit: int) -> Found:
        """Return pages on which the words stand with signs that look alike, and not as they were typed."""
        signs = [c for c in self._query.clauses if isinstance(c.condition, Words) and not c.excluded]
        wanted = [clause.condition.text for clause in signs if isinstance(clause.condition, Words)]
        if not any(len(variants(sign)) > 1 for text in wanted for sign in text):
            return Found(0, True, ())
        others = needs(Query(tuple(clause for clause in self._query.clauses if clause not in signs)))
        near = [need for text in wanted for need in _near(text)]
        near += [*others, *_teams(self._viewer)]
        if not _possible(near):
            return Found(0, True, ())
        otherwise = [self._sought([*near, _not_as_typed(text)]) for text in wanted]
        tried = sorted({page for pages in otherwise for page in pages(0, _TRIED)}, reverse=True)
        texts = select(PageTexts.page_id, PageTexts.text).where(PageTexts.page_id.in_(tried))
        found = {
            identity: folded
            for identity, text in self._session.execute(texts)
            if _looks(folded := fold(text), wanted)
        }
        ids = [identity for identity in tried if identity in found]
        words = _as_written([found[identity] for identity in ids[:limit]], wanted)
        return Found(len(ids), True, hits(self._session, self._viewer, ids[:limit], words))

    def near_numbers(self, typed: str, limit: int) -> list[tuple[str, Likeness]]:
        """Return numbers on pages the viewer may see that differ by one sign from a typed one, folded."""
        return near_numbers(self._session, self._engine, self.sees, self.nearby, typed, limit)

    def _page(self, limit: int, cursor: str | None, known: list[int] | None) -> tuple[list[int], str | None]:
        """Return the next hits, the exact ones first, and where to go on."""
        stage, before, skip = _position(cursor)
        exact, rest = self._halves(known)
        if stage == _REST:
            return self._ranked(rest, limit, before, skip)
        found = exact(before, limit + 1)
        if len(found) > limit:
            return found[:limit], encode_cursor(_FIRST, found[limit - 1], 0)
        if len(found) == limit:
            return found, encode_cursor(_REST, 0, 0) if rest(0, 1) else None
        others, more = self._ranked(rest, limit - len(found), 0, 0)
        return [*found, *others], more

    def _halves(self, known: list[int] | None) -> tuple[Source, Source]:
        """Return where the exact hits come from, and the others; ``known`` are all, where they are known."""
        first = exactly(self._query)
        enough = 1 if known is None else MOST
        called = self._engine.some(self._session, (first,), self.sees, enough) if first else []
        if first is None or not called:  # nothing is called just that
            return _listed(()), _listed(known) if known is not None else self._sought(self._needs)
        if known is None or len(called) == MOST:
            rest = (*self._needs, replace(first, excluded=True))
            return self._sought((*self._needs, first)), self._sought(rest)
        exact = set(called)
        return _listed([i for i in known if i in exact]), _listed([i for i in known if i not in exact])

    def _sought(self, wanted: Sequence[Need]) -> Source:
        """Return the pages that the index has of what is wanted, newest first."""
        return lambda before, count: self._engine.newest(self._session, wanted, self.sees, before, count)

    def _ranked(self, pages: Source, limit: int, before: int, skip: int) -> tuple[list[int], str | None]:
        """Return the next pages, the best of each group of the newest first, and where to go on."""
        found: list[int] = []
        while True:
            group = pages(before, _GROUP + 1)
            newest = group[:_GROUP]
            shown = ranked(self._session, newest, self._query.written)[skip:]
            room = limit - len(found)
            found += shown[:room]
            if len(shown) > room:
                return found, encode_cursor(_REST, before, skip + room)
            if len(group) <= _GROUP:
                return found, None
            before, skip = newest[-1], 0
            if len(shown) == room:
                return found, encode_cursor(_REST, before, 0)

    def sees(self, page_id: ColumnElement[int]) -> ColumnElement[bool]:
        """Tell by the tables which pages the viewer may see."""
        here = select(DocumentPages.page_id).where(DocumentPages.page_id == page_id, DocumentPages.live)
        if self._viewer.visible_teams is not None:
            here = here.join(Documents, Documents.id == DocumentPages.document_id)
            here = here.where(sees_document(self._viewer))
        return here.exists()


def _listed(pages: Sequence[int]) -> Source:
    """Return pages that are known, newest first."""
    return lambda before, count: [page for page in pages if not before or page < before][:count]


def _possible(wanted: Sequence[Need]) -> bool:
    """Tell whether any page can have what is needed: a span may hold no day, a category no type."""
    return all(need.rows or need.excluded for need in wanted)


def _position(cursor: str | None) -> tuple[int, int, int]:
    """Return where to go on: the stage, the page before, and how many of the group were shown."""
    if cursor is None:
        return _FIRST, 0, 0
    stage, before, skip = (int(str(part)) for part in decode_cursor(cursor, int, int, int))
    return stage, before, skip


def _teams(viewer: Viewer) -> tuple[Need, ...]:
    """Return what narrows the index down to a viewer's teams; the tables decide afterwards."""
    if viewer.visible_teams is None:
        return ()
    teams = (None, *sorted(viewer.visible_teams))
    return (Need(tuple(Row((prop("g", team),)) for team in teams)),)


def _near(text: str) -> list[Need]:
    """Return what a page has on which the text stands with signs that look alike: one of each 2-gram's."""
    made: list[Need] = []
    for gram in _grams(text):
        spelled = [""]
        for sign in gram:
            spelled = [begun + other for begun in spelled for other in variants(sign)[:_SIGNS]]
        made.append(Need(tuple(Row((one,), one) for one in spelled)))
    return made


def _not_as_typed(text: str) -> Need:
    return Need((Row(tuple(inner_row(text)), text),), excluded=True)


def _grams(text: str) -> Iterable[str]:
    if len(text) == 1:
        return [text]
    return [token for token in row(text) if len(token) == 2]


def _looks(folded: str, wanted: Sequence[str]) -> bool:
    looks = same_looks(folded)
    return all(same_looks(text) in looks for text in wanted)


def _as_written(texts: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Return the words as they stand on the pages, to be shown there."""
    found: dict[str, None] = {}
    for folded in texts:
        looks = same_looks(folded)
        for text in wanted:
            at = looks.find(same_looks(text))
            while at >= 0:
                found[folded[at : at + len(text)]] = None
                at = looks.find(same_looks(text), at + 1)
    return list(found)

"""Text search: a port of four calls (put, drop, find, rebuild) over either database.

The unit is the page. A hit is a page of a live document that has everything the query asks for: words in
its folded text, in the names of its customer or in the document's fields, and the properties filtered by.
First come pages whose customer or number is just what was asked for, then, newest first in groups, those
that speak most of the words; pages of one scan stay in reading order.

The text itself is kept in ``page_texts`` in the filing transaction; the index over it is written before that
commits, all pages at once, in a savepoint: when that fails the pages stay filed, are marked as not indexed,
and ``mend`` indexes them later.
What changes about documents and customers is followed before the unit of work commits; where that would be
very many pages, they are marked as behind, and ``mend`` follows. Whether a viewer may see a page is never
asked of the index alone.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import ColumnExpressionArgument, Select, func, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from storage import search_postgres, search_sqlite
from storage.likeness import Likeness
from storage.near_customers import near_customers
from storage.query import Query
from storage.repositories.marks import MarkRepository
from storage.search_codes import Nearby
from storage.search_customers import LikelyCustomer, likely_customers
from storage.search_finding import MOST, Finding
from storage.search_hits import Found
from storage.search_marks import Extra, Subject, extra_from_json, extra_of
from storage.search_subjects import pages_of, spell, subjects
from storage.tables.scans import PageTexts
from storage.tokenizer import VERSION, fold
from storage.touched import take_touched, touch_pages
from storage.values import PageRef
from storage.viewer import Viewer

_MARK = "search.version"
_WITHOUT_FIGURES = "search.figures"
"""Stands where pages may be in PostgreSQL's index without the tokens of their figures (migration 0017)."""
_DAMAGED, _MIGRATED = 0, 2  # without a mark the index is as its migration made it
_AT_ONCE = 400


class Search:
    """The index inside one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session
        sqlite = session.get_bind().dialect.name == "sqlite"
        self._engine = search_sqlite if sqlite else search_postgres
        self._nearby: dict[Viewer, Nearby] = {}

    def put(self, page: PageRef, lines: Sequence[str]) -> None:
        """Keep a page's lines; ``follow`` makes it findable by them."""
        self._nearby.clear()
        text = "\n".join(_storable(line) for line in lines)
        row = self._session.get(PageTexts, page.id)
        if row is None:
            row = PageTexts(page_id=page.id, text=text, indexed=False, behind=False)
            self._session.add(row)
        elif row.text != text:
            self._take_out(row)
            row.text = text
        touch_pages(self._session, [page.id])

    def drop(self, page: PageRef) -> None:
        """Forget a page's text."""
        self._nearby.clear()
        row = self._session.get(PageTexts, page.id)
        if row is not None:
            self._take_out(row)
            self._session.delete(row)
            self._session.flush()

    def find(
        self,
        viewer: Viewer,
        query: Query,
        *,
        limit: int = 20,
        cursor: str | None = None,
        count_to: int = MOST,
    ) -> Found:
        """Find the pages that have everything the query asks for; ``total`` is counted up to ``count_to``.

        Raises:
            WrongCursor: the cursor is not one of ours.
        """
        return self._finding(viewer, query).find(limit, cursor, count_to)

    def count(self, viewer: Viewer, query: Query, *, count_to: int = MOST) -> tuple[int, bool]:
        """Return how many pages a query finds, up to ``count_to``, and whether that is all."""
        return self._finding(viewer, query).count(count_to)

    def alike(self, viewer: Viewer, query: Query, *, limit: int = 20) -> Found:
        """Find the newest pages on which the words stand with signs that a reader takes for one another."""
        return self._finding(viewer, query).alike(limit)

    def customers(self, viewer: Viewer, text: str, folded: str, *, limit: int = 8) -> list[LikelyCustomer]:
        """Return customers that may be meant; ``folded`` is the text as customers' names are folded."""
        return likely_customers(self._session, viewer, text, folded, limit)

    def near_customers(
        self, viewer: Viewer, folded: str, *, limit: int = 5
    ) -> list[tuple[int, str, Likeness]]:
        """Return id, name and likeness of customers that may be meant by a name nobody has, nearest first."""
        return near_customers(self._session, viewer, folded, limit)

    def near_numbers(self, viewer: Viewer, typed: str, *, limit: int = 5) -> list[tuple[str, Likeness]]:
        """Return numbers on pages that differ by one sign from a folded one, as printed, nearest first."""
        return self._finding(viewer, Query()).near_numbers(typed, limit)

    def _finding(self, viewer: Viewer, query: Query) -> Finding:
        """Return a query's search; what one learned of how numbers are printed the next ones know."""
        finding = Finding(self._session, self._engine, viewer, query, self._nearby.get(viewer))
        self._nearby[viewer] = finding.nearby
        return finding

    def follow(self) -> None:
        """Bring the index up to what this unit of work changed about documents and customers."""
        self._nearby.clear()
        self._session.flush()
        documents, customers, pages = take_touched(self._session)
        if customers:
            spell(self._session, customers)
        ids = sorted(pages.union(pages_of(self._session, documents, customers)))
        for page_ids in _portions(ids[:_AT_ONCE]):
            self._catch_up(self._rows(page_ids))
        for page_ids in _portions(ids[_AT_ONCE:]):
            theirs = PageTexts.page_id.in_(page_ids)
            self._session.execute(update(PageTexts).where(theirs).values(behind=True))

    def mend(self, limit: int = 200) -> int:
        """Index pages that are not findable yet or whose index is behind; returns how many were tried."""
        newest = select(PageTexts.page_id).order_by(PageTexts.page_id.desc()).limit(limit)
        ids = self._session.scalars(newest.where(~PageTexts.indexed)).all()
        rows = self._rows(ids or self._session.scalars(newest.where(PageTexts.behind)).all())
        self._catch_up(rows)
        return len(rows)

    def tidy(self) -> bool:
        """Put a little of the index in order, in a unit of work of its own; tells whether to go on."""
        self._note_figures()
        done: list[bool] = []
        return self._try(lambda: done.append(self._engine.tidy(self._session))) and done[0]

    def begin_rebuild(self, now: dt.datetime) -> None:
        """Empty the index and mark every page as not indexed; ``mend`` then fills it bit by bit."""
        self._engine.clear(self._session)
        self._session.execute(update(PageTexts).values(indexed=False, behind=False, extra=None))
        marks = MarkRepository(self._session)
        marks.set(_MARK, VERSION, now)
        marks.drop(_WITHOUT_FIGURES)

    def is_outdated(self) -> bool:
        """Tell whether the index must be rebuilt: made by another tokenizer, or known to be damaged."""
        made_by = MarkRepository(self._session).get(_MARK)
        return (_MIGRATED if made_by is None else made_by) != VERSION

    def not_indexed(self) -> int:
        """Count pages that are kept but not findable yet."""
        return self._session.scalar(_counted(~PageTexts.indexed)) or 0

    def waiting(self) -> int:
        """Count what ``mend`` has to do: pages not findable yet, or whose index is behind."""
        return self.not_indexed() + (self._session.scalar(_counted(PageTexts.behind)) or 0)

    def _note_figures(self) -> None:
        """Take away the mark of pages without the tokens of their figures once none of them is left."""
        marks = MarkRepository(self._session)
        if marks.get(_WITHOUT_FIGURES) is not None and not self._session.scalar(_counted(PageTexts.behind)):
            marks.drop(_WITHOUT_FIGURES)

    def _rows(self, page_ids: Sequence[int]) -> Sequence[PageTexts]:
        return self._session.scalars(select(PageTexts).where(PageTexts.page_id.in_(page_ids))).all()

    def _catch_up(self, rows: Sequence[PageTexts]) -> None:
        known = subjects(self._session, [row.page_id for row in rows])
        now = {row.page_id: self._page(row, known.get(row.page_id)) for row in rows}
        for row in rows:
            if row.indexed and row.extra != now[row.page_id][-1].to_json():
                self._take_out(row)
        fresh = [row for row in rows if not row.indexed]
        pages = [now[row.page_id] for row in fresh]
        if fresh and self._try(lambda: self._engine.add(self._session, pages)):
            for row, (_, _, extra) in zip(fresh, pages, strict=True):
                row.indexed, row.behind, row.extra = True, False, extra.to_json()
            self._session.flush()
            done = {row.page_id for row in fresh}
            rows = [row for row in rows if row.page_id not in done]
        for row in rows:
            self._index(row, now[row.page_id])

    def _page(self, row: PageTexts, subject: Subject | None) -> tuple[int, str, Extra]:
        folded = fold(row.text)
        return row.page_id, folded, Extra() if subject is None else extra_of(subject, folded)

    def _index(self, row: PageTexts, page: tuple[int, str, Extra]) -> None:
        """Index a page by itself; nothing is written where the index knows it already."""
        if not row.indexed:
            row.extra = page[-1].to_json()
            row.indexed = self._try(lambda: self._engine.add(self._session, [page]))
        row.behind = False
        self._session.flush()

    def _take_out(self, row: PageTexts) -> None:
        def remove() -> None:
            extra = extra_from_json(row.extra)
            self._engine.remove(self._session, row.page_id, fold(row.text), extra)

        if row.indexed and not self._try(remove):
            MarkRepository(self._session).set(_MARK, _DAMAGED, dt.datetime.now(dt.UTC))
        row.indexed = False

    def _try(self, change: Callable[[], None]) -> bool:
        """Change the index in a savepoint; a broken index must not stop filing."""
        try:
            with self._session.begin_nested():
                change()
        except DBAPIError:
            if not self._in_transaction():  # a full disk ended the whole unit of work, not just this
                raise
            return False
        return True

    def _in_transaction(self) -> bool:
        raw = self._session.connection().connection.dbapi_connection
        return not isinstance(raw, sqlite3.Connection) or raw.in_transaction


def _counted(condition: ColumnExpressionArgument[bool]) -> Select[int]:
    return select(func.count()).select_from(PageTexts).where(condition)


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


def _storable(line: str) -> str:
    return line.replace("\n", " ").replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")

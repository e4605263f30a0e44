"""Text search: a port of four calls (put, drop, find, rebuild) over either database.

The unit is the page. A hit is a page of a live document whose folded text contains every term of the
query; hits come newest scan first, pages of one scan in reading order. The text itself is kept in
``page_texts`` in the filing transaction; the index over it is written in a savepoint: when that fails
the page stays filed, is marked as not indexed, and ``mend`` indexes it later.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from storage import search_postgres, search_sqlite
from storage.paging import decode_cursor, encode_cursor
from storage.repositories.base import sees_document
from storage.repositories.marks import MarkRepository
from storage.states import LIVE, DocumentState
from storage.tables.customers import Customers
from storage.tables.documents import DocumentPages, Documents
from storage.tables.scans import PageTexts, Scans
from storage.tokenizer import VERSION, Folded, fold, terms
from storage.values import PageRef, page_of
from storage.viewer import Viewer

MOST = 10_000
_MARK = "search.version"
_DAMAGED, _FIRST = 0, 1
_AROUND = 30


@dataclass(frozen=True, slots=True)
class Span:
    """Where a term stands: ``lines[line][start:end]``, counted from 0."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One page on which all terms stand. ``lines`` are its lines as they were put."""

    document_id: int
    customer_id: int | None
    customer_name: str | None
    customer_uscc: str | None
    type: str
    title: str
    state: DocumentState
    file_name: str
    page: PageRef
    snippet: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found; ``total`` counts pages and may stop at 10,000."""

    total: int
    total_exact: bool
    hits: tuple[Hit, ...]
    next: str | None = None


class Search:
    """The index inside one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session
        sqlite = session.get_bind().dialect.name == "sqlite"
        self._engine = search_sqlite if sqlite else search_postgres

    def put(self, page: PageRef, lines: Sequence[str]) -> bool:
        """Make a page findable by its lines; false when it is kept but could not be indexed."""
        text = "\n".join(_storable(line) for line in lines)
        row = self._session.get(PageTexts, page.id)
        if row is None:
            row = PageTexts(page_id=page.id, text=text, indexed=True)
            self._session.add(row)
        elif row.text == text and row.indexed:
            return True
        else:
            self._take_out(row)
            row.text, row.indexed = text, True
        return self._index(row)

    def drop(self, page: PageRef) -> None:
        """Forget a page's text."""
        row = self._session.get(PageTexts, page.id)
        if row is not None:
            self._take_out(row)
            self._session.delete(row)
            self._session.flush()

    def find(
        self,
        viewer: Viewer,
        query: str,
        *,
        limit: int = 20,
        cursor: str | None = None,
        customer_id: int | None = None,
        types: Sequence[str] = (),
        count_to: int = MOST,
    ) -> Found:
        """Find the pages that contain every term of the query.

        ``types`` empty means all; ``total`` is counted up to ``count_to``.

        Raises:
            WrongCursor: the cursor is not one of ours.
        """
        words = terms(query)
        if not words:
            return Found(0, True, ())
        candidates, page_id = self._engine.matching(words)
        statement = (
            candidates.join(DocumentPages, (DocumentPages.page_id == page_id) & DocumentPages.live)
            .join(Documents, Documents.id == DocumentPages.document_id)
            .where(Documents.state.in_(LIVE), sees_document(viewer))
        )
        if customer_id is not None:
            statement = statement.where(Documents.customer_id == customer_id)
        if types:
            statement = statement.where(Documents.type.in_(types))
        counted = select(func.count()).select_from(statement.limit(count_to + 1).subquery())
        total = self._session.scalar(counted) or 0
        if cursor is not None:
            statement = statement.where(page_id < decode_cursor(cursor, int)[0])
        ids = list(self._session.scalars(statement.order_by(page_id.desc()).limit(limit + 1)))
        more = encode_cursor(ids[limit - 1]) if len(ids) > limit else None
        return Found(min(total, count_to), total <= count_to, self._hits(ids[:limit], words), more)

    def mend(self, limit: int = 200) -> int:
        """Index pages that are kept but not findable yet; returns how many were tried."""
        waiting = select(PageTexts).where(~PageTexts.indexed).order_by(PageTexts.page_id).limit(limit)
        rows = self._session.scalars(waiting).all()
        for row in rows:
            self._index(row)
        return len(rows)

    def begin_rebuild(self, now: dt.datetime) -> None:
        """Empty the index and mark every page as not indexed; ``mend`` then fills it bit by bit."""
        self._engine.clear(self._session)
        self._session.execute(update(PageTexts).values(indexed=False))
        MarkRepository(self._session).set(_MARK, VERSION, now)

    def is_outdated(self) -> bool:
        """Tell whether the index must be rebuilt: made by another tokenizer, or known to be damaged."""
        made_by = MarkRepository(self._session).get(_MARK)
        return (_FIRST if made_by is None else made_by) != VERSION

    def not_indexed(self) -> int:
        """Count pages that are kept but not findable yet."""
        waiting = select(func.count()).select_from(PageTexts).where(~PageTexts.indexed)
        return self._session.scalar(waiting) or 0

    def _index(self, row: PageTexts) -> bool:
        def add() -> None:
            self._engine.add(self._session, row.page_id, fold(row.text).text)

        row.indexed = self._try(add)
        self._session.flush()
        return row.indexed

    def _take_out(self, row: PageTexts) -> None:
        def remove() -> None:
            self._engine.remove(self._session, row.page_id, fold(row.text).text)

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

    def _hits(self, ids: Sequence[int], words: Sequence[str]) -> tuple[Hit, ...]:
        statement = (
            select(
                PageTexts.page_id,
                PageTexts.text,
                Documents.id,
                Documents.customer_id,
                Customers.name,
                Customers.uscc,
                Documents.type,
                Documents.title,
                Documents.state,
            )
            .join(DocumentPages, (DocumentPages.page_id == PageTexts.page_id) & DocumentPages.live)
            .join(Documents, Documents.id == DocumentPages.document_id)
            .join(Customers, Customers.id == Documents.customer_id, isouter=True)
            .where(PageTexts.page_id.in_(ids))
            .order_by(PageTexts.page_id.desc())
        )
        rows = self._session.execute(statement).all()
        pages = {row.page_id: PageRef(*page_of(row.page_id)) for row in rows}
        scans = select(Scans.id, Scans.file_name).where(Scans.id.in_({p.scan_id for p in pages.values()}))
        names = {row.id: row.file_name for row in self._session.execute(scans)}
        folded = {row.page_id: fold(row.text) for row in rows}
        return tuple(
            Hit(
                document_id=row[2],
                customer_id=row[3],
                customer_name=row[4],
                customer_uscc=row[5],
                type=row[6],
                title=row[7],
                state=row[8],
                file_name=names[pages[row.page_id].scan_id],
                page=pages[row.page_id],
                snippet=_snippet(row.text, folded[row.page_id], words),
                spans=_spans(row.text.split("\n"), folded[row.page_id], words),
            )
            for row in rows
        )


def spans(lines: Sequence[str], words: Sequence[str]) -> tuple[Span, ...]:
    """Return where folded words (``tokenizer.terms``) stand in lines; a word over two lines gives two."""
    return _spans(lines, fold("\n".join(lines)), words)


def snippet(text: str, words: Sequence[str]) -> str:
    """Return the text around the first place where a word stands, on one line."""
    return _snippet(text, fold(text), words)


def _spans(lines: Sequence[str], folded: Folded, words: Sequence[str]) -> tuple[Span, ...]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    found: set[Span] = set()
    for start, end in _places(folded, words):
        for number in range(bisect_right(starts, start) - 1, len(lines)):
            if starts[number] >= end:
                break
            first, last = max(start, starts[number]), min(end, starts[number] + len(lines[number]))
            if first < last:
                found.add(Span(number, first - starts[number], last - starts[number]))
    return tuple(sorted(found, key=lambda span: (span.line, span.start, span.end)))


def _snippet(text: str, folded: Folded, words: Sequence[str]) -> str:
    start, end = min(_places(folded, words), default=(0, 0))
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    shown = " ".join(text[first:last].split())
    return ("…" if first > 0 else "") + shown + ("…" if last < len(text) else "")


def _places(folded: Folded, words: Sequence[str]) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    for word in words:
        at = folded.text.find(word)
        while at >= 0:
            places.append((folded.starts[at], folded.ends[at + len(word) - 1]))
            at = folded.text.find(word, at + 1)
    return places


def _storable(line: str) -> str:
    return line.replace("\n", " ").replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")

"""What a search shows: hits with the text around their words and the places where these stand."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.repositories.base import sees_document
from storage.states import LIVE, DocumentState
from storage.tables.customers import Customers
from storage.tables.documents import DocumentPages, Documents
from storage.tables.scans import PageTexts, Scans
from storage.tokenizer import fold, places, rough
from storage.values import PageRef, page_of
from storage.viewer import Viewer

_AROUND = 30
_HEAD, _HEAD_WEIGHT, _OFTEN = 40, 4, 4


@dataclass(frozen=True, slots=True)
class Span:
    """Where a term stands: ``lines[line][start:end]``, counted from 0."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One page that was found. ``place`` is its number within the document, ``page`` within its scan.

    ``words`` are those of the query that stand on it, folded, as they are written there.
    """

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
    date: dt.date | None = None
    place: int = 1
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found; ``total`` counts pages and may stop at 10,000."""

    total: int
    total_exact: bool
    hits: tuple[Hit, ...]
    next: str | None = None


def ranked(session: Session, ids: Sequence[int], words: Sequence[str]) -> list[int]:
    """Return pages, given newest first, with those first that speak most of the words.

    Words in the heading weigh most, then how often they stand on the page; equals stay as they were.
    """
    statement = select(PageTexts.page_id, PageTexts.text).where(PageTexts.page_id.in_(ids))
    weights = {page_id: _weight(rough(text), words) for page_id, text in session.execute(statement)}
    return sorted(ids, key=lambda page_id: -weights.get(page_id, 0))


def _weight(text: str, words: Sequence[str]) -> int:
    head = text[:_HEAD]
    return sum(min(text.count(word), _OFTEN) + _HEAD_WEIGHT * (word in head) for word in words)


def hits(session: Session, viewer: Viewer, ids: Sequence[int], words: Sequence[str]) -> tuple[Hit, ...]:
    """Return the pages as hits in this order, those that the viewer may see."""
    if not ids:
        return ()
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
            Documents.date,
            DocumentPages.position,
        )
        .join(DocumentPages, (DocumentPages.page_id == PageTexts.page_id) & DocumentPages.live)
        .join(Documents, Documents.id == DocumentPages.document_id)
        .join(Customers, Customers.id == Documents.customer_id, isouter=True)
        .where(PageTexts.page_id.in_(ids), sees_document(viewer))
    )
    # asked for the state, too, SQLite would begin with all documents of that state
    rows = {row.page_id: row for row in session.execute(statement) if row.state in LIVE}
    pages = {page_id: PageRef(*page_of(page_id)) for page_id in rows}
    scans = select(Scans.id, Scans.file_name).where(Scans.id.in_({p.scan_id for p in pages.values()}))
    names = {row.id: row.file_name for row in session.execute(scans)}
    found = []
    for page_id in ids:
        if page_id in rows:
            row, page = rows[page_id], pages[page_id]
            stand = places(row.text, words)
            found.append(
                Hit(
                    document_id=row[2],
                    customer_id=row[3],
                    customer_name=row[4],
                    customer_uscc=row[5],
                    type=row[6],
                    title=row[7],
                    state=row[8],
                    file_name=names[page.scan_id],
                    page=page,
                    snippet=_around(row.text, stand),
                    spans=_spans(row.text.split("\n"), stand),
                    date=row[9],
                    place=row[10],
                    words=tuple(dict.fromkeys(fold(row.text[start:end]) for start, end in stand)),
                )
            )
    return tuple(found)


def spans(lines: Sequence[str], words: Sequence[str]) -> tuple[Span, ...]:
    """Return where folded words stand in lines; a word over two lines gives two."""
    return _spans(lines, places("\n".join(lines), words))


def _spans(lines: Sequence[str], stand: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    found: set[Span] = set()
    for start, end in stand:
        for number in range(bisect_right(starts, start) - 1, len(lines)):
            if starts[number] >= end:
                break
            first, last = max(start, starts[number]), min(end, starts[number] + len(lines[number]))
            if first < last:
                found.add(Span(number, first - starts[number], last - starts[number]))
    return tuple(sorted(found, key=lambda span: (span.line, span.start, span.end)))


def _around(text: str, stand: Sequence[tuple[int, int]]) -> str:
    start, end = min(stand, default=(0, 0))
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    shown = " ".join(text[first:last].split())
    return ("…" if first > 0 else "") + shown + ("…" if last < len(text) else "")

"""Spans of pages in PostgreSQL's index: the newest first, each next many times as wide, all pages together.

GIN gives pages in no order and all at once. So that the newest come first and a common word stops early, the
numbers of scans are tokens, too, and the index is asked for one span after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import BigInteger, column, func, select, table, text
from sqlalchemy.orm import Session, SessionTransaction

from storage.search_needs import covering, prop
from storage.values import NUMBERS, page_id, page_of

_PAGES = table("search_index", column("page_id", BigInteger))
_PREPARE = text(
    "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), "
    "set_config('enable_mergejoin', 'off', true), set_config('max_parallel_workers_per_gather', '0', true), "
    "set_config('jit', 'off', true), set_config('work_mem', '64MB', true), "
    "NOT EXISTS (SELECT FROM marks WHERE name = 'search.figures') AS figures"
)
"""The index leads, every page is looked up by its number. With less memory GIN would forget which rows of a
block were meant, and their tokens would be compared."""
_KNOWN = "search.spans"
_NEAR = 400
_LEAST, _FIRST, _WIDER = 1000, 2, 8
"""The first span holds twice as many pages as are wanted, not less than the least; each next is wider."""
_DIGITS, _FEWEST = 14, 5
_NO_PAGE = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Span:
    """Pages older than ``before``, of the scans whose numbers begin so, of all where that is empty."""

    scans: Sequence[str]
    before: int


@dataclass(slots=True)
class _Known:
    """What one transaction found out: where its newest pages are, by the page they are older than."""

    transaction: SessionTransaction | None
    figures: bool
    newest: dict[int, tuple[int, int, int]] = field(default_factory=dict)


def prepare(session: Session) -> bool:
    """Make the index lead in this transaction, once; tell whether all pages have their figures' tokens."""
    known = _known(session)
    if known is None:
        figures = session.execute(_PREPARE).one().figures
        known = session.info[_KNOWN] = _Known(session.get_transaction(), figures)
    return known.figures


def forget(session: Session) -> None:
    """Forget where the newest pages are, because pages come or go."""
    known = _known(session)
    if known is not None:
        known.newest.clear()


def scan_tokens(identity: int) -> Iterator[str]:
    """Yield the tokens of a page's place: every beginning of the digits of its scan's number."""
    number = f"{page_of(identity)[0]:0{_DIGITS}}"
    return (prop("n", number[:length]) for length in range(_FEWEST, _DIGITS + 1))


def spans(session: Session, before: int, wanted: int) -> Iterator[Span]:
    """Yield spans of pages older than ``before`` (0: of all), each older and wider than the one before.

    They end at round numbers, so that a handful of tokens is a span.
    """
    before = before or _NO_PAGE
    there, oldest, last = _newest(session, before)
    if there == _NEAR:
        scan = page_of(last)[0]
        width = (scan - page_of(oldest)[0] + 1) * max(_LEAST, _FIRST * wanted) // _NEAR + 1
        while scan > width:
            step = 10 ** (len(str(width)) - 1)
            first, last = (scan - width) // step * step, scan // step * step + step - 1
            if first == 0:
                break
            yield Span(covering(first, last), before)
            scan, before, width = first - 1, page_id(first, NUMBERS - 1), width * _WIDER
    yield Span((), before)


def whole(before: int) -> Span:
    """Return all pages older than ``before`` (0: all) as one span."""
    return Span((), before or _NO_PAGE)


def _newest(session: Session, before: int) -> tuple[int, int, int]:
    """Return how many of the newest pages were looked at, the oldest and the newest of them."""
    known = _known(session)
    if known is not None and before in known.newest:
        return known.newest[before]
    near = select(_PAGES.c.page_id).where(_PAGES.c.page_id < before)
    number = near.order_by(_PAGES.c.page_id.desc()).limit(_NEAR).subquery().c.page_id
    found = session.execute(select(func.count(), func.min(number), func.max(number))).one()
    newest = found[0], found[1] or 0, found[2] or 0
    if known is not None:
        known.newest[before] = newest
    return newest


def _known(session: Session) -> _Known | None:
    """Return what this transaction found out, None where nothing was prepared in it."""
    known: _Known | None = session.info.get(_KNOWN)
    return known if known is not None and known.transaction is session.get_transaction() else None

"""The index in PostgreSQL: one GIN index over a page's tokens, and its folded text beside them.

The whole query, alternatives and exclusions included, is one question to the index. Tokens keep no order
there: of a term of several tokens the text decides, which therefore lies in the row itself. The tokens
do not, and no plan may compare them row by row; that is a hundred times as slow.

GIN gives pages in no order and all at once. So that the newest come first and a common word stops early, the
numbers of scans are tokens, too, and the index is asked for the newest pages, then for a span of pages many
times as wide, then for all that are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Select,
    Text,
    and_,
    cast,
    column,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    table,
    text,
    union_all,
)  # fmt: skip
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from storage.codes import Anchors
from storage.search_marks import Extra
from storage.search_needs import FIELD, VALUE, Need, Row, Sees, covering, prop
from storage.tokenizer import inner_row, ones, row
from storage.values import NUMBERS, page_id, page_of

_INDEX = table(
    "search_index",
    column("page_id", BigInteger),
    column("folded", Text),
    column("fields", Text),
    column("tokens", Text),
)
_ADD = text(
    "INSERT INTO search_index (page_id, folded, fields, tokens) VALUES (:id, :folded, :fields, :tokens)"
)
# as the index itself says it
_TOKENS = func.array_to_tsvector(func.string_to_array(_INDEX.c.tokens, literal_column(r"E'\n'")))
_PREPARE = text(
    "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), "
    "set_config('enable_mergejoin', 'off', true), set_config('max_parallel_workers_per_gather', '0', true), "
    "set_config('jit', 'off', true), set_config('work_mem', '64MB', true)"
)
"""The index leads, every page is looked up by its number. With less memory GIN would forget which rows of a
block were meant, and their tokens would be compared."""
_NEAR = 400
_LEAST, _FIRST, _WIDER = 1000, 2, 8
"""The first span holds twice as many pages as are wanted, not less than the least; each next is wider."""
_DIGITS, _FEWEST = 14, 5
_MOST_TOKENS = 32
"""So many tokens of a row narrow down; the text decides."""
_LONGEST_TOKEN = 500
_MANY_ROWS = 200
_NO_PAGE = 2**63 - 1


def add(session: Session, pages: Sequence[tuple[int, str, Extra]]) -> None:
    """Index pages by id, folded text and what is known beside it."""
    session.execute(_ADD, [_row(*page) for page in pages])


def remove(session: Session, page_id: int, folded: str, extra: Extra) -> None:
    """Take a page out."""
    session.execute(text("DELETE FROM search_index WHERE page_id = :id"), {"id": page_id})


def clear(session: Session) -> None:
    """Make the index empty."""
    session.execute(text("TRUNCATE search_index"))


def tidy(session: Session) -> bool:
    """Move what was filed from GIN's waiting list into the index, or filing would once in a while."""
    session.execute(text("SELECT gin_clean_pending_index('ix_search_index_tokens')"))
    return False


def some(session: Session, needs: Sequence[Need], sees: Sees, most: int) -> list[int]:
    """Return pages that have what is needed and may be seen, in no order, up to ``most``."""
    session.execute(_PREPARE)
    found: list[int] = []
    for span in _spans_of(session, needs, 0, most):
        pages = _having(needs, span)
        here = select(pages.c.page_id).where(sees(pages.c.page_id))
        found += session.scalars(here.limit(most - len(found)))
        if len(found) >= most:
            break
    return found


def newest(session: Session, needs: Sequence[Need], sees: Sees, before: int, limit: int) -> list[int]:
    """Return the newest pages that have what is needed and may be seen, of those older than ``before``."""
    session.execute(_PREPARE)
    found: list[int] = []
    for span in _spans_of(session, needs, before, limit):
        pages = _having(needs, span)
        here = select(pages.c.page_id).where(sees(pages.c.page_id)).order_by(pages.c.page_id.desc())
        found += session.scalars(here.limit(limit - len(found)))
        if len(found) >= limit:
            break
    return found


def near(session: Session, anchors: Anchors, sees: Sees, most: int) -> list[int]:
    """Return the newest pages that may be seen and on which the anchors stand so close together."""
    session.execute(_PREPARE)
    head, tail = anchors.head, anchors.tail
    tokens = tuple(token for one in (head, tail) if one for token in inner_row(one))
    pattern = rf"{_escaped(head)}.{{0,{anchors.within}}}{_escaped(tail)}" if head else _escaped(tail)
    found: list[int] = []
    for span in _spans(session, 0, most):
        asked = [_either([Row(tokens)]), *([_scans(span)] if span.scans else [])]
        stands = [_INDEX.c.page_id + 0 < span.before, func.strpos(_INDEX.c.folded, tail) > 0]
        stands += [_INDEX.c.folded.regexp_match(pattern)] if head else []
        pages = _asked(asked, [], stands).cte().prefix_with("MATERIALIZED")
        here = select(pages.c.page_id).where(sees(pages.c.page_id)).order_by(pages.c.page_id.desc())
        found += session.scalars(here.limit(most))
        if len(found) >= most:
            break
    return found[:most]


def _row(identity: int, folded: str, extra: Extra) -> dict[str, Any]:
    grams = (token for part in (folded, *extra.words) for token in (*ones(part), *row(part)))
    number = f"{page_of(identity)[0]:0{_DIGITS}}"
    scans = (prop("n", number[:length]) for length in range(_FEWEST, _DIGITS + 1))
    return {
        "id": identity,
        "folded": "\n".join((folded, *extra.words)),
        "fields": "".join(f"{FIELD}{field}{VALUE}{value}" for field, value in extra.fields) + FIELD,
        "tokens": "\n".join(sorted({one[:_LONGEST_TOKEN] for one in (*grams, *extra.all_tokens(), *scans)})),
    }


@dataclass(frozen=True, slots=True)
class _Span:
    """Pages older than ``before``, of the scans whose numbers begin so, of all where that is empty."""

    scans: Sequence[str]
    before: int


def _spans(session: Session, before: int, wanted: int) -> Iterator[_Span]:
    """Yield spans of pages, each older and wider than the one before, all pages together.

    They end at round numbers, so that a handful of tokens is a span.
    """
    before = before or _NO_PAGE
    near = select(_INDEX.c.page_id).where(_INDEX.c.page_id < before)
    newest_ = near.order_by(_INDEX.c.page_id.desc()).limit(_NEAR).subquery()
    number = newest_.c.page_id
    there, oldest, last = session.execute(select(func.count(), func.min(number), func.max(number))).one()
    if there == _NEAR:
        scan = page_of(last)[0]
        width = (scan - page_of(oldest)[0] + 1) * max(_LEAST, _FIRST * wanted) // _NEAR + 1
        while scan > width:
            step = 10 ** (len(str(width)) - 1)
            first, last = (scan - width) // step * step, scan // step * step + step - 1
            yield _Span(covering(first, last), before)
            if first == 0:
                return
            scan, before, width = first - 1, page_id(first, NUMBERS - 1), width * _WIDER
    yield _Span((), before)


def _spans_of(session: Session, needs: Sequence[Need], before: int, wanted: int) -> Iterator[_Span]:
    """Yield spans of pages; all at once where so much may be there that to look it up is the work itself."""
    if any(len(need.rows) > _MANY_ROWS for need in needs):
        return iter((_Span((), before or _NO_PAGE),))
    return _spans(session, before, wanted)


def _having(needs: Sequence[Need], span: _Span) -> CTE:
    """Return the pages of a span that have what is needed; it is done as written, never mixed with more.

    Of pages that lack a token of what is to be absent no text is asked; the others come after them.
    """
    must = [_either(need.rows) for need in needs if not need.excluded]
    must += [_scans(span)] if span.scans else []
    absent = [one for need in needs if need.excluded for one in need.rows]
    unsure = [one for one in absent if not _is_exact(one)]
    checked = [_INDEX.c.page_id + 0 < span.before]  # a sum, or the index of the numbers might lead
    checked += [condition for need in needs if not need.excluded for condition in _checked(need)]
    pages: Select[int] | CompoundSelect[int] = _asked(must, absent, checked)
    if unsure:
        exact = [one for one in absent if _is_exact(one)]
        without = [not_(_stands(one)) for one in unsure]
        pages = union_all(pages, _asked([*must, _either(unsure)], exact, [*checked, *without]))
    return pages.cte().prefix_with("MATERIALIZED")


def _scans(span: _Span) -> str:
    return _either([Row((prop("n", digits),)) for digits in span.scans])


def _asked(must: Sequence[str], absent: Sequence[Row], checked: Sequence[ColumnElement[bool]]) -> Select[int]:
    """Return the pages of which the index tells all that they must have, nothing that is to be absent."""
    first = f"({must[0]}) & !({_either(absent)})" if absent else must[0]
    return select(_INDEX.c.page_id).where(_holds(first), *map(_holds, must[1:]), *checked)


def _checked(need: Need) -> Iterator[ColumnElement[bool]]:
    """Yield what the text has to decide of a need."""
    exact = [one for one in need.rows if _is_exact(one)]
    parts = [_stands(one) for one in need.rows if not _is_exact(one)]
    if parts and exact:
        parts.append(_INDEX.c.page_id.in_(select(_INDEX.c.page_id).where(_holds(_either(exact)))))
    if parts:
        yield or_(*parts)


def _is_exact(one: Row) -> bool:
    return len(one.tokens) == 1


def _stands(one: Row) -> ColumnElement[bool]:
    stands = one.stands or ""
    if one.field is not None:
        pattern = f"{FIELD}{_escaped(one.field)}{VALUE}[^{FIELD}]*{_escaped(stands)}"
        return _INDEX.c.fields.regexp_match(pattern)
    if one.begins or one.ends:
        pattern = ("(^|[ \n])" if one.begins else "") + _escaped(stands) + ("([ \n]|$)" if one.ends else "")
        return and_(func.strpos(_INDEX.c.folded, stands) > 0, _INDEX.c.folded.regexp_match(pattern))
    return func.strpos(_INDEX.c.fields if FIELD in stands else _INDEX.c.folded, stands) > 0


def _escaped(words: str) -> str:
    """Escape for PostgreSQL's regular expressions: only what is no letter, figure or Han character."""
    return re.sub(r"([\\.^$*+?()\[\]{}|])", r"\\\1", words)


def _holds(asked: str) -> ColumnElement[bool]:
    return _TOKENS.bool_op("@@")(cast(literal(asked), TSQUERY))


def _either(rows: Sequence[Row]) -> str:
    """Return rows as a question to the index: all tokens of one of them are there.

    It is weighed from the left and ends at the first that is there: wide spans, whose tokens are short, lead.
    """
    likely = sorted(rows, key=lambda one: len(one.tokens[0]))
    asked = _fewest([one.tokens[:_MOST_TOKENS] for one in likely])
    return _joined(["(" + " & ".join(map(_quoted, tokens)) + ")" for tokens in asked])


def _fewest(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Leave out rows that have all tokens of another: what has them has the other's, and the text decides."""
    several = [set(tokens) for tokens in rows if len(tokens) > 1]
    return [
        tokens
        for tokens in dict.fromkeys(rows)
        if len(tokens) == 1 or not any(other < set(tokens) for other in several)
    ]


def _joined(parts: Sequence[str]) -> str:
    """Return alternatives as a tree of halves: a chain of ten thousand years is too deep for the server."""
    if len(parts) == 1:
        return parts[0]
    half = len(parts) // 2
    return f"({_joined(parts[:half])} | {_joined(parts[half:])})"


def _quoted(token: str) -> str:
    return "'" + token[:_LONGEST_TOKEN].replace("\\", "\\\\").replace("'", "''") + "'"

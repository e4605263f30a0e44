"""Questions to PostgreSQL's index as SQL: what a page's tokens tell, and what its text has to decide.

A whole query, alternatives and exclusions included, is one question to the index. Tokens keep no order there:
of a term of several tokens the text decides, which therefore lies in the row itself. The tokens do not, and
no plan may compare them row by row; that is a hundred times as slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import (
    ARRAY,
    CTE,
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Integer,
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
    true,
    union_all,
)  # fmt: skip
from sqlalchemy.dialects.postgresql import TSQUERY

from storage.codes import Anchors
from storage.search_needs import FIELD, VALUE, Need, Row, Sees, prop
from storage.search_spans import Span
from storage.tokenizer import figures, inner_row, twos

_INDEX = table(
    "search_index",
    column("page_id", BigInteger),
    column("folded", Text),
    column("fields", Text),
    column("tokens", Text),
)
# as the index itself says it
_TOKENS = func.array_to_tsvector(func.string_to_array(_INDEX.c.tokens, literal_column(r"E'\n'")))
_MOST_TOKENS = 32
"""So many tokens of a row narrow down; the text decides."""
_LONGEST_TOKEN = 500
_MANY_ROWS = 200
_GRAM = 2


def by_figures(need: Need) -> Need:
    """Return a need whose rows are sought by the 4-grams of their figures instead of the 2-grams in these."""
    return replace(need, rows=tuple(map(_by_figures, need.rows)))


def is_much(needs: Sequence[Need]) -> bool:
    """Tell whether so much may be there that to look it up is the work itself."""
    return any(len(need.rows) > _MANY_ROWS for need in needs)


def cut(token: str) -> str:
    """Return a token as the index has it."""
    return token[:_LONGEST_TOKEN]


def having(needs: Sequence[Need], span: Span) -> CTE:
    """Return the pages of a span that have what is needed; it is done as written, never mixed with more.

    Of pages that lack a token of what is to be absent no text is asked; the others come after them.
    """
    must = [_either(need.rows) for need in needs if not need.excluded]
    must += [_scans(span)] if span.scans else []
    absent = [one for need in needs if need.excluded for one in need.rows]
    unsure = [one for one in absent if not _is_exact(one)]
    checked = [_is_in(span), *(one for need in needs if not need.excluded for one in _checked(need))]
    pages: Select[int] | CompoundSelect[int] = _asked(must, absent, checked)
    if unsure:
        exact = [one for one in absent if _is_exact(one)]
        without = [not_(_stands(one)) for one in unsure]
        pages = union_all(pages, _asked([*must, _either(unsure)], exact, [*checked, *without]))
    return pages.cte().prefix_with("MATERIALIZED")


def near(
    anchors: Sequence[Anchors], span: Span, sees: Sees, most: int, *, all_have: bool
) -> Select[int, int]:
    """Return the newest pages of a span on which anchors stand close together, ``most`` for each of them.

    Each comes with the place of its anchors in the sequence. ``all_have``: all pages have tokens of figures.
    """
    lists = (
        literal(list(range(len(anchors))), ARRAY(Integer)),
        literal([_either([_anchored(one, all_have)]) for one in anchors], ARRAY(Text)),
        literal([one.tail for one in anchors], ARRAY(Text)),
        literal([_close(one) for one in anchors], ARRAY(Text)),
    )
    named = (column("at", Integer), column("asked", Text), column("tail", Text), column("close", Text))
    one = func.unnest(*lists).table_valued(*named, name="one").render_derived()
    asked = _TOKENS.bool_op("@@")(cast(one.c.asked, TSQUERY))
    stands = func.strpos(_INDEX.c.folded, one.c.tail) > 0
    fits = or_(one.c.close.is_(None), _INDEX.c.folded.regexp_match(one.c.close))
    scans = [_holds(_scans(span))] if span.scans else []
    # each is asked by itself: what has an OFFSET is mixed with nothing
    found = select(_INDEX.c.page_id).where(asked, *scans, _is_in(span), stands, fits)
    there = found.offset(literal_column("0")).lateral()
    pages = select(one.c.at, there.c.page_id).select_from(one.join(there, true())).cte()
    pages = pages.prefix_with("MATERIALIZED")
    place = func.row_number().over(partition_by=pages.c.at, order_by=pages.c.page_id.desc()).label("place")
    seen = select(pages.c.at, pages.c.page_id, place).where(sees(pages.c.page_id)).subquery()
    return select(seen.c.at, seen.c.page_id).where(seen.c.place <= most)


def _by_figures(one: Row) -> Row:
    found = figures(one.stands) if one.stands and one.field is None and FIELD not in one.stands else []
    if not found:
        return one
    inside = {gram for token in found for gram in twos(token)}
    others = (token for token in one.tokens if len(token) == _GRAM and token not in inside)
    tokens = tuple(dict.fromkeys((*found, *others)))
    return replace(one, tokens=tokens if len(tokens) > 1 else (*tokens, *one.tokens))  # one alone decides


def _anchored(one: Anchors, all_have: bool) -> Row:
    rows = [Row(tuple(inner_row(text)), text) for text in (one.head, one.tail) if text]
    return Row(tuple(token for row in (map(_by_figures, rows) if all_have else rows) for token in row.tokens))


def _close(one: Anchors) -> str | None:
    return rf"{_escaped(one.head)}.{{0,{one.within}}}{_escaped(one.tail)}" if one.head else None


def _scans(span: Span) -> str:
    return _either([Row((prop("n", digits),)) for digits in span.scans])


def _is_in(span: Span) -> ColumnElement[bool]:
    return _INDEX.c.page_id + 0 < span.before  # a sum, or the index of the numbers might lead


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
    return "'" + cut(token).replace("\\", "\\\\").replace("'", "''") + "'"

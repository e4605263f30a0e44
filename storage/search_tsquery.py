"""Questions to PostgreSQL's index as SQL: what a page's tokens tell, and what its text has to decide.

Tokens keep no order in a ``tsvector``: of a term of several tokens the text decides, which therefore lies in
the row itself. The tokens do not, and no plan may compare them row by row; that is a hundred times as slow.

GIN weighs the alternatives of one ``tsquery`` on every page that has any of their tokens. Where several of
them have several tokens each, as the twenty ways to write a day, each is therefore a question of its own, in
which rare tokens skip through common ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import (
    ARRAY,
    CTE,
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Text,
    and_,
    case,
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

INDEX = table(
    "search_index",
    column("page_id", BigInteger),
    column("folded", Text),
    column("fields", Text),
    column("tokens", Text),
)
# as the index itself says it
_TOKENS = func.array_to_tsvector(func.string_to_array(INDEX.c.tokens, literal_column(r"E'\n'")))
_MOST_TOKENS = 32
"""So many tokens of a row narrow down; the text decides."""
_LONGEST_TOKEN = 500
_MANY_ROWS = 200
_APART = 2
"""So many alternatives of several tokens are asked for one by one."""


@dataclass(frozen=True, slots=True)
class _Stands:
    """What the text decides: that ``text`` stands there, and where it does, that ``pattern`` fits."""

    text: str
    pattern: str | None = None
    in_fields: bool = False

    @property
    def condition(self) -> ColumnElement[bool]:
        """As a condition on a row of the index."""
        where = INDEX.c.fields if self.in_fields else INDEX.c.folded
        there = func.strpos(where, self.text) > 0
        return there if self.pattern is None else and_(there, where.regexp_match(self.pattern))


_ANYTHING = _Stands("")


def by_figures(need: Need) -> Need:
    """Return a need whose rows are sought by the 4-grams of their figures instead of the 2-grams in these."""
    return replace(need, rows=tuple(map(_by_figures, need.rows)))


def having(needs: Sequence[Need], span: Span) -> CTE:
    """Return the pages of a span that have what is needed; it is done as written, never mixed with more.

    Of pages that lack a token of what is to be absent no text is asked; the others come after them.
    """
    wanted = [need for need in needs if not need.excluded]
    several = [need for need in wanted if sum(not _is_exact(one) for one in need.rows) >= _APART]
    apart = several[0] if len(several) == 1 else None  # of more, each is asked beside all the other's
    whole = [need for need in wanted if need is not apart]
    must = [_either(need.rows) for need in whole] + ([_scans(span)] if span.scans else [])
    absent = [one for need in needs if need.excluded for one in need.rows]
    unsure = [one for one in absent if not _is_exact(one)]
    checked = [INDEX.c.page_id + 0 < span.before]  # a sum, or the index of the numbers might lead
    checked += [condition for need in whole for condition in _checked(need)]
    pages = _asked(apart, must, absent, checked)
    if unsure:
        exact = [one for one in absent if _is_exact(one)]
        without = [not_(_decided(one).condition) for one in unsure]
        more = _asked(apart, [*must, _either(unsure)], exact, [*checked, *without])
        return union_all(pages, more).cte().prefix_with("MATERIALIZED")
    return pages.cte().prefix_with("MATERIALIZED")


def near(
    anchors: Sequence[Anchors], span: Span, sees: Sees, most: int, *, has_figures: bool
) -> Select[int, int]:
    """Return the newest pages of a span on which anchors stand close together, ``most`` for each of them.

    Each comes with the place of its anchors in the sequence. ``has_figures``: all pages have their tokens.
    """
    way = _ways([_either([_anchored(one, has_figures)]) for one in anchors], [_close(one) for one in anchors])
    there = _one_by_one(way, [_scans(span)] if span.scans else [], [INDEX.c.page_id + 0 < span.before])
    all_ = select(way.c.at, there.c.page_id).select_from(way.join(there, true())).cte()
    pages = all_.prefix_with("MATERIALIZED")
    place = func.row_number().over(partition_by=pages.c.at, order_by=pages.c.page_id.desc()).label("place")
    seen = select(pages.c.at, pages.c.page_id, place).where(sees(pages.c.page_id)).subquery()
    return select(seen.c.at, seen.c.page_id).where(seen.c.place <= most)


def cut(token: str) -> str:
    """Return a token as the index has it."""
    return token[:_LONGEST_TOKEN]


def is_much(needs: Sequence[Need]) -> bool:
    """Tell whether so much may be there that to look it up is the work itself."""
    return any(len(need.rows) > _MANY_ROWS for need in needs)


def _by_figures(one: Row) -> Row:
    found = figures(one.stands) if one.stands and one.field is None and FIELD not in one.stands else []
    inside = {gram for token in found for gram in twos(token)}
    return replace(one, tokens=(*found, *(token for token in one.tokens if token not in inside)))


def _anchored(one: Anchors, has_figures: bool) -> Row:
    rows = [Row(tuple(inner_row(text)), text) for text in (one.head, one.tail) if text]
    return Row(
        tuple(token for row in (map(_by_figures, rows) if has_figures else rows) for token in row.tokens)
    )


def _scans(span: Span) -> str:
    return _either([Row((prop("n", digits),)) for digits in span.scans])


def _asked(
    apart: Need | None, must: Sequence[str], absent: Sequence[Row], checked: Sequence[ColumnElement[bool]]
) -> Select[int]:
    """Return the pages of which the index tells all that they must have, nothing that is to be absent."""
    lacking = f" & !({_either(absent)})" if absent else ""
    if apart is None:
        first, *others = must
        return select(INDEX.c.page_id).where(_holds(f"({first}){lacking}"), *map(_holds, others), *checked)
    exact = [one for one in apart.rows if _is_exact(one)]
    unsure = [one for one in apart.rows if not _is_exact(one)]
    questions = [_either([one]) for one in unsure] + ([_either(exact)] if exact else [])
    stands = [_decided(one) for one in unsure] + ([_ANYTHING] if exact else [])
    way = _ways([f"({question}){lacking}" for question in questions], stands)
    there = _one_by_one(way, must, checked)
    return select(there.c.page_id).distinct().select_from(way.join(there, true()))


def _ways(asked: Sequence[str], stands: Sequence[_Stands]) -> FromClause:
    """Return questions to the index, and what the text decides of each, as rows."""
    lists = (
        literal(list(range(len(asked))), ARRAY(Integer)),
        literal(list(asked), ARRAY(Text)),
        literal([one.text for one in stands], ARRAY(Text)),
        literal([one.pattern for one in stands], ARRAY(Text)),
        literal([int(one.in_fields) for one in stands], ARRAY(Integer)),
    )
    named = (column("at", Integer), column("asked", Text), column("stands", Text), column("pattern", Text))
    return func.unnest(*lists).table_valued(*named, column("in_fields", Integer), name="way").render_derived()


def _one_by_one(way: FromClause, must: Sequence[str], checked: Sequence[ColumnElement[bool]]) -> FromClause:
    """Return the pages that each question finds, by itself: nothing is mixed into it."""
    where = case((way.c.in_fields == 1, INDEX.c.fields), else_=INDEX.c.folded)
    stands = func.strpos(where, way.c.stands) > 0
    fits = or_(way.c.pattern.is_(None), where.regexp_match(way.c.pattern))
    asked = _TOKENS.bool_op("@@")(cast(way.c.asked, TSQUERY))
    found = select(INDEX.c.page_id).where(asked, *map(_holds, must), *checked, stands, fits)
    return found.offset(literal_column("0")).lateral()


def _checked(need: Need) -> Iterator[ColumnElement[bool]]:
    """Yield what the text has to decide of a need."""
    exact = [one for one in need.rows if _is_exact(one)]
    parts = [_decided(one).condition for one in need.rows if not _is_exact(one)]
    if parts and exact:
        parts.append(INDEX.c.page_id.in_(select(INDEX.c.page_id).where(_holds(_either(exact)))))
    if parts:
        yield or_(*parts)


def _is_exact(one: Row) -> bool:
    return len(one.tokens) == 1


def _decided(one: Row) -> _Stands:
    """Return what the text decides of a row of several tokens."""
    stands = one.stands or ""
    if one.field is not None:
        before = f"{FIELD}{_escaped(one.field)}{VALUE}[^{FIELD}]*"
        return _Stands(stands, before + _escaped(stands), in_fields=True)
    if one.begins or one.ends:
        pattern = ("(^|[ \n])" if one.begins else "") + _escaped(stands) + ("([ \n]|$)" if one.ends else "")
        return _Stands(stands, pattern)
    return _Stands(stands, in_fields=FIELD in stands)


def _close(one: Anchors) -> _Stands:
    """Return what the text decides of anchors."""
    close = rf"{_escaped(one.head)}.{{0,{one.within}}}{_escaped(one.tail)}"
    return _Stands(one.tail, close if one.head else None)


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

"""The index in PostgreSQL: GIN indexes over the arrays of a page's grams and of its properties.

The arrays narrow down, the folded text beside them decides: a hit contains the term itself. Where so many
pages hold the words that looking them up costs more than it saves, the newest pages are simply walked over;
a look at the newest few hundred tells which is the case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Text,
    and_,
    column,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    table,
    text,
)  # fmt: skip
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from storage.search_marks import Extra
from storage.search_needs import FIELD, MARK, VALUE, Need, Row
from storage.tokenizer import ones, row

_INDEX = table(
    "search_index",
    column("page_id", BigInteger),
    column("folded", Text),
    column("grams", ARRAY(Text)),
    column("marks", ARRAY(Text)),
)
_SAMPLE = 400
_FEW = 4
"""A page of 50 hits is found by walking over 5,000 pages where one in a hundred holds the words."""
_MANY = 100
"""Ten thousand are counted by walking where one page in four holds the words."""


def add(session: Session, pages: Sequence[tuple[int, str, Extra]]) -> None:
    """Index pages by id, folded text and what is known beside it."""
    session.execute(
        text(
            "INSERT INTO search_index (page_id, folded, grams, marks) VALUES (:id, :folded, :grams, :marks)"
        ),
        [_row(*page) for page in pages],
    )


def _row(page_id: int, folded: str, extra: Extra) -> dict[str, Any]:
    grams = {token for part in (folded, *extra.words) for token in (*ones(part), *row(part))}
    return {
        "id": page_id,
        "folded": folded + extra.as_text(),
        "grams": sorted(grams),
        "marks": sorted(set(extra.all_tokens())),
    }


def remove(session: Session, page_id: int, folded: str, extra: Extra) -> None:
    """Take a page out."""
    session.execute(text("DELETE FROM search_index WHERE page_id = :id"), {"id": page_id})


def clear(session: Session) -> None:
    """Make the index empty."""
    session.execute(text("TRUNCATE search_index"))


def tidy(session: Session) -> bool:
    """Move what was filed from GIN's waiting lists into the indexes, or filing would once in a while."""
    for name in ("ix_search_index_grams", "ix_search_index_marks"):
        session.execute(text("SELECT gin_clean_pending_index(CAST(:name AS regclass))"), {"name": name})
    return False


def matching(
    session: Session, needs: Sequence[Need], wanted: int
) -> tuple[Select[*tuple[Any, ...]], ColumnElement[int]]:
    """Return a query of the pages that have what is needed, and its page id; ``wanted`` will be taken."""
    walked = [_condition(need, walk=True) for need in needs]
    newest = select(*_INDEX.c).order_by(_INDEX.c.page_id.desc()).limit(_SAMPLE).subquery()
    on_newest = [_condition(need, walk=True, index=newest) for need in needs]
    found = session.scalar(select(func.count()).select_from(newest).where(*on_newest)) or 0
    walk = found >= (_MANY if wanted > _SAMPLE else _FEW)
    conditions = walked if walk else [_condition(need, walk=False) for need in needs]
    page_id: ColumnElement[int] = _INDEX.c.page_id
    return select(page_id).where(*conditions), page_id


def _condition(need: Need, *, walk: bool, index: Any = _INDEX) -> ColumnElement[bool]:
    single = [one.tokens[0] for one in need.rows if one.stands is None]
    parts = [_stands(one, walk, index) for one in need.rows if one.stands is not None]
    if single:
        marks = index.c.marks
        # joined to nothing it is no longer the column of the index, which would be asked otherwise
        column_ = marks.concat(literal([], ARRAY(Text))) if walk else marks
        parts.append(column_.overlap(literal(single, ARRAY(Text))))
    either = or_(*parts) if parts else false()
    return not_(either) if need.excluded else either


def _stands(one: Row, walk: bool, index: Any) -> ColumnElement[bool]:
    stands = one.stands or ""
    held = (index.c.marks if one.tokens[0].startswith(MARK) else index.c.grams).contains(
        literal(sorted(set(one.tokens)), ARRAY(Text))
    )
    if one.field is not None:
        pattern = f"{FIELD}{re.escape(one.field)}{VALUE}[^{FIELD}]*{_escaped(stands)}"
        itself: ColumnElement[bool] = index.c.folded.regexp_match(pattern)
    else:
        itself = func.strpos(index.c.folded, stands) > 0
    if walk:
        return itself
    return held if len(one.tokens) == 1 and one.field is None else and_(held, itself)


def _escaped(text_: str) -> str:
    """Escape for PostgreSQL's regular expressions: only what is no letter, figure or Han character."""
    return re.sub(r"([\\.^$*+?()\[\]{}|])", r"\\\1", text_)

"""The index in SQLite: a contentless FTS5 table over tokens of our own (``tokenizer``, ``search_needs``).

A page's tokens stand in order, so that FTS5 itself answers exactly; it walks from the newest page down and
stops when it has enough.

FTS5 writes every savepoint as a segment of its own and merges segments by and by: by itself in the unit of
work that happens to be the 4th, the 16th, the 64th, which then takes seconds. Here filing merges nothing;
``tidy`` does, a little at a time (https://www.sqlite.org/fts5.html#the_merge_command).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, column, func, literal_column, select, table, text
from sqlalchemy.orm import Session

from storage.codes import Anchors
from storage.search_marks import Extra
from storage.search_needs import Need, Row, Sees
from storage.tokenizer import inner_row, ones, row

_PUNCTUATION = "".join(chr(code) for code in range(0x21, 0x7F) if not chr(code).isalnum())
_QUOTED = _PUNCTUATION.replace("'", "''").replace('"', '""')
CREATE = (
    "CREATE VIRTUAL TABLE search_index USING fts5(grams, content='', columnsize=0, "
    f"tokenize=\"ascii tokenchars '{_QUOTED}'\")"
)
SETTINGS = {"automerge": 0, "usermerge": 8, "crisismerge": 64, "hashsize": 64 * 2**20}
"""Eight segments become one; where nobody tidies, 64; a bulk of pages makes few segments."""
_TIDIED = 128
"""So many blocks of 4 KiB are merged at once, in about 50 ms."""
DROP = "DROP TABLE IF EXISTS search_index"
_INDEX = table("search_index", column("rowid"))
_PAGE: ColumnElement[int] = literal_column("search_index.rowid")


def add(session: Session, pages: Sequence[tuple[int, str, Extra]]) -> None:
    """Index pages by id, folded text and what is known beside it."""
    session.execute(
        text("INSERT INTO search_index(rowid, grams) VALUES (:id, :grams)"),
        [{"id": page_id, "grams": _tokens(folded, extra)} for page_id, folded, extra in pages],
    )


def remove(session: Session, page_id: int, folded: str, extra: Extra) -> None:
    """Take a page out; text and extra must be what it was added with."""
    session.execute(
        text("INSERT INTO search_index(search_index, rowid, grams) VALUES ('delete', :id, :grams)"),
        {"id": page_id, "grams": _tokens(folded, extra)},
    )


def clear(session: Session) -> None:
    """Make the index anew and empty, also when it was damaged."""
    connection = session.connection()
    connection.exec_driver_sql(DROP)
    connection.exec_driver_sql(CREATE)
    for name, value in SETTINGS.items():
        connection.exec_driver_sql(
            "INSERT INTO search_index(search_index, rank) VALUES (?, ?)", (name, value)
        )


def tidy(session: Session) -> bool:
    """Merge some of the index; tells whether there may be more to do."""
    raw: Any = session.connection().connection.dbapi_connection
    before = raw.total_changes
    session.execute(
        text("INSERT INTO search_index(search_index, rank) VALUES ('merge', :blocks)"), {"blocks": _TIDIED}
    )
    return bool(raw.total_changes - before > 1)  # as FTS5 tells it


def some(session: Session, needs: Sequence[Need], sees: Sees, most: int) -> list[int]:
    """Return pages that have what is needed and may be seen, in no order, up to ``most``."""
    pages = _matching(needs, sees).limit(most).subquery()
    # in one value: to hand over ten thousand rows takes longer than to find them
    listed = session.scalar(select(func.json_group_array(pages.c.page_id)))
    found: list[int] = json.loads(listed or "[]")
    return found


def newest(session: Session, needs: Sequence[Need], sees: Sees, before: int, limit: int) -> list[int]:
    """Return the newest pages that have what is needed and may be seen, of those older than ``before``."""
    pages = _matching(needs, sees)
    if before:
        pages = pages.where(before > _PAGE)
    return list(session.scalars(pages.order_by(_PAGE.desc()).limit(limit)))


def near(session: Session, anchors: Sequence[Anchors], sees: Sees, most: int) -> list[list[int]]:
    """Return per anchors the newest pages that may be seen and on which they stand so close together."""
    return [_near(session, one, sees, most) for one in anchors]


def _near(session: Session, anchors: Anchors, sees: Sees, most: int) -> list[int]:
    texts = [one for one in (anchors.head, anchors.tail) if one]
    phrases = " ".join(_phrase(Row(tuple(inner_row(one)))) for one in texts)
    match = text("search_index MATCH :match").bindparams(match=f"NEAR({phrases}, {anchors.within})")
    pages = select(_PAGE.label("page_id")).select_from(_INDEX).where(match, sees(_PAGE))
    return list(session.scalars(pages.order_by(_PAGE.desc()).limit(most)))


def _matching(needs: Sequence[Need], sees: Sees) -> Select[int]:
    there = [_any(need) for need in needs if not need.excluded]
    absent = [_any(need) for need in needs if need.excluded and need.rows]
    match = " AND ".join(there)
    if absent:
        match = f"({match}) NOT ({' OR '.join(absent)})"
    condition = text("search_index MATCH :match").bindparams(match=match)
    return select(_PAGE.label("page_id")).select_from(_INDEX).where(condition, sees(_PAGE))


def _tokens(folded: str, extra: Extra) -> str:
    words = [token for word in extra.words for token in row(word)]
    single = sorted({character for part in (folded, *extra.words) for character in ones(part)})
    return " ".join((*row(folded), *words, *extra.all_tokens(), *single))


def _any(need: Need) -> str:
    return "(" + " OR ".join(map(_phrase, need.rows)) + ")"


def _phrase(tokens: Row) -> str:
    return '"' + " ".join(tokens.tokens).replace('"', '""') + '"'

"""The index in SQLite: a contentless FTS5 table over tokens of our own making.

``ones`` holds the distinct single characters of a page, ``twos`` its 2-grams in order; a word of the
text ends with a mark no query contains. A term of n characters is the phrase of its n-1 2-grams, which
stand in a row exactly where the term stands in the text: FTS5 itself answers exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, column, literal_column, select, table, text
from sqlalchemy.orm import Session

from storage.tokenizer import ones, twos

_PUNCTUATION = "".join(chr(code) for code in range(0x21, 0x7F) if not chr(code).isalnum())
_QUOTED = _PUNCTUATION.replace("'", "''").replace('"', '""')
CREATE = (
    "CREATE VIRTUAL TABLE search_index USING fts5(ones, twos, content='', columnsize=0, "
    f"tokenize=\"ascii tokenchars '{_QUOTED}'\")"
)
DROP = "DROP TABLE IF EXISTS search_index"
_END = "_"
_INDEX = table("search_index", column("rowid"))


def add(session: Session, page_id: int, folded: str) -> None:
    """Index a page."""
    session.execute(
        text("INSERT INTO search_index(rowid, ones, twos) VALUES (:id, :ones, :twos)"),
        {"id": page_id, **_tokens(folded)},
    )


def remove(session: Session, page_id: int, folded: str) -> None:
    """Take a page out; ``folded`` must be what it was added with."""
    session.execute(
        text(
            "INSERT INTO search_index(search_index, rowid, ones, twos) VALUES ('delete', :id, :ones, :twos)"
        ),
        {"id": page_id, **_tokens(folded)},
    )


def clear(session: Session) -> None:
    """Make the index anew and empty, also when it was damaged."""
    connection = session.connection()
    connection.exec_driver_sql(DROP)
    connection.exec_driver_sql(CREATE)


def matching(words: Sequence[str]) -> tuple[Select[*tuple[Any, ...]], ColumnElement[int]]:
    """Return a query of the pages on which all words stand, and its page id column."""
    match = " AND ".join(_phrase(word) for word in words)
    page_id: ColumnElement[int] = literal_column("search_index.rowid")
    condition = text("search_index MATCH :match").bindparams(match=match)
    return select(page_id.label("page_id")).select_from(_INDEX).where(condition), page_id


def _tokens(folded: str) -> dict[str, str]:
    words = (" ".join(grams) for grams in twos(folded) if grams)
    return {"ones": " ".join(ones(folded)), "twos": f" {_END} ".join(words)}


def _phrase(word: str) -> str:
    if len(word) == 1:
        return f"ones : {_quote(word)}"
    return f"twos : {_quote(' '.join(twos(word)[0]))}"


def _quote(phrase: str) -> str:
    return '"' + phrase.replace('"', '""') + '"'

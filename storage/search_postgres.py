"""The index in PostgreSQL: a GIN index over the array of a page's single characters and 2-grams.

The array narrows down, the folded text beside it decides: a hit contains the term itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, Text, column, func, literal, select, table, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from storage.tokenizer import ones, twos

_INDEX = table(
    "search_index", column("page_id", BigInteger), column("folded", Text), column("grams", ARRAY(Text))
)


def add(session: Session, page_id: int, folded: str) -> None:
    """Index a page."""
    session.execute(
        text("INSERT INTO search_index (page_id, folded, grams) VALUES (:id, :folded, :grams)"),
        {"id": page_id, "folded": folded, "grams": _grams(folded)},
    )


def remove(session: Session, page_id: int, folded: str) -> None:
    """Take a page out."""
    session.execute(text("DELETE FROM search_index WHERE page_id = :id"), {"id": page_id})


def clear(session: Session) -> None:
    """Make the index empty."""
    session.execute(text("TRUNCATE search_index"))


def matching(words: Sequence[str]) -> tuple[Select[*tuple[Any, ...]], ColumnElement[int]]:
    """Return a query of the pages on which all words stand, and its page id column."""
    wanted = sorted({gram for word in words for gram in _needed(word)})
    standing = [func.strpos(_INDEX.c.folded, word) > 0 for word in words]
    condition = _INDEX.c.grams.contains(literal(wanted, ARRAY(Text)))
    page_id: ColumnElement[int] = _INDEX.c.page_id
    return select(page_id).where(condition, *standing), page_id


def _needed(word: str) -> list[str]:
    return [word] if len(word) == 1 else twos(word)[0]


def _grams(folded: str) -> list[str]:
    grams = {gram for word in twos(folded) for gram in word}
    return [*ones(folded), *sorted(grams)]

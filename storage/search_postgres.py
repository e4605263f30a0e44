"""The index in PostgreSQL: one GIN index over a page's tokens, and its folded text beside them.

What a query asks of it is in ``search_tsquery``, and which pages are asked first in ``search_spans``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select, select, text
from sqlalchemy.orm import Session

from storage.codes import Anchors
from storage.search_marks import Extra
from storage.search_needs import FIELD, VALUE, Need, Sees
from storage.search_spans import Span, forget, prepare, scan_tokens, spans, whole
from storage.search_tsquery import by_figures, cut, having, is_much
from storage.search_tsquery import near as near_in
from storage.tokenizer import figures, ones, row

_ADD = text(
    "INSERT INTO search_index (page_id, folded, fields, tokens) VALUES (:id, :folded, :fields, :tokens)"
)


def add(session: Session, pages: Sequence[tuple[int, str, Extra]]) -> None:
    """Index pages by id, folded text and what is known beside it."""
    forget(session)
    session.execute(_ADD, [_row(*page) for page in pages])


def remove(session: Session, page_id: int, folded: str, extra: Extra) -> None:
    """Take a page out."""
    forget(session)
    session.execute(text("DELETE FROM search_index WHERE page_id = :id"), {"id": page_id})


def clear(session: Session) -> None:
    """Make the index empty."""
    forget(session)
    session.execute(text("TRUNCATE search_index"))


def tidy(session: Session) -> bool:
    """Move what was filed from GIN's waiting list into the index, or filing would once in a while."""
    session.execute(text("SELECT gin_clean_pending_index('ix_search_index_tokens')"))
    return False


def some(session: Session, needs: Sequence[Need], sees: Sees, most: int) -> list[int]:
    """Return pages that have what is needed and may be seen, in no order, up to ``most``."""
    needs = _sought(session, needs)
    found: list[int] = []
    for span in _spans_of(session, needs, 0, most):
        found += session.scalars(_seen(needs, span, sees).limit(most - len(found)))
        if len(found) >= most:
            break
    return found


def newest(session: Session, needs: Sequence[Need], sees: Sees, before: int, limit: int) -> list[int]:
    """Return the newest pages that have what is needed and may be seen, of those older than ``before``."""
    needs = _sought(session, needs)
    found: list[int] = []
    for span in _spans_of(session, needs, before, limit):
        here = _seen(needs, span, sees)
        found += session.scalars(
            here.order_by(here.selected_columns.page_id.desc()).limit(limit - len(found))
        )
        if len(found) >= limit:
            break
    return found


def near(session: Session, anchors: Sequence[Anchors], sees: Sees, most: int) -> list[list[int]]:
    """Return per anchors the newest pages that may be seen and on which they stand so close together."""
    all_have = prepare(session)
    found: list[list[int]] = [[] for _ in anchors]
    for span in spans(session, 0, most):
        left = [at for at, pages in enumerate(found) if len(pages) < most]
        if not left:
            break
        for place, page in session.execute(
            near_in([anchors[at] for at in left], span, sees, most, all_have=all_have)
        ):
            found[left[place]].append(page)
    return [sorted(pages, reverse=True)[:most] for pages in found]


def _row(identity: int, folded: str, extra: Extra) -> dict[str, Any]:
    parts = (folded, *extra.words)
    grams = (token for part in parts for token in (*ones(part), *row(part), *figures(part)))
    tokens = {cut(one) for one in (*grams, *extra.all_tokens(), *scan_tokens(identity))}
    return {
        "id": identity,
        "folded": "\n".join((folded, *extra.words)),
        "fields": "".join(f"{FIELD}{field}{VALUE}{value}" for field, value in extra.fields) + FIELD,
        "tokens": "\n".join(sorted(tokens)),
    }


def _sought(session: Session, needs: Sequence[Need]) -> Sequence[Need]:
    """Return needs by the tokens that all pages have; until all have those of figures, by 2-grams alone."""
    return list(map(by_figures, needs)) if prepare(session) else needs


def _seen(needs: Sequence[Need], span: Span, sees: Sees) -> Select[int]:
    """Return the pages of a span that have what is needed and may be seen."""
    pages = having(needs, span)
    return select(pages.c.page_id).where(sees(pages.c.page_id))


def _spans_of(session: Session, needs: Sequence[Need], before: int, wanted: int) -> Iterator[Span]:
    """Yield spans of pages; all at once where so much may be there that to look it up is the work itself."""
    return iter((whole(before),)) if is_much(needs) else spans(session, before, wanted)

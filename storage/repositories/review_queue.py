"""The papers that wait for a person, those first whose error would cost most."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, case, cast, func, select

from storage.paging import Key, Slice, decode_cursor, encode_cursor
from storage.repositories.base import Repository, columns, sees_document
from storage.repositories.document_lists import list_rows
from storage.states import DocumentState
from storage.tables.documents import Documents
from storage.values import DocumentRow
from storage.viewer import Viewer

_MILLIONTHS = 1_000_000  # costs are compared as whole numbers: the same row always weighs the same
_MOST_DOUBTS = 8  # further ones change nothing any more


@dataclass(frozen=True, slots=True)
class CostRule:
    """How the queue is weighed: weight by type, 1 for others, and what each doubt leaves of the certainty."""

    weights: Mapping[str, float]
    doubt: float


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Why a paper waits and for which customers it is in question, without its fields."""

    id: int
    type: str
    customer_id: int | None
    review_reasons: Sequence[Any]
    party: Mapping[str, Any] | None
    candidates: Sequence[Any]


class ReviewQueue(Repository):
    """The same order in the list and from paper to paper: cost falling, then arrival."""

    def by_cost(
        self, viewer: Viewer, rule: CostRule, *, cursor: str | None = None, limit: int = 25
    ) -> Slice[DocumentRow]:
        """List what waits for a person.

        Raises:
            WrongCursor: the cursor is not of this list.
        """
        waiting = _waiting(viewer)
        cost = _cost(rule)
        total = self.count(viewer)
        if cursor is not None:
            last_cost, last_id = decode_cursor(cursor, int, int)
            waiting.append(_behind(cost, last_cost, last_id))
        found = self._session.execute(
            select(Documents.id, cost).where(*waiting).order_by(cost.desc(), Documents.id).limit(limit + 1)
        ).all()
        ids = [row[0] for row in found[:limit]]
        more = encode_cursor(found[limit - 1][1], found[limit - 1][0]) if len(found) > limit else None
        rows = {row.id: row for row in self._values(DocumentRow, list_rows().where(Documents.id.in_(ids)))}
        return Slice(tuple(rows[one] for one in ids), more, total)

    def count(self, viewer: Viewer) -> int:
        """Return how many papers wait for a person."""
        waiting = select(func.count()).select_from(Documents).where(*_waiting(viewer))
        return self._session.scalar(waiting) or 0

    def next_of(
        self, viewer: Viewer, rule: CostRule, document_id: int, *, but_not: Collection[int] = ()
    ) -> int | None:
        """Return the paper that comes after one; past the end the first, None when no other waits."""
        waiting = [*_waiting(viewer), Documents.id.not_in({document_id, *but_not})]
        cost = _cost(rule)
        here = self._session.scalar(select(cost).where(Documents.id == document_id))
        queue = select(Documents.id).where(*waiting).order_by(cost.desc(), Documents.id).limit(1)
        after = self._session.scalar(queue.where(_behind(cost, here, document_id)))
        return after if after is not None else self._session.scalar(queue)

    def of_type(self, viewer: Viewer, type_id: str, *, limit: int) -> list[Doubtful]:
        """Return why the oldest papers of a type wait for a person."""
        waiting = [*_waiting(viewer), Documents.type == type_id]
        statement = select(*columns(Documents, Doubtful)).where(*waiting).order_by(Documents.id)
        return self._values(Doubtful, statement.limit(limit))


def _waiting(viewer: Viewer) -> list[ColumnElement[bool]]:
    return [Documents.state == DocumentState.REVIEW, sees_document(viewer)]


def _behind(cost: ColumnElement[int], last_cost: Key, last_id: Key) -> ColumnElement[bool]:
    return (cost < last_cost) | ((cost == last_cost) & (Documents.id > last_id))


def _cost(rule: CostRule) -> ColumnElement[int]:
    """Return the expected cost of an error in millionths: how likely it is times how much it would upset.

    A paper is as certain as its type, less for every doubt.
    """
    doubts = func.json_array_length(Documents.review_reasons)
    left = case({n: rule.doubt**n for n in range(_MOST_DOUBTS)}, value=doubts, else_=0.0)
    weight = case(dict(rule.weights), value=Documents.type, else_=1.0) if rule.weights else 1.0
    return cast((1.0 - Documents.confidence * left) * weight * _MILLIONTHS, BigInteger)

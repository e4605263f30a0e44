"""The grid of customers and requirements, and the days on which papers end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from storage.paging import Slice, decode_cursor, encode_cursor
from storage.repositories.base import Repository, sees_customer
from storage.repositories.checklists import open_rows
from storage.tables.customers import Customers, RequirementStates
from storage.values import OpenRequirement
from storage.values_statistics import Cell, DayCount, GridRow, LineCount
from storage.viewer import Viewer

_RANKS = {"missing": 3, "contradicts": 3, "expired": 3, "received": 2, "expiring": 1}
_STANDING = ("usable", "expiring", "expired")
_ROW = (Customers.id, Customers.name, Customers.missing)


class GridRepository(Repository):
    """Checklists as last computed, counted over all customers that a viewer may see."""

    def lines(self, viewer: Viewer) -> list[LineCount]:
        """Count the lines of all checklists by requirement and state."""
        wanted = (RequirementStates.requirement, RequirementStates.state)
        statement = select(*wanted, func.count()).group_by(*wanted)
        return self._values(LineCount, _for(viewer, statement))

    def standing(self, viewer: Viewer) -> tuple[int, int]:
        """Count the dossiers that are complete, and those that are not."""
        statement = (
            select(Customers.complete, func.count())
            .where(Customers.merged_into.is_(None), sees_customer(viewer))
            .group_by(Customers.complete)
        )
        found = {done: count for done, count in self._session.execute(statement)}
        return found.get(True, 0), found.get(False, 0)

    def by_name(self, viewer: Viewer, cursor: str | None = None, limit: int = 50) -> Slice[GridRow]:
        """List customers by folded name."""
        order = Customers.folded_name, Customers.id
        after = None
        if cursor is not None:
            name, last = decode_cursor(cursor, str, int)
            after = or_(order[0] > name, and_(order[0] == name, order[1] > last))
        return self._rows(viewer, select(*_ROW, *order), after, order, limit)

    def by_missing(self, viewer: Viewer, cursor: str | None = None, limit: int = 50) -> Slice[GridRow]:
        """List customers, those that lack most first."""
        statement = select(*_ROW, Customers.missing, Customers.id)
        return self._ranked(viewer, statement, Customers.missing, cursor, limit)

    def by_requirement(
        self, viewer: Viewer, requirement: str, cursor: str | None = None, limit: int = 50
    ) -> Slice[GridRow]:
        """List the customers that have lines of a requirement, those in the worst state first."""
        rank = case(_RANKS, value=RequirementStates.state, else_=0)
        worst = (
            select(RequirementStates.customer_id, func.max(rank).label("worst"))
            .where(RequirementStates.requirement == requirement)
            .group_by(RequirementStates.customer_id)
            .subquery()
        )
        statement = select(*_ROW, worst.c.worst, Customers.id).join(
            worst, worst.c.customer_id == Customers.id
        )
        return self._ranked(viewer, statement, worst.c.worst, cursor, limit)

    def _ranked(
        self,
        viewer: Viewer,
        statement: Select[*tuple[Any, ...]],
        rank: ColumnElement[Any] | Any,
        cursor: str | None,
        limit: int,
    ) -> Slice[GridRow]:
        after = None
        if cursor is not None:
            reached, last = decode_cursor(cursor, int, int)
            after = or_(rank < reached, and_(rank == reached, Customers.id > last))
        return self._rows(viewer, statement, after, (rank.desc(), Customers.id), limit)

    def _rows(
        self,
        viewer: Viewer,
        statement: Select[*tuple[Any, ...]],
        after: ColumnElement[bool] | None,
        order: Sequence[Any],
        limit: int,
    ) -> Slice[GridRow]:
        statement = statement.where(Customers.merged_into.is_(None), sees_customer(viewer))
        total = self._session.scalar(select(func.count()).select_from(statement.subquery())) or 0
        if after is not None:
            statement = statement.where(after)
        found = self._session.execute(statement.order_by(*order).limit(limit + 1)).all()
        more = encode_cursor(*found[limit - 1][-2:]) if len(found) > limit else None
        return Slice(tuple(GridRow(*row[:3]) for row in found[:limit]), more, total)

    def cells(self, viewer: Viewer, customer_ids: Collection[int]) -> list[Cell]:
        """Count the lines of some customers by requirement and state."""
        wanted = RequirementStates.customer_id, RequirementStates.requirement, RequirementStates.state
        theirs = RequirementStates.customer_id.in_(customer_ids)
        return self._values(Cell, _for(viewer, select(*wanted, func.count()).where(theirs).group_by(*wanted)))

    def ends_per_day(self, viewer: Viewer, first: dt.date, last: dt.date) -> list[DayCount]:
        """Count the lines whose paper ends on the days from ``first`` to ``last``, by day and state."""
        wanted = RequirementStates.until, RequirementStates.state
        statement = select(*wanted, func.count()).where(*_ending(first, last)).group_by(*wanted)
        return self._values(DayCount, _for(viewer, statement))

    def ending(
        self, viewer: Viewer, first: dt.date, last: dt.date, limit: int = 100
    ) -> list[OpenRequirement]:
        """Return the lines whose paper ends on the days from ``first`` to ``last``, the next first."""
        statement = (
            open_rows()
            .where(*_ending(first, last), sees_customer(viewer))
            .order_by(RequirementStates.until, RequirementStates.customer_id, RequirementStates.place)
        )
        return self._values(OpenRequirement, statement.limit(limit))

    def nearest_ends(self, viewer: Viewer, limit: int) -> list[OpenRequirement]:
        """Return the lines whose paper ends soon, the next first, then those that ended, the latest first."""
        found: list[OpenRequirement] = []
        for state, order in (
            ("expiring", RequirementStates.until.asc()),
            ("expired", RequirementStates.until.desc()),
        ):
            statement = open_rows().where(RequirementStates.state == state, sees_customer(viewer))
            statement = statement.order_by(order, RequirementStates.customer_id, RequirementStates.place)
            found += self._values(OpenRequirement, statement.limit(limit - len(found)))
        return found


def _ending(first: dt.date, last: dt.date) -> tuple[ColumnElement[bool], ...]:
    return RequirementStates.until.between(first, last), RequirementStates.state.in_(_STANDING)


def _for(viewer: Viewer, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Limit to visible customers; who sees all needs no look at them."""
    if viewer.visible_teams is None:
        return statement
    joined = Customers.id == RequirementStates.customer_id
    return statement.join(Customers, joined).where(sees_customer(viewer))

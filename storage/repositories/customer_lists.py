"""Lists of customers: what pages browse, and what machines walk over or keep for matching."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from storage.paging import Slice, decode_cursor, encode_cursor
from storage.repositories.base import Repository, sees_customer
from storage.states import LIVE
from storage.tables.customers import CustomerAliases, Customers
from storage.tables.documents import Documents
from storage.values import CustomerRow, KnownName
from storage.viewer import Viewer

_MANY = 500


class CustomerLists(Repository):
    """Many customers at once, without those that were merged into others; only ``known`` has them too."""

    def browse(
        self,
        viewer: Viewer,
        *,
        text: str | None = None,
        folded: str | None = None,
        incomplete_only: bool = False,
        team_id: int | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Slice[CustomerRow]:
        """List customers by folded name with their counts; ``text`` is a part of name, code or number."""
        condition = [sees_customer(viewer), Customers.merged_into.is_(None)]
        if text:
            condition.append(_contains(text, folded))
        if incomplete_only:
            condition.append(~Customers.complete)
        if team_id is not None:
            condition.append(Customers.team_id == team_id)
        total = self._session.scalar(select(func.count()).select_from(Customers).where(*condition)) or 0
        if cursor is not None:
            name, last = decode_cursor(cursor, str, int)
            condition.append(
                or_(
                    Customers.folded_name > name,
                    (Customers.folded_name == name) & (Customers.id > last),
                )
            )
        statement = (
            select(*_row_columns(), Customers.folded_name)
            .where(*condition)
            .order_by(Customers.folded_name, Customers.id)
            .limit(limit + 1)
        )
        found = self._session.execute(statement).all()
        more = encode_cursor(found[limit - 1][-1], found[limit - 1][0]) if len(found) > limit else None
        return Slice(tuple(CustomerRow(*row[:-1]) for row in found[:limit]), more, total)

    def revision(self) -> int:
        """Return the newest revision of names, codes and merges, for machines that keep them."""
        return self._session.scalar(select(func.max(Customers.revision))) or 0

    def known(self, since: int = -1) -> list[KnownName]:
        """Return the customers changed after a revision (all after -1) with their names, for matching."""
        found = self._session.execute(
            select(
                Customers.id, Customers.name, Customers.uscc, Customers.merged_into, Customers.revision
            ).where(Customers.revision > since)
        ).all()
        other_names = select(CustomerAliases.customer_id, CustomerAliases.name).order_by(CustomerAliases.id)
        if len(found) < _MANY:
            other_names = other_names.where(CustomerAliases.customer_id.in_([row.id for row in found]))
        aliases: dict[int, list[str]] = {}
        for customer_id, alias in self._session.execute(other_names):
            aliases.setdefault(customer_id, []).append(alias)
        return [
            KnownName(
                row.id,
                row.name,
                row.uscc,
                tuple(aliases.get(row.id, ())),
                row.merged_into is None,
                row.revision,
            )
            for row in sorted(found, key=lambda row: row.id)
        ]

    def ids(self, after: int = 0, limit: int = 1000) -> list[int]:
        """Return the ids after one, for machines that walk over all customers."""
        return list(
            self._session.scalars(
                select(Customers.id)
                .where(Customers.id > after, Customers.merged_into.is_(None))
                .order_by(Customers.id)
                .limit(limit)
            )
        )

    def not_checked_since(self, day: dt.date, limit: int = 100) -> list[int]:
        """Return customers whose checklist is older than a day, for the daily run."""
        old = or_(Customers.checked_on.is_(None), Customers.checked_on < day)
        stale = select(Customers.id).where(old, Customers.merged_into.is_(None))
        return list(self._session.scalars(stale.order_by(Customers.id).limit(limit)))


def _contains(text: str, folded: str | None) -> ColumnElement[bool]:
    by_alias = select(CustomerAliases.customer_id).where(
        CustomerAliases.folded_name.contains(folded or text, autoescape=True)
    )
    return or_(
        Customers.name.icontains(text, autoescape=True),
        Customers.folded_name.contains(folded or text, autoescape=True),
        Customers.uscc.icontains(text, autoescape=True),
        Customers.number.icontains(text, autoescape=True),
        Customers.id.in_(by_alias),
    )


def _row_columns() -> Sequence[Any]:
    documents = (
        select(func.count())
        .select_from(Documents)
        .where(Documents.customer_id == Customers.id, Documents.state.in_(LIVE))
        .correlate(Customers)
        .scalar_subquery()
    )
    return (
        Customers.id,
        Customers.name,
        Customers.uscc,
        Customers.number,
        Customers.team_id,
        documents,
        Customers.missing,
        Customers.complete,
    )

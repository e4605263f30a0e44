"""What repositories share: the session they work in, and rows as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true
from sqlalchemy.orm import Session

from storage.tables.base import Base
from storage.tables.customers import Customers
from storage.tables.documents import DocumentPages, Documents
from storage.viewer import Viewer

V = TypeVar("V")


class Repository:
    """Queries of one concern inside one unit of work. Nothing here commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def _on_sqlite(self) -> bool:
        return self._session.get_bind().dialect.name == "sqlite"

    def _values(self, shape: type[V], statement: Select[*tuple[Any, ...]]) -> list[V]:
        return [shape(*row) for row in self._session.execute(statement)]

    def _value(self, shape: type[V], statement: Select[*tuple[Any, ...]]) -> V | None:
        row = self._session.execute(statement).first()
        return None if row is None else shape(*row)


def columns(table: type[Base], shape: type[Any]) -> Sequence[Any]:
    """Return the table's columns that make a value, in the value's order."""
    return [getattr(table, part.name) for part in fields(shape) if hasattr(table, part.name)]


def sees_customer(viewer: Viewer) -> ColumnElement[bool]:
    """Limit ``Customers`` to those the viewer may see; to be used where Customers is joined."""
    teams = viewer.visible_teams
    if teams is None:
        return true()
    return or_(Customers.team_id.is_(None), Customers.team_id.in_(teams))


def of_dossier(viewer: Viewer, customer_id: int) -> Select[tuple[int]]:
    """Return the ids of a customer the viewer may see and of all that were merged into it.

    What an archive once wrote down, numbers, volumes and signatures, stays under the customer it was
    written for; whoever looks at the dossier that its papers lie in now finds it by this.
    """
    dossier = (
        select(Customers.id)
        .where(Customers.id == customer_id, sees_customer(viewer))
        .cte("of_dossier", recursive=True)
    )
    dossier = dossier.union(select(Customers.id).where(Customers.merged_into == dossier.c.id))
    return select(dossier.c.id)


def sees_dossier(viewer: Viewer) -> ColumnElement[bool]:
    """Limit ``Customers`` to those whose papers lie in a dossier that the viewer may see; see ``of_dossier``.

    A customer that was merged is seen by whoever sees the one it was merged into, whatever team it had.
    """
    if viewer.visible_teams is None:
        return true()
    targets = select(Customers.merged_into).where(Customers.merged_into.is_not(None))
    seen = (
        select(Customers.id)
        .where(Customers.merged_into.is_(None), Customers.id.in_(targets), sees_customer(viewer))
        .cte("seen_dossiers", recursive=True)
    )
    seen = seen.union(select(Customers.id).where(Customers.merged_into == seen.c.id))
    stands = and_(Customers.merged_into.is_(None), sees_customer(viewer))
    return or_(stands, and_(Customers.merged_into.is_not(None), Customers.id.in_(select(seen.c.id))))


def sees_document(viewer: Viewer) -> ColumnElement[bool]:
    """Limit ``Documents`` to those without a customer or with one the viewer may see."""
    teams = viewer.visible_teams
    if teams is None:
        return true()
    visible = select(Customers.id).where(sees_customer(viewer))
    return or_(Documents.customer_id.is_(None), Documents.customer_id.in_(visible))


def hides_pages(viewer: Viewer, page_condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Tell whether a page under the condition lies in a document the viewer may not see."""
    teams = viewer.visible_teams
    if teams is None:
        return false()
    return (
        select(DocumentPages.page_id)
        .join(Documents, Documents.id == DocumentPages.document_id)
        .join(Customers, Customers.id == Documents.customer_id)
        .where(
            and_(page_condition, DocumentPages.live, Customers.team_id.is_not(None)),
            Customers.team_id.not_in(teams),
        )
        .exists()
    )

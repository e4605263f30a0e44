"""The papers of one dossier in filing order, a slice at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, case, func, select, tuple_

from storage.paging import Slice, decode_cursor, encode_cursor
from storage.repositories.base import Repository, sees_document
from storage.states import LIVE
from storage.tables.archive import CatalogueEntries, ReferenceNumbers
from storage.tables.documents import DocumentPages, Documents
from storage.values_archive import FiledPaper
from storage.viewer import Viewer

_LATEST = dt.date(9999, 12, 31)


class FilingRepository(Repository):
    """Live documents by type, date and arrival; those without a date come last."""

    def counts(self, viewer: Viewer, customer_id: int) -> dict[str, int]:
        """Count a customer's live documents by type."""
        statement = select(Documents.type, func.count()).where(*_of(viewer, customer_id))
        return {name: count for name, count in self._session.execute(statement.group_by(Documents.type))}

    def papers(
        self,
        viewer: Viewer,
        customer_id: int,
        types: Mapping[str, int],
        cursor: str | None = None,
        limit: int = 50,
    ) -> Slice[FiledPaper]:
        """List a customer's live documents of some types, by the order of the types, date and arrival.

        ``types`` are of ``counts``: how many there are of each.
        """
        if not types:
            return Slice((), None, 0)
        wanted = [*_of(viewer, customer_id), Documents.type.in_(types)]
        places = {name: number for number, name in enumerate(types)}
        place: ColumnElement[Any] = case(places, value=Documents.type, else_=len(types))
        day = func.coalesce(Documents.date, _LATEST)
        if cursor is not None:
            wanted.append(tuple_(place, day, Documents.id) > decode_cursor(cursor, int, dt.date, int))
        order = select(Documents.id, Documents.type, Documents.date).where(*wanted)
        found = self._session.execute(order.order_by(place, day, Documents.id).limit(limit + 1)).all()
        more = None
        if len(found) > limit:
            row = found[limit - 1]
            more = encode_cursor(places[row.type], row.date or _LATEST, row.id)
        return Slice(self._whole([row.id for row in found[:limit]]), more, sum(types.values()))

    def _whole(self, ids: Sequence[int]) -> tuple[FiledPaper, ...]:
        pages = select(func.count()).select_from(DocumentPages)
        number = select(func.min(ReferenceNumbers.number)).where(
            ReferenceNumbers.document_id == Documents.id, ReferenceNumbers.voided_at.is_(None)
        )
        statement = (
            select(
                Documents.id,
                Documents.type,
                Documents.state,
                Documents.title,
                Documents.date,
                Documents.version,
                pages.where(DocumentPages.document_id == Documents.id).correlate(Documents).scalar_subquery(),
                CatalogueEntries.shelf_pages,
                CatalogueEntries.place,
                number.correlate(Documents).scalar_subquery(),
            )
            .join(CatalogueEntries, CatalogueEntries.document_id == Documents.id, isouter=True)
            .where(Documents.id.in_(ids))
        )
        by_id = {paper.id: paper for paper in self._values(FiledPaper, statement)}
        return tuple(by_id[identity] for identity in ids)

    def places(self, viewer: Viewer, customer_id: int, limit: int = 20) -> list[tuple[str, int]]:
        """Return where papers of a customer lie on the shelf, most papers first, with how many lie there."""
        count = func.count()
        statement = (
            select(CatalogueEntries.place, count)
            .join(Documents, Documents.id == CatalogueEntries.document_id)
            .where(
                *_of(viewer, customer_id), CatalogueEntries.place.is_not(None), CatalogueEntries.place != ""
            )
            .group_by(CatalogueEntries.place)
            .order_by(count.desc(), CatalogueEntries.place)
        )
        return [(place or "", number) for place, number in self._session.execute(statement.limit(limit))]


def _of(viewer: Viewer, customer_id: int) -> tuple[ColumnElement[bool], ...]:
    return Documents.customer_id == customer_id, Documents.state.in_(LIVE), sees_document(viewer)

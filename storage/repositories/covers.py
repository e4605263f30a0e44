"""Cover sheets for missing papers."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select, update

from storage.errors import Conflict
from storage.repositories.base import Repository, columns, sees_customer
from storage.tables.customers import CoverSheets, Customers
from storage.values import CoverSheet
from storage.viewer import Viewer

_COVER = columns(CoverSheets, CoverSheet)


class CoverRepository(Repository):
    """A sheet stays in the table once it was printed: it may be scanned any time."""

    def make(
        self,
        token: str,
        customer_id: int,
        requirement: str,
        made_by: Viewer,
        now: dt.datetime,
        *,
        for_document: int | None = None,
        for_shipment: int | None = None,
        period: str | None = None,
    ) -> CoverSheet:
        """Note a sheet for one line of a checklist; one that is still open for the line is given back."""
        same = (
            CoverSheets.customer_id == customer_id,
            CoverSheets.requirement == requirement,
            CoverSheets.for_document.is_(None)
            if for_document is None
            else CoverSheets.for_document == for_document,
            CoverSheets.for_shipment.is_(None)
            if for_shipment is None
            else CoverSheets.for_shipment == for_shipment,
            CoverSheets.period.is_(None) if period is None else CoverSheets.period == period,
            CoverSheets.document_id.is_(None),
        )
        known = self._value(CoverSheet, select(*_COVER).where(*same).limit(1))
        if known is not None:
            return known
        return self.restore(
            token,
            customer_id,
            requirement,
            made_by.name,
            now,
            for_document=for_document,
            for_shipment=for_shipment,
            period=period,
        )

    def restore(
        self,
        token: str,
        customer_id: int,
        requirement: str,
        made_by: str,
        made_at: dt.datetime,
        *,
        for_document: int | None,
        for_shipment: int | None,
        period: str | None,
    ) -> CoverSheet:
        """Enter a sheet as it was printed, here or where the dossier comes from.

        Raises:
            Conflict: a sheet with this code was printed before.
        """
        if self.by_token(token) is not None:
            raise Conflict("a cover sheet with this code exists")
        self._session.add(
            CoverSheets(
                token=token,
                customer_id=customer_id,
                requirement=requirement,
                for_document=for_document,
                for_shipment=for_shipment,
                period=period,
                made_by=made_by,
                made_at=made_at,
            )
        )
        self._session.flush()
        return self._values(CoverSheet, select(*_COVER).where(CoverSheets.token == token))[0]

    def of(self, viewer: Viewer, customer_id: int) -> list[CoverSheet]:
        """Return the sheets printed for a customer, oldest first; none when the viewer may not see it."""
        statement = (
            select(*_COVER)
            .join(Customers, Customers.id == CoverSheets.customer_id)
            .where(CoverSheets.customer_id == customer_id, sees_customer(viewer))
            .order_by(CoverSheets.id)
        )
        return self._values(CoverSheet, statement)

    def by_token(self, token: str) -> CoverSheet | None:
        """Return the sheet whose code says this, for the machine."""
        return self._value(CoverSheet, select(*_COVER).where(CoverSheets.token == token))

    def used(self, cover_id: int, document_id: int) -> None:
        """Note which paper came with a sheet."""
        self._session.execute(
            update(CoverSheets).where(CoverSheets.id == cover_id).values(document_id=document_id)
        )

"""The 进出货登记表: shipments of customers."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

from sqlalchemy import select, update

from storage.errors import NotVisible
from storage.repositories.base import Repository, columns, sees_customer
from storage.tables.customers import Customers, Shipments
from storage.values import Shipment, ShipmentData
from storage.viewer import Viewer

_SHIPMENT = columns(Shipments, Shipment)


class RegisterRepository(Repository):
    """Rows of the register; a removed row stays in the table."""

    def add(self, customer_id: int, data: ShipmentData, now: dt.datetime) -> Shipment:
        """Enter a shipment."""
        row = Shipments(customer_id=customer_id, created_at=now, **asdict(data))
        self._session.add(row)
        self._session.flush()
        return self._get(row.id)

    def change(self, shipment_id: int, data: ShipmentData) -> Shipment:
        """Write a shipment's row anew."""
        self._session.execute(update(Shipments).where(Shipments.id == shipment_id).values(**asdict(data)))
        return self._get(shipment_id)

    def remove(self, shipment_id: int, now: dt.datetime) -> None:
        """Strike a shipment out."""
        self._session.execute(update(Shipments).where(Shipments.id == shipment_id).values(removed_at=now))

    def of(self, viewer: Viewer, customer_id: int) -> list[Shipment]:
        """Return the shipments of a customer; none when the viewer may not see it."""
        statement = (
            select(*_SHIPMENT)
            .join(Customers, Customers.id == Shipments.customer_id)
            .where(
                Shipments.customer_id == customer_id, Shipments.removed_at.is_(None), sees_customer(viewer)
            )
            .order_by(Shipments.id)
        )
        return self._values(Shipment, statement)

    def _get(self, shipment_id: int) -> Shipment:
        found = self._value(Shipment, select(*_SHIPMENT).where(Shipments.id == shipment_id))
        if found is None:
            raise NotVisible(f"no shipment {shipment_id}")
        return found

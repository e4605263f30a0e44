"""Reference numbers, what people said for the catalogue, and volumes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace

from sqlalchemy import delete, func, select, update

from storage.errors import Conflict
from storage.repositories.base import Repository, columns, of_dossier, sees_customer
from storage.states import NumberKind
from storage.tables.archive import CatalogueEntries, ReferenceNumbers, VolumeDocuments, Volumes
from storage.tables.customers import Customers
from storage.values_archive import CatalogueWords, ReferenceNumber, Volume
from storage.viewer import SYSTEM, Viewer

_NUMBER = columns(ReferenceNumbers, ReferenceNumber)
_WORDS = columns(CatalogueEntries, CatalogueWords)
_VOLUME = columns(Volumes, Volume)
_SOME = 500
_NUMBERS_LOCK = 0x0A0D18


class CatalogueRepository(Repository):
    """A number once given is never given again, whatever becomes of its document."""

    def lock_numbers(self) -> None:
        """Let no other unit of work give numbers until this one ends."""
        if not self._on_sqlite:  # SQLite's writing units are alone anyway
            self._session.execute(select(func.pg_advisory_xact_lock(_NUMBERS_LOCK)))

    def highest(self, series: str) -> int:
        """Return the highest serial ever given in a series; 0 for none."""
        here = ReferenceNumbers.series == series
        return self._session.scalar(select(func.max(ReferenceNumbers.serial)).where(here)) or 0

    def give(self, number: ReferenceNumber) -> None:
        """Enter a number.

        Raises:
            Conflict: it was given before, or its place in the series.
        """
        same = (ReferenceNumbers.number == number.number) | (
            (ReferenceNumbers.series == number.series) & (ReferenceNumbers.serial == number.serial)
        )
        if self._session.scalar(select(ReferenceNumbers.number).where(same)) is not None:
            raise Conflict(f"the number {number.number} was given before")
        self._session.add(ReferenceNumbers(**asdict(number)))
        self._session.flush()

    def void(self, number: str, reason: str, voided_by: str, now: dt.datetime) -> None:
        """Strike a number out; it stays in the list of void numbers."""
        self._session.execute(
            update(ReferenceNumbers)
            .where(ReferenceNumbers.number == number)
            .values(voided_at=now, voided_by=voided_by, void_reason=reason)
        )

    def number(self, viewer: Viewer, number: str) -> ReferenceNumber | None:
        """Return a number that was given, for whoever may see its customer."""
        return self._value(
            ReferenceNumber,
            select(*_NUMBER)
            .join(Customers, Customers.id == ReferenceNumbers.customer_id)
            .where(ReferenceNumbers.number == number, sees_customer(viewer)),
        )

    def numbers(self, viewer: Viewer, customer_id: int) -> list[ReferenceNumber]:
        """Return every number given to a customer or to one merged into it, void ones too, in order."""
        return self._values(
            ReferenceNumber,
            select(*_NUMBER)
            .where(ReferenceNumbers.customer_id.in_(of_dossier(viewer, customer_id)))
            .order_by(ReferenceNumbers.series, ReferenceNumbers.serial),
        )

    def void_numbers(self, viewer: Viewer) -> list[ReferenceNumber]:
        """Return the void numbers of all customers the viewer may see."""
        return self._values(
            ReferenceNumber,
            select(*_NUMBER)
            .join(Customers, Customers.id == ReferenceNumbers.customer_id)
            .where(ReferenceNumbers.voided_at.is_not(None), sees_customer(viewer))
            .order_by(ReferenceNumbers.series, ReferenceNumbers.serial),
        )

    def of_series(self, series: Collection[str]) -> list[ReferenceNumber]:
        """Return every number ever given in some series, for the machine that looks for gaps."""
        return self._values(ReferenceNumber, select(*_NUMBER).where(ReferenceNumbers.series.in_(series)))

    def dossier_numbers(self) -> list[str]:
        """Return the numbers of all dossiers, void ones too, for the machine that looks for gaps."""
        kind = ReferenceNumbers.kind == NumberKind.DOSSIER
        return list(self._session.scalars(select(ReferenceNumbers.number).where(kind)))

    def numbers_of(self, document_ids: Collection[int]) -> dict[int, str]:
        """Return the valid numbers of documents, for the machine."""
        found: dict[int, str] = {}
        for some in _slices(document_ids):
            statement = select(ReferenceNumbers.document_id, ReferenceNumbers.number).where(
                ReferenceNumbers.document_id.in_(some), ReferenceNumbers.voided_at.is_(None)
            )
            found.update(
                {document: number for document, number in self._session.execute(statement) if document}
            )
        return found

    def describe(
        self, document_id: int, words: CatalogueWords, set_by: str, now: dt.datetime
    ) -> CatalogueWords:
        """Write what a person says about a document, in the place of what was said before."""
        self._session.execute(delete(CatalogueEntries).where(CatalogueEntries.document_id == document_id))
        self._session.add(
            CatalogueEntries(document_id=document_id, set_by=set_by, set_at=now, **asdict(words))
        )
        self._session.flush()
        return words

    def words_of(self, document_ids: Collection[int]) -> dict[int, CatalogueWords]:
        """Return what people said about documents, for the machine."""
        found: dict[int, CatalogueWords] = {}
        for some in _slices(document_ids):
            statement = select(CatalogueEntries.document_id, *_WORDS).where(
                CatalogueEntries.document_id.in_(some)
            )
            found.update({row[0]: CatalogueWords(*row[1:]) for row in self._session.execute(statement)})
        return found

    def close_volume(self, volume: Volume, now: dt.datetime) -> Volume:
        """Bind documents into a volume; the value's id is not looked at."""
        row = Volumes(
            customer_id=volume.customer_id,
            category=volume.category,
            year=volume.year,
            number=volume.number,
            title=volume.title,
            closed_at=now,
            closed_by=volume.closed_by,
        )
        self._session.add(row)
        self._session.flush()
        self._session.add_all(
            VolumeDocuments(volume_id=row.id, position=position, document_id=document_id)
            for position, document_id in enumerate(volume.document_ids, start=1)
        )
        self._session.flush()
        return replace(volume, id=row.id, closed_at=now)

    def volumes(self, viewer: Viewer, customer_id: int) -> list[Volume]:
        """Return the volumes of a customer and of those merged into it with their documents, in order."""
        rows = self._values(
            Volume,
            select(*_VOLUME)
            .where(Volumes.customer_id.in_(of_dossier(viewer, customer_id)))
            .order_by(Volumes.category, Volumes.year, Volumes.id),
        )
        return [replace(row, document_ids=self._in_volume(row.id)) for row in rows]

    def bound(self, customer_id: int) -> set[int]:
        """Return the documents in volumes of a customer or of one merged into it, for the machine."""
        statement = (
            select(VolumeDocuments.document_id)
            .join(Volumes, Volumes.id == VolumeDocuments.volume_id)
            .where(Volumes.customer_id.in_(of_dossier(SYSTEM, customer_id)))
        )
        return set(self._session.scalars(statement))

    def take_out(self, document_ids: Collection[int]) -> dict[int, str]:
        """Take documents out of the volumes they lie in; returns the numbers of those volumes by document."""
        found: dict[int, str] = {}
        for some in _slices(document_ids):
            here = VolumeDocuments.document_id.in_(some)
            statement = select(VolumeDocuments.document_id, Volumes.number).join(
                Volumes, Volumes.id == VolumeDocuments.volume_id
            )
            found.update(
                {document: number for document, number in self._session.execute(statement.where(here))}
            )
            self._session.execute(delete(VolumeDocuments).where(here))
        return found

    def _in_volume(self, volume_id: int) -> tuple[int, ...]:
        here = VolumeDocuments.volume_id == volume_id
        statement = select(VolumeDocuments.document_id).where(here).order_by(VolumeDocuments.position)
        return tuple(self._session.scalars(statement))


def _slices(ids: Collection[int]) -> list[Sequence[int]]:
    whole = sorted(ids)
    return [whole[start : start + _SOME] for start in range(0, len(whole), _SOME)]

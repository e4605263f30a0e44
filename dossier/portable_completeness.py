"""What makes a dossier complete, as plain values: waivers, shipments, attestations, history, cover sheets.

Documents and shipments are named by their place in the dossier's lists, from 0. What is said for one that is
gone stays behind: it would be taken for something said of the whole dossier.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storage.values import Attestation, CoverSheet, Milestone, Shipment, ShipmentData, Waiver
from storage.viewer import SYSTEM
from storage.work import Work

Places = Mapping[int | None, int | None]


@dataclass(frozen=True, slots=True)
class PortableWaiver:
    """A line of the checklist that is not insisted on."""

    requirement: str
    document: int | None
    reason: str
    waived_by: str
    waived_at: dt.datetime
    until: dt.date | None
    ended_at: dt.datetime | None
    shipment: int | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class PortableShipment:
    """One row of the 进出货登记表."""

    data: ShipmentData
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class PortableAttestation:
    """What a person said of a document; ``value`` names what it is for by kind and place."""

    document: int
    attribute: str
    value: Any
    said_by: str
    said_at: dt.datetime


@dataclass(frozen=True, slots=True)
class PortableMilestone:
    """The moment the dossier became complete or fell back, and the lines that made it so."""

    at: dt.datetime
    complete: bool
    missing: int
    changes: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class PortableCover:
    """A cover sheet that was printed, perhaps never scanned; ``came`` is the document that came with it."""

    token: str
    requirement: str
    document: int | None
    shipment: int | None
    period: str | None
    made_by: str
    made_at: dt.datetime
    came: int | None


@dataclass(frozen=True, slots=True)
class PortableCompleteness:
    """All of it but waivers and shipments."""

    attestations: tuple[PortableAttestation, ...] = ()
    history: tuple[PortableMilestone, ...] = ()
    covers: tuple[PortableCover, ...] = ()


def places_of(ids: Iterable[int]) -> Places:
    """Return at which place each row stands; nothing stands nowhere."""
    return {None: None, **{one: place for place, one in enumerate(ids)}}


def read_waivers(work: Work, customer_id: int, documents: Places) -> tuple[PortableWaiver, ...]:
    """Return a customer's waivers, ended ones too."""
    shipments = places_of(one.id for one in work.registers.of(SYSTEM, customer_id))
    return tuple(
        _waiver(one, documents, shipments)
        for one in work.requirements.waivers(SYSTEM, customer_id)
        if one.for_document in documents and one.for_shipment in shipments
    )


def _waiver(waiver: Waiver, documents: Places, shipments: Places) -> PortableWaiver:
    return PortableWaiver(
        requirement=waiver.requirement,
        document=documents[waiver.for_document],
        reason=waiver.reason,
        waived_by=waiver.waived_by,
        waived_at=waiver.waived_at,
        until=waiver.until,
        ended_at=waiver.ended_at,
        shipment=shipments[waiver.for_shipment],
        period=waiver.period,
    )


def read_shipments(work: Work, customer_id: int) -> tuple[PortableShipment, ...]:
    """Return a customer's register."""
    return tuple(_shipment(one) for one in work.registers.of(SYSTEM, customer_id))


def _shipment(row: Shipment) -> PortableShipment:
    names = ShipmentData.__slots__
    return PortableShipment(ShipmentData(**{name: getattr(row, name) for name in names}), row.created_at)


def read_completeness(work: Work, customer_id: int, documents: Places) -> PortableCompleteness:
    """Return what people said of documents, when the dossier was complete, and its cover sheets."""
    shipments = places_of(one.id for one in work.registers.of(SYSTEM, customer_id))
    said = work.attestations.of_customer(SYSTEM, customer_id)
    by_place = sorted(
        (one for one in said if one.document_id in documents),
        key=lambda one: (documents[one.document_id] or 0, one.attribute),
    )
    return PortableCompleteness(
        attestations=tuple(
            told for one in by_place if (told := _attestation(one, documents, shipments)) is not None
        ),
        history=tuple(
            _milestone(one, documents) for one in reversed(work.milestones.of(SYSTEM, customer_id))
        ),
        covers=tuple(
            _cover(one, documents, shipments)
            for one in work.covers.of(SYSTEM, customer_id)
            if one.for_document in documents and one.for_shipment in shipments
        ),
    )


def _attestation(one: Attestation, documents: Places, shipments: Places) -> PortableAttestation | None:
    place, value = documents[one.document_id], one.value
    if one.attribute == "belongs_to" and value[0] != "period":
        among = documents if value[0] == "document" else shipments
        if value[1] not in among:
            return None
        value = [value[0], among[value[1]]]
    return PortableAttestation(place or 0, one.attribute, value, one.said_by, one.said_at)


def _milestone(one: Milestone, documents: Places) -> PortableMilestone:
    changes = [
        {**change, "for_document": documents[change["for_document"]]}
        for change in one.changes
        if change["for_document"] in documents
    ]
    return PortableMilestone(one.at, one.complete, one.missing, changes)


def _cover(one: CoverSheet, documents: Places, shipments: Places) -> PortableCover:
    return PortableCover(
        token=one.token,
        requirement=one.requirement,
        document=documents[one.for_document],
        shipment=shipments[one.for_shipment],
        period=one.period,
        made_by=one.made_by,
        made_at=one.made_at,
        came=documents.get(one.document_id),
    )

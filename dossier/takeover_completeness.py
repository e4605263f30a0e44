"""Entering what makes a dossier complete, when a package is taken in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dossier.portable_completeness import (
    PortableCompleteness,
    PortableCover,
    PortableShipment,
    PortableWaiver,
)
from storage.work import Work


def put_completeness(
    work: Work,
    customer_id: int,
    documents: Sequence[int],
    waivers: Sequence[PortableWaiver],
    shipments: Sequence[PortableShipment],
    completeness: PortableCompleteness,
    today: dt.date,
) -> None:
    """Write register, waivers, what people said, history and cover sheets; ``documents`` are ids in order.

    Raises:
        storage.errors.Conflict: a cover sheet of it is known here.
    """
    rows = [work.registers.add(customer_id, one.data, one.created_at).id for one in shipments]
    for waiver in waivers:
        _put_waiver(work, customer_id, waiver, documents, rows)
    for said in completeness.attestations:
        value = said.value
        if said.attribute == "belongs_to" and value[0] != "period":
            value = [value[0], (documents if value[0] == "document" else rows)[value[1]]]
        work.attestations.say(documents[said.document], said.attribute, value, said.said_by, said.said_at)
    for one in completeness.history:
        changes = [
            {**change, "for_document": _id(change["for_document"], documents)} for change in one.changes
        ]
        work.milestones.add(customer_id, one.at, complete=one.complete, missing=one.missing, changes=changes)
    for cover in completeness.covers:
        _put_cover(work, customer_id, cover, documents, rows)
    if completeness.history:  # so that taking it in is no milestone of its own
        last = completeness.history[-1]
        work.requirements.replace(customer_id, (), missing=last.missing, complete=last.complete, today=today)


def _id(place: int | None, rows: Sequence[int]) -> int | None:
    return None if place is None else rows[place]


def _put_waiver(
    work: Work, customer_id: int, waiver: PortableWaiver, documents: Sequence[int], shipments: Sequence[int]
) -> None:
    waiver_id = work.requirements.waive(
        customer_id,
        waiver.requirement,
        waiver.reason,
        waiver.waived_by,
        waiver.waived_at,
        for_document=_id(waiver.document, documents),
        for_shipment=_id(waiver.shipment, shipments),
        period=waiver.period,
        until=waiver.until,
    )
    if waiver.ended_at is not None:
        work.requirements.end_waiver(customer_id, waiver_id, waiver.ended_at)


def _put_cover(
    work: Work, customer_id: int, cover: PortableCover, documents: Sequence[int], shipments: Sequence[int]
) -> None:
    made = work.covers.restore(
        cover.token,
        customer_id,
        cover.requirement,
        cover.made_by,
        cover.made_at,
        for_document=_id(cover.document, documents),
        for_shipment=_id(cover.shipment, shipments),
        period=cover.period,
    )
    if cover.came is not None:
        work.covers.used(made.id, documents[cover.came])

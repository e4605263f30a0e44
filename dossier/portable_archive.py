"""What the archive adds to a dossier, as plain values: numbers, words, volumes, handovers, approvals.

Documents are named by their place in the dossier's list, handovers by theirs in the list of handovers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from storage.states import LIVE, ApprovalKind, HandoverState, HandoverStep, NumberKind
from storage.values_archive import (
    Approval,
    CatalogueWords,
    Handover,
    HandoverLine,
    ReferenceNumber,
    Volume,
)
from storage.viewer import SYSTEM
from storage.work import Work


@dataclass(frozen=True, slots=True)
class PortableNumber:
    """A number that was given; ``document`` None names the dossier, or a paper that is gone."""

    number: str
    kind: str
    series: str
    serial: int
    document: int | None
    given_at: dt.datetime
    given_by: str
    voided_at: dt.datetime | None
    voided_by: str | None
    void_reason: str | None


@dataclass(frozen=True, slots=True)
class PortableVolume:
    """A closed volume."""

    category: int
    year: int
    number: str
    title: str
    closed_at: dt.datetime
    closed_by: str
    documents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PortableLine:
    """A line of a handover's list, in the order of ``HandoverLine``; earlier packages lack the last two."""

    document: int
    number: str
    title: str
    pages: int
    counted: int | None
    copy: bool
    note: str
    reference: str | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PortableSignature:
    """A signature under a handover."""

    step: str
    signed_by: str
    signed_at: dt.datetime
    note: str
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PortableHandover:
    """A handover with its list and signatures; earlier packages lack the dossier's name then, and totals.

    ``documents`` and ``pages`` are those signed for: lines of papers that lie elsewhere now are left out.
    """

    state: str
    octets: int
    gaps: Sequence[Any]
    started_at: dt.datetime
    ended_at: dt.datetime | None
    lines: tuple[PortableLine, ...]
    signatures: tuple[PortableSignature, ...]
    customer_name: str | None = None
    customer_number: str | None = None
    documents: int | None = None
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class PortableApproval:
    """Something asked and decided."""

    handover: int | None
    kind: str
    reason: str
    until: dt.date | None
    asked_by: str
    asked_at: dt.datetime
    granted: bool | None
    decided_by: str | None
    decided_at: dt.datetime | None
    answer: str | None


@dataclass(frozen=True, slots=True)
class PortableArchive:
    """All of it; ``words`` are pairs of a document's place and what people said about it."""

    numbers: tuple[PortableNumber, ...] = ()
    words: tuple[tuple[int, CatalogueWords], ...] = ()
    volumes: tuple[PortableVolume, ...] = ()
    handovers: tuple[PortableHandover, ...] = ()
    approvals: tuple[PortableApproval, ...] = ()


def read_archive(work: Work, customer_id: int, places: Mapping[int, int]) -> PortableArchive:
    """Return what the archive added to a customer's dossier; ``places`` maps documents to their place."""
    handovers = list(reversed(work.handovers.of_customer(SYSTEM, customer_id)))
    order = {handover.id: place for place, handover in enumerate(handovers)}
    words = work.catalogues.words_of(places)
    return PortableArchive(
        numbers=tuple(_number(one, places) for one in _numbers(work, customer_id, places)),
        words=tuple((places[one], words[one]) for one in sorted(words, key=lambda one: places[one])),
        volumes=tuple(_volume(one, places) for one in work.catalogues.volumes(SYSTEM, customer_id)),
        handovers=tuple(_handover(one, places) for one in handovers),
        approvals=tuple(
            _approval(one, order) for one in reversed(work.handovers.approvals(SYSTEM, customer_id))
        ),
    )


def _numbers(work: Work, customer_id: int, places: Mapping[int, int]) -> list[ReferenceNumber]:
    """Return the numbers of a dossier, and those its papers bear; a paper that was moved takes its own along.

    Void ones stay with the dossier that gave them.
    """
    given = work.catalogues.numbers(SYSTEM, customer_id)
    away = {one.document_id for one in given if one.document_id is not None} - places.keys()
    moved = {row.id for row in work.documents.rows(SYSTEM, away) if row.state in LIVE}
    own = [one for one in given if one.voided_at or one.document_id not in moved]
    borne = set(work.catalogues.numbers_of(places).values()) - {one.number for one in own}
    brought = [one for number in sorted(borne) if (one := work.catalogues.number(SYSTEM, number))]
    return [*own, *brought]


def _number(one: ReferenceNumber, places: Mapping[int, int]) -> PortableNumber:
    return PortableNumber(
        number=one.number,
        kind=one.kind.value,
        series=one.series,
        serial=one.serial,
        document=places.get(one.document_id) if one.document_id is not None else None,
        given_at=one.given_at,
        given_by=one.given_by,
        voided_at=one.voided_at,
        voided_by=one.voided_by,
        void_reason=one.void_reason,
    )


def _volume(one: Volume, places: Mapping[int, int]) -> PortableVolume:
    documents = tuple(places[document] for document in one.document_ids if document in places)
    return PortableVolume(
        one.category, one.year, one.number, one.title, one.closed_at, one.closed_by, documents
    )


def _handover(one: Handover, places: Mapping[int, int]) -> PortableHandover:
    return PortableHandover(
        state=one.state.value,
        octets=one.octets,
        gaps=one.gaps,
        started_at=one.started_at,
        ended_at=one.ended_at,
        lines=tuple(
            PortableLine(places[line.document_id], *astuple(line)[1:])
            for line in one.lines
            if line.document_id in places
        ),
        signatures=tuple(
            PortableSignature(sign.step.value, sign.signed_by, sign.signed_at, sign.note, sign.told)
            for sign in one.signatures
        ),
        customer_name=one.customer_name,
        customer_number=one.customer_number,
        documents=one.documents,
        pages=one.pages,
    )


def _approval(one: Approval, order: Mapping[int, int]) -> PortableApproval:
    return PortableApproval(
        handover=order.get(one.handover_id) if one.handover_id is not None else None,
        kind=one.kind.value,
        reason=one.reason,
        until=one.until,
        asked_by=one.asked_by,
        asked_at=one.asked_at,
        granted=one.granted,
        decided_by=one.decided_by,
        decided_at=one.decided_at,
        answer=one.answer,
    )


def put_archive(
    work: Work,
    customer_id: int,
    archive: PortableArchive,
    documents: Sequence[int],
    by: str,
    now: dt.datetime,
) -> None:
    """Write what the archive added to a dossier that was taken in; ``documents`` are its ids, in order.

    Raises:
        storage.errors.Conflict: a number of it was given here before.
    """
    work.catalogues.lock_numbers()
    for number in archive.numbers:
        work.catalogues.give(
            ReferenceNumber(
                number=number.number,
                kind=NumberKind(number.kind),
                series=number.series,
                serial=number.serial,
                customer_id=customer_id,
                document_id=None if number.document is None else documents[number.document],
                given_at=number.given_at,
                given_by=number.given_by,
                voided_at=number.voided_at,
                voided_by=number.voided_by,
                void_reason=number.void_reason,
            )
        )
    for place, words in archive.words:
        work.catalogues.describe(documents[place], words, by, now)
    for one in archive.volumes:
        ids = tuple(documents[place] for place in one.documents)
        volume = Volume(
            0, customer_id, one.category, one.year, one.number, one.title, one.closed_at, one.closed_by, ids
        )
        work.catalogues.close_volume(volume, one.closed_at)
    handovers = [_put_handover(work, customer_id, one, documents) for one in archive.handovers]
    for approval in archive.approvals:
        _put_approval(work, customer_id, approval, handovers)


def _put_handover(work: Work, customer_id: int, one: PortableHandover, documents: Sequence[int]) -> int:
    lines = [HandoverLine(documents[line.document], *astuple(line)[1:]) for line in one.lines]
    made = work.handovers.start(
        customer_id,
        lines,
        one.octets,
        one.started_at,
        name=one.customer_name,
        number=one.customer_number,
        totals=None if one.documents is None or one.pages is None else (one.documents, one.pages),
    )
    work.handovers.set_state(made.id, HandoverState(one.state), gaps=one.gaps, ended_at=one.ended_at)
    for sign in one.signatures:
        work.handovers.sign(
            made.id, HandoverStep(sign.step), sign.signed_by, sign.signed_at, sign.note, sign.told
        )
    return made.id


def _put_approval(work: Work, customer_id: int, one: PortableApproval, handovers: Sequence[int]) -> None:
    asked = work.handovers.ask(
        customer_id,
        ApprovalKind(one.kind),
        one.reason,
        one.asked_by,
        one.asked_at,
        handover_id=None if one.handover is None else handovers[one.handover],
        until=one.until,
    )
    if one.granted is not None and one.decided_at is not None:
        work.handovers.decide(asked.id, one.granted, one.decided_by or "", one.decided_at, one.answer or "")

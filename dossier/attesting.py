"""Verbs by which people say of papers what their pictures do not tell: sealed, signed, original, what for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pydantic import RootModel

from capture.pages import Message
from dossier import checklists
from dossier.errors import BadRequest, NotFound
from dossier.locks import refuse_locked
from dossier.rights import may
from dossier.shapes import Shape
from dossier.shown import refuse_other
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.states import LIVE
from storage.values import Document
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

ATTRIBUTES = ("sealed", "signed", "original", "on_shelf")


class AttestationShape(Shape):
    """What a person said of a paper."""

    attribute: str
    value: Any
    by: str
    at: dt.datetime


class Attestations(RootModel[list[AttestationShape]]):
    """Everything people said of a paper."""


def attest(
    service: Service, actor: Viewer, document_id: int, said: Mapping[str, bool | None]
) -> list[AttestationShape]:
    """Say of a paper whether it is sealed, signed, the original, on the shelf; None takes it back.

    Raises:
        NotFound: no such document.
        HandedOver: it was handed over.
        BadRequest: nobody can say such a thing of a paper.
    """
    return say(service, actor, document_id, said)


def shown_of(work: Work, viewer: Viewer, document_id: int) -> dict[str, Any]:
    """Return what is said of a paper by attribute, as a page shows it and ``mark_of`` marks it."""
    return {one.attribute: one.value for one in work.attestations.of_document(viewer, document_id)}


def say(
    service: Service,
    actor: Viewer,
    document_id: int,
    said: Mapping[str, bool | None],
    *,
    before: str | None = None,
    what_for: tuple[int | None] | None = None,
) -> list[AttestationShape]:
    """Say all that a form says of a paper at once, perhaps with the paper ``what_for`` it is.

    ``before`` is the mark of what was said when the person saw it; ``what_for`` holds None to take it back.

    Raises:
        NotFound: no such document.
        HandedOver: it was handed over.
        BadRequest: nobody can say such a thing of a paper.
        Conflict: somebody said something of it meanwhile.
    """
    unknown = sorted(set(said) - set(ATTRIBUTES))
    if unknown:
        raise BadRequest(
            Message("A paper has no attribute “{name}”.", {"name": unknown[0]}),
            Message("Allowed: {allowed}.", {"allowed": ", ".join(ATTRIBUTES)}),
        )
    values: dict[str, Any] = dict(said)
    if what_for is not None:
        values["belongs_to"] = None if what_for[0] is None else ["document", what_for[0]]
    return _say(service, actor, document_id, values, before)


def say_what_for(
    service: Service,
    actor: Viewer,
    document_id: int,
    *,
    document: int | None = None,
    shipment: int | None = None,
    period: str | None = None,
) -> list[AttestationShape]:
    """Say which contract, shipment or period a paper is for, where its numbers do not tell; nothing forgets.

    Raises:
        NotFound: no such document, or nothing such to be for in the same dossier.
        HandedOver: it was handed over.
        BadRequest: it is said to be for several things.
    """
    named: list[list[int | str]] = []
    if document is not None:
        named.append(["document", document])
    if shipment is not None:
        named.append(["shipment", shipment])
    if period:
        named.append(["period", period])
    if len(named) > 1:
        raise BadRequest(
            Message("A paper is for one thing only."), Message("Name a document, a shipment or a period.")
        )
    value = named[0] if named else None
    return _say(service, actor, document_id, {"belongs_to": value})


def _say(
    service: Service, actor: Viewer, document_id: int, said: Mapping[str, Any], before: str | None = None
) -> list[AttestationShape]:
    may(actor, "documents.change")
    with service.database.unit_of_work() as work:
        document = _live(work, actor, document_id)
        refuse_locked(work, [document_id])
        known = shown_of(work, actor, document_id)
        refuse_other(document_id, known, before)
        new = {name: value for name, value in said.items() if known.get(name) != value}
        for attribute, value in new.items():
            if attribute == "belongs_to" and value is not None:
                _need_target(work, document, value)
            work.attestations.say(document_id, attribute, value, actor.name, service.now())
        if new:
            work.audit.append(actor.name, "document.attested", "document", document_id, new, service.now())
        if document.customer_id is not None:
            checklists.recompute(work, service.profile, document.customer_id, service.today())
        rows = work.attestations.of_document(actor, document_id)
    return [
        AttestationShape(attribute=row.attribute, value=row.value, by=row.said_by, at=row.said_at)
        for row in rows
    ]


def _live(work: Work, actor: Viewer, document_id: int) -> Document:
    try:
        document = work.documents.get(actor, document_id)
    except NotVisible as error:
        raise NotFound("document", document_id) from error
    if document.state not in LIVE:
        raise NotFound("document", document_id)
    return document


def _need_target(work: Work, document: Document, value: list[Any]) -> None:
    whose, identity = value
    customer = document.customer_id
    if whose == "document":
        there = customer is not None and any(
            row.id == identity for row in work.documents.of_customer(SYSTEM, customer)
        )
        if not there or identity == document.id:
            raise NotFound("document", identity)
    elif whose == "shipment":
        rows = work.registers.of(SYSTEM, customer) if customer is not None else []
        if identity not in {row.id for row in rows}:
            raise NotFound("shipment", identity)

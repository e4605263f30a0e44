"""Verbs about single lines of a checklist: show, let go, insist again; and what people say of papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from capture.pages import Message
from classify.requirement import Line
from dossier import checklists
from dossier.completeness import shape_requirement
from dossier.customers import find_customer
from dossier.errors import BadRequest, NotFound
from dossier.gap_shapes import (
    AttestationShape,
    HistoryShape,
    MilestoneChange,
    MilestoneShape,
    RequirementDetail,
    WaiverShape,
)
from dossier.judgement import say
from dossier.rights import may
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.states import LIVE
from storage.values import Document, Milestone, RequirementRow, Waiver
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

ATTRIBUTES = ("sealed", "signed", "original", "on_shelf")


def details(
    service: Service, viewer: Viewer, key: str, language: str | None = None
) -> list[RequirementDetail]:
    """Return a customer's checklist with what was looked for, and who let which line go.

    Raises:
        NotFound: no such customer.
        Ambiguous: the name means several.
    """
    checklists.refresh_for_today(service)
    language = language or service.settings.language
    with service.database.reading() as work:
        customer = find_customer(work, viewer, key)
        rows = work.requirements.of(viewer, customer.id)
        waivers = {
            _waived(one): one for one in work.requirements.waivers(viewer, customer.id, service.today())
        }
    return [_detail(row, waivers.get(line_of(row)), language) for row in rows]


def line_of(row: RequirementRow) -> Line:
    """Return which line a row is."""
    return Line(row.requirement, row.for_document, row.for_shipment, row.period)


def _waived(waiver: Waiver) -> Line:
    return Line(waiver.requirement, waiver.for_document, waiver.for_shipment, waiver.period)


def _detail(row: RequirementRow, waiver: Waiver | None, language: str) -> RequirementDetail:
    shape = shape_requirement(row, language)
    return RequirementDetail(
        **shape.model_dump(by_alias=True),
        category=row.category,
        shipment=row.for_shipment,
        period=row.period,
        until=row.until,
        said=[say(sentence, language) for sentence in row.said],
        waiver=_waiver_shape(waiver) if waiver else None,
    )


def _waiver_shape(waiver: Waiver) -> WaiverShape:
    return WaiverShape(
        id=waiver.id, reason=waiver.reason, by=waiver.waived_by, at=waiver.waived_at, until=waiver.until
    )


def waive(
    service: Service,
    actor: Viewer,
    key: str,
    line: Line,
    reason: str,
    until: dt.date | None = None,
) -> int:
    """Let one line of a checklist go, with a reason, for good or until a day. Returns the waiver's id.

    Raises:
        NotFound: no such customer, or no such line in its checklist.
        BadRequest: no reason, or the day is over.
    """
    may(actor, "requirements.waive")
    if not reason.strip():
        raise BadRequest(
            Message("Letting a requirement go needs a reason."),
            Message("Say in a few words why the paper is not insisted on."),
        )
    if until is not None and until < service.today():
        raise BadRequest(
            Message("The day {date} is over.", {"date": until.isoformat()}),
            Message("Name a day to come, or none for good."),
        )
    with service.database.unit_of_work() as work:
        customer = find_customer(work, actor, key)
        if line not in {line_of(row) for row in work.requirements.of(actor, customer.id)}:
            raise NotFound("requirement", line.requirement)
        for known in work.requirements.waivers(SYSTEM, customer.id, service.today()):
            if _waived(known) == line:
                work.requirements.end_waiver(customer.id, known.id, service.now())
        waiver = work.requirements.waive(
            customer.id,
            line.requirement,
            reason.strip(),
            actor.name,
            service.now(),
            for_document=line.for_document,
            for_shipment=line.for_shipment,
            period=line.period,
            until=until,
        )
        payload = {**_line_row(line), "waiver": waiver, "reason": reason.strip()}
        payload["until"] = until.isoformat() if until else None
        work.audit.append(actor.name, "requirement.waived", "customer", customer.id, payload, service.now())
        checklists.recompute(work, service.profile, customer.id, service.today())
        return waiver


def _line_row(line: Line) -> dict[str, Any]:
    return {
        "requirement": line.requirement,
        "document": line.for_document,
        "shipment": line.for_shipment,
        "period": line.period,
    }


def insist(service: Service, actor: Viewer, key: str, waiver_id: int) -> None:
    """Insist again on a line that was let go.

    Raises:
        NotFound: no such customer, or no such waiver in force.
    """
    may(actor, "requirements.waive")
    with service.database.unit_of_work() as work:
        customer = find_customer(work, actor, key)
        if waiver_id not in {
            one.id for one in work.requirements.waivers(actor, customer.id, service.today())
        }:
            raise NotFound("waiver", waiver_id)
        work.requirements.end_waiver(customer.id, waiver_id, service.now())
        payload = {"waiver": waiver_id}
        work.audit.append(actor.name, "requirement.insisted", "customer", customer.id, payload, service.now())
        checklists.recompute(work, service.profile, customer.id, service.today())


def history(service: Service, viewer: Viewer, key: str, language: str | None = None) -> HistoryShape:
    """Return when a dossier became complete and when it fell back, newest first, and by which lines.

    Raises:
        NotFound: no such customer.
        Ambiguous: the name means several.
    """
    checklists.refresh_for_today(service)
    language = language or service.settings.language
    with service.database.reading() as work:
        customer = find_customer(work, viewer, key)
        rows = work.milestones.of(viewer, customer.id)
    return HistoryShape([_milestone(row, language) for row in rows])


def _milestone(row: Milestone, language: str) -> MilestoneShape:
    changes = [
        MilestoneChange(
            requirement=change["requirement"],
            title=change["title"].get(language) or change["title"]["zh_CN"],
            for_document=change["for_document"],
            before=change["from"],
            after=change["to"],
        )
        for change in row.changes
    ]
    return MilestoneShape(at=row.at, complete=row.complete, missing=row.missing, changes=changes)


def attest(
    service: Service, actor: Viewer, document_id: int, said: Mapping[str, bool | None]
) -> list[AttestationShape]:
    """Say of a paper whether it is sealed, signed, the original, on the shelf; None takes it back.

    Raises:
        NotFound: no such document.
        BadRequest: nobody can say such a thing of a paper.
    """
    unknown = sorted(set(said) - set(ATTRIBUTES))
    if unknown:
        raise BadRequest(
            Message("A paper has no attribute “{name}”.", {"name": unknown[0]}),
            Message("Allowed: {allowed}.", {"allowed": ", ".join(ATTRIBUTES)}),
        )
    return _say(service, actor, document_id, dict(said))


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
    service: Service, actor: Viewer, document_id: int, said: Mapping[str, Any]
) -> list[AttestationShape]:
    may(actor, "documents.change")
    with service.database.unit_of_work() as work:
        document = _live(work, actor, document_id)
        for attribute, value in said.items():
            if attribute == "belongs_to" and value is not None:
                _need_target(work, document, value)
            work.attestations.say(document_id, attribute, value, actor.name, service.now())
        work.audit.append(actor.name, "document.attested", "document", document_id, dict(said), service.now())
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

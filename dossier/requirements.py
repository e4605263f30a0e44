"""Verbs about single lines of a checklist: show, let go, insist again; and a dossier's history."""

from __future__ import annotations

import datetime as dt
from typing import Any

from capture.pages import Message
from classify.requirements.requirement import Line
from dossier import checklists
from dossier.completeness import shape_requirement
from dossier.customers import find_customer
from dossier.errors import BadRequest, NotFound
from dossier.gap_shapes import (
    HistoryShape,
    MilestoneChange,
    MilestoneShape,
    RequirementDetail,
    WaiverShape,
)
from dossier.judgement import say
from dossier.language import worded
from dossier.rights import may
from dossier.wiring import Service
from storage.values import Milestone, RequirementRow, Waiver
from storage.viewer import SYSTEM, Viewer


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
            title=worded(change["title"], language),
            for_document=change["for_document"],
            before=change["from"],
            after=change["to"],
        )
        for change in row.changes
    ]
    return MilestoneShape(at=row.at, complete=row.complete, missing=row.missing, changes=changes)

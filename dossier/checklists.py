"""A customer's checklist from what is filed: computed with every filing, kept for the lists."""

from __future__ import annotations

import datetime as dt
from typing import Any

from capture.pages import Box
from classify.checklist import FiledDocument, Requirement, Shipment, Waiver, is_complete
from classify.checklist import check as check_requirements
from classify.profile import Profile
from dossier import contacts
from dossier.judgement import live_fields
from dossier.wiring import Service
from storage.values import ChecklistDocument, RequirementRow
from storage.values import Shipment as ShipmentRow
from storage.viewer import SYSTEM
from storage.work import Work

BATCH = 200


def recompute(work: Work, profile: Profile, customer_id: int, today: dt.date) -> None:
    """Compute a customer's checklist and contacts anew and keep them, inside the caller's unit of work."""
    papers = work.documents.for_checklist(customer_id)
    contacts.refresh(work, {one.id: one.category for one in profile.types.values()}, customer_id, papers)
    requirements = compute(work, profile, customer_id, today)
    missing = sum(1 for requirement in requirements if not is_complete((requirement,)))
    rows = [_requirement_row(requirement) for requirement in requirements]
    work.requirements.replace(customer_id, rows, missing=missing, complete=missing == 0, today=today)


def compute(work: Work, profile: Profile, customer_id: int, today: dt.date) -> tuple[Requirement, ...]:
    """Return a customer's checklist as of a day, from what is filed now."""
    documents = tuple(_filed(row) for row in work.documents.for_checklist(customer_id))
    shipments = tuple(
        Shipment(row.id, _numbers(row)) for row in work.registers.of(SYSTEM, customer_id) if row.export
    )
    facts = work.facts.of(SYSTEM, customer_id)
    waivers = tuple(
        Waiver(row.requirement, row.for_document, row.until)
        for row in work.requirements.waivers(SYSTEM, customer_id, today)
    )
    return check_requirements(profile, facts, documents, shipments, today, waivers)


def _numbers(row: ShipmentRow) -> dict[str, str]:
    numbers = {
        "shipment_no": row.number,
        "number": row.declaration_no,
        "order_no": row.order_no,
        "contract_no": row.contract_no,
    }
    return {name: number for name, number in numbers.items() if number}


def refresh_for_today(service: Service) -> None:
    """Recompute the checklists that were computed on an earlier day: papers expire by the calendar."""
    today = service.today()
    while True:
        with service.database.reading() as work:
            stale = work.customers.not_checked_since(today, BATCH)
        if not stale:
            return
        with service.database.unit_of_work() as work:
            for customer_id in stale:
                recompute(work, service.profile, customer_id, today)


def _filed(row: ChecklistDocument) -> FiledDocument:
    fields = live_fields(row.fields)
    return FiledDocument(
        id=row.id,
        type=row.type,
        state=row.state.value,
        date=row.date.isoformat() if row.date else None,
        pages=row.page_count,
        fields={name: field.get("value") for name, field in fields.items()},
        places={name: _place(field) for name, field in fields.items()},
    )


def _place(field: dict[str, Any]) -> tuple[int | None, Box | None]:
    box = field.get("box")
    return field.get("page"), Box(*box) if box else None


def _requirement_row(requirement: Requirement) -> RequirementRow:
    return RequirementRow(
        requirement=requirement.id,
        state=requirement.state,
        title={"zh_CN": requirement.title, "en": requirement.title_en},
        kind=requirement.kind,
        for_document=requirement.for_document,
        proof=[
            {
                "document_id": proof.document_id,
                "page": proof.page,
                "box": proof.box.as_list() if proof.box else None,
            }
            for proof in requirement.proof
        ],
    )

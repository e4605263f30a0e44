"""A customer's checklist from what is filed: computed with every filing, kept for the lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from capture.pages import Box
from classify.checklist import MET, FiledDocument, Requirement, Shipment, Waiver
from classify.checklist import check as check_requirements
from classify.crosschecks.by_hand import FILLED_IN
from classify.profile import Profile
from classify.requirements.joins import NOTHING_ATTESTED, Attested, FoundSeal, FoundWriting
from dossier import contacts
from dossier.judgement import live_fields, message_row
from dossier.wiring import Service
from storage.values import Attestation, ChecklistDocument, PageMarks, RequirementRow
from storage.values import Shipment as ShipmentRow
from storage.viewer import SYSTEM
from storage.work import Work

T = TypeVar("T", covariant=True)
BATCH = 200
_SHOWN_CHANGES = 40
_HARMLESS_CHECKS = frozenset({"registration_check", "corrected", FILLED_IN})


def recompute(work: Work, profile: Profile, customer_id: int, today: dt.date) -> None:
    """Compute a customer's checklist and contacts anew and keep them, inside the caller's unit of work.

    Where the dossier became complete by it, or fell back, that is noted with the lines that made it so.
    """
    papers = work.documents.for_checklist(customer_id)
    contacts.refresh(work, {one.id: one.category for one in profile.types.values()}, customer_id, papers)
    requirements = compute(work, profile, customer_id, today, papers=papers)
    missing = sum(requirement.state not in MET for requirement in requirements)
    rows = [requirement_row(requirement) for requirement in requirements]
    _note_milestone(work, customer_id, rows, missing)
    work.requirements.replace(customer_id, rows, missing=missing, complete=missing == 0, today=today)


def _note_milestone(work: Work, customer_id: int, rows: Sequence[RequirementRow], missing: int) -> None:
    customer = work.customers.get(SYSTEM, customer_id)
    if customer.complete == (missing == 0):
        return
    before = {_key(row): row for row in work.requirements.of(SYSTEM, customer_id)}
    changes = [
        {
            "requirement": row.requirement,
            "title": row.title,
            "for_document": row.for_document,
            "from": before[_key(row)].state if _key(row) in before else None,
            "to": row.state,
        }
        for row in rows
        if (row.state in MET) != (_key(row) not in before or before[_key(row)].state in MET)
    ]
    gone = [
        {
            "requirement": row.requirement,
            "title": row.title,
            "for_document": row.for_document,
            "from": row.state,
            "to": None,
        }
        for key, row in before.items()
        if row.state not in MET and key not in {_key(one) for one in rows}
    ]
    work.milestones.add(
        customer_id,
        dt.datetime.now(dt.UTC),
        complete=missing == 0,
        missing=missing,
        changes=[*changes, *gone][:_SHOWN_CHANGES],
    )


def _key(row: RequirementRow) -> tuple[str, int | None, int | None, str | None]:
    return row.requirement, row.for_document, row.for_shipment, row.period


def compute(
    work: Work,
    profile: Profile,
    customer_id: int,
    today: dt.date,
    *,
    facts: Mapping[str, Any] | None = None,
    papers: Sequence[ChecklistDocument] | None = None,
) -> tuple[Requirement, ...]:
    """Return a customer's checklist as of a day, from what is filed now; with other facts, as it would be."""
    documents = filed_documents(work, profile, customer_id, papers)
    shipments = tuple(
        Shipment(row.id, _numbers(row)) for row in work.registers.of(SYSTEM, customer_id) if row.export
    )
    if facts is None:
        facts = work.facts.of(SYSTEM, customer_id)
    waivers = tuple(
        Waiver(row.requirement, row.for_document, row.until, row.for_shipment, row.period)
        for row in work.requirements.waivers(SYSTEM, customer_id, today)
    )
    opened = work.customers.get(SYSTEM, customer_id).created_at.astimezone().date()
    return check_requirements(profile, facts, documents, shipments, today, waivers, opened)


def filed_documents(
    work: Work,
    profile: Profile,
    customer_id: int,
    papers: Sequence[ChecklistDocument] | None = None,
    *,
    marks: bool = True,
) -> tuple[FiledDocument, ...]:
    """Return a customer's documents as the checklist looks at them; without ``marks`` seals are not asked."""
    seals: dict[int, list[FoundSeal]] = {}
    writing: dict[int, list[FoundWriting]] = {}
    for page in work.documents.marks(customer_id) if marks else ():
        seals.setdefault(page.document_id, []).extend(_seals_of(page))
        writing.setdefault(page.document_id, []).extend(_writing_of(page))
    said: dict[int, list[Attestation]] = {}
    for one in work.attestations.of_customer(SYSTEM, customer_id):
        said.setdefault(one.document_id, []).append(one)
    if papers is None:
        papers = work.documents.for_checklist(customer_id)
    return tuple(
        _filed(
            row,
            profile.thresholds.field,
            said.get(row.id, ()),
            seals.get(row.id, ()),
            writing.get(row.id, ()),
        )
        for row in papers
    )


def _seals_of(page: PageMarks) -> list[FoundSeal]:
    return [FoundSeal(page.position, Box(*seal["box"]), seal["kind"]) for seal in page.seals or ()]


def _writing_of(page: PageMarks) -> list[FoundWriting]:
    return [
        FoundWriting(page.position, Box(*one["box"]), tuple(one["beside"]), one.get("unsure", False))
        for one in page.writing or ()
    ]


def _numbers(row: ShipmentRow) -> dict[str, str]:
    numbers = {
        "shipment_no": row.number,
        "declaration_no": row.declaration_no,
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


def _filed(
    row: ChecklistDocument,
    sure_from: float,
    said: Sequence[Attestation],
    seals: Sequence[FoundSeal],
    writing: Sequence[FoundWriting],
) -> FiledDocument:
    fields = row.fields
    return FiledDocument(
        id=row.id,
        type=row.type,
        state=row.state.value,
        date=row.date.isoformat() if row.date else None,
        pages=row.page_count or row.shelf_pages or 0,
        fields=_Values(fields),
        places=_Places(fields),
        seals=tuple(seals),
        attested=_attested(said) if said else NOTHING_ATTESTED,
        shelf_only=not row.page_count,
        writing=tuple(writing),
        unsure=frozenset() if row.confirmed_by is not None else _Unsure(fields, sure_from),
    )


class _Read(Mapping[str, T]):
    """What is stored of fields, seen from one side. Of thousands of papers few fields are ever asked."""

    __slots__ = ("_fields",)

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields

    def _found(self, name: str) -> Mapping[str, Any] | None:
        field: Mapping[str, Any] | None = self._fields.get(name)
        return None if field is None or field.get("removed") else field

    def _live(self, name: str) -> Mapping[str, Any]:
        field = self._found(name)
        if field is None:
            raise KeyError(name)
        return field

    def __contains__(self, name: object) -> bool:
        return self._found(str(name)) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(live_fields(self._fields))

    def __len__(self) -> int:
        return len(live_fields(self._fields))


class _Values(_Read[object]):
    """The values of fields."""

    def __getitem__(self, name: str) -> object:
        return self._live(name).get("value")

    def get(self, name: str, default: object = None) -> object:
        """Return a value; asked for thousands of times, it goes the shortest way."""
        field = self._found(name)
        return default if field is None else field.get("value")


class _Places(_Read[tuple[int | None, Box | None]]):
    """Where fields stand on the pages."""

    def __getitem__(self, name: str) -> tuple[int | None, Box | None]:
        field = self._live(name)
        box = field.get("box")
        return field.get("page"), Box(*box) if box else None


class _Unsure:
    """The fields that were read unsurely, told when asked for."""

    __slots__ = ("_fields", "_sure_from")

    def __init__(self, fields: Mapping[str, Any], sure_from: float) -> None:
        self._fields, self._sure_from = fields, sure_from

    def __contains__(self, name: object) -> bool:
        return name in self._fields and _is_unsure(self._fields[str(name)], self._sure_from)


def _is_unsure(field: Mapping[str, Any], sure_from: float) -> bool:
    if field.get("by") == "person":
        return False
    failed = any(not check["ok"] and check["id"] not in _HARMLESS_CHECKS for check in field.get("checks", ()))
    return failed or bool(field.get("confidence", 1.0) < sure_from)


def _attested(said: Sequence[Attestation]) -> Attested:
    values: dict[str, Any] = {one.attribute: one.value for one in said}
    whose = values.pop("belongs_to", None)
    if whose is not None:
        values["belongs_to"] = (whose[0], whose[1])
    return Attested(**values)


def requirement_row(requirement: Requirement) -> RequirementRow:
    """Return a line of a checklist as a row."""
    return RequirementRow(
        requirement=requirement.id,
        state=requirement.state.value,
        title={"zh_CN": requirement.title, "en": requirement.title_en},
        kind=requirement.kind,
        for_document=requirement.for_document,
        for_shipment=requirement.for_shipment,
        until=requirement.until,
        said=[message_row(sentence) for sentence in requirement.said],
        period=requirement.period,
        category=requirement.category,
        proof=[
            {
                "document_id": proof.document_id,
                "page": proof.page,
                "box": proof.box.as_list() if proof.box else None,
            }
            for proof in requirement.proof
        ],
    )

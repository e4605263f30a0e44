"""Verbs by which a person files and mends documents: confirm, file, move, retype, mend, undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from capture.pages import Message
from classify.kinds.read_values import ReadValue
from classify.kinds.table import read_kind
from classify.normalise import tidy
from classify.notation.dates import parse_date
from classify.profiles.plan import FieldRule
from classify.profiles.profile_file import FieldKind
from classify.values import FieldValue
from dossier.change import KEEP, Change, changing, from_snapshot, read_turned, settle
from dossier.customers import open_customer
from dossier.digitise import is_about_two_papers
from dossier.errors import BadRequest, Conflict, NotFound
from dossier.judgement import document_date, field_row, row_message
from dossier.locks import refuse_locked
from dossier.placing import extract_fields, look_again
from dossier.rights import may
from dossier.rules_again import carry_back
from dossier.sheet_cutting import withdraw_parts
from dossier.together import refuse_copies
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.states import DocumentState
from storage.values import Act, Document, PageRef, StandingAct
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

FREE_KINDS = frozenset(
    {FieldKind.TEXT, FieldKind.BLOCK, FieldKind.NUMBER, FieldKind.COMPANY, FieldKind.PERSON}
)
PERIOD_ENDS = frozenset({FieldKind.PERIOD_FROM, FieldKind.PERIOD_UNTIL})


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """A customer to be opened with the filing of its first paper."""

    name: str
    uscc: str | None = None


def confirm(service: Service, actor: Viewer, document_id: int) -> Document:
    """Say that everything about a document is right; it is filed.

    Raises:
        Conflict: it has no customer yet.
    """
    with changing(service, actor, "confirm", [document_id]) as change:
        _file(service, actor, change)
    return _fresh(service, document_id)


def file(
    service: Service,
    actor: Viewer,
    document_id: int,
    *,
    customer_id: int | None = None,
    new_customer: NewCustomer | None = None,
    type: str | None = None,
    fields: Mapping[str, str | None] | None = None,
    seen: int | None = None,
) -> Document:
    """Put a document into a dossier, mending what is named, and confirm it.

    ``seen`` is the newest change of the paper when the person saw it waiting, 0 for none.

    Raises:
        BadRequest: the type or a field is unknown, or a value cannot be one of its kind.
        Conflict: no customer, the new customer exists already, or somebody changed the paper meanwhile.
    """
    with changing(service, actor, "file", [document_id], seen=seen) as change:
        if type is not None and type != change.document.type:
            _retype(service, change, type)
        if fields:
            _mend(service, change, fields)
        names = change.work.customers.revision()
        if new_customer is not None:
            customer_id = open_customer(change.work, service, actor, new_customer.name, new_customer.uscc).id
        if customer_id is not None:
            _give_to(service, actor, change, customer_id)
        _file(service, actor, change)
        look_again(change.work, service, names, but_not=[document_id])
    return _fresh(service, document_id)


def file_together(
    service: Service, actor: Viewer, document_ids: Sequence[int], *, customer_id: int, type: str
) -> int:
    """File several papers that wait under one customer and type, as one change. Returns its act.

    Each keeps the fields that were read on it; where the type changes they are read anew.

    Raises:
        BadRequest: no paper is named, or the profile knows no such type.
        NotFound: a paper or the customer does not exist, or not for this person.
        Conflict: a paper does not wait any more, or may be a copy of an earlier one: nothing is filed.
    """
    ids = list(dict.fromkeys(document_ids))
    if not ids:
        raise BadRequest(Message("No paper was chosen."), Message("Tick at least one of the papers."))
    with changing(service, actor, "file_together", ids) as change:
        refuse_copies(change.work, change.documents)
        for document in change.documents:
            if document.state is not DocumentState.REVIEW:
                raise Conflict(
                    Message("The paper {id} does not wait any more.", {"id": document.id}),
                    Message("Somebody decided it meanwhile. Look at the papers once more."),
                )
            one = Change(change.work, [document])
            if type != document.type:
                _retype(service, one, type)
            _give_to(service, actor, one, customer_id)
            _file(service, actor, one)
    return change.act_id or 0


def move(service: Service, actor: Viewer, document_id: int, customer_id: int) -> Document:
    """Put a document into another customer's dossier; its state stays."""
    with changing(service, actor, "move", [document_id]) as change:
        _give_to(service, actor, change, customer_id)
    return _fresh(service, document_id)


def retype(service: Service, actor: Viewer, document_id: int, type: str) -> Document:
    """Say what a document is; its fields are read anew for that type."""
    with changing(service, actor, "retype", [document_id]) as change:
        _retype(service, change, type)
    return _fresh(service, document_id)


def mend(service: Service, actor: Viewer, document_id: int, fields: Mapping[str, str | None]) -> Document:
    """Correct field values; null removes one. No machine changes them again.

    Raises:
        BadRequest: the type has no such field, or a value cannot be one of its kind.
    """
    with changing(service, actor, "mend", [document_id]) as change:
        _mend(service, change, fields)
    return _fresh(service, document_id)


def undo(service: Service, actor: Viewer, act_id: int) -> int:
    """Take a change back: every document it touched is again what it was. Returns the undoing act's id.

    Raises:
        NotFound: no such act, or not for this person.
        Conflict: it was undone before, or a later change stands on it.
    """
    may(actor, "documents.change")
    with service.database.unit_of_work() as work:
        try:
            act = work.acts.get(act_id)
            now_documents = [work.documents.get(actor, one) for one in act.document_ids]
        except NotVisible as error:
            raise NotFound("act", act_id) from error
        refuse_locked(work, act.document_ids)
        if act.undone_by is not None or act.verb == "undo" or not work.acts.is_last(act):
            raise Conflict(
                Message("The change {act} cannot be undone any more.", {"act": act_id}),
                Message("Undo later changes of the same documents first."),
            )
        withdraw_parts(service, work, actor, act)
        before = _as_they_were(work, act, now_documents)
        for document in now_documents:
            work.documents.set_state(document.id, DocumentState.WITHDRAWN, service.now())
        restored = [work.documents.restore(document, service.now()) for document in before]
        settle(service, work, now_documents, restored)
        turns = act.before.get("turns", ())
        read_turned(work, [(PageRef(scan, number), rotation) for scan, number, rotation in turns])
        if act.verb.startswith(KEEP):
            work.likenesses.reopen(act.document_ids)
            carry_back(work, service, act.before.get("carried", ()))
        undoing = work.acts.record("undo", actor.name, service.now(), act.document_ids, act.after, act.before)
        work.acts.mark_undone(act_id, undoing.id)
        payload = {"act": undoing.id, "undone": act_id, "documents": list(act.document_ids)}
        work.audit.append(
            actor.name, "document.undo", "document", act.document_ids[0], payload, service.now()
        )
        return undoing.id


def undo_last(service: Service, actor: Viewer, document_id: int) -> int:
    """Take back the newest change of a document that still stands. Returns the undoing act's id.

    Raises:
        NotFound: no such document, or not for this person.
        Conflict: nobody changed it.
    """
    with service.database.reading() as work:
        try:
            work.documents.get(actor, document_id)
        except NotVisible as error:
            raise NotFound("document", document_id) from error
        act = work.acts.last_of(document_id)
    if act is None:
        raise Conflict(
            Message("Nothing was done to this paper that could be undone."),
            Message("The history shows what happened."),
        )
    return undo(service, actor, act.id)


def undo_newest(service: Service, actor: Viewer) -> StandingAct:
    """Take back a person's newest change that still stands. Returns what was taken back.

    Raises:
        Conflict: there is none, or somebody else changed the same papers since.
    """
    with service.database.reading() as work:
        acts = work.acts.standing(actor.name, 1)
    if not acts:
        raise Conflict(
            Message("You did nothing that could be undone."), Message("The history shows what happened.")
        )
    undo(service, actor, acts[0].id)
    return acts[0]


def _as_they_were(work: Work, act: Act, now_documents: Sequence[Document]) -> list[Document]:
    """Return the documents before an act; whose they are only changes back where the act changed it.

    Merges of customers, and what took them back, moved papers along without an act of their own.
    """
    given = {row["id"]: row["customer_id"] for row in act.after["documents"]}
    owners = {document.id: document.customer_id for document in now_documents}
    found = []
    for document in map(from_snapshot, act.before["documents"]):
        changed = given.get(document.id, document.customer_id) != document.customer_id
        owner = document.customer_id if changed else owners.get(document.id, document.customer_id)
        standing = None if owner is None else work.customers.standing(owner)
        found.append(replace(document, customer_id=standing))
    return found


def _fresh(service: Service, document_id: int) -> Document:
    with service.database.reading() as work:
        return work.documents.get(SYSTEM, document_id)


def _file(service: Service, actor: Viewer, change: Change) -> None:
    document = change.work.documents.get(SYSTEM, change.document.id)
    if document.customer_id is None:
        raise Conflict(
            Message("The document {id} has no customer yet.", {"id": document.id}),
            Message("Choose a customer or open a new one, then confirm."),
        )
    change.work.documents.set_customer(document.id, document.customer_id, service.now(), by_person=True)
    change.work.documents.set_type(document.id, document.type, document.title, service.now(), by_person=True)
    two = [row for row in document.review_reasons if is_about_two_papers(row_message(row))]
    change.work.documents.set_state(  # that a second paper lies on it goes on being said
        document.id, DocumentState.FILED, service.now(), confirmed_by=actor.name, review_reasons=two
    )


def _give_to(service: Service, actor: Viewer, change: Change, customer_id: int) -> None:
    try:
        customer_id = change.work.customers.get(actor, change.work.customers.standing(customer_id)).id
    except NotVisible as error:
        raise NotFound("customer", customer_id) from error
    change.work.documents.set_customer(change.document.id, customer_id, service.now(), by_person=True)


def _retype(service: Service, change: Change, type_id: str) -> None:
    kind = service.profile.types.get(type_id)
    if kind is None:
        raise BadRequest(
            Message("The profile knows no type “{type}”.", {"type": type_id}),
            Message("Allowed: {types}.", {"types": ", ".join(service.profile.types)}),
        )
    documents, now = change.work.documents, service.now()
    document = documents.set_type(change.document.id, type_id, kind.title, now, by_person=True)
    found = extract_fields(change.work, service, document)
    gone: dict[str, Any] = {name: None for name in document.fields if name not in found}
    documents.set_fields(
        document.id, {**gone, **found}, now, by_person=False, date=document_date(found, kind.date)
    )


def _mend(service: Service, change: Change, fields: Mapping[str, str | None]) -> None:
    document = change.work.documents.get(SYSTEM, change.document.id)
    kind = service.profile.types[document.type]
    rows: dict[str, Any] = {}
    for name, text in fields.items():
        rule = kind.fields.get(name)
        if rule is None:
            raise BadRequest(
                Message("{type} has no field “{field}”.", {"type": kind.title, "field": name}),
                Message("Allowed: {fields}.", {"fields": ", ".join(kind.fields)}),
            )
        rows[name] = None if text is None else _typed_in(rule, text)
    date: dt.date | None = document_date(rows, kind.date) if kind.date in rows else None
    change.work.documents.set_fields(document.id, rows, service.now(), by_person=True, date=date)


def _typed_in(rule: FieldRule, text: str) -> dict[str, Any]:
    read = read_kind(rule, text, False)
    if read is None and rule.kind in PERIOD_ENDS:  # a person writes one day of a term, no paper does
        day = parse_date(text)
        read = ReadValue(day) if day else None
    if read is None and rule.kind in FREE_KINDS:  # a person may write what no machine would take
        read = ReadValue(tidy(text))
    if read is None:
        raise BadRequest(
            Message("“{text}” cannot be a value of the field {field}.", {"text": text, "field": rule.id}),
            Message("Write dates like 2024-03-05 and amounts like 12300.00."),
        )
    return field_row(FieldValue(read.value, text, 1.0, checks=read.checks))

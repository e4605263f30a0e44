"""Customers the office knows already, taken in from an Excel list: planned by row, written at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from capture.pages import Message
from classify.names.firms import alike, fold_name, is_own, name_key
from classify.notation.codes import is_credit_code
from classify.parties.known_customers import Index, KnownCustomer
from dossier.customer_list import Entry, read_entries
from dossier.language import translate
from dossier.placing import look_again
from dossier.rights import may
from dossier.shapes import CustomerImport, CustomerImportRow
from dossier.wiring import Service
from storage.values_customers import AliasKind
from storage.viewer import Viewer
from storage.work import Work

_TOO_DIFFERENT = 55


@dataclass(slots=True)
class Plan:
    """What is to become of a row. ``same_as`` is an earlier row about the same customer."""

    entry: Entry
    outcome: str
    reasons: list[Message] = field(default_factory=list)
    customer_id: int | None = None
    same_as: int | None = None
    uscc: str | None = None


def import_customers(
    service: Service,
    actor: Viewer,
    stream: BinaryIO,
    *,
    dry_run: bool = False,
    drop_bad_codes: bool = False,
    language: str | None = None,
) -> CustomerImport:
    """Take a list in, or tell what would happen. All good rows are written together, or none.

    With ``drop_bad_codes`` a row whose credit code fails its check digit is taken in without the code.

    Raises:
        Forbidden: the role may not do this.
        BadRequest: the file is no Excel list, or has no column of names.
    """
    may(actor, "customers.names")
    data = stream.read()
    entries = list(read_entries(data))
    if dry_run:
        with service.database.reading() as work:
            plans = _plan(work, service, entries, drop_bad_codes)
    else:
        with service.database.unit_of_work() as work:
            work.customers.lock_matching()
            plans = _plan(work, service, entries, drop_bad_codes)
            _write(work, service, actor, plans, hashlib.sha256(data).hexdigest())
    return _shape(plans, dry_run, language or service.settings.language)


def _plan(work: Work, service: Service, entries: Iterable[Entry], drop_bad_codes: bool) -> list[Plan]:
    """Say of every row what is to become of it; earlier rows count as known."""
    here = Index()
    with service.names.seen_from(work) as index:
        plans = []
        for entry in entries:
            plan = _plan_row(index, here, entry, service.own, drop_bad_codes)
            if plan.outcome == "create":
                here.put(KnownCustomer(entry.row, entry.name, plan.uscc, (*entry.former, *entry.short)))
            plans.append(plan)
    return plans


def _plan_row(index: Index, here: Index, entry: Entry, own: Sequence[str], drop_bad_codes: bool) -> Plan:
    plan = Plan(entry, "create", uscc=entry.uscc)
    if not fold_name(entry.name):
        return _refuse(plan, Message("The row has no name."))
    if is_own(entry.name, entry.uscc, own):
        return _refuse(plan, Message("“{name}” is our own company.", {"name": entry.name}))
    if entry.uscc and not is_credit_code(entry.uscc):
        wrong = Message("The credit code {code} fails its check digit.", {"code": entry.uscc})
        if not drop_bad_codes:
            return _refuse(plan, wrong)
        plan.reasons.append(wrong)
        plan.reasons.append(Message("Taken in without the code."))
        plan.uscc = None
    for known, is_here in ((index, False), (here, True)):
        found = _known(known, entry, plan)
        if isinstance(found, Message):
            return _refuse(plan, found)
        if found is not None:
            plan.outcome = "update"
            plan.customer_id, plan.same_as = (None, found.id) if is_here else (found.id, None)
            if is_here:
                plan.reasons.append(Message("The same customer as in row {row}.", {"row": found.id}))
            return plan
    near = index.near(entry.name)[:1] or []
    if near and near[0][1] >= 90:
        other = index.by_id[near[0][0]].name
        plan.reasons.append(Message("Almost the same name as {name}.", {"name": other}))
    return plan


def _refuse(plan: Plan, reason: Message) -> Plan:
    plan.outcome = "refused"
    plan.reasons.append(reason)
    return plan


def _known(index: Index, entry: Entry, plan: Plan) -> KnownCustomer | Message | None:
    """Return the customer a row is about, or why that cannot be said."""
    with_code = index.with_code(plan.uscc)
    if with_code:
        customer = index.by_id[with_code[0]]
        names = {name_key(name) for name in (entry.name, *entry.former)}
        likeness = max(alike(one, name_key(name)) for one in names for name in customer.names)
        if likeness < _TOO_DIFFERENT:
            return Message(
                "The credit code is that of {known}, but the row names {name}.",
                {"known": customer.name, "name": entry.name},
            )
        return customer
    named = index.named(entry.name)
    if not named:
        return None
    fitting = [one for one in named if not (plan.uscc and index.by_id[one].uscc)]
    if not fitting:
        other = index.by_id[named[0]]
        return Message(
            "A customer {name} with another credit code exists: {code}.",
            {"name": other.name, "code": other.uscc or ""},
        )
    if len(fitting) > 1:
        return Message("Several customers are called {name}.", {"name": entry.name})
    return index.by_id[fitting[0]]


def _write(work: Work, service: Service, actor: Viewer, plans: Sequence[Plan], sha256: str) -> None:
    since = work.customers.revision()
    opened: dict[int, int] = {}
    for plan in plans:
        if plan.outcome == "create":
            plan.customer_id = _create(work, service, actor, plan)
            opened[plan.entry.row] = plan.customer_id
        elif plan.outcome == "update":
            if plan.same_as is not None:
                plan.customer_id = opened[plan.same_as]
            _update(work, actor, plan)
    payload = {
        "sha256": sha256,
        "opened": sorted(opened.values()),
        "updated": sorted({one.customer_id for one in plans if one.outcome == "update" and one.customer_id}),
        "refused": [one.entry.row for one in plans if one.outcome == "refused"],
    }
    work.audit.append(actor.name, "customers.imported", "customers", sha256[:12], payload, service.now())
    look_again(work, service, since)


def _create(work: Work, service: Service, actor: Viewer, plan: Plan) -> int:
    entry = plan.entry
    customer = work.customers.create(
        entry.name, fold_name(entry.name), service.profile.id, service.now(), uscc=plan.uscc
    )
    plan.customer_id = customer.id
    _note(work, actor, plan, customer.folded_name)
    return customer.id


def _update(work: Work, actor: Viewer, plan: Plan) -> None:
    """Add what the row knows and the dossier does not; nothing that is there is changed."""
    customer = work.customers.get(actor, plan.customer_id or 0)
    before = work.customers.revision(), len(work.contacts.of(actor, customer.id))
    if plan.uscc and customer.uscc is None:
        work.customers.set_uscc(customer.id, plan.uscc)
    if fold_name(plan.entry.name) != customer.folded_name:
        work.customers.add_alias(customer.id, plan.entry.name, fold_name(plan.entry.name), actor.name)
    _note(work, actor, plan, customer.folded_name)
    if (work.customers.revision(), len(work.contacts.of(actor, customer.id))) == before:
        plan.outcome = "same"


def _note(work: Work, actor: Viewer, plan: Plan, folded_name: str) -> None:
    if plan.customer_id is None:
        raise ValueError("a row is written for a customer")
    for kind, names in ((AliasKind.FORMER, plan.entry.former), (AliasKind.SHORT, plan.entry.short)):
        for name in names:
            if fold_name(name) != folded_name:
                work.customers.add_alias(plan.customer_id, name, fold_name(name), actor.name, kind=kind)
    work.contacts.add(plan.customer_id, plan.entry.contacts)


def _shape(plans: Sequence[Plan], dry_run: bool, language: str) -> CustomerImport:
    rows = [
        CustomerImportRow(
            row=plan.entry.row,
            name=plan.entry.name,
            uscc=plan.entry.uscc,
            outcome=plan.outcome,  # type: ignore[arg-type]  # only the four words are ever set
            customer_id=plan.customer_id,
            reasons=[translate(reason, language) for reason in plan.reasons],
        )
        for plan in plans
    ]
    counts = {
        word: sum(one.outcome == word for one in plans) for word in ("create", "update", "same", "refused")
    }
    return CustomerImport(dry_run=dry_run, **counts, rows=rows)

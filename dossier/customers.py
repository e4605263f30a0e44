"""Verbs for customers: find, list, open, rename, other names, facts, teams."""

from __future__ import annotations

from collections.abc import Mapping

from capture.pages import Message
from classify.names.firms import fold_name, is_own
from classify.normalise import tidy_name
from classify.notation.codes import is_credit_code
from dossier import checklists
from dossier.errors import Ambiguous, BadRequest, Conflict, NotFound
from dossier.fact_values import FactValue, checked_value, find_fact
from dossier.placing import look_again
from dossier.rights import may
from dossier.shapes import CustomerRow, Customers, CustomerShape
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.values import Customer
from storage.values_customers import AliasKind
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

RENAME = "rename"
"""The kind of change in the journal of customers."""
_NEAR = 5


def customer_shape(customer: Customer) -> CustomerShape:
    """Show a customer."""
    return CustomerShape(id=customer.id, name=customer.name, uscc=customer.uscc)


def find_customer(work: Work, viewer: Viewer, key: str) -> Customer:
    """Return the one customer an id, credit code or name means.

    Raises:
        NotFound: none, or not for this viewer.
        Ambiguous: several; the error names them.
    """
    text, folded = key.strip(), fold_name(key)
    found = work.customers.find(viewer, text, folded)
    if not found:
        near = work.customers.browse(viewer, text=text, folded=folded, limit=_NEAR).items if folded else ()
        raise NotFound("customer", key, [f"{one.id} {one.name}" for one in near])
    if len(found) > 1:
        raise Ambiguous(key, [f"{one.id} {one.name} {one.uscc or ''}".strip() for one in found])
    return found[0]


def list_customers(
    service: Service,
    viewer: Viewer,
    *,
    text: str | None = None,
    incomplete_only: bool = False,
    cursor: str | None = None,
    limit: int = 50,
) -> Customers:
    """List customers by name with the counts of their checklists."""
    checklists.refresh_for_today(service)
    with service.database.reading() as work:
        found = work.customers.browse(
            viewer,
            text=text or None,
            folded=fold_name(text) if text else None,
            incomplete_only=incomplete_only,
            cursor=cursor,
            limit=limit,
        )
    rows = [
        CustomerRow(
            id=row.id,
            name=row.name,
            uscc=row.uscc,
            documents=row.documents,
            missing=row.missing,
            complete=row.complete,
        )
        for row in found.items
    ]
    return Customers(total=found.total, customers=rows, next=found.next)


def create(service: Service, actor: Viewer, *, name: str, uscc: str | None = None) -> Customer:
    """Open a dossier for a customer nobody has one for yet.

    Raises:
        Conflict: a customer of that name or code exists.
        BadRequest: no name, or a code that fails its check digit.
    """
    may(actor, "customers.change")
    with service.database.unit_of_work() as work:
        since = work.customers.revision()
        customer = open_customer(work, service, actor, name, uscc)
        look_again(work, service, since)
        checklists.recompute(work, service.profile, customer.id, service.today())
        return customer


def open_customer(work: Work, service: Service, actor: Viewer, name: str, uscc: str | None) -> Customer:
    """Open a dossier inside a unit of work; see ``create``."""
    code = (uscc or "").strip().upper() or None
    if code and not is_credit_code(code):
        raise BadRequest(
            Message("The credit code {code} fails its check digit.", {"code": code}),
            Message("Compare it with the licence, or leave it empty."),
        )
    name = _free_name(work, service, actor, name, None)
    taken = work.customers.find(SYSTEM, code, "") if code else []
    if taken:
        raise Conflict(
            Message("The customer {name} exists already.", {"name": taken[0].name}),
            Message("Choose it from the list."),
        )
    customer = work.customers.create(
        name,
        fold_name(name),
        service.profile.id,
        service.now(),
        uscc=code,
        team_id=min(actor.visible_teams) if actor.visible_teams else None,
    )
    payload = {"name": customer.name, "uscc": customer.uscc}
    work.audit.append(actor.name, "customer.created", "customer", customer.id, payload, service.now())
    return customer


def rename(
    service: Service, actor: Viewer, customer_id: int, name: str, *, kind: AliasKind = AliasKind.FORMER
) -> Customer:
    """Give a customer another name; the old one stays known, as its former name where nothing else is said.

    Raises:
        Conflict: another customer is called so.
        BadRequest: no name, or our own company's.
    """
    may(actor, "customers.names")
    with service.database.unit_of_work() as work:
        before = _standing(work, actor, customer_id)
        name = _free_name(work, service, actor, name, before.id)
        since = work.customers.revision()
        folded = fold_name(name)
        was_alias = [one for one in work.customers.names(SYSTEM, before.id) if one.folded_name == folded]
        for alias in was_alias:
            work.customers.remove_alias(before.id, alias.folded_name)
        noted = before.folded_name != folded and work.customers.add_alias(
            before.id, before.name, before.folded_name, actor.name, kind=kind
        )
        after = work.customers.rename(before.id, name, folded)
        gone = [[one.name, one.kind, one.created_by, one.from_customer] for one in was_alias]
        work.customer_changes.record(
            RENAME,
            before.id,
            None,
            actor.name,
            service.now(),
            {"name": before.name, "aliases": gone},
            {"name": after.name, "noted": noted},
        )
        payload = {"from": before.name, "to": after.name, "kind": kind.value}
        work.audit.append(actor.name, "customer.renamed", "customer", before.id, payload, service.now())
        look_again(work, service, since)
        return after


def add_alias(
    service: Service, actor: Viewer, customer_id: int, name: str, *, kind: AliasKind = AliasKind.ALIAS
) -> None:
    """Remember another name the customer's papers carry.

    Raises:
        Conflict: another customer is called so.
        BadRequest: no name, or our own company's.
    """
    may(actor, "customers.names")
    with service.database.unit_of_work() as work:
        customer = _standing(work, actor, customer_id)
        name = _free_name(work, service, actor, name, customer.id)
        since = work.customers.revision()
        if fold_name(name) == customer.folded_name:
            return
        if work.customers.add_alias(customer.id, name, fold_name(name), actor.name, kind=kind):
            payload = {"alias": name, "kind": kind.value}
            work.audit.append(actor.name, "customer.alias", "customer", customer.id, payload, service.now())
            look_again(work, service, since)


def remove_alias(service: Service, actor: Viewer, customer_id: int, name: str) -> None:
    """Forget another name; the papers filed by it stay where they are.

    Raises:
        NotFound: the customer has no such other name.
    """
    may(actor, "customers.names")
    with service.database.unit_of_work() as work:
        customer = _standing(work, actor, customer_id)
        folded = fold_name(name)
        if folded not in {one.folded_name for one in work.customers.names(SYSTEM, customer.id)}:
            raise NotFound("alias", name)
        work.customers.remove_alias(customer.id, folded)
        payload = {"alias": name.strip()}
        work.audit.append(
            actor.name, "customer.alias_removed", "customer", customer.id, payload, service.now()
        )


def _standing(work: Work, viewer: Viewer, customer_id: int) -> Customer:
    """Return a customer, or whom it was merged into."""
    try:
        return work.customers.get(viewer, work.customers.standing(customer_id))
    except NotVisible as error:
        raise NotFound("customer", customer_id) from error


def _free_name(work: Work, service: Service, actor: Viewer, name: str, customer_id: int | None) -> str:
    """Return a name that no other customer has, tidy.

    Raises:
        Conflict: another customer is called so.
        BadRequest: no name, or our own company's.
    """
    name = tidy_name(name)
    if not fold_name(name):
        raise BadRequest(Message("A customer needs a name."), Message("Enter the full registered name."))
    if is_own(name, None, service.own):
        raise BadRequest(
            Message("“{name}” is our own company.", {"name": name}),
            Message("Our own company is never a customer; DOSSIER_OWN_COMPANY says who we are."),
        )
    work.customers.lock_matching()
    with service.names.seen_from(work) as index:
        others = [index.by_id[one] for one in index.named(name) if one != customer_id]
    if others:
        raise Conflict(
            Message("The customer {name} exists already.", {"name": others[0].name}),
            Message("Choose it from the list; two dossiers of one customer can be merged."),
        )
    return name


def set_fact(service: Service, actor: Viewer, customer_id: int, fact: str, value: FactValue) -> None:
    """Say one thing about a customer, see ``set_facts``."""
    set_facts(service, actor, customer_id, {fact: value})


def set_facts(service: Service, actor: Viewer, customer_id: int, facts: Mapping[str, FactValue]) -> None:
    """Say things about a customer (direct export, credit line …); the checklist follows.

    Raises:
        BadRequest: the profile knows no such fact, or the value is none of its kind.
    """
    may(actor, "customers.change")
    said = {name: checked_value(find_fact(service.profile, name), value) for name, value in facts.items()}
    with service.database.unit_of_work() as work:
        customer_id = _standing(work, actor, customer_id).id
        for fact, value in said.items():
            work.facts.set(customer_id, fact, value, actor.name, service.now())
            payload = {"fact": fact, "value": value}
            work.audit.append(actor.name, "customer.fact", "customer", customer_id, payload, service.now())
        checklists.recompute(work, service.profile, customer_id, service.today())


def set_team(service: Service, actor: Viewer, customer_id: int, team_id: int | None) -> None:
    """Give a customer to a team; None gives it to all."""
    may(actor, "customers.teams")
    with service.database.unit_of_work() as work:
        customer_id = _standing(work, actor, customer_id).id
        work.customers.set_team(customer_id, team_id)
        work.audit.append(
            actor.name, "customer.team", "customer", customer_id, {"team": team_id}, service.now()
        )

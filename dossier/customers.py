"""Verbs for customers: find, list, open, rename, alias, facts, teams."""

from __future__ import annotations

from capture.pages import Message
from classify.codes import is_credit_code
from classify.customers import fold_name
from dossier import checklists
from dossier.errors import Ambiguous, BadRequest, Conflict, NotFound
from dossier.rights import may
from dossier.shapes import CustomerRow, Customers, CustomerShape
from dossier.wiring import Service
from storage.values import Customer
from storage.viewer import Viewer
from storage.work import Work


def customer_shape(customer: Customer) -> CustomerShape:
    """Show a customer."""
    return CustomerShape(id=customer.id, name=customer.name, uscc=customer.uscc)


def find_customer(work: Work, viewer: Viewer, key: str) -> Customer:
    """Return the one customer an id, credit code or name means.

    Raises:
        NotFound: none, or not for this viewer.
        Ambiguous: several; the error names them.
    """
    found = work.customers.find(viewer, key.strip(), fold_name(key))
    if not found:
        raise NotFound("customer", key)
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
        customer = open_customer(work, service, actor, name, uscc)
        checklists.recompute(work, service.profile, customer.id, service.today())
        return customer


def open_customer(work: Work, service: Service, actor: Viewer, name: str, uscc: str | None) -> Customer:
    """Open a dossier inside a unit of work; see ``create``."""
    name = name.strip()
    code = (uscc or "").strip().upper() or None
    if not name:
        raise BadRequest(Message("A customer needs a name."), Message("Enter the full registered name."))
    if code and not is_credit_code(code):
        raise BadRequest(
            Message("The credit code {code} fails its check digit.", {"code": code}),
            Message("Compare it with the licence, or leave it empty."),
        )
    work.customers.lock_matching()
    taken = work.customers.find(actor, code, "") if code else []
    taken = taken or [
        one for one in work.customers.find(actor, name, fold_name(name)) if one.folded_name == fold_name(name)
    ]
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


def rename(service: Service, actor: Viewer, customer_id: int, name: str) -> Customer:
    """Give a customer another name; the old one stays known as an alias."""
    may(actor, "customers.change")
    with service.database.unit_of_work() as work:
        before = work.customers.get(actor, customer_id)
        work.customers.add_alias(customer_id, before.name, before.folded_name, actor.name)
        after = work.customers.rename(customer_id, name.strip(), fold_name(name))
        payload = {"from": before.name, "to": after.name}
        work.audit.append(actor.name, "customer.renamed", "customer", customer_id, payload, service.now())
        return after


def add_alias(service: Service, actor: Viewer, customer_id: int, name: str) -> None:
    """Remember another name the customer's papers carry."""
    may(actor, "customers.change")
    with service.database.unit_of_work() as work:
        work.customers.get(actor, customer_id)
        work.customers.add_alias(customer_id, name.strip(), fold_name(name), actor.name)
        work.audit.append(
            actor.name, "customer.alias", "customer", customer_id, {"alias": name.strip()}, service.now()
        )


def set_fact(service: Service, actor: Viewer, customer_id: int, fact: str, value: bool) -> None:
    """Say something about a customer (direct export, credit sale …); the checklist follows.

    Raises:
        BadRequest: the profile knows no such fact.
    """
    may(actor, "customers.change")
    known = [one.id for one in service.profile.facts]
    if fact not in known:
        raise BadRequest(
            Message("The profile knows no fact “{fact}”.", {"fact": fact}),
            Message("Allowed: {facts}.", {"facts": ", ".join(known)}),
        )
    with service.database.unit_of_work() as work:
        work.customers.get(actor, customer_id)
        work.facts.set(customer_id, fact, value, actor.name, service.now())
        payload = {"fact": fact, "value": value}
        work.audit.append(actor.name, "customer.fact", "customer", customer_id, payload, service.now())
        checklists.recompute(work, service.profile, customer_id, service.today())


def set_team(service: Service, actor: Viewer, customer_id: int, team_id: int | None) -> None:
    """Give a customer to a team; None gives it to all."""
    may(actor, "customers.teams")
    with service.database.unit_of_work() as work:
        work.customers.get(actor, customer_id)
        work.customers.set_team(customer_id, team_id)
        work.audit.append(
            actor.name, "customer.team", "customer", customer_id, {"team": team_id}, service.now()
        )

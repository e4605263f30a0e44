"""Merging two dossiers of one customer, and taking merges and renamings back.

The rule of taking a merge back: what was the merged customer's goes back to it, wherever nobody moved it
elsewhere since. Papers that came after the merge stay, except those that the machine filed and that name the
merged customer by its code or one of its names: they are its own.
"""

from __future__ import annotations

from typing import Any

from capture.pages import Message
from classify.names.firms import fold_name, name_key
from dossier import checklists
from dossier.customers import RENAME, find_customer
from dossier.errors import BadRequest, Conflict, NotFound
from dossier.locks import refuse_locked, refuse_locked_dossier
from dossier.placing import look_again
from dossier.rights import may
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.values import Customer, Document
from storage.values_customers import AliasKind, CustomerChange
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

MERGE = "merge"


def merge(service: Service, actor: Viewer, customer: str, into: str) -> Customer:
    """Put everything of one customer into another's dossier; its names and its number lead there from now on.

    Raises:
        NotFound: no such customer.
        Ambiguous: a name means several.
        BadRequest: both are the same.
        Conflict: both have a credit code, and not the same.
        HandedOver: something of the first was handed over.
    """
    may(actor, "customers.names")
    with service.database.unit_of_work() as work:
        work.customers.lock_matching()
        gone, kept = find_customer(work, actor, customer), find_customer(work, actor, into)
        _check(gone, kept)
        refuse_locked_dossier(work, gone.id)
        since = work.customers.revision()
        now = service.now()
        after: dict[str, Any] = {
            "aliases": _hand_names_on(work, actor, gone, kept),
            "moved": work.customer_changes.move_all(gone.id, kept.id, now),
            "facts": work.customer_changes.copy_facts(gone.id, kept.id),
            "contacts": _hand_contacts_on(work, gone, kept),
            "code": gone.uscc if kept.uscc is None else None,
        }
        if after["code"]:
            work.customers.set_uscc(kept.id, gone.uscc)
        work.customers.set_merged(gone.id, kept.id)
        work.requirements.replace(gone.id, [], missing=0, complete=True, today=service.today())
        before = {"name": gone.name, "uscc": gone.uscc, "into": kept.name}
        change = work.customer_changes.record(MERGE, gone.id, kept.id, actor.name, now, before, after)
        _tell(work, service, actor, "customer.merged", gone, kept, {"change": change, **after})
        checklists.recompute(work, service.profile, kept.id, service.today())
        look_again(work, service, since)
        return work.customers.get(actor, kept.id)


def undo(service: Service, actor: Viewer, change_id: int) -> Customer:
    """Take a merge or a renaming back; returns the customer that was merged away, or renamed.

    Raises:
        NotFound: no such change, or not for this person.
        Conflict: it was taken back before, or a later change stands on it.
    """
    may(actor, "customers.names")
    with service.database.unit_of_work() as work:
        work.customers.lock_matching()
        try:
            change = work.customer_changes.get(actor, change_id)
            for one in (change.customer_id, change.other_id):
                if one is not None:
                    work.customers.get(actor, one)
        except NotVisible as error:
            raise NotFound("customer_change", change_id) from error
        since = work.customers.revision()
        if change.undone_at is not None:
            raise _stands_no_more()
        if change.verb == RENAME:
            _undo_rename(work, service, actor, change)
        else:
            _undo_merge(work, service, actor, change)
        work.customer_changes.mark_undone(change.id, actor.name, service.now())
        look_again(work, service, since)
        return work.customers.get(actor, change.customer_id)


def changes_of(work: Work, viewer: Viewer, customer_id: int) -> list[CustomerChange]:
    """Return the renamings of a customer and the merges into it, newest first."""
    return work.customer_changes.of(viewer, work.customers.get(viewer, customer_id).id)


def undo_last(service: Service, actor: Viewer, customer: str) -> Customer:
    """Take back the newest merge or renaming of a customer that stands.

    Raises:
        NotFound: no such customer.
        Conflict: there is none, or a later change stands on it.
    """
    with service.database.reading() as work:
        found = find_customer(work, actor, customer)
        standing = [one for one in changes_of(work, actor, found.id) if one.undone_at is None]
    if not standing:
        raise _stands_no_more()
    return undo(service, actor, standing[0].id)


def _stands_no_more() -> Conflict:
    return Conflict(
        Message("Nothing was done to this customer that could be undone."),
        Message("Undo later changes of the same customers first; the history shows them."),
    )


def _check(gone: Customer, kept: Customer) -> None:
    if gone.id == kept.id:
        raise BadRequest(
            Message("{name} cannot be merged into itself.", {"name": gone.name}),
            Message("Name two customers; one that was merged stands for the other already."),
        )
    if gone.uscc and kept.uscc and gone.uscc != kept.uscc:
        raise Conflict(
            Message(
                "{name} and {other} have different credit codes: {code} and {other_code}.",
                {"name": gone.name, "other": kept.name, "code": gone.uscc, "other_code": kept.uscc},
            ),
            Message("Two codes are two firms. Compare both with their licences."),
        )


def _hand_names_on(work: Work, actor: Viewer, gone: Customer, kept: Customer) -> list[str]:
    """Let the kept customer be known by all names of the other; returns the folded ones that are new."""
    names = [(gone.name, gone.folded_name, AliasKind.FORMER)]
    names += [
        (one.name, one.folded_name, AliasKind(one.kind)) for one in work.customers.names(SYSTEM, gone.id)
    ]
    return [
        folded
        for name, folded, kind in names
        if folded != kept.folded_name
        and work.customers.add_alias(kept.id, name, folded, actor.name, kind=kind, from_customer=gone.id)
    ]


def _hand_contacts_on(work: Work, gone: Customer, kept: Customer) -> list[list[str]]:
    known = {(one.kind, one.folded) for one in work.contacts.of(SYSTEM, kept.id)}
    given = [one for one in work.contacts.of(SYSTEM, gone.id) if one.document_id is None]
    new = [one for one in given if (one.kind, one.folded) not in known]
    work.contacts.add(kept.id, new)
    return [[one.kind, one.folded] for one in new]


def _tell(
    work: Work,
    service: Service,
    actor: Viewer,
    verb: str,
    gone: Customer,
    kept: Customer,
    facts: dict[str, Any],
) -> None:
    """Write both customers' entries of the log."""
    for one, other in ((gone, kept), (kept, gone)):
        payload = {"customer": gone.id, "into": kept.id, "name": gone.name, "other": other.name, **facts}
        work.audit.append(actor.name, verb, "customer", one.id, payload, service.now())


def _undo_rename(work: Work, service: Service, actor: Viewer, change: CustomerChange) -> None:
    customer = work.customers.get(actor, change.customer_id)
    if customer.name != change.after["name"] or customer.merged_into is not None:
        raise _stands_no_more()
    old = change.before["name"]
    folded = fold_name(old)
    if change.after["noted"]:
        work.customers.remove_alias(customer.id, folded)
    restored = work.customers.rename(customer.id, old, folded)
    for name, kind, created_by, from_customer in change.before["aliases"]:
        work.customers.add_alias(
            customer.id,
            name,
            customer.folded_name,
            created_by,
            kind=AliasKind(kind),
            from_customer=from_customer,
        )
    payload = {"change": change.id, "from": customer.name, "to": restored.name}
    work.audit.append(actor.name, "customer.rename_undone", "customer", customer.id, payload, service.now())


def _undo_merge(work: Work, service: Service, actor: Viewer, change: CustomerChange) -> None:
    gone = work.customers.get(actor, change.customer_id)
    if change.other_id is None or gone.merged_into != change.other_id:
        raise _stands_no_more()
    kept = work.customers.get(actor, change.other_id)
    if kept.merged_into is not None:
        raise _stands_no_more()
    after, now = change.after, service.now()
    followed = _own_papers(work, gone, kept, change)
    here = {row.id for row in work.documents.of_customer(SYSTEM, kept.id)}
    refuse_locked(work, [*here.intersection(after["moved"]["documents"]), *followed])
    brought = {
        one.folded_name for one in work.customers.names(SYSTEM, kept.id) if one.from_customer == gone.id
    }
    for folded in brought & set(after["aliases"]):
        work.customers.remove_alias(kept.id, folded)
    work.customers.set_merged(gone.id, None)
    if after["code"] and kept.uscc == after["code"]:
        work.customers.set_uscc(kept.id, None)
    work.customer_changes.move(after["moved"], kept.id, gone.id, now)
    work.customer_changes.drop_facts(after["facts"], gone.id, kept.id)
    given = {tuple(one) for one in after["contacts"]}
    work.contacts.remove(
        kept.id, [one for one in work.contacts.of(SYSTEM, kept.id) if (one.kind, one.folded) in given]
    )
    for document_id in followed:
        work.documents.set_customer(document_id, gone.id, now, by_person=False)
    _tell(work, service, actor, "customer.merge_undone", gone, kept, {"change": change.id, "since": followed})
    for customer_id in (gone.id, kept.id):
        checklists.recompute(work, service.profile, customer_id, service.today())


def _own_papers(work: Work, gone: Customer, kept: Customer, change: CustomerChange) -> list[int]:
    """Return the papers the machine filed since the merge that name the merged customer itself."""
    names = {name_key(name) for name in (gone.name, *work.customers.aliases(SYSTEM, gone.id))}
    rows = work.documents.of_customer(SYSTEM, kept.id)
    since = [work.documents.get(SYSTEM, row.id) for row in rows if row.created_at >= change.at]
    return [one.id for one in since if not one.customer_by_person and _names(one, gone, names)]


def _names(document: Document, customer: Customer, names: set[str]) -> bool:
    party = document.party or {}
    if party.get("uscc") and customer.uscc:
        return bool(party["uscc"] == customer.uscc)
    return name_key(party.get("name") or "") in names

"""Whose paper it is: the customer it names, found or opened, and what about it is doubtful."""

from __future__ import annotations

import re
from dataclasses import dataclass

from capture.pages import Message
from classify.customers import CustomerMatch, fold_name, match_customer
from classify.decide import customer_doubts
from classify.parties.known_customers import Index, KnownCustomer
from classify.values import Decision
from dossier.digitise import DecidedDocument
from dossier.wiring import Service
from storage.states import DocumentState
from storage.viewer import SYSTEM
from storage.work import Work

_HINT = re.compile(r"#(\d{1,15})")


@dataclass(frozen=True, slots=True)
class Placement:
    """Whose document it is and why a person must look, if so."""

    customer_id: int | None
    match: CustomerMatch | None
    doubts: tuple[Message, ...]

    @property
    def state(self) -> DocumentState:
        """Filed when the customer is known and nothing is doubtful."""
        sure = self.customer_id is not None and not self.doubts
        return DocumentState.FILED if sure else DocumentState.REVIEW


def find_place(work: Work, service: Service, decided: DecidedDocument, hint: str | None) -> Placement:
    """Find, or open, the customer of a document; say what is doubtful."""
    work.customers.lock_matching()
    decision = decided.decision
    with service.names.seen_from(work) as index:
        hinted = _hinted(work, index, hint)
        match = match_customer(
            decision.party,
            index,
            hint=hinted,
            pages=decided.pages,
            own=service.own,
        )
    doubts = _doubts(decided, match, by_folder=hinted is not None)
    customer_id = match.customer_id
    if match.is_new and decision.party is not None and not doubts:
        customer_id = _open_customer(work, service, decision.party.name, decision.party.uscc)
    elif customer_id is not None and not doubts:
        _learn_code(work, service, customer_id, decision)
    if customer_id is None and not doubts:
        doubts = (Message("It is not clear whose paper this is."),)
    return Placement(customer_id, match, doubts)


def _doubts(decided: DecidedDocument, match: CustomerMatch, *, by_folder: bool) -> tuple[Message, ...]:
    """Return what a person must look at; a customer found by other means settles the paper's own doubt.

    Which of two customers a paper is meant for, only the folder it came in tells.
    """
    decision = decided.decision
    about_customer = customer_doubts(decision)
    others = tuple(doubt for doubt in decision.review_reasons if doubt not in about_customer)
    if match.doubt is not None and not (match.unnamed and about_customer):
        about_customer = (match.doubt,)
    elif match.customer_id is not None and (by_folder or not decision.between):
        about_customer = ()
    return (*others, *about_customer, *decided.page_doubts)


def hint_of(customer_id: int) -> str:
    """Return the hint that names a customer whatever it is called, now or later."""
    return f"#{customer_id}"


def _hinted(work: Work, index: Index, hint: str | None) -> KnownCustomer | None:
    if not hint:
        return None
    number = _HINT.fullmatch(hint)
    if number is not None:
        return index.by_id.get(work.customers.standing(int(number[1])))
    found = index.named(hint)
    return index.by_id[found[0]] if len(found) == 1 else None


def _open_customer(work: Work, service: Service, name: str, uscc: str | None) -> int:
    customer = work.customers.create(name, fold_name(name), service.profile.id, service.now(), uscc=uscc)
    payload = {"name": name, "uscc": uscc}
    work.audit.append(SYSTEM.name, "customer.created", "customer", customer.id, payload, service.now())
    return customer.id


def _learn_code(work: Work, service: Service, customer_id: int, decision: Decision) -> None:
    """Note the code that a certificate gives for a customer known by name only."""
    code = decision.fields.get("uscc")
    if code is None or not isinstance(code.value, str) or not all(check.ok for check in code.checks):
        return
    if work.customers.get(SYSTEM, customer_id).uscc is not None:
        return
    work.customers.set_uscc(customer_id, code.value)
    payload = {"uscc": code.value}
    work.audit.append(SYSTEM.name, "customer.code", "customer", customer_id, payload, service.now())

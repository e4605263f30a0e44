"""Completeness: which papers a customer's dossier must hold, which are there, and the page that proves it.

Pure: documents, facts and today in, one line per requirement out. The same papers in any order give the
same lines; a further paper never makes a line worse (it may add lines: a contract asks for its slips).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from capture.pages import Box
from classify.codes import is_credit_code
from classify.joins import (
    JOIN_FIELDS,
    FiledDocument,
    Shipment,
    authorises,
    belongs,
    join_shipment,
    number_key,
)
from classify.profile import Profile, RequirementKind, RequirementRule, Way

__all__ = [
    "FiledDocument",
    "Proof",
    "Requirement",
    "Shipment",
    "State",
    "Waiver",
    "check",
    "is_complete",
    "join_shipment",
]

SHIPMENT = "shipment"


class State(StrEnum):
    """How a requirement stands."""

    MISSING = "missing"  # nothing is there
    RECEIVED = "received"  # a paper came, but a person must still look at it
    USABLE = "usable"  # met
    EXPIRING = "expiring"  # met, but not for long
    EXPIRED = "expired"  # a paper is there, but its term is over
    CONTRADICTS = "contradicts"  # a paper is there that disagrees with another
    WAIVED = "waived"  # a person let it go, with a reason


MET = frozenset({State.USABLE, State.EXPIRING, State.WAIVED})
_ORDER = (
    State.MISSING,
    State.RECEIVED,
    State.CONTRADICTS,
    State.EXPIRED,
    State.EXPIRING,
    State.USABLE,
    State.WAIVED,
)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A person let a requirement go, for good or until a day."""

    requirement: str
    for_document: int | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """The page region that proves a line."""

    document_id: int
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of the checklist as it stands today."""

    id: str
    title: str
    kind: str
    state: State
    for_document: int | None = None
    proof: tuple[Proof, ...] = ()
    title_en: str = ""
    category: int | None = None


Meets = Callable[[FiledDocument], bool]


def _proof(document: FiledDocument, names: Iterable[str]) -> Proof:
    for name in names:
        if name in document.places:
            return Proof(document.id, *document.places[name])
    return Proof(document.id, 1 if document.pages else None, None)


def _meets_way(document: FiledDocument, ways: Sequence[Way]) -> bool:
    return any(document.type in way.types and _has(document, way.has) for way in ways)


def _has(document: FiledDocument, name: str | None) -> bool:
    if name is None:
        return True
    value = document.text(name)
    return value is not None and (name != "uscc" or is_credit_code(value) or len(value) == 18)


class _Checklist:
    """One look at a dossier."""

    def __init__(
        self,
        documents: Sequence[FiledDocument],
        facts: Mapping[str, bool | str],
        shipments: Sequence[Shipment],
        today: dt.date,
        waivers: Sequence[Waiver],
    ) -> None:
        self.documents = sorted(documents, key=lambda d: d.id)
        self.facts, self.today = facts, today
        self.shipments = sorted(shipments, key=lambda s: s.id)
        self.waivers = {
            (w.requirement, w.for_document) for w in waivers if w.until is None or w.until >= today
        }

    def lines(self, rule: RequirementRule) -> list[Requirement]:
        if rule.fact is not None and self.facts.get(rule.fact) not in (True, "true", "yes"):
            return []
        if rule.signed_by_another is not None:
            return self.for_signatories(rule, rule.signed_by_another)
        if rule.kind == RequirementKind.FOR_EACH:
            return self.for_shipments(rule) if rule.each == SHIPMENT else self.for_documents(rule)
        if rule.kind == RequirementKind.VALID_ON:
            return [self.valid(rule)]
        return [self.line(rule, lambda document: _meets_way(document, rule.ways), rule.at_least)]

    def line(
        self,
        rule: RequirementRule,
        meets: Meets,
        at_least: int = 1,
        for_document: int | None = None,
        proof: Sequence[str] = (),
    ) -> Requirement:
        """Return a line met by ``at_least`` confirmed documents."""
        fitting = [d for d in self.documents if meets(d)]
        confirmed = [d for d in fitting if d.confirmed]
        if len(confirmed) >= at_least:
            state, shown = State.USABLE, confirmed
        else:
            state, shown = (State.RECEIVED if fitting else State.MISSING), fitting
        names = [*proof, *(w.has for w in rule.ways if w.has)]
        return self.requirement(rule, state, for_document, [_proof(d, names) for d in shown])

    def requirement(
        self, rule: RequirementRule, state: State, for_document: int | None, proof: Sequence[Proof]
    ) -> Requirement:
        if state not in MET and (rule.id, for_document) in self.waivers:
            state = State.WAIVED
        return Requirement(
            rule.id,
            rule.title,
            str(rule.kind),
            state,
            for_document,
            tuple(proof),
            rule.title_en,
            rule.category,
        )

    def validity(self, rule: RequirementRule, document: FiledDocument) -> State:
        if not document.confirmed:
            return State.RECEIVED
        start, end = (_day(document.text(name)) for name in (rule.valid_from, rule.valid_until))
        if start is not None and start > self.today:
            return State.RECEIVED
        if end is not None and end < self.today:
            return State.EXPIRED
        if end is not None and end < self.today + dt.timedelta(days=rule.expiring_days):
            return State.EXPIRING
        return State.USABLE

    def valid(self, rule: RequirementRule) -> Requirement:
        states = [(self.validity(rule, d), d) for d in self.documents if _meets_way(d, rule.ways)]
        best = max((s for s, _ in states), key=_ORDER.index, default=State.MISSING)
        proof = [_proof(d, (rule.valid_until, "name")) for s, d in states if s == best]
        return self.requirement(rule, best, None, proof)

    def for_signatories(self, rule: RequirementRule, signed: str) -> list[Requirement]:
        """Ask for a paper for each document signed by someone other than the legal representative."""
        heads = {
            number_key(name)
            for d in self.documents
            if d.type == "business_licence" and d.confirmed and (name := d.text("legal_representative"))
        }
        lines = []
        for document in self.documents:
            agent = number_key(document.text("agent"))
            if document.type != signed or not document.confirmed or not agent or not heads or agent in heads:
                continue

            def meets(paper: FiledDocument, agent: str = agent, own: FiledDocument = document) -> bool:
                return _meets_way(paper, rule.ways) and authorises(paper, agent, own)

            lines.append(self.line(rule, meets, for_document=document.id, proof=("agent",)))
        return lines

    def for_documents(self, rule: RequirementRule) -> list[Requirement]:
        """Ask for papers for each confirmed document of a type, joined by a number."""
        owners = [d for d in self.documents if d.type == rule.each and d.confirmed]
        lines = []
        for owner in owners:

            def meets(paper: FiledDocument, owner: FiledDocument = owner) -> bool:
                return _meets_way(paper, rule.ways) and belongs(paper, owner, owners)

            proof = ("contract_no", "approval_no", "order_no")
            lines.append(self.line(rule, meets, rule.at_least, owner.id, proof))
        return lines

    def for_shipments(self, rule: RequirementRule) -> list[Requirement]:
        """Ask for papers for each shipment; while none is registered, for the first one to come."""
        if not self.shipments:
            return [self.line(rule, lambda paper: _meets_way(paper, rule.ways), rule.at_least)]
        lines = []
        for shipment in self.shipments:

            def meets(paper: FiledDocument, shipment: Shipment = shipment) -> bool:
                return _meets_way(paper, rule.ways) and join_shipment(paper, self.shipments) == shipment.id

            lines.append(self.line(rule, meets, rule.at_least, shipment.document_id, JOIN_FIELDS))
        return lines


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def check(
    profile: Profile,
    facts: Mapping[str, bool | str],
    documents: Sequence[FiledDocument],
    shipments: Sequence[Shipment],
    today: dt.date,
    waivers: Sequence[Waiver] = (),
) -> tuple[Requirement, ...]:
    """Return every line of the checklist that applies, in the profile's order."""
    look = _Checklist(documents, facts, shipments, today, waivers)
    return tuple(line for rule in profile.requirements for line in look.lines(rule))


def is_complete(requirements: Iterable[Requirement]) -> bool:
    """Tell whether nothing required is missing."""
    return all(line.state in MET for line in requirements)

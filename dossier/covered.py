"""A paper that came behind a cover sheet: filed to the customer, type and line of the checklist it names.

A person made the sheet and laid it on the paper, so it decides as a person would, unless the paper itself
surely says otherwise: that it is of another type, or another known customer's. Fields that were read
unsurely do not keep it from being filed; lines of the checklist that rest on them stay open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from capture.pages import Message
from classify.profiles.plan import OTHER, Profile, RequirementRule, named
from classify.values import Decision
from dossier.digitise import DecidedDocument
from dossier.judgement import make_judgement, message_row
from dossier.wiring import Service
from storage.states import DocumentState
from storage.values import CoverSheet, Document, PageRef
from storage.viewer import SYSTEM
from storage.work import Work

UNKNOWN = Message("The cover sheet before this paper was not made here; it was decided without it.")
Decide = Callable[[str], DecidedDocument]


def find_rule(profile: Profile, requirement: str) -> RequirementRule | None:
    """Return the requirement of a profile by its id."""
    return next((rule for rule in profile.requirements if rule.id == requirement), None)


def find_cover(work: Work, profile: Profile, token: str | None) -> CoverSheet | None:
    """Return the sheet a code names, if it was made here and its requirement still exists."""
    cover = work.covers.by_token(token) if token else None
    return cover if cover is not None and find_rule(profile, cover.requirement) else None


def place_covered(
    work: Work,
    service: Service,
    cover: CoverSheet,
    refs: Sequence[PageRef],
    free: DecidedDocument,
    decide: Decide,
) -> Document:
    """File a paper as its cover sheet says; to review where the paper surely says otherwise.

    Args:
        work: the unit of work.
        service: the service.
        cover: the sheet.
        refs: the paper's pages.
        free: what the paper was decided to be by itself.
        decide: decides it anew as a type.
    """
    rule = find_rule(service.profile, cover.requirement)
    types = rule.types if rule else (OTHER,)
    type_id = _type_of(types, free.decision)
    decided = free if free.decision.type == type_id else decide(type_id)
    customer = work.customers.get(SYSTEM, work.customers.standing(cover.customer_id))
    doubts = [
        *_type_doubts(service.profile, types, free.decision),
        *_customer_doubts(work, service, customer.id, customer.name, free.decision),
        *decided.unread,
        *decided.gaps,
    ]
    judgement = make_judgement(decided.decision, service.profile, None, doubts)
    state = DocumentState.REVIEW if doubts else DocumentState.FILED
    now = service.now()
    made = work.documents.create(judgement, refs, customer_id=customer.id, state=state, now=now)
    title = service.profile.types[type_id].title
    work.documents.set_type(made.id, type_id, title, now, by_person=True)
    work.documents.set_customer(made.id, customer.id, now, by_person=True)
    _say_what_for(work, service, cover, made.id)
    work.covers.used(cover.id, made.id)
    payload = {"cover": cover.id, "requirement": cover.requirement, "made_by": cover.made_by}
    work.audit.append(SYSTEM.name, "document.covered", "document", made.id, payload, now)
    return work.documents.get(SYSTEM, made.id)


def doubt_cover(work: Work, service: Service, document: Document) -> Document:
    """Send a paper behind an unknown cover sheet to a person."""
    reasons = [*document.review_reasons, message_row(UNKNOWN)]
    return work.documents.set_state(document.id, DocumentState.REVIEW, service.now(), review_reasons=reasons)


def _type_of(types: Sequence[str], decision: Decision) -> str:
    """Return the type the paper is filed as: of those that meet the requirement the likeliest."""
    if decision.type in types:
        return decision.type
    return max(types, key=lambda one: (decision.scores.get(one, float("-inf")), -types.index(one)))


def _type_doubts(profile: Profile, types: Sequence[str], decision: Decision) -> list[Message]:
    surely = decision.type != OTHER and decision.confidence >= profile.thresholds.file
    if decision.type in types or not surely:
        return []
    wanted, found = profile.types[types[0]], profile.types[decision.type]
    values = {"wanted": named(wanted), "found": named(found)}
    return [Message("The cover sheet is for “{wanted}”, but the paper looks like “{found}”.", values)]


def _customer_doubts(
    work: Work, service: Service, customer_id: int, name: str, decision: Decision
) -> list[Message]:
    """Doubt where the paper surely names another customer that is known."""
    party = decision.party
    if party is None:
        return []
    with service.names.seen_from(work) as index:
        ids = [*index.with_code(party.uscc), *(index.named(party.name) if party.name else [])]
        others = [index.by_id[one].name for one in ids if one != customer_id]
    if not others or customer_id in ids:
        return []
    values = {"name": name, "other": others[0]}
    return [Message("The cover sheet is for {name}, but the paper names {other}.", values)]


def _say_what_for(work: Work, service: Service, cover: CoverSheet, document_id: int) -> None:
    """Note what the paper is for, so that it counts for that line whatever its numbers say."""
    if cover.for_shipment is not None:
        whose: list[str | int] = ["shipment", cover.for_shipment]
    elif cover.for_document is not None:
        whose = ["document", cover.for_document]
    elif cover.period is not None:
        whose = ["period", cover.period]
    else:
        return
    work.attestations.say(document_id, "belongs_to", whose, cover.made_by, service.now())

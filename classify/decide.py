"""Decides what a document is, what it says and whose it is; and when a person must look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from capture.pages import Message, Page
from classify.candidates.choosing import choose
from classify.candidates.field_candidates import candidates, values_of_hit
from classify.crosschecks.agreement import AREA, SEAL, WORDS_EQUAL_FIGURES
from classify.crosschecks.by_hand import FILLED_IN, is_filled_in, is_unwitnessed, tell_hands
from classify.crosschecks.complete_slips import with_complete
from classify.crosschecks.unlabelled import finish_fields
from classify.fields import field_values, read_fields
from classify.labels.finder import Finder
from classify.labels.vocabulary import vocabulary_of
from classify.names.firms import is_own, misread_own, own_office
from classify.parties.counterparty import Chosen, choose_party, code_for, names_us
from classify.parties.only_firm import with_only_firm
from classify.parties.our_role import with_us
from classify.parties.rivals import with_rivals
from classify.parties.roles import as_titled
from classify.profiles.plan import OTHER, DocumentType, FieldRule, Profile, named
from classify.profiles.profile_file import FieldKind
from classify.rules import OTHER_SCORE, Scored, certainty, score_types
from classify.sheet import Sheet, prepare
from classify.types.standing import standing_doubts
from classify.values import Check, Decision, FieldValue, FoundTable, Party, Reason

__all__ = [
    "Check",
    "Decision",
    "FieldValue",
    "FoundTable",
    "Party",
    "Reason",
    "decide",
]

_FUTURE = "future"
_ALWAYS_CRITICAL = frozenset({_FUTURE, WORDS_EQUAL_FIGURES})
_NOT_CRITICAL = frozenset({"registration_check", AREA, SEAL, FILLED_IN})


def decide(
    pages: Sequence[Page],
    profile: Profile,
    *,
    own: Sequence[str] = (),
    today: dt.date,
    type_id: str | None = None,
) -> Decision:
    """Decide about one document.

    Args:
        pages: its pages, in order.
        profile: the plan of the dossier.
        own: names and credit codes of our own company, which is never the customer.
        today: the date, for dates that can't be.
        type_id: the type, where a person said it; the fields are then read for it.
    """
    sheets = [prepare(page) for page in pages]
    tables = tuple(
        FoundTable(page.number, tuple(tuple(cell.text for cell in row) for row in table.rows))
        for page in pages
        for table in page.tables
    )
    scored = score_types(sheets, profile)
    confidence = round(certainty(scored), 4)
    if type_id is not None:
        scored, confidence = tuple(sorted(scored, key=lambda one: one.type != type_id)), 1.0
    best = scored[0]
    kind = profile.types[best.type]
    if kind.id == OTHER:
        message = Message("No type of the profile fits this paper.", {})
        reasons = _shown_reasons(scored)
        scores = _best_scores(scored)
        return Decision(
            OTHER, confidence, True, (message,), reasons, {}, tables, None, scored[1].type, False, scores
        )
    kind = as_titled(kind, sheets, profile)
    finders = [Finder(sheet, vocabulary_of(kind, profile)) for sheet in sheets]
    fields = finish_fields(kind, sheets, finders, read_fields(kind, profile, finders))
    fields = _without_future(kind, fields, today)
    fields = _with_customers_code(kind, _with_own_name(fields, own, sheets), finders, own)
    fields = with_only_firm(kind, fields, sheets, own)
    chosen = with_rivals(choose_party(kind, fields, sheets, own), kind, fields, finders, own)
    if type_id is None:
        scored = with_complete(scored, kind, fields, chosen, own)
        best, confidence = scored[0], round(certainty(scored), 4)
    fields = with_us(kind, fields, sheets, own, chosen.party)
    fields = tell_hands(_add_beside_customer(kind, finders, fields, chosen), pages)
    doubts = [
        *([] if type_id else _type_doubts(scored, confidence, profile)),
        *_field_doubts(kind, fields, profile, chosen.field),
        *standing_doubts(sheets),
    ]
    by_hand = is_filled_in(fields.get(chosen.field or ""))
    unknown = _customer_doubts(kind, chosen, profile, by_hand=by_hand)
    return Decision(
        kind.id,
        confidence,
        bool(doubts or unknown),
        tuple(doubts + unknown) if doubts else tuple(unknown),
        best.reasons,
        fields,
        tables,
        chosen.party,
        scored[1].type,
        bool(unknown),
        _best_scores(scored),
        chosen.between,
    )


def customer_doubts(decision: Decision) -> tuple[Message, ...]:
    """Return the doubts that are only about whose paper it is; they come last among the review reasons."""
    return decision.review_reasons[-1:] if decision.customer_unknown else ()


def _best_scores(scored: Sequence[Scored]) -> dict[str, float]:
    return {one.type: round(one.score, 2) for one in scored[:5]}


def _shown_reasons(scored: Sequence[Scored]) -> tuple[Reason, ...]:
    """Return why a paper is of no known type: its own reasons, then what spoke for the nearest type."""
    return (*scored[0].reasons, *(scored[1].reasons if scored[1].score > 0 else ()))


def _type_doubts(scored: Sequence[Scored], confidence: float, profile: Profile) -> list[Message]:
    if confidence >= profile.thresholds.file:
        return []
    best, second = profile.types[scored[0].type], profile.types[scored[1].type]
    if scored[1].score <= OTHER_SCORE:
        return [Message("It may be “{type}”, but too little says so.", {"type": named(best)})]
    return [
        Message("It may be “{type}” or “{other}”.", {"type": named(best), "other": named(second)}),
    ]


def _field_doubts(
    kind: DocumentType, fields: Mapping[str, FieldValue], profile: Profile, whose: str | None
) -> list[Message]:
    """Say what is doubtful of fields that must be right: critical ones, and the one that says ``whose``."""
    doubts = []
    for rule in kind.fields.values():
        value = fields.get(rule.id)
        if value is None:
            if rule.needed:
                doubts.append(Message("{field} was not found.", {"field": named(rule)}))
            continue
        failed = [c for c in value.checks if not c.ok and c.id not in _NOT_CRITICAL]
        if rule.kind == FieldKind.MONEY and not failed and is_unwitnessed(value):
            message = Message("{field} was filled in by hand; nothing confirms it.", {"field": named(rule)})
            doubts.append(message)
        if not (rule.critical or rule.id == whose) and not any(c.id in _ALWAYS_CRITICAL for c in failed):
            continue
        if failed:
            doubts += [Message("{field} must be checked.", {"field": named(rule)}), failed[0].message]
        elif value.confidence < profile.thresholds.field:
            doubts.append(Message("{field} could not be read for certain.", {"field": named(rule)}))
    return doubts


def _customer_doubts(kind: DocumentType, chosen: Chosen, profile: Profile, *, by_hand: bool) -> list[Message]:
    if not kind.needs_customer:
        return []
    if chosen.doubt is not None:
        return [chosen.doubt]
    party = chosen.party
    if party is not None and not party.name:
        return [Message("The customer's name was not read.", {})]
    if party is not None and party.confidence < profile.thresholds.customer and party.uscc is None:
        name = {"name": party.name}
        if by_hand:
            return [Message("The customer's name “{name}” was filled in by hand: please compare it.", name)]
        return [Message("The customer's name “{name}” is not sure.", name)]
    return []


def _without_future(
    kind: DocumentType, fields: dict[str, FieldValue], today: dt.date
) -> dict[str, FieldValue]:
    """Mark the paper's own date when it lies in the future: it was misread, or is not what it seems."""
    value = fields.get(kind.date or "")
    if (
        value is None
        or not isinstance(value.value, str)
        or value.value <= (today + dt.timedelta(days=31)).isoformat()
    ):
        return fields
    check = Check(_FUTURE, False, Message("{date} lies in the future.", {"date": value.value}))
    return {**fields, str(kind.date): replace(value, checks=(*value.checks, check))}


def _with_own_name(
    fields: dict[str, FieldValue], own: Sequence[str], sheets: Sequence[Sheet]
) -> dict[str, FieldValue]:
    """Mend our own company's name, which we know, where a seal made it be misread; an office of ours is us.

    Where a paper already names us rightly, a name that is ours but for a sign is another firm's.
    """
    mended = dict(fields)
    said = {value.value for value in fields.values() if isinstance(value.value, str)}
    for name, value in fields.items():
        if not isinstance(value.value, str):
            continue
        office = own_office(value.value, own, in_short=True)
        if office is not None and not names_us(sheets, own):
            office = own_office(value.value, own, in_short=False)
        if office is not None:
            mended[name] = replace(value, value=office)
            continue
        right = misread_own(value.value, own)
        if right is not None and right not in said:
            message = Message("Our own company's name was misread and mended.", {})
            mended[name] = replace(
                value, value=right, checks=(*value.checks, Check("corrected", True, message))
            )
    return mended


def _with_customers_code(
    kind: DocumentType, fields: dict[str, FieldValue], finders: Sequence[Finder], own: Sequence[str]
) -> dict[str, FieldValue]:
    """Keep, of several credit codes under one label, the one that stands nearest the customer's name.

    A form with a block for us and one for the customer has the codes of both.
    """
    named = (str(fields[name].value) for name in kind.customer if name in fields)
    customer = next((name for name in named if not is_own(name, None, own)), None)
    if customer is None or not own:
        return fields
    for name in (code for code in kind.customer_code if code in fields):
        rule = kind.fields[name]
        found = [one for finder in finders for one in candidates(rule, kind, finder)]
        if len({one.read.value for one in found}) == 1:
            continue
        nearest = code_for(customer, own, [finder.sheet for finder in finders], own)
        chosen = choose(rule, [one for one in found if one.read.value == nearest])
        if chosen is not None:
            fields |= field_values(rule, chosen)
    return fields


def _add_beside_customer(
    kind: DocumentType, finders: Sequence[Finder], fields: dict[str, FieldValue], chosen: Chosen
) -> dict[str, FieldValue]:
    """Keep, of values that each party has (its agent), the one in the customer's column or block."""
    for rule in kind.fields.values():
        if rule.beside_customer:
            fields.pop(rule.id, None)
            value = _beside(rule, kind, finders, chosen.field) if chosen.field else None
            if value is not None:
                fields[rule.id] = value
    return fields


def _beside(
    rule: FieldRule, kind: DocumentType, finders: Sequence[Finder], party: str | None
) -> FieldValue | None:
    for finder in reversed(finders):
        found = [
            candidate
            for hit, rank in finder.hits(rule.id)
            if finder.owner(hit, kind.customer) == party
            for candidate in values_of_hit(rule, finder, hit, rank)
        ]
        best = choose(rule, found)
        if best is not None:
            return field_values(rule, best)[rule.id]
    return None

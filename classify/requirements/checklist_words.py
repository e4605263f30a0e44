"""The sentences of a checklist: what was looked for, and what is wrong with what was found."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from capture.pages import Message
from classify.profiles.plan import Profile, RequirementRule
from classify.requirements.joins import FiledDocument, Shipment
from classify.requirements.periods import Period

SEALS = {
    "contract": ("合同专用章", "contract seal"),
    "finance": ("财务专用章", "finance seal"),
    "invoice": ("发票专用章", "invoice seal"),
    "customs": ("报关专用章", "customs seal"),
    "personnel": ("人事专用章", "personnel seal"),
    "inspection": ("检验专用章", "inspection seal"),
    "goods": ("收发货专用章", "seal for goods"),
    "business": ("业务专用章", "business seal"),
    "mark": ("收讫、作废等戳记", "stamp of receipt or the like"),
    "special": ("其他专用章", "other special seal"),
    "person": ("人名章", "name seal"),
    "company": ("公章", "company seal"),
}
"""The kinds of seals that a requirement may ask for, as `capture.seals.sealkinds` tells them apart."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is said of a paper where nobody knows, and where somebody said no."""

    unknown: Message
    no: Message


SEALED = Sentences(
    Message("Nobody has said whether it is sealed."), Message("A person saw that it is not sealed.")
)
SIGNED = Sentences(
    Message("Nobody has said yet whether it is signed."), Message("A person saw that it is not signed.")
)
NO_SIGNATURE = Message("No signature was found, and nobody has said yet whether it is signed. Please look.")
MAYBE_SIGNED = Message("A name stands where people sign, perhaps written, perhaps printed. Please look.")
ORIGINAL = Sentences(
    Message("Nobody has said yet whether it is the original."),
    Message("It is a copy; the original is asked for."),
)
ON_SHELF = Sentences(
    Message("Nobody has said that the paper itself lies on the shelf."),
    Message("The paper itself does not lie on the shelf."),
)


def both(zh: str, en: str) -> Message:
    """Return words that each reader sees in the own language."""
    return Message("{en}", {"en": en, "zh": zh})


def types_named(profile: Profile, rule: RequirementRule) -> Message:
    """Name the types that meet a requirement."""
    kinds = [profile.types[name] for name in rule.types]
    return both("、".join(one.title for one in kinds), " or ".join(one.title_en for one in kinds))


def looked_for(profile: Profile, rule: RequirementRule) -> Message:
    """Say which papers were looked for in vain."""
    what = types_named(profile, rule)
    if rule.at_least > 1:
        return Message("Looked for {n} × {what}: none is filed.", {"n": rule.at_least, "what": what})
    return Message("Looked for {what}: none is filed.", {"what": what})


def without_field(profile: Profile, type_id: str, field: str) -> Message:
    """Say that a paper is there, but lacks a field without which it does not meet the requirement."""
    kind = profile.types[type_id]
    rule = kind.fields.get(field)
    named = both(rule.title, rule.title_en) if rule else both(field, field)
    return Message(
        "{what} is filed, but without {field}.", {"what": both(kind.title, kind.title_en), "field": named}
    )


def looked_for_agent(profile: Profile, rule: RequirementRule, agent: str) -> Message:
    """Say whose paper was looked for in vain."""
    return Message(
        "Looked for {what} for {name}, who signed: none is filed.",
        {"what": types_named(profile, rule), "name": agent},
    )


def looked_for_number(profile: Profile, rule: RequirementRule, owner: FiledDocument) -> Message:
    """Say by which number papers of a document were looked for in vain."""
    names = ("approval_no", "number", "slip_no", "contract_no", "order_no")
    number = next((value for name in names if (value := owner.text(name))), None)
    what = types_named(profile, rule)
    if number is None:
        return Message(
            "The paper it is for carries no number, so no {what} can be joined to it.", {"what": what}
        )
    return Message(
        "Looked for {what} with the number {number}: none is filed.", {"what": what, "number": number}
    )


def looked_for_shipment(profile: Profile, rule: RequirementRule, shipment: Shipment) -> Message:
    """Say by which numbers papers of a shipment were looked for in vain."""
    numbers = ", ".join(dict.fromkeys(value for value in shipment.numbers.values() if value)) or str(
        shipment.id
    )
    return Message(
        "Looked for {what} with the number {number}: none is filed.",
        {"what": types_named(profile, rule), "number": numbers},
    )


def looked_for_period(profile: Profile, rule: RequirementRule, period: Period) -> Message:
    """Say for which period papers were looked for in vain."""
    return Message(
        "Looked for {what} of {period}: none is filed.",
        {"what": types_named(profile, rule), "period": both(period.title, period.title_en)},
    )


def in_review(count: int) -> Message:
    """Say that papers wait for a person."""
    return Message("{n} × received, but still in review.", {"n": count})


def shelf_only(count: int) -> Message:
    """Say that papers lie on the shelf and were never scanned."""
    return Message("{n} × on the shelf only. Please scan it, or let it go.", {"n": count})


def too_few(found: int, wanted: int) -> Message:
    """Say how many of how many are there."""
    return Message("{found} of {wanted} are filed.", {"found": found, "wanted": wanted})


def ambiguous(count: int) -> Message:
    """Say that papers may be for this or for something else."""
    return Message(
        "{n} × received, but its numbers or date do not tell what it is for. Please say so at the paper.",
        {"n": count},
    )


def begins(day: dt.date) -> Message:
    """Say when the term begins."""
    return Message("Its term begins only on {date}.", {"date": day.isoformat()})


def ended(day: dt.date) -> Message:
    """Say when the term ended."""
    return Message("Its term ended on {date}.", {"date": day.isoformat()})


def ends(day: dt.date) -> Message:
    """Say when the term ends."""
    return Message("Its term ends on {date}.", {"date": day.isoformat()})


def term_unsure() -> Message:
    """Say that the term must be checked."""
    return Message("Its term was not read for certain. Please check it.")


def no_date() -> Message:
    """Say that the day is not known on which it must be valid."""
    return Message("The day on which it must be valid was not read. Please enter it.")


def differs(own: str, other: str) -> Message:
    """Say what both sides say."""
    return Message("The paper says {own}, the other {other}.", {"own": own, "other": other})


def unread() -> Message:
    """Say that one side was not read."""
    return Message("What must agree was not read for certain. Please check it.")


def seal_named(kind: str) -> Message:
    """Name a kind of seal."""
    return both(*SEALS.get(kind, ("种类不明的印章", "seal of unknown kind")))


def _seals_named(rule: RequirementRule) -> Message:
    if not rule.seals:
        return both("印章", "seal")
    return both(
        "或".join(SEALS[kind][0] for kind in rule.seals),
        " or ".join(SEALS[kind][1] for kind in rule.seals),
    )


def no_seal(rule: RequirementRule, pages: int) -> Message:
    """Say which seal was looked for on how many pages."""
    return Message(
        "Looked for a {seal} on {n} pages: none was found.", {"seal": _seals_named(rule), "n": pages}
    )


def another_seal(rule: RequirementRule, kind: str) -> Message:
    """Say which seal was found instead."""
    return Message(
        "Looked for a {seal}; found a {found}. Please look.",
        {"seal": _seals_named(rule), "found": seal_named(kind)},
    )

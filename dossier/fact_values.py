"""Values of facts: what may be said of a customer, checked by the kind of the fact."""

from __future__ import annotations

import datetime as dt

from capture.pages import Message
from classify.notation.dates import parse_date
from classify.notation.money import parse_money
from classify.profiles.plan import Fact, Profile, named
from classify.profiles.profile_file import FactKind
from dossier.errors import BadRequest

FactValue = bool | str
_YES = frozenset({"true", "yes", "1", "是", "有"})
_NO = frozenset({"false", "no", "0", "否", "无", ""})
_MOST = 300


def find_fact(profile: Profile, fact_id: str) -> Fact:
    """Return a fact of the profile.

    Raises:
        BadRequest: the profile knows no such fact.
    """
    for fact in profile.facts:
        if fact.id == fact_id:
            return fact
    raise BadRequest(
        Message("The profile knows no fact “{fact}”.", {"fact": fact_id}),
        Message("Allowed: {facts}.", {"facts": ", ".join(one.id for one in profile.facts)}),
    )


def checked_value(fact: Fact, value: FactValue) -> FactValue:
    """Return a value as it is kept: yes or no, a word of the choices, ``YYYY-MM-DD``, yuan with two decimals.

    An empty text stands for a value taken back; it is kept as false.

    Raises:
        BadRequest: the value is none of the fact's kind.
    """
    text = "" if value is False else str(value).strip()
    if fact.kind is FactKind.YES_NO:
        if value is True or text.lower() in _YES:
            return True
        if text.lower() in _NO:
            return False
        raise _wrong(fact, text, "yes, no")
    if not text:
        return False
    if fact.kind is FactKind.CHOICE and text not in fact.choices:
        raise _wrong(fact, text, ", ".join(fact.choices))
    if fact.kind is FactKind.DATE:
        day = _day(text)
        if day is None:
            raise _wrong(fact, text, "2024-03-05")
        return day.isoformat()
    if fact.kind is FactKind.AMOUNT:
        money = parse_money(text) or parse_money(f"{text}元")
        if money is None:
            raise _wrong(fact, text, "12300.00")
        return f"{money.amount:.2f}"
    return text[:_MOST]


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        found = parse_date(text)
        return dt.date.fromisoformat(found) if found else None


def _wrong(fact: Fact, text: str, allowed: str) -> BadRequest:
    return BadRequest(
        Message("“{text}” cannot be the value of “{fact}”.", {"text": text, "fact": named(fact)}),
        Message("Allowed: {allowed}.", {"allowed": allowed}),
    )

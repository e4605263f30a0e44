"""Values of one paper that must agree: words and figures, dates, code and address, seal and party."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from rapidfuzz.distance import Levenshtein

from capture.pages import Message
from classify.names.firms import alike, fold_name, has_form
from classify.names.organisations import organisation
from classify.names.places import unknown_place
from classify.normalise import folded
from classify.notation.codes import PROVINCES
from classify.notation.money import parse_words
from classify.notation.numerals import WORDS, money_words
from classify.sheet import Sheet
from classify.values import Check, FieldValue

Fields = dict[str, FieldValue]
AREA, SEAL, WORDS_EQUAL_FIGURES = "area", "seal", "words_equal_figures"
_IN_ORDER = (
    ("valid_from", "valid_until"),
    ("founded", "issued"),
    ("signed", "valid_until"),
    ("due", "deferred_until"),
    ("period_from", "period_until"),
)
_ENOUGH_WORDS, _FEW_OF = 4, 5
_UNSURE = 0.5
_SAME_FIRM, _OTHER_FIRM = 60.0, 35.0
_FEWEST_PARTIES = 2  # elsewhere the seal is the office's that gives the paper out


def words_money(words: str) -> str | None:
    """Return the sum that words say, in the contract's form."""
    said = parse_words(words if words[-1:] in "元圆整正角分" else words + "元")
    return said.value if said else None


def agree_words(fields: Fields, name: str) -> None:
    """Compare a sum with its words; words alone give the sum."""
    words = fields.get(f"{name}_in_words")
    if words is None or not isinstance(words.value, str):
        return
    said = words_money(words.value)
    if said is not None and "负" in words.raw:
        said = f"-{said}"
    figures = fields.get(name)
    if figures is None:
        if said is not None and all(check.ok for check in words.checks):
            fields[name] = FieldValue(said, words.raw, words.confidence, words.page, words.box)
        return
    ok = figures.value == said
    if not ok and _adds_up(figures) and (printed := _nearly_said(str(words.value), str(figures.value))):
        mended = Message("A misread character was mended; the figures and the lines say the same.", {})
        checks = (*(check for check in words.checks if check.ok), Check("corrected", True, mended))
        fields[f"{name}_in_words"] = replace(words, value=printed, checks=checks)
        said, ok = str(figures.value), True
    if said is None:
        return
    sure = min(0.99, figures.confidence + 0.1) if ok else figures.confidence
    fields[name] = with_words_said(replace(figures, confidence=round(sure, 4)), said)


def with_words_said(figures: FieldValue, words: str) -> FieldValue:
    """Return a sum with the check against what words say of it; it is unsure where they differ."""
    ok = figures.value == words
    params = {"words": words, "figures": str(figures.value)}
    message = (
        Message("Words and figures agree.", {})
        if ok
        else Message("The words say {words}, the figures {figures}.", params)
    )
    sure = figures.confidence if ok else min(figures.confidence, _UNSURE)
    checks = (*figures.checks, Check(WORDS_EQUAL_FIGURES, ok, message))
    return replace(figures, checks=checks, confidence=sure)


def _adds_up(total: FieldValue) -> bool:
    return any(check.id == "lines_equal_total" and check.ok for check in total.checks)


def _nearly_said(words: str, figures: str) -> str | None:
    """Return the words of a sum where those that were read are the same but for one, or but for an end."""
    right = money_words(Decimal(figures))
    read = words.removeprefix("人民币").replace("圆", "元").replace("正", "整")
    part = len(read) >= _ENOUGH_WORDS and (right.endswith(read) or right.startswith(read))
    near = part or _is_unclear(read, right) or Levenshtein.distance(read, right, score_cutoff=1) <= 1
    return right if near else None


def _is_unclear(read: str, right: str) -> bool:
    """Tell whether words differ only in a few signs that were read as none of a sum."""
    others = [one for one, sign in zip(read, right, strict=False) if one != sign]
    few = len(read) == len(right) and len(others) * _FEW_OF <= len(right)
    return few and not any(sign in WORDS for sign in others)


def agree_dates(fields: Fields) -> None:
    """Check that terms do not end before they begin, and papers are not older than what they tell."""
    for first, second in _IN_ORDER:
        a, b = fields.get(first), fields.get(second)
        if a is None or b is None or not isinstance(a.value, str) or not isinstance(b.value, str):
            continue
        if b.value[:1].isdigit() and b.value < a.value:
            message = Message("{second} lies before {first}.", {"first": a.value, "second": b.value})
            fields[second] = replace(b, checks=(*b.checks, Check("date_order", False, message)))


def agree_area(fields: Fields) -> None:
    """Compare the province in a credit code or identity number with the one the address names.

    A firm that moved keeps its code, so a person need not look for this alone. GB/T 2260 gives the areas.
    """
    address = fields.get("address")
    place = folded(str(address.value)) if address else ""
    named = next((code for code, name in PROVINCES.items() if place.startswith(folded(name))), None)
    for name, start in (("uscc", 2), ("number", 0)):
        value = fields.get(name)
        area = str(value.value)[start : start + 2] if value else ""
        if value is None or named is None or area not in PROVINCES or not _has_check_digit(value):
            continue
        ok = area == named
        params = {"code": PROVINCES[area], "address": PROVINCES[named]}
        message = (
            Message("The number's area is that of the address.", {})
            if ok
            else Message("The number was given out in {code}, the address lies in {address}.", params)
        )
        fields[name] = replace(value, checks=(*value.checks, Check(AREA, ok, message)))


def _has_check_digit(value: FieldValue) -> bool:
    return any(check.id == "check_digit" for check in value.checks)


def agree_places(fields: Fields) -> None:
    """Check that the city or county a firm's name begins with is one: 临近市 is 临沂市 misread."""
    for name, value in fields.items():
        place = unknown_place(value.value) if isinstance(value.value, str) else None
        if place is not None and organisation(str(value.value)) == value.value:
            params = {"place": place}
            message = Message("No city or county is called {place}: the name may be misread.", params)
            check = Check("place", False, message)
            fields[name] = replace(value, checks=(*value.checks, check))


def agree_seals(fields: Fields, parties: Sequence[str], sheets: Sequence[Sheet]) -> None:
    """Compare the names in seals with the parties: a seal confirms its party, one of nobody's is told."""
    seals = [name for sheet in sheets for seal in sheet.page.seals if (name := organisation(seal.text or ""))]
    named = {party: fold_name(str(fields[party].value)) for party in parties if party in fields}
    if len(parties) < _FEWEST_PARTIES:
        return
    strange = ""
    for seal in seals:
        worth = {party: alike(fold_name(seal), name) for party, name in named.items()}
        best = max(worth, key=lambda party: worth[party], default="")
        if best and worth[best] >= _SAME_FIRM:
            fields[best] = _with_seal(fields[best], ok=True, name=seal)
        elif best and worth[best] < _OTHER_FIRM and has_form(seal):
            strange = seal
    confirmed = any(check.id == SEAL for party in named for check in fields[party].checks)
    if strange and len(named) == len(parties) and not confirmed:
        first = next(iter(named))
        fields[first] = _with_seal(fields[first], ok=False, name=strange)


def _with_seal(value: FieldValue, *, ok: bool, name: str) -> FieldValue:
    if any(check.id == SEAL for check in value.checks):
        return value
    message = (
        Message("The seal bears this name.", {})
        if ok
        else Message("The seal seems to bear another name: {name}.", {"name": name})
    )
    return replace(value, checks=(*value.checks, Check(SEAL, ok, message)))

"""The customer of a paper as the paper alone tells: the party that is not our own company."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from capture.pages import Message
from classify.names.firms import fold_name, is_own, is_short_for
from classify.names.forms_abroad import may_be_misread
from classify.names.organisations import is_complete_organisation, organisation
from classify.names.spelled import spelled_in
from classify.names.unplaced import is_cut_out
from classify.normalise import fold, han_count, has_han
from classify.notation.codes import find_credit_codes, is_credit_code, organisation_ok
from classify.parties.bilingual import is_translated
from classify.profile import DocumentType
from classify.sheet import Segment, Sheet
from classify.values import FieldValue, Party

_SURE_WITHOUT_OURS = 0.75
_LATIN, _FEW_LATIN = re.compile("[A-Z]"), 0.5  # Latin letters to each Chinese character
_ENOUGH = 7  # characters that tell a name where a seal hides its end
# of an agreement of three; who only vouches, watches or brings together is no third whose paper it may be
_THIRD = re.compile(r"(?P<before>.{0,8})丙方(?P<role>(?:\([^()]{0,16}\)){0,2})(?P<rest>.*)")
_HELPERS = "担保|保证|见证|鉴证|监管|居间|中介|代理|抵押|出质"
_HELPS = re.compile(_HELPERS)
_NAMED_AS_HELPER = re.compile(rf"\([^()]*(?:{_HELPERS})[^()]*\)")  # 丙方:…公司(担保人)
_SENDER = "sender"
# who tests goods for us neither made nor buys them
_MAKER = "maker"
_TESTS = re.compile(
    "(?:检测|检验|质检|计量|认证|检定|鉴定|商检)(?:技术|服务|检测|研究|认证|集团|股份|有限|监督){0,4}"
    "(?:中心|所|院|站|公司)$"
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The party, which field named it, and what is doubtful about it: ``between`` it and another customer."""

    party: Party | None
    field: str | None = None
    doubt: Message | None = None
    between: bool = False


def _spots(sheet: Sheet, keys: Mapping[str, bool]) -> list[tuple[Segment, bool]]:
    """Return where the names stand on a page, and whether each is the customer's."""
    segments = [s for row in sheet.rows for s in row.segments]
    texts = [(s, fold_name(s.line.text)) for s in segments]
    return [(s, mine) for s, text in texts for key, mine in keys.items() if key[:_ENOUGH] in text]


def code_for(name: str, others: Sequence[str], sheets: Sequence[Sheet], own: Sequence[str]) -> str | None:
    """Return the credit code printed nearest below or beside a name, rather than another party's."""
    keys = {fold_name(n): n == name for n in (*others, name) if fold_name(n)}
    nearest: dict[str, tuple[float, bool]] = {}
    for sheet in sheets:
        spots = _spots(sheet, keys)
        for segment in (s for row in sheet.rows for s in row.segments):
            for code in find_credit_codes(segment.folded):
                unsure = code.corrected and not (code.forced or organisation_ok(code.value))
                if not code.ok or unsure or is_own(None, code.value, own):
                    continue
                for spot, mine in spots:
                    distance = _distance(spot, segment, sheet)
                    if distance < nearest.get(code.value, (float("inf"), False))[0]:
                        nearest[code.value] = (distance, mine)
    mine_only = sorted((d, code) for code, (d, mine) in nearest.items() if mine)
    return mine_only[0][1] if mine_only else None


def _distance(name: Segment, code: Segment, sheet: Sheet) -> float:
    above = 0.0 if name.y <= code.y + code.height else float(sheet.page.height)
    sideways = max(0.0, abs(name.x0 - code.x0) - 0.12 * sheet.width)
    return abs(name.y - code.y) + above + 2 * sideways


def _named(
    kind: DocumentType, ids: Sequence[str], fields: Mapping[str, FieldValue]
) -> list[tuple[str, FieldValue]]:
    return [(i, fields[i]) for i in ids if i in fields and isinstance(fields[i].value, str)]


def _party(
    chosen: tuple[str, FieldValue],
    kind: DocumentType,
    fields: Mapping[str, FieldValue],
    sheets: Sequence[Sheet],
    own: Sequence[str],
    others: Sequence[str],
) -> Party:
    value = chosen[1]
    name = str(value.value)
    code = next(
        (
            str(fields[c].value)
            for c in kind.customer_code
            if c in fields and is_credit_code(str(fields[c].value))
        ),
        None,
    )
    if code is None and organisation(name) and not (kind.customer_code and kind.id == "business_licence"):
        code = code_for(name, others, sheets, own)
    whole = is_complete_organisation(name) and not (is_cut_out(name, sheets) or may_be_misread(name))
    confidence = value.confidence if whole else min(value.confidence, 0.75)
    return Party(name, code, round(confidence, 4), value.page, value.box)


def choose_party(
    kind: DocumentType, fields: Mapping[str, FieldValue], sheets: Sequence[Sheet], own: Sequence[str]
) -> Chosen:
    """Return the customer of a paper; None with the doubt where the paper does not tell."""
    names = _named(kind, kind.customer if own else kind.customer_alone, fields)
    names = [one for one in names if one[0] != _MAKER or not _TESTS.search(str(one[1].value))]
    code = next((str(fields[c].value) for c in kind.customer_code if c in fields), None)
    if not names:
        if code and is_credit_code(code) and not is_own(None, code, own):
            value = fields[next(c for c in kind.customer_code if c in fields)]
            return Chosen(Party("", code, value.confidence, value.page, value.box))
        return Chosen(None, None, _without_customer([] if own else _named(kind, kind.customer, fields)))
    if not own:
        others = [str(v.value) for _, v in names[1:]]
        return Chosen(_party(names[0], kind, fields, sheets, own, others), names[0][0])
    ours = [n for n in names if is_own(str(n[1].value), None, own)]
    ours = ours or [n for n in names if is_translated(n[1], sheets, own)]
    short = [n for n in names if is_short_for(str(n[1].value), own)]
    whole = [n for n in names if n not in (*ours, *short) and is_complete_organisation(str(n[1].value))]
    if not ours and len(whole) == 1:  # the other one may be ours in short: 客户：金鼎机械
        ours = short
    theirs = [n for n in names if n not in ours]
    if not theirs:
        message = Message("Only our own company is named on this paper.", {})
        return Chosen(None, None, message)
    if not ours and len(whole) == 1 and theirs[0] == whole[0] and names_us(sheets, own):
        theirs = whole  # we gave it out; a maker's short name (制造商：深圳迈瑞) is no second customer's
    different = {fold_name(str(v.value)) for _, v in theirs}
    party = _party(theirs[0], kind, fields, sheets, own, [str(v.value) for _, v in (*ours, *theirs[1:])])
    if _holds_ours(party.name, own):
        return Chosen(
            party, theirs[0][0], Message("The customer's name “{name}” is not sure.", {"name": party.name})
        )
    third = next((name for name in _third_parties(sheets) if fold_name(name) not in different), None)
    if third is not None and len(kind.customer) > 1 and not is_own(third, None, own):
        both = {"first": party.name, "second": third}
        doubt = Message("It is an agreement of three, with {first} and {second}.", both)
        return Chosen(party, theirs[0][0], doubt, between=True)
    if len(different) == 1 and (ours or _is_alone(theirs[0][0], kind, party.name, sheets, own)):
        return Chosen(party, theirs[0][0])
    if len(different) == 1:
        unsure = replace(party, confidence=min(party.confidence, _SURE_WITHOUT_OURS))
        return Chosen(unsure, theirs[0][0], Message("Our own company was not found on this paper.", {}))
    message = Message("Neither {first} nor {second} is surely our own company.", _two(theirs))
    return Chosen(
        replace(party, confidence=min(party.confidence, _SURE_WITHOUT_OURS)),
        theirs[0][0],
        message,
    )


def _holds_ours(name: str, own: Sequence[str]) -> bool:
    """Tell whether our own name stands within another's: then words beside ours were taken for a firm."""
    key = fold_name(name)
    keys = (fold_name(mine) for mine in own if is_complete_organisation(mine))
    return any(mine in key and key != mine for mine in keys)


def _is_alone(field: str, kind: DocumentType, name: str, sheets: Sequence[Sheet], own: Sequence[str]) -> bool:
    """Tell whether the only firm named is the customer, though no field names us.

    Whoever sends goods abroad declares them: another firm there is the customer only where the paper names us
    as well; else it is a paper between two others.
    """
    if not kind.customer_alone or _may_be_ours(name, sheets, own):
        return False
    return field != _SENDER or field in kind.customer_alone or names_us(sheets, own)


def names_us(sheets: Sequence[Sheet], own: Sequence[str]) -> bool:
    """Tell whether our own company's name stands anywhere on a paper, in Chinese or in Latin letters."""
    text = "\n".join(row.plain for sheet in sheets for row in sheet.rows)
    said = fold_name(text)
    return any(fold_name(mine) in said for mine in own) or spelled_in(text, own)


def _third_parties(sheets: Sequence[Sheet]) -> Iterator[str]:
    """Yield the firms that papers call 丙方, but for those that only vouch for a party."""
    for sheet in sheets:
        for row in sheet.rows:
            found = _THIRD.search(row.plain)
            if found is None or _HELPS.search(found["before"] + found["role"]):
                continue
            if _NAMED_AS_HELPER.search(found["rest"]):
                continue
            below = [other.plain for other in sheet.rows[row.index + 1 : row.index + 2]]
            name = organisation(next((text for text in (found["rest"], *below) if text.strip(" :")), ""))
            if name is not None and is_complete_organisation(name):
                yield name


def _may_be_ours(name: str, sheets: Sequence[Sheet], own: Sequence[str]) -> bool:
    """Tell whether a name in Latin letters may be our own company's, whom the paper names in no other way."""
    in_latin = any(not has_han(mine) and not is_credit_code(fold(mine).plain) for mine in own)
    if has_han(name) or in_latin:
        return False
    text = "\n".join(row.plain for sheet in sheets for row in sheet.rows)
    # a paper in Chinese writes a Chinese firm's name in Chinese
    in_chinese = len(_LATIN.findall(text)) - len(_LATIN.findall(name)) < _FEW_LATIN * han_count(text)
    return not (in_chinese or names_us(sheets, own))


def _without_customer(named: Sequence[tuple[str, FieldValue]]) -> Message:
    if not named:
        return Message("The paper does not say whose it is.", {})
    names = "、".join(dict.fromkeys(str(value.value) for _, value in named))
    return Message(
        "The paper names {names}. Write our own company under Administration; then it is known who the "
        "customer is.",
        {"names": names},
    )


def _two(names: Sequence[tuple[str, FieldValue]]) -> dict[str, str | int | float]:
    return {"first": str(names[0][1].value), "second": str(names[1][1].value)}

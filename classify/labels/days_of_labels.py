"""Which day a label means: the paper's own, another one that it tells of, or the last of a term."""

from __future__ import annotations

import re
from dataclasses import replace

from classify.labels.finder import Value
from classify.labels.label_hits import Hit
from classify.normalise import fold, folded, has_han
from classify.profiles.plan import FieldRule
from classify.profiles.profile_file import FieldKind
from classify.sheet import joined_raw

_OF_AN_EVENT = re.compile(
    "(?<!已)(?:完成|购买|购货|发货|送货|出厂|交货|交付|到货|付款|开工|竣工|完工|到期|有效|生产|出生|开始|起始|结束|终止|提货|预计|计划|要求|需求|还款|截[止至])$"
)
_ANOTHER_DAY = re.compile(  # of the bare label DATE: Due date, Delivery date, P.O. date
    r"(?<![A-Z])(?:DUE|DELIVERY|SHIPMENT|SHIPPING|SAILING|EXPIRY|EXPIRATION|ARRIVAL|DEPARTURE|PAYMENT|MATURITY|VALUE|START"
    r"|END|REQUIRED|REQUESTED|EXPECTED|BIRTH|CLOSING|PRODUCTION|MANUFACTURE|MANUFACTURING|MFG|ORDER|P\.?O\.?|ORIGINAL"
    r"|NEW|INSTAL{1,2}MENT|VALIDITY|BEST BEFORE)[ .]*$"
)
_OF_THE_GOODS = re.compile(" ?OF (?:DESPATCH|DISPATCH|SHIPMENT|DEPARTURE|ARRIVAL|DELIVERY|EXPIRY)(?![A-Z])")
_TERM = re.compile(r"\d[日号]?起? ?(?:[~至到]|[-—–]{1,3}) ?(?:20\d\d|\d{1,2}月)")
_DATE, _DATED = folded("DATE"), folded("DATED")
_ENDS_ON = (
    "VALID UNTIL",
    "VALID TO",
    "VALID TILL",
    "VALID THROUGH",
    "VALID THRU",
    "EXPIRES",
    "EXPIRATION",
    "END DATE",
    "AS AT",
    "AS OF",
    "CLOSING DATE",
    "CUT-OFF DATE",
)
_LAST_DAY = re.compile(  # labels of one day, no term; readers lose the blanks of the English ones
    "(?:到期|截[止至]|终止|届满|失效)日期?$|(?:有效期|期限)[至止到]$|^(?:EXP1RY|"
    + "|".join(form for word in _ENDS_ON for form in (folded(word), folded(word).replace(" ", "")))
    + ")"
)

# what was given for a while: the one day told is its last
_FOR_A_WHILE = re.compile("^临时.*(?:有效期限?|期限)$")
_NO_DAY = re.compile("长期|永久")


def names_another_day(hit: Hit) -> bool:
    """Tell whether the words around a label of a day say that it is another's: 完成日期, Due date."""
    plain = hit.row.plain
    if hit.is_in_a_sentence and hit.label != _DATED:
        return True  # as of 30 June we owe you
    if hit.inside and _OF_AN_EVENT.search(plain, 0, hit.start):
        return True
    if hit.label == _DATE and _ANOTHER_DAY.search(plain, max(0, hit.start - 16), hit.start):
        return True
    return _OF_THE_GOODS.match(plain, hit.end) is not None


def of_one_day(rule: FieldRule, label: str, behind: str) -> FieldRule:
    """Return the rule of a term's end as one of a day where the label says that it is one: Valid until.

    有效期至 may have a whole term behind it all the same, or 长期; 临时额度有效期 has one day or a term.
    """
    if rule.kind != FieldKind.PERIOD_UNTIL:
        return rule
    one = _LAST_DAY.search(label) or _FOR_A_WHILE.search(label)
    return replace(rule, kind=FieldKind.DATE) if one and not _tells_a_term(behind) else rule


def tells_last_day(label: str, behind: str) -> bool:
    """Tell whether the one day behind a label of a term is its last: of what was given for a while."""
    return _FOR_A_WHILE.search(label) is not None and not _tells_a_term(behind)


def _tells_a_term(plain: str) -> bool:
    return _TERM.search(plain) is not None or _NO_DAY.search(plain) is not None


def is_no_day_of(hit: Hit, value: Value) -> bool:
    """Tell whether what a label of a day has is none of its own: a hand's note, or the beginning of a term.

    Near an office's label (登记机关) printed days have 年, a hand's 2024.7.10 has none. What stands around a
    label, not behind it, may be a term: 2023年11月1日至11月30日.
    """
    raw = joined_raw(value.pieces)
    of_an_office = len(hit.fields) > 1 and not _FOR_A_WHILE.search(hit.label)
    if of_an_office and has_han(hit.label) and "日" not in hit.label and "年" not in raw:
        return True
    return value.how != "beside" and _TERM.search(fold(raw).plain) is not None

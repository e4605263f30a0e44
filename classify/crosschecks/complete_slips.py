"""What a paper says in full speaks for its type: a titled slip with number, date, goods and both firms.

Short slips carry few of the words that make a type sure. Where a paper bears the type's own title, nothing
speaks for another type, and its fields give whose it is, when, and what, little room for doubt is left.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from capture.pages import Message
from classify.crosschecks.agreement import WORDS_EQUAL_FIGURES
from classify.names.firms import is_own
from classify.names.organisations import is_complete_organisation
from classify.parties.counterparty import Chosen
from classify.profile import DocumentType, FieldKind, FieldRule
from classify.profiles.plan import OTHER
from classify.rules import OTHER_SCORE, Scored
from classify.values import FieldValue, Reason

_WEIGHT = 2.5
_AGAINST = -3.0  # weighs as much against a type as papers that are easily taken for it
# 采购退货出库单 ends as the slip of goods sold does, and is none
_THE_OTHER_WAY = re.compile("退|借|废|盘点|样品|赠|调拨")
_LIKE_A_TITLE = 0.3  # of a title's weight; below it are sentences and notes at the foot
_FEWEST_BESIDE = {True: 1, False: 2}
"""Fields beside day and firms, where both firms are named or one is; a sum in words and figures is two."""
_TELLING = (FieldKind.NUMBER, FieldKind.MONEY, FieldKind.LINES, FieldKind.ID_NUMBER, FieldKind.PERIOD_UNTIL)
_WORDS_THAT_TELL = frozenset({"terms", "collateral"})


def with_complete(
    scored: Sequence[Scored],
    kind: DocumentType,
    fields: Mapping[str, FieldValue],
    chosen: Chosen,
    own: Sequence[str],
) -> tuple[Scored, ...]:
    """Return the scores, the best type's raised where the paper says in full what papers of it say."""
    best, second = scored[0], scored[1]
    if kind.id == OTHER or second.score > OTHER_SCORE or not _is_titled(best, kind):
        return tuple(scored)
    if not _says_all(kind, fields, chosen, own):
        return tuple(scored)
    text = Message("It gives all that such a paper says: whose it is, the day and what it is about.", {})
    reasons = (*best.reasons, Reason(f"{kind.id}.complete", text, _WEIGHT))
    return (replace(best, score=best.score + _WEIGHT, reasons=reasons), *scored[1:])


def _is_titled(best: Scored, kind: DocumentType) -> bool:
    """Tell whether a paper plainly bears the type's title and nothing speaks strongly against the type."""
    named = [one for one in best.reasons if one.rule == f"{best.type}.title"]
    titles = [
        str(one.text.params["text"]) for one in named if one.weight >= _LIKE_A_TITLE * kind.title_weight
    ]
    against = any(reason.weight <= _AGAINST for reason in best.reasons)
    turned = bool(titles) and _THE_OTHER_WAY.search(titles[0]) and not _THE_OTHER_WAY.search(kind.title)
    return bool(titles) and not against and not turned


def _says_all(
    kind: DocumentType, fields: Mapping[str, FieldValue], chosen: Chosen, own: Sequence[str]
) -> bool:
    """Tell whether the customer is sure, and the day and enough of what the paper is about were read."""
    party = chosen.party
    if party is None or chosen.doubt is not None or not is_complete_organisation(party.name):
        return False
    day = fields.get(kind.date or "")
    if day is None or not all(check.ok for check in day.checks):
        return False
    numbers = [rule for rule in kind.fields.values() if rule.critical and rule.kind == FieldKind.NUMBER]
    if any(rule.id not in fields for rule in numbers):
        return False
    named = [fields[name] for name in kind.customer if name in fields]
    both = any(isinstance(value.value, str) and is_own(value.value, None, own) for value in named)
    told = [name for name, rule in kind.fields.items() if _tells(rule, kind) and name in fields]
    agreed = any(
        check.id == WORDS_EQUAL_FIGURES and check.ok for name in told for check in fields[name].checks
    )
    return (both or len(kind.customer) == 1) and len(told) + agreed >= _FEWEST_BESIDE[both]


def _tells(rule: FieldRule, kind: DocumentType) -> bool:
    """Tell whether a field says what a paper is about: a number, a sum, goods, terms, or until when."""
    other_day = rule.kind == FieldKind.DATE and rule.id != kind.date
    return rule.kind in _TELLING or other_day or rule.id in _WORDS_THAT_TELL

"""Whether what one paper says agrees with what others say: names, numbers, dates, amounts and their sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from classify.names.firms import name_key
from classify.profiles.plan import RequirementRule
from classify.requirements.conditions import as_number
from classify.requirements.joins import FiledDocument, number_key

_UNIT = Decimal("0.01")


class Verdict(Enum):
    """What comparing gave."""

    AGREES = auto()
    DIFFERS = auto()
    UNREAD = auto()  # one side does not say it, or it was read unsurely


@dataclass(frozen=True, slots=True)
class Compared:
    """A verdict, both sides as they stand, and the fields that said it."""

    verdict: Verdict
    own: str = ""
    other: str = ""
    own_field: str = ""
    others: tuple[tuple[FiledDocument, str], ...] = ()


def compare(rule: RequirementRule, paper: FiledDocument, others: Sequence[FiledDocument]) -> Compared:
    """Compare a paper with others as a rule of the kind ``must_agree`` says.

    Of several fields, and of several other papers, one pair that agrees is enough; a sum is of them all.
    """
    against = rule.against
    if against is None:
        raise ValueError(f"{rule.id} compares with nothing")
    own = [(name, value) for name in rule.fields if (value := paper.text(name))]
    there = [(one, name, value) for one in others for name in against.fields if (value := one.text(name))]
    if not own or not there:
        return Compared(Verdict.UNREAD, own_field=own[0][0] if own else "")
    if against.sum:
        return _compare_sum(rule, paper, own[0], there)
    for name, value in own:
        for one, other_name, other in there:
            if _alike(rule, value, other):
                return Compared(Verdict.AGREES, value, other, name, ((one, other_name),))
    unsure = any(name in paper.unsure for name, _ in own)
    unsure = unsure or any(name in one.unsure for one, name, _ in there)
    name, value = own[0]
    one, other_name, other = there[0]
    verdict = Verdict.UNREAD if unsure else Verdict.DIFFERS
    return Compared(verdict, value, other, name, ((one, other_name),))


def _compare_sum(
    rule: RequirementRule,
    paper: FiledDocument,
    own: tuple[str, str],
    there: Sequence[tuple[FiledDocument, str, str]],
) -> Compared:
    name, value = own
    numbers = [as_number(text) for _, _, text in there]
    mine = as_number(value)
    where = tuple((one, field) for one, field, _ in there)
    if mine is None or None in numbers:
        return Compared(Verdict.UNREAD, value, "", name, where)
    total = sum((number for number in numbers if number is not None), Decimal(0))
    if _near(rule, mine, total) or (rule.at_most and total < mine):
        return Compared(Verdict.AGREES, value, f"{total:.2f}", name, where)
    unsure = name in paper.unsure or any(field in one.unsure for one, field in where)
    return Compared(Verdict.UNREAD if unsure else Verdict.DIFFERS, value, f"{total:.2f}", name, where)


def _alike(rule: RequirementRule, own: str, other: str) -> bool:
    if rule.compare == "name":
        return name_key(own) == name_key(other)
    if rule.compare == "number":
        return number_key(own) == number_key(other)
    if rule.compare == "date":
        return own == other
    mine, theirs = as_number(own), as_number(other)
    if mine is None or theirs is None:
        return False
    return _near(rule, mine, theirs) or (rule.at_most and theirs < mine)


def _near(rule: RequirementRule, own: Decimal, other: Decimal) -> bool:
    """Tell whether two amounts differ by no more than the rule's share of our own, or a cent."""
    return abs(own - other) <= max(_UNIT, abs(own) * Decimal(str(rule.tolerance)))

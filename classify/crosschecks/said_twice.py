"""Sums that running text says twice, in words and figures: 欠货款人民币伍拾捌万元整（¥580000.00）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from classify.crosschecks.agreement import with_words_said
from classify.notation.money import Money, find_money
from classify.profile import FieldKind, FieldRule
from classify.sheet import Sheet
from classify.values import FieldValue

_BETWEEN = re.compile(
    r"[元圆整正(),:;、 ]*(?:即|计|合|人民币|RMB|CNY|大写|小写)?[:(, ]*(?:人民币|RMB)?[:¥$ ]*"
)


def agree_beside(
    fields: Mapping[str, FieldValue], rules: Mapping[str, FieldRule], sheets: Sequence[Sheet]
) -> dict[str, FieldValue]:
    """Return the fields, with a check of each sum in figures beside which its page says one in words.

    Sums whose words are a field of their own are compared there.
    """
    compared = dict(fields)
    for name, value in fields.items():
        rule = rules.get(name)
        if rule is None or rule.kind != FieldKind.MONEY or f"{name}_in_words" in rules:
            continue
        said = {words.value for words, figures in _pairs(value, sheets) if figures.value == value.value}
        if len(said) != 1:
            continue
        compared[name] = with_words_said(value, said.pop())
    return compared


def _pairs(value: FieldValue, sheets: Sequence[Sheet]) -> Iterator[tuple[Money, Money]]:
    """Yield the sums in words that stand beside one in figures on a value's page, with these."""
    for sheet in sheets:
        for row in sheet.rows if sheet.page.number == value.page else ():
            for one, other in pairwise(find_money(row.plain)):
                if one.in_words != other.in_words and _BETWEEN.fullmatch(row.plain[one.end : other.start]):
                    yield (one, other) if one.in_words else (other, one)

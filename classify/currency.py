"""The currency of a sum that stands without one, where the list's headings or a label name it for all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from classify.money import CURRENCIES
from classify.normalise import fold
from classify.sheet import Sheet
from classify.values import FieldValue

_FOREIGN = {
    word: code for code, words in CURRENCIES.items() if code != "CNY" for word in words if len(word) > 1
}
_NAMES = "|".join(map(re.escape, sorted(_FOREIGN, key=len, reverse=True)))
_NAMED = re.compile(
    rf"(?:AMOUNT|PRICE|VALUE|金额|总价|总值|币种|币别|币制|CURRENCY) ?[(:/]? ?(?:IN |单位:?)?"
    rf"(?P<currency>{_NAMES})(?![A-Z])"
)
_YUAN = re.compile("[¥元圆]|RMB|CNY|人民币")


def add_currency(fields: dict[str, FieldValue], name: str, sheets: Sequence[Sheet]) -> None:
    """Give a sum the foreign currency that a heading says: AMOUNT (USD), 币种：美元."""
    value = fields.get(name)
    key = f"{name}_currency"
    if value is None or key in fields or _YUAN.search(fold(value.raw).plain):
        return
    for sheet in sheets:
        for row in sheet.rows:
            match = _NAMED.search(row.plain)
            if match is not None:
                fields[key] = replace(value, value=_FOREIGN[match["currency"]], checks=())
                return

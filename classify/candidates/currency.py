"""The currency of a sum that stands without one, where the list's headings or a label name it for all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from capture.pages import Table
from classify.normalise import fold
from classify.notation.money import CURRENCIES
from classify.sheet import Sheet
from classify.values import FieldValue

_CODES = {word: code for code, words in CURRENCIES.items() for word in words}
_WORDS = "|".join(map(re.escape, sorted((w for w in _CODES if len(w) > 1), key=len, reverse=True)))
_SIGNS = "|".join(map(re.escape, sorted((w for w in _CODES if len(w) == 1), key=len, reverse=True)))
_NAMED = rf"(?:{_WORDS})(?![A-Z])|(?<=[(/])(?:{_SIGNS})(?=[)/])"
_FROM_HEAD = (
    r"(?: (?:DUE|OUTSTANDING|OWED|PAID|PAYABLE|CLAIMED|APPROVED))?"
    r"[ :/,]*(?:\([^()]{0,12}\))?[ :/,]*\(?(?:IN |单位:?|币种:?)?"
)
_OF_SUMS = "AMOUNT|TOTAL|VALUE|BALANCE|DEBIT|CREDIT|金额|总价|总值|总额|货值|价款|货款|余额|小计"
_OF_PRICES = "PRICE|单价|价格|含税价"
_OF_ALL = "THE SUM OF|币种|币别|币制|货币(?:单位|种类)?|计价货币|结算货币|CURRENCY"
_HEADINGS = tuple(
    re.compile(rf"(?:{words}){_FROM_HEAD}(?P<currency>{_NAMED})") for words in (_OF_ALL, _OF_SUMS, _OF_PRICES)
)
_PER_UNIT = re.compile(  # heads the column of prices: USD/SQM
    rf"(?P<currency>{_WORDS})/(?:SQM|M2|M|KG|MT|T|TON|PC|PCS|PCE|SET|UNIT|EA|CTN|ROLL|PAIR|BAG)"
)
_HEADS_CODES = re.compile("币制|币种|币别|CURRENCY")
_BARE = re.compile(rf"(?:\(\d{{3}}\))?(?:IN )?(?:\((?:IN )?)?(?P<currency>{_NAMED})(?:/[^()]{{1,6}})?\)?")
_YUAN = re.compile("[¥元圆]|RMB|CNY|人民币")
_LONGEST_HEADING, _NEXT_LINE = 24, 2.5


def add_currency(fields: dict[str, FieldValue], name: str, sheets: Sequence[Sheet]) -> None:
    """Give a sum the foreign currency that a heading says: AMOUNT (USD), 金额 above (美元), 币种：美元.

    A heading of sums counts before one of prices; where headings of one kind differ, none does.
    """
    value = fields.get(name)
    key = f"{name}_currency"
    if value is None or key in fields or _YUAN.search(_but_for_words(value.raw)):
        return
    words = fields.get(f"{name}_in_words")
    if words is not None and _YUAN.search(_but_for_words(words.raw)):
        return
    texts = [text for sheet in sheets for text in _headings(sheet)]
    for heading in _HEADINGS:
        said = {_CODES[match["currency"]] for text in texts for match in heading.finditer(text)}
        if said:
            if len(said) == 1 and said != {"CNY"}:
                fields[key] = replace(value, value=said.pop(), checks=())
            return


def _but_for_words(raw: str) -> str:
    """Return a sum's text in plain form, without the 元 that ends a sum of any currency in words."""
    plain = fold(raw).plain
    return plain if any(map(str.isdigit, plain)) else plain.replace("元", "").replace("圆", "")


def _headings(sheet: Sheet) -> Iterator[str]:
    """Yield what may be a heading with its currency: rows, cells, and a word with what stands below it."""
    for row in sheet.rows:
        yield row.plain
        for segment in row.segments:
            plain = segment.folded.plain
            if _PER_UNIT.fullmatch(plain):
                yield f"PRICE {plain.partition('/')[0]}"
            if len(plain) > _LONGEST_HEADING or _BARE.fullmatch(plain) is None:
                continue
            for upper in sheet.rows[row.index - 1].segments if row.index else ():
                near = segment.y - upper.y < _NEXT_LINE * max(segment.height, upper.height)
                if near and upper.is_above_or_below(segment):
                    yield f"{upper.folded.plain}{plain}"
    for table in sheet.page.ruled_tables:
        yield from _codes_below(table)
        for cells in table.rows:
            for cell in cells:
                if len(cell.text) <= _LONGEST_HEADING:
                    yield fold(cell.text).plain


def _codes_below(table: Table) -> Iterator[str]:
    """Yield the cells below a heading of currencies with it, without the customs' figures: 502 美元."""
    for upper, lower in pairwise(table.rows):
        if len(upper) != len(lower):
            continue
        for head, cell in zip(upper, lower, strict=True):
            if _HEADS_CODES.fullmatch(fold(head.text).plain):
                yield f"币制{fold(cell.text).plain.lstrip('0123456789 ')}"

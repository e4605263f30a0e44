"""What each kind of field reads out of a stretch of text: the value in the contract's form, with checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from classify.kinds.kinds_of_days import read_date, read_period_from, read_period_until
from classify.kinds.kinds_of_names import read_block, read_choice, read_company, read_person, read_text
from classify.kinds.kinds_of_numbers import (
    read_credit_code,
    read_id_number,
    read_number,
    read_quantity,
    read_registration_no,
)
from classify.kinds.kinds_of_sums import read_money, read_words
from classify.kinds.read_values import ReadValue
from classify.profile import FieldKind, FieldRule

_Parser = Callable[[FieldRule, str, bool], ReadValue | None]

_PARSERS: Mapping[FieldKind, _Parser] = {
    FieldKind.COMPANY: read_company,
    FieldKind.PERSON: read_person,
    FieldKind.TEXT: read_text,
    FieldKind.BLOCK: read_block,
    FieldKind.DATE: read_date,
    FieldKind.PERIOD_FROM: read_period_from,
    FieldKind.PERIOD_UNTIL: read_period_until,
    FieldKind.MONEY: read_money,
    FieldKind.WORDS: read_words,
    FieldKind.NUMBER: read_number,
    FieldKind.QUANTITY: read_quantity,
    FieldKind.CREDIT_CODE: read_credit_code,
    FieldKind.REGISTRATION_NO: read_registration_no,
    FieldKind.ID_NUMBER: read_id_number,
    FieldKind.CHOICE: read_choice,
}


def read_kind(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    """Read a field's value from a stretch of text; None when the stretch can't be such a value."""
    return _PARSERS[rule.kind](rule, raw, colon)

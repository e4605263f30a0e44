"""What QR codes say of a paper: the credit code of a licence; number, date and sum of an invoice.

A code is a witness only where its form leaves no doubt of what it says. Other codes (links to pay, pages of
an office, numbers of parcels) say nothing. A value that a code gives and nobody read is taken from it; a
value that was read stays as it was read, and the two are compared.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import unquote

from capture.pages import Box, Code, Message
from classify.kinds.kinds_of_numbers import code_checks
from classify.normalise import fold
from classify.notation.codes import has_area, is_credit_code, organisation_ok
from classify.sheet import Sheet
from classify.values import Check, FieldValue

_QR = "QRCode"
_CREDIT_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NP-RTUWXY]{18}(?![0-9A-Z])")
_INVOICE = re.compile(
    r"01,\d\d,(?P<invoice_code>\d{10}|\d{12})?,(?P<number>\d{8}|\d{19,20}),(?P<amount>-?\d+(?:\.\d{1,2})?),"
    r"(?P<date>\d{8}),\d*,[0-9A-Z]{4},?",
    re.IGNORECASE,
)
_SURE = 0.99


@dataclass(frozen=True, slots=True)
class _Said:
    """What one code says of an invoice: values by the id of their field."""

    values: Mapping[str, str]
    page: int
    box: Box | None


def check_credit_code(value: FieldValue | None, sheets: Sequence[Sheet]) -> FieldValue | None:
    """Compare a credit code with the paper's QR code, which gives it where it was not read, or read wrong.

    Several codes of different companies give nothing: one of them must be what was read.
    """
    said = {code: (sheet, one) for sheet, one in _qr_codes(sheets) for code in _credit_codes(one.text)}
    if not said:
        return value
    if value is not None and (value.value in said or len(said) > 1 or all(c.ok for c in value.checks)):
        return replace(value, checks=(*value.checks, _check(value.value in said)))
    if len(said) > 1:
        return None
    ((told, (sheet, one)),) = said.items()
    raw, box = (value.raw, value.box) if value else (told, one.box)
    return FieldValue(told, raw, _SURE, sheet.page.number, box, (*code_checks(True, False), _check(True)))


def agree_invoice(fields: dict[str, FieldValue], sheets: Sequence[Sheet]) -> None:
    """Compare number, date and sum of an invoice with its QR code, which gives those that were not read.

    Where the pages bear the codes of several invoices, only one that says a number that was read counts.
    A code none of whose values was read is another paper's: it gives nothing.
    """
    said = list(_invoices(sheets))
    if len({one.values["number"] for one in said}) > 1:
        said = [one for one in said if "number" in fields and one.values["number"] == fields["number"].value]
    if not said:
        return
    own = said[0]
    read = [name for name in own.values if name in fields]
    ours = not read or any(fields[name].value == own.values[name] for name in read)
    for name, told in own.values.items():
        if name in fields:
            value = fields[name]
            fields[name] = replace(value, checks=(*value.checks, _check(value.value == told)))
        elif ours:
            fields[name] = FieldValue(told, told, _SURE, own.page, own.box, (_check(True),))


def _qr_codes(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Code]]:
    return ((sheet, code) for sheet in sheets for code in sheet.page.codes if code.kind == _QR)


def _credit_codes(text: str) -> Iterator[str]:
    """Yield the credit codes within what a QR code says; any 18 figures pass the last character too often."""
    for match in _CREDIT_CODE.finditer(fold(unquote(text)).plain):
        if is_credit_code(match[0]) and has_area(match[0]) and organisation_ok(match[0]):
            yield match[0]


def _invoices(sheets: Sequence[Sheet]) -> Iterator[_Said]:
    for sheet, code in _qr_codes(sheets):
        match = _INVOICE.fullmatch(code.text.strip())
        if match is None:
            continue
        with suppress(ValueError):  # a day there is none of
            day = dt.date.fromisoformat(match["date"]).isoformat()
            values = {"number": match["number"], "date": day}
            if match["invoice_code"]:
                # the sum of these is the one before tax, which is no field of an invoice
                values["invoice_code"] = match["invoice_code"]
            else:
                values["amount"] = f"{Decimal(match['amount']):.2f}"
            yield _Said(values, sheet.page.number, code.box)


def _check(ok: bool) -> Check:
    if ok:
        return Check("qr", True, Message("The QR code says the same.", {}))
    return Check("qr", False, Message("The QR code says something else.", {}))

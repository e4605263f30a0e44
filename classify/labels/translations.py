"""Labels in two languages (品名 Product): the English words say the same once more and are no value."""

from __future__ import annotations

import re

from classify.normalise import folded
from classify.sheet import Row

_WORDS = (
    "PRODUCT|NAME|CUSTOMER|CLIENT|BUYER|SELLER|SUPPLIER|VENDOR|CONSIGNEE|MAKER|MANUFACTURER|DATE|NO|NUMBER|"
    "REPORT|LOT|BATCH|MFG|MFD|EXP|SPEC|SPECIFICATION|MODEL|TYPE|SIZE|GRADE|MATERIAL|QTY|QUANTITY|UNIT|PRICE|"
    "AMOUNT|TOTAL|ADDRESS|TEL|PHONE|FAX|ORDER|PO|CONTRACT|INVOICE|DELIVERY|ISSUE|ISSUED|OF|THE|TO|SAMPLE|TEST|"
    "INSPECTION|SHIP|CODE|ITEM|REMARK|REMARKS|COMPANY|HOTEL|PARTY|EVENT|GUEST|GUESTS|PAYER|PAYEE|PURPOSE|SIGNED|"
    "SIGNATURE|BY|CREDIT|LINE|LIMIT|TERM|TERMS|VALID|VALIDITY|PERIOD|FROM|UNTIL|GUARANTOR|GUARANTEE|COLLATERAL|"
    "MORTGAGOR|PLEDGOR|REG|REGISTRATION|REGISTERED|ON|FOR|AND|AT|HANDLED|COUNTRY|REGION|PAYMENT|METHOD|MODE|"
    "CURRENCY|BANK|ACCOUNT|STATEMENT|BALANCE|DUE|CLAIM|DISCOUNT|RETURN|REASON|CAUSE|GOODS|COMMODITY|DESCRIPTION|"
    "PORT|LOADING|DESTINATION|SHIPMENT|SHIPPER|EXPORTER|IMPORTER|APPLICANT|APPLICATION|APPLIED|APPROVED|APPROVAL|"
    "DEPARTMENT|DEPT|REPRESENTATIVE|LEGAL|CONTACT|PERSON|PLACE|SIGNING|SIGN|VALUE|REFERENCE|REF|DOCUMENT|CERTIFICATE|"
    "RECEIPT|RECEIVED|ORIGIN|NET|GROSS|WEIGHT|DEBTOR|CREDITOR|AGREEMENT|ID|REQUIRED|CONSIGNOR|SENDER|DRAWEE"
)
_ANY = f"{_WORDS}|{'|'.join(map(folded, _WORDS.split('|')))}"
_ENGLISH = rf"[ /(&]*(?:(?:{_ANY})(?:['’]?S)?(?![A-Z0-9])[ ./)&]*)+"
_BEHIND_LABEL = re.compile(rf"(?<=[\u4e00-\u9fff)]){_ENGLISH}(?=[:;]?$)")
_BEFORE_LABEL = re.compile(rf"^(?=[A-Z0-9]{{4}}|.{{2,8}}[./]){_ENGLISH}(?=[\u4e00-\u9fff]{{2}})")
_BARE = re.compile(_ENGLISH)
# the blank behind it is lost: 收货人 ConsigneeAl Noor…, Consignor秦皇岛…
_ROLE = (
    "Consignee|Consignor|Customer|Client|Buyer|Seller|Supplier|Vendor|Shipper|Exporter|Importer|Applicant|"
    "Manufacturer|Purchaser"
)
_RUN_INTO = re.compile(
    rf"[ /(]*(?:(?:{_ROLE})(?=[A-Z][a-z]|[\u4e00-\u9fff])|(?:{_ROLE.upper()})(?=[\u4e00-\u9fff]))"
)


def without_translation(label: str) -> str:
    """Return a folded label without the English words behind it or before it: 订单号 of Order No. 订单号."""
    return _BEFORE_LABEL.sub("", _BEHIND_LABEL.sub("", label))


def translation_end(row: Row, start: int) -> int:
    """Return where the English words of a label end behind it, else ``start``.

    They fill the rest of the segment, or a name follows the word of its role without a blank.
    """
    end = start
    while end < len(row.text) and not row.starts_segment(end):
        end += 1
    if _BARE.fullmatch(row.plain, start, end):
        return end
    return start + _run_into(row, start) if start < end else start


def _run_into(row: Row, start: int) -> int:
    """Return how many folded characters the word of a role has that a name was run into; 0 without one."""
    number, at = row.places[start]
    folded_line = row.segments[number].folded
    found = _RUN_INTO.match(folded_line.raw, folded_line.origin[at])
    return sum(place < found.end() for place in folded_line.origin[at:]) if found else 0

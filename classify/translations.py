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
_BARE = re.compile(_ENGLISH)


def without_translation(label: str) -> str:
    """Return a folded label without the English words behind it."""
    return _BEHIND_LABEL.sub("", label)


def translation_end(row: Row, start: int) -> int:
    """Return where a segment ends that holds nothing more than English words of labels, else ``start``."""
    end = start
    while end < len(row.text) and not row.starts_segment(end):
        end += 1
    return end if _BARE.fullmatch(row.plain, start, end) else start

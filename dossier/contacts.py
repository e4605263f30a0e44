"""Telephones and addresses of customers: read on their papers or given by people, and who shares them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from classify.names.firms import fold_name
from dossier.judgement import live_fields
from storage.values import ChecklistDocument
from storage.values_customers import Contact
from storage.work import Work


class ContactKind(StrEnum):
    """What a contact is."""

    TELEPHONE = "telephone"
    ADDRESS = "address"
    NUMBER = "number"  # the number the office's other programs give the customer (客户编号)


SHARED = (ContactKind.TELEPHONE, ContactKind.ADDRESS)
"""What two customers may have in common."""

FIELDS = {
    "address": ContactKind.ADDRESS,
    "telephone": ContactKind.TELEPHONE,
    "phone": ContactKind.TELEPHONE,
    "mobile": ContactKind.TELEPHONE,
}
"""Which fields of papers about the customer itself are contacts."""

_PROVINCE = re.compile(r"^[\u3400-\u9fff]{2,8}?(?:省|自治区)")
_EXTENSION = re.compile(r"(?:转|ext\.?|分机|#)\s*\d+", re.IGNORECASE)
_TELEPHONE = re.compile(r"\+?[\d(（][\d\s()（）-]{5,}\d")
_SHORTEST_ADDRESS = 6


def telephones(text: str) -> Iterator[Contact]:
    """Give the telephone numbers of a text; extensions and the country's code do not tell them apart."""
    for found in _TELEPHONE.findall(_EXTENSION.sub(" ", text)):
        digits = re.sub(r"\D", "", found)
        digits = re.sub(r"^(?:00)?86(?=1\d{10}$|0?\d{9,11}$)", "", digits)
        if 7 <= len(digits) <= 12:
            yield Contact(ContactKind.TELEPHONE, found.strip(), digits)


def address(text: str) -> Iterator[Contact]:
    """Give an address; the province in front does not tell two apart."""
    folded = _PROVINCE.sub("", fold_name(text))
    if len(folded) >= _SHORTEST_ADDRESS:
        yield Contact(ContactKind.ADDRESS, text.strip(), folded)


def refresh(
    work: Work, categories: Mapping[str, int | None], customer_id: int, papers: Iterable[ChecklistDocument]
) -> None:
    """Note what a customer's papers say now: those of the first category, which are about the customer."""
    found = [
        contact
        for paper in papers
        if categories.get(paper.type) == 1
        for field, kind in FIELDS.items()
        for contact in _read(live_fields(paper.fields).get(field), kind, paper.id)
    ]
    work.contacts.replace_read(customer_id, found)


def _read(field: Any, kind: ContactKind, document_id: int) -> Iterator[Contact]:
    text = field.get("value") if isinstance(field, Mapping) else None
    if not isinstance(text, str):
        return
    for one in telephones(text) if kind is ContactKind.TELEPHONE else address(text):
        yield Contact(one.kind, one.value, one.folded, document_id)

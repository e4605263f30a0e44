"""A dossier as plain values that another installation can take in: nothing in it is a row's number.

Originals are named by their SHA-256, documents by their place in the list, pages by original and number.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from capture.pages import Message
from dossier.errors import BadRequest
from dossier.portable_archive import PortableArchive, read_archive
from dossier.portable_completeness import (
    PortableCompleteness,
    PortableShipment,
    PortableWaiver,
    places_of,
    read_completeness,
    read_shipments,
    read_waivers,
)
from storage.values import ScanPage
from storage.values_customers import Alias, Contact
from storage.viewer import SYSTEM
from storage.work import Work

FORMAT = 1
"""Version of the file ``dossier.json``; a package of a later one is refused."""


@dataclass(frozen=True, slots=True)
class PortablePage:
    """One page of an original and what was read on it; ``text`` is what the reader saved."""

    number: int
    state: str
    turn: int | None
    error_code: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class PortableScan:
    """One received file. Its password, where it had one, is not told."""

    sha256: str
    size: int
    kind: str
    file_name: str
    source: str
    received_at: dt.datetime
    received_by: str | None
    pages: int


@dataclass(frozen=True, slots=True)
class PortableDocument:
    """One live document; ``pages`` are originals with page numbers, in order."""

    pages: tuple[tuple[str, int], ...]
    type: str
    state: str
    title: str
    date: dt.date | None
    confidence: float
    review_reasons: Sequence[Any]
    reasons: Sequence[Any]
    fields: Mapping[str, Any]
    tables: Sequence[Any]
    party: Mapping[str, Any] | None
    type_by_person: bool
    customer_by_person: bool
    confirmed_by: str | None
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class PortableFact:
    """Something said about the customer."""

    fact: str
    value: Any
    set_by: str
    set_at: dt.datetime


@dataclass(frozen=True, slots=True)
class PortableAlias:
    """Another name of the customer."""

    name: str
    kind: str
    created_by: str


@dataclass(frozen=True, slots=True)
class PortableDossier:
    """Everything a dossier is."""

    format: int
    name: str
    uscc: str | None
    number: str | None
    profile: str
    created_at: dt.datetime
    aliases: tuple[PortableAlias, ...]
    contacts: tuple[Contact, ...]
    facts: tuple[PortableFact, ...]
    waivers: tuple[PortableWaiver, ...]
    shipments: tuple[PortableShipment, ...]
    scans: tuple[PortableScan, ...]
    documents: tuple[PortableDocument, ...]
    archive: PortableArchive
    completeness: PortableCompleteness = field(default_factory=PortableCompleteness)


T = TypeVar("T")

_DOSSIER: TypeAdapter[PortableDossier] = TypeAdapter(PortableDossier)
_PAGES: TypeAdapter[list[PortablePage]] = TypeAdapter(list[PortablePage])


def read_dossier(work: Work, customer_id: int, order: Sequence[int]) -> PortableDossier:
    """Return a dossier as it is now; ``order`` are the ids of its live documents, in filing order."""
    customer = work.customers.get(SYSTEM, customer_id)
    found = work.documents.get_many(SYSTEM, order)
    documents = [found[one] for one in order]
    scan_ids = dict.fromkeys(page.scan_id for document in documents for page in document.pages)
    scans = {one: work.scans.get(SYSTEM, one) for one in scan_ids}
    places = {document.id: place for place, document in enumerate(documents)}
    return PortableDossier(
        format=FORMAT,
        name=customer.name,
        uscc=customer.uscc,
        number=customer.number,
        profile=customer.profile,
        created_at=customer.created_at,
        aliases=tuple(_alias(one) for one in work.customers.names(SYSTEM, customer_id)),
        contacts=tuple(one for one in work.contacts.of(SYSTEM, customer_id) if one.document_id is None),
        facts=tuple(
            PortableFact(one.fact, one.value, one.set_by, one.set_at)
            for one in work.facts.rows(SYSTEM, customer_id)
        ),
        waivers=read_waivers(work, customer_id, places_of(order)),
        shipments=read_shipments(work, customer_id),
        scans=tuple(
            PortableScan(
                sha256=scan.sha256,
                size=scan.size,
                kind=scan.kind or "",
                file_name=plain_name(scan.file_name),
                source=scan.source.value,
                received_at=scan.received_at,
                received_by=scan.received_by,
                pages=scan.pages or 0,
            )
            for scan in scans.values()
        ),
        documents=tuple(
            PortableDocument(
                pages=tuple((scans[page.scan_id].sha256, page.number) for page in document.pages),
                type=document.type,
                state=document.state.value,
                title=document.title,
                date=document.date,
                confidence=document.confidence,
                review_reasons=document.review_reasons,
                reasons=document.reasons,
                fields=document.fields,
                tables=document.tables,
                party=document.party,
                type_by_person=document.type_by_person,
                customer_by_person=document.customer_by_person,
                confirmed_by=document.confirmed_by,
                created_at=document.created_at,
            )
            for document in documents
        ),
        archive=read_archive(work, customer_id, places),
        completeness=read_completeness(work, customer_id, places_of(order)),
    )


def plain_name(file_name: str) -> str:
    """Return a file's name as text: bytes that are no UTF-8 become question marks."""
    return os.fsencode(file_name).decode("utf-8", "replace")


def _alias(alias: Alias) -> PortableAlias:
    return PortableAlias(alias.name, alias.kind, alias.created_by)


def portable_pages(work: Work, scan_id: int, numbers: Sequence[int]) -> list[PortablePage]:
    """Return pages of a scan with what was read on them."""
    results = work.pages.results(scan_id)
    return [_page(page, results) for page in work.pages.of_scan(scan_id) if page.number in numbers]


def _page(page: ScanPage, results: Mapping[int, str]) -> PortablePage:
    return PortablePage(page.number, page.state.value, page.turn, page.error_code, results.get(page.number))


def dossier_text(dossier: PortableDossier) -> str:
    """Return a dossier as JSON text."""
    return _json(_DOSSIER.dump_python(dossier, mode="json"))


def pages_text(pages: list[PortablePage]) -> str:
    """Return pages as JSON text."""
    return _json(_PAGES.dump_python(pages, mode="json"))


def load_dossier(path: Path) -> PortableDossier:
    """Read ``dossier.json`` of a package.

    Raises:
        BadRequest: it is not one, or of a later version.
    """
    dossier = _load(_DOSSIER, path)
    if dossier.format > FORMAT:
        raise BadRequest(
            Message("The package was written by a later version of this program."),
            Message("Update the program, then take the package in."),
        )
    return dossier


def load_pages(path: Path) -> list[PortablePage]:
    """Read what was read on the pages of an original.

    Raises:
        BadRequest: it is no such file.
    """
    return _load(_PAGES, path)


def _load(shape: TypeAdapter[T], path: Path) -> T:
    try:
        return shape.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise BadRequest(
            Message("{file} of the package cannot be read.", {"file": path.name}),
            Message("Take the package again from where it was written; verify.py in it tells what is wrong."),
        ) from error


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"

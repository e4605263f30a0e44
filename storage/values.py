"""What repositories give back: frozen values, never rows bound to a session.

A value whose fields are all columns of one table names them as the table does; lists therefore
never carry what the value does not name (page text, decisions).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from storage.states import DocumentState, PageState, ScanState, Source

NUMBERS = 1 << 20


def page_id(scan_id: int, number: int) -> int:
    """Return the id of a page: later scans are greater, earlier pages of one scan are greater.

    So "newest first, pages in reading order" is one descending walk over ids.
    """
    if not 1 <= number < NUMBERS:
        raise ValueError(f"no page has the number {number}")
    return scan_id * NUMBERS + (NUMBERS - number)


def page_of(identity: int) -> tuple[int, int]:
    """Return scan id and page number of a page id."""
    scan_id, rest = divmod(identity, NUMBERS)
    return scan_id, NUMBERS - rest


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was stored durably and now enters the ledger.

    ``path`` is relative to ``inbox`` and includes the file's name; ``stamp`` is what ``stat`` said of it.
    """

    sha256: str
    size: int
    file_name: str
    source: Source
    inbox: str | None = None
    path: str | None = None
    stamp: str | None = None
    hint: str | None = None
    kind: str | None = None
    replaces: int | None = None
    received_by: str | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """One received file as the ledger knows it."""

    id: int
    sha256: str
    size: int
    kind: str | None
    file_name: str
    inbox: str | None
    path: str | None
    stamp: str | None
    source: Source
    hint: str | None
    received_at: dt.datetime
    state: ScanState
    error_code: str | None
    error: Mapping[str, Any] | None
    duplicate_of: int | None
    pages: int | None
    attempts: int
    lease_owner: str | None
    lease_until: dt.datetime | None
    moved_at: dt.datetime | None
    moved_to: str | None
    finished_at: dt.datetime | None
    replaces: int | None
    received_by: str | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What ``receive`` did. ``known`` is true when the very same arrival was in the ledger already."""

    scan: Scan
    known: bool


@dataclass(frozen=True, slots=True)
class Balance:
    """Six counts of received files; ``seen`` is the sum of the others."""

    filed: int = 0
    review: int = 0
    rejected: int = 0
    duplicate: int = 0
    working: int = 0

    @property
    def seen(self) -> int:
        """All files ever received."""
        return self.filed + self.review + self.rejected + self.duplicate + self.working


@dataclass(frozen=True, slots=True)
class ScanPage:
    """One page of a scan without what was read on it."""

    id: int
    scan_id: int
    number: int
    state: PageState
    attempts: int
    turn: int | None
    error_code: str | None


@dataclass(frozen=True, slots=True)
class PageWork:
    """One page to be read, with what the reader needs to know."""

    scan_id: int
    number: int
    attempts: int
    turn: int | None
    sha256: str
    kind: str | None
    password: str | None
    awaited: bool = False  # a person waits for it


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page by scan and number."""

    scan_id: int
    number: int

    @property
    def id(self) -> int:
        """The page's row id."""
        return page_id(self.scan_id, self.number)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a machine (or a person in its place) says a document is. JSON values, opaque here.

    ``fields`` maps field id to a JSON object; storage adds ``"by"`` to those a person set.
    """

    type: str
    title: str
    confidence: float
    date: dt.date | None = None
    review_reasons: Sequence[Any] = ()
    reasons: Sequence[Any] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    tables: Sequence[Any] = ()
    party: Mapping[str, Any] | None = None
    candidates: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document in a list: no fields, no reasons, no text.

    The scan is that of the first page; a paper that lies on the shelf only has none.
    """

    id: int
    customer_id: int | None
    customer_name: str | None
    customer_uscc: str | None
    type: str
    state: DocumentState
    title: str
    date: dt.date | None
    confidence: float
    created_at: dt.datetime
    page_count: int
    scan_id: int | None
    scan_sha256: str | None
    file_name: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """One whole document."""

    id: int
    customer_id: int | None
    type: str
    state: DocumentState
    title: str
    date: dt.date | None
    confidence: float
    review_reasons: Sequence[Any]
    reasons: Sequence[Any]
    fields: Mapping[str, Any]
    tables: Sequence[Any]
    party: Mapping[str, Any] | None
    candidates: Sequence[Any]
    type_by_person: bool
    customer_by_person: bool
    confirmed_by: str | None
    replaced_by: int | None
    version: int
    created_at: dt.datetime
    updated_at: dt.datetime
    pages: tuple[PageRef, ...] = ()


@dataclass(frozen=True, slots=True)
class ChecklistDocument:
    """What a checklist must know of a document; ``shelf_pages`` counts those of a paper never scanned."""

    id: int
    type: str
    state: DocumentState
    date: dt.date | None
    fields: Mapping[str, Any]
    page_count: int
    confirmed_by: str | None = None
    shelf_pages: int | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer."""

    id: int
    name: str
    folded_name: str
    uscc: str | None
    profile: str
    team_id: int | None
    number: str | None
    created_at: dt.datetime
    missing: int
    complete: bool
    checked_on: dt.date | None
    merged_into: int | None = None


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One customer in a list, with its counts."""

    id: int
    name: str
    uscc: str | None
    number: str | None
    team_id: int | None
    documents: int
    missing: int
    complete: bool


@dataclass(frozen=True, slots=True)
class KnownName:
    """A customer as matching must know it; one that was merged into another stands no more."""

    id: int
    name: str
    uscc: str | None
    aliases: tuple[str, ...]
    stands: bool = True
    revision: int = 0


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact about a customer and who said so."""

    fact: str
    value: Any
    set_by: str
    set_at: dt.datetime


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One line of a checklist. ``title`` and ``proof`` are JSON, opaque here; ``until`` = end of validity."""

    requirement: str
    state: str
    title: Any
    kind: str
    proof: Sequence[Any] = ()
    for_document: int | None = None
    for_shipment: int | None = None
    until: dt.date | None = None
    said: Sequence[Any] = field(default_factory=list)
    period: str | None = None
    category: int | None = None


@dataclass(frozen=True, slots=True)
class OpenRequirement:
    """One line of some customer's checklist, for lists over all customers."""

    customer_id: int
    customer_name: str
    requirement: str
    state: str
    title: Any
    for_document: int | None
    until: dt.date | None
    said: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Milestone:
    """The moment a dossier became complete or fell back; ``changes`` are the lines that made it so."""

    id: int
    at: dt.datetime
    complete: bool
    missing: int
    changes: Sequence[Any]


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """A cover sheet for a missing paper: the line of the checklist it is for, and what came with it."""

    id: int
    token: str
    customer_id: int
    requirement: str
    for_document: int | None
    for_shipment: int | None
    period: str | None
    made_by: str
    made_at: dt.datetime
    document_id: int | None


@dataclass(frozen=True, slots=True)
class PageMarks:
    """Seals and writing on a page of a document, as JSON; ``position`` counts the document's pages from 1."""

    document_id: int
    position: int
    seals: Sequence[Any] | None
    writing: Sequence[Any] | None


@dataclass(frozen=True, slots=True)
class Attestation:
    """What a person said of a paper that its picture does not tell."""

    document_id: int
    attribute: str
    value: Any
    said_by: str
    said_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Waiver:
    """A requirement that is not insisted on."""

    id: int
    customer_id: int
    requirement: str
    for_document: int | None
    reason: str
    waived_by: str
    waived_at: dt.datetime
    until: dt.date | None
    ended_at: dt.datetime | None
    for_shipment: int | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class ShipmentData:
    """What somebody writes into the 进出货登记表."""

    number: str | None = None
    declaration_no: str | None = None
    order_no: str | None = None
    contract_no: str | None = None
    date: dt.date | None = None
    export: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Shipment:
    """One row of the 进出货登记表."""

    id: int
    customer_id: int
    number: str | None
    declaration_no: str | None
    order_no: str | None
    contract_no: str | None
    date: dt.date | None
    export: bool
    note: str | None
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Act:
    """One change that can be undone."""

    id: int
    verb: str
    actor: str
    at: dt.datetime
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    undone_by: int | None
    document_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class StandingAct:
    """A change that was not taken back, without what was before; ``free`` while no later one stands on it."""

    id: int
    verb: str
    at: dt.datetime
    document_ids: tuple[int, ...] = ()
    free: bool = True

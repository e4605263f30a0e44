"""Values of the archive: numbers, catalogue entries, volumes, handovers, approvals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storage.states import ApprovalKind, DocumentState, HandoverState, HandoverStep, NumberKind


@dataclass(frozen=True, slots=True)
class ReferenceNumber:
    """A 档号 that was given."""

    number: str
    kind: NumberKind
    series: str
    serial: int
    customer_id: int
    document_id: int | None
    given_at: dt.datetime
    given_by: str
    voided_at: dt.datetime | None
    voided_by: str | None
    void_reason: str | None


@dataclass(frozen=True, slots=True)
class CatalogueWords:
    """What a person said about a document for the catalogue; None is what the paper itself says."""

    title: str | None = None
    reference: str | None = None
    responsible: str | None = None
    secrecy: str | None = None
    remark: str | None = None
    copy: bool | None = None
    place: str | None = None
    shelf_pages: int | None = None


@dataclass(frozen=True, slots=True)
class Volume:
    """A closed volume (案卷)."""

    id: int
    customer_id: int
    category: int
    year: int
    number: str
    title: str
    closed_at: dt.datetime
    closed_by: str
    document_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One line of a handover's list; ``counted`` are the pages the checker counted, None before.

    ``reference`` is the paper's own number; None where the list was signed before it was written down.
    """

    document_id: int
    number: str
    title: str
    pages: int
    counted: int | None
    copy: bool
    note: str
    reference: str | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature under a handover."""

    step: HandoverStep
    signed_by: str
    signed_at: dt.datetime
    note: str
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Handover:
    """One handover with its list and signatures. ``gaps`` are sentences as JSON.

    ``customer_name`` and ``customer_number`` are what the dossier was called when its list was signed.
    ``documents`` and ``pages`` are what was signed for; of a handover that came in a package some ``lines``
    may have stayed behind, with papers of other dossiers.
    """

    id: int
    customer_id: int
    state: HandoverState
    documents: int
    pages: int
    octets: int
    gaps: Sequence[Any]
    customer_name: str | None
    customer_number: str | None
    started_at: dt.datetime
    ended_at: dt.datetime | None
    lines: tuple[HandoverLine, ...] = ()
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True)
class Approval:
    """Something asked for with a reason; ``granted`` None as long as nobody decided."""

    id: int
    customer_id: int
    handover_id: int | None
    kind: ApprovalKind
    reason: str
    until: dt.date | None
    asked_by: str
    asked_at: dt.datetime
    granted: bool | None
    decided_by: str | None
    decided_at: dt.datetime | None
    answer: str | None


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """A document as a dossier's page lists it; ``place`` is where its paper lies."""

    id: int
    type: str
    state: DocumentState
    title: str
    date: dt.date | None
    version: int
    pages: int
    shelf_pages: int | None
    place: str | None
    number: str | None

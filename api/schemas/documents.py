"""Documents and the review list as REST and the pages show them."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel

from dossier.shapes import CustomerShape, FieldShape, LineShape, ReasonShape, TableShape, WarningShape


class DocumentPage(BaseModel):
    """One page of a document."""

    number: int
    scan_id: int
    scan_page: int
    width: int
    height: int
    rotation: int
    blank: bool
    unread: bool
    lines: list[LineShape]
    warnings: list[WarningShape]


class DocumentScan(BaseModel):
    """A scan that pages of the document come from."""

    id: int
    file: str
    sha256: str


class Act(BaseModel):
    """Something that was done to a document; ``id`` is its number in the audit log."""

    id: int
    at: dt.datetime
    who: str
    text: str


class Sibling(BaseModel):
    """Another document out of the same scan."""

    id: int
    title: str
    pages: int


class CutPart(BaseModel):
    """One of the two files that a page of a document was cut into; no documents while it is being read."""

    scan_id: int
    file: str
    state: str
    documents: list[int]


class CutPlace(BaseModel):
    """Where a page is to be cut: ``at`` of its height from above, or ``beside`` of its width from the left.

    ``found`` says that two papers were found there; else it is just the middle.
    """

    page: int
    beside: bool
    at: float
    found: bool


class DocumentDetail(BaseModel):
    """One document with everything known of it; ``change`` is its newest change, handed back as ``seen``.

    ``two_papers`` are its pages that bear two; ``cut_from`` the documents whose pages its pages are parts of.
    """

    id: int
    type: str
    title: str
    state: Literal["filed", "review", "withdrawn"]
    customer: CustomerShape | None
    suggested_customer: CustomerShape | None
    confidence: float
    date: str | None
    pages: list[DocumentPage]
    scans: list[DocumentScan]
    siblings: list[Sibling]
    fields: dict[str, FieldShape]
    reasons: list[ReasonShape]
    review_reasons: list[str]
    tables: list[TableShape]
    history: list[Act]
    change: int
    undoable: int | None
    replaced_by: int | None = None
    two_papers: list[int] = []
    cut_into: list[CutPart] = []
    cut_from: list[int] = []


class ReviewRow(BaseModel):
    """One document that waits for a person."""

    id: int
    type: str
    title: str
    customer: CustomerShape | None
    file: str
    pages: int
    confidence: float
    reason: str | None
    received: dt.datetime | None


class ReviewList(BaseModel):
    """The documents that wait for a person, those first whose error would cost most."""

    total: int
    documents: list[ReviewRow]
    next: str | None


class DocumentIds(BaseModel):
    """The documents that an act left."""

    documents: list[int]


class Done(BaseModel):
    """An act was done."""

    done: Literal[True] = True

"""Received files as REST and the intake page show them."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel

from dossier.shapes import Error


class ScanDocument(BaseModel):
    """A document that came out of a scan."""

    id: int
    title: str
    state: str


class ScanRow(BaseModel):
    """One received file."""

    id: int
    file: str
    sha256: str | None
    received: dt.datetime
    state: Literal["working", "filed", "review", "rejected", "duplicate"]
    pages_done: int
    pages: int
    documents: list[ScanDocument]
    duplicate_of: str | None
    duplicate_of_id: int | None = None
    duplicate_of_documents: list[ScanDocument] = []
    error: Error | None


class Scans(BaseModel):
    """Received files, newest first."""

    total: int
    scans: list[ScanRow]
    next: str | None


class Received(BaseModel):
    """A file that was taken in."""

    file: str
    scan_id: int


class Accepted(BaseModel):
    """Files that were taken in and are being worked on."""

    scans: list[Received]

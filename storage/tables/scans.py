"""The ledger: every file ever received, its pages and their text."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.states import PageState, ScanState, Source
from storage.tables.base import Base, FileText, Instant, Json, State


class Scans(Base):
    """One received file. Rows are never deleted."""

    __tablename__ = "scans"
    __table_args__ = (
        Index(
            "uq_scans_original",
            "sha256",
            unique=True,
            sqlite_where=text("state <> 'duplicate'"),
            postgresql_where=text("state <> 'duplicate'"),
        ),
        Index("ix_scans_state_id", "state", "id"),
        Index("ix_scans_received_at", "received_at", "state"),
        Index("ix_scans_inbox_received_at", "inbox", "received_at", "pages"),
        Index(
            "ix_scans_not_moved",
            "inbox",
            "path",
            sqlite_where=text("moved_at IS NULL"),
            postgresql_where=text("moved_at IS NULL"),
        ),
        Index("ix_scans_inbox_moved_at", "inbox", "moved_at"),
        Index("ix_scans_inbox_moved_to", "inbox", "moved_to"),
        CheckConstraint("(state = 'duplicate') = (duplicate_of IS NOT NULL)", name="duplicate_names_first"),
        CheckConstraint("state <> 'rejected' OR error_code IS NOT NULL", name="rejected_says_why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str | None] = mapped_column(String(20))
    file_name: Mapped[str] = mapped_column(FileText)
    inbox: Mapped[str | None] = mapped_column(FileText)
    path: Mapped[str | None] = mapped_column(FileText)
    stamp: Mapped[str | None] = mapped_column(String(120))
    source: Mapped[Source] = mapped_column(State(Source))
    hint: Mapped[str | None] = mapped_column(FileText)
    received_at: Mapped[dt.datetime] = mapped_column(Instant)
    state: Mapped[ScanState] = mapped_column(State(ScanState))
    error_code: Mapped[str | None] = mapped_column(String(40))
    error: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    duplicate_of: Mapped[int | None] = mapped_column(ForeignKey("scans.id"), index=True)
    pages: Mapped[int | None]
    password: Mapped[str | None] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(server_default="0")
    lease_owner: Mapped[str | None] = mapped_column(String(200))
    lease_until: Mapped[dt.datetime | None] = mapped_column(Instant)
    moved_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    moved_to: Mapped[str | None] = mapped_column(FileText)
    finished_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    replaces: Mapped[int | None]
    received_by: Mapped[str | None] = mapped_column(String(200))


class Pages(Base):
    """One page of a received file. Its id is made from scan and number (``values.page_id``).

    ``warnings`` are the codes of what is wrong with the scan, with spaces between, for counting.
    """

    __tablename__ = "pages"
    __table_args__ = (
        Index("uq_pages_scan_id_number", "scan_id", "number", unique=True),
        Index(
            "ix_pages_pending",
            "number",
            "scan_id",
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
        Index(
            "ix_pages_warnings",
            "scan_id",
            "warnings",
            sqlite_where=text("warnings IS NOT NULL"),
            postgresql_where=text("warnings IS NOT NULL"),
        ),
        CheckConstraint("state <> 'read' OR result IS NOT NULL", name="read_has_result"),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    scan_id: Mapped[int] = mapped_column(ForeignKey("scans.id"))
    number: Mapped[int]
    state: Mapped[PageState] = mapped_column(State(PageState))
    attempts: Mapped[int] = mapped_column(server_default="0")
    turn: Mapped[int | None]
    error_code: Mapped[str | None] = mapped_column(String(40))
    result: Mapped[str | None] = mapped_column(Text)
    seals: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    writing: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    warnings: Mapped[str | None] = mapped_column(String(400))


class PageTexts(Base):
    """The text of a page as the search index took it, lines joined by newlines.

    ``extra`` is what was indexed beside it (``search_marks.Extra``); ``behind``: that is no longer all of it.
    """

    __tablename__ = "page_texts"
    __table_args__ = (
        Index(
            "ix_page_texts_not_indexed",
            "page_id",
            sqlite_where=text("indexed = 0"),
            postgresql_where=text("NOT indexed"),
        ),
        Index(
            "ix_page_texts_behind",
            "page_id",
            sqlite_where=text("behind = 1"),
            postgresql_where=text("behind"),
        ),
    )

    page_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("pages.id"), primary_key=True, autoincrement=False
    )
    text: Mapped[str] = mapped_column(Text)
    indexed: Mapped[bool]
    extra: Mapped[str | None] = mapped_column(Text)
    behind: Mapped[bool] = mapped_column(server_default=false())

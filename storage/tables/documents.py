"""Documents: what the pages of scans became, and the journal that can take a change back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.states import DocumentState
from storage.tables.base import Base, Instant, Json, State


class Documents(Base):
    """One document. Never deleted: a merged, split or replaced one is withdrawn."""

    __tablename__ = "documents"
    __table_args__ = (
        Index("ix_documents_customer_id_state", "customer_id", "state", "type"),
        Index("ix_documents_state_id", "state", "id"),
        Index("ix_documents_created_at", "created_at", "state", "customer_id"),
        CheckConstraint("state <> 'filed' OR customer_id IS NOT NULL", name="filed_has_customer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    type: Mapped[str] = mapped_column(String(60))
    state: Mapped[DocumentState] = mapped_column(State(DocumentState))
    title: Mapped[str] = mapped_column(Text)
    date: Mapped[dt.date | None]
    confidence: Mapped[float]
    review_reasons: Mapped[list[Any]] = mapped_column(JSON)
    reasons: Mapped[list[Any]] = mapped_column(JSON)
    fields: Mapped[Json] = mapped_column(JSON)
    tables: Mapped[list[Any]] = mapped_column(JSON)
    party: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    candidates: Mapped[list[Any]] = mapped_column(JSON)
    type_by_person: Mapped[bool]
    customer_by_person: Mapped[bool]
    confirmed_by: Mapped[str | None] = mapped_column(String(200))
    replaced_by: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    version: Mapped[int]
    created_at: Mapped[dt.datetime] = mapped_column(Instant)
    updated_at: Mapped[dt.datetime] = mapped_column(Instant)


class DocumentPages(Base):
    """Which pages make a document. A page belongs to at most one live document."""

    __tablename__ = "document_pages"
    __table_args__ = (
        Index(
            "uq_document_pages_live",
            "page_id",
            unique=True,
            sqlite_where=text("live = 1"),  # as SQLAlchemy asks, or SQLite does not take it
            postgresql_where=text("live"),
        ),
        Index("ix_document_pages_page_id", "page_id"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("pages.id"))
    live: Mapped[bool]


class Attestations(Base):
    """What a person said of a paper that its picture does not tell: signed, original, what it is for."""

    __tablename__ = "attestations"

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    attribute: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
    said_by: Mapped[str] = mapped_column(String(200))
    said_at: Mapped[dt.datetime] = mapped_column(Instant)


class Acts(Base):
    """One change a person made, with what was before and after, so that it can be undone."""

    __tablename__ = "acts"
    __table_args__ = (Index("ix_acts_at", "at", "verb"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    verb: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(200))
    at: Mapped[dt.datetime] = mapped_column(Instant)
    before: Mapped[Json] = mapped_column(JSON)
    after: Mapped[Json] = mapped_column(JSON)
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("acts.id"))


class ActDocuments(Base):
    """The documents an act touched."""

    __tablename__ = "act_documents"
    __table_args__ = (Index("ix_act_documents_document_id", "document_id", "act_id"),)

    act_id: Mapped[int] = mapped_column(ForeignKey("acts.id"), primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)

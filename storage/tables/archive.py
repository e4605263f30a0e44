"""What the archive adds to documents: reference numbers, catalogue entries, volumes, handovers, approvals."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.states import ApprovalKind, HandoverState, HandoverStep, NumberKind
from storage.tables.base import Base, Instant, Json, State


class ReferenceNumbers(Base):
    """A 档号 once given. Never deleted and never given again: a voided one says by whom and why."""

    __tablename__ = "reference_numbers"
    __table_args__ = (
        UniqueConstraint("series", "serial"),
        Index("ix_reference_numbers_document_id", "document_id"),
        Index("ix_reference_numbers_customer_id", "customer_id", "kind"),
    )

    number: Mapped[str] = mapped_column(String(200), primary_key=True)
    kind: Mapped[NumberKind] = mapped_column(State(NumberKind))
    series: Mapped[str] = mapped_column(String(200))
    serial: Mapped[int]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    given_at: Mapped[dt.datetime] = mapped_column(Instant)
    given_by: Mapped[str] = mapped_column(String(200))
    voided_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    voided_by: Mapped[str | None] = mapped_column(String(200))
    void_reason: Mapped[str | None] = mapped_column(Text)


class CatalogueEntries(Base):
    """What a person said about a document for the catalogue; null is what the paper itself says.

    ``shelf_pages`` counts the pages of a paper that lies on the shelf only.
    """

    __tablename__ = "catalogue_entries"

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    title: Mapped[str | None] = mapped_column(Text)
    reference: Mapped[str | None] = mapped_column(Text)
    responsible: Mapped[str | None] = mapped_column(Text)
    secrecy: Mapped[str | None] = mapped_column(String(20))
    remark: Mapped[str | None] = mapped_column(Text)
    copy: Mapped[bool | None]
    place: Mapped[str | None] = mapped_column(Text)
    shelf_pages: Mapped[int | None]
    set_by: Mapped[str] = mapped_column(String(200))
    set_at: Mapped[dt.datetime] = mapped_column(Instant)


class Volumes(Base):
    """The documents of one category and year, closed and bound (案卷)."""

    __tablename__ = "volumes"
    __table_args__ = (Index("ix_volumes_customer_id", "customer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    category: Mapped[int]
    year: Mapped[int]
    number: Mapped[str] = mapped_column(String(200), unique=True)
    title: Mapped[str] = mapped_column(Text)
    closed_at: Mapped[dt.datetime] = mapped_column(Instant)
    closed_by: Mapped[str] = mapped_column(String(200))


class VolumeDocuments(Base):
    """Which documents a volume holds, in order; a document lies in one volume."""

    __tablename__ = "volume_documents"
    __table_args__ = (UniqueConstraint("document_id"),)

    volume_id: Mapped[int] = mapped_column(ForeignKey("volumes.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))


class Handovers(Base):
    """One handover (移交) of a dossier, on its way or done, with the customer's name and number as signed."""

    __tablename__ = "handovers"
    __table_args__ = (Index("ix_handovers_customer_id", "customer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    state: Mapped[HandoverState] = mapped_column(State(HandoverState))
    documents: Mapped[int]
    pages: Mapped[int]
    octets: Mapped[int] = mapped_column(BigInteger)
    gaps: Mapped[list[Any]] = mapped_column(JSON)
    customer_name: Mapped[str | None] = mapped_column(Text)
    customer_number: Mapped[str | None] = mapped_column(String(200))
    started_at: Mapped[dt.datetime] = mapped_column(Instant)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Instant)


class HandoverDocuments(Base):
    """One line of a handover's list: a document with its numbers, date and pages as they were signed."""

    __tablename__ = "handover_documents"
    __table_args__ = (Index("ix_handover_documents_document_id", "document_id"),)

    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    number: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(Text)
    pages: Mapped[int]
    counted: Mapped[int | None]
    copy: Mapped[bool]
    note: Mapped[str] = mapped_column(Text)
    reference: Mapped[str | None] = mapped_column(Text)
    date: Mapped[dt.date | None]


class HandoverSteps(Base):
    """A signature under a handover."""

    __tablename__ = "handover_steps"

    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    step: Mapped[HandoverStep] = mapped_column(State(HandoverStep))
    signed_by: Mapped[str] = mapped_column(String(200))
    signed_at: Mapped[dt.datetime] = mapped_column(Instant)
    note: Mapped[str] = mapped_column(Text)
    told: Mapped[Json] = mapped_column(JSON)


class Approvals(Base):
    """Something one person asks for with a reason, and another grants or refuses."""

    __tablename__ = "approvals"
    __table_args__ = (Index("ix_approvals_customer_id", "customer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    handover_id: Mapped[int | None] = mapped_column(ForeignKey("handovers.id"))
    kind: Mapped[ApprovalKind] = mapped_column(State(ApprovalKind))
    reason: Mapped[str] = mapped_column(Text)
    until: Mapped[dt.date | None]
    asked_by: Mapped[str] = mapped_column(String(200))
    asked_at: Mapped[dt.datetime] = mapped_column(Instant)
    granted: Mapped[bool | None]
    decided_by: Mapped[str | None] = mapped_column(String(200))
    decided_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    answer: Mapped[str | None] = mapped_column(Text)

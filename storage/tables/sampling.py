"""Acceptance sampling (DA/T 31-2017): what was drawn, what people found, who signed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.states import SampleVerdict as Verdict
from storage.states import SamplingState
from storage.tables.base import Base, Instant, Json, State


class Samplings(Base):
    """One draw. ``population`` are the ids that could be drawn: with the seed they repeat the draw."""

    __tablename__ = "samplings"

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[SamplingState] = mapped_column(State(SamplingState))
    handover_id: Mapped[int | None] = mapped_column(ForeignKey("handovers.id"))
    percent: Mapped[int]
    seed: Mapped[str] = mapped_column(String(100))
    population: Mapped[list[Any]] = mapped_column(JSON)
    checks: Mapped[list[Any]] = mapped_column(JSON)
    checked_at: Mapped[dt.datetime] = mapped_column(Instant)
    drawn_by: Mapped[str] = mapped_column(String(200))
    drawn_at: Mapped[dt.datetime] = mapped_column(Instant)
    signed_by: Mapped[str | None] = mapped_column(String(200))
    signed_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    note: Mapped[str] = mapped_column(Text)


class SamplingCustomers(Base):
    """Whose papers could be drawn."""

    __tablename__ = "sampling_customers"
    __table_args__ = (Index("ix_sampling_customers_customer_id", "customer_id"),)

    sampling_id: Mapped[int] = mapped_column(ForeignKey("samplings.id"), primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), primary_key=True)


class SampledDocuments(Base):
    """A drawn document; ``seen`` is what it was when a person looked at it."""

    __tablename__ = "sampled_documents"

    sampling_id: Mapped[int] = mapped_column(ForeignKey("samplings.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    seen: Mapped[Json] = mapped_column(JSON)
    agrees: Mapped[bool | None]
    note: Mapped[str] = mapped_column(Text)
    judged_by: Mapped[str | None] = mapped_column(String(200))
    judged_at: Mapped[dt.datetime | None] = mapped_column(Instant)


class SampledPages(Base):
    """What a person found on one page of a drawn document."""

    __tablename__ = "sampled_pages"

    sampling_id: Mapped[int] = mapped_column(ForeignKey("samplings.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[int] = mapped_column(primary_key=True)
    verdict: Mapped[Verdict] = mapped_column(State(Verdict))
    note: Mapped[str] = mapped_column(Text)

"""Customers, what is known about them, and their checklist."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Instant, Json


class Customers(Base):
    """One customer: one dossier. ``missing`` and ``complete`` are the last checklist's summary.

    ``revision`` grows with every change of a name, code or merge anywhere: whoever keeps names in memory
    asks for the rows above the last one seen. ``merged_into`` names the dossier that took this one's place.
    """

    __tablename__ = "customers"
    __table_args__ = (Index("ix_customers_folded_name_id", "folded_name", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    folded_name: Mapped[str] = mapped_column(Text)
    uscc: Mapped[str | None] = mapped_column(String(40), index=True)
    profile: Mapped[str] = mapped_column(Text)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), index=True)
    number: Mapped[str | None] = mapped_column(String(200), unique=True)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)
    missing: Mapped[int]
    complete: Mapped[bool]
    checked_on: Mapped[dt.date | None] = mapped_column(index=True)
    # without an index: nearly all are null, and SQLite would take it before the one that gives the order
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    revision: Mapped[int] = mapped_column(BigInteger, index=True, server_default="0")


class CustomerAliases(Base):
    """Another name a customer is known by; ``from_customer`` was merged into it with that name."""

    __tablename__ = "customer_aliases"
    __table_args__ = (UniqueConstraint("customer_id", "folded_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    name: Mapped[str] = mapped_column(Text)
    folded_name: Mapped[str] = mapped_column(Text, index=True)
    created_by: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20), server_default="alias")
    from_customer: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))


class CustomerInitials(Base):
    """The first letters of a customer's name in pinyin, as a person types them."""

    __tablename__ = "customer_initials"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    initials: Mapped[str] = mapped_column(String(40))


class CustomerContacts(Base):
    """A telephone, an address or another mark of a customer; ``document_id`` tells the paper it stands on."""

    __tablename__ = "customer_contacts"
    __table_args__ = (
        UniqueConstraint("customer_id", "kind", "folded"),
        Index("ix_customer_contacts_kind_folded", "kind", "folded"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    kind: Mapped[str] = mapped_column(String(20))
    value: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))


class CustomerChanges(Base):
    """One merge or renaming, with what was before, so that it can be undone."""

    __tablename__ = "customer_changes"
    __table_args__ = (
        Index("ix_customer_changes_customer_id", "customer_id"),
        Index("ix_customer_changes_other_id", "other_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    verb: Mapped[str] = mapped_column(String(20))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    actor: Mapped[str] = mapped_column(String(200))
    at: Mapped[dt.datetime] = mapped_column(Instant)
    before: Mapped[Json] = mapped_column(JSON)
    after: Mapped[Json] = mapped_column(JSON)
    undone_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    undone_by: Mapped[str | None] = mapped_column(String(200))


class Facts(Base):
    """What somebody said about a customer; a fact that nobody set is false."""

    __tablename__ = "facts"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    fact: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
    set_by: Mapped[str] = mapped_column(String(200))
    set_at: Mapped[dt.datetime] = mapped_column(Instant)


class RequirementStates(Base):
    """One line of a customer's checklist as last computed. ``place`` keeps the order."""

    __tablename__ = "requirement_states"
    __table_args__ = (
        Index("ix_requirement_states_state", "state", "customer_id"),
        Index("ix_requirement_states_requirement", "requirement", "state", "customer_id"),
        Index("ix_requirement_states_until", "until", "state", "customer_id"),
    )

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    requirement: Mapped[str] = mapped_column(String(60))
    for_document: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    for_shipment: Mapped[int | None] = mapped_column(ForeignKey("shipments.id"))
    state: Mapped[str] = mapped_column(String(20))
    title: Mapped[Any] = mapped_column(JSON)
    kind: Mapped[str] = mapped_column(String(40))
    proof: Mapped[list[Any]] = mapped_column(JSON)
    until: Mapped[dt.date | None]
    computed_on: Mapped[dt.date]
    said: Mapped[list[Any]] = mapped_column(JSON, server_default="[]")
    period: Mapped[str | None] = mapped_column(String(20))
    category: Mapped[int | None]


class CompletenessHistory(Base):
    """The moment a dossier became complete or fell back, and the lines that made it so."""

    __tablename__ = "completeness_history"
    __table_args__ = (Index("ix_completeness_history_customer_id", "customer_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    at: Mapped[dt.datetime] = mapped_column(Instant)
    complete: Mapped[bool]
    missing: Mapped[int]
    changes: Mapped[list[Any]] = mapped_column(JSON)


class Waivers(Base):
    """A requirement somebody with the right to do so does not insist on, and why."""

    __tablename__ = "waivers"
    __table_args__ = (Index("ix_waivers_customer_id", "customer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    requirement: Mapped[str] = mapped_column(String(60))
    for_document: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    reason: Mapped[str] = mapped_column(Text)
    waived_by: Mapped[str] = mapped_column(String(200))
    waived_at: Mapped[dt.datetime] = mapped_column(Instant)
    until: Mapped[dt.date | None]
    ended_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    for_shipment: Mapped[int | None] = mapped_column(ForeignKey("shipments.id"))
    period: Mapped[str | None] = mapped_column(String(20))


class CoverSheets(Base):
    """A cover sheet made for a missing paper; ``token`` is what its code says, ``document_id`` what came."""

    __tablename__ = "cover_sheets"
    __table_args__ = (Index("ix_cover_sheets_customer_id", "customer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    requirement: Mapped[str] = mapped_column(String(60))
    for_document: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    for_shipment: Mapped[int | None] = mapped_column(ForeignKey("shipments.id"))
    period: Mapped[str | None] = mapped_column(String(20))
    made_by: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[dt.datetime] = mapped_column(Instant)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))


class Shipments(Base):
    """One row of a customer's 进出货登记表."""

    __tablename__ = "shipments"
    __table_args__ = (Index("ix_shipments_customer_id", "customer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    number: Mapped[str | None] = mapped_column(String(200))
    declaration_no: Mapped[str | None] = mapped_column(String(200))
    order_no: Mapped[str | None] = mapped_column(String(200))
    contract_no: Mapped[str | None] = mapped_column(String(200))
    date: Mapped[dt.date | None]
    export: Mapped[bool]
    note: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)
    removed_at: Mapped[dt.datetime | None] = mapped_column(Instant)

"""Reference numbers, catalogue entries, volumes, handovers and approvals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of the archive."""
    _make_reference_numbers()
    _make_catalogue_entries()
    _make_volumes()
    _make_handovers()
    _make_approvals()


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}")


def _make_reference_numbers() -> None:
    op.create_table(
        "reference_numbers",
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("series", sa.String(length=200), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.String(length=200), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=200), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        _key("reference_numbers", "customer_id", "customers"),
        _key("reference_numbers", "document_id", "documents"),
        sa.PrimaryKeyConstraint("number", name="pk_reference_numbers"),
        sa.UniqueConstraint("series", "serial", name="uq_reference_numbers_series_serial"),
    )
    op.create_index("ix_reference_numbers_document_id", "reference_numbers", ["document_id"])
    op.create_index("ix_reference_numbers_customer_id", "reference_numbers", ["customer_id", "kind"])


def _make_catalogue_entries() -> None:
    op.create_table(
        "catalogue_entries",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("responsible", sa.Text(), nullable=True),
        sa.Column("secrecy", sa.String(length=20), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("copy", sa.Boolean(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("shelf_pages", sa.Integer(), nullable=True),
        sa.Column("set_by", sa.String(length=200), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        _key("catalogue_entries", "document_id", "documents"),
        sa.PrimaryKeyConstraint("document_id", name="pk_catalogue_entries"),
    )


def _make_volumes() -> None:
    op.create_table(
        "volumes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.String(length=200), nullable=False),
        _key("volumes", "customer_id", "customers"),
        sa.PrimaryKeyConstraint("id", name="pk_volumes"),
        sa.UniqueConstraint("number", name="uq_volumes_number"),
    )
    op.create_index("ix_volumes_customer_id", "volumes", ["customer_id"])
    op.create_table(
        "volume_documents",
        sa.Column("volume_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        _key("volume_documents", "volume_id", "volumes"),
        _key("volume_documents", "document_id", "documents"),
        sa.PrimaryKeyConstraint("volume_id", "position", name="pk_volume_documents"),
        sa.UniqueConstraint("document_id", name="uq_volume_documents_document_id"),
    )


def _make_handovers() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("octets", sa.BigInteger(), nullable=False),
        sa.Column("gaps", sa.JSON(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        _key("handovers", "customer_id", "customers"),
        sa.PrimaryKeyConstraint("id", name="pk_handovers"),
    )
    op.create_index("ix_handovers_customer_id", "handovers", ["customer_id"])
    op.create_table(
        "handover_documents",
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=True),
        sa.Column("copy", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        _key("handover_documents", "handover_id", "handovers"),
        _key("handover_documents", "document_id", "documents"),
        sa.PrimaryKeyConstraint("handover_id", "position", name="pk_handover_documents"),
    )
    op.create_index("ix_handover_documents_document_id", "handover_documents", ["document_id"])
    op.create_table(
        "handover_steps",
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("signed_by", sa.String(length=200), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        _key("handover_steps", "handover_id", "handovers"),
        sa.PrimaryKeyConstraint("handover_id", "position", name="pk_handover_steps"),
    )


def _make_approvals() -> None:
    op.create_table(
        "approvals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        _key("approvals", "customer_id", "customers"),
        _key("approvals", "handover_id", "handovers"),
        sa.PrimaryKeyConstraint("id", name="pk_approvals"),
    )
    op.create_index("ix_approvals_customer_id", "approvals", ["customer_id"])

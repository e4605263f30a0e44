"""Acceptance sampling: draws, drawn documents, what was found on their pages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of the sampling."""
    _make_samplings()
    _make_sampled()


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}")


def _make_samplings() -> None:
    op.create_table(
        "samplings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=100), nullable=False),
        sa.Column("population", sa.JSON(), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drawn_by", sa.String(length=200), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by", sa.String(length=200), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        _key("samplings", "handover_id", "handovers"),
        sa.PrimaryKeyConstraint("id", name="pk_samplings"),
    )
    op.create_table(
        "sampling_customers",
        sa.Column("sampling_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        _key("sampling_customers", "sampling_id", "samplings"),
        _key("sampling_customers", "customer_id", "customers"),
        sa.PrimaryKeyConstraint("sampling_id", "customer_id", name="pk_sampling_customers"),
    )
    op.create_index("ix_sampling_customers_customer_id", "sampling_customers", ["customer_id"])


def _make_sampled() -> None:
    op.create_table(
        "sampled_documents",
        sa.Column("sampling_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("judged_by", sa.String(length=200), nullable=True),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        _key("sampled_documents", "sampling_id", "samplings"),
        _key("sampled_documents", "document_id", "documents"),
        sa.PrimaryKeyConstraint("sampling_id", "position", name="pk_sampled_documents"),
    )
    op.create_table(
        "sampled_pages",
        sa.Column("sampling_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        _key("sampled_pages", "sampling_id", "samplings"),
        sa.PrimaryKeyConstraint("sampling_id", "position", "page", name="pk_sampled_pages"),
    )

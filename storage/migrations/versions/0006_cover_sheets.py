"""Cover sheets for missing papers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of cover sheets."""
    op.create_table(
        "cover_sheets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("requirement", sa.String(length=60), nullable=False),
        sa.Column("for_document", sa.Integer(), nullable=True),
        sa.Column("for_shipment", sa.Integer(), nullable=True),
        sa.Column("period", sa.String(length=20), nullable=True),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_cover_sheets_customer_id_customers"
        ),
        sa.ForeignKeyConstraint(
            ["for_document"], ["documents.id"], name="fk_cover_sheets_for_document_documents"
        ),
        sa.ForeignKeyConstraint(
            ["for_shipment"], ["shipments.id"], name="fk_cover_sheets_for_shipment_shipments"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_cover_sheets_document_id_documents"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_cover_sheets"),
        sa.UniqueConstraint("token", name="uq_cover_sheets_token"),
    )
    op.create_index("ix_cover_sheets_customer_id", "cover_sheets", ["customer_id"])

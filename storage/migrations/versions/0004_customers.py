"""Customers are merged and renamed, found by what they share, and known by revision."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen the tables of customers, and make two more."""
    with op.batch_alter_table("customers") as table:
        table.add_column(sa.Column("merged_into", sa.Integer(), nullable=True))
        table.add_column(sa.Column("revision", sa.BigInteger(), nullable=False, server_default="0"))
        table.create_foreign_key("fk_customers_merged_into_customers", "customers", ["merged_into"], ["id"])
        table.create_index("ix_customers_revision", ["revision"])
    with op.batch_alter_table("customer_aliases") as table:
        table.add_column(sa.Column("kind", sa.String(length=20), nullable=False, server_default="alias"))
        table.add_column(sa.Column("from_customer", sa.Integer(), nullable=True))
        table.create_foreign_key(
            "fk_customer_aliases_from_customer_customers", "customers", ["from_customer"], ["id"]
        )
    _make_customer_contacts()
    _make_customer_changes()


def _make_customer_contacts() -> None:
    op.create_table(
        "customer_contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_customer_contacts_customer_id_customers"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_customer_contacts_document_id_documents"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_customer_contacts"),
        sa.UniqueConstraint(
            "customer_id", "kind", "folded", name="uq_customer_contacts_customer_id_kind_folded"
        ),
    )
    op.create_index("ix_customer_contacts_kind_folded", "customer_contacts", ["kind", "folded"])


def _make_customer_changes() -> None:
    op.create_table(
        "customer_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(length=20), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_customer_changes_customer_id_customers"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["customers.id"], name="fk_customer_changes_other_id_customers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_customer_changes"),
    )
    op.create_index("ix_customer_changes_customer_id", "customer_changes", ["customer_id"])
    op.create_index("ix_customer_changes_other_id", "customer_changes", ["other_id"])

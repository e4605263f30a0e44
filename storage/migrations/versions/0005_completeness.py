"""Checklists say what was looked for, dossiers remember when they were complete, people attest papers."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_BATCH = 500


def upgrade() -> None:
    """Widen checklists, waivers and pages; make two tables; bring the seals of pages already read over."""
    with op.batch_alter_table("requirement_states") as table:
        table.add_column(sa.Column("said", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("period", sa.String(length=20), nullable=True))
        table.add_column(sa.Column("category", sa.Integer(), nullable=True))
    with op.batch_alter_table("waivers") as table:
        table.add_column(sa.Column("for_shipment", sa.Integer(), nullable=True))
        table.add_column(sa.Column("period", sa.String(length=20), nullable=True))
        table.create_foreign_key("fk_waivers_for_shipment_shipments", "shipments", ["for_shipment"], ["id"])
    with op.batch_alter_table("pages") as table:
        table.add_column(sa.Column("seals", sa.JSON(none_as_null=True), nullable=True))
    _make_history()
    _make_attestations()
    _bring_seals_over()
    # every checklist is computed anew, so that it says what was looked for
    op.execute(sa.text("UPDATE customers SET checked_on = NULL WHERE merged_into IS NULL"))


def _make_history() -> None:
    op.create_table(
        "completeness_history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_completeness_history_customer_id_customers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_completeness_history"),
    )
    op.create_index("ix_completeness_history_customer_id", "completeness_history", ["customer_id", "id"])


def _make_attestations() -> None:
    op.create_table(
        "attestations",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("attribute", sa.String(length=20), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("said_by", sa.String(length=200), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_attestations_document_id_documents"
        ),
        sa.PrimaryKeyConstraint("document_id", "attribute", name="pk_attestations"),
    )


def _bring_seals_over() -> None:
    pages = sa.table(
        "pages",
        sa.column("id", sa.BigInteger()),
        sa.column("result", sa.Text()),
        sa.column("seals", sa.JSON(none_as_null=True)),
    )
    work = op.get_bind()
    last = -1
    while True:
        sealed = pages.c.result.like('%"seals":[{%')
        some = sa.select(pages.c.id, pages.c.result).where(sealed, pages.c.id > last)
        rows = work.execute(some.order_by(pages.c.id).limit(_BATCH)).all()
        if not rows:
            return
        for identity, result in rows:
            seals = [_seal(seal) for seal in json.loads(result)["seals"]]
            work.execute(pages.update().where(pages.c.id == identity).values(seals=seals))
        last = rows[-1][0]


def _seal(seal: dict[str, object]) -> dict[str, object]:
    box = seal["box"]
    sides = [box[name] for name in ("x0", "y0", "x1", "y1")] if isinstance(box, dict) else box
    return {"box": sides, "kind": seal.get("kind", "")}

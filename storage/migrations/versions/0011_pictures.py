"""Pages keep the codes of what is wrong with their scan apart; indexes for counting by day and by line."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_BATCH = 500
_WARNED = sa.text("warnings IS NOT NULL")
_INDEXES = (
    ("ix_scans_received_at", "scans", ["received_at", "state"]),
    ("ix_documents_created_at", "documents", ["created_at", "state", "customer_id"]),
    ("ix_acts_at", "acts", ["at", "verb"]),
    ("ix_requirement_states_requirement", "requirement_states", ["requirement", "state", "customer_id"]),
    ("ix_requirement_states_until", "requirement_states", ["until", "state", "customer_id"]),
)


def upgrade() -> None:
    """Widen pages, bring the codes over from what was read, make the indexes."""
    with op.batch_alter_table("pages") as table:
        table.add_column(sa.Column("warnings", sa.String(length=400), nullable=True))
    _bring_warnings_over()
    op.create_index(
        "ix_pages_warnings",
        "pages",
        ["scan_id", "warnings"],
        sqlite_where=_WARNED,
        postgresql_where=_WARNED,
    )
    for name, table_name, columns in _INDEXES:
        op.create_index(name, table_name, columns)


def _bring_warnings_over() -> None:
    pages = sa.table(
        "pages",
        sa.column("id", sa.BigInteger()),
        sa.column("state", sa.String()),
        sa.column("error_code", sa.String()),
        sa.column("result", sa.Text()),
        sa.column("warnings", sa.String()),
    )
    work = op.get_bind()
    unread = sa.and_(pages.c.state == "unread", pages.c.error_code.is_not(None))
    work.execute(pages.update().where(unread).values(warnings=pages.c.error_code))
    last = -1
    while True:
        warned = pages.c.state == "read", pages.c.result.like('%"warnings":[{%'), pages.c.id > last
        some = sa.select(pages.c.id, pages.c.result).where(*warned).order_by(pages.c.id).limit(_BATCH)
        rows = work.execute(some).all()
        if not rows:
            return
        for identity, result in rows:
            codes = sorted({one["code"] for one in json.loads(result)["warnings"]})
            work.execute(pages.update().where(pages.c.id == identity).values(warnings=" ".join(codes)))
        last = rows[-1][0]

"""Indexes that the queries can use: SQLite takes a partial index only where its condition is said alike.

And one from which the pages by inbox are added up: the rows of the scans are wide.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_SAID_OTHERWISE = (
    ("uq_document_pages_live", "document_pages", True, "live = 1"),
    ("ix_page_texts_not_indexed", "page_texts", False, "indexed = 0"),
    ("ix_page_texts_behind", "page_texts", False, "behind = 1"),
)


def upgrade() -> None:
    """Make the partial indexes of SQLite anew, and add the other one."""
    op.create_index("ix_scans_inbox_received_at", "scans", ["inbox", "received_at", "pages"])
    if op.get_bind().dialect.name != "sqlite":
        return
    for name, table, unique, where in _SAID_OTHERWISE:
        op.drop_index(name, table)
        op.create_index(name, table, ["page_id"], unique=unique, sqlite_where=sa.text(where))

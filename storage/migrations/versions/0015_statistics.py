"""An index from which the pages by inbox are added up: the rows of the scans are wide."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    op.create_index("ix_scans_inbox_received_at", "scans", ["inbox", "received_at", "pages"])

"""Pages keep what a hand wrote on them apart, with the printed words beside it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen pages; those that were read before hold nothing here until they are read again."""
    with op.batch_alter_table("pages") as table:
        table.add_column(sa.Column("writing", sa.JSON(none_as_null=True), nullable=True))

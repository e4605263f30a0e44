"""SQLite's search index is merged beside filing, no longer by the filing of a paper."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_SETTINGS = {"automerge": 0, "usermerge": 8, "crisismerge": 64, "hashsize": 64 * 2**20}


def upgrade() -> None:
    """Set it in the index itself, where FTS5 keeps it."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        for name, value in _SETTINGS.items():
            connection.exec_driver_sql(
                "INSERT INTO search_index(search_index, rank) VALUES (?, ?)", (name, value)
            )

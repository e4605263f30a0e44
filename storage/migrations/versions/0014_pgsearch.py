"""PostgreSQL's search index is one GIN index over all tokens of a page, its text beside them in the row.

The index is made anew and empty: the service fills it by itself after the start, newest pages first.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_POSTGRES = (
    "DROP TABLE IF EXISTS search_index",
    "CREATE TABLE search_index (page_id BIGINT NOT NULL PRIMARY KEY, "
    'folded TEXT COLLATE "C" NOT NULL, fields TEXT COLLATE "C" NOT NULL, tokens TEXT COLLATE "C" NOT NULL, '
    # a tsvector of more would be wrong, and nothing says so
    "CONSTRAINT ck_search_index_tokens CHECK (octet_length(tokens) < 1048576)) "
    "WITH (toast_tuple_target = 3072)",
    "ALTER TABLE search_index ALTER folded SET STORAGE MAIN, ALTER fields SET STORAGE MAIN, "
    "ALTER folded SET STATISTICS 0, ALTER fields SET STATISTICS 0, ALTER tokens SET STATISTICS 0",
    "CREATE INDEX ix_search_index_tokens ON search_index "
    r"USING gin (array_to_tsvector(string_to_array(tokens, E'\n')))",
    "ALTER INDEX ix_search_index_tokens ALTER COLUMN 1 SET STATISTICS 0",
)


def upgrade() -> None:
    """Make the index anew where it is PostgreSQL's."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    for statement in _POSTGRES:
        connection.exec_driver_sql(statement)
    connection.execute(sa.text("UPDATE page_texts SET indexed = false, behind = false, extra = NULL"))
    connection.execute(sa.text("DELETE FROM marks WHERE name = 'search.version'"))

"""What the databases do differently: the audit log's lock and the search index.

The statements of the search index are written out here: a migration keeps doing what it did,
whatever the modules of the index become.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SQLITE = (
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE VIRTUAL TABLE search_index USING fts5(ones, twos, content='', columnsize=0, "
    "tokenize=\"ascii tokenchars '!\"\"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~'\")",
)
_POSTGRES = (
    "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit "
    "FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()",
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()",
    "CREATE TABLE search_index (page_id BIGINT NOT NULL PRIMARY KEY, folded TEXT NOT NULL, "
    'grams TEXT[] COLLATE "C" NOT NULL)',
    "CREATE INDEX ix_search_index_grams ON search_index USING gin (grams)",
)


def upgrade() -> None:
    """Make triggers and index."""
    connection = op.get_bind()
    statements = _SQLITE if connection.dialect.name == "sqlite" else _POSTGRES
    for statement in statements:
        connection.exec_driver_sql(statement)

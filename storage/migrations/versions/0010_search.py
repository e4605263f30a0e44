"""The index knows customers' names, fields and properties; initials of customers; searches that people keep.

The index is made anew and empty: the service fills it by itself after the start, newest pages first.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from pypinyin import Style, lazy_pinyin

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_SQLITE = (
    "DROP TABLE IF EXISTS search_index",
    "CREATE VIRTUAL TABLE search_index USING fts5(grams, content='', columnsize=0, "
    "tokenize=\"ascii tokenchars '!\"\"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~'\")",
)
_POSTGRES = (
    "DROP TABLE IF EXISTS search_index",
    "CREATE TABLE search_index (page_id BIGINT NOT NULL PRIMARY KEY, folded TEXT NOT NULL, "
    'marks TEXT[] COLLATE "C" NOT NULL, grams TEXT[] COLLATE "C" NOT NULL)',
    "CREATE INDEX ix_search_index_grams ON search_index USING gin (grams)",
    "CREATE INDEX ix_search_index_marks ON search_index USING gin (marks)",
)


def upgrade() -> None:
    """Widen what is kept of pages, and empty the index."""
    op.add_column("page_texts", sa.Column("extra", sa.Text(), nullable=True))
    op.add_column("page_texts", sa.Column("behind", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_page_texts_behind", "page_texts", ["page_id"],
        sqlite_where=sa.text("behind"), postgresql_where=sa.text("behind"),
    )  # fmt: skip
    op.create_table(
        "customer_initials",
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("initials", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_customer_initials_customer_id_customers"
        ),
        sa.PrimaryKeyConstraint("customer_id", name="pk_customer_initials"),
    )
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_saved_searches_user_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_searches"),
        sa.UniqueConstraint("user_id", "name", name="uq_saved_searches_user_id_name"),
    )
    connection = op.get_bind()
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRES:
        connection.exec_driver_sql(statement)
    connection.execute(sa.text("UPDATE page_texts SET indexed = false"))
    connection.execute(sa.text("DELETE FROM marks WHERE name = 'search.version'"))
    _spell(connection)


def _spell(connection: sa.Connection) -> None:
    customers = connection.execute(sa.text("SELECT id, name FROM customers")).all()
    rows = [{"id": identity, "letters": _initials(name)} for identity, name in customers]
    if rows:
        connection.execute(
            sa.text("INSERT INTO customer_initials (customer_id, initials) VALUES (:id, :letters)"), rows
        )


def _initials(name: str) -> str:
    letters = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors=lambda other: other)).lower()
    return "".join(c for c in letters if c.isascii() and c.isalnum())[:40]

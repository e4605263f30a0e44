"""The migrations make exactly the tables that the models describe."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from storage import migrations
from storage.database import Database, newest_revision
from storage.tables.all import METADATA
from storage.tables.documents import DocumentPages
from storage.tables.scans import PageTexts

NOT_OF_THE_MODELS = ("alembic_version", "search_index", "audit_no_")


@pytest.fixture
def migrated(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'migrated.db'}")
    database.migrate()
    database.close()
    return tmp_path / "migrated.db"


def schema(path) -> dict[str, str]:
    """Every table and index with its statement, spelled one way."""
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return {
        name: plain(sql) for name, sql in rows if not any(name.startswith(part) for part in NOT_OF_THE_MODELS)
    }


def plain(statement: str) -> str:
    words = re.sub(r"[\s\"]+", " ", statement).replace("DOUBLE PRECISION", "FLOAT").replace("DOUBLE", "FLOAT")
    head, _, rest = words.partition("(")
    parts = sorted(part.strip(" )") for part in re.split(r",(?![^(]*\))", rest))
    return head.strip() + "|" + "|".join(parts)


def test_migrations_equal_tables(tmp_path, migrated):
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'models.db'}")
    METADATA.create_all(engine)
    engine.dispose()
    made, described = schema(migrated), schema(tmp_path / "models.db")
    assert sorted(made) == sorted(described)
    assert {name: made[name] for name in made if made[name] != described[name]} == {}


def test_a_new_database_is_not_readable_by_everybody_on_the_machine(tmp_path):
    """With the usual umask every local user could read the hashes of passwords."""
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    database.migrate()
    with database.unit_of_work():
        files = {path.name: path.stat().st_mode & 0o077 for path in tmp_path.iterdir()}
    database.close()
    assert "new.db" in files
    assert set(files.values()) == {0}


def test_every_constraint_has_a_name():
    unnamed = [
        f"{table.name} {type(constraint).__name__}"
        for table in METADATA.tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert not unnamed


def test_sqlite_is_set_up_to_keep_promises(migrated):
    database = Database(f"sqlite:///{migrated}")
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}
    with database._writing_engine.connect() as connection:
        found = {name: connection.execute(sa.text(f"PRAGMA {name}")).scalar() for name in wanted}
    database.close()
    assert found == wanted


def test_migrations_are_named_after_their_revision_and_the_last_is_the_newest(tmp_path):
    """``Database.migrate`` tells from the names alone whether anything is left to do."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__path__[0])))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [newest_revision()]
    for script in scripts.walk_revisions():
        assert Path(script.path).name.startswith(f"{script.revision}_")


@pytest.mark.parametrize(
    ("page", "condition", "index"),
    [
        (DocumentPages.page_id, DocumentPages.live, "uq_document_pages_live"),
        (PageTexts.page_id, ~PageTexts.indexed, "ix_page_texts_not_indexed"),
        (PageTexts.page_id, PageTexts.behind, "ix_page_texts_behind"),
    ],
)
def test_sqlite_takes_the_partial_indexes(migrated, page, condition, index):
    """It took none for a page's being live: every page that a search found was looked up in the table."""
    engine = sa.create_engine(f"sqlite:///{migrated}")
    asked = sa.select(page).where(condition).order_by(page.desc())
    asked = asked.compile(engine, compile_kwargs={"literal_binds": True})
    with engine.connect() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}")]
    engine.dispose()
    assert any(f"INDEX {index}" in step for step in plan)

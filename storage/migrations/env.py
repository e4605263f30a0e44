"""Runs migrations on the connection that ``Database.migrate`` opened and locked."""

from __future__ import annotations

from alembic import context

from storage.tables.all import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()

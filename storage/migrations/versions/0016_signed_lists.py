"""A handover keeps the customer's name and number, and its lines the papers' own numbers and dates.

They were looked up when the list was printed, so that a renaming changed a list that had been signed.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)
_HANDOVERS = sa.table(
    "handovers",
    sa.column("id", sa.Integer()),
    sa.column("customer_id", sa.Integer()),
    sa.column("started_at", _INSTANT),
    sa.column("customer_name", sa.Text()),
    sa.column("customer_number", sa.String()),
)
_CUSTOMERS = sa.table("customers", sa.column("id", sa.Integer()), sa.column("name", sa.Text()))
_CHANGES = sa.table(
    "customer_changes",
    sa.column("id", sa.Integer()),
    sa.column("verb", sa.String()),
    sa.column("customer_id", sa.Integer()),
    sa.column("at", _INSTANT),
    sa.column("undone_at", _INSTANT),
    sa.column("before", sa.JSON()),
    sa.column("after", sa.JSON()),
)
_NUMBERS = sa.table(
    "reference_numbers",
    sa.column("number", sa.String()),
    sa.column("kind", sa.String()),
    sa.column("customer_id", sa.Integer()),
    sa.column("given_at", _INSTANT),
    sa.column("voided_at", _INSTANT),
)


def upgrade() -> None:
    """Add the columns and fill in what the customers were called when the lists were signed.

    Of lines that were signed before, own numbers and dates stay empty: nobody wrote them down.
    """
    op.add_column("handovers", sa.Column("customer_name", sa.Text(), nullable=True))
    op.add_column("handovers", sa.Column("customer_number", sa.String(length=200), nullable=True))
    op.add_column("handover_documents", sa.Column("reference", sa.Text(), nullable=True))
    op.add_column("handover_documents", sa.Column("date", sa.Date(), nullable=True))
    connection = op.get_bind()
    for one in connection.execute(sa.select(_HANDOVERS)).all():
        connection.execute(
            sa.update(_HANDOVERS)
            .where(_HANDOVERS.c.id == one.id)
            .values(
                customer_name=_name_at(connection, one.customer_id, one.started_at),
                customer_number=_number_at(connection, one.customer_id, one.started_at),
            )
        )


def _name_at(connection: sa.Connection, customer_id: int, moment: dt.datetime) -> str:
    """Return what a customer was called: before its next renaming, or after one that was undone since."""
    renamed = sa.select(_CHANGES).where(_CHANGES.c.customer_id == customer_id, _CHANGES.c.verb == "rename")
    later: list[tuple[dt.datetime, int, Any]] = []
    for change in connection.execute(renamed).all():
        if change.at > moment:
            later.append((change.at, change.id, change.before["name"]))
        elif change.undone_at is not None and change.undone_at > moment:
            later.append((change.undone_at, change.id, change.after["name"]))
    if later:
        return str(min(later)[2])
    return str(connection.scalar(sa.select(_CUSTOMERS.c.name).where(_CUSTOMERS.c.id == customer_id)))


def _number_at(connection: sa.Connection, customer_id: int, moment: dt.datetime) -> str | None:
    given = sa.select(_NUMBERS.c.number).where(
        _NUMBERS.c.customer_id == customer_id,
        _NUMBERS.c.kind == "dossier",
        _NUMBERS.c.given_at <= moment,
        sa.or_(_NUMBERS.c.voided_at.is_(None), _NUMBERS.c.voided_at > moment),
    )
    return connection.scalar(given.order_by(_NUMBERS.c.given_at.desc()).limit(1))

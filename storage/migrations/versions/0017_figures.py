"""PostgreSQL's search index has 4-grams of figures, too: 2-grams of them stand on nearly every page of lists.

The service indexes every page anew by itself after the start, newest pages first, some hundred at a time.
Until it is done the index is asked by 2-grams, as before: everything is found meanwhile, at the old speed.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Mark what is indexed as behind, and that the index waits for it, where it is PostgreSQL's."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    # what is indexed beside a text is compared as it is written: with a blank it is another
    behind = "UPDATE page_texts SET behind = true, extra = extra || ' ' WHERE indexed"
    if connection.execute(sa.text(behind)).rowcount:
        mark = "INSERT INTO marks (name, value, set_at) VALUES ('search.figures', 'false', now())"
        connection.execute(sa.text(mark))

"""What is wrong at the door: paths that are no files, and inboxes that cannot be read or written."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, FileText, Instant, Json


class RefusedPaths(Base):
    """A link, FIFO or device seen in an inbox: listed and left in place."""

    __tablename__ = "refused_paths"
    __table_args__ = (Index("uq_refused_paths_path", "inbox", "path", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    inbox: Mapped[str] = mapped_column(FileText)
    path: Mapped[str] = mapped_column(FileText)
    code: Mapped[str] = mapped_column(String(40))
    first_seen: Mapped[dt.datetime] = mapped_column(Instant)
    last_seen: Mapped[dt.datetime] = mapped_column(Instant)


class InboxProblems(Base):
    """Something wrong with an inbox (vanished, not writable, disk full), open until it is mended."""

    __tablename__ = "inbox_problems"
    __table_args__ = (Index("uq_inbox_problems_inbox", "inbox", "code", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    inbox: Mapped[str] = mapped_column(FileText)
    code: Mapped[str] = mapped_column(String(40))
    params: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    first_seen: Mapped[dt.datetime] = mapped_column(Instant)
    last_seen: Mapped[dt.datetime] = mapped_column(Instant)

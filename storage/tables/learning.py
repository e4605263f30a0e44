"""What people corrected, the rules that came of it, and papers that look like others."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from storage.states import LikenessState, RuleState
from storage.tables.base import Base, Instant, Json, State


class Corrections(Base):
    """One thing a person set right. Who and when stand in the act; an undone act takes it back."""

    __tablename__ = "corrections"
    __table_args__ = (
        Index("ix_corrections_act_id", "act_id"),
        Index("ix_corrections_document_id", "document_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("acts.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    kind: Mapped[str] = mapped_column(String(20))
    type: Mapped[str] = mapped_column(String(60))
    field: Mapped[str | None] = mapped_column(String(60))
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)


class RuleVersions(Base):
    """One state of one rule: proposed, on or off, by whom and when. Rows are never changed."""

    __tablename__ = "rule_versions"
    __table_args__ = (UniqueConstraint("rule", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(String(80))
    version: Mapped[int]
    state: Mapped[RuleState] = mapped_column(State(RuleState))
    text: Mapped[str] = mapped_column(Text)
    figures: Mapped[Json] = mapped_column(JSON)
    set_by: Mapped[str] = mapped_column(String(200))
    set_at: Mapped[dt.datetime] = mapped_column(Instant)


class PageMarks(Base):
    """What a page can be found by when it comes a second time: its numbers and a sketch of its words."""

    __tablename__ = "page_marks"
    __table_args__ = (Index("ix_page_marks_page_id", "page_id"),)

    mark: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    page_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("pages.id"), primary_key=True, autoincrement=False
    )


class Likenesses(Base):
    """A document that looks like an earlier one, until a person says what they are to each other."""

    __tablename__ = "likenesses"
    __table_args__ = (Index("ix_likenesses_other_id", "other_id"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    share: Mapped[float]
    state: Mapped[LikenessState] = mapped_column(State(LikenessState))
    found_at: Mapped[dt.datetime] = mapped_column(Instant)
    settled_by: Mapped[str | None] = mapped_column(String(200))
    settled_at: Mapped[dt.datetime | None] = mapped_column(Instant)

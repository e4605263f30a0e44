"""Shapes of the statistics: what the pages draw and REST answers with."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel


class Spans(BaseModel):
    """Counts over time: one row for each day, week or month, one count for each kind."""

    kinds: list[str]
    rows: list[SpanCounts]


class SpanCounts(BaseModel):
    """The counts of one day, week or month, by the order of the kinds; ``first`` is its first day."""

    first: dt.date
    counts: list[int]


class Waiting(BaseModel):
    """How many papers have waited for review for at most so many days; None for longer than all."""

    days: int | None
    papers: int


class RequirementCounts(BaseModel):
    """One requirement over all customers: how many lines are in which state."""

    id: str
    title: str
    counts: dict[str, int]


class MonthEnds(BaseModel):
    """How many lines of checklists rest on a paper that ends in a month."""

    month: dt.date
    lines: int


class WarnedPages(BaseModel):
    """How many pages bear one warning."""

    code: str
    pages: int


class InboxQuality(BaseModel):
    """Pages that came through one inbox (null: uploads), and those of them that bear a warning."""

    inbox: str | None
    pages: int
    warned: int


class Statistics(BaseModel):
    """Figures of a time up to today; files and scans of the whole house, the rest as the viewer sees it."""

    since: dt.date
    until: dt.date
    step: str
    files: Spans
    papers: Spans
    reviews: Spans
    waiting: list[Waiting]
    complete: int
    incomplete: int
    requirements: list[RequirementCounts]
    ends: list[MonthEnds]
    pages: int
    warned: int
    warnings: list[WarnedPages]
    inboxes: list[InboxQuality]

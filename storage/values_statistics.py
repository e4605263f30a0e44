"""Figures counted over many rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many of one kind or state there were on one day."""

    day: dt.date
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class LineCount:
    """How many lines of checklists one requirement has in one state."""

    requirement: str
    state: str
    count: int


@dataclass(frozen=True, slots=True)
class Cell:
    """How many lines of one customer's checklist one requirement has in one state."""

    customer_id: int
    requirement: str
    state: str
    count: int


@dataclass(frozen=True, slots=True)
class GridRow:
    """A customer as a row of the grid of customers and requirements."""

    id: int
    name: str
    missing: int


@dataclass(frozen=True, slots=True)
class InboxPages:
    """How many pages came through one inbox (None: uploads), and how many of them bear a warning."""

    inbox: str | None
    pages: int
    warned: int

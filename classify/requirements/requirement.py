"""What a checklist is made of: lines with their state, the proof of each and what was looked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from capture.pages import Box, Message

MOST_PROOFS = 12


class State(StrEnum):
    """How a requirement stands."""

    MISSING = "missing"  # nothing is there
    RECEIVED = "received"  # a paper came, but a person must still look at it
    USABLE = "usable"  # met
    EXPIRING = "expiring"  # met, but not for long
    EXPIRED = "expired"  # a paper is there, but its term is over
    CONTRADICTS = "contradicts"  # a paper is there that disagrees with another
    WAIVED = "waived"  # a person let it go, with a reason


MET = frozenset({State.USABLE, State.EXPIRING, State.WAIVED})
"""The states in which nothing more is asked of anybody: what counts as complete is decided here alone."""
ORDER = (
    State.MISSING,
    State.RECEIVED,
    State.CONTRADICTS,
    State.EXPIRED,
    State.EXPIRING,
    State.USABLE,
    State.WAIVED,
)


class HasState(Protocol):
    """A line of a checklist, just computed or as it was kept."""

    @property
    def state(self) -> str:
        """How it stands, a value of ``State``."""


def is_complete(lines: Iterable[HasState]) -> bool:
    """Tell whether nothing required is missing."""
    return all(line.state in MET for line in lines)


@dataclass(frozen=True, slots=True)
class Line:
    """Which line of the checklist is meant: a requirement, for what document, shipment or period if any."""

    requirement: str
    for_document: int | None = None
    for_shipment: int | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """A person let a line go, for good or until a day.

    Where it names nothing it lets go the line of the requirement that is for nothing in particular.
    """

    requirement: str
    for_document: int | None = None
    until: dt.date | None = None
    for_shipment: int | None = None
    period: str | None = None

    @property
    def line(self) -> Line:
        """The line it lets go."""
        return Line(self.requirement, self.for_document, self.for_shipment, self.period)


@dataclass(frozen=True, slots=True)
class Proof:
    """The page region that proves a line."""

    document_id: int
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of the checklist as it stands today.

    ``said`` tells what was looked for, or what is wrong with what was found; ``until`` is the last day of
    the term of the paper that meets it.
    """

    id: str
    title: str
    kind: str
    state: State
    for_document: int | None = None
    proof: tuple[Proof, ...] = ()
    title_en: str = ""
    category: int | None = None
    for_shipment: int | None = None
    period: str | None = None
    said: tuple[Message, ...] = ()
    until: dt.date | None = None

    @property
    def line(self) -> Line:
        """Which line it is."""
        return Line(self.id, self.for_document, self.for_shipment, self.period)

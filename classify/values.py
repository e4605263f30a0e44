"""What a decision is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from capture.pages import Box, Message

FieldContent = str | list[dict[str, str | None]] | None


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that spoke for or against the type; ``rule`` leads to the line of the profile."""

    rule: str
    text: Message
    weight: float
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A test a value went through."""

    id: str
    ok: bool
    message: Message


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A value read from a paper: normalised, as it stood, and where."""

    value: FieldContent
    raw: str
    confidence: float
    page: int | None = None
    box: Box | None = None
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table of the document: rows of cell texts."""

    page: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Party:
    """The customer as the paper alone names it."""

    name: str
    uscc: str | None
    confidence: float
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a document is, says and whose it is; with reasons, and whether a person must look.

    ``customer_unknown`` is set where the only doubt may be whose paper it is: a caller who knows
    better (a folder named after the customer) may file it when ``review_reasons`` is then empty.
    ``between`` is set where the paper is another customer's as well: to know the first does not settle it.
    """

    type: str
    confidence: float
    review: bool
    review_reasons: tuple[Message, ...] = ()
    reasons: tuple[Reason, ...] = ()
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    tables: tuple[FoundTable, ...] = ()
    party: Party | None = None
    next_type: str | None = None
    customer_unknown: bool = False
    scores: Mapping[str, float] = field(default_factory=dict)
    between: bool = False

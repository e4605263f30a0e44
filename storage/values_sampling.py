"""Values of the acceptance sampling (DA/T 31-2017)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storage.states import SampleVerdict, SamplingState


@dataclass(frozen=True, slots=True)
class SampledPage:
    """What a person found on a page; pages count from 1."""

    page: int
    verdict: SampleVerdict
    note: str = ""


@dataclass(frozen=True, slots=True)
class SampledDocument:
    """A drawn document, what it was when it was looked at, and what was found.

    ``agrees`` tells whether the catalogue says what the pictures show; None as long as nobody said.
    """

    position: int
    document_id: int
    seen: Mapping[str, Any]
    agrees: bool | None
    note: str
    judged_by: str | None
    judged_at: dt.datetime | None
    pages: tuple[SampledPage, ...] = ()

    @property
    def judged(self) -> bool:
        """Whether every page and the catalogue have a verdict."""
        return self.agrees is not None and len(self.pages) == len(self.seen.get("pages", ()))

    @property
    def passes(self) -> bool:
        """Whether nothing is wrong: one fault on one page makes the document fail."""
        return self.agrees is True and all(one.verdict is SampleVerdict.PASS for one in self.pages)


@dataclass(frozen=True, slots=True)
class Draw:
    """What is kept of a draw: enough to repeat it."""

    handover_id: int | None
    percent: int
    seed: str
    population: Sequence[int]
    drawn_by: str
    drawn_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Sampling:
    """One acceptance sampling with its documents; ``checks`` are what the computer looked at, as JSON."""

    id: int
    state: SamplingState
    handover_id: int | None
    percent: int
    seed: str
    population: Sequence[int]
    checks: Sequence[Mapping[str, Any]]
    checked_at: dt.datetime
    drawn_by: str
    drawn_at: dt.datetime
    signed_by: str | None
    signed_at: dt.datetime | None
    note: str
    customers: tuple[int, ...] = ()
    documents: tuple[SampledDocument, ...] = ()

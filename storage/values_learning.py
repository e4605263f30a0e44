"""Values of learning: corrections, versions of rules, papers to try them on, papers that look alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storage.states import LikenessState, RuleState


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing a person set right: ``kind`` is type, field or customer."""

    document_id: int
    kind: str
    type: str
    field: str | None
    before: str | None
    after: str | None
    who: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """A rule at one time; ``text`` is its YAML, ``figures`` what was measured when it was set."""

    id: int
    rule: str
    version: int
    state: RuleState
    text: str
    figures: Mapping[str, Any]
    set_by: str
    set_at: dt.datetime


@dataclass(frozen=True, slots=True)
class PaperOfArchive:
    """A document with what was read on its pages, to try rules on. ``by_person``: the type is sure."""

    id: int
    type: str
    title: str
    by_person: bool
    party: str
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A document that looks like an earlier one."""

    document_id: int
    other_id: int
    kind: str
    share: float
    state: LikenessState
    found_at: dt.datetime
    settled_by: str | None
    settled_at: dt.datetime | None

    def other_of(self, document_id: int) -> int:
        """Return the other document of the two."""
        return self.other_id if document_id == self.document_id else self.document_id

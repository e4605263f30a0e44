"""Values of a 四性检测 (DA/T 70-2018): items with code, verdict and reasons, and what they look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from capture.pages import Message
from classify.notation.numbering import Numbering
from dossier.catalogue import CatalogueEntry
from dossier.wiring import Service
from storage.values import Customer, Document, RequirementRow, Scan, ScanPage
from storage.values_people import AuditFault

MOST_MEMOS = 200
"""An item tells at most so many reasons, then how many more there are."""


class Verdict(StrEnum):
    """What became of an item."""

    PASS = "pass"  # looked at, nothing wrong
    FAIL = "fail"  # looked at, something is wrong; the memos say what
    NOT_RUN = "not_run"  # not looked at; the memo says why


VERDICTS: Mapping[Verdict, Message] = {
    Verdict.PASS: Message("pass"),
    Verdict.FAIL: Message("fail"),
    Verdict.NOT_RUN: Message("not run"),
}


class Quality(StrEnum):
    """The four properties that are inspected."""

    AUTHENTICITY = "authenticity"  # 真实性
    INTEGRITY = "integrity"  # 完整性
    USABILITY = "usability"  # 可用性
    SECURITY = "security"  # 安全性


QUALITY_OF = {
    "1": Quality.AUTHENTICITY,
    "2": Quality.INTEGRITY,
    "3": Quality.USABILITY,
    "4": Quality.SECURITY,
}
"""The first figure of an item's code names the property."""


class Stage(StrEnum):
    """When it is inspected."""

    FILING = "GD"  # 归档: the dossier before it is handed over
    TRANSFER = "YJ"  # 移交与接收: the package


@dataclass(frozen=True, slots=True)
class Finding:
    """What an item's look gave. ``checked`` counts what was looked at."""

    verdict: Verdict
    memos: tuple[Message, ...] = ()
    checked: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an inspection."""

    code: str
    name: Message
    verdict: Verdict
    memos: tuple[Message, ...]
    checked: int

    @property
    def quality(self) -> Quality:
        """Which of the four properties it belongs to."""
        return QUALITY_OF[self.code[0]]


@dataclass(frozen=True, slots=True)
class Inspection:
    """A whole inspection of a dossier or a package."""

    subject: str
    stage: Stage
    at: dt.datetime
    by: str
    items: tuple[Item, ...]

    @property
    def verdict(self) -> Verdict:
        """Fail when an item failed; what was not run does not make it fail, and is told apart."""
        failed = any(item.verdict is Verdict.FAIL for item in self.items)
        return Verdict.FAIL if failed else Verdict.PASS

    def count(self, verdict: Verdict) -> int:
        """Return how many items came out so."""
        return sum(item.verdict is verdict for item in self.items)


@dataclass(frozen=True, slots=True)
class Seen:
    """A dossier as the items look at it, read in one transaction."""

    service: Service
    customer: Customer
    entries: Sequence[CatalogueEntry]
    documents: Mapping[int, Document]
    scans: Mapping[int, Scan]
    pages: Mapping[int, Sequence[ScanPage]]
    results: Mapping[int, Mapping[int, str]]
    encrypted: frozenset[int]
    requirements: Sequence[RequirementRow]
    audit_fault: AuditFault | None
    numbering: Numbering
    accounted: frozenset[str] = frozenset()
    signed: frozenset[int] = frozenset()


Look = Callable[[Seen], Finding]
ItemRow = tuple[str, Message, Look]


def found(checked: int, memos: Sequence[Message]) -> Finding:
    """Return pass or fail, by whether there is something to tell."""
    told = tuple(memos[:MOST_MEMOS])
    if len(memos) > MOST_MEMOS:
        told = (*told, Message("and {n} more", {"n": len(memos) - MOST_MEMOS}))
    return Finding(Verdict.FAIL if memos else Verdict.PASS, told, checked)


def not_run(why: Message) -> Finding:
    """Return that an item was not looked at, and why."""
    return Finding(Verdict.NOT_RUN, (why,))


def name_of(entry: CatalogueEntry) -> str:
    """Return how memos call a document."""
    return f"#{entry.document_id} {entry.title}"


def sha_of(sha256: str) -> dict[str, str | int | float | Message]:
    """Return how memos call an original."""
    return {"sha": sha256[:16]}

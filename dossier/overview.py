"""What the first screen and ``dossier status`` show: the balance and what needs a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from classify.profiles.plan import RequirementRule
from classify.requirements.requirement import MET
from dossier import checklists
from dossier.pace import Pace
from dossier.shapes import CustomerShape, Status
from dossier.wiring import Service
from storage.values import OpenRequirement
from storage.values_people import InboxProblem, RefusedPath
from storage.viewer import Viewer
from storage.work import Work

SHOWN = 6
"""So many customers that lack something, and so many papers whose term ends, stand on the first page."""


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """How many pages are still to be read, and how long that will take as far as that can be told."""

    pages_left: int
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class Lacking:
    """A customer, how many lines of its checklist are open, and how many of each requirement."""

    customer: CustomerShape
    open: int
    requirements: Sequence[tuple[RequirementRule, int]]


@dataclass(frozen=True, slots=True)
class Today:
    """Everything the first screen shows: those that lack most, and the terms nearest to today."""

    status: Status
    lacking: Sequence[Lacking]
    expiring: Sequence[OpenRequirement]
    refused: tuple[RefusedPath, ...]
    problems: tuple[InboxProblem, ...]
    not_indexed: int


def status(service: Service) -> Status:
    """Return the balance: what was seen is the sum of the other five, always."""
    with service.database.reading() as work:
        balance = work.scans.balance()
    return Status(
        seen=balance.seen,
        filed=balance.filed,
        review=balance.review,
        rejected=balance.rejected,
        duplicate=balance.duplicate,
        working=balance.working,
    )


def reading_progress(service: Service, pace: Pace | None) -> ReadingProgress:
    """Tell what is left to read; ``pace`` is that of the workers, where they run in this process."""
    with service.database.reading() as work:
        left = work.pages.left()
    return ReadingProgress(left, pace.seconds_left(left) if pace else None)


def today(service: Service, viewer: Viewer) -> Today:
    """Return what a person should look at today."""
    checklists.refresh_for_today(service)
    balance = status(service)
    with service.database.reading() as work:
        return Today(
            status=balance,
            lacking=_lacking(service, work, viewer),
            expiring=work.grids.nearest_ends(viewer, SHOWN),
            refused=tuple(work.refused.paths()),
            problems=tuple(work.refused.problems()),
            not_indexed=work.search.not_indexed(),
        )


def _lacking(service: Service, work: Work, viewer: Viewer) -> list[Lacking]:
    """Return the customers that lack most, with their open lines by requirement in the profile's order."""
    rows = [row for row in work.grids.by_missing(viewer, limit=SHOWN).items if row.missing]
    counts: Counter[tuple[int, str]] = Counter()
    for cell in work.grids.cells(viewer, [row.id for row in rows]):
        if cell.state not in MET:
            counts[cell.customer_id, cell.requirement] += cell.count
    return [
        Lacking(
            CustomerShape(id=row.id, name=row.name),
            row.missing,
            [(rule, n) for rule in service.profile.requirements if (n := counts[row.id, rule.id])],
        )
        for row in rows
    ]

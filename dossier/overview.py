"""What the first screen and ``dossier status`` show: the balance and what needs a person."""

from __future__ import annotations

from dataclasses import dataclass

from dossier import checklists
from dossier.pace import Pace
from dossier.shapes import Status
from dossier.wiring import Service
from storage.paging import Slice
from storage.values import OpenRequirement
from storage.values_people import InboxProblem, RefusedPath
from storage.viewer import Viewer

SHOWN = 20


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """How many pages are still to be read, and how long that will take as far as that can be told."""

    pages_left: int
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class Today:
    """Everything the first screen shows."""

    status: Status
    missing: Slice[OpenRequirement]
    expiring: Slice[OpenRequirement]
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
            missing=work.requirements.browse(viewer, ("missing", "received", "contradicts"), limit=SHOWN),
            expiring=work.requirements.browse(viewer, ("expiring", "expired"), limit=SHOWN),
            refused=tuple(work.refused.paths()),
            problems=tuple(work.refused.problems()),
            not_indexed=work.search.not_indexed(),
        )

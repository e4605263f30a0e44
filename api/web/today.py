"""The first page: the balance, what waits, what is missing, what expires, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Response

from api.deps import Language, Render, SignedIn, ThePace, TheService
from api.review import queue
from api.web.door import door_words
from capture.inbox import display_path
from capture.pages import Message
from dossier import overview
from dossier import statistics as figures
from dossier.language import title_in, translate, worded
from dossier.overview import Lacking, Today
from dossier.shapes import CustomerShape, Error
from storage.values import OpenRequirement

router = APIRouter()

SHOWN = 6
DAYS = 14


@dataclass(frozen=True, slots=True)
class Ending:
    """A paper whose validity ends or has ended."""

    customer: CustomerShape
    state: str
    title: str
    until: str | None


@router.get("/")
def today(
    service: TheService, viewer: SignedIn, language: Language, render: Render, pace: ThePace
) -> Response:
    """Show the day."""
    view = overview.today(service, viewer)
    return render(
        "today.html",
        today=service.today(),
        status=view.status,
        reading=overview.reading_progress(service, pace),
        review=queue(service, viewer, language, limit=SHOWN),
        lacking=[(one, _titles(one, language)) for one in view.lacking],
        expiring=[_ending(row, language) for row in view.expiring],
        problems=_problems(view, language),
        files=figures.files_per_day(service, DAYS),
    )


@router.get("/balance")
def balance(service: TheService, viewer: SignedIn, render: Render, pace: ThePace) -> Response:
    """Show the balance alone, for the page that renews it."""
    reading = overview.reading_progress(service, pace)
    return render("parts/balance.html", status=overview.status(service), reading=reading)


def _titles(lacking: Lacking, language: str) -> list[str]:
    """Return what a customer lacks, each requirement once: 合同的送货单 × 6."""
    return [
        title_in(rule, language) + (f" × {count}" if count > 1 else "")
        for rule, count in lacking.requirements
    ]


def _ending(row: OpenRequirement, language: str) -> Ending:
    return Ending(
        customer=CustomerShape(id=row.customer_id, name=row.customer_name),
        state=row.state,
        title=worded(row.title, language),
        until=row.until.isoformat() if row.until else None,
    )


def _problems(view: Today, language: str) -> list[Error]:
    """Say what is wrong at the door and in the index."""
    found: list[tuple[str, Message, Message]] = []
    for problem in view.problems:
        found.append((problem.code, *door_words(problem)))
    for refused in view.refused[:SHOWN]:
        found.append(
            (
                refused.code,
                Message(
                    "Refused in the inbox: {path} is no plain file.", {"path": display_path(refused.path)}
                ),
                Message("Links, pipes and devices are left in place; copy the file itself instead."),
            )
        )
    if view.not_indexed:
        found.append(
            (
                "not_indexed",
                Message("Pages that cannot be searched yet: {n}.", {"n": view.not_indexed}),
                Message("They are filed; the index is mended by itself."),
            )
        )
    return [
        Error(code=code, message=translate(message, language), hint=translate(hint, language))
        for code, message, hint in found
    ]

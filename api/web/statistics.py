"""Pages of statistics: pictures over time, the grid of completeness, the calendar of terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.deps import Language, Render, SignedIn, TheService
from capture.pages import Message
from dossier import grid as grids
from dossier import statistics as figures
from dossier.calendar import add_months, month_of
from dossier.errors import BadRequest
from dossier.language import worded

router = APIRouter(prefix="/statistics")

PERIODS = (7, 30, 90, 365)
FARTHEST = 120
"""Months that the calendar goes back or forth."""

WARNINGS: Mapping[str, Message] = {
    "low_resolution": Message("Resolution too low"),
    "skewed": Message("Skewed"),
    "blurred": Message("Blurred"),
    "cut_edge": Message("Print cut off at the edge"),
    "low_contrast": Message("Too little contrast"),
    "dark": Message("Too dark"),
    "uneven_light": Message("Unevenly lit"),
    "hard_to_read": Message("Hard to read"),
    "seal_without_colour": Message("Seal scanned without colour"),
    "nothing_read": Message("No text could be read"),
    "attached_files": Message("Attached files not read"),
    "not_shown": Message("Not all of it shown"),
    "not_read": Message("No reader is installed"),
    "reader_crashed": Message("The reader broke off"),
    "timeout": Message("Reading took too long"),
    "too_large": Message("Too large to be read"),
    "truncated": Message("The file breaks off"),
    "unreadable": Message("The file is damaged"),
    "unsupported": Message("A kind that is not read"),
    "wrong_format": Message("Not what its name says"),
    "no_pages": Message("Without pages"),
    "encrypted": Message("Locked with a password"),
    "empty": Message("Without content"),
    "link": Message("A link, not a file"),
}


@router.get("")
def overview(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    days: Annotated[int, Query(ge=1, le=figures.LONGEST)] = 30,
) -> Response:
    """Show the figures of the last days."""
    shown = figures.statistics(service, viewer, days, language)
    return render("statistics.html", figures=shown, days=days, periods=PERIODS, warnings=WARNINGS)


@router.get("/completeness")
def completeness(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    sort: Annotated[str, Query(max_length=60)] = "missing",
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Response:
    """Show customers and requirements as a grid."""
    shown = grids.grid(service, viewer, sort, language, cursor)
    return render("grid.html", grid=shown, sort=sort)


@router.get("/terms")
def terms(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    month: Annotated[str, Query(pattern=r"^(\d{4}-\d{2})?$")] = "",
) -> Response:
    """Show the papers whose term ends on a calendar."""
    now = month_of(service.today())
    chosen = _month(month) if month else now
    if not add_months(now, -FARTHEST) <= chosen <= add_months(now, FARTHEST):
        raise _no_month(month)
    shown = grids.calendar_of(service, viewer, chosen)
    around = add_months(chosen, -1), add_months(chosen, 1)
    titles = [worded(one.title, language) for one in shown.lines]
    return render("terms.html", calendar=shown, today=service.today(), around=around, titles=titles)


def _month(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise _no_month(text) from error


def _no_month(text: str) -> BadRequest:
    return BadRequest(
        Message("{month} is no month of the calendar.", {"month": text}),
        Message("Name a month as 2026-12, at most ten years away."),
    )

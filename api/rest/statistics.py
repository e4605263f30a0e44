"""REST: figures over time and over all customers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.deps import Language, SignedIn, TheService
from dossier import statistics as figures
from dossier.statistics_shapes import Statistics

router = APIRouter(tags=["statistics"])


@router.get("/statistics")
def statistics(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    days: Annotated[int, Query(ge=1, le=figures.LONGEST)] = 30,
) -> Statistics:
    """Tell the figures that the page of statistics draws."""
    return figures.statistics(service, viewer, days, language)

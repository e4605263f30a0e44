"""What the review desk shows: the queue by cost, numbered choices, a person's own acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from api.documents import review_rows, shape_fields
from api.schemas.documents import ReviewList
from api.wording import verb_sentence
from classify.types.error_cost import type_weights
from dossier.cataloguing import title_of
from dossier.placing import read_fields_as
from dossier.shapes import FieldShape
from dossier.together import cost_rule
from dossier.wiring import Service
from storage.viewer import Viewer

NUMBERED = 9
"""Choices that a single figure can name."""
UNDOABLE = 50
"""So many of a person's own changes are listed to be taken back."""


@dataclass(frozen=True, slots=True)
class TypeOption:
    """A type the paper may be, to be chosen by a figure."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class OwnAct:
    """A change of the reader's own; ``free`` while no later one stands on it."""

    id: int
    at: dt.datetime
    text: str
    papers: Sequence[tuple[int, str]]
    free: bool


def queue(
    service: Service, viewer: Viewer, language: str, *, cursor: str | None = None, limit: int = 25
) -> ReviewList:
    """Return the papers that wait for a person, those first whose error would cost most."""
    with service.database.reading() as work:
        found = work.review.by_cost(viewer, cost_rule(service), cursor=cursor, limit=limit)
        rows = review_rows(service, work, viewer, found.items, language)
    return ReviewList(total=found.total, documents=rows, next=found.next)


def next_of(service: Service, viewer: Viewer, document_ids: Collection[int]) -> int | None:
    """Return the paper to look at after the first of these; to be asked before they are filed."""
    first = next(iter(document_ids))
    with service.database.reading() as work:
        return work.review.next_of(viewer, cost_rule(service), first, but_not=document_ids)


def likely_types(service: Service, likely: Sequence[str], current: str, language: str) -> list[TypeOption]:
    """Return the nine types to choose from by a figure: what the paper is held for, what else it may be.

    Where the paper says too little, those follow that checklists ask for most.
    """
    weights = type_weights(service.profile)
    rest = sorted(service.profile.types, key=lambda one: -weights[one])
    order = list(dict.fromkeys([current, *likely, *rest]))[:NUMBERED]
    known = [one for one in order if one in service.profile.types]
    return [TypeOption(one, title_of(service.profile, one, "", language)) for one in known]


def read_as(
    service: Service, viewer: Viewer, document_id: int, type_id: str, language: str
) -> dict[str, FieldShape]:
    """Return the fields of a paper as they would be read if it were of another type."""
    if type_id not in service.profile.types:
        return {}
    with service.database.reading() as work:
        document = work.documents.get(viewer, document_id)
        rows = read_fields_as(work, service, document, type_id)
    return shape_fields(rows, language)


def own_acts(service: Service, viewer: Viewer, language: str) -> list[OwnAct]:
    """Return a person's last changes that still stand, newest first."""
    with service.database.reading() as work:
        acts = work.acts.standing(viewer.name, UNDOABLE)
        ids = {one for act in acts for one in act.document_ids}
        titles = {
            row.id: title_of(service.profile, row.type, row.title, language)
            for row in work.documents.rows(viewer, ids)
        }
        return [
            OwnAct(
                act.id,
                act.at,
                verb_sentence(f"document.{act.verb}", language),
                [(one, titles[one]) for one in act.document_ids if one in titles],
                act.free,
            )
            for act in acts
        ]

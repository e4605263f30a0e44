"""Everything that happened to a dossier, newest first: filing, moves, waivers, completeness, handover."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dossier.customers import find_customer
from dossier.wiring import Service
from storage.paging import decode_cursor, encode_cursor
from storage.values import DocumentRow, Milestone
from storage.values_people import AuditEntry
from storage.viewer import Viewer

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: an entry of the log, or the moment completeness changed."""

    at: dt.datetime
    entry: AuditEntry | None = None
    milestone: Milestone | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """A slice of what happened, with the papers it speaks of by id."""

    happenings: Sequence[Happening]
    papers: dict[int, DocumentRow]
    next: str | None
    total: int


def timeline(service: Service, viewer: Viewer, key: str, cursor: str | None = None) -> Timeline:
    """Return a slice of a dossier's history.

    Raises:
        NotFound: no such customer.
        Ambiguous: the name means several.
        storage.errors.WrongCursor: the cursor is none of ours.
    """
    last, newest = decode_cursor(cursor, int, dt.datetime) if cursor else (None, None)
    with service.database.reading() as work:
        customer = find_customer(work, viewer, key)
        entries, total = work.audit.of_dossier(customer.id, before=last, limit=SHOWN + 1)  # type: ignore[arg-type]  # decode_cursor checked it
        more = len(entries) > SHOWN
        entries = entries[:SHOWN]
        ids = [int(one.subject_id) for one in entries if one.subject_kind == "document"]
        papers = {row.id: row for row in work.documents.rows(viewer, ids)}
        milestones = work.milestones.of(viewer, customer.id)
    oldest = entries[-1].at if more else None
    found = [Happening(one.at, entry=one) for one in entries]
    found += [
        Happening(one.at, milestone=one)
        for one in milestones
        if (oldest is None or one.at > oldest) and (newest is None or one.at <= newest)  # type: ignore[operator]  # decode_cursor checked it
    ]
    found.sort(key=lambda one: one.at, reverse=True)
    following = encode_cursor(entries[-1].seq, entries[-1].at) if more else None
    return Timeline(found, papers, following, total)

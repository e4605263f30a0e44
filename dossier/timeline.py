"""Everything that happened to a dossier, newest first: filing, moves, waivers, completeness, handover."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dossier.customers import find_customer
from dossier.wiring import Service
from storage.paging import decode_cursor, encode_cursor
from storage.values import DocumentRow, Milestone
from storage.values_people import AuditEntry
from storage.viewer import Viewer
from storage.work import Work

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: an entry of the log, or the moment completeness changed.

    ``paper`` is the dossier's own paper that an entry speaks of, ``more`` how many others it touched.
    """

    at: dt.datetime
    entry: AuditEntry | None = None
    milestone: Milestone | None = None
    paper: int | None = None
    more: int = 0


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
        papers = _papers(work, viewer, customer.id, entries)
        milestones = work.milestones.of(viewer, customer.id)
    oldest = entries[-1].at if more else None
    own = {row.id for row in papers.values() if row.customer_id == customer.id}
    found = [_happening(one, own) for one in entries]
    found += [
        Happening(one.at, milestone=one)
        for one in milestones
        if (oldest is None or one.at > oldest) and (newest is None or one.at <= newest)  # type: ignore[operator]  # decode_cursor checked it
    ]
    found.sort(key=lambda one: one.at, reverse=True)
    following = encode_cursor(entries[-1].seq, entries[-1].at) if more else None
    return Timeline(found, papers, following, total)


def _papers(
    work: Work, viewer: Viewer, customer_id: int, entries: Sequence[AuditEntry]
) -> dict[int, DocumentRow]:
    """Return the papers that entries stand under; of those that stand under another dossier's, all papers."""
    told = [one.documents for one in entries if one.documents]
    papers = {row.id: row for row in work.documents.rows(viewer, {ids[0] for ids in told})}
    own = {row.id for row in papers.values() if row.customer_id == customer_id}
    elsewhere = {one for ids in told if ids[0] not in own for one in ids}
    return papers | {row.id: row for row in work.documents.rows(viewer, elsewhere)} if elsewhere else papers


def _happening(entry: AuditEntry, own: Collection[int]) -> Happening:
    papers = entry.documents
    if not papers:
        return Happening(entry.at, entry=entry)
    shown = next((one for one in papers if one in own), papers[0])
    return Happening(entry.at, entry=entry, paper=shown, more=len(papers) - 1)

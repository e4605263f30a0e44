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
        told = {one.seq: _touched(one) for one in entries if one.subject_kind == "document"}
        papers = {row.id: row for row in work.documents.rows(viewer, {ids[0] for ids in told.values()})}
        own = {row.id for row in papers.values() if row.customer_id == customer.id}
        elsewhere = {one for ids in told.values() if ids[0] not in own for one in ids}
        others = {row.id: row for row in work.documents.rows(viewer, elsewhere)} if elsewhere else {}
        milestones = work.milestones.of(viewer, customer.id)
    oldest = entries[-1].at if more else None
    papers |= others
    own = {row.id for row in papers.values() if row.customer_id == customer.id}
    found = [_happening(one, told.get(one.seq, ()), own) for one in entries]
    found += [
        Happening(one.at, milestone=one)
        for one in milestones
        if (oldest is None or one.at > oldest) and (newest is None or one.at <= newest)  # type: ignore[operator]  # decode_cursor checked it
    ]
    found.sort(key=lambda one: one.at, reverse=True)
    following = encode_cursor(entries[-1].seq, entries[-1].at) if more else None
    return Timeline(found, papers, following, total)


def _touched(entry: AuditEntry) -> Sequence[int]:
    """Return the papers that an entry tells of, the one it stands under first."""
    ids = [int(entry.subject_id), *entry.payload.get("documents", ())]
    return list(dict.fromkeys(ids))


def _happening(entry: AuditEntry, papers: Sequence[int], own: Collection[int]) -> Happening:
    if not papers:
        return Happening(entry.at, entry=entry)
    shown = next((one for one in papers if one in own), papers[0])
    return Happening(entry.at, entry=entry, paper=shown, more=len(papers) - 1)

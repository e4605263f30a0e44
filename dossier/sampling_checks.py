"""What a computer checks of every document before people look at some (DA/T 31-2017).

Items of DA/T 70 that can be asked of single documents, and the two figures of DA/T 31 itself: resolution,
and colour where there is a seal. Slant, blur, light and cut edges are measured, too, but the standard has
no figure for them: pages in doubt are named for people and fail nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from capture.files.saved import page_from_json
from capture.pages import Message, PageWarning
from dossier import (
    inspection,
    inspection_authenticity,
    inspection_integrity,
    inspection_numbers,
    inspection_usability,
)
from dossier.inspection_values import (
    MOST_MEMOS,
    Finding,
    Item,
    ItemRow,
    Seen,
    Verdict,
    found,
    name_of,
    not_run,
)
from dossier.judgement import message_row
from dossier.wiring import Service
from storage.states import LIVE
from storage.viewer import Viewer
from storage.work import Work

OF_DOCUMENTS = frozenset(
    {"1-1", "1-6", "1-7", "1-8", "1-10", "1-11", "2-4", "2-7", "2-11", "3-1", "3-3", "3-8"}
)
DOUBTFUL = frozenset(
    {"skewed", "blurred", "cut_edge", "low_contrast", "dark", "uneven_light", "hard_to_read", "nothing_read"}
)
_NEVER_READ = Message("No page was read; no resolution was measured.")


def _pages(seen: Seen) -> Iterator[tuple[str, int, Sequence[PageWarning]]]:
    """Give each page that was read: its document, its place there, what is wrong with its scan."""
    for entry in seen.entries:
        for place, ref in enumerate(seen.documents[entry.document_id].pages, start=1):
            text = seen.results[ref.scan_id].get(ref.number)
            if text:
                yield name_of(entry), place, page_from_json(text).warnings


def _warned(seen: Seen, codes: Collection[str]) -> Finding:
    checked, memos = 0, []
    for document, place, warnings in _pages(seen):
        checked += 1
        for warning in warnings:
            if warning.code in codes:
                values: dict[str, str | int | float | Message] = {
                    "document": document,
                    "page": place,
                    "what": warning.message,
                }
                memos.append(Message("{document}: page {page}: {what}", values))
    return found(checked, memos) if checked else not_run(_NEVER_READ)


def _resolution(seen: Seen) -> Finding:
    return _warned(seen, {"low_resolution"})


def _colour(seen: Seen) -> Finding:
    return _warned(seen, {"seal_without_colour"})


def _in_doubt(seen: Seen) -> Finding:
    told = _warned(seen, DOUBTFUL)
    return replace(told, verdict=Verdict.PASS) if told.verdict is Verdict.FAIL else told


OF_DIGITISATION: tuple[ItemRow, ...] = (
    ("dpi", Message("Resolution is 200 dpi or more"), _resolution),
    ("colour", Message("Pages with a seal are in colour"), _colour),
    ("scan", Message("Slant, blur, light and edges were measured (pages in doubt are named)"), _in_doubt),
)
ROWS: tuple[ItemRow, ...] = (
    *OF_DIGITISATION,
    *(
        row
        for row in (
            *inspection_authenticity.ITEMS,
            *inspection_integrity.ITEMS,
            *inspection_numbers.ITEMS,
            *inspection_usability.ITEMS,
        )
        if row[0] in OF_DOCUMENTS
    ),
)


def check_all(
    service: Service, work: Work, viewer: Viewer, document_ids: Collection[int]
) -> list[dict[str, Any]]:
    """Check every document that could be drawn; return each check as JSON: code, name, verdict, reasons.

    A document is checked in the dossier it lies in now, which may be another than when it was drawn.
    """
    wanted, runs = frozenset(document_ids), []
    for customer_id in _whose(work, viewer, wanted):
        customer = work.customers.get(viewer, customer_id)
        seen = inspection.read_seen(service, work, viewer, customer, with_log=False)
        runs.append(inspection.run_items(_only(seen, wanted), ROWS))
    return [_together(items) for items in zip(*runs, strict=True)]


def _whose(work: Work, viewer: Viewer, document_ids: Collection[int]) -> list[int]:
    """Return the customers in whose dossiers documents lie now; those withdrawn lie in none."""
    documents = work.documents.get_many(viewer, document_ids).values()
    return sorted({one.customer_id for one in documents if one.customer_id and one.state in LIVE})


def _only(seen: Seen, wanted: frozenset[int]) -> Seen:
    documents = {one: document for one, document in seen.documents.items() if one in wanted}
    scans = {page.scan_id for document in documents.values() for page in document.pages}
    return replace(
        seen,
        entries=[entry for entry in seen.entries if entry.document_id in wanted],
        documents=documents,
        scans={one: scan for one, scan in seen.scans.items() if one in scans},
        pages={one: pages for one, pages in seen.pages.items() if one in scans},
        results={one: results for one, results in seen.results.items() if one in scans},
        encrypted=seen.encrypted & scans,
    )


def _together(items: Sequence[Item]) -> dict[str, Any]:
    """Return one check over all dossiers: failed where it failed in one, run where it ran in one."""
    verdicts = {item.verdict for item in items}
    order = (Verdict.FAIL, Verdict.PASS, Verdict.NOT_RUN)
    verdict = next(one for one in order if one in verdicts)
    told = [memo for item in items if item.verdict is verdict for memo in item.memos]
    return {
        "code": items[0].code,
        "name": message_row(items[0].name),
        "verdict": verdict.value,
        "checked": sum(item.checked for item in items),
        "memos": [message_row(memo) for memo in told[:MOST_MEMOS]],
    }

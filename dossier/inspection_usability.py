"""Items of a 四性检测 about usability (3-*) and the log (4-7)."""

from __future__ import annotations

from capture.files.saved import page_from_json
from capture.pages import Message
from capture.probe import FileKind
from dossier.catalogue import CatalogueEntry
from dossier.inspection_values import Finding, ItemRow, Seen, found, name_of, sha_of
from storage.states import PageState

ALLOWED = frozenset(
    {FileKind.PDF, FileKind.OFD, FileKind.TIFF, FileKind.JPEG, FileKind.PNG, FileKind.JPEG2000, FileKind.DOCX}
)
"""Formats GB/T 18894-2016 and GB/T 33190 allow for filing; others stand for themselves as PDF."""


def _metadata_reads(seen: Seen) -> Finding:
    memos, count = [], 0
    for scan_id, results in seen.results.items():
        for number, text in results.items():
            count += 1
            try:
                page_from_json(text)
            except (ValueError, KeyError, TypeError):
                values: dict[str, str | int | float | Message] = {
                    "sha": seen.scans[scan_id].sha256[:16],
                    "page": number,
                }
                memos.append(Message("What was read on page {page} of {sha} is damaged.", values))
    return found(count, memos)


def _formats(seen: Seen) -> Finding:
    memos = []
    for scan in seen.scans.values():
        if scan.kind not in ALLOWED:
            values: dict[str, str | int | float | Message] = {
                "sha": scan.sha256[:16],
                "kind": scan.kind or "?",
            }
            memos.append(
                Message(
                    "The original {sha} is {kind}, not a format for filing; its PDF stands for it.", values
                )
            )
    unread = [
        Message("{document}: a page was never read.", {"document": name_of(entry)})
        for entry in seen.entries
        if _has_unread(seen, entry)
    ]
    return found(len(seen.scans), [*memos, *unread])


def _has_unread(seen: Seen, entry: CatalogueEntry) -> bool:
    states = {(page.scan_id, page.number): page.state for rows in seen.pages.values() for page in rows}
    refs = seen.documents[entry.document_id].pages
    return any(states.get((ref.scan_id, ref.number)) is PageState.UNREAD for ref in refs)


def _encryption(seen: Seen) -> Finding:
    memos = [
        Message("The original {sha} is protected with a password.", sha_of(seen.scans[one].sha256))
        for one in sorted(seen.encrypted)
    ]
    return found(len(seen.scans), memos)


def _audit(seen: Seen) -> Finding:
    fault = seen.audit_fault
    return found(1, [] if fault is None else [Message("The chain is broken at entry {n}.", {"n": fault.seq})])


ITEMS: tuple[ItemRow, ...] = (
    ("3-1", Message("Metadata can be read"), _metadata_reads),
    ("3-3", Message("Formats are allowed and every page was read"), _formats),
    ("3-8", Message("Nothing is encrypted"), _encryption),
    ("4-7", Message("The log of changes is whole"), _audit),
)

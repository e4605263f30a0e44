"""Items of a 四性检测 about integrity (2-*): nothing is missing."""

from __future__ import annotations

from capture.errors import CaptureError
from capture.pages import Message
from capture.probe import FileKind
from dossier.inspection_values import Finding, ItemRow, Seen, found, name_of, not_run
from dossier.lacking import lacking
from dossier.language import count
from storage.states import DocumentState

DECODED_SIDE = 64


def _count(seen: Seen) -> Finding:
    """Hold the catalogue against the lists that were signed, where there are some."""
    if not seen.signed:
        return not_run(
            count(
                len(seen.entries),
                "No list was signed yet; the catalogue has {n} document.",
                "No list was signed yet; the catalogue has {n} documents.",
            )
        )
    lost = sorted(seen.signed - seen.documents.keys())
    return found(
        len(seen.signed),
        [Message("The document {id} of a signed list is not in the catalogue.", {"id": one}) for one in lost],
    )


def _bytes(seen: Seen) -> Finding:
    declared = sum(scan.size for scan in seen.scans.values())
    there = 0
    for scan in seen.scans.values():
        path = seen.service.files.path(scan.sha256)
        there += path.stat().st_size if path.is_file() else 0
    wrong = Message("{there} bytes are there, {declared} were noted.", {"there": there, "declared": declared})
    return found(len(seen.scans), [wrong] if there != declared else [])


def _mandatory(seen: Seen) -> Finding:
    memos = []
    for entry in seen.entries:
        document = seen.documents[entry.document_id]
        if not entry.title.strip():
            memos.append(Message("{document}: the title is empty.", {"document": name_of(entry)}))
        if not entry.pages:
            memos.append(Message("{document}: the page count is empty.", {"document": name_of(entry)}))
        if document.state is not DocumentState.FILED:
            memos.append(
                Message("{document}: nobody has confirmed it, it is in review.", {"document": name_of(entry)})
            )
    return found(len(seen.entries), memos)


def _decodes(seen: Seen) -> Finding:
    memos, count = [], 0
    for entry in seen.entries:
        for place, ref in enumerate(seen.documents[entry.document_id].pages, start=1):
            count += 1
            scan = seen.scans[ref.scan_id]
            if scan.id in seen.encrypted:
                continue
            path = seen.service.files.path(scan.sha256)
            try:
                seen.service.drawer.picture(
                    path, FileKind(scan.kind or ""), ref.number, 0, DECODED_SIDE, None
                )
            except (OSError, CaptureError, ValueError):
                memos.append(
                    Message(
                        "{document}: page {page} cannot be drawn.",
                        {"document": name_of(entry), "page": place},
                    )
                )
    return found(count, memos)


def _scope(seen: Seen) -> Finding:
    return found(len(seen.requirements), lacking(seen.requirements, seen.entries))


def _page_rows(seen: Seen) -> Finding:
    memos = [
        Message(
            "The original {sha} has {pages} pages, {rows} are known.",
            {"sha": scan.sha256[:16], "pages": scan.pages or 0, "rows": len(seen.pages[scan.id])},
        )
        for scan in seen.scans.values()
        if len(seen.pages[scan.id]) != scan.pages
    ]
    return found(len(seen.scans), memos)


ITEMS: tuple[ItemRow, ...] = (
    ("2-1", Message("The number of documents is right"), _count),
    ("2-2", Message("The number of bytes is right"), _bytes),
    ("2-4", Message("Mandatory metadata are filled in"), _mandatory),
    ("2-7", Message("Every page can be drawn"), _decodes),
    ("2-9", Message("All that must be filed is filed"), _scope),
    ("2-11", Message("The number of pages and files is that noted"), _page_rows),
)

"""The items of a 四性检测 that look at a dossier's rows and originals, each a function of what was seen."""

from __future__ import annotations

import re
from collections import Counter

from capture.errors import CaptureError
from capture.pages import Message
from capture.probe import FileKind
from capture.saved import page_from_json
from classify.numbering import find_gaps
from dossier.catalogue import CatalogueEntry
from dossier.inspection_values import Finding, ItemRow, Seen, found, not_run
from dossier.judgement import live_fields
from storage.errors import DamagedOriginal, MissingOriginal
from storage.states import DocumentState, PageState

ALLOWED = frozenset(
    {FileKind.PDF, FileKind.OFD, FileKind.TIFF, FileKind.JPEG, FileKind.PNG, FileKind.JPEG2000, FileKind.DOCX}
)
"""Formats GB/T 18894-2016 and GB/T 33190 allow for filing; others stand for themselves as PDF."""

DECODED_SIDE = 64
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\ufffe\uffff\ue000-\uf8ff\u200b-\u200f\u202a-\u202e]")
NO_NUMBERS = Message("No document has a reference number (档号) yet.")


def _name(entry: CatalogueEntry) -> str:
    return f"#{entry.document_id} {entry.title}"


def _fixity(seen: Seen) -> Finding:
    memos = []
    for scan in seen.scans.values():
        try:
            seen.service.files.verify(scan.sha256)
        except DamagedOriginal:
            memos.append(Message("The original {sha} has other bytes than were received.", _sha(scan.sha256)))
        except MissingOriginal:
            memos.append(Message("The original {sha} is gone.", _sha(scan.sha256)))
    return found(len(seen.scans), memos)


def _sha(sha256: str) -> dict[str, str | int | float | Message]:
    return {"sha": sha256[:16]}


def _special_characters(seen: Seen) -> Finding:
    memos = []
    for entry in seen.entries:
        texts = (entry.title, entry.reference, entry.responsible, entry.number, entry.remark)
        if any(_BAD.search(text) for text in texts):
            memos.append(
                Message("{document}: a character no catalogue may hold.", {"document": _name(entry)})
            )
    return found(len(seen.entries), memos)


def _duplicates(seen: Seen) -> Finding:
    def same(entry: CatalogueEntry) -> tuple[str, str, str] | None:
        fields = live_fields(seen.documents[entry.document_id].fields)
        copy = str(fields.get("copy", {}).get("value", ""))
        return (entry.type, entry.reference, copy) if entry.reference else None

    numbers = Counter(entry.number for entry in seen.entries if entry.number)
    papers = Counter(key for entry in seen.entries if (key := same(entry)) is not None)
    memos = [
        Message(
            "{document}: the reference number {number} stands twice.",
            {"document": _name(entry), "number": entry.number},
        )
        for entry in seen.entries
        if numbers[entry.number] > 1
    ]
    memos += [
        Message(
            "{document}: another paper of this type has the number {number}, too.",
            {"document": _name(entry), "number": entry.reference},
        )
        for entry in seen.entries
        if (key := same(entry)) is not None and papers[key] > 1
    ]
    return found(len(seen.entries), memos)


def _file_properties(seen: Seen) -> Finding:
    memos = []
    for scan in seen.scans.values():
        try:
            path = seen.service.files.path(scan.sha256)
            if path.stat().st_size != scan.size:
                memos.append(
                    Message("The original {sha} has another size than was noted.", _sha(scan.sha256))
                )
                continue
            if scan.id in seen.encrypted:
                continue
            probe = seen.service.probe(path)
            if (probe.kind.value, probe.pages) != (scan.kind, scan.pages):
                memos.append(
                    Message(
                        "The original {sha} is of another kind or length than was noted.", _sha(scan.sha256)
                    )
                )
        except (OSError, CaptureError):
            memos.append(Message("The original {sha} cannot be looked into.", _sha(scan.sha256)))
    return found(len(seen.scans), memos)


def _links(seen: Seen) -> Finding:
    memos, count = [], 0
    for entry in seen.entries:
        for ref in seen.documents[entry.document_id].pages:
            count += 1
            scan = seen.scans[ref.scan_id]
            known = any(page.number == ref.number for page in seen.pages[ref.scan_id])
            if not known or not seen.service.files.has(scan.sha256):
                memos.append(
                    Message(
                        "{document}: page {page} leads to no original.",
                        {"document": _name(entry), "page": ref.number},
                    )
                )
    return found(count, memos)


def _count(seen: Seen) -> Finding:
    """Hold the catalogue against the lists that were signed, where there are some."""
    if not seen.signed:
        return not_run(
            Message("No list was signed yet; the catalogue has {n} documents.", {"n": len(seen.entries)})
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
            memos.append(Message("{document}: the title is empty.", {"document": _name(entry)}))
        if not entry.pages:
            memos.append(Message("{document}: the page count is empty.", {"document": _name(entry)}))
        if document.state is not DocumentState.FILED:
            memos.append(
                Message("{document}: nobody has confirmed it, it is in review.", {"document": _name(entry)})
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
                        "{document}: page {page} cannot be drawn.", {"document": _name(entry), "page": place}
                    )
                )
    return found(count, memos)


def _scope(seen: Seen) -> Finding:
    memos = [
        Message(
            LACKING,
            {
                "requirement": line.title["zh_CN"],
                "requirement_en": line.title["en"],
                "state": STATES.get(line.state, Message("Not met")),
            },
        )
        for line in seen.requirements
        if line.state not in ("usable", "expiring", "waived")
    ]
    return found(len(seen.requirements), memos)


LACKING = Message("{requirement_en}: {state}").template
"""Said with the requirement's title in both languages: the Chinese sentence takes ``requirement``."""

STATES = {
    "missing": Message("Missing"),
    "received": Message("Received"),
    "expired": Message("Expired"),
    "contradicts": Message("Contradicts"),
}


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
        Message("{document}: a page was never read.", {"document": _name(entry)})
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
        Message("The original {sha} is protected with a password.", _sha(seen.scans[one].sha256))
        for one in sorted(seen.encrypted)
    ]
    return found(len(seen.scans), memos)


def _audit(seen: Seen) -> Finding:
    fault = seen.audit_fault
    return found(1, [] if fault is None else [Message("The chain is broken at entry {n}.", {"n": fault.seq})])


def _number_form(seen: Seen) -> Finding:
    if not any(entry.number for entry in seen.entries):
        return not_run(NO_NUMBERS)
    memos = [
        Message("{document}: it has no reference number (档号).", {"document": _name(entry)})
        for entry in seen.entries
        if not entry.number
    ]
    memos += [
        Message(
            "{document}: the number {number} is not of the form {form}.",
            {"document": _name(entry), "number": entry.number, "form": seen.numbering.document.text},
        )
        for entry in seen.entries
        if entry.number and seen.numbering.document.parse(entry.number) is None
    ]
    return found(len(seen.entries), memos)


def _number_series(seen: Seen) -> Finding:
    numbers = [entry.number for entry in seen.entries if entry.number]
    if not numbers:
        return not_run(NO_NUMBERS)
    gaps = find_gaps(seen.numbering.document, [*numbers, *seen.voided])
    return found(
        len(numbers),
        [Message("The number {number} is missing in its series.", {"number": one}) for one in gaps],
    )


def _package(seen: Seen) -> Finding:
    return not_run(
        Message("It is run on the package, by its receiver: verify.py, or dossier import.")
    )


ITEMS: tuple[ItemRow, ...] = (
    ("1-1", Message("Fixity: digests are as they were when received"), _fixity),
    ("1-6", Message("No special characters in the catalogue"), _special_characters),
    ("1-7", Message("Reference numbers have the form of the plan"), _number_form),
    ("1-8", Message("No number and no paper stands twice"), _duplicates),
    ("1-10", Message("Properties of files are those noted"), _file_properties),
    ("1-11", Message("Every page leads to its original"), _links),
    ("1-14", Message("The package is as it was sent"), _package),
    ("2-1", Message("The number of documents is right"), _count),
    ("2-2", Message("The number of bytes is right"), _bytes),
    ("2-4", Message("Mandatory metadata are filled in"), _mandatory),
    ("2-6", Message("Reference numbers have no gaps"), _number_series),
    ("2-7", Message("Every page can be drawn"), _decodes),
    ("2-9", Message("All that must be filed is filed"), _scope),
    ("2-11", Message("The number of pages and files is that noted"), _page_rows),
    ("3-1", Message("Metadata can be read"), _metadata_reads),
    ("3-3", Message("Formats are allowed and every page was read"), _formats),
    ("3-8", Message("Nothing is encrypted"), _encryption),
    ("4-7", Message("The log of changes is whole"), _audit),
)

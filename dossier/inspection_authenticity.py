"""Items of a 四性检测 about authenticity (1-*): what is there is what was received and written down."""

from __future__ import annotations

import re
from collections import Counter

from capture.errors import CaptureError
from capture.pages import Message
from dossier.catalogue import CatalogueEntry
from dossier.inspection_values import Finding, ItemRow, Seen, found, name_of, not_run, sha_of
from dossier.judgement import live_fields
from storage.errors import DamagedOriginal, MissingOriginal

_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\ufffe\uffff\ue000-\uf8ff\u200b-\u200f\u202a-\u202e]")


def _fixity(seen: Seen) -> Finding:
    memos = []
    for scan in seen.scans.values():
        which = sha_of(scan.sha256)
        try:
            seen.service.files.verify(scan.sha256)
        except DamagedOriginal:
            memos.append(Message("The original {sha} has other bytes than were received.", which))
        except MissingOriginal:
            memos.append(Message("The original {sha} is gone.", which))
    return found(len(seen.scans), memos)


def _special_characters(seen: Seen) -> Finding:
    memos = []
    for entry in seen.entries:
        texts = (entry.title, entry.reference, entry.responsible, entry.number, entry.remark)
        if any(_BAD.search(text) for text in texts):
            memos.append(
                Message("{document}: a character no catalogue may hold.", {"document": name_of(entry)})
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
            {"document": name_of(entry), "number": entry.number},
        )
        for entry in seen.entries
        if numbers[entry.number] > 1
    ]
    memos += [
        Message(
            "{document}: another paper of this type has the number {number}, too.",
            {"document": name_of(entry), "number": entry.reference},
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
                    Message("The original {sha} has another size than was noted.", sha_of(scan.sha256))
                )
                continue
            if scan.id in seen.encrypted:
                continue
            probe = seen.service.probe(path)
            if (probe.kind.value, probe.pages) != (scan.kind, scan.pages):
                memos.append(
                    Message(
                        "The original {sha} is of another kind or length than was noted.", sha_of(scan.sha256)
                    )
                )
        except (OSError, CaptureError):
            memos.append(Message("The original {sha} cannot be looked into.", sha_of(scan.sha256)))
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
                        {"document": name_of(entry), "page": ref.number},
                    )
                )
    return found(count, memos)


def _package(seen: Seen) -> Finding:
    return not_run(Message("It is run on the package, by its receiver: verify.py, or dossier import."))


ITEMS: tuple[ItemRow, ...] = (
    ("1-1", Message("Fixity: digests are as they were when received"), _fixity),
    ("1-6", Message("No special characters in the catalogue"), _special_characters),
    ("1-8", Message("No number and no paper stands twice"), _duplicates),
    ("1-10", Message("Properties of files are those noted"), _file_properties),
    ("1-11", Message("Every page leads to its original"), _links),
    ("1-14", Message("The package is as it was sent"), _package),
)

"""What of a package becomes rows of received files, pages and documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from capture.files.saved import page_from_json, seal_rows, warning_codes
from capture.handwriting.captions import writing_rows
from capture.pages import Message
from dossier.errors import Conflict
from dossier.portable import PortableDocument, PortablePage, PortableScan
from storage.states import DocumentState, PageState, Source
from storage.values import Document, Judgement, PageRef, Received
from storage.work import Work

OWNER = "takeover"
"""Who holds the received files while a package is taken in."""


def put_scan(work: Work, scan: PortableScan, pages: Sequence[PortablePage]) -> int:
    """Enter an original, or find it where another dossier brought it, and save what was read on its pages."""
    known = work.scans.first_with(scan.sha256)
    if known is None:
        received = Received(
            scan.sha256,
            scan.size,
            scan.file_name,
            Source(scan.source),
            kind=scan.kind,
            received_by=scan.received_by,
        )
        known = work.scans.receive(received, scan.received_at).scan
        work.scans.claim_one(known.id, OWNER, scan.received_at, dt.timedelta(minutes=1))
        work.scans.set_probe(known.id, scan.kind, scan.pages)
        work.pages.create(known.id, scan.pages)
        others = set(range(1, scan.pages + 1)) - {page.number for page in pages}
        for number in sorted(others):  # pages of other dossiers: nothing of them came along
            work.pages.set_unread(PageRef(known.id, number), "not_in_package", warned=False)
    for page in pages:
        ref = PageRef(known.id, page.number)
        if page.text is not None and page.state == PageState.READ:
            read = page_from_json(page.text)
            apart = seal_rows(read), writing_rows(read), warning_codes(read)
            work.pages.replace_result(ref, page.text, *apart)
            work.search.put(ref, [line.text for line in read.lines])
        else:
            work.pages.set_unread(ref, page.error_code or "unreadable", page.text)
        if page.turn is not None:
            work.pages.set_turn(ref, page.turn)
    return known.id


def put_document(work: Work, one: PortableDocument, customer_id: int, scans: Mapping[str, int]) -> Document:
    """Enter a document of a dossier; ``scans`` are the received files by their SHA-256.

    Raises:
        Conflict: a page of it lies in another document here.
    """
    refs = [PageRef(scans[sha256], number) for sha256, number in one.pages]
    taken = [ref for ref in refs if work.documents.at_page(ref) is not None]
    if taken:
        raise Conflict(
            Message(
                "Page {page} of an original of the package lies in another dossier.",
                {"page": taken[0].number},
            ),
            Message("Move the paper out of the way, or keep the dossier that is here."),
        )
    judgement = Judgement(
        type=one.type,
        title=one.title,
        confidence=one.confidence,
        date=one.date,
        review_reasons=one.review_reasons,
        reasons=one.reasons,
        fields=one.fields,
        tables=one.tables,
        party=one.party,
    )
    state = DocumentState(one.state)
    if refs:
        made = work.documents.create(
            judgement, refs, customer_id=customer_id, state=state, now=one.created_at
        )
    else:
        made = work.documents.create_on_shelf(one.type, one.title, customer_id, one.date, one.created_at)
    whole = replace(
        made,
        type_by_person=one.type_by_person,
        customer_by_person=one.customer_by_person,
        confirmed_by=one.confirmed_by,
    )
    return work.documents.restore(whole, one.created_at)

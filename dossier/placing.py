"""A file whose pages are all read becomes documents in dossiers: one unit of work per file."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from capture.errors import ReaderCrashed
from capture.files.saved import page_from_json
from capture.pages import Message, Page
from classify.names.firms import name_key
from classify.parties.known_customers import NEAR
from dossier import checklists
from dossier.attribution import find_place
from dossier.covered import doubt_cover, find_cover, place_covered
from dossier.digitise import (
    DecidedDocument,
    decide_documents,
    decide_pages,
    is_about_division,
    is_unread,
)
from dossier.errors import Conflict
from dossier.judgement import field_row, make_judgement, message_row, row_message
from dossier.rejection import Explained, Rejection, error_row
from dossier.rules_again import find_earlier
from dossier.wiring import Service
from storage.repositories.documents import scan_ids
from storage.states import DocumentState, ScanState
from storage.values import Document, KnownName, PageRef, Scan
from storage.viewer import SYSTEM
from storage.work import Work

ONLY_COVERS = Rejection(
    "no_pages",
    Message("The file holds cover sheets only; the papers behind them are missing."),
    Message("Scan each cover sheet together with its paper into one file."),
)

ONE_PAPER = "one_paper"
"""The change by which a person said that a page bears one paper: no machine says otherwise again."""

_ROUNDS = 5
"""Deciding a paper may open a customer, which others waited for; it ends of itself long before this."""

_MAY_BE = NEAR - 22
"""Whole names less alike than this are not alike without their company forms either."""


def place_scan(service: Service, owner: str, scan: Scan) -> ScanState:
    """Decide a read file's documents, file them, index them, check completeness: all or nothing.

    Raises:
        storage.errors.LeaseLost: somebody else works on the file now.
    """
    with service.database.reading() as work:
        results = work.pages.results(scan.id)
    pages = [page_from_json(results[number]) for number in sorted(results)]
    if all(is_unread(page) for page in pages):
        return _reject_unread(service, owner, scan, pages)
    decided = [
        _renumbered(document, service)
        for document in decide_documents(pages, service.profile, own=service.own, today=service.today())
    ]
    if not decided:
        reject_scan(service, owner, scan, ONLY_COVERS)
        return ScanState.REJECTED
    with service.database.unit_of_work() as work:
        work.scans.hold(scan.id, owner)
        names = work.customers.revision()
        documents = work.documents.of_scan(SYSTEM, scan.id)
        if documents:  # it was tried again, or a page was turned
            documents = [redecide(work, service, document.id, may_file=True) for document in documents]
        else:
            documents = [_place_document(work, service, scan, numbers, one) for numbers, one in decided]
        documents = [_or_came_before(work, service, one) for one in documents]
        for page in pages:
            work.search.put(PageRef(scan.id, page.number), [line.text for line in page.lines])
        for customer_id in {one.customer_id for one in documents if one.customer_id is not None}:
            checklists.recompute(work, service.profile, customer_id, service.today())
        look_again(work, service, names, but_not=[one.id for one in documents])
        in_review = any(one.state is DocumentState.REVIEW for one in documents)
        state = ScanState.REVIEW if in_review else ScanState.FILED
        work.scans.finish(scan.id, owner, state, service.now())
        return state


def _reject_unread(service: Service, owner: str, scan: Scan, pages: Sequence[Page]) -> ScanState:
    warning = pages[0].warnings[0]
    hint = Message(ReaderCrashed.advice)
    reject_scan(service, owner, scan, Rejection(warning.code, warning.message, hint))
    return ScanState.REJECTED


def reject_scan(service: Service, owner: str, scan: Scan, error: Explained) -> None:
    """End the work on a file that cannot be read; its bytes stay, and ``retry`` may try again.

    Raises:
        storage.errors.LeaseLost: somebody else works on the file now.
    """
    with service.database.unit_of_work() as work:
        work.scans.finish(
            scan.id,
            owner,
            ScanState.REJECTED,
            service.now(),
            error_code=error.code,
            error=error_row(error),
        )
        payload = {"code": error.code, "sha256": scan.sha256}
        work.audit.append(SYSTEM.name, "scan.rejected", "scan", scan.id, payload, service.now())


def _renumbered(document: DecidedDocument, service: Service) -> tuple[tuple[int, ...], DecidedDocument]:
    """Return a document's pages in the scan, and the document with its own pages counted from 1."""
    numbers = tuple(page.number for page in document.pages)
    if numbers == tuple(range(1, len(numbers) + 1)):
        return numbers, document
    counted = decide_own_pages(document.pages, service)
    return numbers, dataclasses.replace(counted, division=document.division, cover=document.cover)


def decide_own_pages(pages: Sequence[Page], service: Service, type_id: str | None = None) -> DecidedDocument:
    """Decide pages as one document whose own pages count from 1."""
    counted = tuple(dataclasses.replace(page, number=place) for place, page in enumerate(pages, start=1))
    return decide_pages(counted, service.profile, own=service.own, today=service.today(), type_id=type_id)


def _place_document(
    work: Work, service: Service, scan: Scan, numbers: Sequence[int], decided: DecidedDocument
) -> Document:
    refs = [PageRef(scan.id, number) for number in numbers]
    cover = find_cover(work, service.profile, decided.cover)
    if cover is not None:
        pages = decided.pages
        document = place_covered(
            work, service, cover, refs, decided, lambda type_id: decide_own_pages(pages, service, type_id)
        )
    else:
        document = _place_by_itself(work, service, scan, refs, decided)
        if decided.cover is not None:
            document = doubt_cover(work, service, document)
    _note_placed(work, service, document, scan)
    return document


def _note_placed(work: Work, service: Service, document: Document, scan: Scan) -> None:
    payload = {
        "scan": scan.id,
        "sha256": scan.sha256,
        "pages": [page.number for page in document.pages],
        "type": document.type,
        "customer": document.customer_id,
        "state": document.state.value,
    }
    work.audit.append(SYSTEM.name, "document.placed", "document", document.id, payload, service.now())


def _place_by_itself(
    work: Work, service: Service, scan: Scan, refs: Sequence[PageRef], decided: DecidedDocument
) -> Document:
    placement = find_place(work, service, decided, scan.hint)
    judgement = make_judgement(decided.decision, service.profile, placement.match, placement.doubts)
    return work.documents.create(
        judgement, refs, customer_id=placement.customer_id, state=placement.state, now=service.now()
    )


def _or_came_before(work: Work, service: Service, document: Document) -> Document:
    """Send a document to a person that looks like an earlier one; what a person confirmed stays."""
    if document.confirmed_by is not None:
        return document
    pages = pages_of(work, document.pages)
    again = find_earlier(work, service, document.id, document.pages, pages)
    if again is None:
        return document
    reasons = [*document.review_reasons, message_row(again)]
    return work.documents.set_state(document.id, DocumentState.REVIEW, service.now(), review_reasons=reasons)


def redecide(work: Work, service: Service, document_id: int, *, may_file: bool = False) -> Document:
    """Let the machine decide a document's pages anew; what a person set stays.

    Without a customer it goes to review. Otherwise its state stays, as a person is looking at it; with
    ``may_file`` it is filed when nothing is doubtful any more. That it may be divided wrongly stays doubtful
    until a person says otherwise.
    """
    document = work.documents.get(SYSTEM, document_id)
    divided = [row for row in document.review_reasons if is_about_division(row_message(row))]
    decided = decide_own_pages(pages_of(work, document.pages), service)
    if decided.doubled and work.acts.standing_of(document_id, ONE_PAPER):
        decided = dataclasses.replace(decided, doubled=())
    hint = work.scans.get(SYSTEM, document.pages[0].scan_id).hint
    placement = find_place(work, service, decided, hint)
    judgement = make_judgement(decided.decision, service.profile, placement.match, placement.doubts)
    after = work.documents.decide(document_id, judgement, service.now())
    if not after.customer_by_person:
        if placement.customer_id is None and after.state is DocumentState.FILED:
            work.documents.set_state(document_id, DocumentState.REVIEW, service.now())
        after = work.documents.set_customer(
            document_id, placement.customer_id, service.now(), by_person=False
        )
    if after.type_by_person and after.type != decided.decision.type:
        after = work.documents.set_fields(
            document_id, extract_fields(work, service, after), service.now(), by_person=False
        )
    if may_file and divided:
        reasons = [*judgement.review_reasons, *divided]
        after = work.documents.set_state(
            document_id, DocumentState.REVIEW, service.now(), review_reasons=reasons
        )
    elif may_file and placement.state is DocumentState.FILED and after.customer_id is not None:
        after = work.documents.set_state(document_id, DocumentState.FILED, service.now())
    return after


def look_again(work: Work, service: Service, since: int, *, but_not: Iterable[int] = ()) -> list[Document]:
    """Decide anew the waiting papers that name a customer whose names or code changed after a revision.

    So it does not matter whether a customer's licence or its slips came first. Returns those that are filed
    now. ``but_not`` are documents placed just now.
    """
    settled: dict[int, Document] = {}
    skipped = set(but_not)
    for _ in range(_ROUNDS):
        changed = [one for one in work.customers.known(since) if one.stands]
        since = work.customers.revision()
        if not changed:
            break
        waiting = [one for one in _waiting_for(work, changed) if one not in skipped]
        settled.update((one.id, one) for one in decide_waiting(work, service, waiting))
    return list(settled.values())


def decide_waiting(work: Work, service: Service, document_ids: Iterable[int]) -> list[Document]:
    """Decide some waiting papers anew. Returns those filed now.

    Left as they are: those whose pages are being read, and those that somebody decided meanwhile.
    """
    settled = []
    for document_id in document_ids:
        before = work.documents.get(SYSTEM, document_id)
        if before.state is not DocumentState.REVIEW or read_pages(work, [before.pages]) == [None]:
            continue
        decided = redecide(work, service, document_id, may_file=True)
        document = _or_came_before(work, service, decided)
        if document.state is DocumentState.FILED:
            settled.append(document)
            _note_placed(work, service, document, work.scans.get(SYSTEM, document.pages[0].scan_id))
    work.scans.settle(scan_ids(settled))
    for customer_id in sorted({one.customer_id for one in settled if one.customer_id is not None}):
        checklists.recompute(work, service.profile, customer_id, service.today())
    return settled


def _waiting_for(work: Work, changed: list[KnownName]) -> list[int]:
    parties = work.documents.waiting_parties()
    codes = {one.uscc for one in changed if one.uscc}
    found = {document_id for document_id, _, code in parties if code in codes}
    keys = {document_id: name_key(name) for document_id, name, _ in parties if name}
    for key in {name_key(name) for one in changed for name in (one.name, *one.aliases)} - {""}:
        alike = process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=_MAY_BE, limit=None)
        found |= {document_id for _, _, document_id in alike}
    return sorted(found)


def extract_fields(work: Work, service: Service, document: Document) -> dict[str, Any]:
    """Read the fields of the type a person chose."""
    return read_fields_as(work, service, document, document.type)


def read_fields_as(work: Work, service: Service, document: Document, type_id: str) -> dict[str, Any]:
    """Read the fields a document would have if it were of a type; none while its pages are being read."""
    return read_all_as(work, service, [document], type_id).get(document.id, {})


def read_all_as(
    work: Work, service: Service, documents: Sequence[Document], type_id: str
) -> dict[int, dict[str, Any]]:
    """Read the fields that each of some documents would have if it were of a type.

    Those whose pages are being read are absent.
    """
    found = {}
    for one, pages in zip(documents, read_pages(work, [one.pages for one in documents]), strict=True):
        if pages is not None:
            fields = decide_own_pages(pages, service, type_id=type_id).decision.fields
            found[one.id] = {name: field_row(field) for name, field in fields.items()}
    return found


def read_pages(work: Work, papers: Sequence[Sequence[PageRef]]) -> list[list[Page] | None]:
    """Return what was read on the pages of papers, in their order; None for one that is being read."""
    texts = work.pages.results_of(SYSTEM, [ref for refs in papers for ref in refs])
    return [
        [page_from_json(texts[ref]) for ref in refs] if texts.keys() >= set(refs) else None for refs in papers
    ]


def pages_of(work: Work, refs: Sequence[PageRef]) -> list[Page]:
    """Return what was read on pages, in their order.

    Raises:
        Conflict: one of them is being read again.
    """
    (pages,) = read_pages(work, [refs])
    if pages is None:
        raise Conflict(
            Message("A page of this paper is being read again."), Message("Wait a moment and try again.")
        )
    return pages

"""A page that bears two papers, cut apart by a person: both parts come in as files of their own.

The order (any step may be the last one this process ever makes):

1. both parts are drawn and stored durably; nothing names them yet;
2. one transaction enters them in the ledger, takes the page out of its document and notes the change.

The parts are then read and decided as every file is. The sheet as it was received stays, and so does its
document, withdrawn where no other page is left in it. Undoing withdraws what became of the parts.
"""

from __future__ import annotations

import io
from pathlib import PurePath

from capture.files.halves import Knife
from capture.files.saved import page_from_json
from capture.pages import Message
from capture.probe import FileKind
from classify.piles.two_papers import Between, find_between
from dossier.change import Change, changing, settle
from dossier.digitise import is_about_two_papers
from dossier.errors import BadRequest, Conflict, NotFound
from dossier.intake import Arrival, enter
from dossier.judgement import row_message
from dossier.locks import refuse_locked
from dossier.pagework import page_at
from dossier.pictures import read_page
from dossier.placing import ONE_PAPER, redecide
from dossier.rights import may
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.files import Stored
from storage.states import DocumentState, ScanState, Source
from storage.values import Act, Document, PageRef, Scan
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

CUT = "cut"
LEAST, MOST = 0.02, 0.98
"""Between which shares of a page it may be cut: less is its margin."""


def find_place_to_cut(service: Service, viewer: Viewer, document_id: int, page: int) -> Between | None:
    """Return where two papers on a document's page part, None where one is seen on it.

    Raises:
        NotFound: no such page, not for this viewer, or it is being read.
    """
    return find_between(read_page(service, viewer, document_id, page), service.profile)


def cut_sheet(
    service: Service,
    actor: Viewer,
    document_id: int,
    page: int,
    at: Between | None = None,
    *,
    seen: int | None = None,
) -> list[Scan]:
    """Cut a page in two, where it is said or else where two papers part. Returns both parts as received.

    The other pages stay in the document; one that has no other page is withdrawn.

    Raises:
        BadRequest: no such page, or no place on it was found or said where it can be cut.
        Conflict: the page is being read, or somebody changed the document meanwhile.
        NotFound: no such document, or not for this person.
        capture.errors.CaptureError: the page cannot be drawn.
        storage.errors.StorageFull: the disk is full; nothing was changed.
    """
    may(actor, "documents.change")
    may(actor, "scans.add")
    place = at or find_place_to_cut(service, actor, document_id, page)
    if place is None or not LEAST <= place.at <= MOST:
        raise BadRequest(
            Message("The page {page} cannot be cut there.", {"page": page}),
            Message(
                "Say where: from {least} to {most} percent of the page.",
                {"least": round(100 * LEAST), "most": round(100 * MOST)},
            ),
        )
    before, stored = _draw_parts(service, actor, document_id, page, place)
    parts = []
    with changing(service, actor, CUT, [document_id], seen=seen) as change:
        if change.document.version != before.version:
            raise Conflict(
                Message("The paper {id} was changed after this page was opened.", {"id": document_id}),
                Message("Nothing was done. Load the page again to see the paper as it is now."),
            )
        ref = page_at(change.document, page)
        sheet = change.work.scans.get(SYSTEM, ref.scan_id)
        for number, one in enumerate(stored, start=1):
            arrival = Arrival(
                Source.CUT,
                _name(sheet, ref, number),
                hint=sheet.hint,
                received_by=actor.name,
                replaces=document_id,
            )
            parts.append(enter(change.work, service, one.sha256, one.size, arrival))
        change.parts.extend(one.id for one in parts)
        _take_out(change, service, ref)
        facts = {"page": [ref.scan_id, ref.number], "beside": place.beside, "at": round(place.at, 4)}
        facts = {**facts, "sha256": sheet.sha256, "document": document_id, "parts": change.parts}
        change.work.audit.append(actor.name, "scan.cut", "scan", ref.scan_id, facts, service.now())
    return parts


def _draw_parts(
    service: Service, actor: Viewer, document_id: int, page: int, place: Between
) -> tuple[Document, list[Stored]]:
    """Draw and store both parts of a document's page; returns the document as it was meanwhile.

    What the pictures say of themselves names the document's version: cut again after an undo they are
    other files, never duplicates of those withdrawn.
    """
    with service.database.reading() as work:
        try:
            document = work.documents.get(actor, document_id)
        except NotVisible as error:
            raise NotFound("document", document_id) from error
        ref = page_at(document, page)
        scan = work.scans.get(SYSTEM, ref.scan_id)
        text = work.pages.result(SYSTEM, ref)
        password = work.scans.password_of(scan.id)
    if text is None:
        raise Conflict(
            Message("A page of this paper is being read again."), Message("Wait a moment and try again.")
        )
    note = f"sha256 {scan.sha256}, page {ref.number}, document {document_id} version {document.version}"
    knife = Knife(
        rotation=page_from_json(text).rotation,
        beside=place.beside,
        at=place.at,
        notes=(f"part 1 of 2: {note}", f"part 2 of 2: {note}"),
    )
    path = service.files.path(scan.sha256)
    parts = service.drawer.halves(path, FileKind(scan.kind or ""), ref.number, knife, password)
    return document, [service.files.put(io.BytesIO(part)) for part in parts]


def _name(sheet: Scan, ref: PageRef, part: int) -> str:
    """Return what a part is called: file, page and part tell a person where it comes from."""
    return f"{PurePath(sheet.file_name).stem[:150]}-p{ref.number}-{part}of2.png"


def _take_out(change: Change, service: Service, page: PageRef) -> None:
    document = change.document
    rest = [one for one in document.pages if one != page]
    if rest:
        change.work.documents.set_pages(document.id, rest, service.now())
        redecide(change.work, service, document.id)
    else:
        change.work.documents.set_state(document.id, DocumentState.WITHDRAWN, service.now())


def withdraw_parts(service: Service, work: Work, actor: Viewer, act: Act) -> None:
    """Withdraw what became of the parts of a sheet whose cutting is undone; their files stay.

    Raises:
        Conflict: a part is being read, or a person did something with what became of it.
        NotFound: it lies in a dossier that this person may not see.
        HandedOver: it was handed over.
    """
    parts = act.after.get("parts", ())
    if any(work.scans.get(SYSTEM, one).state is ScanState.WORKING for one in parts):
        raise Conflict(
            Message("The parts of the sheet are being read."), Message("Wait a moment and try again.")
        )
    papers = {paper.id: paper for one in parts for paper in work.documents.of_scan(SYSTEM, one)}
    refuse_locked(work, sorted(papers))
    for paper in papers:
        try:
            work.documents.get(actor, paper)
        except NotVisible as error:
            raise NotFound("document", paper) from error
        if work.acts.last_of(paper) is not None:
            raise Conflict(
                Message("The change {act} cannot be undone any more.", {"act": act.id}),
                Message("Undo later changes of paper {n} first: it was cut from this sheet.", {"n": paper}),
            )
    gone = [work.documents.set_state(one, DocumentState.WITHDRAWN, service.now()) for one in papers]
    settle(service, work, list(papers.values()), gone)


def cut_into(work: Work, viewer: Viewer, document_id: int) -> list[tuple[Scan, tuple[int, ...]]]:
    """Return the parts that pages of a document were cut into, each with its documents; not those undone."""
    cuts = work.acts.standing_of(document_id, CUT)
    parts = [work.scans.get(SYSTEM, part) for cut in cuts for part in cut.after["parts"]]
    return [(part, tuple(one.id for one in work.documents.of_scan(viewer, part.id))) for part in parts]


def cut_from(work: Work, viewer: Viewer, document: Document) -> list[int]:
    """Return the documents from whose pages a document's pages were cut, those the viewer may see."""
    scans = (work.scans.get(SYSTEM, one) for one in dict.fromkeys(page.scan_id for page in document.pages))
    sheets = [one.replaces for one in scans if one.source is Source.CUT and one.replaces is not None]
    return list(work.documents.get_many(viewer, list(dict.fromkeys(sheets))))


def one_paper(service: Service, actor: Viewer, document_id: int, *, seen: int | None = None) -> Document:
    """Say that every page of a document bears one paper, whatever the machine found. Its state stays.

    Raises:
        Conflict: nothing says that one bears two, or somebody changed it after the change ``seen`` last.
    """
    with changing(service, actor, ONE_PAPER, [document_id], seen=seen) as change:
        document = change.document
        left = [row for row in document.review_reasons if not is_about_two_papers(row_message(row))]
        if len(left) == len(document.review_reasons):
            raise Conflict(
                Message("Nothing says that a page of the paper {id} bears two papers.", {"id": document_id}),
                Message("The history shows what happened."),
            )
        documents, now = change.work.documents, service.now()
        return documents.set_state(document_id, document.state, now, review_reasons=left)

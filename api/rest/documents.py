"""REST: single documents, the review list, and the verbs."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import FileResponse, Response

from api import files
from api.deps import Language, SignedIn, TheService, Wake
from api.documents import document_detail, shape_cut
from api.review import queue
from api.schemas.documents import CutPlace, DocumentDetail, DocumentIds, Done, ReviewList
from api.schemas.requests import (
    ArrangePages,
    CutSheet,
    FileDocument,
    FileTogether,
    MendFields,
    MergeDocuments,
    MoveDocument,
    ReplacePage,
    RetypeDocument,
    SplitDocument,
    TurnPage,
    UndoAct,
)
from api.schemas.scans import Accepted, Received
from classify.piles.two_papers import Between
from dossier import arranging, filing, pagework, sheet_cutting

router = APIRouter(tags=["documents"])

DocumentId = Annotated[int, Path(ge=1, le=2**53)]
PICTURE: dict[int | str, dict[str, Any]] = {200: {"content": {"image/jpeg": {}, "image/png": {}}}}
PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}}}


@router.get("/review")
def list_review(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> ReviewList:
    """List the documents that wait for a person, those first whose error would cost most."""
    return queue(service, viewer, language, cursor=cursor, limit=limit)


@router.post("/review/file")
def file_together(service: TheService, viewer: SignedIn, body: FileTogether) -> DocumentIds:
    """File several papers that wait under one customer and type; one undo takes all of them back."""
    filing.file_together(service, viewer, body.documents, customer_id=body.customer_id, type=body.type)
    return DocumentIds(documents=body.documents)


@router.get("/documents/{document_id}")
def show_document(
    service: TheService, viewer: SignedIn, language: Language, document_id: DocumentId
) -> DocumentDetail:
    """Show one document with its pages, fields, reasons and history."""
    return document_detail(service, viewer, document_id, language)


@router.get("/documents/{document_id}/pages/{page}/image", response_class=Response, responses=PICTURE)
def page_image(
    service: TheService,
    viewer: SignedIn,
    document_id: DocumentId,
    page: Annotated[int, Path(ge=1)],
    side: Annotated[int, Query(ge=50, le=6000)] = 1600,
) -> Response:
    """Return a page's upright picture, at most ``side`` pixels on its longer side."""
    return files.page_picture(service, viewer, document_id, page, side)


@router.get("/documents/{document_id}/pdf", response_class=FileResponse, responses=PDF)
def searchable_pdf(service: TheService, viewer: SignedIn, document_id: DocumentId) -> FileResponse:
    """Return the searchable PDF: the pages as received, with invisible text."""
    return files.searchable_pdf(service, viewer, document_id)


@router.get("/documents/{document_id}/original", response_class=FileResponse)
def original(
    service: TheService, viewer: SignedIn, document_id: DocumentId, scan: int | None = None
) -> FileResponse:
    """Return the received file, byte for byte; ``scan`` chooses among several."""
    return files.original_of_document(service, viewer, document_id, scan)


@router.post("/documents/{document_id}/confirm")
def confirm(service: TheService, viewer: SignedIn, document_id: DocumentId) -> Done:
    """File a document as the machine proposes."""
    filing.confirm(service, viewer, document_id)
    return Done()


@router.post("/documents/{document_id}/file")
def file_document(service: TheService, viewer: SignedIn, document_id: DocumentId, body: FileDocument) -> Done:
    """File a document under a customer, with the right type and fields."""
    new = body.new_customer
    filing.file(
        service,
        viewer,
        document_id,
        customer_id=body.customer_id,
        new_customer=filing.NewCustomer(new.name, new.uscc) if new else None,
        type=body.type,
        fields=body.fields,
        seen=body.seen,
    )
    return Done()


@router.post("/documents/{document_id}/move")
def move(service: TheService, viewer: SignedIn, document_id: DocumentId, body: MoveDocument) -> Done:
    """Move a document to another customer's dossier."""
    filing.move(service, viewer, document_id, body.customer_id)
    return Done()


@router.post("/documents/{document_id}/retype")
def retype(service: TheService, viewer: SignedIn, document_id: DocumentId, body: RetypeDocument) -> Done:
    """Give a document another type."""
    filing.retype(service, viewer, document_id, body.type)
    return Done()


@router.post("/documents/{document_id}/mend")
def mend(service: TheService, viewer: SignedIn, document_id: DocumentId, body: MendFields) -> Done:
    """Correct fields."""
    filing.mend(service, viewer, document_id, body.fields)
    return Done()


@router.post("/documents/{document_id}/split")
def split(service: TheService, viewer: SignedIn, document_id: DocumentId, body: SplitDocument) -> DocumentIds:
    """Split a document; returns all parts in order."""
    return DocumentIds(documents=list(pagework.split(service, viewer, document_id, body.after)))


@router.get("/documents/{document_id}/pages/{page}/cut")
def cut_place(
    service: TheService, viewer: SignedIn, document_id: DocumentId, page: Annotated[int, Path(ge=1)]
) -> CutPlace:
    """Say where a page would be cut in two."""
    between = sheet_cutting.find_place_to_cut(service, viewer, document_id, page)
    return shape_cut(page, between)


@router.post("/documents/{document_id}/cut")
def cut(
    service: TheService, viewer: SignedIn, wake: Wake, document_id: DocumentId, body: CutSheet
) -> Accepted:
    """Cut a page that bears two papers in two; both parts are read as files of their own."""
    between = None if body.at is None else Between(body.beside, body.at)
    parts = sheet_cutting.cut_sheet(service, viewer, document_id, body.page, between, seen=body.seen)
    wake()
    return Accepted(scans=[Received(file=one.file_name, scan_id=one.id) for one in parts])


@router.post("/documents/{document_id}/one-paper")
def one_paper(service: TheService, viewer: SignedIn, document_id: DocumentId) -> Done:
    """Say that a document's pages bear one paper each, though two were found on one."""
    sheet_cutting.one_paper(service, viewer, document_id)
    return Done()


@router.post("/documents/{document_id}/merge")
def merge(
    service: TheService, viewer: SignedIn, document_id: DocumentId, body: MergeDocuments
) -> DocumentIds:
    """Append other documents to this one."""
    return DocumentIds(documents=[pagework.merge(service, viewer, [document_id, *body.with_documents])])


@router.post("/documents/{document_id}/arrange")
def arrange(service: TheService, viewer: SignedIn, document_id: DocumentId, body: ArrangePages) -> Done:
    """Put pages in another order; those left out are dropped."""
    arranging.arrange(service, viewer, document_id, body.pages)
    return Done()


@router.post("/documents/{document_id}/turn")
def turn(service: TheService, viewer: SignedIn, document_id: DocumentId, body: TurnPage) -> Done:
    """Turn a page; it is read again."""
    pagework.turn(service, viewer, document_id, body.page, body.degrees)
    return Done()


@router.post("/documents/{document_id}/replace")
def replace(service: TheService, viewer: SignedIn, document_id: DocumentId, body: ReplacePage) -> Done:
    """Put a better scan in the place of a page."""
    pagework.replace(service, viewer, document_id, body.page, scan_id=body.scan_id, scan_page=body.scan_page)
    return Done()


@router.post("/documents/{document_id}/undo")
def undo(service: TheService, viewer: SignedIn, document_id: DocumentId, body: UndoAct) -> Done:
    """Undo an act on the document; its last one when none is named."""
    filing.undo(service, viewer, files.act_of(service, viewer, document_id, body.act_id))
    return Done()

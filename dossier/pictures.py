"""Pictures of pages and searchable PDFs, made when asked for and kept until the document changes."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import structlog

from capture.errors import TextLost
from capture.files.saved import page_from_json
from capture.pages import Page
from capture.probe import FileKind, kind_of_file
from capture.searchable import SourcePage
from dossier.digitise import is_unread
from dossier.errors import NotFound
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.values import Document, PageRef
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

LARGEST_SIDE = 4000
log = structlog.get_logger(__name__)


def document_page(work: Work, viewer: Viewer, document_id: int, page: int) -> PageRef:
    """Return which page of which scan a document's page is.

    Raises:
        NotFound: no such document or page, or not for this viewer.
    """
    try:
        pages = work.documents.get(viewer, document_id).pages
    except NotVisible as error:
        raise NotFound("document", document_id) from error
    if not 1 <= page <= len(pages):
        raise NotFound("page", page)
    return pages[page - 1]


def read_page(service: Service, viewer: Viewer, document_id: int, page: int) -> Page:
    """Return what was read on a document's page.

    Raises:
        NotFound: no such page, or it is being read.
    """
    with service.database.reading() as work:
        ref = document_page(work, viewer, document_id, page)
        text = work.pages.result(viewer, ref)
    if text is None:
        raise NotFound("page", page)
    return page_from_json(text)


def page_picture(service: Service, viewer: Viewer, document_id: int, page: int, max_side: int) -> bytes:
    """Return a document's page as JPEG, upright, its longer side at most ``max_side``.

    Raises:
        NotFound: no such page, or not for this viewer.
        capture.errors.CaptureError: the page cannot be drawn.
    """
    with service.database.reading() as work:
        ref = document_page(work, viewer, document_id, page)
        source = _source(service, work, ref)
    return _draw(service, source, max_side)


def _draw(service: Service, source: SourcePage, max_side: int) -> bytes:
    side = max(64, min(max_side, LARGEST_SIDE))
    return service.drawer.picture(
        source.path, source.kind, source.number, source.page.rotation, side, source.password
    )


def _source(service: Service, work: Work, ref: PageRef) -> SourcePage:
    scan = work.scans.get(SYSTEM, ref.scan_id)
    text = work.pages.result(SYSTEM, ref)
    page = page_from_json(text) if text else Page(ref.number, 0, 0, 0, ())
    return SourcePage(
        path=service.files.path(scan.sha256),
        kind=FileKind(scan.kind or ""),
        number=ref.number,
        page=page,
        password=work.scans.password_of(scan.id),
    )


def received_picture(service: Service, viewer: Viewer, scan_id: int, max_side: int) -> Path:
    """Return a JPEG of the first page of a received file, also of one that could not be read.

    Raises:
        NotFound: no such file, or not for this viewer.
        capture.errors.CaptureError: there is nothing in it that can be drawn.
        OSError: the stored file may not be opened.
    """
    with service.database.reading() as work:
        try:
            scan = work.scans.get(viewer, scan_id)
        except NotVisible as error:
            raise NotFound("file", scan_id) from error
        password = work.scans.password_of(scan.id)
    out = service.derived / "previews" / f"{scan.sha256}-{max_side}.jpg"
    if not out.is_file():
        path = service.files.path(scan.sha256)
        kind = FileKind(scan.kind) if scan.kind else kind_of_file(path)
        picture = service.drawer.picture(path, kind, 1, 0, max_side, password)
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=out.parent, delete=False) as file:
            file.write(picture)
        Path(file.name).replace(out)
    return out


def original(service: Service, viewer: Viewer, document_id: int) -> tuple[Path, str]:
    """Return the received file of a document's first page, and its name.

    Raises:
        NotFound: no such document, or not for this viewer.
    """
    with service.database.reading() as work:
        ref = document_page(work, viewer, document_id, 1)
        scan = work.scans.get(SYSTEM, ref.scan_id)
    return service.files.path(scan.sha256), scan.file_name


def searchable_pdf(service: Service, viewer: Viewer, document_id: int) -> Path:
    """Return a PDF of a document: pages as received, with invisible text.

    Raises:
        NotFound: no such document, or not for this viewer.
        capture.errors.CaptureError: a page cannot be drawn.
    """
    with service.database.reading() as work:
        try:
            document = work.documents.get(viewer, document_id)
        except NotVisible as error:
            raise NotFound("document", document_id) from error
        sources = [_source(service, work, ref) for ref in document.pages]
    out = service.derived / "searchable" / f"{document.id}-{document.version}.pdf"
    if not out.is_file():
        _write_once(service, sources, document, out)
    return out


def _write_once(service: Service, sources: list[SourcePage], document: Document, out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=out.parent, suffix=".tmp")
    os.close(handle)
    unfinished = Path(name)
    try:
        read = [source for source in sources if not is_unread(source.page)]
        service.drawer.searchable(read or sources, unfinished)
        unfinished.replace(out)
    except TextLost as error:
        log.error("searchable_pdf_loses_text", document=document.id, why=str(error))
        raise
    finally:
        unfinished.unlink(missing_ok=True)
    for older in out.parent.glob(f"{document.id}-*.pdf"):
        if older != out:
            older.unlink(missing_ok=True)

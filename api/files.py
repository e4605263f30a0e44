"""Files on their way out: page pictures, searchable PDFs, originals as received."""

from __future__ import annotations

from fastapi.responses import FileResponse, Response

from capture.pages import Message
from dossier import pictures
from dossier.errors import Conflict, NotFound
from dossier.wiring import Service
from storage.values import Scan
from storage.viewer import Viewer

KINDS = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "tiff": "image/tiff",
    "bmp": "image/bmp",
    "webp": "image/webp",
    "jpeg2000": "image/jp2",
    "heif": "image/heif",
    "ofd": "application/ofd",
    "xls": "application/vnd.ms-excel",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PNG = b"\x89PNG"


def page_picture(service: Service, viewer: Viewer, document_id: int, page: int, side: int) -> Response:
    """Return a page's picture for a browser that may keep it for itself."""
    picture = pictures.page_picture(service, viewer, document_id, page, side)
    kind = "image/png" if picture.startswith(PNG) else "image/jpeg"
    return Response(picture, media_type=kind, headers={"cache-control": "private, max-age=3600"})


def searchable_pdf(service: Service, viewer: Viewer, document_id: int) -> FileResponse:
    """Return a document's searchable PDF."""
    path = pictures.searchable_pdf(service, viewer, document_id)
    return FileResponse(path, media_type="application/pdf", filename=f"dossier-{document_id}.pdf")


def original_of_document(
    service: Service, viewer: Viewer, document_id: int, scan_id: int | None
) -> FileResponse:
    """Return the scan a document's pages come from; the first one when none is named.

    Raises:
        NotFound: no page of the document comes from that scan.
    """
    with service.database.reading() as work:
        document = work.documents.get(viewer, document_id)
        ids = [page.scan_id for page in document.pages]
        if scan_id is not None and scan_id not in ids:
            raise NotFound("scan", scan_id)
        scan = work.scans.get(viewer, scan_id if scan_id is not None else ids[0])
    return _as_received(service, scan)


def original_of_scan(service: Service, viewer: Viewer, scan_id: int) -> FileResponse:
    """Return a scan byte for byte."""
    with service.database.reading() as work:
        scan = work.scans.get(viewer, scan_id)
    return _as_received(service, scan)


def _as_received(service: Service, scan: Scan) -> FileResponse:
    kind = KINDS.get(scan.kind or "", "application/octet-stream")
    name = scan.file_name.rpartition("/")[2]
    return FileResponse(service.files.path(scan.sha256), media_type=kind, filename=name)


def act_of(service: Service, viewer: Viewer, document_id: int, act_id: int | None) -> int:
    """Return which act is to be undone.

    Raises:
        NotFound: the act did not touch this document.
        Conflict: there is nothing to undo.
    """
    with service.database.reading() as work:
        work.documents.get(viewer, document_id)
        if act_id is None:
            last = work.acts.last_of(document_id)
            if last is None:
                raise Conflict(
                    Message("Nothing was done to this paper that could be undone."),
                    Message("The history shows what happened."),
                )
            return last.id
        if document_id not in work.acts.get(act_id).document_ids:
            raise NotFound("act", act_id)
        return act_id


def send_pdf(data: bytes, name: str) -> Response:
    """Send a printout; browsers show it."""
    headers = {"content-disposition": f'inline; filename="{name}"'}
    return Response(data, media_type=KINDS["pdf"], headers=headers)


def send_excel(data: bytes, name: str) -> Response:
    """Send an Excel file; browsers save it."""
    return Response(data, media_type=KINDS["xlsx"], headers=named(name))


def named(name: str) -> dict[str, str]:
    """Return the header by which a browser keeps what is sent under a name."""
    return {"content-disposition": f'attachment; filename="{name}"'}

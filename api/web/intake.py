"""The intake page: what arrives, upload, retry."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response

from api import files
from api.deps import Language, Render, SignedIn, TheService, Wake
from api.received import list_scans
from api.uploads import Uploads, take_uploads
from api.web.notices import go
from dossier import intake
from storage.states import ScanState

router = APIRouter(prefix="/intake")

State = Annotated[str, Query(pattern="^(|working|filed|review|rejected|duplicate)$")]
Cursor = Annotated[str | None, Query(max_length=2000)]


@router.get("")
def intake_page(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    state: State = "",
    cursor: Cursor = None,
) -> Response:
    """Show the upload form and what was received."""
    scans = list_scans(service, viewer, language, state=_state(state), cursor=cursor)
    return render("intake.html", scans=scans, state=state, cursor=cursor)


@router.get("/queue")
def queue(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    state: State = "",
    cursor: Cursor = None,
) -> Response:
    """Show the list alone, for the page that renews it."""
    scans = list_scans(service, viewer, language, state=_state(state), cursor=cursor)
    return render("parts/queue.html", scans=scans, state=state, cursor=cursor)


def _state(text: str) -> ScanState | None:
    return ScanState(text) if text else None


@router.post("/upload")
def upload(request: Request, service: TheService, viewer: SignedIn, uploads: Uploads, wake: Wake) -> Response:
    """Take uploaded files in."""
    take_uploads(service, viewer, uploads, wake)
    if request.headers.get("hx-request") == "true":
        return Response(status_code=204)
    return go("/intake", "received")


@router.post("/{scan_id}/retry")
def retry(
    service: TheService,
    viewer: SignedIn,
    wake: Wake,
    scan_id: int,
    password: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Try a file once more."""
    intake.retry(service, viewer, scan_id, password=password or None)
    wake()
    return go("/intake", "retried")


@router.get("/{scan_id}/original")
def original(service: TheService, viewer: SignedIn, scan_id: int) -> Response:
    """Hand out a file as it was received."""
    return files.original_of_scan(service, viewer, scan_id)

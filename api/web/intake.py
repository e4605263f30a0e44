"""The intake page: what arrives, upload, retry."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import FileResponse

from api import files
from api.deps import Language, Render, Renderer, SignedIn, TheBackground, ThePace, TheService, Wake
from api.received import list_scans
from api.schemas.scans import Scans
from api.uploads import Uploads, take_uploads
from api.web.door import door_words, not_taken_yet
from api.web.notices import go
from capture.errors import CaptureError
from capture.pages import Message
from dossier import covers, intake, overview, pictures
from dossier.health import disk_trouble
from dossier.pace import Pace
from dossier.running import Background
from dossier.wiring import Service
from storage.states import ScanState

router = APIRouter(prefix="/intake")

STATES = "^(|working|filed|review|rejected|duplicate)$"
State = Annotated[str, Query(pattern=STATES)]
PREVIEW = 900
"""Pixels of the longer side of a preview."""
Name = Annotated[str, Form(min_length=1, max_length=300)]
Cursor = Annotated[str | None, Query(max_length=2000)]


class Queue:
    """The list of received files, with how long the reading of each will take as far as that can be told."""

    def __init__(
        self,
        service: TheService,
        viewer: SignedIn,
        language: Language,
        render: Render,
        pace: ThePace,
        background: TheBackground,
        state: State = "",
        cursor: Cursor = None,
    ) -> None:
        self.service: Service = service
        self._list = partial(list_scans, service, viewer, language, state=_state(state), cursor=cursor)
        self._render: Renderer = render
        self._pace: Pace | None = pace
        self._background: Background | None = background
        self._state = state
        self._cursor = cursor

    def show(self, template: str, troubles: Sequence[tuple[Message, Message]] = ()) -> Response:
        """Return the list in a template."""
        scans = self._list()
        return self._render(
            template,
            scans=scans,
            reading=overview.reading_progress(self.service, self._pace),
            seconds=_seconds_left(scans, self._pace),
            state=self._state,
            cursor=self._cursor,
            troubles=troubles,
            outside=not_taken_yet(self._background),
        )


TheQueue = Annotated[Queue, Depends()]


def _seconds_left(scans: Scans, pace: Pace | None) -> dict[int, float]:
    """Say when each file of the list will be read: the older ones come first."""
    left, found = 0, {}
    for scan in reversed(scans.scans):
        if scan.state == "working" and pace is not None:
            left += scan.pages - scan.pages_done
            seconds = pace.seconds_left(left)
            if scan.pages and seconds is not None:
                found[scan.id] = seconds
    return found


@router.get("")
def intake_page(queue: TheQueue, viewer: SignedIn) -> Response:
    """Show the upload form and what was received."""
    with queue.service.database.reading() as work:
        troubles = work.refused.problems()
    full = disk_trouble(queue.service)
    said = [*([full] if full else []), *(door_words(one) for one in troubles)]
    return queue.show("intake.html", troubles=said)


@router.get("/queue")
def renewed_queue(queue: TheQueue) -> Response:
    """Show the list alone, for the page that renews it."""
    return queue.show("parts/queue.html")


@router.get("/{scan_id}/preview")
def preview(service: TheService, viewer: SignedIn, render: Render, scan_id: int) -> Response:
    """Show a small picture of a file, or why there is none; a part of the list."""
    try:
        pictures.received_picture(service, viewer, scan_id, PREVIEW)
    except (CaptureError, OSError):
        return render("parts/preview.html", scan_id=None)
    return render("parts/preview.html", scan_id=scan_id)


@router.get("/{scan_id}/preview.jpg")
def preview_picture(service: TheService, viewer: SignedIn, scan_id: int) -> FileResponse:
    """Hand out the small picture of a file."""
    path = pictures.received_picture(service, viewer, scan_id, PREVIEW)
    return FileResponse(path, media_type="image/jpeg", headers={"cache-control": "private, max-age=3600"})


@router.post("/covers")
def print_covers(service: TheService, viewer: SignedIn, language: Language, customer: Name) -> Response:
    """Print cover sheets for what a customer lacks; the customer is a name, a code or a number."""
    return files.send_pdf(covers.make_covers(service, viewer, customer.strip(), None, language), "covers.pdf")


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
    state: Annotated[str, Form(pattern=STATES)] = "",
) -> Response:
    """Try a file once more, and show the list again that it stood in."""
    intake.retry(service, viewer, scan_id, password=password or None)
    wake()
    return go(f"/intake?state={state}" if state else "/intake", "retried")


@router.get("/{scan_id}/original")
def original(service: TheService, viewer: SignedIn, scan_id: int) -> Response:
    """Hand out a file as it was received."""
    return files.original_of_scan(service, viewer, scan_id)

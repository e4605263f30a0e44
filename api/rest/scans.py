"""REST: received files, upload, retry."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, JSONResponse

from api import files
from api.deps import Language, SignedIn, TheService, Wake
from api.received import list_scans
from api.schemas.documents import Done
from api.schemas.requests import RetryScan
from api.schemas.scans import Accepted, Scans
from api.uploads import FORM_SCHEMA, Uploads, await_outcomes, take_uploads
from dossier import intake
from dossier.shapes import Add
from storage.states import ScanState

router = APIRouter(tags=["scans"])

ANSWERS: dict[int | str, dict[str, Any]] = {200: {"model": Add}, 202: {"model": Accepted}}


@router.get("/scans")
def list_received(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    state: ScanState | None = None,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Scans:
    """List received files, newest first."""
    return list_scans(service, viewer, language, state=state, cursor=cursor, limit=limit)


@router.post("/scans", response_model=None, responses=ANSWERS, openapi_extra=FORM_SCHEMA)
def upload(
    service: TheService,
    viewer: SignedIn,
    uploads: Uploads,
    wake: Wake,
    wait: Annotated[float, Query(ge=0, le=600)] = 60,
) -> Add | JSONResponse:
    """Take files in and tell what became of each.

    After ``wait`` seconds the answer is 202 with the numbers of the files, whose outcome is then seen
    in the list of scans.
    """
    received = take_uploads(service, viewer, uploads, wake)
    answers = await_outcomes(service, viewer, received, wait)
    if answers is None:
        return JSONResponse(Accepted(scans=received).model_dump(mode="json"), status_code=202)
    return Add(answers)


@router.post("/scans/{scan_id}/retry")
def retry(service: TheService, viewer: SignedIn, wake: Wake, scan_id: int, body: RetryScan) -> Done:
    """Try a rejected or reviewed file once more, with a password where it needs one."""
    intake.retry(service, viewer, scan_id, password=body.password)
    wake()
    return Done()


@router.get("/scans/{scan_id}/original", response_class=FileResponse)
def original(service: TheService, viewer: SignedIn, scan_id: int) -> FileResponse:
    """Return a received file, byte for byte."""
    return files.original_of_scan(service, viewer, scan_id)

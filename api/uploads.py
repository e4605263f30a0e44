"""Files on their way in: parsed only once the sender is known, streamed to disk by the form parser."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import UploadFile

from api.deps import SignedIn
from api.errors import InvalidInput
from api.schemas.scans import Received
from capture.pages import Message
from dossier import intake
from dossier.adding import outcome
from dossier.shapes import AddedFile
from dossier.wiring import Service
from storage.states import ScanState
from storage.viewer import Viewer

AT_MOST = 1000
LOOK_EVERY = 0.1


async def uploaded_files(request: Request, viewer: SignedIn) -> AsyncIterator[list[UploadFile]]:
    """Give the files of a form, under the name ``files``.

    Raises:
        InvalidInput: there are none.
    """
    form = await request.form(max_files=AT_MOST, max_fields=AT_MOST)
    files = [part for part in form.getlist("files") if isinstance(part, UploadFile) and part.filename]
    try:
        if not files:
            raise InvalidInput("files", Message("at least one file is needed"))
        yield files
    finally:
        await form.close()


Uploads = Annotated[list[UploadFile], Depends(uploaded_files)]

FORM_SCHEMA = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}}
                    },
                }
            }
        },
    }
}


def take_uploads(
    service: Service, viewer: Viewer, files: list[UploadFile], wake: Callable[[], None]
) -> list[Received]:
    """Take uploaded files in, each for itself, and wake the workers."""
    received = []
    for file in files:
        name = file.filename or "upload"
        scan_id = intake.upload(service, viewer, name, file.file)
        received.append(Received(file=name, scan_id=scan_id))
    wake()
    return received


def await_outcomes(
    service: Service, viewer: Viewer, received: list[Received], seconds: float
) -> list[AddedFile] | None:
    """Wait until all files are worked off and tell what became of each; None when it takes longer."""
    end = time.monotonic() + seconds
    while _unfinished(service, viewer, received):
        if time.monotonic() >= end:
            return None
        time.sleep(LOOK_EVERY)
    return [outcome(service, viewer, one.scan_id, one.file) for one in received]


def _unfinished(service: Service, viewer: Viewer, received: list[Received]) -> bool:
    with service.database.reading() as work:
        return any(work.scans.get(viewer, one.scan_id).state is ScanState.WORKING for one in received)

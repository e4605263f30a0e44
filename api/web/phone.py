"""The page a phone opens by its code: no account, nothing asked for, papers can be added and nothing else.

Whoever knows the link may use it; its secret is all there is to know.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import UploadFile

from api.deps import Language, Render, TheBrake, TheService, Wake, check_form
from api.errors import ApiError, InvalidInput, TooManyAttempts, reply
from capture.errors import CaptureError
from capture.pages import Message
from dossier import phone
from dossier.errors import DossierError
from dossier.language import translate
from storage.values_people import PhoneLink

FREE_TRIES = 20


def find_link(request: Request, service: TheService, brake: TheBrake, secret: str) -> PhoneLink:
    """Find the link; slows down whoever tries many.

    Raises:
        LinkEnded: it is no longer good.
        TooManyAttempts: too many links were tried from this address.
    """
    keys = {f"phone link from {request.client.host if request.client else '?'}": FREE_TRIES}
    if wait := brake.wait(keys):
        raise TooManyAttempts(wait)
    try:
        return phone.holder(service, secret)[1]
    except phone.LinkEnded:
        brake.failed(keys)
        raise


TheLink = Annotated[PhoneLink, Depends(find_link)]

# The link comes first: only behind a good one is a form read, however it is asked for.
router = APIRouter(
    prefix="/phone", dependencies=[Depends(find_link), Depends(check_form)], include_in_schema=False
)


@dataclass(frozen=True, slots=True)
class SentPhoto:
    """A photo as the form sends it, and whether it is to be kept whatever it looks like."""

    photo: UploadFile
    anyway: bool


async def sent_photo(request: Request, _link: TheLink) -> AsyncIterator[SentPhoto]:
    """Give the photo of a form, which is looked at only once the link is known to be good.

    Raises:
        InvalidInput: there is none.
    """
    form = await request.form(max_files=1, max_fields=10)
    photo = form.get("photo")
    try:
        if not isinstance(photo, UploadFile) or not photo.filename:
            raise InvalidInput("photo", Message("at least one file is needed"))
        yield SentPhoto(photo, form.get("anyway") == "true")
    finally:
        await form.close()


ThePhoto = Annotated[SentPhoto, Depends(sent_photo)]


@router.get("/{secret}")
def phone_page(render: Render, link: TheLink) -> Response:
    """Show the button that opens the camera."""
    return render("phone.html", link=link, said=None)


@router.post("/{secret}")
def take_photo(
    request: Request,
    service: TheService,
    render: Render,
    language: Language,
    wake: Wake,
    secret: str,
    sent: ThePhoto,
) -> Response:
    """Judge a photo and take it in, or say why it should be taken again."""
    try:
        answer = phone.add_photo(service, secret, sent.photo.file, anyway=sent.anyway)
    except (CaptureError, DossierError, ApiError) as error:
        said = reply(error, language).error
        shown = {"taken": False, "may_keep": False, "sentences": [said.message, said.hint]}
    else:
        wake()
        taken = answer.scan_id is not None
        sentences = [Message("Received.")] if taken else answer.again
        shown = {
            "taken": taken,
            "may_keep": not taken,
            "sentences": [translate(one, language) for one in sentences],
        }
    part = request.headers.get("hx-request") == "true"
    if part:
        return render("parts/phone_said.html", said=shown)
    return render("phone.html", link=phone.holder(service, secret)[1], said=shown)

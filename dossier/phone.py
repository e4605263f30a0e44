"""Photos from a phone: a link made by a person who is signed in, good for a while, that can only add papers.

The link is kept as a hash. Each photo is judged before it is filed, so that it is taken again while the paper
still lies there; what the judge finds wrong may be kept all the same where the paper itself is so.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from capture.pages import Message
from dossier import intake
from dossier.errors import BadRequest, DossierError, NotFound
from dossier.rights import may
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.values_people import PhoneLink
from storage.viewer import Viewer

LASTS = dt.timedelta(minutes=30)
AT_MOST = 300
SECRET_BYTES = 24

AGAIN: Mapping[str, Message] = {
    "blurred": Message("Too blurred, take it again: hold the phone still and tap the print to focus."),
    "low_resolution": Message(
        "The print is too small, take it again: go closer, so that the paper fills the picture."
    ),
    "low_contrast": Message("The print is too pale, take it again: with more light, straight from above."),
    "dark": Message("Too dark, take it again: with more light."),
    "uneven_light": Message("A shadow lies on the paper, take it again: without your own shadow on it."),
    "cut_edge": Message("The paper is cut off, take it again: all four edges must be in the picture."),
    "no_print": Message("No print is seen, take it again: lay the paper flat, with the printed side up."),
}
"""What the person with the phone is told for each fault of a photo."""


class LinkEnded(DossierError):
    """The link is unknown, ran out, was ended, or its person's account was closed; which one is not said."""

    code = "not_found"

    def __init__(self) -> None:
        super().__init__(
            Message("This link is no longer good."),
            Message("Let a new code be shown on the intake page, and scan it."),
        )


@dataclass(frozen=True, slots=True)
class PhotoAnswer:
    """What became of a photo: the number of the received file, or why it should be taken again."""

    scan_id: int | None
    again: Sequence[Message] = ()


def hash_of_link(secret: str) -> str:
    """Return what is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def open_link(service: Service, actor: Viewer) -> tuple[str, PhoneLink]:
    """Make a link for the person's phone; its secret is shown once and kept as a hash.

    Raises:
        Forbidden: the role may not bring papers in.
        BadRequest: the actor is no person.
    """
    may(actor, "scans.add")
    if actor.user_id is None:
        raise BadRequest(Message("Only a person with an account can use a phone."), Message("Sign in first."))
    secret, now = secrets.token_urlsafe(SECRET_BYTES), service.now()
    with service.database.unit_of_work() as work:
        link = work.phone_links.create(hash_of_link(secret), actor.user_id, now, now + LASTS)
        work.audit.append(actor.name, "phone.opened", "phone", link.id, {}, now)
    return secret, link


def links_of(service: Service, actor: Viewer) -> Sequence[PhoneLink]:
    """Return the person's links that are still good."""
    if actor.user_id is None:
        return ()
    with service.database.reading() as work:
        return work.phone_links.of_user(actor.user_id, service.now())


def end_link(service: Service, actor: Viewer, link_id: int) -> None:
    """Make one of the person's links worthless now.

    Raises:
        NotFound: the person has no such link that is still good.
    """
    with service.database.unit_of_work() as work:
        if actor.user_id is None or not work.phone_links.end(actor.user_id, link_id, service.now()):
            raise NotFound("phone", link_id)
        work.audit.append(actor.name, "phone.ended", "phone", link_id, {}, service.now())


def holder(service: Service, secret: str) -> tuple[Viewer, PhoneLink]:
    """Return in whose name a link adds papers.

    Raises:
        LinkEnded: it is no longer good.
    """
    with service.database.reading() as work:
        link = work.phone_links.by_hash(hash_of_link(secret), service.now())
        if link is None:
            raise LinkEnded
        try:
            return work.users.viewer(link.user_id), link
        except NotVisible as error:
            raise LinkEnded from error


def add_photo(service: Service, secret: str, stream: BinaryIO, *, anyway: bool = False) -> PhotoAnswer:
    """Judge a photo and take it in; nothing is kept of one that is to be taken again.

    Raises:
        LinkEnded: the link is no longer good, or brought as many papers as it may.
        capture.errors.CaptureError: it is no picture, or damaged.
        storage.errors.StorageFull: the disk is full; nothing was entered.
    """
    actor, link = holder(service, secret)
    folder = service.derived / "phone"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder) as kept:  # gone again, whatever happens
        shutil.copyfileobj(stream, kept)
        kept.flush()
        faults = service.drawer.glance(Path(kept.name))
        if faults and not anyway:
            return PhotoAnswer(None, [AGAIN[fault] for fault in faults])
        with service.database.unit_of_work() as work:
            if not work.phone_links.count_paper(link.id, AT_MOST, service.now()):
                raise LinkEnded
        stream.seek(0)
        name = f"phone-{service.now().astimezone():%Y%m%d-%H%M%S}-{link.papers + 1}.jpg"
        return PhotoAnswer(intake.upload(service, actor, name, stream))

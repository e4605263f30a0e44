"""Pages for whoever cares for the service: inboxes, our own company, health."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response

from api.deps import Render, SignedIn, TheBackground, TheService
from api.web.door import WAITS, door_words
from api.web.notices import go
from capture.inbox import display_path
from capture.pages import Message
from capture.watch import InboxView
from dossier import company, health, inbox_list
from dossier.rights import may
from dossier.running import Background
from dossier.wiring import Service
from storage.viewer import Viewer


def caretaker(viewer: SignedIn) -> Viewer:
    """Return the viewer, who must be allowed to care for the service.

    Raises:
        Forbidden: the role may not.
    """
    may(viewer, "service.care")
    return viewer


Caretaker = Annotated[Viewer, Depends(caretaker)]
router = APIRouter(prefix="/admin")

Folder = Annotated[str, Form(min_length=1, max_length=1000)]
SHOWN = 20


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One inbox as the page shows it."""

    folder: str
    state: str
    added: bool
    events: bool
    troubles: list[tuple[Message, Message]]
    waiting: list[tuple[str, Message]]
    more: int
    refused: list[str]


def _rows(service: Service, background: Background | None) -> list[InboxRow]:
    inboxes = inbox_list.inbox_list(service)
    views = {view.root: view for view in background.inboxes.views()} if background else {}
    with service.database.reading() as work:
        problems = work.refused.problems()
    rows = []
    for root in inboxes.all:
        view = views.get(root, InboxView(root))
        paused = root in inboxes.paused
        troubles = [door_words(one) for one in problems if one.inbox == str(root)]
        state = "paused" if paused else "away" if background is None else "trouble" if troubles else "watched"
        rows.append(
            InboxRow(
                folder=str(root),
                state=state,
                added=root in inboxes.added,
                events=view.events,
                troubles=[] if paused else troubles,
                waiting=[(display_path(one.path), WAITS[one.state]) for one in view.waiting[:SHOWN]],
                more=max(0, len(view.waiting) - SHOWN),
                refused=[display_path(one.path) for one in view.refused[:SHOWN]],
            )
        )
    return rows


@router.get("/inboxes")
def inboxes(_viewer: Caretaker, service: TheService, render: Render, background: TheBackground) -> Response:
    """Show the inboxes and how they stand."""
    return render("inboxes.html", inboxes=_rows(service, background))


@router.get("/inboxes/list")
def inbox_rows(
    _viewer: Caretaker, service: TheService, render: Render, background: TheBackground
) -> Response:
    """Show the list alone, for the page that renews it."""
    return render("parts/inboxes.html", inboxes=_rows(service, background))


def get_follow(background: TheBackground) -> Callable[[], None]:
    """Return what makes the watchers follow a change of the list."""
    return background.inboxes.follow if background else _nobody_follows


def _nobody_follows() -> None:
    """Watchers of another process look at the list at their next start."""


Follow = Annotated[Callable[[], None], Depends(get_follow)]


@router.post("/inboxes")
def add_inbox(viewer: Caretaker, service: TheService, follow: Follow, folder: Folder) -> Response:
    """Watch one more folder."""
    inbox_list.add_inbox(service, viewer, folder)
    follow()
    return go("/admin/inboxes", "inbox_added")


@router.post("/inboxes/pause")
def pause_inbox(
    viewer: Caretaker, service: TheService, follow: Follow, folder: Folder, paused: Annotated[bool, Form()]
) -> Response:
    """Pause or resume an inbox."""
    inbox_list.pause_inbox(service, viewer, folder, paused)
    follow()
    return go("/admin/inboxes", "inbox_paused" if paused else "inbox_resumed")


@router.post("/inboxes/remove")
def remove_inbox(viewer: Caretaker, service: TheService, follow: Follow, folder: Folder) -> Response:
    """Watch an added folder no longer."""
    inbox_list.remove_inbox(service, viewer, folder)
    follow()
    return go("/admin/inboxes", "inbox_removed")


@router.get("/company")
def own_company(viewer: Caretaker, service: TheService, render: Render) -> Response:
    """Show who we are."""
    own = service.own
    return render(
        "company.html",
        own=own,
        doubtful=company.doubtful(own),
        of_samples=company.is_of_samples(service),
        opened=company.dossiers_of_ours(service, viewer),
    )


@router.post("/company")
def set_own_company(
    viewer: Caretaker, service: TheService, own: Annotated[str, Form(max_length=5000)] = ""
) -> Response:
    """Say who we are."""
    company.set_own_company(service, viewer, own.splitlines())
    return go("/admin/company", "saved")


@router.get("/health")
def show_health(
    viewer: Caretaker, service: TheService, render: Render, background: TheBackground
) -> Response:
    """Run every check and show how it stands."""
    faults = background.reader_faults if background else None
    return render("health.html", findings=health.examine(service, viewer, faults), now=service.now())

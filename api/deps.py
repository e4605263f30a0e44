"""What a route asks for: the service, the visitor, the signed-in viewer, the page renderer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from api.errors import FormExpired
from api.security import (
    FORM_COOKIE,
    SAFE_METHODS,
    SESSION_COOKIE,
    TOKEN_HEADER,
    LoginBrake,
    form_token,
    new_secret,
    same_token,
)
from api.web.notices import notice_of
from api.web.pages import Pages
from api.wording import language_of
from capture.pages import Message
from dossier import accounts
from dossier.errors import NotSignedIn
from dossier.pace import Pace
from dossier.rights import RIGHTS
from dossier.running import Background
from dossier.wiring import Service
from storage.viewer import Viewer


@dataclass(frozen=True, slots=True)
class ApiState:
    """What the application holds while it runs."""

    service: Service
    pages: Pages
    brake: LoginBrake
    wake: Callable[[], None]
    pace: Pace | None = None
    background: Background | None = None


def state_of(request: Request) -> ApiState:
    """Return the application's state."""
    state: ApiState = request.app.state.dossier
    return state


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, in which language, and the token that their forms must carry."""

    viewer: Viewer | None
    language: str
    token: str | None
    by_token: bool = False


def visitor_of(request: Request) -> Visitor:
    """Find out who asks: an API token first, then a session."""
    service = state_of(request).service
    default = service.settings.language.value
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and token:
        viewer = accounts.viewer_of_token(service, token.strip())
        return Visitor(viewer, language_of(request, default), None, by_token=True)
    session = request.cookies.get(SESSION_COOKIE)
    here = accounts.present(service, session) if session else None
    if here is not None:
        return Visitor(here.viewer, language_of(request, default, here.language), here.csrf)
    form = request.cookies.get(FORM_COOKIE)
    return Visitor(None, language_of(request, default), form_token(form) if form else None)


AnyVisitor = Annotated[Visitor, Depends(visitor_of)]


def signed_in(visitor: AnyVisitor) -> Viewer:
    """Return the viewer.

    Raises:
        NotSignedIn: there is no valid session or token.
    """
    if visitor.viewer is None:
        raise NotSignedIn(
            Message("You are not signed in."),
            Message("Sign in with your name and password, or send an API token."),
        )
    return visitor.viewer


SignedIn = Annotated[Viewer, Depends(signed_in)]


async def check_form(request: Request, visitor: AnyVisitor) -> None:
    """Refuse a change that another site could have sent in the visitor's name.

    Raises:
        FormExpired: neither the header nor the form carries this browser's token.
    """
    if request.method in SAFE_METHODS or visitor.by_token:
        return
    token = request.headers.get(TOKEN_HEADER)
    if token is None and _is_form(request):
        field = (await request.form()).get("csrf")
        token = field if isinstance(field, str) else None
    if not same_token(visitor.token, token):
        raise FormExpired


def _is_form(request: Request) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    return kind in ("application/x-www-form-urlencoded", "multipart/form-data")


async def get_form(request: Request) -> FormData:
    """Return the form sent, parsed once."""
    return await request.form()


TheForm = Annotated[FormData, Depends(get_form)]


def get_service(request: Request) -> Service:
    """Return the service whose verbs the routes call."""
    return state_of(request).service


TheService = Annotated[Service, Depends(get_service)]


def get_wake(request: Request) -> Callable[[], None]:
    """Return what makes the workers look at the ledger now."""
    return state_of(request).wake


Wake = Annotated[Callable[[], None], Depends(get_wake)]


def get_pace(request: Request) -> Pace | None:
    """Return how fast the workers of this process read; None when they run elsewhere."""
    return state_of(request).pace


ThePace = Annotated[Pace | None, Depends(get_pace)]


def get_brake(request: Request) -> LoginBrake:
    """Return what slows guessing down."""
    return state_of(request).brake


TheBrake = Annotated[LoginBrake, Depends(get_brake)]


def get_background(request: Request) -> Background | None:
    """Return the watchers and readers of this process; None when they run elsewhere."""
    return state_of(request).background


TheBackground = Annotated[Background | None, Depends(get_background)]


def get_language(visitor: AnyVisitor) -> str:
    """Return the reader's language."""
    return visitor.language


Language = Annotated[str, Depends(get_language)]


@dataclass(frozen=True, slots=True)
class Rights:
    """Which parts of the pages a viewer is shown; the verbs check for themselves."""

    audit: bool = False
    administer: bool = False
    teams: bool = False
    rules: bool = False
    names: bool = False
    waive: bool = False
    change: bool = False

    @classmethod
    def of(cls, viewer: Viewer | None) -> Rights:
        """Return the rights of a viewer."""
        if viewer is None:
            return cls()
        return cls(
            audit=viewer.role in RIGHTS["audit.read"],
            administer=viewer.role in RIGHTS["accounts.change"],
            rules=viewer.role in RIGHTS["rules.change"],
            teams=viewer.role in RIGHTS["customers.teams"],
            names=viewer.role in RIGHTS["customers.names"],
            waive=viewer.role in RIGHTS["requirements.waive"],
            change=viewer.role in RIGHTS["documents.change"],
        )


PARTS = "parts/"
"""Where templates stand that are put into a page that is shown already."""


class Renderer:
    """Renders pages for one request."""

    def __init__(self, request: Request, visitor: Visitor) -> None:
        self._request = request
        self._visitor = visitor

    def __call__(self, template: str, *, http_status: int = 200, **values: object) -> HTMLResponse:
        """Return a page; gives a form cookie to a browser that has none yet."""
        visitor = self._visitor
        fresh = None if visitor.token else new_secret()
        shared: dict[str, object] = {
            "viewer": visitor.viewer,
            "may": Rights.of(visitor.viewer),
            "notice": notice_of(self._request, visitor.language),
            "form_token": form_token(fresh) if fresh else visitor.token,
            "path": self._request.url.path,
            "here": here(self._request),
        }
        if not template.startswith(PARTS):  # the menu stands on whole pages only
            shared["waiting"] = self._waiting()
        if taken := shared.keys() & values.keys():  # the frame would show the page's value
            raise TypeError(f"{template} takes names of the frame: {sorted(taken)}")
        page = state_of(self._request).pages.render(
            template, visitor.language, {**shared, **values}, http_status
        )
        if fresh:
            set_cookie(self._request, page, FORM_COOKIE, fresh)
        return page

    def _waiting(self) -> int:
        """Count the papers that wait for this viewer, for the menu."""
        viewer = self._visitor.viewer
        if viewer is None:
            return 0
        with state_of(self._request).service.database.reading() as work:
            return work.review.count(viewer)


def here(request: Request) -> str:
    """Return the path and query asked for."""
    query = request.url.query
    return request.url.path + (f"?{query}" if query else "")


def get_renderer(request: Request, visitor: AnyVisitor) -> Renderer:
    """Return the renderer of this request."""
    return Renderer(request, visitor)


Render = Annotated[Renderer, Depends(get_renderer)]


def set_cookie(
    request: Request, response: Response, name: str, value: str, max_age: int | None = None
) -> None:
    """Set a cookie that no script reads and no other site sends with a change."""
    response.set_cookie(
        name,
        value,
        max_age=max_age,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
        path="/",
    )

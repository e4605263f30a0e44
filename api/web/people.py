"""Pages of people, teams and tokens."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import Render, Renderer, Rights, SignedIn, TheBrake, TheService, set_cookie
from api.errors import InvalidInput, TooManyAttempts
from api.people import everybodys_tokens, teams, tokens_of, users
from api.security import SESSION_COOKIE, LoginBrake
from api.web.notices import go
from capture.pages import Message
from dossier import access, accounts
from dossier.wiring import Service
from storage.viewer import Role, Viewer

router = APIRouter()

Text = Annotated[str, Form(min_length=1, max_length=200)]
Password = Annotated[str, Form(min_length=1, max_length=500)]
Days = Annotated[int, Form(ge=0, le=3660)]


class People:
    """Shows the page of people, with what is shown only once."""

    def __init__(self, service: TheService, viewer: SignedIn, render: Render, brake: TheBrake) -> None:
        self.service: Service = service
        self.viewer: Viewer = viewer
        self.brake: LoginBrake = brake
        self._render: Renderer = render

    def show(self, *, new_token: str | None = None, new_link: str | None = None) -> Response:
        """Return the page."""
        administers = Rights.of(self.viewer).administer
        service, viewer = self.service, self.viewer
        return self._render(
            "admin.html",
            users=users(service, viewer, self.brake) if administers else [],
            teams=teams(service, viewer) if administers else [],
            others=everybodys_tokens(service, viewer) if administers else [],
            roles=[role.value for role in Role],
            tokens=tokens_of(service, viewer),
            now=service.now(),
            new_token=new_token,
            new_link=new_link,
        )


ThePeople = Annotated[People, Depends()]


@router.get("/admin")
def admin(people: ThePeople) -> Response:
    """Show people, teams and the viewer's tokens."""
    return people.show()


@router.post("/admin/users")
def add_user(people: ThePeople, name: Text, password: Password, role: Annotated[Role, Form()]) -> Response:
    """Open an account."""
    accounts.create_user(people.service, people.viewer, name=name, password=password, role=role)
    return go("/admin", "added")


@router.post("/admin/links")
def invite(request: Request, people: ThePeople, role: Annotated[Role, Form()]) -> Response:
    """Make a one-time link by which a person opens an account, and show it this once."""
    token = accounts.invite(people.service, people.viewer, role)
    return people.show(new_link=str(request.url_for("first_account_form", token=token)))


@router.post("/admin/users/{user_id}/role")
def set_role(people: ThePeople, user_id: int, role: Annotated[Role, Form()]) -> Response:
    """Give a person another role."""
    accounts.set_role(people.service, people.viewer, user_id, role)
    return go("/admin", "saved")


@router.post("/admin/users/{user_id}/active")
def set_active(people: ThePeople, user_id: int, active: Annotated[bool, Form()]) -> Response:
    """Close an account, or open it again."""
    accounts.set_active(people.service, people.viewer, user_id, active)
    return go("/admin", "reopened" if active else "closed")


@router.post("/admin/users/{user_id}/password")
def set_password(people: ThePeople, user_id: int, password: Password) -> Response:
    """Give a person a new password, and let a locked account in again."""
    people.brake.release(access.set_password(people.service, people.viewer, user_id, password).name)
    return go("/admin", "password_set")


@router.post("/admin/users/{user_id}/release")
def release(people: ThePeople, user_id: int) -> Response:
    """Let a locked account try again at once."""
    people.brake.release(access.release(people.service, people.viewer, user_id).name)
    return go("/admin", "released")


@router.post("/admin/users/{user_id}/teams")
def set_teams(people: ThePeople, user_id: int, team: Annotated[list[int] | None, Form()] = None) -> Response:
    """Say in which teams a person works."""
    accounts.set_teams(people.service, people.viewer, user_id, team or ())
    return go("/admin", "saved")


@router.post("/admin/teams")
def add_team(people: ThePeople, team_name: Text) -> Response:
    """Found a team."""
    accounts.create_team(people.service, people.viewer, team_name)
    return go("/admin", "saved")


@router.post("/admin/tokens")
def make_token(people: ThePeople, token_name: Text, days: Days = 0) -> Response:
    """Make a token and show it this once."""
    lasts = dt.timedelta(days=days) if days else None
    return people.show(new_token=accounts.create_token(people.service, people.viewer, token_name, lasts))


@router.post("/admin/tokens/{token_id}/revoke")
def revoke_token(
    people: ThePeople, token_id: int, owner: Annotated[int | None, Form(ge=1)] = None
) -> Response:
    """Make a token worthless: one's own, or as administrator anybody's."""
    access.revoke_token(people.service, people.viewer, token_id, owner)
    return go("/admin", "revoked")


@router.post("/account/password")
def change_own_password(
    request: Request, people: ThePeople, now: Password, password: Password, again: Password
) -> Response:
    """Give oneself another password; this browser stays signed in."""
    if password != again:
        raise InvalidInput("again", Message("the two are not the same"))
    keys = {f"own password of {people.viewer.user_id}": 5}
    if wait := people.brake.wait(keys):
        raise TooManyAttempts(wait)
    try:
        session = access.change_own_password(people.service, people.viewer, now, password)
    except access.WrongPassword:
        people.brake.failed(keys)
        raise
    people.brake.succeeded(keys)
    answer: RedirectResponse = go("/admin", "saved")
    set_cookie(request, answer, SESSION_COOKIE, session.secret)
    return answer

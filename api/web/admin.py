"""Pages of the audit log, people, teams and tokens."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Response

from api.deps import Language, Render, Renderer, Rights, SignedIn, TheService
from api.people import audit_log, audit_verdict, teams, tokens_of, users
from api.web.notices import go
from dossier import accounts
from dossier.wiring import Service
from storage.viewer import Role, Viewer

router = APIRouter()

Text = Annotated[str, Form(min_length=1, max_length=200)]
Password = Annotated[str, Form(min_length=1, max_length=500)]
Id = Annotated[int, Form(ge=1)]


@router.get("/audit")
def audit(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Response:
    """Show the audit log."""
    log = audit_log(service, viewer, language, cursor=cursor)
    return render("audit.html", entries=log.entries, next=log.next, verdict=None)


@router.post("/audit/verify")
def verify(service: TheService, viewer: SignedIn, language: Language, render: Render) -> Response:
    """Check the chain and show the log again."""
    verdict = audit_verdict(service, viewer, language)
    log = audit_log(service, viewer, language)
    return render("audit.html", entries=log.entries, next=log.next, verdict=verdict)


@router.get("/admin")
def admin(service: TheService, viewer: SignedIn, render: Render) -> Response:
    """Show people, teams and the viewer's tokens."""
    return _admin(service, viewer, render, None)


def _admin(service: Service, viewer: Viewer, render: Renderer, new_token: str | None) -> Response:
    administers = Rights.of(viewer).administer
    return render(
        "admin.html",
        users=users(service, viewer) if administers else [],
        teams=teams(service, viewer) if administers else [],
        roles=[role.value for role in Role],
        tokens=tokens_of(service, viewer),
        new_token=new_token,
    )


@router.post("/admin/users")
def add_user(
    service: TheService,
    viewer: SignedIn,
    name: Text,
    password: Password,
    role: Annotated[Role, Form()],
) -> Response:
    """Open an account."""
    accounts.create_user(service, viewer, name=name, password=password, role=role)
    return go("/admin", "added")


@router.post("/admin/users/{user_id}/role")
def set_role(service: TheService, viewer: SignedIn, user_id: int, role: Annotated[Role, Form()]) -> Response:
    """Give a person another role."""
    accounts.set_role(service, viewer, user_id, role)
    return go("/admin", "saved")


@router.post("/admin/teams")
def add_team(service: TheService, viewer: SignedIn, team_name: Text) -> Response:
    """Found a team."""
    accounts.create_team(service, viewer, team_name)
    return go("/admin", "saved")


@router.post("/admin/members")
def add_member(service: TheService, viewer: SignedIn, user: Id, team: Id) -> Response:
    """Put a person into a team, beside those they are in."""
    with service.database.reading() as work:
        now = work.users.get(user).teams
    accounts.set_teams(service, viewer, user, {*now, team})
    return go("/admin", "saved")


@router.post("/admin/tokens")
def make_token(service: TheService, viewer: SignedIn, render: Render, token_name: Text) -> Response:
    """Make a token and show it this once."""
    return _admin(service, viewer, render, accounts.create_token(service, viewer, token_name))


@router.post("/admin/tokens/{token_id}/revoke")
def revoke_token(service: TheService, viewer: SignedIn, token_id: int) -> Response:
    """Make a token worthless."""
    accounts.revoke_token(service, viewer, token_id)
    return go("/admin", "revoked")

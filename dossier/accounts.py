"""Verbs for people: the first account, signing in, teams, tokens. Secrets are kept as hashes only."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from capture.pages import Message
from dossier.errors import BadRequest, Conflict, NotFound, NotSignedIn
from dossier.rights import may
from dossier.wiring import Service
from storage.errors import Conflict as Taken
from storage.errors import NotVisible
from storage.values_people import Session, Team, User
from storage.viewer import SYSTEM, Role, Viewer
from storage.work import Work

SESSION_LASTS = dt.timedelta(days=7)
INVITATION_LASTS = dt.timedelta(days=7)
PASSWORD_AT_LEAST = 8
SECRET_BYTES = 32

_HASHER = PasswordHasher()


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session: ``secret`` goes into the browser's cookie and is never shown again."""

    secret: str
    csrf: str
    user: User


@dataclass(frozen=True, slots=True)
class Present:
    """Who stands behind a request, and the token its forms must carry."""

    viewer: Viewer
    csrf: str
    language: str | None


def _hash_secret(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@cache
def _nobodys_hash() -> str:
    """Return a hash no password fits: comparing with it takes as long as with a real one."""
    return _HASHER.hash(secrets.token_urlsafe(SECRET_BYTES))


def first_link(service: Service) -> str | None:
    """Return a new one-time token for the first account, None when there is an account already."""
    with service.database.unit_of_work() as work:
        if work.users.count():
            return None
        work.invitations.withdraw_all(SYSTEM.name)
        return _invite(service, work, SYSTEM, Role.ADMINISTRATOR)


def invite(service: Service, actor: Viewer, role: Role) -> str:
    """Return a one-time token that opens an account of a role."""
    may(actor, "accounts.change")
    with service.database.unit_of_work() as work:
        return _invite(service, work, actor, role)


def _invite(service: Service, work: Work, actor: Viewer, role: Role) -> str:
    secret = secrets.token_urlsafe(SECRET_BYTES)
    now = service.now()
    work.invitations.create(_hash_secret(secret), role, actor.name, now, now + INVITATION_LASTS)
    work.audit.append(actor.name, "account.invited", "role", role.value, {}, now)
    return secret


def accept_invitation(service: Service, token: str, name: str, password: str) -> SignedIn:
    """Open the account a one-time link is for, and sign in.

    Raises:
        NotSignedIn: the link was used or ran out.
        BadRequest: no name, or a weak password.
        Conflict: the name is taken.
    """
    _check_password(name, password)
    with service.database.unit_of_work() as work:
        now = service.now()
        hashed = _hash_secret(token)
        found = work.invitations.get(hashed, now)
        if found is None or not work.invitations.use(hashed, now):
            raise NotSignedIn(
                Message("This link was used before or ran out."),
                Message("Start the service again for a new link, or ask an administrator."),
            )
        user = _create(service, work, SYSTEM, name, password, found.role)
        return _begin_session(service, work, user)


def login(service: Service, name: str, password: str) -> SignedIn:
    """Sign a person in.

    Raises:
        NotSignedIn: name or password is wrong, or the account is closed; which one is not said.
    """
    user = verify(service, name, password)
    with service.database.unit_of_work() as work:
        return _begin_session(service, work, user)


def verify(service: Service, name: str, password: str) -> User:
    """Return whose name and password these are.

    Raises:
        NotSignedIn: name or password is wrong, or the account is closed; which one is not said.
    """
    with service.database.reading() as work:
        user = work.users.by_name(name.strip())
        hashed = work.users.password_hash(user.id) if user else _nobodys_hash()
    try:
        _HASHER.verify(hashed, password)
    except VerificationError as error:
        raise _refused() from error
    if user is None or not user.active:
        raise _refused()
    return user


def _refused() -> NotSignedIn:
    return NotSignedIn(
        Message("Name or password is wrong."),
        Message("Try again, or ask an administrator for a new password."),
    )


def _begin_session(service: Service, work: Work, user: User) -> SignedIn:
    work.audit.append(user.name, "account.signed_in", "user", user.id, {}, service.now())
    return open_session(service, work, user)


def open_session(service: Service, work: Work, user: User) -> SignedIn:
    """Open a session of a person who is known by now; that somebody signed in is not entered."""
    now = service.now()
    secret, csrf = secrets.token_urlsafe(SECRET_BYTES), secrets.token_urlsafe(SECRET_BYTES)
    work.sessions.end_expired(now)
    work.sessions.create(Session(_hash_secret(secret), user.id, csrf, now, now + SESSION_LASTS))
    return SignedIn(secret, csrf, user)


def logout(service: Service, secret: str) -> None:
    """End a session."""
    with service.database.unit_of_work() as work:
        work.sessions.end(_hash_secret(secret))


def present(service: Service, secret: str) -> Present | None:
    """Return who a session belongs to, None when it ended or the account was closed."""
    with service.database.reading() as work:
        session = work.sessions.get(_hash_secret(secret), service.now())
        if session is None:
            return None
        try:
            viewer = work.users.viewer(session.user_id)
        except NotVisible:
            return None
        return Present(viewer, session.csrf, work.users.get(session.user_id).language)


def viewer_named(service: Service, name: str) -> Viewer:
    """Return the viewer of an account by its name, for the command line that acts in its name.

    Raises:
        NotFound: no such account.
        Conflict: it is closed.
    """
    with service.database.reading() as work:
        user = work.users.by_name(name.strip())
        if user is None:
            raise NotFound("account", name)
        if not user.active:
            raise Conflict(
                Message("The account {name} is closed.", {"name": user.name}),
                Message("Name the account of somebody who works here, or open it again."),
            )
        return work.users.viewer(user.id)


def viewer_of_token(service: Service, secret: str) -> Viewer | None:
    """Return who an API token acts for, None when it is worthless."""
    with service.database.reading() as work:
        token = work.tokens.by_hash(_hash_secret(secret), service.now())
        if token is None:
            return None
        try:
            return work.users.viewer(token.user_id)
        except NotVisible:
            return None


def create_user(
    service: Service,
    actor: Viewer,
    *,
    name: str,
    password: str,
    role: Role,
    teams: Collection[int] = (),
) -> User:
    """Open an account.

    Raises:
        BadRequest: no name, or a weak password.
        Conflict: the name is taken.
    """
    may(actor, "accounts.change")
    _check_password(name, password)
    with service.database.unit_of_work() as work:
        user = _create(service, work, actor, name, password, role)
        if teams:
            work.users.set_teams(user.id, teams)
        return work.users.get(user.id)


def _create(service: Service, work: Work, actor: Viewer, name: str, password: str, role: Role) -> User:
    try:
        user = work.users.create(name.strip(), _HASHER.hash(password), role, service.now())
    except Taken as error:
        raise _name_taken(name) from error
    work.audit.append(actor.name, "account.created", "user", user.id, {"role": role.value}, service.now())
    return user


def _name_taken(name: str) -> Conflict:
    return Conflict(Message("The name “{name}” is taken.", {"name": name}), Message("Choose another name."))


def _check_password(name: str, password: str) -> None:
    if not name.strip():
        raise BadRequest(Message("A name is missing."), Message("Enter the name used to sign in."))
    if len(password) < PASSWORD_AT_LEAST or password.strip().lower() == name.strip().lower():
        raise BadRequest(
            Message("The password is too weak."),
            Message("Use at least {count} characters, not the name.", {"count": PASSWORD_AT_LEAST}),
        )


def set_password(service: Service, actor: Viewer, *, name: str, password: str) -> None:
    """Set a person's password; ends the person's sessions.

    Raises:
        NotFound: no such account.
        BadRequest: it is weak.
        Forbidden: it is another person's, and the actor administers nothing.
    """
    with service.database.reading() as work:
        user = work.users.by_name(name.strip())
    if user is None:
        raise NotFound("account", name)
    if user.id != actor.user_id:
        may(actor, "accounts.change")
    hashed = hash_password(user.name, password)
    with service.database.unit_of_work() as work:
        put_password(service, work, actor, user, hashed)


def hash_password(name: str, password: str) -> str:
    """Return what is kept of a password; takes its time, so it is done outside a unit of work.

    Raises:
        BadRequest: it is weak.
    """
    _check_password(name, password)
    return _HASHER.hash(password)


def put_password(service: Service, work: Work, actor: Viewer, user: User, hashed: str) -> None:
    """Write a person's new password; ends the person's sessions."""
    work.users.set_password(user.id, hashed)
    work.audit.append(actor.name, "account.password", "user", user.id, {}, service.now())


def set_role(service: Service, actor: Viewer, user_id: int, role: Role) -> None:
    """Give a person another role."""
    _change_user(service, actor, user_id, "account.role", {"role": role.value}, role=role)


def set_active(service: Service, actor: Viewer, user_id: int, active: bool) -> None:
    """Close an account, or open it again; closing ends its sessions."""
    _change_user(service, actor, user_id, "account.active", {"active": active}, active=active)


def find_account(work: Work, user_id: int) -> User:
    """Return an account.

    Raises:
        NotFound: there is none of that number.
    """
    try:
        return work.users.get(user_id)
    except NotVisible as error:
        raise NotFound("account", user_id) from error


def _change_user(
    service: Service,
    actor: Viewer,
    user_id: int,
    verb: str,
    payload: dict[str, object],
    *,
    role: Role | None = None,
    active: bool | None = None,
) -> None:
    may(actor, "accounts.change")
    if user_id == actor.user_id:
        raise Conflict(
            Message("Nobody may change the own role or close the own account."),
            Message("Ask another administrator."),
        )
    with service.database.unit_of_work() as work:
        find_account(work, user_id)
        if role is not None:
            work.users.set_role(user_id, role)
        if active is not None:
            work.users.set_active(user_id, active)
        work.audit.append(actor.name, verb, "user", user_id, payload, service.now())


def set_teams(service: Service, actor: Viewer, user_id: int, team_ids: Collection[int]) -> None:
    """Say in which teams a person works."""
    may(actor, "accounts.change")
    with service.database.unit_of_work() as work:
        work.users.set_teams(user_id, team_ids)
        payload = {"teams": sorted(team_ids)}
        work.audit.append(actor.name, "account.teams", "user", user_id, payload, service.now())


def create_team(service: Service, actor: Viewer, name: str) -> Team:
    """Found a team.

    Raises:
        Conflict: the name is taken.
    """
    may(actor, "accounts.change")
    with service.database.unit_of_work() as work:
        try:
            team = work.teams.create(name.strip())
        except Taken as error:
            raise _name_taken(name) from error
        work.audit.append(actor.name, "team.created", "team", team.id, {"name": team.name}, service.now())
        return team


def list_users(service: Service, actor: Viewer) -> Sequence[User]:
    """List the accounts."""
    may(actor, "accounts.change")
    with service.database.reading() as work:
        return work.users.all()


def set_language(service: Service, actor: Viewer, language: str) -> None:
    """Remember the language of a person's screens."""
    if actor.user_id is not None:
        with service.database.unit_of_work() as work:
            work.users.set_language(actor.user_id, language)


def create_token(service: Service, actor: Viewer, name: str, lasts: dt.timedelta | None = None) -> str:
    """Return a new API token that acts for the person; shown once, kept as a hash.

    Without ``lasts`` it is good until it is revoked.

    Raises:
        BadRequest: the actor is no person.
    """
    if actor.user_id is None:
        raise BadRequest(
            Message("Only a person with an account can have a token."), Message("Sign in and try again.")
        )
    secret = secrets.token_urlsafe(SECRET_BYTES)
    now = service.now()
    until = now + lasts if lasts else None
    with service.database.unit_of_work() as work:
        named = name.strip() or "token"
        token = work.tokens.create(_hash_secret(secret), named, actor.user_id, now, until)
        told = {"name": named, "until": until.isoformat() if until else None}
        work.audit.append(actor.name, "token.created", "token", token.id, told, now)
    return secret

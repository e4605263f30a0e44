"""Verbs about getting in: the own password, lock-outs and their release, everybody's tokens."""

from __future__ import annotations

from collections.abc import Sequence

from capture.pages import Message
from dossier import accounts
from dossier.errors import BadRequest, NotFound, NotSignedIn
from dossier.rights import may
from dossier.wiring import Service
from storage.values_people import Token, User
from storage.viewer import SYSTEM, Viewer


class WrongPassword(BadRequest):
    """The present password of a person who is signed in is wrong."""

    def __init__(self) -> None:
        super().__init__(
            Message("The present password is wrong."), Message("Type the password you signed in with.")
        )


def change_own_password(service: Service, actor: Viewer, now: str, new: str) -> accounts.SignedIn:
    """Give oneself another password; ends all of the person's sessions and returns one that goes on.

    Raises:
        BadRequest: the present password is wrong, or the new one is weak.
    """
    try:
        user = accounts.verify(service, actor.name, now)
    except NotSignedIn as error:
        raise WrongPassword from error
    hashed = accounts.hash_password(user.name, new)
    with service.database.unit_of_work() as work:
        accounts.put_password(service, work, actor, user, hashed)
        return accounts.open_session(service, work, user)


def set_password(service: Service, actor: Viewer, user_id: int, password: str) -> User:
    """Give a person a new password; returns whose it is.

    Raises:
        Forbidden: the actor administers nothing.
        NotFound: no such account.
        BadRequest: it is weak.
    """
    may(actor, "accounts.change")
    with service.database.reading() as work:
        user = accounts.find_account(work, user_id)
    hashed = accounts.hash_password(user.name, password)
    with service.database.unit_of_work() as work:
        accounts.put_password(service, work, actor, user, hashed)
    return user


def note_lock(service: Service, name: str, seconds: int) -> None:
    """Enter in the audit log that somebody guessed at an account until it was locked for a while."""
    with service.database.unit_of_work() as work:
        user = work.users.by_name(name.strip())
        if user is not None:
            told = {"seconds": seconds}
            work.audit.append(SYSTEM.name, "account.locked", "user", user.id, told, service.now())


def release(service: Service, actor: Viewer, user_id: int) -> User:
    """Let an account try again at once; returns whose it is. The brake itself is the web server's.

    Raises:
        Forbidden: the actor administers nothing.
        NotFound: no such account.
    """
    may(actor, "accounts.change")
    with service.database.unit_of_work() as work:
        user = accounts.find_account(work, user_id)
        work.audit.append(actor.name, "account.released", "user", user.id, {}, service.now())
        return user


def all_tokens(service: Service, actor: Viewer) -> Sequence[tuple[str, Token]]:
    """List the tokens of everybody that can still be used, each with its owner's name.

    Raises:
        Forbidden: the actor administers nothing.
    """
    may(actor, "accounts.change")
    with service.database.reading() as work:
        names = {user.id: user.name for user in work.users.all()}
        return [(names[token.user_id], token) for token in work.tokens.valid(service.now())]


def revoke_token(service: Service, actor: Viewer, token_id: int, owner: int | None = None) -> None:
    """Make a token worthless: one's own, or that of the person ``owner``.

    Raises:
        Forbidden: it is another person's, and the actor administers nothing.
        NotFound: the person has no such valid token.
    """
    whose = actor.user_id if owner is None else owner
    if whose != actor.user_id:
        may(actor, "accounts.change")
    with service.database.unit_of_work() as work:
        if whose is None or not work.tokens.revoke(whose, token_id, service.now()):
            raise NotFound("token", token_id)
        work.audit.append(actor.name, "token.revoked", "token", token_id, {"user": whose}, service.now())

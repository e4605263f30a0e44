"""People, teams, sessions, tokens and invitations. Secrets come in hashed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, select, update

from storage.errors import Conflict, NotVisible
from storage.repositories.base import Repository, columns
from storage.tables.accounts import Invitations, Sessions, Teams, Tokens, Users, UserTeams
from storage.values_people import Invitation, Session, Team, Token, User
from storage.viewer import TEAM_ROLES, Role, Viewer

_USER = [column for column in columns(Users, User) if column.key != "teams"]


class UserRepository(Repository):
    """People who may sign in."""

    def create(
        self, name: str, password_hash: str, role: Role, now: dt.datetime, *, language: str | None = None
    ) -> User:
        """Open an account.

        Raises:
            Conflict: the name is taken (upper and lower case are one).
        """
        if self.by_name(name) is not None:
            raise Conflict(f"there is an account {name} already")
        row = Users(
            name=name,
            password_hash=password_hash,
            role=role,
            language=language,
            active=True,
            created_at=now,
        )
        self._session.add(row)
        self._session.flush()
        return self.get(row.id)

    def get(self, user_id: int) -> User:
        """Return one account.

        Raises:
            NotVisible: there is none.
        """
        found = self._value(User, select(*_USER).where(Users.id == user_id))
        if found is None:
            raise NotVisible(f"no account {user_id}")
        return self._with_teams([found])[0]

    def by_name(self, name: str) -> User | None:
        """Return the account of a name."""
        found = self._value(User, select(*_USER).where(func.lower(Users.name) == name.lower()))
        return None if found is None else self._with_teams([found])[0]

    def password_hash(self, user_id: int) -> str:
        """Return what a password is checked against."""
        return self._session.scalars(select(Users.password_hash).where(Users.id == user_id)).one()

    def all(self) -> Sequence[User]:
        """Return all accounts by name."""
        return self._with_teams(self._values(User, select(*_USER).order_by(func.lower(Users.name))))

    def count(self) -> int:
        """Return how many accounts there are; none means the first link is still open."""
        return self._session.scalar(select(func.count()).select_from(Users)) or 0

    def set_password(self, user_id: int, password_hash: str) -> None:
        """Set the password; all browsers of the account must sign in again."""
        self._update(user_id, password_hash=password_hash)
        self._session.execute(delete(Sessions).where(Sessions.user_id == user_id))

    def set_role(self, user_id: int, role: Role) -> None:
        """Set the role."""
        self._update(user_id, role=role)

    def set_language(self, user_id: int, language: str | None) -> None:
        """Set the language of the screens; None follows the browser."""
        self._update(user_id, language=language)

    def set_active(self, user_id: int, active: bool) -> None:
        """Let an account in or keep it out; keeping out ends its sessions."""
        self._update(user_id, active=active)
        if not active:
            self._session.execute(delete(Sessions).where(Sessions.user_id == user_id))

    def set_teams(self, user_id: int, team_ids: Collection[int]) -> None:
        """Say in which teams somebody works."""
        self._session.execute(delete(UserTeams).where(UserTeams.user_id == user_id))
        self._session.add_all(UserTeams(user_id=user_id, team_id=team_id) for team_id in set(team_ids))
        self._session.flush()

    def viewer(self, user_id: int) -> Viewer:
        """Return the viewer an active account is.

        Raises:
            NotVisible: no such account, or it is kept out.
        """
        user = self.get(user_id)
        if not user.active:
            raise NotVisible(f"account {user_id} is closed")
        return Viewer(user.id, user.name, user.role, user.teams if user.role in TEAM_ROLES else None)

    def _with_teams(self, users: Sequence[User]) -> Sequence[User]:
        teams: dict[int, set[int]] = {}
        found = self._session.execute(
            select(UserTeams.user_id, UserTeams.team_id).where(
                UserTeams.user_id.in_([user.id for user in users])
            )
        )
        for user_id, team_id in found:
            teams.setdefault(user_id, set()).add(team_id)
        return [replace(user, teams=frozenset(teams.get(user.id, ()))) for user in users]

    def _update(self, user_id: int, **values: Any) -> None:
        self._session.execute(update(Users).where(Users.id == user_id).values(**values))


class TeamRepository(Repository):
    """Teams that own customers."""

    def create(self, name: str) -> Team:
        """Found a team.

        Raises:
            Conflict: the name is taken.
        """
        if self._session.scalar(select(Teams.id).where(Teams.name == name)) is not None:
            raise Conflict(f"there is a team {name} already")
        row = Teams(name=name)
        self._session.add(row)
        self._session.flush()
        return Team(row.id, row.name)

    def rename(self, team_id: int, name: str) -> None:
        """Change a team's name."""
        self._session.execute(update(Teams).where(Teams.id == team_id).values(name=name))

    def by_name(self, name: str) -> Team | None:
        """Return the team of a name."""
        return self._value(Team, select(Teams.id, Teams.name).where(Teams.name == name))

    def all(self) -> list[Team]:
        """Return all teams by name."""
        return self._values(Team, select(Teams.id, Teams.name).order_by(Teams.name))


class SessionRepository(Repository):
    """Browsers that signed in."""

    def create(self, session: Session) -> None:
        """Let a browser in."""
        self._session.add(
            Sessions(
                hashed_id=session.hashed_id,
                user_id=session.user_id,
                csrf=session.csrf,
                created_at=session.created_at,
                expires_at=session.expires_at,
            )
        )
        self._session.flush()

    def get(self, hashed_id: str, now: dt.datetime) -> Session | None:
        """Return a session that has not expired."""
        valid = Sessions.hashed_id == hashed_id, Sessions.expires_at > now
        return self._value(Session, select(*columns(Sessions, Session)).where(*valid))

    def end(self, hashed_id: str) -> None:
        """Sign a browser out."""
        self._session.execute(delete(Sessions).where(Sessions.hashed_id == hashed_id))

    def end_expired(self, now: dt.datetime) -> None:
        """Clear sessions that ran out."""
        self._session.execute(delete(Sessions).where(Sessions.expires_at <= now))


class TokenRepository(Repository):
    """Programs that may act for people."""

    def create(
        self,
        hashed: str,
        name: str,
        user_id: int,
        now: dt.datetime,
        expires_at: dt.datetime | None = None,
    ) -> Token:
        """Remember a token by its hash."""
        row = Tokens(hashed=hashed, name=name, user_id=user_id, created_at=now, expires_at=expires_at)
        self._session.add(row)
        self._session.flush()
        return Token(row.id, name, user_id, now, expires_at, None)

    def by_hash(self, hashed: str, now: dt.datetime) -> Token | None:
        """Return a token that is neither revoked nor expired."""
        valid = (
            Tokens.hashed == hashed,
            Tokens.revoked_at.is_(None),
            Tokens.expires_at.is_(None) | (Tokens.expires_at > now),
        )
        return self._value(Token, select(*columns(Tokens, Token)).where(*valid))

    def of_user(self, user_id: int) -> list[Token]:
        """Return all tokens of a person, newest first."""
        theirs = Tokens.user_id == user_id
        statement = select(*columns(Tokens, Token)).where(theirs).order_by(Tokens.id.desc())
        return self._values(Token, statement)

    def valid(self, now: dt.datetime) -> list[Token]:
        """Return everybody's tokens that are neither revoked nor expired, newest first."""
        good = Tokens.revoked_at.is_(None), Tokens.expires_at.is_(None) | (Tokens.expires_at > now)
        return self._values(Token, select(*columns(Tokens, Token)).where(*good).order_by(Tokens.id.desc()))

    def revoke(self, user_id: int, token_id: int, now: dt.datetime) -> bool:
        """Make a person's token worthless; false when there is no such valid one."""
        mine = Tokens.id == token_id, Tokens.user_id == user_id, Tokens.revoked_at.is_(None)
        done = self._session.execute(update(Tokens).where(*mine).values(revoked_at=now))
        return cast("CursorResult[Any]", done).rowcount > 0


class InvitationRepository(Repository):
    """One-time links that open accounts."""

    def create(
        self, hashed: str, role: Role, created_by: str, now: dt.datetime, expires_at: dt.datetime
    ) -> None:
        """Remember a link by its hash."""
        self._session.add(
            Invitations(
                hashed=hashed, role=role, created_by=created_by, created_at=now, expires_at=expires_at
            )
        )
        self._session.flush()

    def get(self, hashed: str, now: dt.datetime) -> Invitation | None:
        """Return a link that was neither used nor ran out."""
        valid = (
            Invitations.hashed == hashed,
            Invitations.used_at.is_(None),
            Invitations.expires_at > now,
        )
        return self._value(Invitation, select(*columns(Invitations, Invitation)).where(*valid))

    def use(self, hashed: str, now: dt.datetime) -> bool:
        """Use a link up; false when somebody did before or it ran out."""
        valid = (
            Invitations.hashed == hashed,
            Invitations.used_at.is_(None),
            Invitations.expires_at > now,
        )
        done = self._session.execute(update(Invitations).where(*valid).values(used_at=now))
        return cast("CursorResult[Any]", done).rowcount > 0

    def withdraw_all(self, created_by: str) -> None:
        """Drop unused links of one maker (a new first link makes the old one worthless)."""
        unused = Invitations.created_by == created_by, Invitations.used_at.is_(None)
        self._session.execute(delete(Invitations).where(*unused))

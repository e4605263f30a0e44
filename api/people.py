"""People, teams, tokens and the audit log, gathered for REST and the pages."""

from __future__ import annotations

from api.schemas.people import AuditLog, AuditRow, AuditVerdict, OwnedToken, TeamRow, TokenRow, UserRow
from api.security import LoginBrake
from api.wording import subject_name, verb_sentence, who_name
from capture.pages import Message
from dossier import access
from dossier.language import translate
from dossier.rights import may
from dossier.wiring import Service
from storage.viewer import Viewer


def users(service: Service, viewer: Viewer, brake: LoginBrake) -> list[UserRow]:
    """Return all accounts, and for how long each is locked.

    Raises:
        Forbidden: the viewer administers nothing.
    """
    may(viewer, "accounts.change")
    with service.database.reading() as work:
        names = {team.id: team.name for team in work.teams.all()}
        return [
            UserRow(
                id=user.id,
                name=user.name,
                role=user.role.value,
                active=user.active,
                teams=sorted(names[team] for team in user.teams if team in names),
                team_ids=sorted(user.teams),
                locked_seconds=brake.locked(user.name),
            )
            for user in work.users.all()
        ]


def teams(service: Service, viewer: Viewer) -> list[TeamRow]:
    """Return all teams with their members.

    Raises:
        Forbidden: the viewer's role does not look after teams.
    """
    may(viewer, "customers.teams")
    with service.database.reading() as work:
        members: dict[int, list[str]] = {}
        for user in work.users.all():
            for team in user.teams:
                members.setdefault(team, []).append(user.name)
        return [
            TeamRow(id=team.id, name=team.name, members=members.get(team.id, [])) for team in work.teams.all()
        ]


def tokens_of(service: Service, viewer: Viewer) -> list[TokenRow]:
    """Return the viewer's own tokens."""
    if viewer.user_id is None:
        return []
    with service.database.reading() as work:
        return [
            TokenRow(
                id=token.id,
                name=token.name,
                created=token.created_at,
                expires=token.expires_at,
                revoked=token.revoked_at is not None,
            )
            for token in work.tokens.of_user(viewer.user_id)
        ]


def everybodys_tokens(service: Service, viewer: Viewer) -> list[OwnedToken]:
    """Return the valid tokens of everybody but the viewer.

    Raises:
        Forbidden: the viewer administers nothing.
    """
    return [
        OwnedToken(
            id=token.id,
            name=token.name,
            created=token.created_at,
            expires=token.expires_at,
            revoked=False,
            owner=owner,
            owner_id=token.user_id,
        )
        for owner, token in access.all_tokens(service, viewer)
        if token.user_id != viewer.user_id
    ]


def audit_log(
    service: Service, viewer: Viewer, language: str, *, cursor: str | None = None, limit: int = 100
) -> AuditLog:
    """Return the audit log, newest first.

    Raises:
        Forbidden: the viewer may not read it.
    """
    may(viewer, "audit.read")
    with service.database.reading() as work:
        found = work.audit.browse(cursor=cursor, limit=limit)
    rows = [
        AuditRow(
            id=entry.seq,
            at=entry.at,
            who=who_name(entry.actor, language),
            act=verb_sentence(entry.verb, language),
            subject=subject_name(entry.subject_kind, entry.subject_id, language),
        )
        for entry in found.items
    ]
    return AuditLog(total=found.total, entries=rows, next=found.next)


def audit_verdict(service: Service, viewer: Viewer, language: str) -> AuditVerdict:
    """Say whether the audit chain is whole.

    Raises:
        Forbidden: the viewer may not read it.
    """
    may(viewer, "audit.read")
    with service.database.reading() as work:
        fault = work.audit.verify()
        entries, _ = work.audit.head()
    if fault is None:
        whole = Message("The chain is whole: {n} entries.", {"n": entries})
        return AuditVerdict(intact=True, entries=entries, message=translate(whole, language))
    broken = Message("The chain is broken at entry {n}.", {"n": fault.seq})
    return AuditVerdict(intact=False, entries=entries, message=translate(broken, language))

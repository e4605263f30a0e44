"""REST: the caller's tokens, and the audit log."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.deps import Language, SignedIn, TheService
from api.people import audit_log, audit_verdict, tokens_of
from api.schemas.documents import Done
from api.schemas.people import AuditLog, AuditVerdict, NewToken, Tokens
from api.schemas.requests import CreateToken
from dossier import access, accounts

router = APIRouter(tags=["people"])


@router.get("/tokens")
def list_tokens(service: TheService, viewer: SignedIn) -> Tokens:
    """List the caller's tokens."""
    return Tokens(tokens=tokens_of(service, viewer))


@router.post("/tokens", status_code=201)
def create_token(service: TheService, viewer: SignedIn, body: CreateToken) -> NewToken:
    """Make a token; it is shown only now."""
    return NewToken(name=body.name, token=accounts.create_token(service, viewer, body.name))


@router.delete("/tokens/{token_id}")
def revoke_token(service: TheService, viewer: SignedIn, token_id: int) -> Done:
    """Make a token worthless."""
    access.revoke_token(service, viewer, token_id)
    return Done()


@router.get("/audit")
def list_audit(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> AuditLog:
    """List the audit log, newest first."""
    return audit_log(service, viewer, language, cursor=cursor, limit=limit)


@router.post("/audit/verify")
def verify(service: TheService, viewer: SignedIn, language: Language) -> AuditVerdict:
    """Check that the audit chain is whole."""
    return audit_verdict(service, viewer, language)

"""Pages of the audit log."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.deps import Language, Render, SignedIn, TheService
from api.people import audit_log, audit_verdict

router = APIRouter()


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

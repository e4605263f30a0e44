"""The review desk: the queue, one paper to decide, and the reader's own changes to take back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.deps import Language, Render, SignedIn, TheService
from api.documents import candidates, open_document
from api.review import likely_types, next_of, own_acts, queue
from api.web.documents import PageNumber, about, last_act, place_to_cut, shown_page, why_known
from api.web.marks import marks_on, words_on
from api.web.notices import go
from dossier import filing
from dossier.change import KEEP
from dossier.together import waiting_alike

router = APIRouter(prefix="/review")


@router.get("")
def review(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Response:
    """List what waits for a person, dearest error first."""
    return render("review.html", review=queue(service, viewer, language, cursor=cursor))


@router.get("/acts")
def acts(service: TheService, viewer: SignedIn, language: Language, render: Render) -> Response:
    """List the reader's last changes, each to be taken back."""
    return render("own_acts.html", acts=own_acts(service, viewer, language))


@router.post("/undo")
def undo_newest(service: TheService, viewer: SignedIn) -> Response:
    """Take the reader's newest change back and show the paper again."""
    act = filing.undo_newest(service, viewer)
    kept = act.verb.startswith(KEEP)  # of two scans the later one is what waits
    return go(f"/review/{max(act.document_ids) if kept else act.document_ids[0]}", "undone")


@router.get("/{document_id}")
def desk(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    document_id: int,
    page: PageNumber = 1,
) -> Response:
    """Show one paper that waits, with what the machine believes."""
    seen = last_act(service, document_id) or 0
    opened = open_document(service, viewer, document_id, language)
    document = opened.detail
    if document.state != "review":
        return go(f"/documents/{document_id}")
    shown = shown_page(document, page)
    known = why_known(service, viewer, document_id, language)
    why = known["why"]
    return render(
        "desk.html",
        document=document,
        page=shown,
        seen=seen,
        marks=marks_on(document, shown.number),
        words=words_on(opened.lines(shown)),
        cut=place_to_cut(service, viewer, document, shown.number),
        offered=candidates(service, viewer, document_id),
        scores={one.id: one.score for one in why.customers} if why else {},
        options=likely_types(service, known["likely"], document.type, language),
        next_id=next_of(service, viewer, [document_id]),
        alike=len(waiting_alike(service, viewer, document_id)) - 1,
        **known,
        **about(service, document, language),
    )

"""Verbs on the pages of a paper: turn, split, merge, replace."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response

from api.deps import SignedIn, TheForm, TheService
from api.web.documents import last_act
from api.web.forms import numbers_in
from api.web.notices import go
from dossier import pagework

router = APIRouter()


@router.post("/documents/{document_id}/turn")
def turn(
    service: TheService,
    viewer: SignedIn,
    document_id: int,
    page: Annotated[int, Form(ge=1)],
    degrees: Annotated[int, Form(multiple_of=90, ge=90, le=270)],
) -> Response:
    """Turn a page."""
    pagework.turn(service, viewer, document_id, page, degrees)
    return go(f"/documents/{document_id}?page={page}", "turned", last_act(service, document_id))


@router.post("/documents/{document_id}/split")
def split(
    service: TheService,
    viewer: SignedIn,
    document_id: int,
    after: Annotated[list[int], Form(max_length=2000)],
) -> Response:
    """Split the paper."""
    pagework.split(service, viewer, document_id, sorted(set(after)))
    return go(f"/documents/{document_id}", "split", last_act(service, document_id))


@router.post("/documents/{document_id}/merge")
def merge(
    form: TheForm,
    service: TheService,
    viewer: SignedIn,
    document_id: int,
    numbers: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Append other papers to this one."""
    ticked = [str(value) for value in form.getlist("with")]
    others = [*numbers_in(",".join(ticked), "with"), *numbers_in(numbers, "numbers")]
    if not others:
        return go(f"/documents/{document_id}", "unchanged")
    merged = pagework.merge(service, viewer, [document_id, *others])
    return go(f"/documents/{merged}", "merged", last_act(service, merged))


@router.post("/documents/{document_id}/replace")
def replace(
    service: TheService,
    viewer: SignedIn,
    document_id: int,
    page: Annotated[int, Form(ge=1)],
    scan_id: Annotated[int, Form(ge=1)],
    scan_page: Annotated[int, Form(ge=1)] = 1,
) -> Response:
    """Put a better scan in the place of a page."""
    pagework.replace(service, viewer, document_id, page, scan_id=scan_id, scan_page=scan_page)
    return go(f"/documents/{document_id}?page={page}", "replaced", last_act(service, document_id))

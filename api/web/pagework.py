"""Verbs on the pages of a paper: turn, split, merge, replace."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Response

from api.deps import SignedIn, TheForm, TheService, Wake
from api.web.documents import last_act
from api.web.forms import numbers_in
from api.web.notices import go
from classify.piles.two_papers import Between
from dossier import pagework, sheet_cutting
from storage.states import DocumentState

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


@router.post("/documents/{document_id}/cut")
def cut(
    service: TheService,
    viewer: SignedIn,
    wake: Wake,
    document_id: int,
    page: Annotated[int, Form(ge=1)],
    way: Annotated[Literal["below", "beside"], Form()],
    at: Annotated[float, Form()],
    seen: Annotated[int | None, Form(ge=0)] = None,
) -> Response:
    """Cut a page in two, ``at`` so many percent of its height or width; then show what became of it."""
    place = Between(way == "beside", at / 100)
    sheet_cutting.cut_sheet(service, viewer, document_id, page, place, seen=seen)
    wake()
    return go(f"/documents/{document_id}", "cut", last_act(service, document_id))


@router.post("/documents/{document_id}/one-paper")
def one_paper(
    service: TheService,
    viewer: SignedIn,
    document_id: int,
    seen: Annotated[int | None, Form(ge=0)] = None,
) -> Response:
    """Say that it is one paper; one that waits is shown on the desk again."""
    document = sheet_cutting.one_paper(service, viewer, document_id, seen=seen)
    room = "review" if document.state is DocumentState.REVIEW else "documents"
    return go(f"/{room}/{document_id}", "one_paper", last_act(service, document_id))


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

"""Pages of handovers: what waits, each step's signature, requests, the signed papers."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Form, Response
from pydantic import Field
from starlette.datastructures import FormData

from api.archive import KINDS, archive_rights, handed_over, waiting
from api.deps import Language, Render, SignedIn, TheForm, TheService
from api.errors import InvalidInput
from api.files import send_pdf
from api.web.differing import by_place, differing, places_of
from api.web.notices import go
from capture.pages import Message
from dossier import approvals, archive_prints, checking, collecting, receiving
from dossier.handover_record import find
from storage.states import ApprovalKind

router = APIRouter()

Reason = Annotated[str, Form(max_length=2000)]
Number = Annotated[int, Field(ge=0, le=2**53)]


@router.get("/handovers")
def list_page(service: TheService, viewer: SignedIn, language: Language, render: Render) -> Response:
    """Show what waits for a signature or a decision, and what was received last."""
    return render(
        "handovers.html",
        tasks=waiting(service, viewer, language),
        done=handed_over(service, viewer),
        kinds=KINDS,
        rights=archive_rights(viewer),
    )


@router.post("/customers/{customer_id}/handover")
def collect(
    service: TheService,
    viewer: SignedIn,
    customer_id: int,
    form: TheForm,
    note: Reason = "",
    shown: Annotated[list[Number] | None, Form()] = None,
) -> Response:
    """Sign the list."""
    seen = None if shown is None else frozenset(map(int, shown))
    counts = _numbers(form, "pages.")
    if rows := differing(form):
        found = by_place(rows, places_of(service, viewer, customer_id))
        counts |= {one: pages for one, (pages, _) in found.items()}
    collecting.collect(service, viewer, str(customer_id), counts, note, seen)
    return go(f"/customers/{customer_id}/archive", "signed")


@router.post("/customers/{customer_id}/handover/defer")
def defer(
    service: TheService,
    viewer: SignedIn,
    customer_id: int,
    until: Annotated[dt.date, Form()],
    reason: Reason = "",
) -> Response:
    """Ask to hand over later."""
    approvals.defer(service, viewer, str(customer_id), until, reason)
    return go(f"/customers/{customer_id}/archive", "asked")


@router.post("/handovers/{handover_id}/check")
def check(
    service: TheService, viewer: SignedIn, handover_id: int, form: TheForm, note: Reason = ""
) -> Response:
    """Sign what was compared."""
    counts, notes = _numbers(form, "pages."), _texts(form, "note.")
    if rows := differing(form):
        lines = find(service, viewer, handover_id).lines
        found = by_place(rows, {place: line.document_id for place, line in enumerate(lines, start=1)})
        counts |= {one: pages for one, (pages, _) in found.items()}
        notes |= {one: said for one, (_, said) in found.items() if said}
    done = checking.check(service, viewer, handover_id, counts, notes, note)
    return go(f"/customers/{done.customer_id}/archive", "signed")


@router.post("/handovers/{handover_id}/receive")
def receive(service: TheService, viewer: SignedIn, handover_id: int, note: Reason = "") -> Response:
    """Take it over into the archive."""
    done = receiving.receive(service, viewer, handover_id, note)
    return go(f"/customers/{done.customer_id}/archive", "handed_over")


@router.post("/handovers/{handover_id}/return")
def send_back(service: TheService, viewer: SignedIn, handover_id: int, reason: Reason = "") -> Response:
    """Send it back."""
    done = checking.send_back(service, viewer, handover_id, reason)
    return go(f"/customers/{done.customer_id}/archive", "sent_back")


@router.post("/handovers/{handover_id}/reopen")
def reopen(service: TheService, viewer: SignedIn, handover_id: int, note: Reason = "") -> Response:
    """Open it again."""
    done = receiving.reopen(service, viewer, handover_id, note)
    return go(f"/customers/{done.customer_id}/archive", "saved")


@router.post("/handovers/{handover_id}/ask")
def ask(
    service: TheService,
    viewer: SignedIn,
    handover_id: int,
    kind: Annotated[ApprovalKind, Form()],
    reason: Reason = "",
) -> Response:
    """Ask for approval."""
    asked = approvals.ask(service, viewer, handover_id, kind, reason)
    return go(f"/customers/{asked.customer_id}/archive", "asked")


@router.post("/approvals/{approval_id}")
def decide(
    service: TheService,
    viewer: SignedIn,
    approval_id: int,
    granted: Annotated[bool, Form()],
    answer: Reason = "",
) -> Response:
    """Grant or refuse."""
    decided = approvals.decide(service, viewer, approval_id, granted=granted, answer=answer)
    return go(f"/customers/{decided.customer_id}/archive", "decided")


@router.get("/handovers/{handover_id}/{paper}.pdf")
def handover_paper(
    service: TheService, viewer: SignedIn, language: Language, handover_id: int, paper: str
) -> Response:
    """Send the signed list, or the register, as PDF."""
    printing = {"list": archive_prints.handover_list, "register": archive_prints.handover_register}.get(paper)
    if printing is None:
        raise InvalidInput("paper", Message("list or register"))
    return send_pdf(printing(service, viewer, handover_id, language), f"{paper}.pdf")


def _numbers(form: FormData, prefix: str) -> dict[int, int]:
    found = {}
    for document_id, text in _texts(form, prefix).items():
        if not _is_number(text):
            raise InvalidInput(prefix, Message("a page count"))
        found[document_id] = int(text)
    return found


def _texts(form: FormData, prefix: str) -> dict[int, str]:
    return {
        int(key.removeprefix(prefix)): value.strip()
        for key, value in form.items()
        if key.startswith(prefix)
        and _is_number(key.removeprefix(prefix))
        and isinstance(value, str)
        and value.strip()
    }


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 12

"""The strip of page pictures on the review desk: turn, order, drop, split, merge by ticking pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Response

from api.deps import SignedIn, TheForm, TheService
from api.errors import InvalidInput
from api.web.documents import last_act
from api.web.forms import numbers_in
from api.web.notices import go
from capture.pages import Message
from dossier import arranging, pagework
from dossier.wiring import Service
from storage.viewer import Viewer

router = APIRouter(prefix="/review")

TURNS = {"right": 90, "over": 180, "left": 270}


@dataclass(frozen=True, slots=True)
class Shown:
    """A paper as it was shown; ``seen`` is its newest change then, 0 for none, None where not told."""

    id: int
    seen: int | None


@router.post("/{document_id}/pages")
def work_on_pages(
    form: TheForm,
    service: TheService,
    viewer: SignedIn,
    document_id: int,
    do: Annotated[str, Form(max_length=10)],
    current: Annotated[int, Form(ge=1)] = 1,
    order: Annotated[str, Form(max_length=20_000)] = "",
    numbers: Annotated[str, Form(max_length=500)] = "",
    seen: Annotated[int | None, Form(ge=0)] = None,
) -> Response:
    """Do one thing with the ticked pages, or with the page looked at where none is ticked."""
    ticked = numbers_in(",".join(str(value) for value in form.getlist("page")), "page") or [current]
    others = numbers_in(",".join(str(value) for value in form.getlist("with")), "with")
    said = _act(service, viewer, Shown(document_id, seen), do, ticked, numbers_in(order, "order"))
    if do == "merge":
        merged = [document_id, *others, *numbers_in(numbers, "numbers")]
        pagework.merge(service, viewer, merged, seen=seen)
        said = "merged"
    if said is None:
        raise InvalidInput("do", Message("choose one from the list"))
    return go(f"/review/{document_id}", said, last_act(service, document_id))


def _act(
    service: Service, viewer: Viewer, shown: Shown, do: str, ticked: Sequence[int], order: Sequence[int]
) -> str | None:
    """Do what concerns this paper alone; returns what to say, None for a word that is none of these."""
    if do in TURNS:
        pagework.turn_pages(service, viewer, shown.id, ticked, TURNS[do], seen=shown.seen)
        return "turned"
    if do == "split":
        pagework.split(service, viewer, shown.id, [number - 1 for number in ticked], seen=shown.seen)
        return "split"
    if do in ("earlier", "later"):
        order = arranging.moved(order, ticked, do == "earlier")
        arranging.arrange(service, viewer, shown.id, order, seen=shown.seen)
        return "arranged"
    if do == "order":
        arranging.arrange(service, viewer, shown.id, order, seen=shown.seen)
        return "arranged"
    if do == "drop":
        left = [one for one in order if one not in ticked]
        arranging.arrange(service, viewer, shown.id, left, seen=shown.seen)
        return "dropped"
    return None

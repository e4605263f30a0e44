"""The search page: every hit with its place on the picture of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response

from api.deps import Language, Render, SignedIn, TheService
from api.documents import title_of
from dossier import find
from dossier.shapes import CustomerShape, Hit
from dossier.wiring import Service
from storage.viewer import Viewer
from storage.work import Work

router = APIRouter()

LIMIT = 30
SIDE = 1400
MARGIN = 0.35
RATIO = 4.0


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit with its link and the part of the picture that is shown."""

    document_id: int
    title: str
    customer: CustomerShape | None
    state: str
    file: str
    page: int
    width: int
    height: int
    snippet: str
    boxes: Sequence[Sequence[int]]
    view: Sequence[int]
    link: str
    picture: str


@dataclass(frozen=True, slots=True)
class ShownSearch:
    """The answer as the page shows it."""

    total: int
    total_exact: bool
    hits: Sequence[ShownHit]


@router.get("/search")
def search_page(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    q: Annotated[str, Query(max_length=500)] = "",
) -> Response:
    """Ask, and show what was found."""
    query = q.strip()
    found = _find(service, viewer, language, query) if query else None
    return render("search.html", q=query, found=found)


def _find(service: Service, viewer: Viewer, language: str, query: str) -> ShownSearch:
    found = find.search(service, viewer, query, limit=LIMIT)
    with service.database.reading() as work:
        hits = [_shown(service, work, viewer, language, query, hit) for hit in found.hits]
    return ShownSearch(found.total, found.total_exact, hits)


def _shown(service: Service, work: Work, viewer: Viewer, language: str, query: str, hit: Hit) -> ShownHit:
    document = work.documents.get(viewer, hit.document_id)
    number = _page_of(work, viewer, hit)
    link = f"/documents/{hit.document_id}?" + urlencode({"page": number, "q": query})
    return ShownHit(
        document_id=hit.document_id,
        title=title_of(service.profile, hit.type, document.title, language),
        customer=hit.customer,
        state=hit.state,
        file=hit.file,
        page=number,
        width=hit.width,
        height=hit.height,
        snippet=hit.snippet,
        boxes=hit.boxes,
        view=crop(hit.width, hit.height, hit.boxes),
        link=link,
        picture=f"/documents/{hit.document_id}/pages/{number}.jpg?side={SIDE}",
    )


def _page_of(work: Work, viewer: Viewer, hit: Hit) -> int:
    """Return which page of its document a hit lies on; hits name the page of the scan."""
    document = work.documents.get(viewer, hit.document_id)
    fits = [place for place, page in enumerate(document.pages, start=1) if page.number == hit.page]
    for place in fits:
        if work.scans.get(viewer, document.pages[place - 1].scan_id).file_name == hit.file:
            return place
    return fits[0] if fits else 1


def crop(width: int, height: int, boxes: Sequence[Sequence[int]]) -> list[int]:
    """Return the part of a page to show, as an SVG view box: the first hit with room around it."""
    if not boxes:
        return [0, 0, width, min(height, round(width / RATIO))]
    x0, y0, x1, y1 = boxes[0]
    wide = min(width, max(x1 - x0 + 2 * MARGIN * (y1 - y0), width * 0.55))
    tall = min(height, wide / RATIO)
    left = min(max(0, (x0 + x1) / 2 - wide / 2), width - wide)
    top = min(max(0, (y0 + y1) / 2 - tall / 2), height - tall)
    return [round(left), round(top), round(wide), round(tall)]

"""The search page: every hit with its place on the picture of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Response

from api.deps import Language, Render, SignedIn, TheService
from api.documents import type_groups
from api.files import send_excel
from api.web.notices import go
from api.web.search_form import CATEGORY, SearchForm, read_form
from capture.pages import Message
from dossier import find, nearest, saved_searches, search_excel
from dossier.cataloguing import title_of
from dossier.customers import customer_shape
from dossier.find import Filters
from dossier.language import translate
from dossier.shapes import CustomerShape
from dossier.shapes import Hit as HitShape
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.search_customers import LikelyCustomer
from storage.search_hits import Hit
from storage.viewer import Viewer

router = APIRouter(prefix="/search")

LIMIT = 30
SIDE = 1400
MARGIN = 0.35
RATIO = 4.0

TheForm = Annotated[SearchForm, Depends(read_form)]
Cursor = Annotated[str | None, Query(max_length=300)]


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit with its link and the part of the picture that is shown."""

    hit: HitShape
    title: str
    date: str | None
    page: int
    view: Sequence[int]
    link: str
    picture: str


@dataclass(frozen=True, slots=True)
class ShownSearch:
    """The answer as the page shows it; ``next`` is the address of what follows."""

    total: int
    total_exact: bool
    hits: Sequence[ShownHit]
    next: str | None = None
    customers: Sequence[LikelyCustomer] = ()
    only_leaves_out: bool = False

    @property
    def is_little(self) -> bool:
        """Whether so little was found that something else may be meant."""
        return self.total < nearest.LITTLE


@router.get("")
def search_page(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    form: TheForm,
    cursor: Cursor = None,
) -> Response:
    """Ask, and show what was found; a part of the page while somebody types."""
    other = translate(Message("Other"), language)
    return render(
        "search.html",
        form=form,
        found=_find(service, viewer, language, form, cursor) if form.asks else None,
        customer=_customer(service, viewer, form.customer),
        groups=type_groups(service.profile, language, other),
        categories=[
            (f"{CATEGORY}{one.number}", one.name if language == "zh_CN" else one.name_en)
            for one in service.profile.categories
        ],
        saved=saved_searches.saved_searches(service, viewer),
    )


@router.get("/alike")
def alike(
    service: TheService, viewer: SignedIn, language: Language, render: Render, form: TheForm
) -> Response:
    """Show the second group: where signs that look alike stand for those that were typed."""
    found = find.answer(service, viewer, form.q, limit=LIMIT, filters=form.filters, alike=True)
    words = find.query_of(service, form.q).words
    shown = [_shown(service, language, words, hit, shape, alike=True) for hit, shape in found.hits]
    return render("parts/alike.html", found=ShownSearch(found.total, found.total_exact, shown))


@router.get("/nearest")
def offers(
    service: TheService, viewer: SignedIn, language: Language, render: Render, form: TheForm
) -> Response:
    """Show what was perhaps meant where next to nothing was found; it is something else than was typed."""
    found = nearest.nearest(service, viewer, form.q, form.filters)
    shown = [(offer, nearest.why(offer, language)) for offer in found]
    return render("parts/nearest.html", form=form, offers=shown)


@router.get("/hits.xlsx")
def excel(service: TheService, viewer: SignedIn, language: Language, form: TheForm) -> Response:
    """Send the hits as an Excel file."""
    return send_excel(search_excel.hits_excel(service, viewer, form.q, form.filters, language), "search.xlsx")


@router.post("/saved")
def keep(
    service: TheService,
    viewer: SignedIn,
    name: Annotated[str, Form(max_length=200)],
    query: Annotated[str, Form(max_length=6000)],  # 500 Han characters as an address writes them
) -> Response:
    """Keep a search under a name."""
    saved_searches.keep_search(service, viewer, name, query)
    return go(f"/search?{query}", "saved")


@router.post("/saved/{search_id}/forget")
def forget(service: TheService, viewer: SignedIn, search_id: int) -> Response:
    """Forget a kept search."""
    saved_searches.forget_search(service, viewer, search_id)
    return go("/search", "forgotten")


def _find(
    service: Service, viewer: Viewer, language: str, form: SearchForm, cursor: str | None
) -> ShownSearch:
    found = find.answer(service, viewer, form.q, limit=LIMIT, filters=form.filters, cursor=cursor)
    more = f"/search?{form.address(cursor=found.next)}" if found.next else None
    words = find.query_of(service, form.q).words
    shown = [_shown(service, language, words, hit, shape) for hit, shape in found.hits]
    likely = find.customers_like(service, viewer, form.q) if form.customer is None and not cursor else []
    leaves_out = not shown and form.filters == Filters() and _only_leaves_out(service, form.q)
    return ShownSearch(found.total, found.total_exact, shown, more, likely, leaves_out)


def _only_leaves_out(service: Service, typed: str) -> bool:
    query = find.query_of(service, typed)
    return bool(query.clauses) and not query.asks


def _shown(
    service: Service, language: str, words: Sequence[str], hit: Hit, shape: HitShape, *, alike: bool = False
) -> ShownHit:
    """Return a hit as it is shown; its link marks the words as they were typed and as they stand there."""
    whole = " ".join(f'"{word}"' for word in dict.fromkeys((*words, *hit.words)))
    marked = {"box": ",".join(map(str, shape.boxes[0]))} if alike and shape.boxes else {"q": whole}
    return ShownHit(
        hit=shape,
        title=title_of(service.profile, hit.type, hit.title, language),
        date=hit.date.isoformat() if hit.date else None,
        page=hit.place,
        view=crop(shape.width, shape.height, shape.boxes),
        link=f"/documents/{hit.document_id}?" + urlencode({"page": hit.place, **marked}),
        picture=f"/documents/{hit.document_id}/pages/{hit.place}.jpg?side={SIDE}",
    )


def _customer(service: Service, viewer: Viewer, customer_id: int | None) -> CustomerShape | None:
    """Return the customer that the search is limited to, if the viewer may see it."""
    if customer_id is None:
        return None
    with service.database.reading() as work:
        try:
            return customer_shape(work.customers.get(viewer, customer_id))
        except NotVisible:
            return None


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

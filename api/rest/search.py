"""REST: search by words, fields and filters."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.deps import Language, SignedIn, TheService
from api.files import send_excel
from api.rest.archive import Limit
from api.rest.completeness import XLSX
from dossier import find, nearest, search_excel
from dossier.find import Filters
from dossier.shapes import CustomerShape, Nearest, Search

router = APIRouter(tags=["archive"])

Sum = Annotated[Decimal | None, Query(ge=0, lt=10**11, max_digits=13, decimal_places=2)]


def read_filters(
    customer: Annotated[int | None, Query(ge=1)] = None,
    type: Annotated[list[str] | None, Query(max_length=50)] = None,
    category: Annotated[int | None, Query(ge=0)] = None,
    state: Annotated[str | None, Query(pattern="^(filed|review)$")] = None,
    first: dt.date | None = None,
    last: dt.date | None = None,
    low: Sum = None,
    high: Sum = None,
) -> Filters:
    """Return the filters: ``type`` may be given several times; dates and sums include both ends."""
    return Filters(
        customer_id=customer,
        types=tuple(type or ()),
        category=category,
        state=state,
        first=first,
        last=last,
        low=None if low is None else int(low * 100),
        high=None if high is None else int(high * 100),
    )


SearchFilters = Annotated[Filters, Depends(read_filters)]


@router.get("/search")
def search(
    service: TheService,
    viewer: SignedIn,
    q: Annotated[str, Query(min_length=1, max_length=500)],
    filters: SearchFilters,
    limit: Limit = 50,
    alike: bool = False,
) -> Search:
    """Find pages by words, fields and filters; ``alike`` finds where signs stand that look alike."""
    return find.search(service, viewer, q, limit=limit, filters=filters, alike=alike)


@router.get("/search/customers")
def search_customers(
    service: TheService, viewer: SignedIn, q: Annotated[str, Query(min_length=1, max_length=300)]
) -> list[CustomerShape]:
    """Find customers by name, other name, code, number or pinyin initials; the likeliest first."""
    likely = find.customers_like(service, viewer, q, limit=20)
    return [CustomerShape(id=one.id, name=one.name, uscc=one.uscc) for one in likely]


@router.get("/search/nearest")
def search_nearest(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    q: Annotated[str, Query(min_length=1, max_length=500)],
    filters: SearchFilters,
) -> list[Nearest]:
    """Offer what was perhaps meant where a search finds little: names that sound alike, other numbers."""
    offers = nearest.nearest(service, viewer, q, filters)
    return [nearest.shape_offer(offer, language) for offer in offers]


@router.get("/search/hits.xlsx", response_class=Response, responses=XLSX)
def search_excel_file(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    q: Annotated[str, Query(min_length=1, max_length=500)],
    filters: SearchFilters,
) -> Response:
    """Return the first 5,000 hits as an Excel file."""
    return send_excel(search_excel.hits_excel(service, viewer, q, filters, language), "search.xlsx")

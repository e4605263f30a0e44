"""Search, the same for the pages, REST and the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from capture.files.saved import lines_from_json
from capture.pages import Line
from classify.customers import fold_name
from dossier.search_names import search_names, types_of
from dossier.shapes import CustomerShape, Search
from dossier.shapes import Hit as HitShape
from dossier.wiring import Service
from storage.query import Amount, Condition, Dated, OneOf, Query
from storage.query_parser import parse
from storage.search_customers import LikelyCustomer
from storage.search_hits import Hit, Span
from storage.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Filters:
    """What limits a search beside its words; everything empty limits nothing. Sums are in cents."""

    customer_id: int | None = None
    types: Sequence[str] = ()
    category: int | None = None
    state: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    low: int | None = None
    high: int | None = None


NONE = Filters()


def query_of(service: Service, text: str, filters: Filters = NONE) -> Query:
    """Return what a text and filters beside it ask for. No text is refused."""
    return parse(text, search_names(service.profile)).and_also(*_conditions(service, filters))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found, each hit with its shape; ``next`` goes on with the list."""

    total: int
    total_exact: bool
    hits: Sequence[tuple[Hit, HitShape]]
    next: str | None = None


def search(
    service: Service,
    viewer: Viewer,
    text: str,
    *,
    limit: int = 20,
    filters: Filters = NONE,
    alike: bool = False,
) -> Search:
    """Find the pages the viewer may see: exact numbers and names first, then by weight among the newest.

    ``alike`` finds the second group instead: where signs that look alike stand for those that were typed.
    """
    found = answer(service, viewer, text, limit=limit, filters=filters, alike=alike)
    return Search(total=found.total, total_exact=found.total_exact, hits=[shape for _, shape in found.hits])


def answer(
    service: Service,
    viewer: Viewer,
    text: str,
    *,
    limit: int = 20,
    filters: Filters = NONE,
    alike: bool = False,
    cursor: str | None = None,
) -> Answer:
    """Find as ``search`` does, with what a page shows beside it.

    Raises:
        storage.errors.WrongCursor: the cursor is not one of ours.
    """
    query = query_of(service, text, filters)
    with service.database.reading() as work:
        if alike:
            found = work.search.alike(viewer, query, limit=limit)
        else:
            found = work.search.find(viewer, query, limit=limit, cursor=cursor)
        texts = work.pages.results_of(viewer, [hit.page for hit in found.hits])
    hits = [(hit, shape_hit(hit, texts[hit.page])) for hit in found.hits if hit.page in texts]
    return Answer(found.total, found.total_exact, hits, found.next)


def customers_like(service: Service, viewer: Viewer, text: str, limit: int = 8) -> list[LikelyCustomer]:
    """Return the customers that may be meant by what was typed, the exact ones first."""
    plain = text.strip()
    with service.database.reading() as work:
        return work.search.customers(viewer, plain, fold_name(plain), limit=limit)


def _conditions(service: Service, filters: Filters) -> Iterator[Condition]:
    if filters.customer_id is not None:
        yield OneOf("customer", (str(filters.customer_id),))
    if filters.types:
        yield OneOf("type", tuple(filters.types))
    if filters.category is not None:
        yield OneOf("type", types_of(service.profile, filters.category))
    if filters.state is not None:
        yield OneOf("state", (filters.state,))
    if filters.first is not None or filters.last is not None:
        yield Dated(filters.first, filters.last)
    if filters.low is not None or filters.high is not None:
        yield Amount(filters.low, filters.high)


def shape_hit(hit: Hit, read: str) -> HitShape:
    """Return a hit with the places of its words on the page's picture; ``read`` is the page as it is kept."""
    width, height, lines = lines_from_json(read, {span.line for span in hit.spans})
    customer = (
        None
        if hit.customer_id is None
        else CustomerShape(id=hit.customer_id, name=hit.customer_name or "", uscc=hit.customer_uscc)
    )
    return HitShape(
        document_id=hit.document_id,
        customer=customer,
        type=hit.type,
        state=hit.state.value,
        file=hit.file_name,
        page=hit.page.number,
        width=width,
        height=height,
        snippet=hit.snippet,
        boxes=[box for span in hit.spans if span.line in lines for box in _box(span, lines[span.line])],
    )


def _box(span: Span, line: Line) -> Iterator[list[int]]:
    box = line.span_box(min(span.start, len(line.text)), min(span.end, len(line.text)))
    if box is not None:
        yield box.as_list()

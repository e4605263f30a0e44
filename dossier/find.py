"""Search, the same for the pages, REST and the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from capture.pages import Line
from capture.saved import lines_from_json
from dossier.search_names import search_names, types_of
from dossier.shapes import CustomerShape, Search
from dossier.shapes import Hit as HitShape
from dossier.wiring import Service
from storage.query import Amount, Condition, Dated, OneOf, Query
from storage.query_parser import parse
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


def search(
    service: Service, viewer: Viewer, text: str, *, limit: int = 20, filters: Filters = NONE
) -> Search:
    """Find the pages the viewer may see: exact numbers and names first, then by weight among the newest."""
    with service.database.reading() as work:
        found = work.search.find(viewer, query_of(service, text, filters), limit=limit)
        texts = work.pages.results_of(viewer, [hit.page for hit in found.hits])
    return Search(
        total=found.total,
        total_exact=found.total_exact,
        hits=[shape_hit(hit, texts[hit.page]) for hit in found.hits if hit.page in texts],
    )


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

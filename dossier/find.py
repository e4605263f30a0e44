"""Full-text search: pages on which all words stand, each word boxed."""

from __future__ import annotations

from collections.abc import Sequence

from capture.pages import Page
from capture.saved import page_from_json
from dossier.shapes import CustomerShape, Search
from dossier.shapes import Hit as HitShape
from dossier.wiring import Service
from storage.search import Hit
from storage.viewer import Viewer


def search(
    service: Service,
    viewer: Viewer,
    query: str,
    *,
    limit: int = 20,
    customer_id: int | None = None,
    types: Sequence[str] = (),
) -> Search:
    """Find the pages the viewer may see that contain every word of the query, newest first."""
    with service.database.reading() as work:
        found = work.search.find(viewer, query, limit=limit, customer_id=customer_id, types=types)
        texts = work.pages.results_of(viewer, [hit.page for hit in found.hits])
    return Search(
        total=found.total,
        total_exact=found.total_exact,
        hits=[_hit(hit, page_from_json(texts[hit.page])) for hit in found.hits if hit.page in texts],
    )


def _hit(hit: Hit, page: Page) -> HitShape:
    boxes = []
    for span in hit.spans:
        if span.line < len(page.lines):
            line = page.lines[span.line]
            box = line.span_box(min(span.start, len(line.text)), min(span.end, len(line.text)))
            if box is not None:
                boxes.append(box.as_list())
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
        width=page.width,
        height=page.height,
        snippet=hit.snippet,
        boxes=boxes,
    )

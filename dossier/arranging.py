"""Other pages in a document: another order, or fewer of them."""

from __future__ import annotations

from collections.abc import Sequence

from capture.pages import Message
from dossier.change import changing
from dossier.errors import BadRequest
from dossier.pagework import page_at
from dossier.placing import redecide
from dossier.wiring import Service
from storage.values import Document
from storage.viewer import SYSTEM, Viewer


def arrange(
    service: Service, actor: Viewer, document_id: int, order: Sequence[int], *, seen: int | None = None
) -> Document:
    """Give a document these of its pages in this order; the others are dropped. It is decided anew.

    A dropped page lies outside of any document from then on; its scan is kept as it came, and undoing
    brings the page back.

    Raises:
        BadRequest: no page is left, one is named twice, or the document has no such page.
        Conflict: somebody changed it after the change that was ``seen`` last.
    """
    if not order:
        raise BadRequest(
            Message("A paper without pages cannot be kept."), Message("Leave at least one page in it.")
        )
    if len(set(order)) != len(order):
        raise BadRequest(Message("A page was named twice."), Message("Name each page once."))
    with changing(service, actor, "arrange", [document_id], seen=seen) as change:
        pages = [page_at(change.document, number) for number in order]
        change.work.documents.set_pages(document_id, pages, service.now())
        redecide(change.work, service, document_id)
    with service.database.reading() as work:
        return work.documents.get(SYSTEM, document_id)


def moved(order: Sequence[int], ticked: Sequence[int], earlier: bool) -> list[int]:
    """Return the order with the ticked pages one place nearer to its beginning, or to its end."""
    pages = list(order) if earlier else list(reversed(order))
    for place in range(1, len(pages)):
        if pages[place] in ticked and pages[place - 1] not in ticked:
            pages[place - 1], pages[place] = pages[place], pages[place - 1]
    return pages if earlier else pages[::-1]

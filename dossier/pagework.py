"""Verbs that rearrange pages: split, merge, turn, replace. Each result is decided anew."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from capture.files.saved import page_from_json
from capture.pages import Message
from dossier.attribution import find_place
from dossier.change import Change, changing, read_turned
from dossier.errors import BadRequest, Conflict, NotFound
from dossier.judgement import make_judgement
from dossier.placing import decide_own_pages, pages_of, redecide
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.states import DocumentState
from storage.values import Document, PageRef
from storage.viewer import SYSTEM, Viewer

QUARTERS = (90, 180, 270)


def split(
    service: Service, actor: Viewer, document_id: int, after: Sequence[int], *, seen: int | None = None
) -> list[int]:
    """Cut a document behind the pages named; the first part keeps its id. Returns all ids.

    Raises:
        BadRequest: a page is named behind which there is nothing to cut.
        Conflict: somebody changed it after the change that was ``seen`` last.
    """
    with changing(service, actor, "split", [document_id], seen=seen) as change:
        pages = change.document.pages
        cuts = sorted(set(after))
        if not cuts or cuts[0] < 1 or cuts[-1] >= len(pages):
            raise BadRequest(
                Message("A document of {pages} pages cannot be cut there.", {"pages": len(pages)}),
                Message("Name pages from 1 to the last but one."),
            )
        bounds = [0, *cuts, len(pages)]
        parts = [pages[start:end] for start, end in itertools.pairwise(bounds)]
        change.work.documents.set_pages(document_id, parts[0], service.now())
        redecide(change.work, service, change.document.id)
        for part in parts[1:]:
            change.made.append(_new_document(change, service, part))
    return [document_id, *change.made]


def merge(service: Service, actor: Viewer, document_ids: Sequence[int], *, seen: int | None = None) -> int:
    """Make one document of several, pages in the order given; the first keeps its id.

    Raises:
        BadRequest: fewer than two different documents.
        Conflict: somebody changed the first after the change that was ``seen`` last.
    """
    if len(set(document_ids)) < 2 or len(set(document_ids)) != len(document_ids):
        raise BadRequest(
            Message("Merging needs at least two different documents."), Message("Name each of them once.")
        )
    with changing(service, actor, "merge", list(document_ids), seen=seen) as change:
        first, *others = change.documents
        for other in others:
            change.work.documents.set_state(
                other.id, DocumentState.WITHDRAWN, service.now(), replaced_by=first.id
            )
        pages = [page for document in change.documents for page in document.pages]
        change.work.documents.set_pages(first.id, pages, service.now())
        redecide(change.work, service, first.id)
    return first.id


def turn(service: Service, actor: Viewer, document_id: int, page: int, degrees: int) -> Document:
    """Turn one page clockwise from how it is shown; it is read once more that way up.

    Raises:
        BadRequest: no such page, or not a quarter turn.
    """
    return turn_pages(service, actor, document_id, [page], degrees)


def turn_pages(
    service: Service,
    actor: Viewer,
    document_id: int,
    pages: Sequence[int],
    degrees: int,
    *,
    seen: int | None = None,
) -> Document:
    """Turn several pages of a document alike, as one change.

    Raises:
        BadRequest: no such page, none at all, or not a quarter turn.
        Conflict: somebody changed it after the change that was ``seen`` last.
    """
    if degrees not in QUARTERS:
        raise BadRequest(
            Message("A page turns by 90, 180 or 270 degrees, not by {degrees}.", {"degrees": degrees}),
            Message("Choose a quarter turn."),
        )
    if not pages:
        raise BadRequest(Message("No page was chosen."), Message("Choose pages by their pictures first."))
    with changing(service, actor, "turn", [document_id], seen=seen) as change:
        for number in sorted(set(pages)):
            ref = page_at(change.document, number)
            said = change.work.pages.get(SYSTEM, ref).turn
            text = change.work.pages.result(SYSTEM, ref)
            stands = page_from_json(text).rotation if text else said or 0
            change.turned.append((ref, said, (stands + degrees) % 360))
        read_turned(change.work, [(ref, after) for ref, _, after in change.turned])
    return _fresh(service, document_id)


def replace(
    service: Service, actor: Viewer, document_id: int, page: int, *, scan_id: int, scan_page: int
) -> Document:
    """Put a better scan in the place of a page; the old one is kept, outside of any document.

    Raises:
        BadRequest: no such page.
        NotFound: no such page of a scan.
        Conflict: the better page is not read yet, or is filed in another document with other pages.
    """
    better = PageRef(scan_id, scan_page)
    with changing(service, actor, "replace", [document_id, *_holder(service, better, document_id)]) as change:
        old = page_at(change.document, page)
        try:
            if change.work.pages.result(actor, better) is None:
                raise Conflict(
                    Message("The better scan is not read yet."), Message("Wait a moment and try again.")
                )
        except NotVisible as error:
            raise NotFound("page", f"{scan_id}/{scan_page}") from error
        for holder in change.documents[1:]:
            _take_out(change, service, holder, better)
        pages = [better if one == old else one for one in change.document.pages]
        change.work.documents.set_pages(document_id, pages, service.now())
        redecide(change.work, service, document_id)
    return _fresh(service, document_id)


def _holder(service: Service, page: PageRef, document_id: int) -> list[int]:
    with service.database.reading() as work:
        holder = work.documents.at_page(page)
    return [] if holder is None or holder == document_id else [holder]


def _take_out(change: Change, service: Service, holder: Document, page: PageRef) -> None:
    rest = [one for one in holder.pages if one != page]
    if rest:
        change.work.documents.set_pages(holder.id, rest, service.now())
        redecide(change.work, service, holder.id)
    else:
        change.work.documents.set_state(
            holder.id, DocumentState.WITHDRAWN, service.now(), replaced_by=change.document.id
        )


def page_at(document: Document, page: int) -> PageRef:
    """Return the page of a scan that is a document's page of this number.

    Raises:
        BadRequest: it has no such page.
    """
    if not 1 <= page <= len(document.pages):
        raise BadRequest(
            Message("The document {id} has no page {page}.", {"id": document.id, "page": page}),
            Message("It has {pages} pages.", {"pages": len(document.pages)}),
        )
    return document.pages[page - 1]


def _new_document(change: Change, service: Service, pages: Sequence[PageRef]) -> int:
    """Decide pages that were cut off, as the machine would have; a person's customer stays."""
    decided = decide_own_pages(pages_of(change.work, pages), service)
    placement = find_place(change.work, service, decided, None)
    old = change.document
    customer_id = old.customer_id if old.customer_by_person else placement.customer_id
    document = change.work.documents.create(
        make_judgement(decided.decision, service.profile, placement.match, placement.doubts),
        pages,
        customer_id=customer_id,
        state=DocumentState.REVIEW,
        now=service.now(),
    )
    return document.id


def _fresh(service: Service, document_id: int) -> Document:
    with service.database.reading() as work:
        return work.documents.get(SYSTEM, document_id)

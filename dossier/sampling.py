"""Acceptance sampling of DA/T 31-2017, first step: all is checked by machine, and a sample is drawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from capture.pages import Message
from dossier.customers import find_customer
from dossier.errors import BadRequest, NotFound
from dossier.handover_record import find_in
from dossier.rights import may
from dossier.sampling_checks import check_all
from dossier.sampling_draw import checked_seed, draw_sample, new_seed, sample_size
from dossier.sampling_seen import seen_by, seen_now
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.paging import Slice
from storage.states import DocumentState
from storage.values_sampling import Draw, Sampling
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

USUAL_PERCENT = 5


@dataclass(frozen=True, slots=True)
class _Scope:
    """What could be drawn: documents with pages that are filed, and whose they are."""

    handover_id: int | None
    customers: Collection[int]
    documents: Sequence[int]


def draw(
    service: Service,
    actor: Viewer,
    customers: Sequence[str] = (),
    *,
    handover_id: int | None = None,
    percent: int = USUAL_PERCENT,
    seed: str = "",
) -> Sampling:
    """Check every document of a handover, or of some customers, and draw those that people look at.

    Raises:
        NotFound: no such handover or customer.
        Ambiguous: a name means several customers.
        BadRequest: neither or both are named, a share that is too small, nothing to draw.
    """
    may(actor, "sampling.draw")
    seed = checked_seed(seed.strip()) if seed.strip() else new_seed()
    if bool(customers) == (handover_id is not None):
        raise BadRequest(
            Message("Name one handover, or customers."),
            Message("A sample is drawn of the papers of a handover, or of the customers chosen."),
        )
    with service.database.reading() as work:
        scope = _scope(work, actor, customers, handover_id)
        size = sample_size(len(scope.documents), percent)
        checks = check_all(service, work, SYSTEM, scope.documents)
        chosen = draw_sample(scope.documents, size, seed)
        seen = seen_now(work, service.profile, chosen)
    with service.database.unit_of_work() as work:
        made = Draw(scope.handover_id, percent, seed, scope.documents, actor.name, service.now())
        sampling_id = work.samplings.add(made, scope.customers, [(one, seen[one]) for one in chosen], checks)
        payload = {"percent": percent, "seed": seed, "of": len(scope.documents), "documents": chosen}
        work.audit.append(actor.name, "sampling.drawn", "sampling", sampling_id, payload, service.now())
        return work.samplings.get(SYSTEM, sampling_id)


def _scope(work: Work, actor: Viewer, customers: Sequence[str], handover_id: int | None) -> _Scope:
    if handover_id is not None:
        handover = find_in(work, actor, handover_id)
        whose = {work.customers.standing(handover.customer_id)}
        asked = {line.document_id for line in handover.lines}
    else:
        whose = {find_customer(work, actor, key).id for key in customers}
        asked = None
    documents = sorted(
        row.id
        for one in whose
        for row in work.documents.of_customer(actor, one)
        if row.page_count and row.state is DocumentState.FILED and (asked is None or row.id in asked)
    )
    if not documents:
        raise BadRequest(
            Message("There is no scanned and filed paper to draw from."),
            Message("Papers in review and papers on the shelf only are not drawn."),
        )
    return _Scope(handover_id, whose, documents)


def find(service: Service, viewer: Viewer, sampling_id: int) -> Sampling:
    """Return one sampling.

    Raises:
        NotFound: there is none, or not for this viewer.
    """
    with service.database.reading() as work:
        return find_sampling(work, viewer, sampling_id)


def find_sampling(work: Work, viewer: Viewer, sampling_id: int) -> Sampling:
    """Return one sampling inside a unit of work; see ``find``."""
    try:
        return work.samplings.get(viewer, sampling_id)
    except NotVisible as error:
        raise NotFound("sampling", sampling_id) from error


def browse(service: Service, viewer: Viewer, cursor: str | None = None) -> Slice[Sampling]:
    """Return a slice of the samplings that a viewer may see, the newest first.

    Raises:
        WrongCursor: the list cannot go on from there.
    """
    with service.database.reading() as work:
        return work.samplings.browse(viewer, cursor=cursor)


def paper_now(service: Service, viewer: Viewer, document_id: int) -> Mapping[str, Any] | None:
    """Return a drawn document as it is now, None once it was withdrawn.

    Raises:
        NotFound: it is not for this viewer.
    """
    with service.database.reading() as work:
        return seen_by(work, service.profile, viewer, document_id)

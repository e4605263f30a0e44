"""Papers that bear a number of a dossier and lie in another one now; its sheets of remarks say where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from capture.pages import Message
from storage.errors import NotVisible
from storage.states import NumberKind
from storage.viewer import SYSTEM, Viewer
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Departure:
    """A paper that left a dossier: the number it bears, where it lies now, the volume it was bound in.

    ``whither`` is the number of the other dossier, or its customer's name; empty where the viewer may not
    see it. ``volume`` is empty for a paper that was never bound.
    """

    document_id: int
    number: str
    whither: str
    volume: str = ""

    @property
    def said(self) -> Message:
        """What a sheet of remarks says of it (移出)."""
        if not self.whither:
            return Message("Moved out: {number}.", {"number": self.number})
        return Message("Moved out: {number}, now in {place}.", {"number": self.number, "place": self.whither})


def departures(work: Work, viewer: Viewer, customer_id: int) -> list[Departure]:
    """Return the papers that were numbered in a dossier and lie in another, in the order of their numbers."""
    numbers = {
        one.document_id: one.number
        for one in work.catalogues.numbers(viewer, customer_id)
        if one.kind is NumberKind.DOCUMENT and one.document_id is not None and one.voided_at is None
    }
    homes = {row.id: row.customer_id for row in work.documents.rows(SYSTEM, set(numbers))}
    gone = {one: home for one, home in homes.items() if home is not None and home != customer_id}
    bound = _volumes_of(work, viewer, customer_id, list(gone.values()))
    return [
        Departure(one, number, _whither(work, viewer, gone[one]), bound.get(one, ""))
        for one, number in numbers.items()
        if one in gone
    ]


def _whither(work: Work, viewer: Viewer, customer_id: int) -> str:
    try:
        customer = work.customers.get(viewer, customer_id)
    except NotVisible:
        return ""
    return f"{customer.number or ''} {customer.name}".strip()


def _volumes_of(work: Work, viewer: Viewer, customer_id: int, homes: Sequence[int]) -> dict[int, str]:
    """Return the volumes papers were bound in here; of those bound elsewhere since, as the log there says."""
    volumes = work.catalogues.volumes(viewer, customer_id)
    own = {volume.number for volume in volumes}
    bound = {one: volume.number for volume in volumes for one in volume.document_ids}
    if not homes:
        return bound
    for entry in work.audit.of_subjects({"customer": list(dict.fromkeys(homes))}):
        taken = entry.payload.get("taken", ()) if entry.verb == "dossier.year_closed" else ()
        bound |= {document: number for document, number in taken if number in own and document not in bound}
    return bound

"""Closing a year: the filed documents of a category and year become a volume (案卷) with a number."""

from __future__ import annotations

import datetime as dt

from capture.pages import Message
from dossier.catalogue import CatalogueEntry
from dossier.cataloguing import dossier_entries
from dossier.customers import find_customer
from dossier.errors import Conflict
from dossier.numbering import give_numbers, give_volume_number
from dossier.rights import may
from dossier.wiring import Service
from storage.values_archive import Volume
from storage.viewer import SYSTEM, Viewer


def year_of(entry: CatalogueEntry, received: dt.datetime) -> int:
    """Return the year a document belongs to: that of its date, else that in which it arrived."""
    return entry.date.year if entry.date else received.year


def close_year(service: Service, actor: Viewer, key: str, year: int) -> list[Volume]:
    """Bind what is filed of a year, and of years before it, by category and year.

    What lies in a volume already stays there; papers that came later make a further volume of that year.
    A paper that was bound in another dossier and moved here since leaves that volume: it lies in one only.

    Raises:
        NotFound: no such customer.
        Conflict: the year is not over, or a document of it is in review.
    """
    may(actor, "numbers.give")
    if year >= service.today().year:
        raise Conflict(
            Message("The year {year} is not over.", {"year": year}),
            Message("A year is closed after its last day."),
        )
    with service.database.unit_of_work() as work:
        customer = find_customer(work, actor, key)
        give_numbers(work, service, actor, customer)
        customer = work.customers.get(SYSTEM, customer.id)
        bound = work.catalogues.bound(customer.id)
        groups: dict[tuple[int, int], list[CatalogueEntry]] = {}
        for entry in dossier_entries(work, service.profile, SYSTEM, customer.id):
            received = work.documents.get(SYSTEM, entry.document_id).created_at
            own_year = year_of(entry, received)
            if entry.document_id in bound or own_year > year:
                continue
            if not entry.filed:
                raise Conflict(
                    Message("The document {id} is still in review.", {"id": entry.document_id}),
                    Message("Confirm it or put it elsewhere, then close the year."),
                )
            groups.setdefault((entry.category_number, own_year), []).append(entry)
        taken = work.catalogues.take_out([one.document_id for group in groups.values() for one in group])
        made = []
        for (category, own_year), entries in sorted(groups.items()):
            volume = Volume(
                id=0,
                customer_id=customer.id,
                category=category,
                year=own_year,
                number=give_volume_number(work, service, actor, customer, category, own_year),
                title=f"{customer.name}{entries[0].category}（{own_year}年）",
                closed_at=service.now(),
                closed_by=actor.name,
                document_ids=tuple(entry.document_id for entry in entries),
            )
            made.append(work.catalogues.close_volume(volume, service.now()))
        payload = {
            "year": year,
            "volumes": [volume.number for volume in made],
            "taken": [list(pair) for pair in sorted(taken.items())],
        }
        work.audit.append(actor.name, "dossier.year_closed", "customer", customer.id, payload, service.now())
    return made

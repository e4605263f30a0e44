"""Papers of a long list whose pages differ, written one a line: ``17 = 3``, then what is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from starlette.datastructures import FormData

from api.errors import InvalidInput
from capture.pages import Message
from dossier.cataloguing import dossier_entries
from dossier.customers import find_customer
from dossier.wiring import Service
from storage.viewer import Viewer

Row = tuple[int, int, str]
_LINE = re.compile(r"\s*([0-9]{1,9})\s*[=＝:：]\s*([0-9]{1,5})\s*(.*)")


def differing(form: FormData) -> list[Row]:
    """Return place, pages and words of each line.

    Raises:
        InvalidInput: a line says something else.
    """
    text = form.get("differing")
    rows = []
    for line in text.splitlines() if isinstance(text, str) else ():
        if not line.strip():
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise InvalidInput("differing", Message("lines like 17 = 3: a place, its pages"))
        rows.append((int(found[1]), int(found[2]), found[3].strip()))
    return rows


def by_place(rows: Sequence[Row], places: Mapping[int, int]) -> dict[int, tuple[int, str]]:
    """Return pages and words by document.

    Raises:
        InvalidInput: the list has no such place.
    """
    for place, _, _ in rows:
        if place not in places:
            raise InvalidInput("differing", Message("places of the list, which has {n}", {"n": len(places)}))
    return {places[place]: (pages, said) for place, pages, said in rows}


def places_of(service: Service, viewer: Viewer, customer_id: int) -> dict[int, int]:
    """Return the documents of a dossier by their place in the catalogue.

    Raises:
        NotFound: no such customer.
    """
    with service.database.reading() as work:
        customer = find_customer(work, viewer, str(customer_id))
        entries = dossier_entries(work, service.profile, viewer, customer.id)
    return {entry.place: entry.document_id for entry in entries}

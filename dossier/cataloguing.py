"""The catalogue of a dossier as it is now, in filing order."""

from __future__ import annotations

from classify.profile import Profile
from dossier.catalogue import CatalogueEntry, reference_of, responsible_of
from storage.values import DocumentRow
from storage.viewer import Viewer
from storage.work import Work

OTHER = "其它"


def filing_order(profile: Profile, rows: list[DocumentRow]) -> list[DocumentRow]:
    """Return documents by category, type, date and arrival; those of no category come last."""
    place = {type_id: index for index, type_id in enumerate(profile.types)}

    def key(row: DocumentRow) -> tuple[object, ...]:
        kind = profile.types.get(row.type)
        category = kind.category if kind else None
        date = row.date.isoformat() if row.date else ""
        first = (category is None, category or 0, place.get(row.type, len(place)))
        return (*first, row.date is None, date, row.id)

    return sorted(rows, key=key)


def dossier_entries(
    work: Work, profile: Profile, viewer: Viewer, customer_id: int
) -> tuple[CatalogueEntry, ...]:
    """Return one entry for each live document of a customer."""
    names = {category.number: category.name for category in profile.categories}
    entries = []
    rows = filing_order(profile, work.documents.of_customer(viewer, customer_id))
    for place, row in enumerate(rows, start=1):
        document = work.documents.get(viewer, row.id)
        kind = profile.types.get(row.type)
        category = (kind.category if kind else None) or 0
        entries.append(
            CatalogueEntry(
                place=place,
                document_id=row.id,
                number="",
                reference=reference_of(document),
                responsible=responsible_of(document),
                title=row.title,
                date=row.date,
                secrecy="",
                pages=row.page_count,
                remark="",
                category_number=category,
                category=names.get(category, OTHER),
                type=row.type,
            )
        )
    return tuple(entries)

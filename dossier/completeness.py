"""Verbs that show a dossier and tell whether it is complete."""

from __future__ import annotations

from collections.abc import Mapping

from dossier import checklists
from dossier.customers import customer_shape, find_customer
from dossier.language import worded
from dossier.shapes import Check, CheckedCustomer, DossierCategory, DossierDocument, Proof, Req, Show
from dossier.wiring import Service
from storage.values import DocumentRow, RequirementRow
from storage.viewer import Viewer
from storage.work import Work

ALL = 1_000_000


def show(service: Service, viewer: Viewer, key: str, language: str | None = None) -> Show:
    """Return one dossier: documents by category in filing order, facts, checklist.

    Raises:
        NotFound: no such customer.
        Ambiguous: the name means several.
    """
    checklists.refresh_for_today(service)
    language = language or service.settings.language
    with service.database.reading() as work:
        customer = find_customer(work, viewer, key)
        facts = work.facts.of(viewer, customer.id)
        return Show(
            customer=customer_shape(customer),
            profile=customer.profile,
            facts={fact.id: facts.get(fact.id, False) for fact in service.profile.facts},
            categories=_categories(service, work.documents.of_customer(viewer, customer.id), language),
            requirements=[
                shape_requirement(row, language) for row in work.requirements.of(viewer, customer.id)
            ],
        )


def _categories(service: Service, rows: list[DocumentRow], language: str) -> list[DossierCategory]:
    profile = service.profile
    place = {type_id: index for index, type_id in enumerate(profile.types)}
    titles = {} if language == "zh_CN" else {one.id: one.title_en for one in profile.types.values()}
    by_category: dict[int | None, list[DocumentRow]] = {}
    for row in sorted(
        rows, key=lambda row: (place.get(row.type, len(place)), row.date is None, row.date, row.id)
    ):
        found = profile.types.get(row.type)
        by_category.setdefault(found.category if found else None, []).append(row)
    listed: list[tuple[int | None, str]] = [
        (category.number, category.name if language == "zh_CN" else category.name_en)
        for category in profile.categories
    ]
    if None in by_category:
        listed.append((None, "其它" if language == "zh_CN" else "Other"))
    return [
        DossierCategory(
            number=number or 0,
            name=name,
            documents=[_document(row, titles) for row in by_category.get(number, ())],
        )
        for number, name in listed
    ]


def _document(row: DocumentRow, titles: Mapping[str, str]) -> DossierDocument:
    return DossierDocument(
        id=row.id,
        type=row.type,
        title=titles.get(row.type, row.title),
        date=row.date.isoformat() if row.date else None,
        pages=row.page_count,
        scan_sha256=row.scan_sha256,
        state=row.state.value,  # type: ignore[arg-type]  # lists hold live documents only
    )


def shape_requirement(row: RequirementRow, language: str) -> Req:
    """Show one line of a checklist."""
    return Req(
        id=row.requirement,
        title=worded(row.title, language),
        kind=row.kind,
        state=row.state,  # type: ignore[arg-type]  # classify gives only these
        **{"for": row.for_document},
        proof=[Proof(**proof) for proof in row.proof],
    )


def check(service: Service, viewer: Viewer, key: str | None = None, language: str | None = None) -> Check:
    """Tell of one customer, or of all, whether something required is missing.

    Raises:
        NotFound: no such customer.
        Ambiguous: the name means several.
    """
    checklists.refresh_for_today(service)
    language = language or service.settings.language
    with service.database.reading() as work:
        ids = [find_customer(work, viewer, key).id] if key else _all_ids(work, viewer)
        checked = [_check_one(work, viewer, customer_id, language) for customer_id in ids]
    return Check(complete=all(one.complete for one in checked), customers=checked)


def _all_ids(work: Work, viewer: Viewer) -> list[int]:
    return [row.id for row in work.customers.browse(viewer, limit=ALL).items]


def _check_one(work: Work, viewer: Viewer, customer_id: int, language: str) -> CheckedCustomer:
    customer = work.customers.get(viewer, customer_id)
    rows = work.requirements.of(viewer, customer_id)
    return CheckedCustomer(
        customer=customer_shape(customer),
        complete=customer.complete,
        requirements=[shape_requirement(row, language) for row in rows],
    )

"""The catalogue of a dossier as it is now: what papers say, what people said, numbers; and describing one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from capture.pages import Message
from classify.profiles.plan import Profile
from dossier.catalogue import CatalogueEntry, reference_of, responsible_of
from dossier.language import title_in, translate
from storage.states import DocumentState
from storage.values import DocumentRow
from storage.values_archive import CatalogueWords, Handover
from storage.viewer import Viewer
from storage.work import Work

OTHER = ("其它", "Other")

COPY = "复印件"
IN_REVIEW = "待核"
SHELF = "仅存实体"
BETWEEN = "；"


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
    """Return one entry for each live document of a customer, in filing order."""
    rows = filing_order(profile, work.documents.of_customer(viewer, customer_id))
    return listed(work, profile, viewer, rows)


def title_of(profile: Profile, type_id: str, title: str, language: str) -> str:
    """Return a document's title; the plain title of its type in the reader's language."""
    kind = profile.types.get(type_id)
    if kind is None or title not in ("", kind.title):
        return title or type_id
    return title_in(kind, language)


def entry_in(profile: Profile, entry: CatalogueEntry, language: str) -> CatalogueEntry:
    """Return an entry as it is shown in a language."""
    if language == "zh_CN":
        return entry
    ours = (COPY, IN_REVIEW)
    kept = [part for part in entry.remark.split(BETWEEN) if part not in ours and not part.startswith(SHELF)]
    said = [translate(Message("copy"), language)] if entry.copy else []
    if not entry.filed:
        said.append(translate(Message("In review"), language))
    if entry.on_shelf_only:
        place = next((part for part in entry.remark.split(BETWEEN) if part.startswith(SHELF)), SHELF)
        shelf = translate(Message("On the shelf only"), language)
        said.append(f"{shelf} {place.removeprefix(SHELF).strip()}".strip())
    return replace(
        entry,
        title=title_of(profile, entry.type, entry.title, language),
        remark="; ".join(part for part in (*kept, *said) if part),
    )


def titles_in(work: Work, profile: Profile, viewer: Viewer, handover: Handover, language: str) -> Handover:
    """Return a handover whose lines bear their titles in a language."""
    if language == "zh_CN":
        return handover
    rows = work.documents.rows(viewer, [line.document_id for line in handover.lines])
    types = {row.id: row.type for row in rows}
    lines = tuple(
        replace(line, title=title_of(profile, types.get(line.document_id, ""), line.title, language))
        for line in handover.lines
    )
    return replace(handover, lines=lines)


def entries_of(
    work: Work, profile: Profile, viewer: Viewer, document_ids: Collection[int]
) -> dict[int, CatalogueEntry]:
    """Return the entries of some documents by id, of whatever customers; places count from 1."""
    rows = work.documents.rows(viewer, document_ids)
    return {entry.document_id: entry for entry in listed(work, profile, viewer, rows)}


def listed(
    work: Work, profile: Profile, viewer: Viewer, rows: Sequence[DocumentRow], before: int = 0
) -> tuple[CatalogueEntry, ...]:
    """Return the entries of some documents in the order given; so many others stand ``before`` them."""
    ids = [row.id for row in rows]
    numbers, words = work.catalogues.numbers_of(ids), work.catalogues.words_of(ids)
    fields = work.documents.fields_of(viewer, ids)
    return tuple(
        _entry(
            profile,
            place,
            row,
            fields.get(row.id, {}),
            words.get(row.id, CatalogueWords()),
            numbers.get(row.id, ""),
        )
        for place, row in enumerate(rows, start=before + 1)
    )


def declared_of(profile: Profile, type_id: str, fields: Mapping[str, Any]) -> Collection[str]:
    """Return the fields a type has; of a type that the profile has no more, those that the paper has."""
    kind = profile.types.get(type_id)
    return kind.fields if kind else fields


def _entry(
    profile: Profile,
    place: int,
    row: DocumentRow,
    fields: Mapping[str, Any],
    words: CatalogueWords,
    number: str,
) -> CatalogueEntry:
    kind = profile.types.get(row.type)
    category = (kind.category if kind else None) or 0
    on_shelf_only = row.scan_id is None
    names = {one.number: (one.name, one.name_en) for one in profile.categories}
    name, name_en = names.get(category, OTHER)
    filed = row.state is DocumentState.FILED
    declared = declared_of(profile, row.type, fields)
    said = [words.remark or "", COPY if words.copy else "", "" if filed else IN_REVIEW]
    if on_shelf_only:
        said.append(f"{SHELF} {words.place or ''}".strip())
    return CatalogueEntry(
        place=place,
        document_id=row.id,
        number=number,
        reference=reference_of(fields, declared) if words.reference is None else words.reference,
        responsible=responsible_of(fields, declared) if words.responsible is None else words.responsible,
        title=words.title or row.title,
        date=row.date,
        secrecy=words.secrecy or "",
        pages=row.page_count,
        remark=BETWEEN.join(part for part in said if part),
        category_number=category,
        category=name,
        category_en=name_en,
        type=row.type,
        copy=bool(words.copy),
        on_shelf_only=on_shelf_only,
        filed=filed,
    )

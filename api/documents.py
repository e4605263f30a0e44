"""What is known of documents, gathered from the repositories for REST and the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.schemas.documents import (
    Act,
    CutPart,
    CutPlace,
    DocumentDetail,
    DocumentPage,
    DocumentScan,
    ReviewRow,
    Sibling,
)
from api.wording import verb_sentence, who_name
from capture.files.saved import page_from_json
from capture.pages import Line, Page
from classify.customers import fold_name, is_own
from classify.piles.two_papers import Between
from classify.profile import FieldKind, Profile
from dossier.cataloguing import title_of
from dossier.change import newest_change
from dossier.customers import customer_shape
from dossier.digitise import pages_with_two
from dossier.errors import NotFound
from dossier.holders import customers_of_holder
from dossier.judgement import live_fields, row_message, say, shape_stored_field, shape_stored_reason
from dossier.language import title_in
from dossier.shapes import CustomerShape, FieldShape, ReasonShape, TableShape
from dossier.shaping import shape_page
from dossier.sheet_cutting import cut_from, cut_into
from dossier.wiring import Service
from storage.values import Document, DocumentRow, PageRef
from storage.viewer import Viewer
from storage.work import Work

HISTORY = 50
PLAIN_SIZE = (1240, 1754)  # A4 at 150 dpi, for a page that nobody could read


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field a type has, as a form shows it; read less surely than ``sure_from``, a value is marked."""

    id: str
    title: str
    wide: bool
    table: bool
    needed: bool = False
    sure_from: float = 0.0


@dataclass(frozen=True, slots=True)
class TypeChoice:
    """A type that a document may be given."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class TypeGroup:
    """The types of one category."""

    name: str
    types: tuple[TypeChoice, ...]


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document with everything known of it, and its read pages by number: where every character stands."""

    detail: DocumentDetail
    read: Mapping[int, Page]

    def lines(self, page: DocumentPage) -> tuple[Line, ...]:
        """Return the lines of one of its pages, none where it could not be read."""
        read = self.read.get(page.number)
        return () if read is None else read.lines


@dataclass(frozen=True, slots=True)
class OnePage:
    """One page of a document, the others unread, and what of the document points at pages."""

    id: int
    title: str
    page: DocumentPage
    lines: tuple[Line, ...]
    fields: Mapping[str, FieldShape]
    reasons: Sequence[ReasonShape]


def field_specs(profile: Profile, type_id: str, language: str) -> list[FieldSpec]:
    """Return the fields of a type in the profile's order."""
    kind = profile.types.get(type_id)
    return [
        FieldSpec(
            id=rule.id,
            title=title_in(rule, language),
            wide=rule.kind in (FieldKind.BLOCK, FieldKind.COMPANY, FieldKind.WORDS),
            table=rule.kind is FieldKind.LINES,
            needed=rule.needed,
            sure_from=profile.thresholds.field,
        )
        for rule in (kind.fields.values() if kind else ())
    ]


def type_groups(profile: Profile, language: str, other: str) -> list[TypeGroup]:
    """Return all types by category; those of no category come last under ``other``."""
    chinese = language == "zh_CN"
    groups: dict[int | None, list[TypeChoice]] = {category.number: [] for category in profile.categories}
    for kind in profile.types.values():
        choice = TypeChoice(kind.id, title_in(kind, language))
        groups.setdefault(kind.category, []).append(choice)
    names: dict[int | None, str] = {
        category.number: category.name if chinese else category.name_en for category in profile.categories
    }
    return [TypeGroup(names.get(number, other), tuple(types)) for number, types in groups.items() if types]


def document_detail(service: Service, viewer: Viewer, document_id: int, language: str) -> DocumentDetail:
    """Return one document with everything known of it.

    Raises:
        storage.errors.NotVisible: there is none, or not for this viewer.
    """
    return open_document(service, viewer, document_id, language).detail


def open_document(service: Service, viewer: Viewer, document_id: int, language: str) -> OpenDocument:
    """Return one document with everything known of it, and its pages as they were read.

    Raises:
        storage.errors.NotVisible: there is none, or not for this viewer.
    """
    with service.database.reading() as work:
        document = work.documents.get(viewer, document_id)
        texts = work.pages.results_of(viewer, list(document.pages))
        read = {
            number: page_from_json(texts[ref])
            for number, ref in enumerate(document.pages, start=1)
            if ref in texts
        }
        detail = DocumentDetail(
            id=document.id,
            type=document.type,
            title=title_of(service.profile, document.type, document.title, language),
            state=document.state.value,
            customer=next(iter(_customers(work, viewer, [document.customer_id])), None),
            suggested_customer=_suggested(service, document),
            confidence=round(document.confidence, 4),
            date=document.date.isoformat() if document.date else None,
            pages=[
                _page(number, ref, read.get(number), language)
                for number, ref in enumerate(document.pages, start=1)
            ],
            scans=_scans(work, viewer, document),
            siblings=_siblings(service, work, viewer, document, language),
            fields=shape_fields(document.fields, language),
            reasons=_reasons(document, language),
            review_reasons=[say(row, language) for row in document.review_reasons],
            tables=[TableShape(page=table["page"], rows=table["rows"]) for table in document.tables],
            history=_history(work, document, language),
            change=newest_change(work, document.id),
            undoable=_undoable(work, document),
            replaced_by=document.replaced_by,
            two_papers=pages_with_two(map(row_message, document.review_reasons)),
            cut_into=_cut_into(work, viewer, document),
            cut_from=cut_from(work, viewer, document),
        )
    return OpenDocument(detail, read)


@dataclass(frozen=True, slots=True)
class Offered:
    """Customers that a paper may mean; ``represented``: it names none, a person it names represents them."""

    customers: Sequence[CustomerShape]
    represented: bool

    @property
    def likeliest(self) -> CustomerShape | None:
        """The first one; none where a person represents several and nothing says which is meant."""
        undecided = self.represented and len(self.customers) > 1
        return None if undecided else next(iter(self.customers), None)


def candidates(service: Service, viewer: Viewer, document_id: int) -> Offered:
    """Return the known customers that the paper may mean: of the names it bears first, then by score.

    Of a paper that names a person only, those whom that person represents on other papers.
    """
    with service.database.reading() as work:
        document = work.documents.get(viewer, document_id)
        name = document.party["name"] if document.party else ""
        same = [one.id for one in work.customers.find(viewer, name, fold_name(name))] if name else []
        others = [
            one.id
            for party in _parties(service, document)
            for one in work.customers.find(viewer, party, fold_name(party))
        ]
        near = [row["customer_id"] for row in document.candidates]
        held = [] if document.party else customers_of_holder(work, viewer, service.profile, document)
        ids = dict.fromkeys([*same, *others, *near, *held])
        ids.pop(document.customer_id, None)
        return Offered(_customers(work, viewer, list(ids)[:5]), bool(held) and not (same or others or near))


def _parties(service: Service, document: Document) -> list[str]:
    """Return the firms that a paper names as a party, without us."""
    kind = service.profile.types.get(document.type)
    fields = live_fields(document.fields)
    values = [fields[name]["value"] for name in (kind.customer if kind else ()) if name in fields]
    return [value for value in values if isinstance(value, str) and not is_own(value, value, service.own)]


def _customers(work: Work, viewer: Viewer, ids: Sequence[int | None]) -> list[CustomerShape]:
    """Return those of the customers that the viewer may see, each once."""
    found = work.customers.get_many(viewer, [one for one in ids if one is not None])
    return [customer_shape(one) for one in dict.fromkeys(found.values())]


def shape_fields(rows: Mapping[str, Any], language: str) -> dict[str, FieldShape]:
    """Return stored fields as they are shown; those a person removed are absent."""
    return {name: shape_stored_field(row, language) for name, row in live_fields(rows).items()}


def _reasons(document: Document, language: str) -> list[ReasonShape]:
    return [shape_stored_reason(row, language) for row in document.reasons]


def _suggested(service: Service, document: Document) -> CustomerShape | None:
    """Return whom a new dossier may be opened for: the paper's party, of parties that are us another one."""
    party = document.party
    if party and not is_own(party["name"], party.get("uscc"), service.own):
        return CustomerShape(name=party["name"], uscc=party.get("uscc"))
    other = next(iter(_parties(service, document)), None) if party else None
    return CustomerShape(name=other) if other else None


def one_page(service: Service, viewer: Viewer, document_id: int, number: int, language: str) -> OnePage:
    """Return one of a document's pages, the others unread.

    Raises:
        storage.errors.NotVisible: there is no such document, or not for this viewer.
        NotFound: it has no such page.
    """
    with service.database.reading() as work:
        document = work.documents.get(viewer, document_id)
        if not 1 <= number <= len(document.pages):
            raise NotFound("page", number)
        ref = document.pages[number - 1]
        text = work.pages.results_of(viewer, [ref]).get(ref)
    read = None if text is None else page_from_json(text)
    return OnePage(
        id=document_id,
        title=title_of(service.profile, document.type, document.title, language),
        page=_page(number, ref, read, language),
        lines=() if read is None else read.lines,
        fields=shape_fields(document.fields, language),
        reasons=_reasons(document, language),
    )


def _page(number: int, ref: PageRef, read: Page | None, language: str) -> DocumentPage:
    if read is None:
        width, height = PLAIN_SIZE
        return DocumentPage(
            number=number,
            scan_id=ref.scan_id,
            scan_page=ref.number,
            width=width,
            height=height,
            rotation=0,
            blank=False,
            unread=True,
            lines=[],
            warnings=[],
        )
    shaped = shape_page(read, language)
    return DocumentPage(
        number=number,
        scan_id=ref.scan_id,
        scan_page=ref.number,
        width=shaped.width,
        height=shaped.height,
        rotation=shaped.rotation,
        blank=shaped.blank,
        unread=False,
        lines=shaped.lines,
        warnings=shaped.warnings,
    )


def _scans(work: Work, viewer: Viewer, document: Document) -> list[DocumentScan]:
    ids = dict.fromkeys(page.scan_id for page in document.pages)
    scans = [work.scans.get(viewer, scan_id) for scan_id in ids]
    return [DocumentScan(id=scan.id, file=scan.file_name, sha256=scan.sha256) for scan in scans]


def _siblings(
    service: Service, work: Work, viewer: Viewer, document: Document, language: str
) -> list[Sibling]:
    ids = {page.scan_id for page in document.pages}
    rows = [row for found in work.documents.of_scans(viewer, ids).values() for row in found]
    return [
        Sibling(
            id=row.id,
            title=title_of(service.profile, row.type, row.title, language),
            pages=row.page_count,
        )
        for row in rows
        if row.id != document.id
    ]


def _cut_into(work: Work, viewer: Viewer, document: Document) -> list[CutPart]:
    return [
        CutPart(scan_id=part.id, file=part.file_name, state=part.state.value, documents=list(papers))
        for part, papers in cut_into(work, viewer, document.id)
    ]


def _history(work: Work, document: Document, language: str) -> list[Act]:
    entries = work.audit.of_document(document.id, limit=HISTORY)
    return [
        Act(
            id=entry.seq,
            at=entry.at,
            who=who_name(entry.actor, language),
            text=verb_sentence(entry.verb, language),
        )
        for entry in entries
    ]


def _undoable(work: Work, document: Document) -> int | None:
    act = work.acts.last_of(document.id)
    return act.id if act is not None and work.acts.is_last(act) else None


def review_rows(
    service: Service, work: Work, viewer: Viewer, rows: Sequence[DocumentRow], language: str
) -> list[ReviewRow]:
    """Return what a list of waiting papers shows of each."""
    reasons = work.documents.doubts_of(viewer, [row.id for row in rows])
    return [_review_row(service, row, reasons.get(row.id, ()), language) for row in rows]


def _review_row(
    service: Service, row: DocumentRow, reasons: Sequence[Mapping[str, Any]], language: str
) -> ReviewRow:
    return ReviewRow(
        id=row.id,
        type=row.type,
        title=title_of(service.profile, row.type, row.title, language),
        customer=customer_of(row),
        file=row.file_name or "",
        pages=row.page_count,
        confidence=round(row.confidence, 4),
        reason=say(reasons[0], language) if reasons else None,
        received=row.created_at,
    )


def customer_of(row: DocumentRow) -> CustomerShape | None:
    """Return the customer a list row names."""
    if row.customer_id is None or row.customer_name is None:
        return None
    return CustomerShape(id=row.customer_id, name=row.customer_name, uscc=row.customer_uscc)


def shape_cut(page: int, between: Between | None) -> CutPlace:
    """Show where a page is to be cut: in its middle where one paper is seen on it."""
    place = between or Between(False, 0.5)
    return CutPlace(page=page, beside=place.beside, at=round(place.at, 4), found=between is not None)

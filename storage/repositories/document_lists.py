"""Lists of documents: rows without fields, reasons or text."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, Text, cast, func, select
from sqlalchemy.orm import aliased

from storage.paging import Slice, decode_cursor, encode_cursor
from storage.repositories.base import Repository, sees_document
from storage.states import LIVE, DocumentState
from storage.tables.archive import CatalogueEntries
from storage.tables.base import load_json
from storage.tables.customers import Customers
from storage.tables.documents import DocumentPages, Documents
from storage.tables.scans import Pages, Scans
from storage.values import ChecklistDocument, DocumentRow, PageMarks
from storage.viewer import Viewer

_SLICE = 500

# With every paper that is filed all papers of its dossier are asked for again, and few have changed.
_read_once = lru_cache(maxsize=4096)(load_json)


class DocumentLists(Repository):
    """What dossiers, queues and checklists show of documents."""

    def rows(self, viewer: Viewer, document_ids: Collection[int]) -> list[DocumentRow]:
        """Return list rows of some documents, by id."""
        wanted = Documents.id.in_(document_ids), sees_document(viewer)
        return self._values(DocumentRow, list_rows().where(*wanted).order_by(Documents.id))

    def of_customer(self, viewer: Viewer, customer_id: int) -> list[DocumentRow]:
        """Return the live documents of a customer by type, date and arrival."""
        theirs = Documents.customer_id == customer_id, Documents.state.in_(LIVE), sees_document(viewer)
        order = Documents.type, Documents.date.is_(None), Documents.date, Documents.id
        return self._values(DocumentRow, list_rows().where(*theirs).order_by(*order))

    def fields_of(self, viewer: Viewer, document_ids: Collection[int]) -> dict[int, Mapping[str, Any]]:
        """Return the fields of some documents, by id."""
        wanted = sorted(document_ids)
        found: dict[int, Mapping[str, Any]] = {}
        for start in range(0, len(wanted), _SLICE):
            some = Documents.id.in_(wanted[start : start + _SLICE]), sees_document(viewer)
            for document_id, fields in self._session.execute(
                select(Documents.id, Documents.fields).where(*some)
            ):
                found[document_id] = fields
        return found

    def doubts_of(self, viewer: Viewer, document_ids: Collection[int]) -> dict[int, Sequence[Any]]:
        """Return why some documents are in review, by id."""
        wanted = Documents.id.in_(document_ids), sees_document(viewer)
        found = self._session.execute(select(Documents.id, Documents.review_reasons).where(*wanted))
        return {document_id: reasons for document_id, reasons in found}

    def of_scans(self, viewer: Viewer, scan_ids: Collection[int]) -> dict[int, list[DocumentRow]]:
        """Return by scan the list rows of live documents whose first page lies in it."""
        begun = (  # from the scans' side: over the outer joins every document would be walked
            select(DocumentPages.document_id)
            .join(Pages, Pages.id == DocumentPages.page_id)
            .where(Pages.scan_id.in_(scan_ids), DocumentPages.position == 1)
        )
        wanted = Documents.id.in_(begun), Documents.state.in_(LIVE), sees_document(viewer)
        by_scan: dict[int, list[DocumentRow]] = {}
        for row in self._values(DocumentRow, list_rows().where(*wanted).order_by(Documents.id)):
            if row.scan_id is not None:
                by_scan.setdefault(row.scan_id, []).append(row)
        return by_scan

    def browse(
        self,
        viewer: Viewer,
        *,
        states: Collection[DocumentState] = LIVE,
        types: Collection[str] = (),
        customer_id: int | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Slice[DocumentRow]:
        """List documents, the newest first."""
        condition = [sees_document(viewer), Documents.state.in_(states)]
        if types:
            condition.append(Documents.type.in_(types))
        if customer_id is not None:
            condition.append(Documents.customer_id == customer_id)
        total = self._session.scalar(select(func.count()).select_from(Documents).where(*condition)) or 0
        if cursor is not None:
            last = decode_cursor(cursor, int)[0]
            condition.append(Documents.id < last)
        order = Documents.id.desc()
        ids = list(
            self._session.scalars(select(Documents.id).where(*condition).order_by(order).limit(limit + 1))
        )
        more = encode_cursor(ids[limit - 1]) if len(ids) > limit else None
        shown = list_rows().where(Documents.id.in_(ids[:limit])).order_by(order)
        return Slice(tuple(self._values(DocumentRow, shown)), more, total)

    def waiting_parties(self) -> list[tuple[int, str | None, str | None]]:
        """Return id, party's name and credit code of the papers that wait for a customer, for the machine."""
        statement = select(
            Documents.id, Documents.party["name"].as_string(), Documents.party["uscc"].as_string()
        ).where(
            Documents.state == DocumentState.REVIEW,
            Documents.customer_id.is_(None),
            ~Documents.customer_by_person,
            Documents.party.is_not(None),
        )
        return [(row[0], row[1], row[2]) for row in self._session.execute(statement.order_by(Documents.id))]

    def waiting_fields(self) -> list[tuple[int, Mapping[str, Any]]]:
        """Return id and fields of waiting papers whose customer no person chose, for the machine."""
        statement = select(Documents.id, Documents.fields).where(
            Documents.state == DocumentState.REVIEW, ~Documents.customer_by_person
        )
        return [(row[0], row[1]) for row in self._session.execute(statement.order_by(Documents.id))]

    def for_checklist(
        self, customer_id: int, types: Collection[str] | None = None
    ) -> list[ChecklistDocument]:
        """Return the live documents of a customer with their fields, for the machine; of some types only.

        The fields are shared with whoever asks next: they are to be read, never changed.
        """
        statement = (
            select(
                Documents.id,
                Documents.type,
                Documents.state,
                Documents.date,
                cast(Documents.fields, Text),
                _count_pages(),
                Documents.confirmed_by,
                CatalogueEntries.shelf_pages,
            )
            .join(CatalogueEntries, CatalogueEntries.document_id == Documents.id, isouter=True)
            .where(Documents.customer_id == customer_id, Documents.state.in_(LIVE))
            .order_by(Documents.id)
        )
        if types is not None:
            statement = statement.where(Documents.type.in_(types))
        return [
            ChecklistDocument(number, kind, state, date, _read_once(text), pages, confirmed_by, shelf_pages)
            for number, kind, state, date, text, pages, confirmed_by, shelf_pages in self._session.execute(
                statement
            )
        ]

    def marks(self, customer_id: int) -> list[PageMarks]:
        """Return seals and writing on the pages of a customer's live documents, for the machine."""
        statement = (
            select(DocumentPages.document_id, DocumentPages.position, Pages.seals, Pages.writing)
            .join(Documents, Documents.id == DocumentPages.document_id)
            .join(Pages, Pages.id == DocumentPages.page_id)
            .where(
                Documents.customer_id == customer_id,
                DocumentPages.live,
                Pages.seals.is_not(None) | Pages.writing.is_not(None),
            )
            .order_by(DocumentPages.document_id, DocumentPages.position)
        )
        return self._values(PageMarks, statement)


def _count_pages() -> Any:
    return (
        select(func.count())
        .select_from(DocumentPages)
        .where(DocumentPages.document_id == Documents.id)
        .correlate(Documents)
        .scalar_subquery()
    )


def list_rows() -> Select[*tuple[Any, ...]]:
    """Select list rows; a paper that lies on the shelf only has no first page."""
    first = aliased(DocumentPages)
    on_shelf = select(CatalogueEntries.shelf_pages).where(CatalogueEntries.document_id == Documents.id)
    return (
        select(
            Documents.id,
            Documents.customer_id,
            Customers.name,
            Customers.uscc,
            Documents.type,
            Documents.state,
            Documents.title,
            Documents.date,
            Documents.confidence,
            Documents.created_at,
            func.coalesce(on_shelf.correlate(Documents).scalar_subquery(), _count_pages()),
            Scans.id,
            Scans.sha256,
            Scans.file_name,
        )
        .join(Customers, Customers.id == Documents.customer_id, isouter=True)
        .join(first, (first.document_id == Documents.id) & (first.position == 1), isouter=True)
        .join(Pages, Pages.id == first.page_id, isouter=True)
        .join(Scans, Scans.id == Pages.scan_id, isouter=True)
    )

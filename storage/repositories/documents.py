"""Documents: what pages became, whose they are, and in which state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select, update

from storage.errors import Conflict, NotVisible
from storage.repositories.base import columns, sees_document
from storage.repositories.document_lists import DocumentLists
from storage.states import LIVE, DocumentState
from storage.tables.documents import DocumentPages, Documents
from storage.tables.scans import Pages
from storage.touched import touch_documents
from storage.values import Document, Judgement, PageRef
from storage.viewer import Viewer

_DOCUMENT = columns(Documents, Document)
_WHOLE = [column for column in _DOCUMENT if column.key != "pages"]
PERSON = "person"
_SOME = 500


class DocumentRepository(DocumentLists):
    """Machines never overwrite what a person set: type, customer and single fields are flagged."""

    def create(
        self,
        judgement: Judgement,
        pages: Sequence[PageRef],
        *,
        customer_id: int | None,
        state: DocumentState,
        now: dt.datetime,
    ) -> Document:
        """Make a document of pages that belong to no other live one.

        Raises:
            Conflict: a document without pages, or filed without a customer.
        """
        if not pages or (state is DocumentState.FILED and customer_id is None):
            raise Conflict("a document needs pages, and a customer once it is filed")
        row = Documents(
            customer_id=customer_id,
            type=judgement.type,
            state=state,
            title=judgement.title,
            date=judgement.date,
            confidence=judgement.confidence,
            review_reasons=list(judgement.review_reasons),
            reasons=list(judgement.reasons),
            fields=dict(judgement.fields),
            tables=list(judgement.tables),
            party=None if judgement.party is None else dict(judgement.party),
            candidates=list(judgement.candidates),
            type_by_person=False,
            customer_by_person=False,
            version=1,
            created_at=now,
            updated_at=now,
        )
        self._session.add(row)
        self._session.flush()
        self._put_pages(row.id, pages)
        touch_documents(self._session, [row.id])
        return self._get(row.id)

    def create_on_shelf(
        self, type_id: str, title: str, customer_id: int, date: dt.date | None, now: dt.datetime
    ) -> Document:
        """Make a document of a paper that lies on the shelf only: filed, without pages."""
        row = Documents(
            customer_id=customer_id,
            type=type_id,
            state=DocumentState.FILED,
            title=title,
            date=date,
            confidence=1.0,
            review_reasons=[],
            reasons=[],
            fields={},
            tables=[],
            party=None,
            candidates=[],
            type_by_person=True,
            customer_by_person=True,
            version=1,
            created_at=now,
            updated_at=now,
        )
        self._session.add(row)
        self._session.flush()
        return self._get(row.id)

    def get(self, viewer: Viewer, document_id: int) -> Document:
        """Return one whole document with its pages in order.

        Raises:
            NotVisible: there is none, or not for this viewer.
        """
        return self._get(document_id, sees_document(viewer))

    def get_many(self, viewer: Viewer, document_ids: Collection[int]) -> dict[int, Document]:
        """Return whole documents by id, in the order asked for; those not visible are absent."""
        wanted = list(document_ids)
        found: dict[int, Document] = {}
        pages: dict[int, list[PageRef]] = {}
        for start in range(0, len(wanted), _SOME):
            some = wanted[start : start + _SOME]
            whole = select(*_WHOLE).where(Documents.id.in_(some), sees_document(viewer))
            found.update({one.id: one for one in self._values(Document, whole)})
            refs = (
                select(DocumentPages.document_id, Pages.scan_id, Pages.number)
                .join(Pages, DocumentPages.page_id == Pages.id)
                .where(DocumentPages.document_id.in_(some))
                .order_by(DocumentPages.document_id, DocumentPages.position)
            )
            for document_id, scan_id, number in self._session.execute(refs):
                pages.setdefault(document_id, []).append(PageRef(scan_id, number))
        return {one: replace(found[one], pages=tuple(pages.get(one, ()))) for one in wanted if one in found}

    def of_scan(self, viewer: Viewer, scan_id: int) -> list[Document]:
        """Return the live documents of a scan in page order, whole."""
        ids = self._session.scalars(
            select(Documents.id)
            .join(DocumentPages, DocumentPages.document_id == Documents.id)
            .join(Pages, Pages.id == DocumentPages.page_id)
            .where(Pages.scan_id == scan_id, DocumentPages.live, sees_document(viewer))
            .group_by(Documents.id)
            .order_by(func.min(Pages.number))
        )
        return [self._get(document_id) for document_id in ids]

    def decide(self, document_id: int, judgement: Judgement, now: dt.datetime) -> Document:
        """Put a machine's new judgement in the place of the old one; what a person set stays."""
        old = self._get(document_id)
        kept = {name: value for name, value in old.fields.items() if _by_person(value)}
        values: dict[str, Any] = {
            "confidence": judgement.confidence,
            "reasons": list(judgement.reasons),
            "review_reasons": list(judgement.review_reasons),
            "fields": {**judgement.fields, **kept},
            "tables": list(judgement.tables),
            "party": None if judgement.party is None else dict(judgement.party),
            "candidates": list(judgement.candidates),
        }
        if not old.type_by_person:
            values["type"] = judgement.type
        values["title"] = old.title if old.type_by_person else judgement.title
        values["date"] = old.date if kept else judgement.date
        return self._update(document_id, now, values)

    def set_type(
        self, document_id: int, type_id: str, title: str, now: dt.datetime, *, by_person: bool
    ) -> Document:
        """Set the type; a machine's wish changes nothing where a person decided."""
        if not by_person and self._get(document_id).type_by_person:
            return self._get(document_id)
        values = {"type": type_id, "title": title, "type_by_person": by_person}
        return self._update(document_id, now, values)

    def set_customer(
        self, document_id: int, customer_id: int | None, now: dt.datetime, *, by_person: bool
    ) -> Document:
        """Set whose paper it is; a machine's wish changes nothing where a person decided."""
        if not by_person and self._get(document_id).customer_by_person:
            return self._get(document_id)
        values = {"customer_id": customer_id, "customer_by_person": by_person}
        return self._update(document_id, now, values)

    def set_fields(
        self,
        document_id: int,
        fields: Mapping[str, Mapping[str, Any] | None],
        now: dt.datetime,
        *,
        by_person: bool,
        date: dt.date | None = None,
    ) -> Document:
        """Set single fields (None removes one); others stay, machines leave a person's alone.

        A person's field is marked ``"by": "person"``; one a person removed stays removed
        (it is kept as ``{"by": "person", "removed": true}``). ``date`` None keeps the date.
        """
        old = self._get(document_id)
        merged = dict(old.fields)
        for name, value in fields.items():
            if by_person:
                merged[name] = {**(value or {"removed": True}), "by": PERSON}
            elif not _by_person(merged.get(name)):
                merged.pop(name, None)
                if value is not None:
                    merged[name] = dict(value)
        values: dict[str, Any] = {"fields": merged}
        if date is not None:
            values["date"] = date
        return self._update(document_id, now, values)

    def set_state(
        self,
        document_id: int,
        state: DocumentState,
        now: dt.datetime,
        *,
        confirmed_by: str | None = None,
        review_reasons: Sequence[Any] | None = None,
        replaced_by: int | None = None,
    ) -> Document:
        """Set the state. Withdrawing frees the pages; a withdrawn one comes back with ``set_pages``.

        Raises:
            Conflict: filed without a customer.
        """
        old = self._get(document_id)
        if state is DocumentState.FILED and old.customer_id is None:
            raise Conflict(f"document {document_id} has no customer to be filed under")
        values: dict[str, Any] = {"state": state}
        if confirmed_by is not None:
            values["confirmed_by"] = confirmed_by
        if review_reasons is not None:
            values["review_reasons"] = list(review_reasons)
        if replaced_by is not None:
            values["replaced_by"] = replaced_by
        live = state in LIVE
        self._session.execute(
            update(DocumentPages)
            .where(DocumentPages.document_id == document_id, DocumentPages.live != live)
            .values(live=live)
        )
        return self._update(document_id, now, values)

    def set_pages(self, document_id: int, pages: Sequence[PageRef], now: dt.datetime) -> Document:
        """Give a document other pages, in this order.

        Moving pages between documents: take them from one first, then give them to the other.

        Raises:
            Conflict: no pages are left (withdraw the document instead).
        """
        if not pages:
            raise Conflict("a document without pages is to be withdrawn")
        for row in self._session.scalars(
            select(DocumentPages).where(DocumentPages.document_id == document_id)
        ):
            self._session.delete(row)
        self._session.flush()
        self._put_pages(document_id, pages)
        return self._update(document_id, now, {})

    def restore(self, document: Document, now: dt.datetime) -> Document:
        """Make a document again what it was (undo): every value and its pages."""
        names = {column.key for column in _WHOLE} - {"id", "version", "created_at", "updated_at"}
        values = {name: getattr(document, name) for name in names}
        self._session.execute(
            update(DocumentPages).where(DocumentPages.document_id == document.id).values(live=False)
        )
        restored = self._update(document.id, now, values)
        if document.state in LIVE and document.pages:
            restored = self.set_pages(document.id, document.pages, now)
        return restored

    def at_page(self, page: PageRef) -> int | None:
        """Return the live document a page belongs to."""
        here = DocumentPages.page_id == page.id, DocumentPages.live
        return self._session.scalar(select(DocumentPages.document_id).where(*here))

    def _put_pages(self, document_id: int, pages: Sequence[PageRef]) -> None:
        self._session.add_all(
            DocumentPages(document_id=document_id, position=position, page_id=page.id, live=True)
            for position, page in enumerate(pages, start=1)
        )
        self._session.flush()

    def _update(self, document_id: int, now: dt.datetime, values: Mapping[str, Any]) -> Document:
        self._session.execute(
            update(Documents)
            .where(Documents.id == document_id)
            .values(**values, updated_at=now, version=Documents.version + 1)
        )
        touch_documents(self._session, [document_id])
        return self._get(document_id)

    def _get(self, document_id: int, *conditions: Any) -> Document:
        found = self._value(Document, select(*_WHOLE).where(Documents.id == document_id, *conditions))
        if found is None:
            raise NotVisible(f"no document {document_id}")
        refs = self._values(
            PageRef,
            select(Pages.scan_id, Pages.number)
            .join(DocumentPages, DocumentPages.page_id == Pages.id)
            .where(DocumentPages.document_id == document_id)
            .order_by(DocumentPages.position),
        )
        return replace(found, pages=tuple(refs))


def scan_ids(documents: Iterable[Document]) -> set[int]:
    """Return the scans that documents' pages come from, for ``ScanRepository.settle``."""
    return {page.scan_id for document in documents for page in document.pages}


def _by_person(value: Any) -> bool:
    return isinstance(value, Mapping) and value.get("by") == PERSON

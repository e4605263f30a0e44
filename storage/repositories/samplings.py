"""Acceptance samplings: draws, verdicts, signatures. A draw is never deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update

from storage.errors import NotVisible
from storage.paging import Slice, decode_cursor, encode_cursor
from storage.repositories.base import Repository, columns, sees_customer
from storage.states import SamplingState
from storage.tables.customers import Customers
from storage.tables.sampling import SampledDocuments, SampledPages, SamplingCustomers, Samplings
from storage.values_sampling import Draw, SampledDocument, SampledPage, Sampling
from storage.viewer import Viewer

_SAMPLING = columns(Samplings, Sampling)
_DOCUMENT = columns(SampledDocuments, SampledDocument)
_PAGE = columns(SampledPages, SampledPage)


class SamplingRepository(Repository):
    """A viewer sees the samplings of whose customers each may be seen."""

    def add(
        self,
        draw: Draw,
        customer_ids: Collection[int],
        drawn: Sequence[tuple[int, Mapping[str, Any]]],
        checks: Sequence[Mapping[str, Any]],
    ) -> int:
        """Enter a draw: its documents in order, each as it is now; returns its number."""
        row = Samplings(
            **{**asdict(draw), "population": list(draw.population)},
            state=SamplingState.DRAWN,
            checks=[dict(one) for one in checks],
            checked_at=draw.drawn_at,
            note="",
        )
        self._session.add(row)
        self._session.flush()
        self._session.add_all(
            SamplingCustomers(sampling_id=row.id, customer_id=one) for one in sorted(customer_ids)
        )
        self._session.add_all(
            SampledDocuments(sampling_id=row.id, position=position, document_id=one, seen=dict(seen), note="")
            for position, (one, seen) in enumerate(drawn, start=1)
        )
        self._session.flush()
        return row.id

    def judge(self, sampling_id: int, document: SampledDocument) -> None:
        """Write what was found on a document, in the place of what was found before."""
        here = SampledPages.sampling_id == sampling_id, SampledPages.position == document.position
        self._session.execute(delete(SampledPages).where(*here))
        self._session.add_all(
            SampledPages(sampling_id=sampling_id, position=document.position, **asdict(one))
            for one in document.pages
        )
        names = ("seen", "agrees", "note", "judged_by", "judged_at")
        self._session.execute(
            update(SampledDocuments)
            .where(
                SampledDocuments.sampling_id == sampling_id, SampledDocuments.position == document.position
            )
            .values({name: getattr(document, name) for name in names})
        )
        self._session.flush()

    def set_checks(self, sampling_id: int, checks: Sequence[Mapping[str, Any]], now: dt.datetime) -> None:
        """Write what the computer found, in the place of what it found before."""
        values = {"checks": [dict(one) for one in checks], "checked_at": now}
        self._session.execute(update(Samplings).where(Samplings.id == sampling_id).values(values))

    def sign(
        self, sampling_id: int, state: SamplingState, signed_by: str, now: dt.datetime, note: str
    ) -> None:
        """Put the signature under a sampling."""
        values = {"state": state, "signed_by": signed_by, "signed_at": now, "note": note}
        self._session.execute(update(Samplings).where(Samplings.id == sampling_id).values(values))

    def get(self, viewer: Viewer, sampling_id: int) -> Sampling:
        """Return one sampling with its documents and pages.

        Raises:
            NotVisible: there is none, or not for this viewer.
        """
        wanted = select(*_SAMPLING).where(Samplings.id == sampling_id, _sees(viewer))
        found = self._value(Sampling, wanted)
        if found is None:
            raise NotVisible(f"no sampling {sampling_id}")
        return self._whole([found])[0]

    def browse(self, viewer: Viewer, *, cursor: str | None = None, limit: int = 20) -> Slice[Sampling]:
        """List samplings, the newest first, each with its documents and pages."""
        seen = _sees(viewer)
        total = self._session.scalar(select(func.count()).select_from(Samplings).where(seen)) or 0
        wanted = select(*_SAMPLING).where(seen).order_by(Samplings.id.desc()).limit(limit + 1)
        if cursor is not None:
            wanted = wanted.where(Samplings.id < decode_cursor(cursor, int)[0])
        found = self._values(Sampling, wanted)
        more = encode_cursor(found[limit - 1].id) if len(found) > limit else None
        return Slice(tuple(self._whole(found[:limit])), more, total)

    def _whole(self, samplings: Sequence[Sampling]) -> list[Sampling]:
        """Put to samplings what was drawn, what was found, and whose papers could be drawn."""
        ids = [one.id for one in samplings]
        pages: dict[tuple[int, int], list[SampledPage]] = {}
        theirs = select(SampledPages.sampling_id, SampledPages.position, *_PAGE)
        theirs = theirs.where(SampledPages.sampling_id.in_(ids)).order_by(SampledPages.page)
        for row in self._session.execute(theirs):
            pages.setdefault((row[0], row[1]), []).append(SampledPage(*row[2:]))
        documents: dict[int, list[SampledDocument]] = {}
        drawn = select(SampledDocuments.sampling_id, *_DOCUMENT)
        drawn = drawn.where(SampledDocuments.sampling_id.in_(ids)).order_by(SampledDocuments.position)
        for row in self._session.execute(drawn):
            one = SampledDocument(*row[1:])
            whole = replace(one, pages=tuple(pages.get((row[0], one.position), ())))
            documents.setdefault(row[0], []).append(whole)
        customers: dict[int, list[int]] = {}
        whose = select(SamplingCustomers.sampling_id, SamplingCustomers.customer_id)
        whose = whose.where(SamplingCustomers.sampling_id.in_(ids)).order_by(SamplingCustomers.customer_id)
        for sampling_id, customer_id in self._session.execute(whose):
            customers.setdefault(sampling_id, []).append(customer_id)
        return [
            replace(
                one,
                customers=tuple(customers.get(one.id, ())),
                documents=tuple(documents.get(one.id, ())),
            )
            for one in samplings
        ]


def _sees(viewer: Viewer) -> ColumnElement[bool]:
    hidden = (
        select(SamplingCustomers.sampling_id)
        .join(Customers, Customers.id == SamplingCustomers.customer_id)
        .where(SamplingCustomers.sampling_id == Samplings.id, ~sees_customer(viewer))
    )
    return ~hidden.exists()

"""Pages that come again: the marks they are found by, and what people said of papers that look alike."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from sqlalchemy import bindparam, delete, or_, select, update

from storage.repositories.base import Repository, columns
from storage.states import LIVE, LikenessState
from storage.tables.documents import DocumentPages, Documents
from storage.tables.learning import Likenesses, PageMarks
from storage.values import PageRef
from storage.values_learning import Likeness

_LIKENESS = columns(Likenesses, Likeness)
_RARE = 60
"""A mark on more pages than this (our own telephone number) leads nowhere; the newest are looked at."""
_MARKED = (
    select(PageMarks.page_id)
    .where(PageMarks.mark == bindparam("mark"))
    .order_by(PageMarks.page_id.desc())
    .limit(_RARE)
)  # made once: to put it together takes longer than to answer it, and a page has dozens of marks


class LikenessRepository(Repository):
    """For the machine; who may see the two papers is asked where they are shown."""

    def mark(self, page: PageRef, marks: Iterable[int]) -> None:
        """Put a page's marks in the place of those it had."""
        self._session.execute(delete(PageMarks).where(PageMarks.page_id == page.id))
        self._session.add_all(PageMarks(mark=mark, page_id=page.id) for mark in sorted(set(marks)))
        self._session.flush()

    def sharing(self, marks: Iterable[int], *, besides: Iterable[PageRef], limit: int) -> list[int]:
        """Return the live documents whose pages share the most of these marks, best first."""
        own = {page.id for page in besides}
        shared: Counter[int] = Counter()
        for mark in sorted(set(marks)):
            marked = self._session.scalars(_MARKED, {"mark": mark})
            shared.update(page_id for page_id in marked if page_id not in own)
        pages = [page_id for page_id, number in shared.most_common(4 * limit) if number >= 2]
        statement_of = (
            select(DocumentPages.page_id, DocumentPages.document_id)
            .join(Documents, Documents.id == DocumentPages.document_id)
            .where(DocumentPages.page_id.in_(pages), DocumentPages.live, Documents.state.in_(LIVE))
        )
        document_of = {row.page_id: row.document_id for row in self._session.execute(statement_of)}
        found = [document_of[page_id] for page_id in pages if page_id in document_of]
        return list(dict.fromkeys(found))[:limit]

    def found(self, document_id: int, other_id: int, kind: str, share: float, now: dt.datetime) -> None:
        """Remember that a document looks like an earlier one; what a person said of the two stays."""
        row = self._session.get(Likenesses, (document_id, other_id))
        if row is None:
            self._session.add(
                Likenesses(
                    document_id=document_id,
                    other_id=other_id,
                    kind=kind,
                    share=share,
                    state=LikenessState.OPEN,
                    found_at=now,
                )
            )
        elif row.state is LikenessState.OPEN:
            row.kind, row.share = kind, share
        self._session.flush()

    def forget(self, document_id: int) -> None:
        """Forget what nobody decided: the document is looked at anew."""
        self._session.execute(
            delete(Likenesses).where(
                Likenesses.document_id == document_id, Likenesses.state == LikenessState.OPEN
            )
        )

    def of(self, document_id: int) -> list[Likeness]:
        """Return the likenesses of a document, to earlier and to later papers."""
        either = or_(Likenesses.document_id == document_id, Likenesses.other_id == document_id)
        order = Likenesses.share.desc(), Likenesses.other_id
        return self._values(Likeness, select(*_LIKENESS).where(either).order_by(*order))

    def undecided(self, document_ids: Iterable[int]) -> set[int]:
        """Return those that look like an earlier live paper, while nobody said which of the two is kept."""
        return set(
            self._session.scalars(
                select(Likenesses.document_id)
                .join(Documents, Documents.id == Likenesses.other_id)
                .where(
                    Likenesses.document_id.in_(list(document_ids)),
                    Likenesses.state == LikenessState.OPEN,
                    Documents.state.in_(LIVE),
                )
            )
        )

    def take_back(self, document_id: int, other_id: int) -> bool:
        """Forget that two papers look alike, unless somebody decided it. Tells whether it was forgotten."""
        row = self._session.get(Likenesses, (document_id, other_id))
        if row is None or row.state is not LikenessState.OPEN:
            return False
        self._session.delete(row)
        self._session.flush()
        return True

    def reopen(self, document_ids: Iterable[int]) -> None:
        """Forget what was said of papers to each other: the choice between them is open again."""
        ids = list(document_ids)
        self._session.execute(
            update(Likenesses)
            .where(Likenesses.document_id.in_(ids), Likenesses.other_id.in_(ids))
            .values(state=LikenessState.OPEN, settled_by=None, settled_at=None)
        )

    def settle(
        self, document_id: int, other_id: int, state: LikenessState, by: str, now: dt.datetime
    ) -> None:
        """Keep what a person said of two papers."""
        self._session.execute(
            update(Likenesses)
            .where(Likenesses.document_id == document_id, Likenesses.other_id == other_id)
            .values(state=state, settled_by=by, settled_at=now)
        )

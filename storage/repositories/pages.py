"""Pages of scans and what was read on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import CursorResult, and_, exists, func, or_, select, update

from storage.errors import NotVisible
from storage.repositories.base import Repository, columns, hides_pages
from storage.states import AWAITED, PageState, ScanState
from storage.tables.documents import DocumentPages
from storage.tables.scans import Pages, Scans
from storage.values import PageRef, PageWork, ScanPage, page_id
from storage.viewer import Viewer

_PAGE = columns(Pages, ScanPage)
_SOME = 500
_LOOKED_AT_FIRST = 8


class PageRepository(Repository):
    """One row per page; a result is saved once."""

    def create(self, scan_id: int, count: int) -> None:
        """Make rows for pages 1…count; those that exist stay as they are."""
        known = set(self._session.scalars(select(Pages.number).where(Pages.scan_id == scan_id)))
        self._session.add_all(
            Pages(
                id=page_id(scan_id, number),
                scan_id=scan_id,
                number=number,
                state=PageState.PENDING,
                attempts=0,
            )
            for number in range(1, count + 1)
            if number not in known
        )
        self._session.flush()

    def of_scan(self, scan_id: int) -> list[ScanPage]:
        """Return the pages of a scan in order, for the machine."""
        return self._values(ScanPage, select(*_PAGE).where(Pages.scan_id == scan_id).order_by(Pages.number))

    def pending(self, owner: str, *, limit: int, skip: frozenset[int] = frozenset()) -> list[PageWork]:
        """Return the next pages to read of all scans the owner holds.

        What a person waits for comes first: pages they turned, the beginning of files they brought.
        Then first pages come before second ones and so on, so a small scan that arrives is read before
        the tail of a big one. ``skip`` are page ids that are being read now.
        """
        awaited = or_(
            Pages.turn.is_not(None), and_(Scans.source.in_(AWAITED), Pages.number <= _LOOKED_AT_FIRST)
        )
        statement = (
            select(
                Pages.scan_id,
                Pages.number,
                Pages.attempts,
                Pages.turn,
                Scans.sha256,
                Scans.kind,
                Scans.password,
                awaited,
            )
            .join(Scans, Scans.id == Pages.scan_id)
            .where(
                Pages.state == PageState.PENDING,
                Scans.state == ScanState.WORKING,
                Scans.lease_owner == owner,
            )
            .order_by(~awaited, Pages.number, Pages.scan_id)
        )
        if skip:
            statement = statement.where(Pages.id.not_in(skip))
        return self._values(PageWork, statement.limit(limit))

    def count_pending(self, scan_id: int) -> int:
        """Return how many pages of a scan are still to be read."""
        waiting = Pages.scan_id == scan_id, Pages.state == PageState.PENDING
        return self._session.scalar(select(func.count()).select_from(Pages).where(*waiting)) or 0

    def left(self) -> int:
        """Return how many pages of working scans are to be read; a scan not looked into counts as one."""
        working = Scans.state == ScanState.WORKING
        pending = select(func.count()).select_from(Pages).join(Scans, Scans.id == Pages.scan_id)
        known = self._session.scalar(pending.where(working, Pages.state == PageState.PENDING)) or 0
        unseen = (
            select(func.count()).select_from(Scans).where(working, ~exists().where(Pages.scan_id == Scans.id))
        )
        return known + (self._session.scalar(unseen) or 0)

    def start(self, page: PageRef) -> int:
        """Count one more attempt before the page is given to a reader; returns how many that makes."""
        self._session.execute(update(Pages).where(Pages.id == page.id).values(attempts=Pages.attempts + 1))
        return self._session.scalar(select(Pages.attempts).where(Pages.id == page.id)) or 0

    def save(
        self,
        page: PageRef,
        result: str,
        seals: Sequence[Any] = (),
        writing: Sequence[Any] = (),
        warnings: Sequence[str] = (),
    ) -> bool:
        """Save what was read, seals, writing and warnings apart; false when there is a result already."""
        saved = self._session.execute(
            update(Pages)
            .where(Pages.id == page.id, Pages.state == PageState.PENDING)
            .values(state=PageState.READ, result=result, error_code=None, **_apart(seals, writing, warnings))
        )
        return cast("CursorResult[Any]", saved).rowcount > 0

    def set_unread(
        self, page: PageRef, error_code: str, result: str | None = None, *, warned: bool = True
    ) -> bool:
        """Give a page up; false when it has a result already. ``warned``: the scan is at fault."""
        given_up = self._session.execute(
            update(Pages)
            .where(Pages.id == page.id, Pages.state == PageState.PENDING)
            .values(
                state=PageState.UNREAD,
                error_code=error_code,
                result=result,
                warnings=error_code if warned else None,
            )
        )
        return cast("CursorResult[Any]", given_up).rowcount > 0

    def set_turn(self, page: PageRef, turn: int | None) -> None:
        """Remember how a person turned the page (clockwise quarters as 0/90/180/270); None forgets it."""
        self._session.execute(update(Pages).where(Pages.id == page.id).values(turn=turn))

    def read_again(self, page: PageRef) -> None:
        """Forget what was read, so that the page is read once more."""
        self._session.execute(
            update(Pages)
            .where(Pages.id == page.id)
            .values(state=PageState.PENDING, attempts=0, result=None, error_code=None, **_apart())
        )

    def replace_result(
        self,
        page: PageRef,
        result: str,
        seals: Sequence[Any] = (),
        writing: Sequence[Any] = (),
        warnings: Sequence[str] = (),
    ) -> None:
        """Put another result in the place of the one before (a person turned the page)."""
        self._session.execute(
            update(Pages)
            .where(Pages.id == page.id)
            .values(state=PageState.READ, result=result, error_code=None, **_apart(seals, writing, warnings))
        )

    def results(self, scan_id: int) -> dict[int, str]:
        """Return by number what was read on all pages of a scan, for the machine."""
        found = self._session.execute(
            select(Pages.number, Pages.result)
            .where(Pages.scan_id == scan_id, Pages.result.is_not(None))
            .order_by(Pages.number)
        )
        return {number: result for number, result in found if result is not None}

    def get(self, viewer: Viewer, page: PageRef) -> ScanPage:
        """Return one page.

        Raises:
            NotVisible: there is none, or it lies in a document the viewer may not see.
        """
        hidden = hides_pages(viewer, DocumentPages.page_id == page.id)
        found = self._value(ScanPage, select(*_PAGE).where(Pages.id == page.id, ~hidden))
        if found is None:
            raise NotVisible(f"no page {page.number} of scan {page.scan_id}")
        return found

    def result(self, viewer: Viewer, page: PageRef) -> str | None:
        """Return what was read on a page; None when nothing was.

        Raises:
            NotVisible: there is none, or it lies in a document the viewer may not see.
        """
        self.get(viewer, page)
        return self._session.scalar(select(Pages.result).where(Pages.id == page.id))

    def results_of(self, viewer: Viewer, pages: list[PageRef]) -> dict[PageRef, str]:
        """Return what was read on several pages at once; those not visible or not read are absent."""
        hidden = hides_pages(viewer, DocumentPages.page_id == Pages.id)
        found: dict[PageRef, str] = {}
        for start in range(0, len(pages), _SOME):
            ids = [page.id for page in pages[start : start + _SOME]]
            some = Pages.id.in_(ids), Pages.result.is_not(None), ~hidden
            rows = self._session.execute(select(Pages.scan_id, Pages.number, Pages.result).where(*some))
            found |= {PageRef(scan, number): text for scan, number, text in rows if text is not None}
        return found

    def progress(self, viewer: Viewer, scan_ids: list[int]) -> dict[int, tuple[int, int]]:
        """Return per scan how many pages are done and how many there are."""
        hidden = hides_pages(viewer, DocumentPages.page_id == Pages.id)
        found = self._session.execute(
            select(
                Pages.scan_id,
                func.count().filter(Pages.state != PageState.PENDING),
                func.count(),
            )
            .where(Pages.scan_id.in_(scan_ids), ~hidden)
            .group_by(Pages.scan_id)
        )
        return {scan_id: (done, total) for scan_id, done, total in found}


def _apart(
    seals: Sequence[Any] = (), writing: Sequence[Any] = (), warnings: Sequence[str] = ()
) -> dict[str, list[Any] | str | None]:
    """Return the columns of a page that are asked for without its result."""
    codes = " ".join(sorted(set(warnings))) or None
    return {"seals": list(seals) or None, "writing": list(writing) or None, "warnings": codes}

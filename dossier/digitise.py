"""The product's flow for one received file, stage by stage.

bytes -> probe -> pages with words -> documents -> type, fields, party of each. What happens to the
documents afterwards (customer, dossier, search, checklist) is ``filing``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from capture.cut import cut_pages
from capture.errors import CaptureError
from capture.gaps import find_gaps
from capture.pages import Message, Page, PageWarning
from classify.decide import decide, first_pages
from classify.profile import Profile
from classify.two_papers import holds_two_papers
from classify.values import Decision


@dataclass(frozen=True, slots=True)
class DecidedDocument:
    """One document of a file: its pages and what they were decided to be."""

    pages: tuple[Page, ...]
    decision: Decision
    doubled: tuple[int, ...] = ()
    """The numbers of pages that bear two papers."""

    @property
    def two_papers(self) -> tuple[Message, ...]:
        """Say which pages bear two papers, if any."""
        if not self.doubled:
            return ()
        listed = ", ".join(str(number) for number in self.doubled)
        return (
            Message(
                "Page {pages} bears two papers. Please scan each by itself, or file the page as the first.",
                {"pages": listed},
            ),
        )

    @property
    def unread(self) -> tuple[Message, ...]:
        """Say which pages nobody could read, if any."""
        unread = [page.number for page in self.pages if is_unread(page)]
        if not unread:
            return ()
        listed = ", ".join(str(number) for number in unread)
        return (Message("Page {pages} could not be read.", {"pages": listed}),)

    @property
    def gaps(self) -> tuple[Message, ...]:
        """Say which pages the paper itself counts but did not come, if any."""
        return tuple(
            Message(
                "The paper says it has {total} pages; missing: {pages}. Please scan and add them, or file it "
                "as it is.",
                {"total": gap.of, "pages": gap.listed},
            )
            for gap in find_gaps(self.pages)
        )

    @property
    def page_doubts(self) -> tuple[Message, ...]:
        """What is doubtful about the pages, whatever they say: unread, missing and doubled ones."""
        return (*self.unread, *self.gaps, *self.two_papers)

    @property
    def review_reasons(self) -> tuple[Message, ...]:
        """Why a person must look: the decision's doubts, and pages unread or missing."""
        return (*self.decision.review_reasons, *self.page_doubts)


def unread_page(number: int, error: CaptureError) -> Page:
    """Return the page that stands for one no reader could read."""
    return Page(number, 0, 0, 0, (), warnings=(PageWarning(error.code, error.message),))


def is_unread(page: Page) -> bool:
    """Tell whether the page stands for one that no reader could read."""
    return page.width == 0


def decide_documents(
    pages: Sequence[Page], profile: Profile, *, own: Sequence[str], today: dt.date
) -> tuple[DecidedDocument, ...]:
    """Cut a file's pages into documents and decide each of them."""
    by_number = {page.number: page for page in pages}
    cuts = cut_pages(pages, first_pages(pages, profile))
    return tuple(
        decide_pages(tuple(by_number[number] for number in cut), profile, own=own, today=today)
        for cut in cuts
    )


def decide_pages(
    pages: tuple[Page, ...],
    profile: Profile,
    *,
    own: Sequence[str],
    today: dt.date,
    type_id: str | None = None,
) -> DecidedDocument:
    """Decide what one document is; where a person said its type, what stands on it as such."""
    decision = decide(pages, profile, own=own, today=today, type_id=type_id)
    said = type_id is not None
    doubled = () if said else tuple(p.number for p in pages if p.lines and holds_two_papers(p, profile))
    return DecidedDocument(pages, decision, doubled)

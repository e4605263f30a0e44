"""The product's flow for one received file, stage by stage.

bytes -> probe -> pages with words -> documents -> type, fields, party of each. What happens to the
documents afterwards (customer, dossier, search, checklist) is ``filing``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from capture.cut import Cut, cut_pages
from capture.errors import CaptureError
from capture.files.gaps import find_gaps
from capture.pages import Message, Page, PageWarning
from classify.decide import decide
from classify.piles.beginnings import beginnings
from classify.piles.two_papers import holds_two_papers
from classify.profile import Profile
from classify.values import Decision


@dataclass(frozen=True, slots=True)
class DecidedDocument:
    """One document of a file: its pages and what they were decided to be."""

    pages: tuple[Page, ...]
    decision: Decision
    doubled: tuple[int, ...] = ()
    """The numbers of pages that bear two papers."""
    division: tuple[Message, ...] = ()
    """Where it is doubtful that the file was divided into papers rightly."""
    cover: str | None = None
    """What the code of the cover sheet before it says."""

    @property
    def two_papers(self) -> tuple[Message, ...]:
        """Say which pages bear two papers, if any."""
        if not self.doubled:
            return ()
        listed = ", ".join(str(number) for number in self.doubled)
        return (_bear_two(listed),)

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
        """What is doubtful about the pages, whatever they say: unread, missing, doubled, wrongly divided."""
        return (*self.unread, *self.gaps, *self.two_papers, *self.division)

    @property
    def review_reasons(self) -> tuple[Message, ...]:
        """Why a person must look: the decision's doubts, and pages unread or missing."""
        return (*self.decision.review_reasons, *self.page_doubts)


def _bear_two(pages: str) -> Message:
    return Message(
        "Page {pages} bears two papers. Please cut the sheet in two, or say that it is one paper.",
        {"pages": pages},
    )


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
    documents = []
    for cut in cut_pages(pages, beginnings(pages, profile)):
        own_pages = tuple(by_number[number] for number in cut.pages)
        document = decide_pages(own_pages, profile, own=own, today=today)
        documents.append(replace(document, division=tuple(_division_doubts(cut)), cover=cut.cover))
    return tuple(documents)


def _division_doubts(cut: Cut) -> Iterator[Message]:
    """Say where the division of a file into papers is doubtful, with the other reading of it."""
    if cut.perhaps_begins:
        listed = ", ".join(str(number) for number in cut.perhaps_begins)
        yield Message(
            "Another paper may begin on page {pages}. If it does, please split it there.", {"pages": listed}
        )
    if cut.perhaps_belongs:
        page = cut.pages[0]
        yield Message(
            "Page {page} may belong to the paper before it. If it does, please merge the two.", {"page": page}
        )
    if cut.perhaps_goes_on:
        page = cut.pages[-1]
        yield Message(
            "This paper may go on behind page {page}. If it does, please merge it with the next.",
            {"page": page},
        )


_DIVISION = frozenset(message.template for message in _division_doubts(Cut((1,), (1,), True, True)))


def is_about_division(message: Message) -> bool:
    """Tell whether a doubt is about how a file was divided, which the pages alone do not tell again."""
    return message.template in _DIVISION


_TWO_PAPERS = frozenset(
    {
        _bear_two("").template,
        Message(  # as it was said before a sheet could be cut; papers that waited then still say so
            "Page {pages} bears two papers. Please scan each by itself, or file the page as the first."
        ).template,
    }
)


def pages_with_two(reasons: Iterable[Message]) -> list[int]:
    """Return the pages of a document that bear two papers, as the doubts about it say."""
    listed = [str(one.params["pages"]) for one in reasons if one.template in _TWO_PAPERS]
    return [int(number) for pages in listed for number in pages.split(", ")]


def is_about_two_papers(message: Message) -> bool:
    """Tell whether a doubt is that a page bears two papers."""
    return message.template in _TWO_PAPERS


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

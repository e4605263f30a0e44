"""A paper that came before: found by its marks, compared by words and numbers, shown to a person.

Nothing is deleted, merged or replaced by itself. The earlier paper and the new one stay, and the new
one waits in review with the reason until a person says which to keep, or both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from capture.pages import Message, Page
from capture.saved import page_from_json
from classify.again import Sameness, compare_papers, marks_of
from dossier.change import KEEP, changing
from dossier.errors import BadRequest, NotFound
from dossier.wiring import Service
from storage.states import DocumentState, LikenessState
from storage.values import Document, PageRef
from storage.viewer import SYSTEM, Viewer
from storage.work import Work


@dataclass(frozen=True, slots=True)
class AlikePaper:
    """An earlier paper that looks like this one: ``share`` of common words, 0…1."""

    id: int
    kind: str
    share: float


SAME, SIGNED, INSIDE = "same", "signed", "inside"
_LOOKED_AT = 6


def find_earlier(
    work: Work, service: Service, document_id: int, refs: Sequence[PageRef], pages: Sequence[Page]
) -> Message | None:
    """Mark a document's pages, look for an earlier paper that is the same, and say so to a person."""
    marks = {ref: marks_of(page) for ref, page in zip(refs, pages, strict=True)}  # none where unread
    work.likenesses.forget(document_id)
    found = work.likenesses.sharing(set().union(*marks.values()), besides=refs, limit=_LOOKED_AT)
    for ref, one in marks.items():
        work.likenesses.mark(ref, one)
    settled = {
        one.other_of(document_id)
        for one in work.likenesses.of(document_id)
        if one.state is not LikenessState.OPEN
    }
    # not itself, nor what came later and is told so
    earlier = [other_id for other_id in found if other_id not in settled and other_id < document_id]
    for other_id, other in work.documents.get_many(SYSTEM, earlier).items():
        if len(other.pages) < len(pages):  # too short to hold it
            continue
        likeness = _likeness(pages, _pages_of(work, other))
        if likeness is not None:
            kind, sameness = likeness
            work.likenesses.found(document_id, other_id, kind, sameness.share, service.now())
            return _sentence(kind, other_id)
    return None


def _likeness(pages: Sequence[Page], others: Sequence[Page]) -> tuple[str, Sameness] | None:
    if len(pages) == len(others):
        whole = compare_papers(pages, others)
        if whole.is_same:
            signed = sum(len(p.seals) for p in pages) > sum(len(p.seals) for p in others)
            return (SIGNED if signed else SAME), whole
        return None
    if len(pages) < len(others):  # a page of a paper that came whole before
        for start in range(len(others) - len(pages) + 1):
            part = compare_papers(pages, others[start : start + len(pages)])
            if part.is_same:
                return INSIDE, part
    return None


def _sentence(kind: str, other_id: int) -> Message:
    if kind == SIGNED:
        return Message(
            "It looks like the sealed copy of paper {n}. Keep it as the new version, or keep both.",
            {"n": other_id},
        )
    if kind == INSIDE:
        return Message("Its pages look like pages of paper {n}, which came before.", {"n": other_id})
    return Message(
        "It looks like paper {n}, scanned once more. Keep the better one, or both.", {"n": other_id}
    )


def _pages_of(work: Work, document: Document) -> list[Page]:
    results = work.pages.results_of(SYSTEM, list(document.pages))
    return [page_from_json(results[ref]) for ref in document.pages if ref in results]


def alike_papers(service: Service, viewer: Viewer, document_id: int) -> list[AlikePaper]:
    """Return the earlier papers a document looks like, as long as nobody said what they are to each other."""
    with service.database.reading() as work:
        found = [
            one
            for one in work.likenesses.of(document_id)
            if one.document_id == document_id and one.state is LikenessState.OPEN
        ]
        rows = {row.id: row for row in work.documents.rows(viewer, [one.other_id for one in found])}
    return [
        AlikePaper(one.other_id, one.kind, one.share)
        for one in found
        if one.other_id in rows and rows[one.other_id].state is not DocumentState.WITHDRAWN
    ]


def settle_likeness(service: Service, actor: Viewer, document_id: int, other_id: int, keep: str) -> None:
    """Say what two papers are to each other: ``this`` or ``other`` is kept, or ``both``.

    The paper that is not kept is withdrawn, not deleted; undoing brings it back.

    Raises:
        NotFound: nothing says that the two are alike, or one is not for this person.
        BadRequest: ``keep`` is none of the three.
    """
    if keep not in ("this", "other", "both"):
        raise BadRequest(
            Message("“{text}” is no answer.", {"text": keep}), Message("Allowed: this, other, both.")
        )
    with changing(service, actor, f"{KEEP}{keep}", [document_id, other_id]) as change:
        known = [one for one in change.work.likenesses.of(document_id) if one.other_id == other_id]
        if not known:
            raise NotFound("document", other_id)
        state = LikenessState.BOTH if keep == "both" else LikenessState.SAME
        change.work.likenesses.settle(document_id, other_id, state, actor.name, service.now())
        if keep != "both":
            gone, kept = (other_id, document_id) if keep == "this" else (document_id, other_id)
            change.work.documents.set_state(gone, DocumentState.WITHDRAWN, service.now(), replaced_by=kept)
        if keep != "other" and change.document.state is DocumentState.REVIEW:
            doubts = [row for row in change.document.review_reasons if not _is_about(row, other_id)]
            change.work.documents.set_state(
                document_id, DocumentState.REVIEW, service.now(), review_reasons=doubts
            )


def _is_about(row: Mapping[str, Any], other_id: int) -> bool:
    """Tell whether a doubt is that a paper looks like another one."""
    said = {_sentence(kind, other_id).template for kind in (SAME, SIGNED, INSIDE)}
    return row["template"] in said and row["params"].get("n") == other_id

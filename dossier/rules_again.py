"""A paper that came before: found by its marks, compared by words and numbers, shown to a person.

Nothing is deleted, merged or replaced by itself. The earlier paper and the new one stay, and the new
one waits in review with the reason until a person says which to keep, or both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from capture.files.saved import page_from_json
from capture.pages import Message, Page
from classify.piles.rescans import Sameness, compare_papers, marks_of
from dossier.change import KEEP, Change, changing, newest_change, refuse_changed
from dossier.errors import BadRequest, Conflict, NotFound
from dossier.judgement import message_row
from dossier.wiring import Service
from storage.states import DocumentState, LikenessState
from storage.values import Document, PageRef
from storage.values_learning import Likeness
from storage.viewer import SYSTEM, Viewer
from storage.work import Work


@dataclass(frozen=True, slots=True)
class AlikePaper:
    """An earlier paper that looks like this one: ``share`` of common words, 0…1.

    ``pages`` are this paper's and the other's, ``seen`` the newest change of each. ``choices`` holds what
    may be said of the two, ``against`` why the rest may not.
    """

    id: int
    kind: str
    share: float
    pages: tuple[int, int]
    seen: tuple[int, int]
    choices: Sequence[str]
    against: Sequence[Message]


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
        papers = work.documents.get_many(viewer, [document_id, *(one.other_id for one in found)])
        return [
            _choice(work, one, papers[document_id], papers[one.other_id])
            for one in found
            if one.other_id in papers and papers[one.other_id].state is not DocumentState.WITHDRAWN
        ]


def _choice(work: Work, likeness: Likeness, this: Document, other: Document) -> AlikePaper:
    against = {"this": _against(this, other), "other": _against(other, this), "both": ()}
    return AlikePaper(
        other.id,
        likeness.kind,
        likeness.share,
        (len(this.pages), len(other.pages)),
        (newest_change(work, this.id), newest_change(work, other.id)),
        [choice for choice, said in against.items() if not said],
        [sentence for said in against.values() for sentence in said],
    )


def _against(kept: Document, gone: Document) -> Sequence[Message]:
    """Return why one of two papers may not be withdrawn for the other, and what to do; or nothing."""
    if len(gone.pages) > len(kept.pages):  # what else it holds would be lost
        return (
            Message("Paper {n} has more pages and is not withdrawn for a shorter one.", {"n": gone.id}),
            Message("Keep the paper with more pages, or both."),
        )
    if gone.state is DocumentState.FILED and kept.state is DocumentState.REVIEW and kept.customer_id is None:
        return (
            Message(
                "Paper {n} is filed; it is not withdrawn for a paper that has no customer.", {"n": gone.id}
            ),
            Message("File paper {n} first, then say which of the two is kept.", {"n": kept.id}),
        )
    return ()


def settle_likeness(
    service: Service,
    actor: Viewer,
    document_id: int,
    other_id: int,
    keep: str,
    *,
    seen: tuple[int, int] | None = None,
) -> None:
    """Say what two papers are to each other: ``this`` or ``other`` is kept, or ``both``.

    The paper that is not kept is withdrawn, not deleted; what else looked like it is compared with the one
    that stays. Undoing brings all back. ``seen`` is the newest change of each when the person saw them.

    Raises:
        NotFound: nothing says that the two are alike, or one is not for this person.
        BadRequest: ``keep`` is none of the three.
        Conflict: it was decided already, a paper was changed meanwhile, or one may not go for the other.
    """
    if keep not in ("this", "other", "both"):
        raise BadRequest(
            Message("“{text}” is no answer.", {"text": keep}), Message("Allowed: this, other, both.")
        )
    with changing(service, actor, f"{KEEP}{keep}", [document_id, other_id]) as change:
        _refuse_decided(change.work, document_id, other_id)
        for document, newest in zip(change.documents, seen or (), strict=seen is not None):
            refuse_changed(change.work, document, newest)
        state = LikenessState.BOTH if keep == "both" else LikenessState.SAME
        change.work.likenesses.settle(document_id, other_id, state, actor.name, service.now())
        if keep != "both":
            _withdraw(service, change, *(change.documents if keep == "this" else change.documents[::-1]))
        if keep != "other" and change.document.state is DocumentState.REVIEW:
            doubts = [row for row in change.document.review_reasons if not _is_about(row, other_id)]
            change.work.documents.set_state(
                document_id, DocumentState.REVIEW, service.now(), review_reasons=doubts
            )


def _refuse_decided(work: Work, document_id: int, other_id: int) -> None:
    known = [
        one
        for one in work.likenesses.of(document_id)
        if (one.document_id, one.other_id) == (document_id, other_id)
    ]
    if not known:
        raise NotFound("document", other_id)
    if known[0].state is not LikenessState.OPEN:
        raise Conflict(
            Message(
                "Of the papers {id} and {n} it was said already which is kept.",
                {"id": document_id, "n": other_id},
            ),
            Message("Nothing was done. Undo that decision to choose anew."),
        )


def _withdraw(service: Service, change: Change, kept: Document, gone: Document) -> None:
    against = _against(kept, gone)
    if against:
        raise Conflict(*against)
    change.work.documents.set_state(gone.id, DocumentState.WITHDRAWN, service.now(), replaced_by=kept.id)
    _carry_over(service, change, kept.id, gone.id)


def _carry_over(service: Service, change: Change, kept: int, gone: int) -> None:
    """Compare with the paper that stays what nobody had compared yet with the one that is withdrawn."""
    work, now = change.work, service.now()
    known = {one.other_of(kept) for one in work.likenesses.of(kept)}
    for one in work.likenesses.of(gone):
        copy = one.other_of(gone)
        if one.state is not LikenessState.OPEN or copy == kept:
            continue
        pair = (copy, kept) if one.document_id == copy else (kept, copy)
        new = copy not in known
        if new:
            work.likenesses.take_back(one.document_id, one.other_id)
            work.likenesses.found(*pair, one.kind, one.share, now)
            known.add(copy)
        was = list(work.documents.get(SYSTEM, copy).review_reasons)
        about = [message_row(_sentence(one.kind, kept))] if new else []
        said = [row for old in was for row in (about if _is_about(old, gone) else [old])]
        _say(service, work, copy, was, said)
        row = {"pair": pair, "was": [one.document_id, one.other_id], "kind": one.kind, "share": one.share}
        change.carried.append({**row, "new": new, "copy": copy, "reasons": [was, said]})


def carry_back(work: Work, service: Service, carried: Iterable[Mapping[str, Any]]) -> None:
    """Undo what a withdrawal carried over; what was decided since stays."""
    for row in carried:
        if row["new"] and not work.likenesses.take_back(*row["pair"]):
            continue
        if row["new"]:
            document_id, other_id = row["was"]
            work.likenesses.found(document_id, other_id, row["kind"], row["share"], service.now())
        was, said = row["reasons"]
        _say(service, work, row["copy"], said, was)


def _say(service: Service, work: Work, document_id: int, was: Sequence[Any], said: Sequence[Any]) -> None:
    """Put other doubts in the place of those a paper waits with, as long as it waits with them."""
    document = work.documents.get(SYSTEM, document_id)
    if document.state is DocumentState.REVIEW and list(document.review_reasons) == was != said:
        work.documents.set_state(document_id, document.state, service.now(), review_reasons=said)


def says_alike(reasons: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether one of the doubts is that the paper looks like an earlier one."""
    return any(_is_about(row, row["params"].get("n")) for row in reasons)


def _is_about(row: Mapping[str, Any], other_id: Any) -> bool:
    """Tell whether a doubt is that a paper looks like another one."""
    said = {_sentence(kind, other_id).template for kind in (SAME, SIGNED, INSIDE)}
    return row["template"] in said and row["params"].get("n") == other_id

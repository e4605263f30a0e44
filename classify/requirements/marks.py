"""Whether a paper is sealed, signed, the original, on the shelf: what its picture tells and a person said."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from capture.pages import Message
from classify.normalise import folded
from classify.profiles.plan import RequirementRule
from classify.profiles.profile_file import RequirementKind
from classify.requirements import checklist_words as words
from classify.requirements.joins import FiledDocument, FoundWriting
from classify.requirements.requirement import Proof, State

MARKS = frozenset(
    {RequirementKind.SEALED, RequirementKind.SIGNED, RequirementKind.ORIGINAL, RequirementKind.ON_SHELF}
)
_NAME_SEAL = "person"
_ABOUT = "日期|时间|地点|单|表|页|编?号|电话|联系|手机|地址|单位|名称|姓名|身份|账"
"""What makes of a word beside which people sign a label for something else: 签署日期, 签收单, 收货人电话."""

Found = tuple[State, Proof, tuple[Message, ...]]


def marked(rule: RequirementRule, paper: FiledDocument, signing: Collection[str]) -> Found:
    """Tell how a paper stands to a rule of these kinds, where that is seen, and what was looked for.

    ``signing`` are the printed words beside which people sign, in their matching form.
    """
    if rule.kind == RequirementKind.SEALED:
        return _sealed(rule, paper)
    if rule.kind == RequirementKind.SIGNED:
        return _signed(paper, signing)
    if rule.kind == RequirementKind.ORIGINAL:
        return _said(paper, paper.attested.original, State.RECEIVED, words.ORIGINAL)
    on_shelf = True if paper.shelf_only and paper.attested.on_shelf is None else paper.attested.on_shelf
    return _said(paper, on_shelf, State.MISSING, words.ON_SHELF)


def _whole(paper: FiledDocument) -> Proof:
    return Proof(paper.id, paper.first_page)


def _said(paper: FiledDocument, said: bool | None, unknown: State, sentences: words.Sentences) -> Found:
    if said is None:
        return unknown, _whole(paper), (sentences.unknown,)
    if said:
        return State.USABLE, _whole(paper), ()
    return State.MISSING, _whole(paper), (sentences.no,)


def _sealed(rule: RequirementRule, paper: FiledDocument) -> Found:
    if paper.attested.sealed is not None:
        return _said(paper, paper.attested.sealed, State.MISSING, words.SEALED)
    for seal in paper.seals:
        if not rule.seals or seal.kind in rule.seals:
            return State.USABLE, Proof(paper.id, seal.page, seal.box), ()
    if paper.seals:
        seal = paper.seals[0]
        return State.RECEIVED, Proof(paper.id, seal.page, seal.box), (words.another_seal(rule, seal.kind),)
    if paper.shelf_only:
        return State.RECEIVED, _whole(paper), (words.shelf_only(1),)
    return State.MISSING, _whole(paper), (words.no_seal(rule, paper.pages),)


def _signed(paper: FiledDocument, signing: Collection[str]) -> Found:
    """Tell whether a paper is signed: as a person said, by a name seal, or by a hand beside such words.

    A name there that may be printed is shown to a person; so is a paper where nothing was found.
    """
    if paper.attested.signed is not None:
        return _said(paper, paper.attested.signed, State.RECEIVED, words.SIGNED)
    for seal in paper.seals:
        if seal.kind == _NAME_SEAL:
            return State.USABLE, Proof(paper.id, seal.page, seal.box), ()
    there = [one for one in paper.writing if _is_beside(one, signing)]
    for writing in sorted(there, key=lambda one: one.unsure):
        found = Proof(paper.id, writing.page, writing.box)
        return (State.RECEIVED, found, (words.MAYBE_SIGNED,)) if writing.unsure else (State.USABLE, found, ())
    return State.RECEIVED, _whole(paper), (words.SIGNED.unknown if paper.shelf_only else words.NO_SIGNATURE,)


def _is_beside(writing: FoundWriting, signing: Collection[str]) -> bool:
    signs = _label_of(tuple(signing))
    return any(signs.search(folded(text)) for text in writing.beside)


@lru_cache(maxsize=64)
def _label_of(signing: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds one of some words where it is no label for something else."""
    return re.compile(f"(?:{'|'.join(map(re.escape, signing)) or '(?!)'})(?!{_ABOUT})")

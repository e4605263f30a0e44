"""Roles of firms that follow the kind of paper: who a label means is told by what the paper calls itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from classify.profiles.plan import DocumentType, FieldRule, Profile, Titled
from classify.sheet import Same, Sheet
from classify.types.titles import find_titles


def as_titled(kind: DocumentType, sheets: Sequence[Sheet], profile: Profile) -> DocumentType:
    """Return a type with the labels of the first of its ``titled`` entries that the paper's title fits.

    往来单位 on a sales order is the buyer, on a purchase order the supplier; who is addressed with 致 in a
    confirmation is the buyer, but the supplier where the paper speaks as the one who received the goods.
    """
    if not kind.titled:
        return kind
    titles = (title for sheet in sheets for title in find_titles(sheet, profile) if title.type == kind.id)
    best = max(titles, key=lambda title: (title.quality, title.length), default=None)
    if best is None:
        return kind
    fits = (number for number, titled in enumerate(kind.titled) if _fits(titled, best.text, sheets))
    number = next(fits, None)
    return kind if number is None else _as_titled(Same(kind), number)


def _fits(titled: Titled, title: str, sheets: Sequence[Sheet]) -> bool:
    """Tell whether a paper with this title is one that a ``titled`` entry is about."""
    if titled.title.search(title) is None:
        return False
    text = "".join(row.plain for sheet in sheets for row in sheet.rows) if titled.says else ""
    return titled.says is None or titled.says.search(text) is not None


@lru_cache(maxsize=64)
def _as_titled(key: Same[DocumentType], number: int) -> DocumentType:
    kind = key.thing
    titled = kind.titled[number]
    moved = {label for labels in titled.labels.values() for label in labels}
    fields = {
        name: _exchanged(_with_labels(rule, titled, moved), titled.exchange)
        for name, rule in kind.fields.items()
    }
    alone = kind.customer_alone if titled.customer_alone is None else titled.customer_alone
    return replace(kind, fields=_with_heading(fields, titled.heading), customer_alone=alone)


def _with_labels(rule: FieldRule, titled: Titled, moved: set[str]) -> FieldRule:
    kept = tuple(label for label in rule.labels if label not in moved)
    return replace(rule, labels=(*kept, *titled.labels.get(rule.id, ())))


def _exchanged(rule: FieldRule, words: Sequence[str]) -> FieldRule:
    """Return a field whose labels and patterns say the one of two words where they said the other.

    Who owes is usually 乙方; where the paper says that 甲方 owes, all that was said of 乙方 is meant of 甲方.
    """
    if not words:
        return rule
    either = re.compile("|".join(map(re.escape, words)))
    other = dict(zip(words, reversed(words), strict=True))

    def turned(text: str) -> str:
        return either.sub(lambda found: other[found[0]], text)

    patterns = tuple(re.compile(turned(one.pattern), one.flags) for one in rule.patterns)
    return replace(rule, labels=tuple(map(turned, rule.labels)), patterns=patterns)


def _with_heading(fields: Mapping[str, FieldRule], heading: str | None) -> Mapping[str, FieldRule]:
    if heading is None:
        return fields
    return {name: replace(rule, heading=name == heading) for name, rule in fields.items()}

"""Reads the fields of a type: of the possible values of each the best stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import Hamming

from classify.candidates.choosing import Candidate, choose
from classify.candidates.field_candidates import candidates
from classify.crosschecks.agreement import words_money
from classify.labels.finder import Finder
from classify.normalise import fold
from classify.profile import DocumentType, FieldKind, FieldRule, Profile
from classify.values import FieldValue

_AS_PLAIN = 0.8
_NEARLY = 2
"""How many figures of a sum may be other than those of its words where one of both was misread."""


def field_values(rule: FieldRule, chosen: Candidate) -> dict[str, FieldValue]:
    """Return a chosen value as the field, and its currency where that is not the yuan."""
    confidence = round(max(0.0, min(1.0, chosen.confidence * min(1.0, 0.25 + 0.8 * chosen.sure))), 4)
    value = FieldValue(chosen.read.value, chosen.raw, confidence, chosen.page, chosen.box, chosen.read.checks)
    values = {rule.id: value}
    for key, text in (chosen.read.extra or {}).items():
        values[f"{rule.id}_{key}"] = replace(value, value=text, checks=())
    return values


def read_fields(kind: DocumentType, profile: Profile, finders: Sequence[Finder]) -> dict[str, FieldValue]:
    """Read every field of a type that labels, cells and patterns give."""
    values: dict[str, FieldValue] = {}
    for rule in sorted(kind.fields.values(), key=lambda r: (r.kind == FieldKind.MONEY, r.unlike is not None)):
        found: list[Candidate] = []
        other = values.get(rule.unlike or "")
        for number, finder in enumerate(finders):
            page = candidates(rule, kind, finder, other)
            found += [replace(c, score=c.score - 0.03 * min(number, 3)) for c in page]
        words = values.get(f"{rule.id}_in_words")
        chosen = _said_in_words(found, words) if words else None
        if chosen is None:
            chosen = choose(rule, _in_figures(found) if words else found)
        if chosen is not None:
            values.update(field_values(rule, chosen))
    return values


def _said_in_words(found: Sequence[Candidate], words: FieldValue) -> Candidate | None:
    """Return the figures that the words say, where they stand among the possible ones; else the words alone.

    Figures that are nearly the same are to be compared with the words: one of both was misread, or cut.
    """
    said = words_money(str(words.value))
    if said is None:
        return None
    figures = [c for c in found if _has_figures(c)]
    same = [c for c in figures if c.read.value == said]
    near = [c for c in figures if c.read.value[:1] != "-" and Hamming.distance(c.read.value, said) <= _NEARLY]
    alone = [c for c in found if c.read.value == said]
    return max(same or near or alone, key=lambda c: c.score, default=None)


def _in_figures(found: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return the sums in figures, where some stand as plainly as the words: one must prove the other."""
    best = max((c.score for c in found), default=0.0)
    figures = [c for c in found if _has_figures(c) and c.score >= _AS_PLAIN * best]
    return figures or found


def _has_figures(candidate: Candidate) -> bool:
    start, end = candidate.read.span or (0, None)
    return any(c.isdigit() and c.isascii() for c in fold(candidate.raw).plain[start:end])

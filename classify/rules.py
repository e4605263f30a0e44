"""Weighs what speaks for and against every type of a profile.

Weights are points: 1 hints, 2 is usual for the type, 4 is strong, 8 (a good title) names it. A paper of no
known type is worth ``OTHER_SCORE``: a type has to bring more than that.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from capture.pages import Box, Message
from classify.profile import OTHER, DocumentType, Evidence, Profile
from classify.sheet import Row, Sheet, joined_box
from classify.titles import TitleFound, find_titles
from classify.values import Reason

OTHER_SCORE = 5.0
_SPREAD = 1.2
_LATER_PAGE = 0.5
_ZONES = {"top": (0.0, 0.34), "middle": (0.2, 0.8), "bottom": (0.6, 1.0)}


@dataclass(frozen=True, slots=True)
class Scored:
    """A type with its points and what they came from."""

    type: str
    score: float
    reasons: tuple[Reason, ...]


def _rows(sheet: Sheet, zone: str | None) -> Sequence[Row]:
    if zone is None:
        return sheet.rows
    low, high = _ZONES[zone]
    return [row for row in sheet.rows if low <= sheet.depth(row.y) <= high]


def _phrase_at(rows: Sequence[Row], phrases: Sequence[str]) -> tuple[str, Box | None] | None:
    for row in rows:
        for phrase in phrases:
            at = row.text.find(phrase)
            if at >= 0:
                return phrase, joined_box(row.pieces(at, at + len(phrase)))
    return None


def _columns_at(rows: Sequence[Row], columns: Sequence[Sequence[str]]) -> Box | bool | None:
    for row in rows:
        if all(any(word in row.text for word in column) for column in columns):
            return joined_box(row.pieces(0, len(row.text)))
    return False


def _layout(sheet: Sheet, layout: str) -> bool:
    page = sheet.page
    words = sum(len(row.text) for row in sheet.rows)
    return {
        "landscape": page.width > 1.15 * page.height,
        "portrait": page.height > 1.15 * page.width,
        "table": any(len(t.rows) >= 2 for t in page.tables),
        "seal": bool(page.seals),
        "qr": any("QR" in c.kind.upper() for c in page.codes),
        "few_words": words < 250,
        "many_words": words > 700,
    }[layout]


def _found(sheet: Sheet, evidence: Evidence) -> Box | bool | None:
    """Return where evidence stands on a page (None: no place), or False."""
    rows = _rows(sheet, evidence.zone)
    if evidence.phrases:
        hit = _phrase_at(rows, evidence.phrases)
        return hit[1] if hit else False
    if evidence.pattern is not None:
        for row in rows:
            match = evidence.pattern.search(row.plain)
            if match:
                return joined_box(row.pieces(*match.span()))
        return False
    if evidence.columns:
        return _columns_at(rows, evidence.columns)
    if evidence.layout is not None:
        return None if _layout(sheet, evidence.layout) else False
    return False


def _title_reason(kind: DocumentType, titles: Sequence[TitleFound]) -> Reason | None:
    mine = [t for t in titles if t.type == kind.id]
    if not mine:
        return None
    best = max(mine, key=lambda t: (t.quality * (_LATER_PAGE if t.page != titles[0].page else 1), t.length))
    weight = kind.title_weight * best.quality
    text = Message("The line “{text}” reads like the title of this type.", {"text": best.text})
    return Reason(f"{kind.id}.title", text, round(weight, 2), best.page, best.box)


def _evidence_reasons(
    kind: DocumentType, sheets: Sequence[Sheet], titles: Sequence[TitleFound]
) -> list[Reason]:
    reasons = []
    for evidence in kind.evidence:
        if evidence.title is not None:
            named = [
                t for t in titles if t.quality >= 0.5 and evidence.title.ends(t.rule.phrase or t.text, t.text)
            ]
            if named:
                text = Message("The title “{text}” stands here.", {"text": named[0].text})
                reasons.append(Reason(evidence.rule, text, evidence.weight, named[0].page, named[0].box))
            continue
        for number, sheet in enumerate(sheets):
            found = _found(sheet, evidence)
            if found is False:
                continue
            weight = evidence.weight * (1.0 if number == 0 else _LATER_PAGE)
            text = Message("“{text}” was found.", {"text": evidence.shown})
            box = found if isinstance(found, Box) else None
            reasons.append(Reason(evidence.rule, text, round(weight, 2), sheet.page.number, box))
            break
    return reasons


def _without_weak_unknowns(titles: Sequence[TitleFound]) -> list[TitleFound]:
    """Drop titles that only say 'some paper' (…表, …书) beside one that names a type."""
    named = max((t.quality for t in titles if t.type != OTHER), default=0.0)
    kept = []
    for title in titles:
        vague = title.type == OTHER and title.length <= 2
        if vague and (title.quality < 0.6 or named >= 0.7 * title.quality):
            continue
        kept.append(title)
    return kept


def score_types(sheets: Sequence[Sheet], profile: Profile) -> tuple[Scored, ...]:
    """Score every type for a document, best first; ``other`` has at least its own worth."""
    titles: list[TitleFound] = []
    for number, sheet in enumerate(sheets):
        found = _without_weak_unknowns(find_titles(sheet, profile))
        titles += found if number == 0 else [t for t in found if t.type != OTHER]
    scored = []
    for kind in profile.types.values():
        title = _title_reason(kind, titles)
        reasons = ([title] if title else []) + _evidence_reasons(kind, sheets, titles)
        score = sum(r.weight for r in reasons)
        if kind.id == OTHER:
            score = max(OTHER_SCORE, score)
        scored.append(Scored(kind.id, score, tuple(sorted(reasons, key=lambda r: -abs(r.weight)))))
    return tuple(sorted(scored, key=lambda s: -s.score))


def certainty(scored: Sequence[Scored]) -> float:
    """Return how sure the best type is, 0…1, from its distance to the next."""
    best, second = scored[0], scored[1]
    return 1.0 / (1.0 + math.exp(-(best.score - second.score) / _SPREAD))

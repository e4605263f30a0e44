"""Weighs what speaks for and against every type of a profile.

Weights are points: 1 hints, 2 is usual for the type, 4 is strong, 7 (a good title) names it. A paper of no
known type is worth ``OTHER_SCORE``: a type has to bring more than that.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from capture.pages import Box, Message
from classify.profiles.learned import MOST
from classify.profiles.plan import OTHER, DocumentType, Evidence, Profile, named
from classify.sheet import Row, Same, Sheet, joined_box
from classify.types.titles import TitleFound, find_titles
from classify.values import Reason

OTHER_SCORE = 5.0
LEARNED = "learned"
SPREAD = 1.2
_LATER_PAGE = 0.5
_LEAST_SHARE = 0.5
_ZONES = {"top": (0.0, 0.34), "middle": (0.2, 0.8), "bottom": (0.6, 1.0)}


@dataclass(frozen=True, slots=True)
class Scored:
    """A type with its points and what they came from."""

    type: str
    score: float
    reasons: tuple[Reason, ...]


class _Look:
    """A page as evidence looks at it: the text of each zone as one, with the way back to the rows."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._zones: dict[str | None, _Zone] = {}

    def zone(self, name: str | None) -> _Zone:
        """Return a zone's text, made when first asked for."""
        if name not in self._zones:
            low, high = _ZONES[name] if name else (0.0, 1.0)
            rows = [row for row in self.sheet.rows if low <= self.sheet.depth(row.y) <= high]
            self._zones[name] = _Zone(rows)
        return self._zones[name]


class _Zone:
    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.text = "\n".join(row.text for row in rows)
        self.plain = "\n".join(row.plain for row in rows)
        self.starts = list(accumulate((len(row.text) + 1 for row in rows), initial=0))

    def box(self, start: int, end: int) -> Box | None:
        """Return the box of a stretch of the zone's text, as far as it lies on its first row."""
        number = bisect_right(self.starts, start) - 1
        row, first = self.rows[number], start - self.starts[number]
        return joined_box(row.pieces(first, min(len(row.text), first + end - start)))


@dataclass(frozen=True, slots=True)
class _Found:
    """What evidence found on a page: a sentence, and the place where it has one."""

    text: Message
    box: Box | None = None


_STANDS = {
    None: Message("“{text}” stands on the page."),
    "top": Message("“{text}” stands in the upper part."),
    "middle": Message("“{text}” stands in the middle part."),
    "bottom": Message("“{text}” stands in the lower part."),
}
_LOOKS = {
    "landscape": Message("The page is wider than high."),
    "portrait": Message("The page is higher than wide."),
    "table": Message("A ruled table stands on the page."),
    "seal": Message("A red seal stands on the page."),
    "qr": Message("A QR code stands on the page."),
    "few_words": Message("The page has few words."),
    "many_words": Message("The page has many words."),
}


def _stands(zone: str | None, text: str, box: Box | None) -> _Found:
    return _Found(Message(_STANDS[zone].template, {"text": text}), box)


def _phrase_at(zone: _Zone, evidence: Evidence) -> _Found | None:
    for phrase in evidence.phrases:
        at = zone.text.find(phrase)
        if at >= 0:
            words = zone.plain[at : at + len(phrase)].replace("\n", "")
            return _stands(evidence.zone, words, zone.box(at, at + len(phrase)))
    return None


def _columns_at(zone: _Zone, columns: Sequence[Sequence[str]]) -> _Found | None:
    if not all(any(word in zone.text for word in column) for column in columns):
        return None
    for row in zone.rows:
        words = [next((word for word in column if word in row.text), None) for column in columns]
        if all(words):
            text = Message(
                "A row has the headings {text}.", {"text": " · ".join(word for word in words if word)}
            )
            return _Found(text, joined_box(row.pieces(0, len(row.text))))
    return None


def _layout(sheet: Sheet, layout: str) -> bool:
    page = sheet.page
    words = sum(len(row.text) for row in sheet.rows)
    return {
        "landscape": page.width > 1.15 * page.height,
        "portrait": page.height > 1.15 * page.width,
        "table": any(len(t.rows) >= 2 for t in page.ruled_tables),
        "seal": bool(page.seals),
        "qr": any("QR" in c.kind.upper() for c in page.codes),
        "few_words": words < 250,
        "many_words": words > 700,
    }[layout]


def _found(look: _Look, evidence: Evidence) -> _Found | None:
    """Return what evidence finds on a page."""
    if evidence.layout is not None:
        return _Found(_LOOKS[evidence.layout]) if _layout(look.sheet, evidence.layout) else None
    zone = look.zone(evidence.zone)
    if evidence.phrases:
        return _phrase_at(zone, evidence)
    if evidence.pattern is not None:
        match = evidence.pattern.search(zone.plain)
        return match and _stands(evidence.zone, match[0].replace("\n", " "), zone.box(*match.span()))
    return _columns_at(zone, evidence.columns) if evidence.columns else None


def _title_reason(kind: DocumentType, titles: Sequence[TitleFound]) -> Reason | None:
    mine = [t for t in titles if t.type == kind.id]
    if not mine:
        return None
    best = max(mine, key=lambda t: (t.quality * (_LATER_PAGE if t.page != titles[0].page else 1), t.length))
    weight = kind.title_weight * best.quality
    text = Message("The line “{text}” reads like the title of this type.", {"text": best.text})
    return Reason(f"{kind.id}.title", text, round(weight, 2), best.page, best.box)


def _evidence_reasons(
    kind: DocumentType, looks: Sequence[_Look], titles: Sequence[TitleFound]
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
        for number, look in enumerate(looks):
            found = _found(look, evidence)
            if found is None:
                continue
            weight = round(evidence.weight * (1.0 if number == 0 else _LATER_PAGE), 2)
            reasons.append(Reason(evidence.rule, found.text, weight, look.sheet.page.number, found.box))
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


def _witness_reasons(sheets: Sequence[Sheet], profile: Profile) -> dict[str, Reason]:
    """Return what the learned witness says, of the one type it believes in."""
    if profile.witness is None:
        return {}
    shares = profile.witness.shares(row.text for sheet in sheets for row in sheet.rows)
    kind, share = max(shares.items(), key=lambda pair: pair[1], default=("", 0.0))
    if share < _LEAST_SHARE or kind not in profile.types:
        return {}
    text = Message(
        "Learned: the words resemble those of {n} confirmed papers of the type “{type}” ({share} %).",
        {"n": profile.witness.papers[kind], "type": named(profile.types[kind]), "share": round(100 * share)},
    )
    return {kind: Reason(LEARNED, text, round(MOST * (2 * share - 1), 2))}


def score_types(sheets: Sequence[Sheet], profile: Profile) -> tuple[Scored, ...]:
    """Score every type for a document, best first; ``other`` has at least its own worth."""
    return _score_types(tuple(Same(sheet) for sheet in sheets), Same(profile))


@lru_cache(maxsize=32)
def _score_types(keys: tuple[Same[Sheet], ...], profile_key: Same[Profile]) -> tuple[Scored, ...]:
    sheets, profile = [key.thing for key in keys], profile_key.thing
    titles: list[TitleFound] = []
    for number, sheet in enumerate(sheets):
        found = _without_weak_unknowns(find_titles(sheet, profile))
        titles += found if number == 0 else [t for t in found if t.type != OTHER]
    looks = [_Look(sheet) for sheet in sheets]
    learned = _witness_reasons(sheets, profile)
    scored = []
    for kind in profile.types.values():
        title = _title_reason(kind, titles)
        reasons = ([title] if title else []) + _evidence_reasons(kind, looks, titles)
        if kind.id in learned and (kind.id == OTHER or any(r.weight > 0 for r in reasons)):
            reasons.append(learned[kind.id])  # never the only one
        score = sum(r.weight for r in reasons)
        if kind.id == OTHER:
            score = max(OTHER_SCORE, score)
        scored.append(Scored(kind.id, score, tuple(sorted(reasons, key=lambda r: -abs(r.weight)))))
    return tuple(sorted(scored, key=lambda s: -s.score))


def certainty(scored: Sequence[Scored]) -> float:
    """Return how sure the best type is, 0…1, from its distance to the next."""
    best, second = scored[0], scored[1]
    return 1.0 / (1.0 + math.exp(-(best.score - second.score) / SPREAD))

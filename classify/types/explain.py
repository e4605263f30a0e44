"""Why a paper is what it is: what speaks for it and for the next best type, what would change it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from capture.pages import Message, Page
from classify.profiles.plan import OTHER, Profile, named
from classify.rules import SPREAD, Scored, certainty, score_types
from classify.sheet import prepare
from classify.values import Reason

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class TypeView:
    """One type that was weighed: its points, and what they came from, heaviest first."""

    type: str
    points: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """The decision about the type, taken apart.

    ``certainty`` is 0…1. ``needed`` is the lead in points over the next type that filing by itself needs,
    ``lead`` the one it has. ``changes`` says what would have changed the decision. ``likely`` are the types
    that anything speaks for, likeliest first.
    """

    best: TypeView
    next: TypeView
    certainty: float
    lead: float
    needed: float
    changes: tuple[Message, ...]
    likely: tuple[str, ...] = ()


def points_for(threshold: float) -> float:
    """Return the lead in points that a certainty needs: the inverse of ``rules.certainty``."""
    held = min(max(threshold, 1e-6), 1 - 1e-6)
    return SPREAD * math.log(held / (1 - held))


def explain_type(pages: Sequence[Page], profile: Profile, type_id: str | None = None) -> Explained:
    """Take the decision about a document's type apart; ``type_id`` is the one a person said."""
    scored = score_types([prepare(page) for page in pages], profile)
    if type_id is not None:
        scored = tuple(sorted(scored, key=lambda one: one.type != type_id))
    best, second = scored[0], scored[1]
    lead, needed = best.score - second.score, points_for(profile.thresholds.file)
    return Explained(
        _view(best),
        _view(second),
        certainty(scored),
        round(lead, 2),
        round(needed, 2),
        tuple(_changes(best, scored[1:], lead, needed, profile)),
        tuple(one.type for one in scored if one.score > 0 or one is best),
    )


def _view(scored: Scored) -> TypeView:
    return TypeView(scored.type, round(scored.score, 2), scored.reasons)


def _changes(
    best: Scored, others: Sequence[Scored], lead: float, needed: float, profile: Profile
) -> list[Message]:
    second, best_kind = profile.types[others[0].type], profile.types[best.type]
    said: list[Message] = []
    if lead < 0:
        values: dict[str, str | int | float | Message] = {"type": named(best_kind), "other": named(second)}
        said.append(Message("A person said “{type}”; the rules alone would say “{other}”.", values))
    elif best.type != OTHER and lead < needed:
        values = {"type": named(best_kind), "other": named(second), "points": round(needed - lead, 2)}
        said.append(Message("“{type}” lacks {points} points over “{other}” to be filed by itself.", values))
    said += _without(best, others[0], lead, profile)
    missed = -sum(reason.weight for reason in others[0].reasons if reason.weight < 0)
    if missed > lead >= 0:
        against = max((r for r in others[0].reasons if r.weight < 0), key=lambda r: -r.weight)
        values = {"other": named(second), "what": against.text}
        said.append(Message("“{other}” would have won without what speaks against it: {what}", values))
    return said


def _without(best: Scored, second: Scored, lead: float, profile: Profile) -> list[Message]:
    """Say which single signals, or else which few together, the decision hangs on."""
    if lead < 0:
        return []
    other = named(profile.types[second.type])
    positive = sorted((r for r in best.reasons if r.weight > 0), key=lambda r: -r.weight)
    alone = [r for r in positive if r.weight > lead]
    if alone:
        return [
            Message("Without this it would be “{other}”: {what}", {"other": other, "what": reason.text})
            for reason in alone[:_SHOWN]
        ]
    taken, left = [], lead
    for reason in positive:
        taken.append(reason)
        left -= reason.weight
        if left < 0:
            return [
                Message(
                    "Only without its {n} heaviest signals together would it be “{other}”.",
                    {"other": other, "n": len(taken)},
                )
            ]
    return []

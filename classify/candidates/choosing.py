"""Possible values of a field, and which of them it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from capture.pages import Box
from classify.kinds.read_values import ReadValue
from classify.names.firms import alike_names, fold_name, goes_on_behind, has_form, is_branch_of
from classify.profile import FieldKind, FieldRule
from classify.values import FieldValue

_SAME_NAME = 0.12
_PLAIN = 0.7
_ABOUT = 0.02


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible value of a field with what speaks for it."""

    read: ReadValue
    raw: str
    page: int
    box: Box | None
    confidence: float
    score: float
    sure: float
    row: int
    how: str
    place: int


def unlike(rule: FieldRule, found: list[Candidate], other: FieldValue | None) -> list[Candidate]:
    """Leave out what another field says already: 抵押人 is the customer, or vouches for it, but not both.

    A firm may vouch for itself where the paper says so in so many words, in another place.
    """
    if other is None:
        return found
    name, box = fold_name(str(other.value)), other.box
    different = [c for c in found if fold_name(c.read.value) != name]
    if different or not rule.person:
        return different
    return [c for c in found if c.page != other.page or not (c.box and box and c.box.overlaps(box))]


def choose(rule: FieldRule, found: Sequence[Candidate]) -> Candidate | None:
    """Return the best of the possible values."""
    if not found:
        return None
    best = max(c.score for c in found)
    if rule.kind == FieldKind.COMPANY and rule.take == "best":
        return _usual_name([c for c in found if c.score >= best - _SAME_NAME])
    if rule.take == "label":
        # of days a label within longer words (下次检验日期) or above a column is not as good as a whole one
        least = best - _ABOUT if rule.kind == FieldKind.DATE else _PLAIN * best
        plain = [c for c in found if c.score >= least]
        return min(plain, key=lambda c: (c.how == "pattern", c.place))
    # of numbers the better label counts, of other values the first of those that are about as good
    about = 0.002 if rule.kind == FieldKind.NUMBER else _ABOUT
    good = [c for c in found if c.score >= (best - about if rule.take in ("best", "latest") else 0.6 * best)]
    if rule.take == "latest":
        return max((c for c in good if _is_beside(c, good[0])), key=lambda c: c.read.value)
    return good[-1] if rule.take == "last" else good[0]


def _is_beside(one: Candidate, first: Candidate) -> bool:
    """Tell whether two values stand in one row behind the same label, as the days of two parties do."""
    if one.page != first.page or one.place != first.place or one.box is None or first.box is None:
        return one is first
    return one.box.y0 < first.box.y1 and first.box.y0 < one.box.y1


def _usual_name(found: Sequence[Candidate]) -> Candidate:
    """Return the reading of a name that most places agree on: seals spoil one of them now and then."""
    first = max(found, key=lambda c: c.score)
    # a cell holds the whole of what a row holds the beginning of: …公司 | 郑州分公司
    whole = [c for c in found if c.how == "cell" and is_branch_of(c.read.value, first.read.value)]
    if whole and goes_on_behind(first.raw, first.read.value):
        first = whole[0]
    alike = [c for c in found if alike_names(c.read.value, first.read.value)]
    times = Counter(fold_name(c.read.value) for c in alike)
    return max(alike, key=lambda c: (times[fold_name(c.read.value)], has_form(c.read.value), c.score))

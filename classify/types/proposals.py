"""Rules found in papers of sure type: what such papers have and all other papers of the archive have not.

A proposal is an addition in the profile's own language. How well it separates is measured on the papers it
was found in and on the others; nothing comes into effect by itself.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from capture.pages import Page
from classify.normalise import folded
from classify.profiles.plan import OTHER, Profile
from classify.profiles.profile_file import AdditionEntry, EvidenceEntry, OverlayEntry
from classify.profiles.profile_overlay import extend_profile
from classify.rules import certainty, score_types
from classify.sheet import Sheet, prepare
from classify.types.titles import title_lines

LEAST = 3
_USUAL = 0.75
_RARE = 0.02
_LONGEST = 8
_MOST_PHRASES = 6
_RUNS = re.compile("[\u3400-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Known:
    """A paper whose type is sure, made ready for looking at; ``names`` are firms named on it.

    Title lines and stretches of Han characters lead from their matching form to the one people read.
    """

    type: str
    sheets: tuple[Sheet, ...]
    names: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    grams: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Separation:
    """How a rule does on papers of sure type: right of its own, and of the others, without and with it."""

    own: int
    own_right_before: int
    own_right: int
    own_sure: int
    others: int
    others_right_before: int
    others_right: int

    @property
    def is_good(self) -> bool:
        """Whether it helps its own papers and harms no other."""
        return self.own_right > self.own_right_before and self.others_right >= self.others_right_before


def known_paper(type_id: str, pages: Sequence[Page], names: Iterable[str] = ()) -> Known:
    """Make a paper ready: its title-like lines and its stretches of Han characters."""
    sheets = tuple(prepare(page) for page in pages)
    titles = dict(one for sheet in sheets[:1] for one in title_lines(sheet) if 3 <= len(one[0]) <= 16)
    grams = {
        segment.folded.text[at:end]: segment.folded.plain[at:end]
        for sheet in sheets[:1]
        for row in sheet.rows
        for segment in row.segments
        for run in _RUNS.finditer(segment.folded.text)
        for at in range(run.start(), run.end() - 2)
        for end in range(at + 3, min(run.end(), at + _LONGEST) + 1)
    }
    return Known(type_id, sheets, tuple(folded(name) for name in names), titles, grams)


def propose_rule(
    type_id: str, papers: Sequence[Known], profile: Profile
) -> tuple[AdditionEntry, Separation] | None:
    """Find titles and phrases that tell a type from all others; None where nothing separates."""
    mine = [paper for paper in papers if paper.type == type_id]
    others = [paper for paper in papers if paper.type != type_id]
    if len(mine) < LEAST:
        return None
    titles = _titles(mine, others, profile)
    phrases = _phrases(mine, others, titles)
    while titles or phrases:
        found, harmed = _strengthened(AdditionEntry(type=type_id, titles=titles), phrases, papers, profile)
        if not harmed:
            return found
        # sentences that papers of several types share speak for none of them
        kept = [one for one in phrases if not any(folded(one[0]) in paper.grams for paper in harmed)]
        if len(kept) == len(phrases):
            return None
        phrases = kept
    return None


def _strengthened(
    titled: AdditionEntry, phrases: Sequence[tuple[str, float]], papers: Sequence[Known], profile: Profile
) -> tuple[tuple[AdditionEntry, Separation] | None, list[Known]]:
    """Weigh the phrases until a rule is sure of its own papers; with it the papers it takes from others."""
    for strength in (1.0, 1.5, 2.0):
        evidence = [
            EvidenceEntry(phrase=phrase, weight=round(strength * weight, 1)) for phrase, weight in phrases
        ]
        addition = titled.model_copy(update={"evidence": evidence})
        measured = measure_rule(addition, papers, profile)
        if measured.others_right < measured.others_right_before:
            return None, _harmed(addition, papers, profile)
        if measured.own_sure >= 0.9 * measured.own or strength == 2.0:
            return ((addition, measured) if measured.is_good else None), []
    return None, []


def _harmed(addition: AdditionEntry, papers: Sequence[Known], profile: Profile) -> list[Known]:
    """Return the papers whose type is right without a rule and wrong with it."""
    extended = extend_profile(profile, OverlayEntry(additions=[addition]), "proposed")
    return [
        paper
        for paper in papers
        if score_types(paper.sheets, profile)[0].type == paper.type
        and score_types(paper.sheets, extended)[0].type != paper.type
    ]


def measure_rule(addition: AdditionEntry, papers: Sequence[Known], profile: Profile) -> Separation:
    """Count on papers of sure type what is right without and with a rule."""
    extended = extend_profile(profile, OverlayEntry(additions=[addition]), "proposed")
    counts: Counter[str] = Counter()
    for paper in papers:
        group = "own" if paper.type == addition.type else "others"
        before, after = score_types(paper.sheets, profile), score_types(paper.sheets, extended)
        counts[group] += 1
        counts[f"{group} before"] += before[0].type == paper.type
        counts[f"{group} right"] += after[0].type == paper.type
        sure = certainty(after) >= profile.thresholds.file
        counts[f"{group} sure"] += after[0].type == paper.type and sure
    return Separation(
        counts["own"],
        counts["own before"],
        counts["own right"],
        counts["own sure"],
        counts["others"],
        counts["others before"],
        counts["others right"],
    )


def _titles(mine: Sequence[Known], others: Sequence[Known], profile: Profile) -> list[str]:
    """Return endings of title lines that papers of this type share and no other paper has.

    The ending of most papers comes first, further ones follow while they name papers that have none yet:
    a type may go by several names.
    """
    holders: dict[str, set[int]] = {}
    for number, paper in enumerate(mine):
        for line in paper.titles:
            for length in range(3, len(line) + 1):
                holders.setdefault(line[-length:], set()).add(number)
    taken = {phrase for phrase, (kind, _) in profile.endings[0].items() if kind != OTHER}
    rare = {
        ending: papers
        for ending, papers in holders.items()
        if len(papers) >= LEAST
        and _RUNS.fullmatch(ending)
        and ending not in taken
        and not any(line.endswith(ending) for paper in others for line in paper.titles)
        and not _named(ending, mine)
    }
    chosen: list[str] = []
    bare = set(range(len(mine)))
    while len(mine) - len(bare) < _USUAL * len(mine) and rare:
        # of two that name the same papers a line's whole ending says more than the last characters of it
        best = max(rare, key=lambda ending: (len(rare[ending] & bare), len(ending), ending))
        if len(rare[best] & bare) < LEAST:
            break
        chosen.append(best)
        bare -= rare[best]
    return [_as_read(ending, (line for paper in mine for line in paper.titles.items())) for ending in chosen]


def _phrases(
    mine: Sequence[Known], others: Sequence[Known], titles: Collection[str]
) -> list[tuple[str, float]]:
    """Return phrases usual among this type's papers and rare among all others, with weights."""
    here: Counter[str] = Counter()
    for paper in mine:
        here.update(paper.grams.keys())
    usual = {gram for gram, n in here.items() if n >= max(LEAST, _USUAL * len(mine))}
    there = Counter(gram for paper in others for gram in usual & paper.grams.keys())
    good = [
        gram
        for gram in usual
        if there[gram] <= _RARE * len(others)
        and not _named(gram, mine)
        and not any(gram in folded(title) or folded(title) in gram for title in titles)
    ]
    longest = [g for g in good if not any(g != o and g in o and here[o] >= here[g] for o in good)]
    chosen: list[str] = []
    for gram in sorted(longest, key=lambda g: (-here[g], there[g], -len(g), g)):
        if not any(_overlap(gram, other) for other in chosen):
            chosen.append(gram)
    read = {gram: plain for paper in reversed(mine) for gram, plain in paper.grams.items()}
    return [
        (read[gram], _weight(here[gram], len(mine), there[gram], len(others)))
        for gram in chosen[:_MOST_PHRASES]
    ]


def _as_read(ending: str, lines: Iterable[tuple[str, str]]) -> str:
    return next(plain[-len(ending) :] for text, plain in lines if text.endswith(ending))


def _weight(here: int, mine: int, there: int, others: int) -> float:
    """Return points from 0.5 to 2 by the logarithm of how much more usual a phrase is here than elsewhere."""
    ratio = ((here + 0.5) / (mine + 1)) / ((there + 0.5) / (others + 1))
    return min(2.0, max(0.5, 0.4 * math.log(ratio)))


def _overlap(one: str, other: str) -> bool:
    return any(one[at : at + 3] in other for at in range(len(one) - 2))


def _named(text: str, mine: Sequence[Known]) -> bool:
    """Tell whether words come from a firm's name: they would tell a customer, not a type."""
    return any(_overlap(text, name) or text in name for paper in mine for name in paper.names)


def propose_labels(
    type_id: str, said: Sequence[tuple[str, str, Sequence[Sheet]]], known: Callable[[str], Collection[str]]
) -> AdditionEntry | None:
    """Find the words that stand before values people typed in: labels the profile lacks.

    Args:
        type_id: the type of the papers.
        said: per correction the field, the right value in matching form, and the paper's pages.
        known: field -> labels the profile has.
    """
    before: dict[str, Counter[str]] = {}
    for name, value, sheets in said:
        found = {label for sheet in sheets for label in _labels_before(value, sheet)}
        before.setdefault(name, Counter()).update(found - set(known(name)))
    labels = {
        name: [label] for name, counts in before.items() for label, n in counts.most_common(1) if n >= LEAST
    }
    return AdditionEntry(type=type_id, labels=labels) if labels else None


def _labels_before(value: str, sheet: Sheet) -> Iterable[str]:
    for row in sheet.rows:
        at = row.text.find(value)
        if at > 0 and len(value) >= 2:
            words = re.findall("[\u3400-\u9fffA-Z]{2,10}(?=[:. ]*$)", row.text[:at])
            yield from words[-1:]

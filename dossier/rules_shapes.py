"""Rules and what trying them would change, as the command line, REST and the pages show them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from pydantic import RootModel

from classify.profiles.plan import Profile
from dossier.rules_plan import WITNESS
from dossier.shapes import Shape
from storage.values_learning import PaperOfArchive, RuleVersion


class RuleShape(Shape):
    """One version of a rule. ``text`` is YAML in the profile's language; empty for the learned witness."""

    rule: str
    version: int
    state: str
    text: str
    figures: dict[str, Any]
    set_by: str
    set_at: dt.datetime


class RulesShape(RootModel[list[RuleShape]]):
    """Several rules."""


class TriedPaper(Shape):
    """A paper that would get another type."""

    id: int
    title: str
    before: str
    after: str
    by_person: bool


class TriedChange(Shape):
    """How many papers would go from one type to another."""

    before: str
    after: str
    papers: int


class TriedRule(Shape):
    """What a rule would change. Papers whose type a person said keep it; they tell whether it is right."""

    rule: str
    papers: int
    looked_at: int
    changes: list[TriedChange]
    people_agree: int
    people_disagree: int
    samples: list[TriedPaper]


class Tries:
    """Counts what a rule would change, paper by paper."""

    def __init__(self, profiles: tuple[Profile, Profile]) -> None:
        self._types = {**profiles[0].types, **profiles[1].types}
        self._looked_at = self._agree = self._disagree = 0
        self._changes: Counter[tuple[str, str]] = Counter()
        self._samples: list[TriedPaper] = []

    def count(self, paper: PaperOfArchive, before: str, after: str) -> None:
        """Take one paper in: the type the rules say without and with the rule."""
        self._looked_at += 1
        if before == after:
            return
        self._changes[before, after] += 1
        self._agree += paper.by_person and after == paper.type
        self._disagree += paper.by_person and before == paper.type
        sample = TriedPaper(
            id=paper.id, title=paper.title, before=before, after=after, by_person=paper.by_person
        )
        self._samples.append(sample)

    def result(self, rule: str, papers: int, samples: int) -> TriedRule:
        """Return the counts; papers that speak against the rule come first among the samples."""
        first = sorted(self._samples, key=lambda one: (not one.by_person, -one.id))
        return TriedRule(
            rule=rule,
            papers=papers,
            looked_at=self._looked_at,
            changes=[
                TriedChange(before=before, after=after, papers=n)
                for (before, after), n in self._changes.most_common()
            ],
            people_agree=self._agree,
            people_disagree=self._disagree,
            samples=first[:samples],
        )


def shape_rule(version: RuleVersion) -> RuleShape:
    """Show a version of a rule."""
    return RuleShape(
        rule=version.rule,
        version=version.version,
        state=version.state.value,
        text="" if version.rule == WITNESS else version.text,
        figures=dict(version.figures),
        set_by=version.set_by,
        set_at=version.set_at,
    )

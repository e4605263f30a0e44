"""The plan in effect: the profile, what the office laid over it, and the rules switched on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from capture.pages import Message
from classify.profiles.learned import read_witness
from classify.profiles.plan import Profile
from classify.profiles.profile_file import ProfileError
from classify.profiles.profile_overlay import extend_profile, parse_overlay
from dossier.freshness import Fresh
from storage.database import Database
from storage.states import RuleState
from storage.values_learning import RuleVersion

LOCAL_FILE = "profile.local.yaml"
WITNESS = "witness"
"""The name of the rule that is the learned witness; its text is figures, not YAML."""


def lay_over(profile: Profile, rules: Iterable[RuleVersion]) -> Profile:
    """Return the profile with rules, in the order they were made.

    Raises:
        ProfileError: a rule does not fit the profile; names the rule and its line.
    """
    for rule in rules:
        if rule.rule == WITNESS:
            profile = replace(profile, witness=read_witness(rule.text))
        else:
            overlay = parse_overlay(rule.text, f"rule {rule.rule}", profile)
            profile = extend_profile(profile, overlay, rule.rule)
    return profile


def with_local_file(profile: Profile, data: Path) -> Profile:
    """Return the profile with ``profile.local.yaml`` of the data folder, where there is one.

    Raises:
        ProfileError: it is wrong; with file, line and what is allowed.
    """
    path = data / LOCAL_FILE
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return profile
    except (OSError, UnicodeDecodeError) as error:
        problem = Message("the file can't be read: {why}", {"why": str(error)})
        raise ProfileError(str(path), 1, problem) from error
    return extend_profile(profile, parse_overlay(text, str(path), profile), "local")


class PlanInEffect:
    """Gives the profile as it is now; other processes' rules are noticed within a second."""

    def __init__(self, base: Profile, database: Database) -> None:
        self.base = base
        self._database = database
        self._plan = Fresh((base, 0), self._read)

    def current(self) -> Profile:
        """Return the profile with all rules that are on."""
        return self._plan.current()[0]

    def refresh(self) -> Profile:
        """Look for rules that were switched since, and return the profile with them.

        Raises:
            ProfileError: a rule that is on does not fit the profile any more.
        """
        return self._plan.refresh()[0]

    def _read(self, before: tuple[Profile, int]) -> tuple[Profile, int]:
        with self._database.reading() as work:
            stamp = work.rules.stamp()
            if stamp == before[1]:
                return before
            rules = [rule for rule in work.rules.all_now() if rule.state is RuleState.ON]
        return lay_over(self.base, rules), stamp

    def check(self) -> None:
        """Check at the start that every type of the archive is declared.

        Raises:
            ProfileError: papers have a type that neither profile nor rules declare.
        """
        profile = self.refresh()
        with self._database.reading() as work:
            unknown = sorted(work.rules.types_in_use() - set(profile.types))
        if unknown:
            raise ProfileError(
                LOCAL_FILE,
                1,
                Message(
                    "the archive has papers of the type '{name}', which nothing declares",
                    {"name": unknown[0]},
                ),
                ", ".join(profile.types),
            )

"""What another profile would change, told before anybody switches it on."""

from __future__ import annotations

from dataclasses import dataclass

from classify.profiles.plan import Profile, RequirementRule
from dossier.rules_learning import try_profile
from dossier.rules_shapes import TriedRule
from dossier.wiring import Service
from storage.viewer import Viewer


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """Another profile beside the one in effect: types it adds and drops, and what papers would become.

    ``lost`` are dropped types that papers of the archive have: with them it cannot be switched on.
    """

    profile: Profile
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    lost: tuple[str, ...]
    requirements_added: tuple[RequirementRule, ...]
    requirements_dropped: tuple[RequirementRule, ...]
    tried: TriedRule


def compare(service: Service, actor: Viewer, other: Profile, *, limit: int | None = None) -> ProfileChange:
    """Run another profile on the archive, from the words stored; changes nothing.

    Raises:
        Forbidden: the actor may not change rules.
    """
    tried = try_profile(service, actor, other, limit=limit)
    now = service.profile
    with service.database.reading() as work:
        used = work.rules.types_in_use()
    ours, theirs = ({rule.id for rule in one.requirements} for one in (now, other))
    return ProfileChange(
        profile=other,
        added=tuple(name for name in other.types if name not in now.types),
        dropped=tuple(name for name in now.types if name not in other.types),
        lost=tuple(sorted(used - set(other.types))),
        requirements_added=tuple(rule for rule in other.requirements if rule.id not in ours),
        requirements_dropped=tuple(rule for rule in now.requirements if rule.id not in theirs),
        tried=tried,
    )

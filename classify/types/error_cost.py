"""What a wrong paper would cost, so that people look first where looking saves most.

A ranking, not a probability: within the review queue it says which of two papers to look at first.
"""

from __future__ import annotations

from classify.profiles.plan import Profile, RequirementRule
from classify.profiles.profile_file import RequirementKind

PLAIN, CONDITIONAL, REQUIRED = 1.0, 2.0, 3.0
"""Weights of a type: no line of the checklist asks for it, some do at times, one always does."""

DOUBT = 0.5
"""What is left of the certainty with each doubt the machine has besides the type."""

_ALWAYS = frozenset(
    {RequirementKind.REQUIRED, RequirementKind.VALID_ON, RequirementKind.ONE_OF, RequirementKind.AT_LEAST}
)


def type_weights(profile: Profile) -> dict[str, float]:
    """Return by type how much a wrong paper of it would upset a customer's checklist, 1…3."""
    weights = dict.fromkeys(profile.types, PLAIN)
    for rule in profile.requirements:
        for name in rule.types:
            weights[name] = max(weights.get(name, PLAIN), _weight(rule))
    return weights


def _weight(rule: RequirementRule) -> float:
    always = rule.kind in _ALWAYS and not rule.when and rule.fact is None
    return REQUIRED if always else CONDITIONAL

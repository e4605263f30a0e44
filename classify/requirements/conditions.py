"""Whether a requirement applies to a customer: by its facts and by the papers of its dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from classify.profiles.plan import Condition, RequirementRule
from classify.requirements.joins import FiledDocument

FactValue = bool | str
_YES = (True, "true", "yes")


def applies(
    rule: RequirementRule,
    facts: Mapping[str, FactValue],
    by_type: Mapping[str, Sequence[FiledDocument]],
) -> bool:
    """Tell whether a requirement applies: its fact is yes and each of its conditions holds."""
    if rule.fact is not None and facts.get(rule.fact) not in _YES:
        return False
    return all(_holds(condition, facts, by_type) for condition in rule.when)


def _holds(
    condition: Condition,
    facts: Mapping[str, FactValue],
    by_type: Mapping[str, Sequence[FiledDocument]],
) -> bool:
    if condition.fact is not None:
        return _fits(condition, facts.get(condition.fact))
    papers = [paper for paper in by_type.get(condition.paper or "", ()) if paper.confirmed]
    if condition.field is None:
        return bool(papers)
    return any(_fits(condition, paper.text(condition.field)) for paper in papers)


def _fits(condition: Condition, value: FactValue | None) -> bool:
    """Compare a value; without a comparison it must be there, and be yes where it is yes or no."""
    if condition.equals:
        return value is not None and _as_text(value) in condition.equals
    if condition.over is None and condition.under is None:
        return value not in (None, False, "", "false", "no")
    number = as_number(value)
    if number is None:
        return False
    above = condition.over is None or number > Decimal(str(condition.over))
    return above and (condition.under is None or number < Decimal(str(condition.under)))


def _as_text(value: FactValue) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def as_number(value: object) -> Decimal | None:
    """Return a figure kept as text, or None."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None

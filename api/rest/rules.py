"""REST: rules that came of corrections, and why a document is what it is."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.deps import Language, SignedIn, TheService
from api.schemas.documents import Done
from api.schemas.requests import KeepPaper, RuleText
from dossier import explaining, rules_again, rules_learning
from dossier.explaining import Explanation
from dossier.rules_shapes import RuleShape, TriedRule

router = APIRouter(tags=["rules"])

RuleName = Annotated[str, Path(max_length=80)]
Limit = Annotated[int | None, Query(ge=1, le=10_000_000)]


@router.get("/documents/{document_id}/explain")
def explain(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    document_id: Annotated[int, Path(ge=1, le=2**53)],
) -> Explanation:
    """Tell why a document is what the machine says, and what would have changed it."""
    return explaining.explain(service, viewer, document_id, language)


@router.post("/documents/{document_id}/keep")
def keep(
    service: TheService, viewer: SignedIn, document_id: Annotated[int, Path(ge=1, le=2**53)], body: KeepPaper
) -> Done:
    """Say of two papers that look alike which one is kept, or both."""
    rules_again.settle_likeness(service, viewer, document_id, body.other, body.keep, seen=body.shown)
    return Done()


@router.get("/rules")
def rules(service: TheService, viewer: SignedIn) -> list[RuleShape]:
    """List the rules as they are now."""
    return rules_learning.list_rules(service, viewer)


@router.get("/rules/history")
def history(service: TheService, viewer: SignedIn) -> list[RuleShape]:
    """List all versions of all rules, newest first."""
    return rules_learning.history(service, viewer)


@router.post("/rules/propose")
def propose(service: TheService, viewer: SignedIn) -> list[RuleShape]:
    """Look for rules in corrections; nothing is switched on."""
    return rules_learning.propose(service, viewer)


@router.post("/rules/{rule}/try")
def try_rule(
    service: TheService, viewer: SignedIn, rule: RuleName, body: RuleText, limit: Limit = None
) -> TriedRule:
    """Tell which papers a rule would change; ``text`` is an edited or new one."""
    return rules_learning.try_rule(service, viewer, rule, body.text, limit=limit)


@router.post("/rules/{rule}/on")
def on(service: TheService, viewer: SignedIn, rule: RuleName, body: RuleText) -> RuleShape:
    """Switch a rule on; makes a version."""
    return rules_learning.switch_on(service, viewer, rule, body.text)


@router.post("/rules/{rule}/off")
def off(service: TheService, viewer: SignedIn, rule: RuleName) -> RuleShape:
    """Take a rule back; makes a version."""
    return rules_learning.switch_off(service, viewer, rule)

"""The page of rules: proposals, what they would change, switches, versions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response

from api.deps import Language, Render, Renderer, SignedIn, TheService
from api.review import next_of
from api.web.documents import last_act
from api.web.notices import go
from dossier import rules_again, rules_learning
from dossier.cataloguing import title_of
from dossier.rules_plan import WITNESS
from dossier.rules_shapes import TriedRule
from dossier.wiring import Service
from storage.viewer import Viewer

router = APIRouter()

TRIED = 5000
"""A page waits for so many of the newest papers; the command line tries them all."""
Name = Annotated[str, Form(min_length=1, max_length=80, pattern=r"^[\w.-]+$")]
Text = Annotated[str, Form(max_length=20_000)]


@router.get("/rules")
def rules(service: TheService, viewer: SignedIn, language: Language, render: Render) -> Response:
    """Show the rules."""
    return _page(service, viewer, language, render)


def _page(
    service: Service,
    viewer: Viewer,
    language: str,
    render: Renderer,
    tried: TriedRule | None = None,
    edited: tuple[str, str] | None = None,
) -> Response:
    shown = rules_learning.list_rules(service, viewer)
    types = service.profile.types
    return render(
        "rules.html",
        rules=[rule for rule in shown if rule.rule != WITNESS],
        witness=next((rule for rule in shown if rule.rule == WITNESS), None),
        history=rules_learning.history(service, viewer)[:50],
        tried=tried,
        edited=edited,
        titles={name: title_of(service.profile, name, "", language) for name in types},
    )


@router.post("/rules/propose")
def propose(service: TheService, viewer: SignedIn) -> Response:
    """Look for rules in corrections."""
    rules_learning.propose(service, viewer)
    return go("/rules", "looked")


@router.post("/rules/try")
def try_rule(
    service: TheService, viewer: SignedIn, language: Language, render: Render, name: Name, text: Text = ""
) -> Response:
    """Show what a rule would change."""
    tried = rules_learning.try_rule(service, viewer, name, text or None, limit=TRIED)
    return _page(service, viewer, language, render, tried, (name, text))


@router.post("/rules/on")
def on(service: TheService, viewer: SignedIn, name: Name, text: Text = "") -> Response:
    """Switch a rule on."""
    rules_learning.switch_on(service, viewer, name, text or None)
    return go("/rules", "switched")


@router.post("/rules/off")
def off(service: TheService, viewer: SignedIn, name: Name) -> Response:
    """Take a rule back."""
    rules_learning.switch_off(service, viewer, name)
    return go("/rules", "switched")


@router.post("/documents/{document_id}/keep")
def keep(
    service: TheService,
    viewer: SignedIn,
    document_id: int,
    other: Annotated[int, Form(ge=1)],
    keep: Annotated[str, Form(max_length=10)],
    desk: Annotated[bool, Form()] = False,
    seen: Annotated[int | None, Form(ge=0)] = None,
    other_seen: Annotated[int | None, Form(ge=0)] = None,
) -> Response:
    """Say which of two alike papers is kept; at the desk the work goes on there."""
    after = next_of(service, viewer, [document_id])
    shown = None if seen is None or other_seen is None else (seen, other_seen)
    rules_again.settle_likeness(service, viewer, document_id, other, keep, seen=shown)
    kept = other if keep == "other" else document_id
    place = f"/documents/{kept}"
    if desk:
        on = document_id if keep != "other" else after
        place = f"/review/{on}" if on else "/review"
    return go(place, f"kept_{keep}", last_act(service, document_id))

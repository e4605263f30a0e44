"""Who may do what. Seeing is the repositories' business; this is about changing."""

from __future__ import annotations

from dossier.errors import Forbidden
from storage.viewer import Role, Viewer

ALL = frozenset(Role)
KEEPERS = frozenset({Role.ARCHIVIST, Role.MANAGER, Role.ADMINISTRATOR})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

RIGHTS: dict[str, frozenset[Role]] = {
    "scans.add": ALL,
    "scans.retry": ALL,
    "documents.change": ALL,
    "customers.change": ALL,
    "customers.names": KEEPERS,
    "customers.teams": frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
    "requirements.waive": frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
    "dossiers.export": KEEPERS,
    "dossiers.inspect": ALL,
    "numbers.give": KEEPERS,
    "handover.collect": ALL,
    "handover.check": frozenset({Role.CHECKER, *KEEPERS}),
    "handover.receive": KEEPERS,
    "handover.ask": ALL,
    "handover.approve": frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
    "sampling.draw": frozenset({Role.CHECKER, *KEEPERS}),
    "sampling.judge": frozenset({Role.CHECKER, *KEEPERS}),
    "sampling.sign": KEEPERS,
    "audit.read": KEEPERS,
    "rules.change": frozenset({Role.ARCHIVIST, Role.ADMINISTRATOR}),
    "accounts.change": ADMINISTRATORS,
    "service.care": ADMINISTRATORS,
}


def may(actor: Viewer, act: str) -> None:
    """Let the act pass, or refuse it.

    Raises:
        Forbidden: the role is not among those the act is for.
    """
    if actor.role not in RIGHTS[act]:
        raise Forbidden(act)

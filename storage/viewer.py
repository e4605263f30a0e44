"""Who looks. Every read of customer data takes a viewer first.

Clerks and checkers see the customers of their teams, customers that no team owns yet and papers
without a customer; archivists, managers and administrators see everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person does in the office."""

    CLERK = "clerk"  # brings papers in and mends them
    CHECKER = "checker"  # confirms what clerks did
    ARCHIVIST = "archivist"  # keeps all dossiers
    MANAGER = "manager"  # sees all, waives requirements
    ADMINISTRATOR = "administrator"  # accounts, teams, settings


TEAM_ROLES = frozenset({Role.CLERK, Role.CHECKER})


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person or the machine itself, with the teams whose customers may be seen.

    ``teams`` None means every team; for a clerk or checker without teams it means none.
    """

    user_id: int | None
    name: str
    role: Role
    teams: frozenset[int] | None = None

    @property
    def visible_teams(self) -> frozenset[int] | None:
        """The teams whose customers are seen; None when there is no limit."""
        if self.role in TEAM_ROLES:
            return self.teams or frozenset()
        return None


SYSTEM = Viewer(None, "system", Role.ADMINISTRATOR)

"""The verb that says who we are."""

from __future__ import annotations

from collections.abc import Sequence

from capture.pages import Message
from classify.codes import is_credit_code
from classify.normalise import tidy_name
from dossier.errors import BadRequest
from dossier.own_company import MARK
from dossier.rights import may
from dossier.wiring import Service
from storage.viewer import Viewer

CODE_LENGTH = 18
FEWEST_SIGNS = 2


def set_own_company(service: Service, actor: Viewer, lines: Sequence[str]) -> Sequence[str]:
    """Say who we are: one name or credit code a line. Papers that arrive from now on are decided by it.

    A code whose check character is wrong is taken, too, for genuine ones exist; ``doubtful`` names it.

    Raises:
        Forbidden: the actor does not care for the service.
        BadRequest: a name of a single sign.
    """
    may(actor, "service.care")
    own = list(dict.fromkeys(filter(None, map(_tidied, lines))))
    before = list(service.own)
    with service.database.unit_of_work() as work:
        work.marks.set(MARK, own, service.now())
        told = {"before": before, "after": own}
        work.audit.append(actor.name, "company.changed", "company", "own", told, service.now())
    service.company.refresh()
    return own


def unit_name(service: Service) -> str:
    """Return what the unit that keeps the archive is called on its forms; "" where only a code is known."""
    return next((name for name in service.own if not looks_like_code(name)), "")


def looks_like_code(text: str) -> bool:
    """Say whether a line is meant as a credit code."""
    return len(text) == CODE_LENGTH and text.isascii() and text.isalnum()


def doubtful(own: Sequence[str]) -> Sequence[str]:
    """Return the codes whose check character does not fit."""
    return [text for text in own if looks_like_code(text) and not is_credit_code(text)]


def _tidied(line: str) -> str:
    text = line.strip()
    code = text.upper().replace(" ", "")
    if looks_like_code(code):
        return code
    if text and len(text) < FEWEST_SIGNS:
        raise BadRequest(
            Message("“{name}” is too short for a company's name.", {"name": text}),
            Message("Write the name as the business licence has it."),
        )
    return tidy_name(text)

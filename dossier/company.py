"""The verb that says who we are."""

from __future__ import annotations

from collections.abc import Sequence

from capture.pages import Message
from classify.names.firms import fold_name, is_own
from classify.normalise import tidy_name
from classify.notation.codes import is_credit_code
from dossier.errors import BadRequest
from dossier.judgement import live_fields
from dossier.own_company import MARK, SAMPLES_MARK
from dossier.placing import decide_waiting, look_again
from dossier.rights import may
from dossier.wiring import Service
from storage.values import Customer
from storage.viewer import Viewer
from storage.work import Work

CODE_LENGTH = 18
FEWEST_SIGNS = 2
AT_ONCE = 20
"""So many waiting papers are decided anew in one transaction, some 25 ms each: others write in between."""


def set_own_company(service: Service, actor: Viewer, lines: Sequence[str]) -> Sequence[str]:
    """Say who we are: one name or credit code a line. Waiting papers that name us are decided anew.

    What is filed stays where it is; ``dossiers_of_ours`` names the dossiers that were opened for us.
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
    with service.database.reading() as work:
        waiting = _naming_us(work, [*before, *own])
    for start in range(0, len(waiting), AT_ONCE):
        with service.database.unit_of_work() as work:
            names = work.customers.revision()
            decide_waiting(work, service, waiting[start : start + AT_ONCE])
            look_again(work, service, names)
    return own


def _naming_us(work: Work, own: Sequence[str]) -> list[int]:
    """Return the waiting papers that give one of some names or codes as a party's."""
    found = []
    for document_id, fields in work.documents.waiting_fields():
        values = {row["value"] for row in live_fields(fields).values() if isinstance(row["value"], str)}
        if any(is_own(value, value, own) for value in values):
            found.append(document_id)
    return found


def is_of_samples(service: Service) -> bool:
    """Say whether we are still taken for the company whose papers the sample scans are."""
    with service.database.reading() as work:
        samples = work.marks.get(SAMPLES_MARK)
    return bool(samples) and list(service.own) == samples


def dossiers_of_ours(service: Service, viewer: Viewer) -> Sequence[Customer]:
    """Return the dossiers that bear one of our own names or codes, opened before anybody said who we are."""
    with service.database.reading() as work:
        found = [one for mine in service.own for one in work.customers.find(viewer, mine, fold_name(mine))]
    return list({one.id: one for one in found}.values())


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

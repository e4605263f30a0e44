"""Handover (移交), second step: the checker compares, inspects, and signs the gap list; or sends it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dossier import inspection
from dossier.cataloguing import dossier_entries, titles_in
from dossier.handover_gaps import differences, failures
from dossier.handover_record import (
    UNDER_WAY,
    at_step,
    find,
    put_signature,
    refuse_signer,
    required_reason,
    summary,
)
from dossier.judgement import message_row
from dossier.lacking import lacking
from dossier.rights import may
from dossier.wiring import Service
from storage.states import HandoverState, HandoverStep
from storage.values_archive import Handover, HandoverLine
from storage.viewer import SYSTEM, Viewer


def check(
    service: Service,
    actor: Viewer,
    handover_id: int,
    counts: Mapping[int, int] | None = None,
    notes: Mapping[int, str] | None = None,
    note: str = "",
) -> Handover:
    """Compare the papers with the list, inspect the dossier, and sign the gap list that comes of it.

    ``counts`` are the pages the checker counted where they are not those of the list, ``notes`` say what
    is wrong with a document (缺件说明).

    Raises:
        NotFound: no such handover, or not for this person.
        Conflict: it does not wait for the checker.
        SameSigner: this account signed before.
    """
    may(actor, "handover.check")
    known = find(service, actor, handover_id)
    inspected = inspection.inspect(service, actor, str(known.customer_id))
    with service.database.unit_of_work() as work:
        handover = at_step(work, actor, handover_id, HandoverState.LISTED)
        refuse_signer(handover, actor)
        lines = [_compared(line, counts or {}, notes or {}) for line in handover.lines]
        dossier = work.customers.standing(handover.customer_id)
        entries = dossier_entries(work, service.profile, SYSTEM, dossier)
        english = titles_in(work, service.profile, SYSTEM, handover, "en")
        gaps = [
            *lacking(work.requirements.of(SYSTEM, dossier), entries),
            *differences(lines, {line.document_id: line.title for line in english.lines}),
            *failures(inspected),
        ]
        work.handovers.set_lines(handover.id, lines)
        work.handovers.set_state(handover.id, HandoverState.CHECKED, gaps=[message_row(gap) for gap in gaps])
        told = {"gaps": len(gaps), "inspection": summary(inspected)}
        put_signature(work, service, actor, handover, HandoverStep.CHECK, note, told)
        return work.handovers.get(SYSTEM, handover.id)


def _compared(line: HandoverLine, counts: Mapping[int, int], notes: Mapping[int, str]) -> HandoverLine:
    counted = counts.get(line.document_id, line.pages)
    return replace(line, counted=counted, note=notes.get(line.document_id, "").strip())


def send_back(service: Service, actor: Viewer, handover_id: int, reason: str) -> Handover:
    """Send a handover back to the collector, with a reason.

    Raises:
        NotFound: no such handover, or not for this person.
        Conflict: it is not under way.
        BadRequest: no reason.
    """
    may(actor, "handover.check")
    with service.database.unit_of_work() as work:
        handover = at_step(work, actor, handover_id, *UNDER_WAY)
        reason = required_reason(reason)
        work.handovers.set_state(handover.id, HandoverState.RETURNED, ended_at=service.now())
        put_signature(work, service, actor, handover, HandoverStep.RETURN, reason, {})
        return work.handovers.get(SYSTEM, handover.id)

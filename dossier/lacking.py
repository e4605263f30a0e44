"""What a dossier still lacks, said line by line: for inspection item 2-9 and the gap list of a handover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from capture.pages import Message
from classify.requirements.requirement import State, is_complete
from dossier.catalogue import CatalogueEntry
from dossier.judgement import row_message
from storage.values import RequirementRow

STATES = {
    State.MISSING: Message("missing"),
    State.RECEIVED: Message("received"),
    State.USABLE: Message("usable"),
    State.EXPIRING: Message("expiring"),
    State.EXPIRED: Message("expired"),
    State.CONTRADICTS: Message("contradicts"),
    State.WAIVED: Message("waived"),
}
"""The word for each state."""


def lacking(requirements: Sequence[RequirementRow], entries: Sequence[CatalogueEntry]) -> list[Message]:
    """Return what a checklist still asks for: which paper, how it stands, and what was looked for.

    ``entries`` are the dossier's papers: what is lacking for one of them bears its own number, or its 档号.
    """
    called = {one.document_id: one.reference or one.number for one in entries}
    return [_sentence(line, called) for line in requirements if not is_complete((line,))]


def _sentence(line: RequirementRow, called: Mapping[int, str]) -> Message:
    which, which_en = "", ""
    if line.for_document is not None:
        which = " " + (called.get(line.for_document) or f"#{line.for_document}")
    if line.for_shipment is not None:
        which, which_en = f"（发货 {line.for_shipment}）", f" (shipment {line.for_shipment})"
    params: dict[str, str | int | float | Message] = {
        "requirement": f"{line.title['zh_CN']}{which}",
        "requirement_en": f"{line.title['en']}{which_en or which}",
        "state": STATES[State(line.state)],
    }
    if not line.said:
        return Message(LACKING, params)
    return Message(LACKING_SAID, {**params, "said": row_message(line.said[0])})


LACKING = Message("{requirement_en}: {state}").template
"""Said with the requirement's title in both languages: the Chinese sentence takes ``requirement``."""
LACKING_SAID = Message("{requirement_en}: {state}. {said}").template

"""What a dossier still lacks, said line by line: for inspection item 2-9 and the gap list of a handover."""

from __future__ import annotations

from collections.abc import Sequence

from capture.pages import Message
from storage.values import RequirementRow


def lacking(requirements: Sequence[RequirementRow]) -> list[Message]:
    """Return what a checklist still asks for, each with the paper it asks for."""
    memos = []
    for line in requirements:
        which = f" #{line.for_document}" if line.for_document else ""
        words: dict[str, str | int | float | Message] = {
            "requirement": f"{line.title['zh_CN']}{which}",
            "requirement_en": f"{line.title['en']}{which}",
            "state": STATES.get(line.state, Message("Not met")),
        }
        if line.state not in MET:
            memos.append(Message(LACKING, words))
    return memos


LACKING = Message("{requirement_en}: {state}").template
"""Said with the requirement's title in both languages: the Chinese sentence takes ``requirement``."""

MET = frozenset({"usable", "expiring", "waived"})
STATES = {
    "missing": Message("Missing"),
    "received": Message("Received"),
    "expired": Message("Expired"),
    "contradicts": Message("Contradicts"),
}

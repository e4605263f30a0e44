"""What the gap list of a handover says of papers and inspection."""

from __future__ import annotations

from collections.abc import Sequence

from capture.pages import Message
from dossier.inspection_values import Inspection, Verdict
from storage.values_archive import HandoverLine

_COMPLETENESS = "2-9"


def differences(lines: Sequence[HandoverLine]) -> list[Message]:
    """Say where the papers are not as the list has them."""
    gaps = []
    for line in lines:
        if line.counted != line.pages:
            gaps.append(
                Message(
                    "{number} {title}: {pages} pages listed, {counted} counted.",
                    {
                        "number": line.number,
                        "title": line.title,
                        "pages": line.pages,
                        "counted": line.counted or 0,
                    },
                )
            )
        if line.note:
            gaps.append(
                Message(
                    "{number} {title}: {note}",
                    {"number": line.number, "title": line.title, "note": line.note},
                )
            )
    return gaps


def failures(inspected: Inspection) -> list[Message]:
    """Name the items of the inspection that failed, but for completeness, which is told line by line."""
    return [
        Message("Item {code} of the inspection failed: {name}", {"code": item.code, "name": item.name})
        for item in inspected.items
        if item.verdict is Verdict.FAIL and item.code != _COMPLETENESS
    ]

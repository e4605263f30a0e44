"""What the gap list of a handover says of papers and inspection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from capture.pages import Message
from dossier.inspection_values import Inspection, Verdict
from storage.values_archive import HandoverLine

_COMPLETENESS = "2-9"


def differences(lines: Sequence[HandoverLine], titles_en: Mapping[int, str]) -> list[Message]:
    """Say where the papers are not as the list has them; ``titles_en`` are their titles in English."""
    gaps = []
    for line in lines:
        title_en = titles_en.get(line.document_id, line.title)
        title = Message(_TITLE, {"title": line.title, "title_en": title_en})
        about: dict[str, str | int | float | Message] = {"number": line.number, "title": title}
        if line.counted != line.pages:
            template = _PAGE if line.pages == 1 else _PAGES
            gaps.append(Message(template, {**about, "pages": line.pages, "counted": line.counted or 0}))
        if line.note:
            gaps.append(Message("{number} {title}: {note}", {**about, "note": line.note}))
    return gaps


_TITLE = Message("{title_en}").template
"""Said with a title in both languages: the Chinese sentence takes ``title``."""
_PAGE = Message("{number} {title}: {pages} page listed, {counted} counted.").template
_PAGES = Message("{number} {title}: {pages} pages listed, {counted} counted.").template


def failures(inspected: Inspection) -> list[Message]:
    """Name the items of the inspection that failed, but for completeness, which is told line by line."""
    return [
        Message("Item {code} of the inspection failed: {name}", {"code": item.code, "name": item.name})
        for item in inspected.items
        if item.verdict is Verdict.FAIL and item.code != _COMPLETENESS
    ]

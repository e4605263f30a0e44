"""Boxes on page pictures: fields, reasons, search hits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.documents import OnePage
from api.schemas.documents import DocumentDetail
from capture.pages import Line, Message
from dossier.language import translate
from storage.search_hits import spans

LINE_COLUMNS: Mapping[str, Message] = {
    "item": Message("Goods"),
    "spec": Message("Specification"),
    "unit": Message("Unit"),
    "quantity": Message("Quantity"),
    "price": Message("Price"),
    "amount": Message("Amount"),
}


_WORD = re.compile(r"[^\s:：;；|]+")
"""Chinese has no spaces: a word to take is what stands between gaps, colons and rules."""
_EDGE = "，,。.、\"'“”‘’<>《》"
"""Signs at the ends of a word that are not part of a value."""


@dataclass(frozen=True, slots=True)
class Word:
    """Something on the page that a person may take into a field."""

    text: str
    box: list[int]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the goods of a slip."""

    id: str
    title: str


def line_columns(language: str) -> list[Column]:
    """Return the columns of a slip's goods."""
    return [Column(name, translate(title, language)) for name, title in LINE_COLUMNS.items()]


def marks_on(document: DocumentDetail | OnePage, page: int) -> list[tuple[str, list[int]]]:
    """Return name and box of every field and reason that stands on a page."""
    marks = [(name, field.box) for name, field in document.fields.items() if field.box and field.page == page]
    marks += [
        (f"reason-{number}", reason.box)
        for number, reason in enumerate(document.reasons, start=1)
        if reason.box and reason.page == page
    ]
    return marks


def words_on(lines: Sequence[Line]) -> list[Word]:
    """Return the words of a page with their places, in reading order."""
    words: list[Word] = []
    for line in lines:
        for found in _WORD.finditer(line.text):
            start = found.start() + len(found[0]) - len(found[0].lstrip(_EDGE))
            end = found.end() - len(found[0]) + len(found[0].rstrip(_EDGE))
            place = line.span_box(start, end) if start < end else None
            if place:
                words.append(Word(line.text[start:end], place.as_list()))
    return words


def boxes_of_query(lines: Sequence[Line], words: Sequence[str], box: str) -> list[Sequence[int]]:
    """Return where words of a search stand on a page, and a box named in the address."""
    boxes: list[Sequence[int]] = []
    parts = box.split(",")
    if len(parts) == 4 and all(part.isascii() and part.isdigit() for part in parts):
        boxes.append([int(part) for part in parts])
    for span in spans([line.text for line in lines], words) if words else ():
        part = lines[span.line].span_box(span.start, span.end)
        if part:
            boxes.append(part.as_list())
    return boxes

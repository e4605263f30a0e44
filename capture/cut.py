"""Where one document ends and the next begins in a pile of pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from capture.pages import Box, Page

_EDGE = 0.15
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九十")} | {"零": 0}
_NUMBER = r"(\d{1,3}|[〇零一二三四五六七八九十]{1,3})"
_PLACES = (
    re.compile(rf"共{_NUMBER}页[,，、/;；]?第{_NUMBER}页"),
    re.compile(rf"第{_NUMBER}页[,，、/;；]?(?:[(（]?共{_NUMBER}页[)）]?)?"),
    re.compile(r"^(?:page)?(\d{1,3})(?:/|of)(\d{1,3})(?:页)?$", re.IGNORECASE),
    re.compile(r"^[-—－–·]+(\d{1,3})[-—－–·]+$"),
    re.compile(r"^page(\d{1,3})$", re.IGNORECASE),
)
_TOTAL_FIRST = 0
_CONTINUED = re.compile(r"(?:[（(]续[）)]|续页|续表|接上页|\(continued\))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PagePlace:
    """What a page says about its place in its document; ``of`` is null where it does not tell the total."""

    number: int
    of: int | None = None


def cut_pages(pages: Sequence[Page], first_pages: Mapping[int, str]) -> tuple[tuple[int, ...], ...]:
    """Return the page numbers of each document, in order.

    A document begins where a title stands: of another type than the running document's, or of the same type
    again on a page that does not call itself a continuation. Everything else, blank pages too, goes with the
    document before.

    Args:
        pages: The pages of one file in their order.
        first_pages: The type whose title stands on a page, by page number.
    """
    documents: list[list[int]] = []
    running: str | None = None
    before: PagePlace | None = None
    for page in pages:
        kind = first_pages.get(page.number)
        place = page_place(page)
        if not documents or (kind is not None and _begins(kind, running, page, place, before)):
            documents.append([page.number])
            running = kind
        else:
            documents[-1].append(page.number)
            running = running or kind
        before = before if page.blank else place
    return tuple(tuple(document) for document in documents)


def _begins(
    kind: str, running: str | None, page: Page, place: PagePlace | None, before: PagePlace | None
) -> bool:
    if page.blank or _follows(place, before):
        return False
    if kind != running:
        return running is not None or place is None or place.number == 1
    return not _is_continuation(page, place)


def _follows(place: PagePlace | None, before: PagePlace | None) -> bool:
    """Return whether a page is the next one of the same counted document."""
    if place is None or before is None or place.of is None:
        return False
    return place.of == before.of and place.number == before.number + 1


def _is_continuation(page: Page, place: PagePlace | None) -> bool:
    if place is not None:
        return place.number > 1
    return any(_CONTINUED.search(line) for line in _edge_lines(page))


def page_place(page: Page) -> PagePlace | None:
    """Return what stands in the head or foot of a page about its number: 第2页 共3页, 2/3, - 2 -."""
    for line in _edge_lines(page):
        text = re.sub(r"\s+", "", line)
        for index, pattern in enumerate(_PLACES):
            found = pattern.search(text)
            if found is None:
                continue
            numbers = [_value(part) for part in found.groups()]
            if index == _TOTAL_FIRST:
                numbers.reverse()
            return _checked(numbers[0], numbers[1] if len(numbers) > 1 else None)
    return None


def _edge_lines(page: Page) -> list[str]:
    """Return the lines in the head and foot of a page."""
    height = page.flat.height if page.flat else page.height
    low, high = height * _EDGE, height * (1 - _EDGE)
    extents = [(line.text, _extent(line.box, page)) for line in page.lines if line.box and not line.seal]
    return [text for text, (top, foot) in extents if foot <= low or top >= high]


def _extent(box: Box, page: Page) -> tuple[float, float]:
    """Return where a line begins and ends from top to foot of the sheet."""
    if page.flat is None:
        return box.y0, box.y1
    middle = page.flat.at((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)[1]
    return middle, middle


def _checked(number: int | None, total: int | None) -> PagePlace | None:
    if not number or (total is not None and number > total):
        return None
    return PagePlace(number, total)


def _value(text: str | None) -> int | None:
    if text is None:
        return None
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
    return _DIGITS.get(text)

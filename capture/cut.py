"""Where one document ends and the next begins in a pile of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from capture.codes.patches import PATCH
from capture.pages import Box, Page

_EDGE, _WIDE_EDGE = 0.15, 0.3  # a head takes more of half a sheet
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
_BOTH_NUMBERS = re.compile(rf"第{_NUMBER}页[,，、/;；]?[(（]?共{_NUMBER}页")
_SEPARATING_PATCHES = frozenset("1236T")
_SEPARATING_TEXTS = frozenset({"PATCHT", "PATCH T", "DOSSIER-SEPARATOR"})
COVER = "DOSSIER-COVER/"
"""What the code of a cover sheet begins with."""
_DOUBTFUL = 0.7
#: points for a beginning: page 1 of a count, a later page, the next one of a count with and without total, …
_FIRST, _LATER, _NEXT_OF_COUNTED, _NEXT, _AFTER_THE_LAST, _CONTINUES = 4.0, -2.5, -20.0, -6.0, 2.5, -4.0
_CONTINUED = re.compile(r"(?:[（(]续[）)]|续页|续表|接上页|\(continued\))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PagePlace:
    """What a page says about its place in its document; ``of`` is null where it does not tell the total."""

    number: int
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """The pages of one document, in order, and where the cutting is doubtful.

    ``perhaps_begins`` are pages of the document that may begin another one; ``perhaps_goes_on`` tells that
    the document may go on with the one behind it, ``perhaps_belongs`` that it may belong to the one before.
    ``cover`` is what the code of the cover sheet says that lay before it.
    """

    pages: tuple[int, ...]
    perhaps_begins: tuple[int, ...] = ()
    perhaps_belongs: bool = False
    perhaps_goes_on: bool = False
    cover: str | None = None


def cut_pages(pages: Sequence[Page], points: Mapping[int, float]) -> tuple[Cut, ...]:
    """Cut a file into documents, in order.

    Where the file holds separator sheets they alone cut, and they belong to no document, nor do their blank
    backs. Elsewhere a document begins at a page for which more speaks than against; what a page says of its
    place (第2页 共3页) counts before anything else. Blank pages go with the document before. A cover sheet
    is a separator sheet that tells what lies behind it; a file of nothing but cover sheets holds no document.

    Args:
        pages: The pages of one file in their order.
        points: How much speaks for a document beginning on a page (below 0: against), by page number.
    """
    pages = collated(pages)
    if any(is_separator(page) for page in pages):
        parts = tuple(_separated(pages))
        if parts or any(cover_of(page) for page in pages):
            return parts
        return (Cut(tuple(page.number for page in pages)),)
    return _cut_by_points(pages, points)


def is_separator(page: Page) -> bool:
    """Return whether a page is a separator sheet: a patch code that separates, or a code that says so."""
    return any(
        code.text in _SEPARATING_PATCHES
        if code.kind == PATCH
        else code.text.strip().upper() in _SEPARATING_TEXTS or code.text.startswith(COVER)
        for code in page.codes
    )


def cover_of(page: Page) -> str | None:
    """Return what the code of a cover sheet says behind `COVER`; None where the page is none."""
    return next((code.text[len(COVER) :] for code in page.codes if code.text.startswith(COVER)), None)


def _separated(pages: Sequence[Page]) -> Iterator[Cut]:
    part: list[int] = []
    behind_separator = False
    cover: str | None = None
    for page in pages:
        if is_separator(page):
            if part:
                yield Cut(tuple(part), cover=cover)
            part, behind_separator, cover = [], True, cover_of(page)
            continue
        if not (page.blank and behind_separator):
            part.append(page.number)
        behind_separator = False
    if part:
        yield Cut(tuple(part), cover=cover)


def collated(pages: Sequence[Page]) -> Sequence[Page]:
    """Return pages in the order they number themselves, where all of them count one and the same paper.

    So come the fronts of a pile and then its backs from the last to the first, or a pile that was dropped.
    """
    places = {page.number: page_place(page) for page in pages if not page.blank}
    numbers = [place.number for place in places.values() if place is not None]
    totals = {place.of for place in places.values() if place is not None}
    if (
        len(numbers) != len(pages)
        or totals != {len(pages)}
        or sorted(numbers) != list(range(1, len(pages) + 1))
    ):
        return pages
    order = dict(zip(places, numbers, strict=True))
    return sorted(pages, key=lambda page: order[page.number])


def _cut_by_points(pages: Sequence[Page], points: Mapping[int, float]) -> tuple[Cut, ...]:
    cuts: list[Cut] = []
    before: PagePlace | None = None
    for page in pages:
        if not cuts:
            cuts.append(Cut((page.number,)))
        elif page.blank:
            cuts[-1] = replace(cuts[-1], pages=(*cuts[-1].pages, page.number))
            continue
        else:
            _add(cuts, page, points.get(page.number, 0.0) + _by_place(page, before))
        before = None if page.blank else page_place(page)
    return tuple(cuts)


def _add(cuts: list[Cut], page: Page, points: float) -> None:
    """Begin a document with a page, or put it into the one before; where few points decide, say so."""
    doubtful = abs(points) < _DOUBTFUL
    if points > 0:
        cuts[-1] = replace(cuts[-1], perhaps_goes_on=doubtful)
        cuts.append(Cut((page.number,), perhaps_belongs=doubtful))
        return
    begins = (*cuts[-1].perhaps_begins, page.number) if doubtful else cuts[-1].perhaps_begins
    cuts[-1] = replace(cuts[-1], pages=(*cuts[-1].pages, page.number), perhaps_begins=begins)


def _by_place(page: Page, before: PagePlace | None) -> float:
    """Return how much what a page says of its place speaks for a beginning."""
    place = page_place(page)
    if place is None:
        continued = any(_CONTINUED.search(line) for line in _edge_lines(page, _EDGE))
        ended = before is not None and before.number == before.of
        return (_CONTINUES if continued else 0.0) + (_AFTER_THE_LAST if ended else 0.0)
    if before is not None and place.of == before.of and place.number == before.number + 1:
        return _NEXT_OF_COUNTED if place.of is not None else _NEXT
    return _FIRST if place.number == 1 else _LATER


def page_place(page: Page) -> PagePlace | None:
    """Return what stands in the head or foot of a page about its number: 第2页 共3页, 2/3, - 2 -."""
    for line in _edge_lines(page, _EDGE):
        text = re.sub(r"\s+", "", line)
        for index, pattern in enumerate(_PLACES):
            found = pattern.search(text)
            if found is None:
                continue
            numbers = [_value(part) for part in found.groups()]
            if index == _TOTAL_FIRST:
                numbers.reverse()
            return _checked(numbers[0], numbers[1] if len(numbers) > 1 else None)
    return _counted_in_the_head(page)


def _counted_in_the_head(page: Page) -> PagePlace | None:
    """Return what a lying sheet says further down its head, where it says both numbers: 第2页/共3页."""
    width, height = (page.flat.width, page.flat.height) if page.flat else (page.width, page.height)
    for line in _edge_lines(page, _WIDE_EDGE) if width > height else ():
        found = _BOTH_NUMBERS.search(re.sub(r"\s+", "", line))
        if found is not None:
            return _checked(_value(found[1]), _value(found[2]))
    return None


def _edge_lines(page: Page, edge: float) -> list[str]:
    """Return the lines in the head and foot of a page, as deep as ``edge`` (a share of its height)."""
    height = page.flat.height if page.flat else page.height
    low, high = height * edge, height * (1 - edge)
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

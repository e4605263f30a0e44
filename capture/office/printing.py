"""Word and Excel files are printed to PDF: their words in their order, laid out plainly."""

# mypy: allow-untyped-calls
# PyMuPDF carries half of its types

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import pymupdf

from capture.errors import NoPages, TooLarge, TooManyPages, UnreadableFile, UnsupportedFormat
from capture.formats.parts import Package
from capture.formats.pdf import PDF_ERRORS
from capture.formats.pictures import Measure
from capture.office.cells import cells_of
from capture.office.markup import LOOKS, PAGE, PAGES, Sheet
from capture.office.oldcells import old_cells_of
from capture.office.words import words_of

_PRINTED: Mapping[str, Callable[[Package], Sequence[Sheet]]] = {"docx": words_of, "xlsx": cells_of}
_WITH_MACROS = {"docx": "DOCM", "xlsx": "XLSM"}
_MOST_MARKUP = 16 * 1024 * 1024
_GAP = 4.0
_RIM = 22.0
"""Where heads begin and feet end, in points from the edge of the paper."""


def print_office(source: BinaryIO, kind: str, max_pages: int, max_pixels: int) -> bytes:
    """Return a Word or Excel file as PDF.

    Raises:
        CaptureError: It is locked, damaged, too large, or carries macros.
    """
    shown = _shown_in(source, kind) if kind in _PRINTED else old_cells_of(source)
    sheets = [sheet for sheet in shown if sheet.markup]
    for sheet in sheets:
        _check_pictures(sheet, max_pixels)
    try:
        return _print(sheets, max_pages)
    except PDF_ERRORS as error:
        raise UnreadableFile from error


def _shown_in(source: BinaryIO, kind: str) -> Sequence[Sheet]:
    package = Package(source)
    types = package.part("[Content_Types].xml")
    if b"macroEnabled" in types or any(name.endswith("vbaproject.bin") for name in package.names()):
        raise UnsupportedFormat(format=_WITH_MACROS[kind])
    return _PRINTED[kind](package)


def measure_office(source: BinaryIO, kind: str, max_pages: int, max_pixels: int) -> Measure:
    """Count the pages of a Word or Excel file, which are known when it is printed only.

    Raises:
        CaptureError: It cannot be printed.
    """
    with pymupdf.open("pdf", print_office(source, kind, max_pages, max_pixels)) as document:
        return Measure(document.page_count, 0)


def _check_pictures(sheet: Sheet, max_pixels: int) -> None:
    """Leave out pictures that cannot be opened.

    Raises:
        TooLarge: One has more pixels than allowed.
    """
    for name, data in list(sheet.pictures.items()):
        try:
            header = pymupdf.mupdf.fz_new_image_from_buffer(
                pymupdf.mupdf.fz_new_buffer_from_copied_data(data)
            )
        except PDF_ERRORS:
            del sheet.pictures[name]
            continue
        if header.w() * header.h() > max_pixels:
            raise TooLarge(pixels=header.w() * header.h(), allowed=max_pixels)


def _print(sheets: Sequence[Sheet], max_pages: int) -> bytes:
    if not sheets:
        raise NoPages
    if sum(len(part) for sheet in sheets for part in sheet.markup) > _MOST_MARKUP:
        raise TooManyPages(pages=_MOST_MARKUP // 4000, allowed=max_pages)
    laid = _Layout(max_pages).lay_out(sheets)
    if any(running.counts() for sheet in sheets for running in (sheet.head, sheet.foot)):
        laid = _Layout(max_pages, laid.pages).lay_out(sheets)  # now their count is known
    with pymupdf.open("pdf", laid.out.getvalue()) as document:
        document.subset_fonts()
        printed: bytes = document.tobytes(garbage=3, deflate=True)
    return printed


@dataclass(frozen=True, slots=True)
class _Placed:
    """What stands above or below a page, and where."""

    story: Any
    place: Any


class _Layout:
    """Lays sheets out on pages, one after another."""

    def __init__(self, max_pages: int, total: int = 0) -> None:
        self.out = io.BytesIO()
        self.pages = 0
        self._total = total
        self._max_pages = max_pages
        self._writer = pymupdf.DocumentWriter(self.out)

    def lay_out(self, sheets: Sequence[Sheet]) -> _Layout:
        for sheet in sheets:
            self._lay_out(sheet)
        self._writer.close()
        return self

    def _lay_out(self, sheet: Sheet) -> None:
        archive = pymupdf.Archive()
        for name, data in sheet.pictures.items():
            archive.add(data, name)
        story = _story("".join(sheet.markup), archive)
        paper = pymupdf.Rect(0, 0, sheet.width, sheet.height)
        more, first = 1, True
        while more:
            self.pages += 1
            if self.pages > self._max_pages:
                raise TooManyPages(pages=self.pages, allowed=self._max_pages)
            device = self._writer.begin_page(paper)
            top, bottom = sheet.margin, sheet.height - sheet.margin
            head = self._place(sheet, archive, sheet.head.of(self.pages, is_first=first), above=True)
            foot = self._place(sheet, archive, sheet.foot.of(self.pages, is_first=first), above=False)
            if head is not None:
                head.story.draw(device)
                top = max(top, head.place.y1 + _GAP)
            if foot is not None:
                bottom = min(bottom, foot.place.y0 - _GAP)
            more, _ = story.place(pymupdf.Rect(sheet.margin, top, sheet.width - sheet.margin, bottom))
            story.draw(device)
            if foot is not None:
                foot.story.draw(device)
            self._writer.end_page()
            first = False

    def _place(self, sheet: Sheet, archive: Any, markup: str, *, above: bool) -> _Placed | None:
        """Place what stands above or below a page at its rim; nothing where nothing stands there."""
        if not markup:
            return None
        story = _story(markup.replace(PAGE, str(self.pages)).replace(PAGES, str(self._total)), archive)
        wide, most = sheet.width - 2 * sheet.margin, sheet.height / 3
        _, filled = story.place(pymupdf.Rect(0, 0, wide, most))
        high = min(filled[3], most) + 1
        start = _RIM if above else sheet.height - _RIM - high
        place = pymupdf.Rect(sheet.margin, start, sheet.margin + wide, start + high)
        story.reset()
        story.place(place)
        return _Placed(story, place)


def _story(markup: str, archive: Any) -> Any:
    return pymupdf.Story(f"<body>{markup}</body>", user_css=LOOKS, archive=archive)

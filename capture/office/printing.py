"""Word and Excel files are printed to PDF: their words in their order, laid out plainly."""

# mypy: allow-untyped-calls
# PyMuPDF carries half of its types

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import BinaryIO

import pymupdf

from capture.errors import NoPages, TooLarge, TooManyPages, UnreadableFile, UnsupportedFormat
from capture.formats import Measure
from capture.office.cells import cells_of
from capture.office.markup import Sheet
from capture.office.words import words_of
from capture.parts import Package
from capture.pdf import PDF_ERRORS

_PRINTED: Mapping[str, Callable[[Package], Sheet]] = {"docx": words_of, "xlsx": cells_of}
_WITH_MACROS = {"docx": "DOCM", "xlsx": "XLSM"}
_LOOKS = "body{font-family:sans-serif;font-size:10.5pt} p{margin:2pt 0;white-space:pre-wrap} td{padding:2pt}"
_MOST_MARKUP = 16 * 1024 * 1024


def print_office(source: BinaryIO, kind: str, max_pages: int, max_pixels: int) -> bytes:
    """Return a Word or Excel file as PDF.

    Raises:
        CaptureError: It is locked, damaged, too large, or carries macros.
    """
    package = Package(source)
    types = package.part("[Content_Types].xml")
    if b"macroEnabled" in types or any(name.endswith("vbaproject.bin") for name in package.names()):
        raise UnsupportedFormat(format=_WITH_MACROS[kind])
    sheet = _PRINTED[kind](package)
    _check_pictures(sheet, max_pixels)
    try:
        return _print(sheet, max_pages)
    except PDF_ERRORS as error:
        raise UnreadableFile from error


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


def _print(sheet: Sheet, max_pages: int) -> bytes:
    markup = f"<body>{''.join(sheet.markup)}</body>"
    if not sheet.markup:
        raise NoPages
    if len(markup) > _MOST_MARKUP:
        raise TooManyPages(pages=_MOST_MARKUP // 4000, allowed=max_pages)
    archive = pymupdf.Archive()
    for name, data in sheet.pictures.items():
        archive.add(data, name)
    story = pymupdf.Story(markup, user_css=_LOOKS, archive=archive)
    out = io.BytesIO()
    writer = pymupdf.DocumentWriter(out)
    paper = pymupdf.Rect(0, 0, sheet.width, sheet.height)
    place = pymupdf.Rect(sheet.margin, sheet.margin, sheet.width - sheet.margin, sheet.height - sheet.margin)
    more, pages = 1, 0
    while more:
        pages += 1
        if pages > max_pages:
            raise TooManyPages(pages=pages, allowed=max_pages)
        device = writer.begin_page(paper)
        more, _ = story.place(place)
        story.draw(device)
        writer.end_page()
    writer.close()
    with pymupdf.open("pdf", out.getvalue()) as document:
        document.subset_fonts()
        printed: bytes = document.tobytes(garbage=3, deflate=True)
    return printed

"""Opens PDF files and measures their pages; the other modules draw, read and write them."""

# mypy: allow-untyped-calls
# PyMuPDF carries half of its types

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pymupdf

from capture.errors import EncryptedFile, NoPages, TooLarge, TruncatedFile, UnreadableFile, WrongPassword
from capture.formats.pictures import Measure

DRAWN_DPI = 300
READABLE_DPI = 150
LEAST_DPI = 72
MOST_DPI = 600
_TAIL = 2048
_FULL_PAGE = 0.5
_WHOLE_PAGE = 0.9
_LOOKING_SECONDS = 5.0
INVISIBLE = 3
"""The way of drawing text that shows nothing."""
PDF_ERRORS = (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase)
"""What PyMuPDF raises where a file is damaged."""

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)


@contextmanager
def open_pdf(path: Path, password: str | None = None) -> Iterator[Any]:
    """Open a PDF, with its password where it has one, and close it in the end.

    Raises:
        EncryptedFile: The password is missing or wrong (``WrongPassword``).
        UnreadableFile: It cannot be parsed.
    """
    try:
        document = pymupdf.open(path, filetype="pdf")
    except PDF_ERRORS as error:
        raise UnreadableFile from error
    try:
        if document.needs_pass and not (password and document.authenticate(password)):
            raise WrongPassword if password else EncryptedFile
        yield document
    finally:
        document.close()


def measure_pdf(path: Path, max_pages: int, max_pixels: int, password: str | None = None) -> Measure:
    """Check that a PDF is whole and count its pages and the pixels of its largest picture.

    With more pages than allowed none is looked at: their number may be all there is of them.

    Raises:
        TruncatedFile: The end mark is missing.
        EncryptedFile: The password is missing or wrong (``WrongPassword``).
        UnreadableFile: It cannot be parsed.
        NoPages: It has none.
        TooLarge: A page cannot be drawn within the allowed pixels even at a low resolution.
    """
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        whole = b"%%EOF" in file.read()
    if not whole:
        raise TruncatedFile
    with open_pdf(path, password) as document:
        try:
            pages = document.page_count
        except PDF_ERRORS as error:
            raise UnreadableFile from error
        if pages == 0:
            raise NoPages
        if pages > max_pages:
            return Measure(pages, 0)
        deadline = time.monotonic() + _LOOKING_SECONDS
        _check_page_sizes(document, max_pixels, deadline)
        return Measure(pages, _largest_picture(document, deadline))


def _check_page_sizes(document: Any, max_pixels: int, deadline: float) -> None:
    """Look for pages that are too large; those not looked at in time fail alone, when they are drawn."""
    for number in range(document.page_count):
        if time.monotonic() > deadline:
            return  # a tree of pages as deep as it is long costs its depth for each page
        try:
            box = document.page_cropbox(number)
            pixels = round(box.width * box.height * (READABLE_DPI / 72) ** 2)
            if pixels > max_pixels:
                _check_scan(document[number], max_pixels)
        except PDF_ERRORS:
            continue  # a damaged page fails alone, when it is read


def _check_scan(page: Any, max_pixels: int) -> None:
    """Let a page pass that is large in inches only: a picture with few pixels each."""
    dpi = scan_dpi(page) or DRAWN_DPI
    pixels = round(page.rect.width * page.rect.height * (dpi / 72) ** 2)
    if pixels > max_pixels:
        raise TooLarge(pixels=pixels, allowed=max_pixels)


def _largest_picture(document: Any, deadline: float) -> int:
    """Return the most pixels any picture declares of those that are looked at in time."""
    largest = 0
    for xref in range(1, document.xref_length()):
        if time.monotonic() > deadline:
            break  # millions of objects: a page's memory is bounded when it is drawn
        try:
            if document.xref_get_key(xref, "Subtype")[1] != "/Image":
                continue
            width, height = (document.xref_get_key(xref, key)[1] for key in ("Width", "Height"))
            largest = max(largest, int(width) * int(height))
        except PDF_ERRORS:
            continue  # a damaged object that no page may even use
    return largest


def pdf_page(document: Any, number: int) -> Any:
    """Return a page of an open PDF by its number from 1.

    Raises:
        NoPages: There is no such page.
        UnreadableFile: The page is damaged.
    """
    if not 1 <= number <= document.page_count:
        raise NoPages
    try:
        return document[number - 1]
    except PDF_ERRORS as error:
        raise UnreadableFile from error


def page_dpi(page: Any, max_pixels: int) -> int:
    """Return the resolution a page is drawn at: 300, as its pictures when they have more, less if large.

    Raises:
        TooLarge: Even the least resolution has more pixels than allowed: its unit is no inch.
    """
    wanted = max(DRAWN_DPI, min(MOST_DPI, _picture_dpi(page)))
    inches = max(page.rect.width * page.rect.height / 72**2, 1e-6)
    if inches * LEAST_DPI**2 > max_pixels:
        raise TooLarge(pixels=round(inches * LEAST_DPI**2), allowed=max_pixels)
    return max(LEAST_DPI, min(wanted, math.floor(math.sqrt(max_pixels / inches))))


def drawn_size(page: Any, dpi: int) -> tuple[int, int]:
    """Return width and height in pixels of the page drawn at a resolution."""
    box = (page.rect * pymupdf.Matrix(dpi / 72, dpi / 72)).irect
    return box.width, box.height


def scan_dpi(page: Any) -> int | None:
    """Return the resolution of a page that is nothing but a picture, else nothing."""
    if _shows_text(page) or _picture_share(page) < _WHOLE_PAGE:
        return None
    return max(LEAST_DPI, _picture_dpi(page)) or None


def _shows_text(page: Any) -> bool:
    try:
        return any(span["type"] != INVISIBLE and span["opacity"] > 0 for span in page.get_texttrace())
    except PDF_ERRORS:
        return True  # damaged, or in circles: whatever can be drawn of it is no plain scan


def _pictures(page: Any) -> list[dict[str, Any]]:
    try:
        pictures: list[dict[str, Any]] = page.get_image_info()
    except PDF_ERRORS:
        return []
    return pictures


def _picture_share(page: Any) -> float:
    """Return the share of the page its largest picture covers."""
    area = max(abs(page.rect.width * page.rect.height), 1e-6)
    boxes = (pymupdf.Rect(picture["bbox"]) & page.cropbox for picture in _pictures(page))
    return max((abs(box.width * box.height) / area for box in boxes), default=0.0)


def _picture_dpi(page: Any) -> int:
    """Return the resolution of pictures that cover most of the page, or 0."""
    best = 0.0
    area = max(abs(page.rect.width * page.rect.height), 1e-6)
    for picture in _pictures(page):
        box = pymupdf.Rect(picture["bbox"])
        if abs(box.width * box.height) < _FULL_PAGE * area:
            continue
        pixels = picture["width"] * picture["height"]
        best = max(best, 72 * math.sqrt(pixels / abs(box.width * box.height)))
    return round(best)

"""A page of any file that is no picture, opened as a page of a PDF: one way to draw it and take its text."""

# mypy: allow-untyped-calls
# PyMuPDF carries half of its types

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import pymupdf

from capture.errors import UnreadableFile
from capture.formats.pdf import PDF_ERRORS, open_pdf, pdf_page
from capture.ofd.drawing import draw_ofd_page
from capture.office.printing import print_office
from capture.probe import OFFICE, FileKind, Limits, open_plain


@contextmanager
def open_page(
    path: Path, kind: FileKind, number: int, limits: Limits, password: str | None = None
) -> Iterator[Any]:
    """Open a page, counted from 1.

    Raises:
        CaptureError: It cannot be opened or drawn.
    """
    if kind is FileKind.OFD:
        with open_plain(path) as source:
            document = draw_ofd_page(source, number, limits.max_pixels)
        try:
            yield document[0]
        finally:
            document.close()
    elif kind in OFFICE:
        with pymupdf.open("pdf", _printed(path, kind, limits)) as document:
            yield pdf_page(document, number)
    else:
        with open_pdf(path, password) as document:
            yield pdf_page(document, number)


def page_as_pdf(path: Path, kind: FileKind, number: int, limits: Limits) -> bytes:
    """Return a page of a file that is no PDF as a PDF of this page alone, fonts cut down to what it uses.

    Raises:
        CaptureError: It cannot be drawn.
    """
    with open_page(path, kind, number, limits) as page:
        document = page.parent
        try:
            document.select([page.number])
            document.subset_fonts()
            written: bytes = document.tobytes(garbage=3, deflate=True)
        except PDF_ERRORS as error:
            raise UnreadableFile from error
        return written


def _printed(path: Path, kind: FileKind, limits: Limits) -> bytes:
    with open_plain(path) as source:
        found = os.fstat(source.fileno())
    return _print_once(path, kind, limits, (found.st_ino, found.st_size, found.st_mtime_ns))


@lru_cache(maxsize=4)
def _print_once(path: Path, kind: FileKind, limits: Limits, _state: tuple[int, int, int]) -> bytes:
    """Print a file; its pages are asked for one after another, and there are none before it is printed."""
    with open_plain(path) as source:
        return print_office(source, kind.value, limits.max_pages, limits.max_pixels)

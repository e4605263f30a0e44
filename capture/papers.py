"""A page of any file that is no picture, opened as a page of a PDF: one way to draw it and take its text."""

# mypy: allow-untyped-calls
# PyMuPDF carries half of its types

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from capture.errors import UnreadableFile
from capture.ofd.drawing import draw_ofd_page
from capture.pdf import PDF_ERRORS, open_pdf, pdf_page
from capture.probe import FileKind, Limits, open_plain


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
            document.subset_fonts()
            written: bytes = document.tobytes(garbage=3, deflate=True)
        except PDF_ERRORS as error:
            raise UnreadableFile from error
        return written

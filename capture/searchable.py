"""One document as one PDF: pages as received, turned upright, with what was read as hidden text behind."""

# mypy: allow-untyped-calls
# PyMuPDF carries half of its types

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pymupdf

from capture.blankfont import FontCodes, make_font
from capture.embedding import Embedded, embed_picture
from capture.errors import EncryptedFile, UnreadableFile
from capture.hidden import without_hidden_text
from capture.hiddentext import text_stream
from capture.pages import Page, Reader
from capture.papers import open_page, page_as_pdf
from capture.pdf import open_pdf
from capture.probe import AS_PDF, FileKind, Limits

Matrix = tuple[float, float, float, float, float, float]
_A4_LONG_INCHES = 11.69
_LONGEST = 14_400.0


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page of a document: where its picture lies and what was read on it."""

    path: Path
    kind: FileKind
    number: int
    page: Page
    password: str | None = None


def write_searchable(parts: Sequence[SourcePage], out: Path) -> None:
    """Write the pages of one document as a searchable PDF.

    Raises:
        CaptureError: A source cannot be read.
    """
    codes = FontCodes()
    with pikepdf.new() as pdf, ExitStack() as stack:
        sources: dict[object, pikepdf.Pdf] = {}
        pending: list[tuple[pikepdf.Page, bytes]] = []
        for part in parts:
            if part.kind in AS_PDF:
                key = part.path if part.kind is FileKind.PDF else (part.path, part.number)
                if key not in sources:
                    sources[key] = stack.enter_context(_open_source(part))
                page, place = _pdf_page(pdf, sources[key], part)
            else:
                page, place = _picture_page(pdf, part)
            if place is not None:
                pending.append((page, text_stream(part.page, place, codes)))
        font = make_font(pdf, codes)
        for page, stream in pending:
            name = page.add_resource(font, pikepdf.Name.Font, pikepdf.Name("/FDossier"))
            page.contents_add(stream.replace(b"/FDossier", str(name).encode()))
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)


def _open_source(part: SourcePage) -> pikepdf.Pdf:
    if part.kind is not FileKind.PDF:
        return pikepdf.open(io.BytesIO(page_as_pdf(part.path, part.kind, part.number, Limits())))
    try:
        return pikepdf.open(part.path, password=part.password or "")
    except pikepdf.PasswordError as error:
        raise EncryptedFile from error
    except pikepdf.PdfError:
        with open_pdf(part.path, part.password) as document:  # the other library mends more
            return pikepdf.open(io.BytesIO(document.tobytes(garbage=3)))


def _pdf_page(pdf: pikepdf.Pdf, source: pikepdf.Pdf, part: SourcePage) -> tuple[pikepdf.Page, Matrix | None]:
    """Copy a PDF page; with it comes where its text goes, or nothing when it has good text of its own."""
    number = part.number if part.kind is FileKind.PDF else 1
    if number > len(source.pages):
        raise UnreadableFile
    place = _place_on_pdf(part)
    pdf.pages.append(source.pages[number - 1])
    page = pdf.pages[-1]
    page.rotate(part.page.rotation, relative=True)
    own_text = any(line.reader is Reader.TEXT_LAYER for line in part.page.lines)
    if own_text:
        return page, None
    without_hidden_text(pdf, page)
    return page, place


def _place_on_pdf(part: SourcePage) -> Matrix:
    """Return the matrix from pixels of the upright page to the PDF page's own space."""
    with open_page(part.path, part.kind, part.number, Limits(), part.password) as page:
        drawn = part.page.width if part.page.rotation in (0, 180) else part.page.height
        scale = page.rect.width / max(1, drawn)
        back = _turned_back(part.page)
        matrix = (
            pymupdf.Matrix(*back)
            * pymupdf.Matrix(scale, scale)
            * page.derotation_matrix
            * ~page.transformation_matrix
        )
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _picture_page(pdf: pikepdf.Pdf, part: SourcePage) -> tuple[pikepdf.Page, Matrix]:
    embedded = embed_picture(pdf, part.path, part.kind, part.number)
    point = _point(embedded, part.page.dpi)
    width, height = embedded.width * point, embedded.height * point
    draw = pikepdf.Stream(pdf, f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Im0 Do Q".encode())
    turn = (embedded.turn + part.page.rotation) % 360
    page = pikepdf.Page(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=[0, 0, round(width, 3), round(height, 3)],
            Rotate=turn,
            Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=pdf.make_indirect(embedded.stream))),
            Contents=pdf.make_indirect(draw),
        )
    )
    pdf.pages.append(page)
    a, b, c, d, e, f = turn_back(part.page.width, part.page.height, turn)
    place = (a * point, -b * point, c * point, -d * point, e * point, height - f * point)
    return pdf.pages[-1], place


def _point(embedded: Embedded, dpi: int | None) -> float:
    """Return how many points a pixel is wide; unknown resolution is taken as an A4 sheet's."""
    longest = max(embedded.width, embedded.height)
    return min(72 / (dpi or max(72.0, longest / _A4_LONG_INCHES)), _LONGEST / longest)


def _turned_back(page: Page) -> Matrix:
    return turn_back(page.width, page.height, page.rotation)


def turn_back(width: int, height: int, turn: int) -> Matrix:
    """Return the matrix from an upright picture of a size to the one that was turned clockwise into it."""
    cosine, sine = round(math.cos(math.radians(turn))), round(math.sin(math.radians(turn)))
    shift_x, shift_y = {0: (0, 0), 90: (0, width), 180: (width, height), 270: (height, 0)}[turn]
    return cosine, -sine, sine, cosine, shift_x, shift_y

"""One document as one PDF: pages as received, turned upright, with what was read as hidden text behind."""

# mypy: allow-untyped-calls
# PyMuPDF carries half of its types

from __future__ import annotations

import io
import math
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf

from capture.errors import EncryptedFile, TextLost, UnreadableFile
from capture.files.papers import page_as_pdf
from capture.formats.pdf import PDF_ERRORS, open_pdf, pdf_page
from capture.pages import Line, Page, Reader
from capture.pdfwriting.blankfont import FontCodes, make_font
from capture.pdfwriting.copying import copy_pages
from capture.pdfwriting.embedding import embed_picture
from capture.pdfwriting.hiddentext import text_stream
from capture.pdfwriting.pagespace import Shown, settle_page, shown_part
from capture.pdfwriting.pdfa import Fault, mark_program, save_archival, save_plain
from capture.pdfwriting.proof import lost_from, page_texts
from capture.pdfwriting.textremoval import is_drawn_at_length, without_hidden_text
from capture.probe import AS_PDF, FileKind, Limits

Matrix = tuple[float, float, float, float, float, float]
_A4_LONG_INCHES = 11.69
_LONGEST = 14_400.0
_LOSES_TEXT = Fault("text", "file", "As PDF/A it would not say all that was read.")
_TOO_LONG = Fault("length", "file", "A page has more drawing commands than can be checked.")


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page of a document: where its picture lies and what was read on it."""

    path: Path
    kind: FileKind
    number: int
    page: Page
    password: str | None = None


@dataclass(frozen=True, slots=True)
class _Source:
    """A PDF opened by the library that copies its pages, and by the one that draws them."""

    pdf: pikepdf.Pdf
    drawn: Any


def write_searchable(parts: Sequence[SourcePage], out: Path) -> None:
    """Write the pages of one document as a searchable PDF, PDF/A-2b where the pages allow it.

    A PDF whose pages all have good text is copied byte for byte. What is written is read again and compared.

    Raises:
        TextLost: The PDF would not say all that was read; nothing is left at ``out``.
        CaptureError: A source cannot be read.
    """
    whole = _good_as_it_is(parts)
    if whole is not None:
        shutil.copyfile(whole, out)
        return
    with _built(parts) as pdf:
        faults = (_TOO_LONG,) if any(map(is_drawn_at_length, pdf.pages)) else save_archival(pdf, out)
    if not faults and _first_loss(parts, out) is None:
        return
    with _built(parts) as pdf:
        save_plain(pdf, out, faults or (_LOSES_TEXT,))
    page = _first_loss(parts, out)
    if page is not None:
        out.unlink()
        raise TextLost(page=page)


def _good_as_it_is(parts: Sequence[SourcePage]) -> Path | None:
    """Return the file when the parts are all pages of one PDF, in order, upright, with good text."""
    first = parts[0] if parts else None
    if first is None or first.kind is not FileKind.PDF or first.password is not None:
        return None
    same = all(part.path == first.path and part.number == index for index, part in enumerate(parts, 1))
    good = all(part.page.rotation == 0 and (_has_own_text(part) or part.page.blank) for part in parts)
    if not same or not good or not any(map(_has_own_text, parts)):
        return None
    with open_pdf(first.path) as document:
        return first.path if document.page_count == len(parts) else None


def _has_own_text(part: SourcePage) -> bool:
    return any(line.reader is Reader.TEXT_LAYER for line in part.page.lines)


def _first_loss(parts: Sequence[SourcePage], out: Path) -> int | None:
    """Return the first page, counted from 1, whose text is not all in the written PDF."""
    texts = page_texts(out)
    for index, part in enumerate(parts):
        lines: Iterable[Line] = part.page.lines
        if _has_own_text(part):
            lines = (line for line in lines if line.reader is Reader.TEXT_LAYER)
        if index >= len(texts) or lost_from(texts[index], lines):
            return index + 1
    return None


@contextmanager
def _built(parts: Sequence[SourcePage]) -> Iterator[pikepdf.Pdf]:
    """Build the PDF in memory; its sources stay open as long as it is used."""
    codes = FontCodes()
    with pikepdf.new() as pdf, ExitStack() as stack:
        mark_program(pdf)
        sources: dict[object, _Source] = {}
        pending: list[tuple[pikepdf.Page, bytes]] = []
        for key, group in groupby(parts, _source_key):
            together = list(group)
            placed: Sequence[tuple[pikepdf.Page, Matrix | None]]
            if key is None:
                placed = [_picture_page(pdf, part) for part in together]
            else:
                if key not in sources:
                    sources[key] = stack.enter_context(_open_source(together[0]))
                placed = _pdf_pages(pdf, sources[key], together)
            for part, (page, place) in zip(together, placed, strict=True):
                if place is not None:
                    pending.append((page, text_stream(part.page, place, codes)))
        if pending:
            font = make_font(pdf, codes)
        for page, stream in pending:
            name = page.add_resource(font, pikepdf.Name.Font, pikepdf.Name("/FDossier"))
            page.contents_add(stream.replace(b"/FDossier", str(name).encode()))
        yield pdf


def _source_key(part: SourcePage) -> object:
    """Return what names the PDF a page comes from; nothing for a picture."""
    if part.kind not in AS_PDF:
        return None
    return part.path if part.kind is FileKind.PDF else (part.path, part.number)


@contextmanager
def _open_source(part: SourcePage) -> Iterator[_Source]:
    with ExitStack() as stack:
        if part.kind is FileKind.PDF:
            drawn = stack.enter_context(open_pdf(part.path, part.password))
            pdf = stack.enter_context(_open_to_copy(part, drawn))
        else:
            written = page_as_pdf(part.path, part.kind, part.number, Limits())
            drawn = stack.enter_context(pymupdf.open("pdf", written))
            pdf = stack.enter_context(pikepdf.open(io.BytesIO(written)))
        yield _Source(pdf, drawn)


def _open_to_copy(part: SourcePage, drawn: Any) -> pikepdf.Pdf:
    """Open a PDF; one that the one library gives up as the other one writes it, which mends more."""
    try:
        return _with_pages(pikepdf.open(part.path, password=part.password or ""))
    except pikepdf.PasswordError as error:
        raise EncryptedFile from error
    except (pikepdf.PdfError, RuntimeError):
        try:
            return _with_pages(pikepdf.open(io.BytesIO(drawn.tobytes(garbage=3))))
        except (pikepdf.PdfError, *PDF_ERRORS) as error:
            raise UnreadableFile from error


def _with_pages(pdf: pikepdf.Pdf) -> pikepdf.Pdf:
    """Return a PDF whose pages were found: that is known when they are counted only."""
    len(pdf.pages)
    return pdf


def _pdf_pages(
    pdf: pikepdf.Pdf, source: _Source, parts: Sequence[SourcePage]
) -> list[tuple[pikepdf.Page, Matrix | None]]:
    """Copy pages of a PDF; with each comes where its text goes, or nothing when it has good text."""
    numbers = [part.number if part.kind is FileKind.PDF else 1 for part in parts]
    if max(numbers) > len(source.pdf.pages):
        raise UnreadableFile
    shown = [shown_part(pdf_page(source.drawn, number)) for number in numbers]
    pages = copy_pages(pdf, source.pdf, [number - 1 for number in numbers])
    places = [
        None if _has_own_text(part) else _place_on_pdf(drawn, part.page)
        for drawn, part in zip(shown, parts, strict=True)
    ]
    for page, drawn, part, place in zip(pages, shown, parts, places, strict=True):
        settle_page(page, drawn)
        page.rotate(part.page.rotation, relative=True)
        if place is not None:
            without_hidden_text(pdf, page)
    return list(zip(pages, places, strict=True))


def _place_on_pdf(shown: Shown, read: Page) -> Matrix:
    """Return the matrix from pixels of the upright page to the PDF page's own space."""
    step = shown.width / max(1, read.width if read.rotation in (0, 180) else read.height)
    onto = pymupdf.Matrix(step, step) * ~shown.onto
    matrix = pymupdf.Matrix(*turn_back(read.width, read.height, read.rotation)) * onto
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _picture_page(pdf: pikepdf.Pdf, part: SourcePage) -> tuple[pikepdf.Page, Matrix]:
    embedded = embed_picture(pdf, part.path, part.kind, part.number)
    turn = (embedded.turn + part.page.rotation) % 360
    # as high as it was read: rows of a fax are stored closer than they are shown
    read = part.page.width, part.page.height
    wide, high = read if turn in (0, 180) else read[::-1]
    point = _point(max(wide, high), part.page.dpi)
    width, height = wide * point, high * point
    across, start = (-width, width) if embedded.mirrored else (width, 0)
    draw = pikepdf.Stream(pdf, f"q {across:.3f} 0 0 {height:.3f} {start:.3f} 0 cm /Im0 Do Q".encode())
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


def _point(longest: int, dpi: int | None) -> float:
    """Return how many points a pixel is wide; unknown resolution is taken as an A4 sheet's."""
    return min(72 / (dpi or max(72.0, longest / _A4_LONG_INCHES)), _LONGEST / longest)


def turn_back(width: int, height: int, turn: int) -> Matrix:
    """Return the matrix from an upright picture of a size to the one that was turned clockwise into it."""
    cosine, sine = round(math.cos(math.radians(turn))), round(math.sin(math.radians(turn)))
    shift_x, shift_y = {0: (0, 0), 90: (0, width), 180: (width, height), 270: (height, 0)}[turn]
    return cosine, -sine, sine, cosine, shift_x, shift_y

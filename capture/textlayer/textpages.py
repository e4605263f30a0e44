"""Pages that bring their own text: it is theirs as it stands, and what is drawn is looked at for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from capture.clean import clean_page
from capture.codes.barcodes import find_codes
from capture.embedded import EmbeddedText
from capture.engines.base import Engine, Image
from capture.handwriting.choices import boxes_in_text
from capture.handwriting.marks import find_marks
from capture.layout.scaling import scaled_code, scaled_line, scaled_mark, scaled_seal, scaled_table
from capture.layout.textcolumns import as_read
from capture.lines.echoes import without_echoes, without_letters
from capture.pages import Box, Code, Line, Page, Seal, Table
from capture.raster import draw_pdf_page, turned
from capture.ruling.combs import with_whole_codes
from capture.seals.reading import read_seals
from capture.tables.cells import find_tables
from capture.textlayer.backdrop import on_dark, strokes_of, take_text_off
from capture.textlayer.picturewords import with_unsaid
from capture.textlayer.strokes import plain_rules

_LOOK_DPI = 150
_LETTERS, _MOST_MARKS = 3, 8
"""So many slanted letters may be a seal's; a page with more marks bears a chart or a drawing."""


def page_of_text(page: Any, number: int, dpi: int, found: EmbeddedText, reader: Engine) -> Page:
    """Make a page of the text a PDF page brings; its picture only gives seals, codes, marks and rules.

    ``page`` is PyMuPDF's, and its text is taken off; boxes of the result are in pixels at ``dpi``.
    """
    strokes = None if found.rotation else plain_rules(page, min(dpi, _LOOK_DPI))
    if strokes is not None:
        return _page_of_strokes(number, dpi, found, strokes)
    letters = [line for line in found.lines if line.is_slanted and len(line.text) == 1]
    lettered = draw_pdf_page(page, dpi) if len(letters) >= _LETTERS else None  # of a seal
    take_text_off(page)
    look = turned(draw_pdf_page(page, min(dpi, _LOOK_DPI)), found.rotation)
    scale = found.width / max(1, look.shape[1])
    clean, codes = clean_page(look), find_codes(look)
    own = found.lines if found.rotation else with_unsaid(page, dpi, found.lines, reader)
    seals: tuple[Seal, ...] = ()
    said: tuple[Line, ...] = ()
    if clean.seals:  # their letters need all there is to see
        drawn = turned(draw_pdf_page(page, dpi) if lettered is None else lettered, found.rotation)
        boxes = [Box(*(round(side * scale) for side in box.as_list())) for box in clean.seals]
        seals, said = read_seals(drawn, boxes, reader, own)
        own = own if lettered is None else without_letters(drawn, own, seals)
        own = without_echoes(drawn, own, seals)
    lines = tuple(scaled_line(line, 1 / scale) for line in own)
    small = [scaled_seal(seal, 1 / scale) for seal in seals]
    marks = () if found.rotation else find_marks(clean.image, lines, codes, small)
    marks = marks if len(marks) <= _MOST_MARKS else ()
    tables = _tables_among(strokes_of(look, clean, codes), lines, codes, on_dark(look, lines))
    own, found_tables = with_whole_codes(own, [scaled_table(table, scale) for table in tables])
    return Page(
        number=number,
        width=found.width,
        height=found.height,
        rotation=found.rotation,
        lines=(*as_read(own, found_tables), *said),
        dpi=dpi,
        tables=found_tables,
        seals=seals,
        codes=tuple(scaled_code(code, scale) for code in codes),
        marks=(*boxes_in_text(own), *(scaled_mark(mark, scale) for mark in marks)),
    )


def _page_of_strokes(number: int, dpi: int, found: EmbeddedText, strokes: Image) -> Page:
    """Make the page from its own text and strokes: it has no picture, so it need not be drawn."""
    scale = found.width / max(1, strokes.shape[1])
    lines = tuple(scaled_line(line, 1 / scale) for line in found.lines)
    tables = [scaled_table(table, scale) for table in _tables_among(strokes, lines)]
    whole, found_tables = with_whole_codes(found.lines, tables)
    return Page(
        number=number,
        width=found.width,
        height=found.height,
        rotation=0,
        lines=as_read(whole, found_tables),
        dpi=dpi,
        tables=found_tables,
        marks=boxes_in_text(found.lines),
    )


def _tables_among(
    strokes: Image, lines: Sequence[Line], codes: Sequence[Code] = (), white: Sequence[Line] = ()
) -> tuple[Table, ...]:
    """Return the tables of a page whose strokes are known; ``white`` are its lines on dark ground."""
    level = [line for line in lines if not line.is_slanted]
    return find_tables(strokes, level, codes, strokes=True, white=white)

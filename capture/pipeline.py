"""How one page is read, stage by stage.

own text of a PDF, where it is good -> done, the drawing only gives codes, seals and rules
draw -> clean -> which way up -> read -> tables -> codes -> seals -> marks -> verdict on the scan -> page
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from capture.clean import CleanPage, clean_page
from capture.codes.barcodes import find_codes
from capture.codes.patches import find_patches
from capture.embedded import read_embedded
from capture.engines.base import Engine, Image, Layout
from capture.engines.table import engine
from capture.files.attached import told_of_unread
from capture.files.papers import open_page
from capture.formats.pdf import drawn_size, page_dpi, scan_dpi
from capture.handwriting.handwritten import doubt_hands
from capture.handwriting.marks import find_marks
from capture.layout.scaling import scaled_page
from capture.layout.textcolumns import as_read
from capture.lines.echoes import tables_outside, without_echoes
from capture.lines.pagelines import read_lines, with_quads
from capture.lines.specks import look_past_specks
from capture.ofd.canvas import has_own_fonts
from capture.pages import Line, Message, Page, PageWarning
from capture.photos.bending import find_bend, laid_level
from capture.photos.perspective import page_as_bent, page_in_photo
from capture.photos.photo import Sheet, find_sheet
from capture.probe import AS_PDF, OFFICE, FileKind, Limits, probe_file
from capture.quality.blank import is_blank_page
from capture.quality.shining import is_soft_print, shining_lines
from capture.quality.verdict import judge_edges, judge_page
from capture.raster import RasterPage, draw_page, draw_pdf_page, turned
from capture.ruling.combs import with_whole_codes, written_in
from capture.seals.reading import read_seals
from capture.seals.rings import find_rings
from capture.tables.cells import find_tables
from capture.tables.figurecells import read_figures, with_figures_in_cells
from capture.textlayer.fonttruth import is_true
from capture.textlayer.textpages import page_of_text

_FEW_LINES = 30
_RIM = 0.015
_TOUCHING = 0.04
_SURE = 0.8
_MOST_BESIDE = 0.2


def read_file(
    path: Path, *, reader: str = "auto", limits: Limits | None = None, password: str | None = None
) -> tuple[Page, ...]:
    """Read every page of a file in this process.

    Raises:
        CaptureError: The file or one of its pages cannot be read.
    """
    limits = limits or Limits()
    probe = probe_file(path, limits, password)
    return tuple(
        read_page(path, number, kind=probe.kind, reader=reader, limits=limits, password=password)
        for number in range(1, probe.pages + 1)
    )


def read_page(
    path: Path,
    number: int,
    *,
    kind: FileKind,
    reader: str = "auto",
    limits: Limits | None = None,
    password: str | None = None,
    rotation: int | None = None,
) -> Page:
    """Read one page in this process; ``rotation`` is given where a person said which way up it is.

    Raises:
        CaptureError: The page cannot be read.
    """
    limits = limits or Limits()
    if kind in AS_PDF:
        with open_page(path, kind, number, limits, password) as page:
            told = told_of_unread(path, kind, page, number)
            read = _read_pdf_page(page, number, kind, reader, limits, rotation)
        return dataclasses.replace(read, warnings=(*read.warnings, *told)) if told else read
    return read_picture(draw_page(path, kind, number, limits), number, engine(reader), rotation)


def _read_pdf_page(
    page: Any, number: int, kind: FileKind, reader: str, limits: Limits, rotation: int | None
) -> Page:
    dpi = page_dpi(page, limits.max_pixels)
    found = read_embedded(page, dpi, drawn_from_text=kind in OFFICE) if rotation is None else None
    # what is drawn in fonts of ours is drawn from its text: it is theirs
    ours = kind in OFFICE or (kind is FileKind.OFD and not has_own_fonts(page))
    if found is not None and (ours or is_true(page, dpi, found.rows, engine(reader))):
        return page_of_text(page, number, dpi, found, engine(reader))
    size = drawn_size(page, dpi)
    # a scan is read at its own resolution: drawing it larger adds work, not detail
    own_dpi = min(dpi, scan_dpi(page) or dpi)
    raster = RasterPage(draw_pdf_page(page, own_dpi), own_dpi)
    read = read_picture(raster, number, engine(reader), rotation)
    if own_dpi == dpi:
        return read
    return scaled_page(read, size if read.rotation in (0, 180) else size[::-1], dpi)


def read_picture(raster: RasterPage, number: int, reader: Engine, rotation: int | None = None) -> Page:
    """Read a page that is a picture."""
    upright, clean = raster.image, clean_page(raster.image)
    told = rotation is not None or clean.empty
    layout = Layout(rotation or 0) if told else look_past_specks(clean.image, reader)
    if layout.rotation:
        upright = turned(raster.image, layout.rotation)
        clean = clean_page(upright)
    sheet = find_sheet(upright, clean.half)
    read = None if sheet is None else _read_photo(upright, clean, sheet, number, reader)
    read = read or read_level(upright, clean, raster.dpi, number, reader, layout)
    return dataclasses.replace(read, rotation=layout.rotation, dpi=raster.dpi)


def _read_photo(photo: Image, around: CleanPage, sheet: Sheet, number: int, reader: Engine) -> Page | None:
    """Read the sheet of a photo seen straight; nothing where its edges may be false ones.

    They are false when words stand across them, or many outside. A word far outside is kept.
    """
    outside = reader.read(sheet.painted_over(around.image, _RIM))
    beside = tuple(line for line in outside if line.box and line.confidence >= _SURE and len(line.text) > 1)
    straight = sheet.straightened(photo)
    page = read_level(straight, clean_page(straight), None, number, reader)
    if page.blank or any(sheet.touches(line.box, _TOUCHING) for line in beside if line.box):
        return None
    if sum(len(line.text) for line in beside) > _MOST_BESIDE * len(page.text):
        return None
    page = page_in_photo(page, sheet, (photo.shape[1], photo.shape[0]))
    return dataclasses.replace(page, lines=(*page.lines, *beside))


def read_level(
    picture: Image,
    clean: CleanPage,
    dpi: int | None,
    number: int,
    reader: Engine,
    layout: Layout | None = None,
) -> Page:
    """Read an upright picture with its rows laid level, where they bow or fan out; boxes lie in the picture.

    Without a stated resolution it may be a photo.
    """
    if not clean.empty:
        layout = with_quads(clean, reader, layout)
    quads = (layout and layout.quads) or ()
    bend = find_bend(clean.image, quads, photo=dpi is None)
    if bend is None:
        return read_upright(picture, clean, dpi, number, reader, layout)
    level = laid_level(picture, bend)
    page = read_upright(level, clean_page(level), dpi, number, reader)
    page = page_as_bent(page, bend, (picture.shape[1], picture.shape[0]))
    kept = (warning for warning in page.warnings if warning.code != "cut_edge")
    # the border of the picture runs aslant where rows are level
    return dataclasses.replace(page, warnings=(*kept, *judge_edges(picture, dpi, page.lines)))


def read_upright(
    upright: Image,
    clean: CleanPage,
    dpi: int | None,
    number: int,
    reader: Engine,
    layout: Layout | None = None,
) -> Page:
    """Read a picture whose text runs level, as it is; ``clean`` is the same made even for the reader."""
    lines, unread = ((), 0) if clean.empty else read_lines(clean, reader, layout)
    codes = () if clean.empty else find_codes(upright)
    if len(lines) < _FEW_LINES:
        codes = (*codes, *find_patches(upright))
    if _is_blank(upright, clean, dpi, lines, reader):
        # what a reader makes of shine-through and dust is no text
        return _blank_page(upright, dpi, number, reader)
    rings = () if clean.seals else find_rings(upright, dpi)
    seals, said = read_seals(upright, clean.seals, reader, lines, clean.half, rings)
    lines = without_echoes(upright, lines, seals)
    level = [line for line in lines if not line.is_slanted]
    verdict = judge_page(upright, dpi, level, rings=rings, unread=unread)
    dark = [seal.box for seal in seals] if rings else []
    height, width = upright.shape[:2]
    tables = find_tables(clean.image, lines, codes, dark) if lines else ()
    lines, tables = with_whole_codes(lines, tables, lambda boxes: written_in(clean.image, boxes, reader))
    lines, tables = with_figures_in_cells(
        lines, tables, lambda boxes: read_figures(clean.image, boxes, reader)
    )
    marks = find_marks(clean.image, lines, codes, seals)
    lines, filled_in = doubt_hands(clean.image, lines)
    return Page(
        number=number,
        width=width,
        height=height,
        rotation=0,
        lines=(*as_read(lines, tables), *said),
        dpi=dpi,
        tables=tables_outside(seals, tables, height * width),
        seals=seals,
        codes=codes,
        marks=(*marks, *filled_in),
        warnings=(*warnings_of(lines, reader, blank=False), *verdict),
    )


def _is_blank(
    upright: Image, clean: CleanPage, dpi: int | None, lines: tuple[Line, ...], reader: Engine
) -> bool:
    """Tell whether a page bears nothing of its own; the print of its other side may shine through."""
    if is_blank_page(upright, dpi, lines):
        return not is_soft_print(clean.image, lines, reader)
    shining = shining_lines(clean.image, lines, reader)
    return bool(shining) and is_blank_page(upright, dpi, lines, shining)


def _blank_page(upright: Image, dpi: int | None, number: int, reader: Engine) -> Page:
    height, width = upright.shape[:2]
    told = warnings_of((), reader, blank=True)
    return Page(number, width, height, 0, (), dpi, blank=True, warnings=told)


def warnings_of(lines: tuple[Line, ...], reader: Engine, *, blank: bool) -> tuple[PageWarning, ...]:
    """Tell what a person should look at."""
    if reader.name == "none":
        return (PageWarning("not_read", Message("No reader is installed: the page was not read.")),)
    if not lines and not blank:
        return (PageWarning("nothing_read", Message("Something is on the page, but no text could be read.")),)
    return ()

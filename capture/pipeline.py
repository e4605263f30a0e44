"""How one page is read, stage by stage.

own text of a PDF, where it is good -> done, the drawing only gives codes, seals and rules
draw -> which way up -> clean -> read -> tables -> codes -> page
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from capture.clean import CleanPage, clean_page
from capture.codes import find_codes
from capture.embedded import EmbeddedText, read_embedded
from capture.engines.base import Engine, Image
from capture.engines.table import engine
from capture.pages import Box, Line, Message, Page, PageWarning, Seal, Table
from capture.pdf import open_pdf, page_dpi
from capture.probe import FileKind, Limits, probe_file
from capture.raster import RasterPage, draw_page, draw_pdf_page, pdf_page
from capture.tables import find_tables

_LOOK_DPI = 150


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
    if kind is FileKind.PDF and rotation is None:
        page = read_own_text(path, number, limits, password)
        if page is not None:
            return page
    return read_picture(draw_page(path, kind, number, limits, password), number, engine(reader), rotation)


def read_own_text(path: Path, number: int, limits: Limits, password: str | None = None) -> Page | None:
    """Take a PDF page's own text where it is good."""
    with open_pdf(path, password) as document:
        page = pdf_page(document, number)
        dpi = page_dpi(page, limits.max_pixels)
        found = read_embedded(page, dpi)
        return None if found is None else _page_of_text(page, number, dpi, found)


def _page_of_text(page: Any, number: int, dpi: int, found: EmbeddedText) -> Page:
    look = turned(draw_pdf_page(page, min(dpi, _LOOK_DPI)), found.rotation)
    scale = found.width / max(1, look.shape[1])
    clean = clean_page(look)
    lines = tuple(_scaled_line(line, 1 / scale) for line in found.lines)
    tables = tuple(_scaled_table(table, scale) for table in find_tables(clean.image, lines))
    return Page(
        number=number,
        width=found.width,
        height=found.height,
        rotation=found.rotation,
        lines=found.lines,
        dpi=dpi,
        tables=tables,
        seals=tuple(Seal(_scaled(box, scale)) for box in clean.seals),
        codes=tuple(
            type(code)(code.kind, code.text, _scaled(code.box, scale) if code.box else None)
            for code in find_codes(look)
        ),
    )


def read_picture(raster: RasterPage, number: int, reader: Engine, rotation: int | None = None) -> Page:
    """Read a page that is a picture."""
    if rotation is None:
        rotation = 0 if is_plain(raster.image) else reader.turn(raster.image)
    upright = turned(raster.image, rotation)
    clean = clean_page(upright)
    lines = () if clean.empty else reader.read(clean.image)
    height, width = upright.shape[:2]
    return Page(
        number=number,
        width=width,
        height=height,
        rotation=rotation,
        lines=lines,
        dpi=raster.dpi,
        blank=is_blank(clean, lines, reader),
        tables=find_tables(clean.image, lines) if lines else (),
        seals=tuple(Seal(box) for box in clean.seals),
        codes=() if clean.empty else find_codes(upright),
        warnings=warnings_of(clean, lines, reader),
    )


_SPECKS = 0.003


def is_plain(image: Image) -> bool:
    """Return whether a picture is all one tone, so that there is nothing to turn."""
    return int(image.max(initial=0)) - int(image.min(initial=255)) < 8


def is_blank(clean: CleanPage, lines: tuple[Line, ...], reader: Engine) -> bool:
    """A page is blank when a reader finds nothing on it and at most some specks are there."""
    return clean.empty or (reader.name != "none" and not lines and clean.ink < _SPECKS)


def warnings_of(clean: CleanPage, lines: tuple[Line, ...], reader: Engine) -> tuple[PageWarning, ...]:
    """Tell what a person should look at."""
    if reader.name == "none":
        return (PageWarning("not_read", Message("No reader is installed: the page was not read.")),)
    if not lines and not is_blank(clean, lines, reader):
        return (PageWarning("nothing_read", Message("Something is on the page, but no text could be read.")),)
    return ()


def turned(image: Image, rotation: int) -> Image:
    """Turn a picture clockwise by quarters."""
    return np.ascontiguousarray(np.rot90(image, -rotation // 90)) if rotation else image


def _scaled(box: Box, scale: float) -> Box:
    return Box(round(box.x0 * scale), round(box.y0 * scale), round(box.x1 * scale), round(box.y1 * scale))


def _scaled_line(line: Line, scale: float) -> Line:
    edges = tuple(round(edge * scale) for edge in line.edges)
    return Line(
        line.text, _scaled(line.box, scale) if line.box else None, line.confidence, line.reader, edges
    )


def _scaled_table(table: Table, scale: float) -> Table:
    rows = tuple(
        tuple(
            type(cell)(cell.text, _scaled(cell.box, scale) if cell.box else None, cell.confidence)
            for cell in row
        )
        for row in table.rows
    )
    return Table(_scaled(table.box, scale) if table.box else None, rows)

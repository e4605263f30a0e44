"""Text that a PDF brings along: used as it is where it is good, so nothing is read twice.

Not good: hidden text over a scan (somebody else's reading), characters that mean nothing, and pages
whose larger part is a picture.
"""

# mypy: allow-untyped-calls
# PyMuPDF carries half of its types

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pymupdf

from capture.characters.spaces import close_spaces_with_edges
from capture.formats.pdf import PDF_ERRORS, drawn_size
from capture.layout.order import in_reading_order
from capture.pages import Box, Line, Reader
from capture.textlayer.meaning import is_meant, is_mute
from capture.textlayer.ownrows import Row, own_rows, turn_of
from capture.textlayer.rowpieces import with_whole_rows
from capture.textlayer.ruledrows import with_cells_apart

_ENOUGH = 12
_TEXT = frozenset({"fill-text", "stroke-text"})
_MOST_PICTURE = 0.3
_MOST_HIDDEN = 0.2


@dataclass(frozen=True, slots=True)
class EmbeddedText:
    """The lines of a PDF page's own text, in pixels of the page turned upright; its rows before that."""

    lines: tuple[Line, ...]
    rotation: int
    width: int
    height: int
    rows: tuple[Row, ...] = ()


def read_embedded(page: Any, dpi: int, *, drawn_from_text: bool = False) -> EmbeddedText | None:
    """Return the page's own text where it is good enough to be used as it is, else nothing.

    A page that bears nothing but text, or is ``drawn_from_text`` and bears no picture, says all it has,
    however little that is.
    """
    try:
        own = own_rows(page, dpi)
        meant = is_meant(own.rows, _ENOUGH)
        if not meant and is_meant(own.rows, 1):  # what else a page bears is asked of short ones alone
            meant = not page.get_image_info() if drawn_from_text else _is_all_text(page)
        if own.hidden > _MOST_HIDDEN or not meant or is_mute(page):
            return None
        if _picture_share(page, own.rows, dpi) > _MOST_PICTURE:
            return None
        rows = with_cells_apart(with_whole_rows(own.rows), page, dpi)
    except PDF_ERRORS:
        return None
    turns: dict[int, int] = {}
    for row in rows:
        turns[row.direction] = turns.get(row.direction, 0) + len(row.text)
    rotation = max(turns, key=lambda turn: turns[turn])
    size = drawn_size(page, dpi)
    lines = [line for line in (_line(row, rotation, size) for row in rows) if line is not None]
    level = in_reading_order([line for line in lines if not line.is_slanted])
    ordered = (*level, *(line for line in lines if line.is_slanted))
    width, height = size if rotation in (0, 180) else (size[1], size[0])
    return EmbeddedText(ordered, rotation, width, height, own.rows)


def _is_all_text(page: Any) -> bool:
    """Tell whether a page draws text and nothing else, which a scan or outlined letters would be."""
    return all(kind in _TEXT for kind, _ in page.get_bboxlog()) and next(page.annots(), None) is None


def _picture_share(page: Any, rows: Sequence[Row], dpi: int) -> float:
    """Return the share of the page that pictures cover where no text of its own stands."""
    side = 64
    grid = np.zeros((side, side), bool)
    area = page.rect
    for picture in page.get_image_info():
        box = pymupdf.Rect(picture["bbox"]) * turn_of(page) & area
        _paint(grid, tuple(box), area.width, area.height, value=True)
    if grid.mean() > 0.9 and len(rows) > 5:
        grid[:] = _under_text_free(rows, area, dpi) & grid
    return float(grid.mean())


def _under_text_free(rows: Sequence[Row], area: Any, dpi: int) -> Any:
    """Return where no text stands: a picture behind all text is a letterhead or water mark."""
    free = np.ones((64, 64), bool)
    size = (area.width * dpi / 72, area.height * dpi / 72)
    for row in rows:
        x0, y0, x1, y1 = row.box
        tall = y1 - y0
        _paint(free, (x0, y0 - tall, x1, y1 + tall), *size, value=False)
    return free


def _paint(grid: Any, box: tuple[float, ...], width: float, height: float, *, value: bool) -> None:
    side = grid.shape[0]
    x0, x1 = (round(side * x / max(width, 1)) for x in (box[0], box[2]))
    y0, y1 = (round(side * y / max(height, 1)) for y in (box[1], box[3]))
    grid[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] = value


def _line(row: Row, rotation: int, size: tuple[int, int]) -> Line | None:
    corners = [turn_corners(corner, rotation, size) for corner in row.corners]
    box = Box(*(max(0, round(side)) for side in turn_corners(row.box, rotation, size)))
    if row.direction != rotation or row.is_slanted or row.column:
        text, _ = close_spaces_with_edges(row.text, [(0, 0)] * len(row.text))
        return Line(text, box, 1.0, Reader.TEXT_LAYER, slope=row.slope) if text else None
    text, edges = close_spaces_with_edges(row.text, [(round(c[0]), round(c[2])) for c in corners])
    return Line(text, box, 1.0, Reader.TEXT_LAYER, edges) if text else None


def turn_corners(
    corners: tuple[float, float, float, float], rotation: int, size: tuple[int, int]
) -> tuple[float, float, float, float]:
    """Turn a rectangle with its page of ``size`` clockwise by quarters."""
    x0, y0, x1, y1 = corners
    width, height = size
    if rotation == 90:
        return height - y1, x0, height - y0, x1
    if rotation == 180:
        return width - x1, height - y1, width - x0, height - y0
    if rotation == 270:
        return y0, width - x1, y1, width - x0
    return corners

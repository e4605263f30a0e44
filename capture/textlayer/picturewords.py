"""What a PDF page shows and its own text does not say: words in pictures, and letters drawn as outlines."""

# mypy: allow-untyped-calls
# PyMuPDF carries half of its types

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

import cv2
import numpy as np
import pymupdf

from capture.characters.spaces import HAN
from capture.clean import clean_page
from capture.engines.base import Engine
from capture.formats.pdf import drawn_size
from capture.layout.order import in_reading_order
from capture.pages import Box, Line
from capture.picture.components import components_of
from capture.raster import draw_pdf_page
from capture.textlayer.ownrows import turn_of

_CELL = 2.0
"""Points of the page to a cell of the grid on which what is drawn is gathered."""
_NEAR = 15
_LEAST = (16.0, 7.0)
_SIGN = (3.0, 60.0)
"""How large letters drawn as outlines are, in points."""
_MOST_PLACES = 8
_SURE, _SURE_OF_OTHERS = 0.8, 0.93
_MOSTLY = 0.4
_INK = 200
_FEWEST_DOTS = 40
_FEWEST_SIGNS = 2
_MANY_WORDS = 8


def with_unsaid(page: Any, dpi: int, own: Sequence[Line], reader: Engine) -> tuple[Line, ...]:
    """Return a page's own lines and the words of pictures and outlines besides, in reading order.

    Args:
        page: The page of a PDF, its text taken off.
        dpi: The page's pixels are those of the page drawn so, as its own rotation mark says.
        own: The lines of its own text, in these pixels.
        reader: Reads the rest.

    Raises:
        UnreadableFile: The page cannot be drawn.
    """
    if reader.name == "none" or _has_own_unit(page):
        return tuple(own)
    read = [line for place in _places(page, dpi) for line in _read(page, place, dpi, reader)]
    level = [line for line in own if not line.is_slanted]
    text = [line for line in read if _is_text(line) and line.box and not _is_said(line.box, level)]
    words = [line for line in text if len(line.text) >= _FEWEST_SIGNS]
    # among many words a single figure is one, alone it is the pattern of a picture
    more = text if len(words) >= _MANY_WORDS else words
    if not more:
        return tuple(own)
    return (*in_reading_order((*level, *more)), *(line for line in own if line.is_slanted))


def _has_own_unit(page: Any) -> bool:
    """Tell whether a page has a ``UserUnit``: places of drawings do not regard it."""
    return bool(page.parent.xref_get_key(page.xref, "UserUnit")[0] != "null")


def _is_text(line: Line) -> bool:
    """Tell whether a line was read well enough; what has no Han character may be the pattern of a picture."""
    least = _SURE if HAN.search(line.text) else _SURE_OF_OTHERS
    return line.confidence >= least and bool(line.text)


def _is_said(box: Box, own: Sequence[Line]) -> bool:
    """Tell whether the page's own text stands where something was read, as on the picture of a scan."""
    shared = (box.shared(line.box) for line in own if line.box is not None)
    return sum(shared) >= _MOSTLY * box.width * box.height


def _places(page: Any, dpi: int) -> list[Box]:
    """Return where pictures and outlines of letters are, in pixels; what stands close together is one."""
    size = (int(page.rect.height / _CELL) + 2, int(page.rect.width / _CELL) + 2)
    grid, turn = np.zeros(size, np.uint8), turn_of(page)
    for area in _drawn_areas(page):
        x0, y0, x1, y1 = ((area * turn) & page.rect) / _CELL
        if x1 > x0 and y1 > y0:
            grid[int(y0) : int(y1) + 1, int(x0) : int(x1) + 1] = 1
    joined = cv2.dilate(grid, np.ones((3, _NEAR), np.uint8))
    found = components_of(joined.astype(np.uint8, copy=False)).measured()
    boxes = [(x, y, x + wide, y + high) for x, y, wide, high, _ in found]
    if len(boxes) > _MOST_PLACES:
        boxes = [(0, 0, size[1], size[0])]
    width, height = drawn_size(page, dpi)
    scale = _CELL * dpi / 72
    return [
        Box(
            round(x0 * scale),
            round(y0 * scale),
            min(width, round(x1 * scale)),
            min(height, round(y1 * scale)),
        )
        for x0, y0, x1, y1 in boxes
    ]


def _drawn_areas(page: Any) -> Iterator[Any]:
    for kind, area in page.get_bboxlog():
        wide, high = area[2] - area[0], area[3] - area[1]
        if kind in ("fill-image", "fill-imgmask"):
            drawn = wide >= _LEAST[0] and high >= _LEAST[1]
        else:
            drawn = kind == "fill-path" and min(wide, high) >= _SIGN[0] and max(wide, high) <= _SIGN[1]
        if drawn:
            yield pymupdf.Rect(area)


def _read(page: Any, place: Box, dpi: int, reader: Engine) -> list[Line]:
    image = clean_page(draw_pdf_page(page, dpi, place)).image
    if np.count_nonzero(image < _INK) < _FEWEST_DOTS:
        return []
    return [_moved(line, place) for line in reader.read(image)]


def _moved(line: Line, place: Box) -> Line:
    """Return a line of a place's picture in the pixels of the page."""
    box = line.box or Box(0, 0, place.width, place.height)
    return dataclasses.replace(
        line,
        box=Box(box.x0 + place.x0, box.y0 + place.y0, box.x1 + place.x0, box.y1 + place.y0),
        edges=tuple(edge + place.x0 for edge in line.edges),
    )

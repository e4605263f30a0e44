"""Page numbers alone in the foot, - 2 -: who seeks lines passes over anything so short and thin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Engine, Image
from capture.pages import Box, Line
from capture.picture.components import components_of

_FOOT, _RIM = 0.88, 0.995
"""Where the foot begins and ends, of the height of a page."""
_SIDE = 0.02
_LEAST_HIGH, _MOST_HIGH = 0.005, 0.02
_LEAST_WIDE, _MOST_WIDE = 1.2, 10.0
"""How high a number is, of the height of a page, and how wide, of its own."""
_GAP = 80
"""Its parts stand no further apart than one of so many parts of the page's height."""
_MOST_PATCHES = 4
"""Where there are more, the foot bears a pattern or dirt."""
_INK = 180
_MARGIN = 0.35
_LEAST_SURE = 0.6
_NUMBER = re.compile(r"[-—－–一~] ?\d{1,3} ?[-—－–一~]")


def with_page_number(image: Image, lines: Sequence[Line], reader: Engine) -> tuple[Line, ...]:
    """Return the lines of a page, a number between dashes in its foot among them where none was read there.

    Args:
        image: The page as its lines were read, grey; their boxes are in its pixels.
        lines: What was read, in reading order.
        reader: One that reads pictures of single lines.
    """
    patches = list(_patches(image, lines))
    if len(patches) > _MOST_PATCHES:
        return tuple(lines)
    return (*lines, *(line for box in patches if (line := _read(image, box, reader)) is not None))


def _patches(image: Image, lines: Sequence[Line]) -> Iterator[Box]:
    """Yield where something stands alone in the foot that is as high and as wide as a page number."""
    height, width = image.shape
    top, end = round(_FOOT * height), round(_RIM * height)
    # a dash is thinner than two rows
    rows = np.minimum(image[top : end - 1 : 2, ::2], image[top + 1 : end : 2, ::2])
    ink = (rows < _INK).astype(np.uint8)
    for line in lines:
        if line.box is not None and line.box.y1 > top:
            left, right = line.box.x0 // 2, line.box.x1 // 2
            ink[max(0, line.box.y0 - top) // 2 : (line.box.y1 - top) // 2 + 1, left : right + 1] = 0
    for x, y, wide, high in _closed(ink, height // (2 * _GAP)).tolist():
        box = Box(2 * x, top + 2 * y, 2 * (x + wide), top + 2 * (y + high))
        is_inside = box.x0 > _SIDE * width and box.x1 < (1 - _SIDE) * width
        is_high = _LEAST_HIGH * height < box.height < _MOST_HIGH * height
        if is_inside and is_high and _LEAST_WIDE * box.height < box.width < _MOST_WIDE * box.height:
            yield box


def _closed(ink: NDArray[np.uint8], gap: int) -> NDArray[np.int64]:
    """Return the boxes of what hangs together once gaps along the line are closed: x, y, width, height."""
    kernel = np.ones((1, max(3, gap)), np.uint8)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, kernel).astype(np.uint8)
    return components_of(closed).boxes()[1:]


def _read(image: Image, box: Box, reader: Engine) -> Line | None:
    margin = round(_MARGIN * box.height)
    part = image[max(0, box.y0 - margin) : box.y1 + margin, max(0, box.x0 - margin) : box.x1 + margin]
    line = reader.read_line(np.ascontiguousarray(part))
    if line is None or line.confidence < _LEAST_SURE or not _NUMBER.fullmatch(line.text):
        return None
    # between figures a dash reads like the character for one
    return replace(line, text=line.text.replace("一", "—"), box=box)

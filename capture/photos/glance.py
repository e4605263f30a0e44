"""Whether a phone photo of a paper can be filed: judged at a glance, before anything is read.

Rows of print are found by their ink alone, and then judged as those of a scan are
(``capture.quality.verdict``): by the step from paper to ink against the size of the letters. The picture is
brought to a common size first, for a phone's pixels are many and soft.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from capture.engines.base import Image
from capture.errors import UnsupportedFormat
from capture.pages import Box, Line, PageWarning, Reader
from capture.photos.photo import find_sheet
from capture.picture.tones import percentile
from capture.probe import FileKind, Limits, probe_file
from capture.quality.verdict import LEAST_LIGHT, judge_page
from capture.raster import draw_page

PICTURES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.HEIF, FileKind.WEBP})
SIDE = 2200
"""Pixels of the longer side at which a photo is judged: an A4 page at about 190 dpi."""
FEW_ROWS = 3
_LEAST_LETTER, _MOST_LETTER = 7, 90
_NEAR_EDGE = 0.004
_PAPER = 97
"""Which percent of a picture's light is that of its paper."""
_HARD = frozenset({"blurred", "low_contrast", "dark", "uneven_light", "low_resolution", "cut_edge"})


def look_at_photo(path: Path, limits: Limits) -> tuple[str, ...]:
    """Return what is wrong with a photo, as ``judge_photo`` does.

    Raises:
        CaptureError: it is no picture, or cannot be decoded.
        OSError: the file is not there or may not be opened.
    """
    kind = probe_file(path, limits).kind
    if kind not in PICTURES:
        raise UnsupportedFormat(format=kind.value)
    return judge_photo(draw_page(path, kind, 1, limits).image)


def judge_photo(image: Image) -> tuple[str, ...]:
    """Return what is wrong with a picture: rows x columns x RGB, upright or on its side.

    The faults are codes of ``capture.quality.verdict``, or ``no_print`` where no rows of print are seen.
    """
    sheet = find_sheet(image)
    seen, rows = _seen_rows(image if sheet is None else sheet.straightened(image))
    if sheet is not None and len(rows) < FEW_ROWS:
        sheet = None  # half of a folded sheet, or a field of it
        seen, rows = _seen_rows(image)
    if len(rows) < FEW_ROWS:
        return ("dark",) if percentile(_grey(seen), _PAPER) < LEAST_LIGHT * 255 else ("no_print",)
    faults = [warning.code for warning in _warnings(seen, rows) if warning.code in _HARD]
    if sheet is None and "cut_edge" not in faults and _touches_border(seen, rows):
        faults.append("cut_edge")
    return tuple(faults)


def _seen_rows(image: Image) -> tuple[Image, list[Line]]:
    """Return a picture at the size it is judged, the way up that shows more rows of print, and the rows."""
    seen = _at_size(image)
    rows = list(_rows(seen))
    if len(rows) >= FEW_ROWS:
        return seen, rows
    turned = _turned(seen)
    sideways = list(_rows(turned))
    return (turned, sideways) if len(sideways) > len(rows) else (seen, rows)


def _warnings(image: Image, rows: list[Line]) -> tuple[PageWarning, ...]:
    return judge_page(image, None, rows)


def _at_size(image: Image) -> Image:
    scale = SIDE / max(image.shape[:2])
    if scale >= 1:
        return image
    return cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8)


def _turned(image: Image) -> Image:
    return np.ascontiguousarray(np.rot90(image))


def _rows(image: Image) -> Iterator[Line]:
    """Find rows of print: specks of ink, wiped together sideways."""
    grey = _grey(image)
    paper = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((31, 31), np.uint8))
    ink = cv2.subtract(paper, grey)
    _, dark = cv2.threshold(ink, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    for one in (cv2.getStructuringElement(cv2.MORPH_RECT, (61, 1)), np.ones((61, 1), np.uint8)):
        rules = cv2.morphologyEx(dark, cv2.MORPH_OPEN, one)
        dark = cv2.subtract(dark, cv2.dilate(rules, np.ones((3, 3), np.uint8)))
    wiped = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((3, 25), np.uint8))
    outlines, _ = cv2.findContours(wiped, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for outline in outlines:
        x, y, width, height = cv2.boundingRect(outline)
        if _LEAST_LETTER <= height <= _MOST_LETTER and width >= 4 * height:
            box = Box(x, y, x + width, y + height)
            yield Line("字" * max(1, round(width / height)), box, 1.0, Reader.TEXT_LAYER)


def _grey(image: Image) -> Image:
    return cv2.cvtColor(image, cv2.COLOR_RGB2GRAY).astype(np.uint8)


def _touches_border(image: Image, rows: list[Line]) -> bool:
    """Tell whether several rows run up to the border of a picture in which no sheet's edge is seen."""
    height, width = image.shape[:2]
    near = max(2.0, _NEAR_EDGE * max(height, width))
    left = sum(1 for row in rows if row.box and row.box.x0 <= near)
    right = sum(1 for row in rows if row.box and width - row.box.x1 <= near)
    return left >= FEW_ROWS or right >= FEW_ROWS

"""What a PDF page draws besides its text: nothing, plain rules, or something that has to be looked at.

Where there are no pictures, colours or patterns there can be no seal and no code, and the rules of tables
need not be sought in a picture of the page: they are there as strokes.
"""

# mypy: allow-untyped-calls
# PyMuPDF carries half of its types

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import cv2
import numpy as np

from capture.engines.base import Image
from capture.formats.pdf import PDF_ERRORS

_THIN = 3.0
_MOST_ITEMS = 1500
_PALE = 0.92
_GREY = 0.08
_BARS = 12
_BAR_GAP = 4.0
_SLANT, _PEN_STROKES = 0.5, 10
_FARTHEST = 1e6
_SOLID = ("", "[] 0")
_PLAIN = frozenset({"fill-text", "stroke-text", "ignore-text", "fill-path", "stroke-path"})


def plain_rules(page: Any, dpi: int) -> Image | None:
    """Return the straight strokes of a page, 1 on 0 at ``dpi``, where it has nothing else besides text.

    Nothing comes back for pages with pictures, annotations, colours, tints, patterns, bar codes, writing, or
    turned.
    """
    try:
        if page.rotation or page.cropbox != page.mediabox or next(page.annots(), None) is not None:
            return None
        if next(page.widgets(), None) is not None:
            return None
        if any(kind not in _PLAIN for kind, _ in page.get_bboxlog()):
            return None
        paths = page.get_cdrawings()
    except PDF_ERRORS:
        return None
    if sum(len(path["items"]) for path in paths) > _MOST_ITEMS:
        return None
    scale = dpi / 72
    mask = np.zeros((round(page.rect.height * scale), round(page.rect.width * scale)), np.uint8)
    if not all(_draw(mask, path, scale) for path in paths) or _has_bars(paths) or _has_writing(paths):
        return None
    return mask


def _draw(mask: Image, path: Mapping[str, Any], scale: float) -> bool:
    """Draw a path's straight strokes; tell whether that is all there is to it."""
    if path["type"] not in ("s", "f", "fs") or path.get("dashes", "") not in _SOLID:
        return False
    if not all(_is_near(item) for item in path["items"]):
        return False
    drawn = True
    if "f" in path["type"]:
        drawn = _is_plain(path.get("fill"), path.get("fill_opacity", 1.0)) and all(
            _fill(mask, item, scale, path["fill"]) for item in path["items"]
        )
    if drawn and "s" in path["type"]:
        drawn = _is_plain(path.get("color"), path.get("stroke_opacity", 1.0)) and all(
            _stroke(mask, item, scale, path) for item in path["items"]
        )
    return drawn


def _is_plain(colour: tuple[float, ...] | None, opacity: float) -> bool:
    return colour is not None and opacity == 1.0 and max(colour) - min(colour) <= _GREY


def _is_near(item: tuple[Any, ...]) -> bool:
    """Return whether a line or rectangle lies where a page may; what is no number lies nowhere."""
    points = {"l": item[1:3], "re": item[1:2]}.get(item[0], ())
    return all(abs(number) <= _FARTHEST for point in points for number in point)


def _fill(mask: Image, item: tuple[Any, ...], scale: float, colour: tuple[float, ...]) -> bool:
    if item[0] != "re":
        return False
    x0, y0, x1, y1 = item[1]
    if min(x1 - x0, y1 - y0) > _THIN:  # a tinted field, unless it is white: that covers what lies below
        if min(colour) < 1.0:
            return False
        left, top, right, bottom = (max(0, round(side * scale)) for side in (x0, y0, x1, y1))
        mask[top:bottom, left:right] = 0
        return True
    if min(colour) < _PALE:
        across = y1 - y0 <= x1 - x0
        middle = ((x0 + x1) / 2, (y0 + y1) / 2)
        ends = ((x0, middle[1]), (x1, middle[1])) if across else ((middle[0], y0), (middle[0], y1))
        _line(mask, *ends, scale, min(x1 - x0, y1 - y0))
    return True


def _stroke(mask: Image, item: tuple[Any, ...], scale: float, path: Mapping[str, Any]) -> bool:
    if min(path["color"]) >= _PALE:
        return bool(min(path["color"]) == 1.0)
    width = path.get("width") or 0.0
    if not width <= _THIN:
        return False
    if item[0] == "l":
        _line(mask, item[1], item[2], scale, width)
    elif item[0] == "re":
        x0, y0, x1, y1 = item[1]
        corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))
        for start, end in pairwise(corners):
            _line(mask, start, end, scale, width)
    return item[0] in ("l", "re")


def _line(mask: Image, start: Any, end: Any, scale: float, width: float) -> None:
    (x0, y0), (x1, y1) = ((round(x * scale), round(y * scale)) for x, y in (start, end))
    cv2.line(mask, (x0, y0), (x1, y1), (1,), max(1, round(width * scale)))


def _has_writing(paths: list[dict[str, Any]]) -> bool:
    """Return whether there are as many slanted strokes as in a signature drawn with a pen on a screen."""
    lines = (item[1:3] for path in paths for item in path["items"] if item[0] == "l")
    slanted = (abs(x1 - x0) > _SLANT < abs(y1 - y0) for (x0, y0), (x1, y1) in lines)
    return list(slanted).count(True) >= _PEN_STROKES


def _has_bars(paths: list[dict[str, Any]]) -> bool:
    """Return whether upright strokes stand as close together as in a bar code."""
    places = sorted(
        round(item[1][0], 1)
        for path in paths
        for item in path["items"]
        if (item[0] == "re" and item[1][3] - item[1][1] > item[1][2] - item[1][0])
        or (item[0] == "l" and abs(item[1][0] - item[2][0]) < 0.1)
    )
    close: list[bool] = [0.0 < after - before < _BAR_GAP for before, after in pairwise(sorted(set(places)))]
    return close.count(True) >= _BARS

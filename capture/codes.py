"""QR codes and barcodes on a page."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import zxingcpp

from capture.components import components_of
from capture.engines.base import Image
from capture.pages import Box, Code
from capture.shrink import shrunk

_LONG_SIDE = 2600
_USUAL = "QRCode,Code128,Code39,EAN13,ITF"
_RARE = "QRCode,MicroQRCode,DataMatrix,PDF417,Aztec"
_LOOK = 640
_EDGE = 40
_FULL = 0.55
_SMALLEST = 10
_MOST_PLACES = 12


def find_codes(image: Image) -> tuple[Code, ...]:
    """Return the codes of an upright page, boxes in its pixels."""
    grey = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    scale = min(1.0, _LONG_SIDE / max(grey.shape))
    grey = np.ascontiguousarray(shrunk(grey.astype(np.uint8, copy=False), scale))
    usual = zxingcpp.read_barcodes(grey, formats=_formats(_USUAL), try_invert=False)
    codes = [_code(one, (0, 0), scale, image.shape) for one in usual if one.valid and one.text]
    for place in _dense_places(grey):
        box = Box(*(round(side / scale) for side in place.as_list()))
        if any(box.overlaps(code.box) for code in codes if code.box):
            continue
        part = np.ascontiguousarray(grey[place.y0 : place.y1, place.x0 : place.x1])
        found = zxingcpp.read_barcodes(part, formats=_formats(_RARE))
        codes += [
            _code(one, (place.x0, place.y0), scale, image.shape) for one in found if one.valid and one.text
        ]
    return tuple(codes)


def _formats(names: str) -> Any:
    """Return zxing's own set of formats: kept in a module, it complains when the program ends."""
    return zxingcpp.barcode_formats_from_str(names)


def _dense_places(grey: Image) -> list[Box]:
    """Return where a picture is full of edges both ways over an area as compact as a two-dimensional code."""
    look = min(1.0, _LOOK / max(grey.shape))
    if look * min(grey.shape) < 3 * _SMALLEST:
        return []
    small = shrunk(grey, look)
    steep = cv2.morphologyEx(small, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    _, rough = cv2.threshold(steep, _EDGE, 255, cv2.THRESH_BINARY)
    _, full = cv2.threshold(cv2.blur(rough, (9, 9)), 255 * _FULL, 1, cv2.THRESH_BINARY)
    places = []
    for x, y, width, height, area in components_of(full.astype(np.uint8, copy=False)).measured():
        if (
            min(width, height) >= _SMALLEST
            and max(width, height) < 5 * min(width, height)
            and area > 0.6 * width * height
        ):
            more = 8 + max(width, height) // 4
            sides = (max(0, x - more), max(0, y - more), x + width + more, y + height + more)
            places.append((area, Box(*(round(side / look) for side in sides))))
    return [box for _, box in sorted(places, key=lambda place: -place[0])[:_MOST_PLACES]]


def _code(result: Any, corner: tuple[int, int], scale: float, shape: tuple[int, ...]) -> Code:
    """Return a code as found in a part of the picture that begins at ``corner``."""
    place = result.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    xs = [min(max(round((point.x + corner[0]) / scale), 0), shape[1]) for point in corners]
    ys = [min(max(round((point.y + corner[1]) / scale), 0), shape[0]) for point in corners]
    kind = str(result.format).replace(" ", "")
    return Code(kind, result.text, Box(min(xs), min(ys), max(xs), max(ys)))

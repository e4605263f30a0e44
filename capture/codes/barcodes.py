"""QR codes and barcodes on a page."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import zxingcpp

from capture.engines.base import Image
from capture.pages import Box, Code
from capture.picture.shrink import shrunk

_LONG_SIDE = 2600
_USUAL = "QRCode,Code128,Code39,EAN13,EAN8,ITF"
_RARE = "DataMatrix,PDF417,Aztec"
_LOOK, _EDGE = 640, 30
_NEAR, _FULL = 7, 0.85
_SOLID = 13
"""Pixels of the look, some 6 mm of an A4 page: full of edges so far both ways are codes, hardly print."""
_SOFT, _SHARPER = 2.0, 1.2
"""Over how many pixels edges are made steeper, and by how much."""


def find_codes(image: Image) -> tuple[Code, ...]:
    """Return the codes of an upright page, boxes in its pixels.

    The usual kinds are sought on every page. Where one is as full of edges somewhere as codes are, the rarer
    kinds are sought as well, and the usual ones again: white on black, blurred, or under a seal.
    """
    scale = min(1.0, _LONG_SIDE / max(image.shape[:2]))
    grey = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    grey = np.ascontiguousarray(shrunk(grey.astype(np.uint8, copy=False), scale))
    found = _read(grey, _USUAL, inverted=False)
    if _is_dense(grey):
        found += _read(grey, _RARE, inverted=False)
        known = {(one.format, one.text) for one in found}
        again = _read(_clearer(image, grey, scale), _USUAL, inverted=True)
        found += [one for one in again if (one.format, one.text) not in known]
    return tuple(_code(one, scale, image.shape) for one in found)


def _read(look: Image, formats: str, *, inverted: bool) -> list[Any]:
    # zxing's own set of formats, kept in a module, complains when the program ends
    known = zxingcpp.barcode_formats_from_str(formats)
    found = zxingcpp.read_barcodes(look, formats=known, try_invert=inverted)
    return [one for one in found if one.valid and one.text]


def _is_dense(grey: Image) -> bool:
    """Tell whether a picture is full of edges over an area wider and higher than rows of print."""
    small = shrunk(grey, min(1.0, _LOOK / max(grey.shape)))
    steep = cv2.morphologyEx(small, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    _, rough = cv2.threshold(steep, _EDGE, 255, cv2.THRESH_BINARY)
    _, full = cv2.threshold(cv2.blur(rough, (_NEAR, _NEAR)), 255 * _FULL, 1, cv2.THRESH_BINARY)
    return bool(cv2.erode(full, np.ones((_SOLID, _SOLID), np.uint8)).any())


def _clearer(image: Image, grey: Image, scale: float) -> Image:
    """Return a page sharpened, by its red alone where it has colours: a seal is pale there, black stays."""
    look = grey if image.ndim == 2 else shrunk(cv2.extractChannel(image, 0).astype(np.uint8), scale)
    soft = cv2.GaussianBlur(look, (0, 0), _SOFT)
    return cv2.addWeighted(look, 1 + _SHARPER, soft, -_SHARPER, 0).astype(np.uint8, copy=False)


def _code(result: Any, scale: float, shape: tuple[int, ...]) -> Code:
    place = result.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    xs = [min(max(round(point.x / scale), 0), shape[1]) for point in corners]
    ys = [min(max(round(point.y / scale), 0), shape[0]) for point in corners]
    kind = str(result.format).replace(" ", "")
    return Code(kind, result.text, Box(min(xs), min(ys), max(xs), max(ys)))

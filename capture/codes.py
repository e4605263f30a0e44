"""QR codes and barcodes on a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import zxingcpp

from capture.components import components_of
from capture.engines.base import Image
from capture.pages import Box, Code, Line
from capture.shrink import shrunk

_LONG_SIDE = 2600
_SQUARE, _BARS = "QRCode", "QRCode,Code128,Code39,EAN13,ITF"
_RARE = "QRCode,MicroQRCode,DataMatrix,PDF417,Aztec"
_LOOK = 640
_EDGE = 40
_FULL = 0.55
_SMALLEST = 10
_MOST_PLACES = 12
_BLOCK, _BLOCKS, _CHANGES, _AS_MUCH = 8, 6, 10, 2.0
"""Bars fill so many blocks of so many pixels of half a page's size in a row: each changes by so many levels
from pixel to pixel, and all so many times as much along the row as across."""
_SURE = 0.93
_SIGNS = 3
"""How many signs that differ a line holds that is surely print: bars may be read as one over and over."""


def find_codes(image: Image, lines: Sequence[Line] = ()) -> tuple[Code, ...]:
    """Return the codes of an upright page, boxes in its pixels; where ``lines`` were surely read is none."""
    grey = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    scale = min(1.0, _LONG_SIDE / max(grey.shape))
    grey = np.ascontiguousarray(shrunk(grey.astype(np.uint8, copy=False), scale))
    printed = [line.box.as_list() for line in lines if line.box and _is_print(line)]
    half = _without_print(grey, [[round(side * scale / 2) for side in box] for box in printed])
    standing, lying = _have_bars(half), _have_bars(cv2.transpose(half).astype(np.uint8))
    kinds = _formats(_BARS if standing or lying else _SQUARE)
    usual = zxingcpp.read_barcodes(grey, formats=kinds, try_invert=False, try_rotate=lying)
    codes = [_code(one, (0, 0), scale, image.shape) for one in usual if one.valid and one.text]
    for place in _dense_places(half):
        box = Box(*(round(side / scale) for side in place.as_list()))
        if any(box.overlaps(code.box) for code in codes if code.box):
            continue
        part = np.ascontiguousarray(grey[place.y0 : place.y1, place.x0 : place.x1])
        found = zxingcpp.read_barcodes(part, formats=_formats(_RARE))
        codes += [
            _code(one, (place.x0, place.y0), scale, image.shape) for one in found if one.valid and one.text
        ]
    return tuple(codes)


def _is_print(line: Line) -> bool:
    """Return whether a line was read so surely, as signs that differ, that no code stands there."""
    return line.confidence >= _SURE and len(set(line.text)) >= _SIGNS


def _formats(names: str) -> Any:
    """Return zxing's own set of formats: kept in a module, it complains when the program ends."""
    return zxingcpp.barcode_formats_from_str(names)


def _without_print(grey: Image, printed: Sequence[Sequence[int]]) -> Image:
    """Return a picture at half its size, paper where lines are ``printed``: left, top, right, bottom there.

    Lines of print are as dense as codes are.
    """
    half = shrunk(grey, 0.5)
    for left, top, right, bottom in printed:
        part = half[top : bottom + 1, left : right + 1]
        if part.size:
            part[:] = np.median(part[::4, ::8])
    return half


def _have_bars(half: Image) -> bool:
    """Tell whether a picture may hold bars side by side: it changes all along rows, and hardly across.

    What does so for less than 96 pixels of the page is no barcode.
    """
    high, wide = ((side - 1) // _BLOCK for side in half.shape)
    if high < 1 or wide < _BLOCKS:
        return False
    rows, columns = high * _BLOCK, wide * _BLOCK
    part = half[:rows, :columns]
    along = _by_block(cv2.absdiff(half[:rows, 1 : columns + 1], part), wide, high)
    across = _by_block(cv2.absdiff(half[1 : rows + 1, :columns], part), wide, high)
    everywhere = cv2.erode(along, np.ones((1, _BLOCKS), np.uint8), borderValue=(0,)) >= _CHANGES
    most, rest = (cv2.blur(one.astype(np.float32), (_BLOCKS, 1)) for one in (along, across))
    return bool(np.any(everywhere & (most > _AS_MUCH * (rest + 2))))


def _by_block(changes: cv2.typing.MatLike, wide: int, high: int) -> Image:
    return cv2.resize(changes, (wide, high), interpolation=cv2.INTER_AREA).astype(np.uint8)


def _dense_places(half: Image) -> list[Box]:
    """Return where a picture, of half the page's size, is full of edges both ways over a compact area.

    The places are those of the page: an area as compact as a two-dimensional code.
    """
    look = min(1.0, _LOOK / max(half.shape))
    if look * min(half.shape) < 3 * _SMALLEST:
        return []
    small = shrunk(half, look)
    edges = cv2.morphologyEx(small, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    rough = cv2.threshold(edges, _EDGE, 255, cv2.THRESH_BINARY)[1]
    full = components_of((cv2.blur(rough, (9, 9)) > round(_FULL * 255)).view(np.uint8))
    places = []
    for (x, y, width, height), area in list(zip(full.boxes().tolist(), full.areas.tolist(), strict=True))[1:]:
        if (
            min(width, height) >= _SMALLEST
            and max(width, height) < 5 * min(width, height)
            and area > 0.6 * width * height
        ):
            more = 8 + max(width, height) // 4
            sides = (max(0, x - more), max(0, y - more), x + width + more, y + height + more)
            places.append((area, Box(*(round(2 * side / look) for side in sides))))
    return [box for _, box in sorted(places, key=lambda place: -place[0])[:_MOST_PLACES]]


def _code(result: Any, corner: tuple[int, int], scale: float, shape: tuple[int, ...]) -> Code:
    """Return a code as found in a part of the picture that begins at ``corner``."""
    place = result.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    xs = [min(max(round((point.x + corner[0]) / scale), 0), shape[1]) for point in corners]
    ys = [min(max(round((point.y + corner[1]) / scale), 0), shape[0]) for point in corners]
    kind = str(result.format).replace(" ", "")
    return Code(kind, result.text, Box(min(xs), min(ys), max(xs), max(ys)))

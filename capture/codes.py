"""QR codes and barcodes on a page."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import zxingcpp

from capture.engines.base import Image
from capture.pages import Box, Code

_LONG_SIDE = 2600
_FORMATS = "QRCode,MicroQRCode,DataMatrix,PDF417,Aztec,Code128,Code39,EAN13,ITF"


def find_codes(image: Image) -> tuple[Code, ...]:
    """Return the codes of an upright page, boxes in its pixels."""
    grey = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    scale = min(1.0, _LONG_SIDE / max(grey.shape))
    if scale < 1.0:
        size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
        grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    found = zxingcpp.read_barcodes(
        np.ascontiguousarray(grey), formats=zxingcpp.barcode_formats_from_str(_FORMATS)
    )
    return tuple(_code(result, scale, image.shape) for result in found if result.valid and result.text)


def _code(result: Any, scale: float, shape: tuple[int, ...]) -> Code:
    place = result.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    xs = [min(max(round(corner.x / scale), 0), shape[1]) for corner in corners]
    ys = [min(max(round(corner.y / scale), 0), shape[0]) for corner in corners]
    kind = str(result.format).replace(" ", "")
    return Code(kind, result.text, Box(min(xs), min(ys), max(xs), max(ys)))

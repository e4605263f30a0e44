"""One page as two pictures that together hold the whole of it, every pixel as it was drawn."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image as Pictures
from PIL.PngImagePlugin import PngInfo

from capture.engines.base import Image
from capture.probe import FileKind, Limits
from capture.raster import draw_page

_FAST = 1
"""How hard PNG tries: the smallest effort is a third larger and several times as fast."""


@dataclass(frozen=True, slots=True)
class Knife:
    """How a page is cut: upright by ``rotation`` degrees clockwise, then down it (``beside``) or across it.

    ``at`` is the place as a share of the upright page's width or height; ``notes`` is what the two
    pictures say of themselves.
    """

    rotation: int
    beside: bool
    at: float
    notes: tuple[str, str]


def cut_page(
    path: Path, kind: FileKind, number: int, knife: Knife, limits: Limits, password: str | None = None
) -> tuple[bytes, bytes]:
    """Return the two parts of a page as PNG, the upper or left one first, at the page's own resolution.

    Raises:
        CaptureError: The page cannot be drawn.
    """
    page = draw_page(path, kind, number, limits, password)
    image = np.rot90(page.image, -knife.rotation // 90)
    length = image.shape[1 if knife.beside else 0]
    at = min(max(1, round(knife.at * length)), length - 1)
    first, second = (image[:, :at], image[:, at:]) if knife.beside else (image[:at], image[at:])
    return _png(first, page.dpi, knife.notes[0]), _png(second, page.dpi, knife.notes[1])


def _png(image: Image, dpi: int | None, note: str) -> bytes:
    picture = Pictures.fromarray(np.ascontiguousarray(image))
    red = image[:, :, 0]
    if np.array_equal(red, image[:, :, 1]) and np.array_equal(red, image[:, :, 2]):
        picture = Pictures.fromarray(np.ascontiguousarray(red))
        if not np.any((red != 0) & (red != 255)):
            picture = picture.convert("1", dither=Pictures.Dither.NONE)
    said = PngInfo()
    said.add_itxt("Source", note)
    out = io.BytesIO()
    resolution = {"dpi": (dpi, dpi)} if dpi else {}
    picture.save(out, "PNG", compress_level=_FAST, pnginfo=said, **resolution)
    return out.getvalue()

"""Is what was read drawn as print is drawn? Characters are laid over those of a common typeface.

Printed characters of whatever typeface have their strokes nearly where that of another has them, are of one
size, and stand on one row. What a hand wrote, however well it can be read, has not.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import Any

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont

from capture.characters.spaces import is_han
from capture.engines.base import Image
from capture.pages import Line

Tones = NDArray[np.float32]
"""How dark pixels are, 0 paper … 1 ink."""

_SIDE = 30.0
"""So many pixels high characters are compared."""
_SIZES, _WIDTHS = (24, 26, 28, 30, 33, 36), (0.86, 1.0)
"""Sizes of type in pixels, and how narrow it may be: ink rarely fills the whole height of type."""
_FILLED, _SMALL = 0.92, 0.8
"""How much of the height of its type Han fills, and letters and figures of that of Han."""
_BLUR = 1.0
_PAPER, _DARKNESS = 200.0, 140.0
_ROOM = (0.25, 0.28)
"""How far down and across a character may lie beside its place, in its heights."""
_DRAWN, _BASE, _ITALIC = 60, 0.88, 0.2
"""How many pixels high type is drawn before it is made small; where in its height characters stand; how far
italic type leans."""
_LEAST, _FEWEST = 7, 2
_CROWDED = 1.2


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a run of characters is drawn.

    Attributes:
        to_print: Mean correlation with the typeface's, -1…1, all of one size and on one row.
        height: Of the run's ink in pixels of the page; letters and figures count as the Han they stand with.
        uneven: How far the places and sizes differ that suit each character best, in heights of a character.
    """

    to_print: float
    height: float
    uneven: float


def likeness_of(image: Image, line: Line, start: int, end: int, *, italic: bool = False) -> Likeness | None:
    """Compare ``line.text[start:end]`` as a grey page shows it; nothing where it is too small or no ink.

    ``image`` is dark on white, and the line lies level in it. The type may be ``italic``.
    """
    shown = _shown(image, line, start, end)
    if shown is None:
        return None
    windows, height = shown
    to_print, uneven = _compared(windows, _ITALIC if italic else 0.0)
    return Likeness(to_print, height, uneven)


def closeness(image: Image, line: Line, start: int, end: int, enough: float) -> float | None:
    """Return how well ``line.text[start:end]`` agrees with the typeface, -1…1, upright or italic.

    As ``likeness_of``, but no further size is tried once one agrees ``enough``.
    """
    shown = _shown(image, line, start, end)
    if shown is None:
        return None
    upright = _compared(shown[0], 0.0, enough)[0]
    return upright if upright >= enough else max(upright, _compared(shown[0], _ITALIC, enough)[0])


def _shown(image: Image, line: Line, start: int, end: int) -> tuple[list[tuple[str, Tones]], float] | None:
    """Return characters with what the page shows of each, and how high in pixels they are, as Han."""
    spans = [(n, line.span_box(n, n + 1)) for n in range(start, end) if _is_known(line.text[n])]
    places = [(line.text[n], box) for n, box in spans if box is not None and box.width > 0]
    if len(places) < _FEWEST:
        return None
    han = sum(is_han(char) for char, _ in places) > len(places) / 2
    left, right = places[0][1].x0, places[-1][1].x1
    pitch = median(box.width for _, box in places)
    rows = _inked_rows(image, line, (left, right), pitch if han else None)
    if rows is None or rows[1] - rows[0] < _LEAST:
        return None
    height = rows[1] - rows[0]
    windows = [(char, _window(image, (box.x0, box.x1), rows)) for char, box in places]
    seen = [(char, window) for char, window in windows if window is not None]
    if len(seen) < _FEWEST:
        return None
    return seen, height if han else height / _SMALL


def _compared(
    windows: Sequence[tuple[str, Tones]], slant: float, enough: float = math.inf
) -> tuple[float, float]:
    """Return how well characters agree with type of one size on one row, and how they differ by themselves.

    The second number is how far apart the rows and sizes lie that suit each best, in heights of a character.
    No further size is tried where they agree ``enough``.
    """
    best, alone = -1.0, [(-1.0, 0.0, 0.0)] * len(windows)
    for size in _SIZES:
        for narrow in _WIDTHS:
            rows = [_by_row(window, _glyph(char, size, narrow, slant)) for char, window in windows]
            least = min(map(len, rows))
            # one pixel up or down is no other row
            level = [cv2.dilate(row[:least, None], np.ones((3, 1), np.uint8)).ravel() for row in rows]
            best = max(best, float(np.mean(level, axis=0).max()))
            if best >= enough:
                return best, 0.0
            for n, row in enumerate(rows):
                at = int(row.argmax())
                alone[n] = max(alone[n], (float(row[at]), at + size / 2, float(size)))
    middles, sizes = [one[1] for one in alone], [one[2] for one in alone]
    return best, (max(middles) - min(middles) + max(sizes) - min(sizes)) / _SIDE


def _by_row(window: Tones, glyph: Tones) -> NDArray[np.float32]:
    """Return for each row that a character may stand on how well it agrees there at its best."""
    down, across = (max(0, glyph.shape[axis] - window.shape[axis]) for axis in (0, 1))
    if down or across:
        window = np.pad(window, ((0, down), (0, across)))
    found = cv2.matchTemplate(window, glyph, cv2.TM_CCOEFF_NORMED)
    return np.asarray(found.max(axis=1), np.float32)


def _inked_rows(
    image: Image, line: Line, across: tuple[int, int], pitch: float | None
) -> tuple[int, int] | None:
    """Return from where to where the ink of a run reaches down the page, its neighbours' rows left out.

    ``pitch`` is how far apart its characters stand, where that tells how high they are.
    """
    box = line.box
    if box is None:
        return None
    room = 0.1 * box.height
    top, bottom = max(0, int(box.y0 - room)), int(box.y1 + room)
    dark = _tones(image[top:bottom, max(0, across[0]) : across[1]]) > 0.5
    inked = np.flatnonzero(dark.any(axis=1))
    if not len(inked):
        return None
    middle = (box.y0 + box.y1) / 2 - top
    pieces = np.split(inked, np.flatnonzero(np.diff(inked) > max(2.0, room)) + 1)
    piece = max(pieces, key=lambda one: (one[0] <= middle <= one[-1], len(one)))
    y0, y1 = top + int(piece[0]), top + int(piece[-1]) + 1
    if pitch is not None and y1 - y0 > max(_CROWDED * pitch, 0.95 * box.height):
        half = _FILLED * pitch / 2  # rows so close that their ink runs together
        y0, y1 = int(top + middle - half), int(top + middle + half)
    return y0, y1


def _window(image: Image, across: tuple[int, int], rows: tuple[int, int]) -> Tones | None:
    """Return where a character may stand, at the size at which characters are compared."""
    height = rows[1] - rows[0]
    down, aside = (int(share * height) for share in _ROOM)
    part = image[max(0, rows[0] - down) : rows[1] + down, max(0, across[0] - aside) : across[1] + aside]
    if not part.size:
        return None
    scale = _SIDE * _FILLED / height
    size = (max(1, round(part.shape[1] * scale)), max(1, round(part.shape[0] * scale)))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    framed = cv2.copyMakeBorder(cv2.resize(_tones(part), size, interpolation=way), 5, 5, 5, 5, 0, value=(0,))
    return np.asarray(cv2.GaussianBlur(framed, (0, 0), _BLUR), np.float32)


def _tones(part: Image) -> Tones:
    darkness = (_PAPER - part.astype(np.float32)) / _DARKNESS
    return np.asarray(np.clip(darkness, 0, 1), np.float32)


def _is_known(char: str) -> bool:
    return char.isalnum() and bool(_typeface().has_glyph(ord(char)))


@lru_cache(maxsize=1)
def _typeface() -> Any:
    """Return Droid Sans Fallback, which PyMuPDF carries."""
    return pymupdf.Font("cjk")  # type: ignore[no-untyped-call]  # PyMuPDF has no types


@lru_cache(maxsize=1)
def _type() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(_typeface().buffer), _DRAWN)


@lru_cache(maxsize=2048)
def _drawn(char: str, slant: float) -> Image:
    """Return a character in its whole height of type, light on dark."""
    face = _type()  # every further size would take some 6 MB
    wide = math.ceil(face.getlength(char) + slant * _DRAWN) + 4
    drawn = Pictures.new("L", (wide, _DRAWN + 8), 0)
    ImageDraw.Draw(drawn).text((2, 4 + int(_BASE * _DRAWN)), char, font=face, fill=255, anchor="ls")
    return np.asarray(drawn, np.uint8)


@lru_cache(maxsize=4096)
def _glyph(char: str, size: int, narrow: float, slant: float) -> Tones:
    """Return a character as high as type of a size, blurred as pages are."""
    glyph = _drawn(char, slant).astype(np.float32) / 255
    high, wide = glyph.shape
    if slant:
        lean = np.array([[1, -slant, slant * _DRAWN], [0, 1, 0]], np.float32)
        glyph = np.asarray(cv2.warpAffine(glyph, lean, (wide, high)), np.float32)
    scale = size / _DRAWN
    wanted = (max(4, round(wide * scale * narrow)), round(high * scale))
    small = cv2.resize(glyph, wanted, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(small, (0, 0), _BLUR), np.float32)

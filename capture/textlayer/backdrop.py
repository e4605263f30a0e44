"""A PDF page without its text: what is left are rules, fields, pictures, seals and what a hand drew.

Its own text is known to the letter, so a drawing need not show it: no stroke of a character can be taken for
a rule, and nothing crosses a seal.
"""

# mypy: allow-untyped-calls
# PyMuPDF carries half of its types

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray

from capture.clean import CleanPage
from capture.engines.base import Image
from capture.formats.pdf import PDF_ERRORS
from capture.pages import Box, Code, Line
from capture.picture.tones import darkest

_STEP = 10
"""By how many levels a stroke or field is darker than what is beside it."""
_RIM, _DARK = 4, 165
_RED, _CLEAR = 60, 1.15
_THICK, _LONG = 9, 28
_GAP = 11
"""How long the blanks of a dashed line are at most, in pixels at 150 dpi."""


def take_text_off(page: Any) -> None:
    """Take the text off an open page, which is not to be saved; one that is damaged keeps it."""
    side = 2 * max(page.mediabox.width, page.mediabox.height)
    with suppress(*PDF_ERRORS):
        page.add_redact_annot(pymupdf.Rect(-side, -side, side, side), fill=False, cross_out=False)
        page.apply_redactions(
            images=pymupdf.mupdf.PDF_REDACT_IMAGE_NONE,
            graphics=pymupdf.mupdf.PDF_REDACT_LINE_ART_NONE,
            text=pymupdf.mupdf.PDF_REDACT_TEXT_REMOVE,
        )


def strokes_of(picture: Image, clean: CleanPage, codes: Sequence[Code]) -> Image:
    """Return strokes and edges of fields, 1 on 0, of an RGB page without text; dashed ones are made whole.

    ``clean`` is the same page made even: its seals are left out, as are the bars of ``codes``.
    """
    dark = darkest(picture)
    for box in clean.seals:
        part = slice(box.y0, box.y1), slice(box.x0, box.x1)
        dark[part] = _without_red(picture[part])
    for box in (code.box for code in codes if code.box is not None):
        dark[max(0, box.y0 - _RIM) : box.y1 + _RIM, max(0, box.x0 - _RIM) : box.x1 + _RIM] = 255
    steps = cv2.morphologyEx(dark, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    edges = (steps > _STEP).astype(np.uint8)
    return cv2.bitwise_or(_straight(edges, 0), _straight(edges, 1)).astype(np.uint8)


def on_dark(picture: Image, lines: Sequence[Line]) -> list[Line]:
    """Return the lines that stand on dark ground in an RGB page without text, as heads of tables have it."""
    return [line for line in lines if line.box is not None and _is_on_dark(picture, line.box)]


def _is_on_dark(picture: Image, box: Box) -> bool:
    y, x = (box.y0 + box.y1) // 2, (box.x0 + box.x1) // 2
    return bool(picture[y : y + 1, x : x + 1].sum() < 3 * _DARK)


def _straight(edges: Image, axis: int) -> Image:
    """Return strokes along y (axis 0) or x (axis 1): thin ones, dashed ones made whole, and long ones."""

    def bar(length: int, along: int) -> NDArray[np.uint8]:
        return np.ones((length, 1) if along == 0 else (1, length), np.uint8)

    thin = cv2.subtract(edges, cv2.morphologyEx(edges, cv2.MORPH_OPEN, bar(_THICK, 1 - axis)))
    whole = cv2.morphologyEx(thin, cv2.MORPH_CLOSE, bar(_GAP, axis))
    long = cv2.morphologyEx(edges, cv2.MORPH_OPEN, bar(2 * _LONG, axis))
    return cv2.bitwise_or(cv2.morphologyEx(whole, cv2.MORPH_OPEN, bar(_LONG, axis)), long).astype(np.uint8)


def _without_red(part: Image) -> Image:
    """Return a part of the page in grey, as it looks through glass of the seal's own red."""
    red, others = part[..., 0].astype(np.int16), part[..., 1:].max(axis=2)
    seal = red[red - others > _RED]
    light = float(np.median(seal)) if seal.size else 255.0
    clear: Image = np.minimum(255, red * (_CLEAR * 255 / max(light, 1.0))).astype(np.uint8)
    return clear

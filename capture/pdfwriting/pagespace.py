"""What part of its space a PDF page shows and how it is turned, as the library that draws it takes it.

Boxes and turns of damaged files are read by each program in its own way: a name among the numbers, a turn
by 45 degrees. The one that drew the page decides, and a copy of the page says so plainly.
"""

# mypy: allow-untyped-calls
# PyMuPDF carries half of its types

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pikepdf
import pymupdf

Numbers = tuple[float, ...]
_SAME = 0.1
_ODD = ("/CropBox", "/UserUnit")


@dataclass(frozen=True, slots=True)
class Shown:
    """What is drawn of a page: a box of its space (x0, y0, x1, y1), turned clockwise by ``turn`` degrees.

    ``onto`` leads from this space to points of the drawn page, which is ``width`` points wide.
    """

    box: Numbers
    turn: int
    onto: pymupdf.Matrix
    width: float


def shown_part(page: Any) -> Shown:
    """Return what the drawing library shows of a page of a PDF it has opened."""
    box, onto = pymupdf.mupdf.FzRect(), pymupdf.mupdf.FzMatrix()
    pymupdf.mupdf.pdf_page_transform(pymupdf.mupdf.pdf_page_from_fz_page(page.this), box, onto)
    matrix = pymupdf.Matrix(onto.a, onto.b, onto.c, onto.d, onto.e - page.rect.x0, onto.f - page.rect.y0)
    turn = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
    return Shown((box.x0, box.y0, box.x1, box.y1), turn, matrix, page.rect.width)


def settle_page(page: pikepdf.Page, shown: Shown) -> None:
    """Let a copy of a page say plainly what is shown of the page, where it does not."""
    if int(page.rotation) % 360 == shown.turn and _agree(_shown_box(page), shown.box):
        return
    page.obj.MediaBox = [round(value, 3) for value in shown.box]
    page.obj.Rotate = shown.turn
    for key in _ODD:
        if key in page.obj:
            del page.obj[key]


def _shown_box(page: pikepdf.Page) -> Numbers:
    """Return what the crop box shows of the media box (ISO 32000-1, 14.11.2); nothing where one is odd."""
    try:
        whole, crop = ([float(value) for value in box] for box in (page.mediabox, page.cropbox))
    except (TypeError, ValueError, OverflowError):  # not numbers, or too large for any
        return ()
    if len(whole) != 4 or len(crop) != 4:
        return ()
    (left, right), (low, high) = sorted(whole[::2]), sorted(whole[1::2])
    x0, x1 = (min(max(value, left), right) for value in sorted(crop[::2]))
    y0, y1 = (min(max(value, low), high) for value in sorted(crop[1::2]))
    return x0, y0, x1, y1


def _agree(said: Numbers, shown: Numbers) -> bool:
    return len(said) == len(shown) and all(abs(a - b) < _SAME for a, b in zip(said, shown, strict=True))

"""Lines that are letters of a seal, read once more as if they were print."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np

from capture.characters.spaces import HAN
from capture.engines.base import Image
from capture.pages import Box, Line, Reader, Seal, Table

_SURE, _UNSURE = 0.9, 0.75
_INSIDE, _MOSTLY, _REACHING = 0.9, 0.75, 0.65
_ARC = 0.6
"""How far from a seal's middle, of the way to its edge, the letters of its arc stand at the least."""
_FEWEST = 3
_RINGS, _LARGEST = 0.7, 0.12
_SAME = 0.6
_NARROW = 0.6
_BLACK, _MOST_BLACK = 0.6, 0.05
"""Print is darker than this share of the paper's light in every colour; rules may cross a box."""


def without_echoes(picture: Image, lines: Sequence[Line], seals: Sequence[Seal]) -> tuple[Line, ...]:
    """Return lines without those that only say a part of a seal's text again.

    In a table they would stand with the goods. They lie in the seal and say its letters in their order, and
    there is no print where they lie. Where the seal is as dark as print, as on a grey scan, a stretch of the
    arc is told by its box, far too high for its letters, and by how unsurely it was read. A page's own text
    is none: it is known to stand there.

    Args:
        picture: The page, RGB or grey; boxes are in its pixels.
        lines: The lines read on it, without those of the seals.
        seals: Its seals.
    """
    return tuple(line for line in lines if not any(_echoes(picture, line, seal) for seal in seals))


def tables_outside(seals: Sequence[Seal], tables: Sequence[Table], area: int) -> tuple[Table, ...]:
    """Return the tables that are none of the rings and strokes of seals, on a page of so many pixels.

    What is as large as a form is a form, though its frame may have been taken for a stamp.
    """
    boxes = [seal.box for seal in seals if seal.box.width * seal.box.height < _LARGEST * area]
    return tuple(
        table
        for table in tables
        if table.box is None or not any(_lies_in(table.box, box, _RINGS) for box in boxes)
    )


def without_letters(picture: Image, lines: Sequence[Line], seals: Sequence[Seal]) -> tuple[Line, ...]:
    """Return a page's own lines without the single letters of seals, which were read as a whole.

    Those at the top of a seal stand nearly level; no print is where they are.
    """
    return tuple(line for line in lines if not any(_is_letter(picture, line, seal) for seal in seals))


def _is_letter(picture: Image, line: Line, seal: Seal) -> bool:
    if line.box is None or not seal.text or not _lies_in(line.box, seal.box, _MOSTLY):
        return False
    return line.is_slanted or (len(line.text) < _FEWEST and not _has_print(picture, line.box))


def _echoes(picture: Image, line: Line, seal: Seal) -> bool:
    signs = HAN.findall(line.text)
    if line.box is None or line.reader is Reader.TEXT_LAYER or not signs:
        return False
    if not any(_says(signs, HAN.findall(row)) for row in seal.text.split("\n")):
        return False
    high = line.box.width <= _NARROW * line.box.height * len(line.text)
    if len(signs) < _FEWEST:  # a letter of the arc, read by itself, or the two at its end
        least = _SURE if _is_on_the_arc(line.box, seal.box) else _UNSURE
        alone = line.confidence < least or (high and len(signs) > 1)
        return alone and len(signs) == len(line.text) and _lies_in(line.box, seal.box, _INSIDE)
    if high and line.confidence < _SURE:  # such a box reaches over the ring
        return _lies_in(line.box, seal.box, _REACHING)
    return _lies_in(line.box, seal.box, _INSIDE) and not _has_print(picture, line.box)


def _is_on_the_arc(box: Box, seal: Box) -> bool:
    """Tell whether the middle of a box stands where the letters along the edge of a round seal do."""
    across, down = (
        (low + high - first - last) / max(1, last - first)
        for low, high, first, last in (
            (box.x0, box.x1, seal.x0, seal.x1),
            (box.y0, box.y1, seal.y0, seal.y1),
        )
    )
    return across**2 + down**2 >= _ARC**2


def _says(signs: Sequence[str], row: Sequence[str]) -> bool:
    """Tell whether most of the signs stand in the row, in its order."""
    blocks = SequenceMatcher(None, signs, row, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= _SAME * len(signs)


def _has_print(picture: Image, box: Box) -> bool:
    part = picture[max(0, box.y0) : box.y1, max(0, box.x0) : box.x1]
    if part.size == 0:
        return True
    light = part.max(axis=2) if part.ndim == 3 else part
    return bool(np.mean(light < _BLACK * np.percentile(light, 90)) > _MOST_BLACK)


def _lies_in(inner: Box, outer: Box, least: float) -> bool:
    """Tell whether at least a share of one box lies in another."""
    shared = inner.shared(outer)
    return shared > 0 and shared >= least * inner.width * inner.height

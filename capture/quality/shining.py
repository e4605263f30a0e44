"""Print of the other side that shines through thin paper: in a mirror it reads well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from capture.characters.spaces import HAN
from capture.engines.base import Engine, Image
from capture.pages import Box, Line
from capture.quality.blank import sure_lines

_FEW = 3
_PLAINLY, _SOME = 0.95, 4
_BY_CHANCE = 0.15
"""How much of mirrored print seems sure."""
_SOME_SIGNS, _PLAINER = 3, 2.0
"""How many characters a line of print has, and how many times as much as its mirror a page of print says."""


def shining_lines(image: Image, lines: Sequence[Line], reader: Engine) -> list[Line]:
    """Return the lines that are surely text in a mirror.

    None where there are hardly any, or where what was read as the page lies may well be its own. Nothing told
    which way up they are: the reader reads upside down, too, what says little.

    Args:
        image: The page as its lines were read; boxes are in its pixels.
        lines: What was read.
        reader: One that finds lines and reads them.
    """
    if not _may_shine_through(lines):
        return []
    width = image.shape[1]
    read = sure_lines(_in_a_mirror(image, reader))
    found = [replace(line, box=_mirrored(line.box, width), edges=(), sure=()) for line in read if line.box]
    if any(_is_plain(line) and not _says_more(found, line) for line in lines):
        return []
    return found if len(found) >= _FEW else []


def is_soft_print(image: Image, lines: Sequence[Line], reader: Engine) -> bool:
    """Tell whether unsure lines of a page are print out of focus: in a mirror they would say much less.

    Print of the other side says more there, folds and stains as little either way.

    Args:
        image: The page as its lines were read.
        lines: What was read.
        reader: One that finds lines and reads them.
    """
    if sum(len(line.text) >= _SOME_SIGNS for line in lines) < _FEW:
        return False
    return _said(lines) > _PLAINER * _said(_in_a_mirror(image, reader))


def _in_a_mirror(image: Image, reader: Engine) -> tuple[Line, ...]:
    return reader.read(np.ascontiguousarray(image[:, ::-1]))


def _said(lines: Sequence[Line]) -> float:
    return sum(line.confidence * len(line.text) for line in lines if len(line.text) >= _SOME_SIGNS)


def _may_shine_through(lines: Sequence[Line]) -> bool:
    """Tell whether what was read on a page, nearly all unsure, may be the print of its other side."""
    return len(lines) >= _FEW and len(sure_lines(lines)) < max(_FEW, _BY_CHANCE * len(lines))


def _is_plain(line: Line) -> bool:
    """Tell whether a line reads as well as print: in a mirror none does but of signs with two like sides."""
    return line.confidence >= _PLAINLY and len(HAN.findall(line.text)) >= _SOME


def _says_more(found: Sequence[Line], line: Line) -> bool:
    """Tell whether one of the lines read in a mirror is surer where a line stands: 工业品 for 品业工."""
    return any(
        other.confidence > line.confidence and other.box.shared(line.box) > 0
        for other in found
        if other.box and line.box
    )


def _mirrored(box: Box, width: int) -> Box:
    return Box(width - box.x1, box.y0, width - box.x0, box.y1)

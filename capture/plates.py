"""Reads rectangular stamps row by row, and persons' square seals from the right downwards."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Engine, Image
from capture.inks import InkPicture, ink_of
from capture.pages import Box, Line
from capture.runs import runs_of
from capture.stamps import Ink, Plate

_INK = 90
_LEAST_SURE = 0.6
_LEAST_SIGN = 0.3
_EDGE = 10
_HAN = re.compile(r"[\u3400-\u9fff]")
_SIGNS = 4
_MARKS = " |｜丨_—-·.、,，’'[]【】口"


def read_plate(image: Image, plate: Plate, ink: Ink, box: Box, reader: Engine) -> list[Line]:
    """Read a stamp with straight sides; the box of each line is the stamp's.

    A square that holds four signs is read as a name seal: right column, then left, unless the sign for
    "seal" stands at the end of the rows.
    """
    reach = 0.62 * math.hypot(plate.width, plate.height)
    picture = ink_of(image, plate.x, plate.y, reach, ink)
    level = _level(picture, picture.ink, plate)
    if plate.filled:
        level = (255 - level).astype(np.uint8)
    inner = _without_frame(level, plate.filled)
    square = plate.width < 1.25 * plate.height
    lines = _signs(inner, reader) if square else []
    lines = lines or [line for part in _rows(inner) if (line := _read(part, reader)) is not None]
    return [replace(line, box=box, edges=(), slope=0.0, seal=True) for line in lines]


def _level(picture: InkPicture, lit: Image, plate: Plate) -> Image:
    """Return the stamp laid level."""
    scale = picture.scale
    middle = ((plate.x - picture.left) * scale, (plate.y - picture.top) * scale)
    matrix = cv2.getRotationMatrix2D(middle, plate.turn, 1.0)
    size = (max(8, round(plate.width * scale)), max(8, round(plate.height * scale)))
    matrix[:, 2] += np.array((size[0] / 2 - middle[0], size[1] / 2 - middle[1]))
    return cv2.warpAffine(lit, matrix, size, flags=cv2.INTER_LINEAR).astype(np.uint8)


def _without_frame(level: Image, filled: bool) -> Image:
    """Cut off the frame: the outermost rows and columns inked nearly all along, and a little more."""
    dark = level > _INK
    height, width = dark.shape
    reach = max(2, round((0.1 if filled else 0.14) * height))
    top, bottom = _rim(dark.mean(axis=1), reach)
    left, right = _rim(dark.mean(axis=0), reach)
    return level[top : height - bottom, left : width - right]


def _rim(shares: NDArray[np.float64], reach: int) -> tuple[int, int]:
    def depth(values: NDArray[np.float64]) -> int:
        thick = np.flatnonzero(values[:reach] > 0.5)
        if not thick.size:
            return 2
        thin = np.flatnonzero(values[thick[0] :] < 0.4)  # strokes further in are letters
        return int(thick[0] + thin[0]) + 2 if thin.size else int(thick[-1]) + 3

    return depth(shares), depth(shares[::-1])


def _signs(inner: Image, reader: Engine) -> list[Line]:
    """Read four signs in a square, laid in one row in the order in which they are to be read."""
    height, width = inner.shape
    if min(height, width) < 24:
        return []
    across, down = _seam(inner, axis=0), _seam(inner, axis=1)
    if across is None or down is None:
        return []
    right, left = inner[:, across:], inner[:, :across]
    cells = [right[:down], right[down:], left[:down], left[down:]]
    by_columns = _read(_in_a_row(cells), reader, _LEAST_SIGN)
    if by_columns is None:
        return []
    text = "".join(_HAN.findall(by_columns.text))
    if len(text) == _SIGNS and text[1] in "印章":  # the rows run from the left
        text = text[2] + text[0] + text[3] + text[1]
    return [replace(by_columns, text=text)] if len(text) >= _SIGNS - 1 else []


def _seam(inner: Image, axis: int) -> int | None:
    """Return the emptiest column (axis 0) or row near the middle: it parts the signs."""
    ink = inner.astype(np.float64).mean(axis=axis)
    third = len(ink) // 3
    middle = cv2.GaussianBlur(ink.reshape(1, -1), (0, 0), 1.5).ravel()[third : 2 * third + 1]
    return third + int(np.argmin(middle)) if middle.size else None


def _in_a_row(cells: list[Image]) -> Image:
    side = 64
    row = np.zeros((side + 2 * _EDGE, len(cells) * (side + _EDGE) + _EDGE), np.uint8)
    for place, cell in enumerate(cells):
        tight = _tight(cell)
        x = _EDGE + place * (side + _EDGE)
        row[_EDGE : _EDGE + side, x : x + side] = cv2.resize(
            tight, (side, side), interpolation=cv2.INTER_AREA
        )
    return row


def _tight(cell: Image) -> Image:
    """Return a sign without the empty space around it."""
    dark = cell > _INK
    rows, columns = np.flatnonzero(dark.mean(axis=1) > 0.03), np.flatnonzero(dark.mean(axis=0) > 0.03)
    if not rows.size or not columns.size:
        return cell
    return cell[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _rows(inner: Image) -> list[Image]:
    """Return the rows of letters, set apart by empty rows."""
    shares = (inner > _INK).mean(axis=1)
    if not shares.size:
        return []
    full = shares > 0.25 * float(np.percentile(shares, 85))
    least = 0.1 * len(shares)
    return [inner[max(0, a - 4) : b + 4] for a, b in runs_of(full) if b - a >= least]


def _read(part: Image, reader: Engine, least: float = _LEAST_SURE) -> Line | None:
    columns = np.flatnonzero((part > _INK).any(axis=0))
    if not columns.size:
        return None
    tight = part[:, columns[0] : columns[-1] + 1]
    framed = cv2.copyMakeBorder(tight, 4, 4, _EDGE, _EDGE, cv2.BORDER_CONSTANT, value=(0,))
    line = reader.read_line(np.ascontiguousarray(255 - framed).astype(np.uint8))
    text = line.text.strip(_MARKS) if line else ""
    return replace(line, text=text) if line and text and line.confidence >= least else None

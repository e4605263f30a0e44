"""Reads rectangular stamps row by row, and persons' square seals from the right downwards."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.characters.spaces import HAN
from capture.characters.votes import Letter, sure_of, text_of, vote
from capture.characters.wording import settled
from capture.engines.base import Engine, Image, Sign
from capture.pages import Box, Line, Reader
from capture.picture.runs import runs_of
from capture.seals.inks import InkPicture, as_print, evened, ink_of
from capture.seals.sealkinds import likely_purpose
from capture.seals.stamps import Ink, Plate

_INK = 90
_LEAST_SURE = 0.5
_LEAST_SIGN = 0.25
_PLAINLY = 0.75
_TURNS = (0, 1, 3)
_RIM = 0.03
_EDGE = 10
_SIGNS = 4
_ROWS_OF_FIRMS = 2
_MARKS = " |｜丨_—-·.、,，’'[]【】口"


def read_plate(image: Image, plate: Plate, ink: Ink, box: Box, reader: Engine) -> list[Line]:
    """Read a stamp with straight sides; the box of each line is the stamp's.

    A square is read row by row where its rows hold more than a name, else as a name seal of four signs:
    right column, then left, unless the sign for "seal" stands at the end of the rows.
    """
    picture = ink_of(image, plate.x, plate.y, 0.62 * math.hypot(plate.width, plate.height), ink)
    looks = [_within_frame(picture, lit, plate) for lit in (evened(picture.ink), picture.ink)]
    square = plate.width < 1.25 * plate.height
    rows: list[Line] = []
    if not square or len(_rows(looks[0])) >= _ROWS_OF_FIRMS:
        rows = _read_rows(looks, reader)
    lines = rows if not square or _say_more(rows) else _signs(looks, reader)
    if square and plate.filled and all(line.confidence < _PLAINLY for line in lines):
        # of a small page thick signs in a thick frame fill the square, too
        drawn = [_without_frame(_level(picture, lit, plate)) for lit in (evened(picture.ink), picture.ink)]
        lines = max(lines, _signs(drawn, reader), key=_surest)
    lines = lines or rows or _read_rows(looks, reader)
    return [replace(line, box=box, edges=(), slope=0.0, seal=True) for line in lines]


def _say_more(rows: Sequence[Line]) -> bool:
    """Tell whether rows in a square say more than the four signs of a person's name: a firm's, a purpose."""
    return len(rows) > 1 and sum(len(HAN.findall(row.text)) for row in rows) > 2 * _SIGNS


def _surest(lines: Sequence[Line]) -> float:
    return max((line.confidence for line in lines), default=0.0)


def _within_frame(picture: InkPicture, lit: Image, plate: Plate) -> Image:
    """Return what stands in the frame, laid level, light on black."""
    level = _level(picture, lit, plate)
    if plate.filled:
        rim = max(2, round(_RIM * min(level.shape)))
        return (255 - level[rim:-rim, rim:-rim]).astype(np.uint8)
    return _without_frame(level)


def _level(picture: InkPicture, lit: Image, plate: Plate) -> Image:
    """Return the stamp laid level."""
    scale = picture.scale
    middle = ((plate.x - picture.left) * scale, (plate.y - picture.top) * scale)
    matrix = cv2.getRotationMatrix2D(middle, plate.turn, 1.0)
    size = (max(8, round(plate.width * scale)), max(8, round(plate.height * scale)))
    matrix[:, 2] += np.array((size[0] / 2 - middle[0], size[1] / 2 - middle[1]))
    return cv2.warpAffine(lit, matrix, size, flags=cv2.INTER_LINEAR).astype(np.uint8)


def _without_frame(level: Image) -> Image:
    """Cut off the frame: the outermost rows and columns inked nearly all along, and a little more."""
    dark = level > _INK
    height, width = dark.shape
    reach = max(2, round(0.14 * height))
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


def _signs(looks: Sequence[Image], reader: Engine) -> list[Line]:
    """Read four signs in a square, laid in one row in the order in which they are to be read.

    A square tells up from sideways by what it says: it is turned where that is not sure.
    """
    best: list[Letter] = []
    for turn in _TURNS:
        rows = [row for look in looks if (row := _laid_out(np.rot90(look, turn))) is not None]
        letters = vote(list(map(_placed, reader.read_signs(rows)))) if rows else []
        if len(letters) >= _SIGNS - 1 and sure_of(letters) > sure_of(best) + 0.1:
            best = letters
        if len(best) == _SIGNS and sure_of(best) >= _PLAINLY:
            break
    text = "".join(HAN.findall(text_of(best)))
    if len(text) < _SIGNS - 1 or sure_of(best) < _LEAST_SIGN:
        return []
    if len(text) == _SIGNS and text[1] in "印章讫":  # the rows run from the left
        text = text[2] + text[0] + text[3] + text[1]
    return [Line(text, None, min(1.0, sure_of(best)), Reader.RAPIDOCR)]


def _placed(signs: Sequence[Sign]) -> list[tuple[float, Sign]]:
    return [(sign.centre, sign) for sign in signs]


def _laid_out(inner: Image) -> Image | None:
    """Return the four signs of a square in a row, dark on white, or nothing where it is too small."""
    height, width = inner.shape
    if min(height, width) < 24:
        return None
    across, down = _seam(inner, axis=0), _seam(inner, axis=1)
    if across is None or down is None:
        return None
    right, left = inner[:, across:], inner[:, :across]
    return as_print(_in_a_row([right[:down], right[down:], left[:down], left[down:]]))


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


def _read_rows(looks: Sequence[Image], reader: Engine) -> list[Line]:
    """Read the rows of letters, set apart by empty rows."""
    spans = _rows(looks[0])
    signs = reader.read_signs([part for span in spans for part in _framed(looks, *span)])
    lines = []
    for place in range(0, len(signs), len(looks)):
        readings = list(map(_placed, signs[place : place + len(looks)]))
        letters = settled(vote(readings, figures=True))
        text = likely_purpose([one.options for one in letters]) or text_of(letters).strip(_MARKS)
        if text and sure_of(letters) >= _LEAST_SURE:
            lines.append(Line(text, None, min(1.0, sure_of(letters)), Reader.RAPIDOCR))
    return lines


def _rows(inner: Image) -> list[tuple[int, int]]:
    """Return where rows of letters begin and end."""
    if not inner.size:
        return []
    shares = (inner > _INK).mean(axis=1)
    full = shares > 0.25 * float(np.percentile(shares, 85))
    least = 0.1 * len(shares)
    return [(max(0, a - 4), b + 4) for a, b in runs_of(full) if b - a >= least]


def _framed(looks: Sequence[Image], top: int, foot: int) -> list[Image]:
    """Return a row without the empty space beside it, dark on white, as often as there are looks."""
    columns = np.flatnonzero((looks[0][top:foot] > _INK).any(axis=0))
    first, last = (columns[0], columns[-1] + 1) if columns.size else (0, looks[0].shape[1])
    parts = [look[top:foot, first:last] for look in looks]
    edge = (4, 4, _EDGE, _EDGE)
    return [
        as_print(cv2.copyMakeBorder(part, *edge, cv2.BORDER_CONSTANT, value=(0,)).astype(np.uint8))
        for part in parts
    ]

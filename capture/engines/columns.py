"""Text set from top to bottom: upright characters below each other are laid side by side to be read."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.characters.spaces import HAN
from capture.engines.base import Image, Quad, Reading
from capture.engines.quads import side_lengths
from capture.engines.recognise import HEIGHT, MOST_WIDTH
from capture.picture.runs import runs_of
from capture.picture.tones import percentiles

_DARK = 0.55
_ROOM = 0.14
_TOUCHING = 1.5
_WHOLE = 1.12
_APART = 0.3
_SPECK = 0.06
_BACKWARD = 0.6


def stacked_crop(image: Image, quad: Quad, turn: int = 0) -> Image | None:
    """Cut a column out of the page and lay its characters side by side, 48 pixels high.

    ``turn`` is by how many degrees clockwise the column must be turned to run from top to bottom: 0, 90, 180
    or 270. None where it holds no characters that can be told apart.
    """
    width, height = (max(1, round(side)) for side in side_lengths(quad))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(quad, target)
    crop = cv2.warpPerspective(image, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    column = np.rot90(crop, -turn // 90).astype(np.uint8)
    spans = _characters(column)
    if len(spans) < 2:
        return None
    ground = tuple(float(value) for value in np.atleast_1d(np.percentile(column, 90, axis=(0, 1))))
    cells = [_square(column, top, bottom, ground) for top, bottom in spans]
    row: Image = np.ascontiguousarray(np.hstack(cells)[:, :MOST_WIDTH])
    return row


def is_one_piece(crop: Image) -> bool:
    """Return whether ink stands in one run from top to bottom, as in a figure, not in several parts."""
    dark, _ = _ink(crop)
    runs = runs_of(np.asarray(dark.any(axis=1)))
    return sum(bottom - top >= _SPECK * len(dark) for top, bottom in runs) == 1


def is_backward(reading: Reading, other: Reading) -> bool:
    """Tell whether a reading says what another says from its end to its beginning."""
    signs: list[str] = HAN.findall(reading.text)[::-1]
    others: list[str] = HAN.findall(other.text)
    same = sum(one == two for one, two in zip(signs, others, strict=False))
    return same > 1 and same >= _BACKWARD * max(len(signs), len(others))


def _ink(crop: Image) -> tuple[NDArray[np.bool_], float]:
    """Return where a picture is dark, and by how much its ink differs from its paper."""
    grey = crop if crop.ndim == 2 else crop.max(axis=2)
    low, high = percentiles(grey.astype(np.uint8, copy=False), 1, 90)
    return grey < low + _DARK * (high - low), high - low


def _characters(column: Image) -> list[tuple[int, int]]:
    """Return where each character begins and ends, from top to bottom."""
    dark, contrast = _ink(column)
    ink = np.flatnonzero(dark.any(axis=0))
    if contrast < 30 or not len(ink):
        return []
    size = max(4.0, float(ink[-1] - ink[0] + 1))
    spans: list[tuple[int, int]] = []
    for top, bottom in runs_of(np.asarray(dark.any(axis=1))):
        if spans and bottom - spans[-1][0] <= _WHOLE * size and top - spans[-1][1] < _APART * size:
            spans[-1] = (spans[-1][0], bottom)
        else:
            spans.append((top, bottom))
    return [part for span in spans for part in _divided(span, size)]


def _divided(span: tuple[int, int], size: float) -> list[tuple[int, int]]:
    """Divide characters that touch each other."""
    top, bottom = span
    count = round((bottom - top) / size) if bottom - top > _TOUCHING * size else 1
    edges = np.linspace(top, bottom, count + 1).round().astype(int)
    return list(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True))


def _square(column: Image, top: int, bottom: int, ground: tuple[float, ...]) -> NDArray[np.uint8]:
    """Return a character in the middle of a square of the column's width, the rest of it ``ground``."""
    side = column.shape[1]
    room = round(_ROOM * side)
    begin, end = max(0, top - room // 2), min(column.shape[0], bottom + room // 2)
    part = column[begin:end]
    over = max(0, side - part.shape[0])
    padded = cv2.copyMakeBorder(part, over // 2, over - over // 2, 0, 0, cv2.BORDER_CONSTANT, value=ground)
    wide = max(8, round(padded.shape[1] * HEIGHT / padded.shape[0]))
    return cv2.resize(padded, (wide, HEIGHT), interpolation=cv2.INTER_AREA).astype(np.uint8)

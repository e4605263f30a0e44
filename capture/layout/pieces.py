"""Pieces of text on the straightened page, and what of them stands side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from capture.characters.spaces import SPACED, is_han
from capture.pages import Box, Line

_SAME_ROW = 0.55
_TELL, _MANY = 4, 10
"""So many lines with a slope of their own tell that of the page; among so few in all, nothing else does."""
_LEVEL, _STEEPEST = 0.2, 0.03
"""Of the height of a line, how far off level what stands in one row is; how steep a page may lie."""
_WIDE = "MWmw@%"
_APART = 0.6
"""Two columns read in one line are so far apart at least, of the width of a Han character."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text on the straightened page."""

    text: str
    box: Box
    confidence: float
    x0: float
    x1: float
    y: float
    height: float
    line: Line

    def cut(self, start: int, end: int) -> Piece | None:
        """Return a part of it, by the places of its characters; None of nothing but blanks."""
        box, text = self.line.span_box(start, end), self.line.text[start:end].strip()
        if box is None or not text:
            return None
        shift = self.x0 - self.box.x0
        return Piece(
            text, box, self.confidence, box.x0 + shift, box.x1 + shift, self.y, self.height, self.line
        )


def pieces_of(lines: Sequence[Line]) -> list[Piece]:
    """Return the lines as they stand on the straightened page, but for seals and columns of characters."""
    placed = [
        (line, line.box) for line in lines if line.box is not None and line.text.strip() and not line.seal
    ]
    slope = _slope_of(placed)
    found = []
    for line, box in placed:
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        height = max(1.0, box.height - abs(slope) * box.width)
        if box.height > 2 * box.width and len(line.text) > 1:
            continue  # text that runs from top to bottom
        shift = slope * y
        found.append(
            Piece(
                line.text, box, line.confidence, box.x0 + shift, box.x1 + shift, y - slope * x, height, line
            )
        )
    return found


def _slope_of(placed: Sequence[tuple[Line, Box]]) -> float:
    """Return the slope of the lines: where few are long enough to tell it, what sets most of them level."""
    told = [line.slope for line, _ in placed if line.slope]
    slope = median(told) if told else 0.0
    if len(told) >= _TELL or not told or len(placed) < _MANY:
        return slope
    boxes = np.array([box.as_list() for _, box in placed], np.float64)
    x, y = (boxes[:, :2] + boxes[:, 2:]).T / 2
    near = _LEVEL * float(np.median(boxes[:, 3] - boxes[:, 1]))

    def beside(slope: float) -> int:
        ys = np.sort(y - slope * x)
        return int((np.searchsorted(ys, ys + near) - np.arange(len(ys))).sum())

    # what the lines tell comes first: it stays where nothing sets more of them level
    slopes: list[float] = [slope, *np.arange(-_STEEPEST, _STEEPEST, 0.002).tolist()]
    return max(slopes, key=beside)


def is_inside(box: Box, table: Box) -> bool:
    """Tell whether the middle of a box lies in a table."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return table.x0 <= x <= table.x1 and table.y0 <= y <= table.y1


def rows_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return what stands side by side, top to bottom, each row left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.y):
        for row in rows[-3:]:
            near = abs(piece.y - sum(p.y for p in row) / len(row)) < _SAME_ROW * min(
                piece.height, row[0].height
            )
            if near and all(
                piece.x1 <= p.x0 + 0.3 * p.height or p.x1 <= piece.x0 + 0.3 * p.height for p in row
            ):
                row.append(piece)
                break
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.x0) for row in rows]


def gap_between(above: Sequence[Piece], below: Sequence[Piece]) -> float:
    """Return how far a row lies below another: from its last line to the first one."""
    return min(piece.y for piece in below) - max(piece.y for piece in above)


def stretches_of(piece: Piece) -> Iterator[tuple[float, float]]:
    """Yield where a piece holds text, between blanks as wide as between columns."""
    edges, start = piece.line.edges, piece.x0
    solid = [n for n, char in enumerate(piece.text) if not char.isspace()]
    if len(solid) > 1 and len(edges) == len(piece.text) + 1:
        size = max(piece.height / SPACED, _narrow(piece.text, edges))
        for left, right in pairwise(solid):
            # between characters that stand apart an edge lies halfway: their fields hold half the blank each
            solid_width = size * (_width(piece.text[left]) + _width(piece.text[right]))
            blank = edges[right + 1] - edges[left] - solid_width
            if blank >= _APART * size:
                middle = (edges[left + 1] + edges[right]) / 2 + piece.x0 - piece.box.x0
                yield start, middle - blank / 2
                start = middle + blank / 2
    yield start, piece.x1


def _narrow(text: str, edges: Sequence[int]) -> float:
    """Return how wide a Han character is, or would be, where the characters of a line stand close."""
    sizes = sorted(
        (b - a) / _width(char) for char, (a, b) in zip(text, pairwise(edges), strict=True) if char != " "
    )
    return sizes[len(sizes) // 4]


def _width(char: str) -> float:
    """Return how wide a character is, of the width of a Han character."""
    return 1.0 if is_han(char) else 0.85 if char in _WIDE else 0.5

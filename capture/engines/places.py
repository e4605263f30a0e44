"""Where lines that were read stand on the page, and their characters in them."""

from __future__ import annotations

import numpy as np

from capture.characters.spaces import close_spaces_with_edges, kept_characters
from capture.engines.base import Quad, Reading
from capture.engines.quads import is_tall, side_lengths
from capture.pages import Box, Line, Reader


def placed_line(quad: Quad, reading: Reading, shape: tuple[int, ...], *, level: bool) -> Line:
    """Make a line of the page, boxes in its pixels; only where it is ``level`` its characters have places.

    ``shape`` is the picture's, rows and columns first.
    """
    box = _box(quad, shape)
    spans = _spans(quad, reading) if level and not is_tall(quad) else []
    text, edges = close_spaces_with_edges(reading.text, spans or [(0, 0)] * len(reading.text))
    sure = tuple(round(reading.sure[index], 3) for index in kept_characters(reading.text))
    if not spans:
        return Line(text, box, reading.confidence, Reader.RAPIDOCR, sure=sure)
    edges = tuple(min(max(edge, box.x0), box.x1) for edge in edges)
    return Line(text, box, reading.confidence, Reader.RAPIDOCR, edges, _slope(quad), sure=sure)


def _slope(quad: Quad) -> float:
    """Return how far a line falls per pixel to the right; short ones tell nothing."""
    width, height = side_lengths(quad)
    run = (quad[1] + quad[2]) / 2 - (quad[0] + quad[3]) / 2
    return round(float(run[1] / run[0]), 4) if width > 3 * height and run[0] > 0 else 0.0


def _box(quad: Quad, shape: tuple[int, ...]) -> Box:
    low, high = np.floor(quad.min(axis=0)), np.ceil(quad.max(axis=0))
    x0, y0 = max(0, int(low[0])), max(0, int(low[1]))
    return Box(x0, y0, max(x0, min(shape[1], int(high[0]))), max(y0, min(shape[0], int(high[1]))))


def _spans(quad: Quad, reading: Reading) -> list[tuple[int, int]]:
    """Return where each character begins and ends in x: half way to its neighbours, if they are near."""
    left, right = float((quad[0, 0] + quad[3, 0]) / 2), float((quad[1, 0] + quad[2, 0]) / 2)
    run = right - left
    centres = [left + centre * run for centre in reading.centres]
    reach = 0.4 * side_lengths(quad)[1]
    spans: list[tuple[int, int]] = []
    for index, centre in enumerate(centres):
        before = (centres[index - 1] + centre) / 2 if index else centre - reach
        after = (centre + centres[index + 1]) / 2 if index + 1 < len(centres) else centre + reach
        spans.append((round(max(before, centre - reach)), round(min(after, centre + reach))))
    return spans

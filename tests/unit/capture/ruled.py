"""Ruled tables as tests of them draw them."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from capture.engines.base import Image
from capture.pages import Box, Line, Reader, Table


def blank_page() -> Image:
    return np.full((900, 1200), 255, np.uint8)


def draw_rules(page: Image, xs: Sequence[int], ys: Sequence[int]) -> Image:
    """Draw the rules of a table."""
    for y in ys:
        cv2.line(page, (xs[0], y), (xs[-1], y), (0,), 2)
    for x in xs:
        cv2.line(page, (x, ys[0]), (x, ys[-1]), (0,), 2)
    return page


def level_line(text: str, x: float, y: float, pitch: float, height: int) -> Line:
    """Return a line of text whose characters are ``pitch`` wide, about the level ``y``."""
    edges = tuple(round(x + pitch * index) for index in range(len(text) + 1))
    box = Box(edges[0], round(y) - height // 2, edges[-1], round(y) + height // 2)
    return Line(text, box, 0.9, Reader.RAPIDOCR, edges)


def texts_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]

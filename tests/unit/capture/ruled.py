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


def typed_line(text: str, x: float, y: float, *, right: bool = False) -> Line:
    """Return a line 40 pixels high about ``y``, Han 36 wide, others 18; it begins at ``x`` or ends there."""
    widths = [18 if char.isascii() else 36 for char in text]
    edges = [round(x) - (sum(widths) if right else 0)]
    for width in widths:
        edges.append(edges[-1] + width)
    box = Box(edges[0], round(y) - 20, edges[-1], round(y) + 20)
    return Line(text, box, 0.98, Reader.RAPIDOCR, tuple(edges))


def texts_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]

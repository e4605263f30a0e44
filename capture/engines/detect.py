"""Finds where lines of text stand: the detector network and what follows it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image, Quad
from capture.engines.bridges import are_of_rows, parts_of_column
from capture.engines.faint import faint_strips, with_overlooked
from capture.engines.runtime import Network
from capture.engines.stacks import Outline, Rect, cells_of_stack
from capture.engines.tensors import fill
from capture.engines.windows import take_in, windows_of
from capture.picture.shrink import shrunk

LONG_SIDE = 1280
_SHORT_SIDES = (160, 320, 480, 640, 800, 928, 1024, 1152, 1280)
_MOST_SCALE = 1.5
_PIXEL_IS_TEXT = 0.3
_BOX_IS_TEXT = 0.5
_UNCLIP = 1.6
_SMALLEST = 3.0


def find_lines(image: Image, network: Network) -> list[Quad]:
    """Return the quads of the lines of text; a long strip is looked at in overlapping windows."""
    height, width = image.shape[:2]
    windows = windows_of(width, height)
    if len(windows) == 1:
        return _find_in(image, network)
    found: list[Quad] = []
    for window in windows:
        part = image[window.y : window.y + window.height, window.x : window.x + window.width]
        for quad in _find_in(part, network):
            take_in(found, quad + np.array([window.x, window.y], np.float32), window, width, height)
    return found


def _find_in(image: Image, network: Network) -> list[Quad]:
    scale = min(_MOST_SCALE, LONG_SIDE / max(image.shape[:2]))
    heat = heat_map(image, network, scale)
    quads, stacked = _quads_of(heat, image)
    for x0, y0, x1, y1 in faint_strips(heat, quads):
        left, top, right, bottom = (round(side / scale) for side in (x0, y0, x1, y1))
        strip = image[top:bottom, left:right]
        again, _ = _quads_of(heat_map(strip, network, scale), strip)
        corner = np.array([left * scale, top * scale], np.float32)
        overlooked = [quad + corner for quad in again]
        quads = with_overlooked(quads, [quad for quad in overlooked if not _joins(quad, stacked)])
    limit = np.array([image.shape[1], image.shape[0]], np.float32)
    return [np.clip(quad / scale, 0, limit).astype(np.float32) for quad in quads]


def _joins(quad: Quad, cells: Sequence[Quad]) -> bool:
    """Return whether a quad holds several cells that were parted already."""
    low, high = quad.min(axis=0), quad.max(axis=0)
    middles = [cell.mean(axis=0) for cell in cells]
    return sum(bool((low < middle).all() and (middle < high).all()) for middle in middles) > 1


def _quads_of(heat: NDArray[np.float32], image: Image) -> tuple[list[Quad], list[Quad]]:
    """Return the widened rectangles of what looks like text, in the pixels of the map of the image.

    Those of them come again that are cells of a column that hung together.
    """
    down, across = image.shape[0] / heat.shape[0], image.shape[1] / heat.shape[1]

    def look(rect: Rect) -> Image:
        x, y, width, height = rect
        return image[
            round(y * down) : round((y + height) * down), round(x * across) : round((x + width) * across)
        ]

    mask = cv2.dilate((heat > _PIXEL_IS_TEXT).astype(np.uint8), np.ones((2, 2), np.uint8))
    outlines, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    blobs = [outline.astype(np.int32) for outline in outlines]
    seen = [(blob, quad) for blob in blobs if (quad := _quad_of(blob, heat)) is not None]
    quads: list[Quad] = []
    parted: list[Quad] = []
    level = [(x, y, w, h) for x, y, w, h in (cv2.boundingRect(blob) for blob, _ in seen) if w > h]
    for blob, quad in seen:
        stacked = cells_of_stack(blob, level, heat, look)
        cells = _cells(stacked, heat)
        if cells:
            parted += cells
            continue
        parts = [part for piece in parts_of_column(blob, heat) if (part := _quad_of(piece, heat)) is not None]
        rows = len(parts) > 1 and are_of_rows(parts, [other for _, other in seen if other is not quad])
        quads += parts if rows else [quad]
    return quads + parted, parted


def _cells(outlines: Sequence[Outline], heat: NDArray[np.float32]) -> list[Quad]:
    """Return the rectangles around cells below each other, none widened beyond the middle of a gap."""
    cells: list[Quad] = []
    spans = [(y, y + height) for _, y, _, height in map(cv2.boundingRect, outlines)]
    for number, outline in enumerate(outlines):
        quad = _quad_of(outline, heat)
        if quad is None:
            return []
        above = spans[number - 1][1] if number else -np.inf
        below = spans[number + 1][0] if number + 1 < len(spans) else np.inf
        quad[:, 1] = quad[:, 1].clip((above + spans[number][0]) / 2, (spans[number][1] + below) / 2)
        cells.append(quad)
    return cells


def heat_map(image: Image, network: Network, scale: float) -> NDArray[np.float32]:
    """Return how much each pixel of the scaled picture looks like text, 0…1."""
    width = max(1, round(image.shape[1] * scale))
    height = max(1, round(image.shape[0] * scale))
    small = shrunk(image, scale) if scale < 1.0 else image
    if scale > 1.0:
        small = cv2.resize(image, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.uint8)
    batch = np.zeros((1, 3, _padded(height), _padded(width)), np.float32)
    fill(batch[0, :, :height, :width], small)
    heat: NDArray[np.float32] = network.run(batch)[0, 0, :height, :width].copy()
    return heat


def _padded(side: int) -> int:
    return next((size for size in _SHORT_SIDES if size >= side), math.ceil(side / 320) * 320)


def _quad_of(outline: NDArray[np.int32], heat: NDArray[np.float32]) -> Quad | None:
    """Return the widened rectangle around one blob of the map, or nothing when it is small or unsure."""
    centre, (width, height), angle = cv2.minAreaRect(outline)
    if min(width, height) < _SMALLEST:
        return None
    if _mean_heat(outline, heat) < _BOX_IS_TEXT:
        return None
    widen = width * height * _UNCLIP / (width + height)
    corners = cv2.boxPoints((centre, (width + widen, height + widen), angle))
    return _clockwise(corners.astype(np.float32))


def _mean_heat(outline: NDArray[np.int32], heat: NDArray[np.float32]) -> float:
    x, y, width, height = cv2.boundingRect(outline)
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [outline.reshape(-1, 2) - (x, y)], (1,))
    return float(cv2.mean(heat[y : y + height, x : x + width], mask)[0])


def _clockwise(corners: Quad) -> Quad:
    """Order the corners of a rectangle: the side that runs most to the right is its top."""
    points = corners.tolist()
    x, y = (sum(point[axis] for point in points) / 4 for axis in (0, 1))
    around = sorted(points, key=lambda point: math.atan2(point[1] - y, point[0] - x))

    def rightward(place: int) -> float:
        (x0, y0), (x1, y1) = around[place], around[(place + 1) % 4]
        return float(x1 - x0) / max(math.hypot(x1 - x0, y1 - y0), 1e-6)

    top = max(range(4), key=rightward)
    return np.array(around[top:] + around[:top], np.float32)

"""A sheet in a phone photo: its four edges are found, it is seen straight for reading, and back again.

Only the reading sees the straight sheet: what was read goes back to the pixels of the photo. Nothing is
straightened unless all four edges are there and the sheet lies askew or small in its picture.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image
from capture.pages import Box
from capture.picture.shrink import shrunk
from capture.picture.tones import darkest, percentile

Points = NDArray[np.float64]
"""Rows of x and y."""

_GLANCE = 512
_LEAST_SHARE = 0.15
_MOST_SHARE = 0.985
_SMALL = 0.7
_ASKEW = 0.016
_SAMPLES = 64
_REACH = 8
_INSET = 0.07
_STEP_SEEN = 5.0
_SEEN = 0.8
_RIM = 4
_AS_LIGHT = 11
_LONGEST_SIDE = 5000
_ROUGH = np.arange(-_REACH, _REACH + 1, dtype=np.float64)
_OUTSIDE = np.array([2.5, 4.5, 6.5, 8.5, 10.5])


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where a sheet lies in an upright picture: corners clockwise from its top left, in pixels."""

    corners: Points
    width: int
    height: int

    @property
    def to_sheet(self) -> Points:
        """The 3 x 3 matrix from the picture's pixels to those of the sheet seen straight."""
        return np.asarray(np.linalg.inv(self.to_picture), np.float64)

    @property
    def to_picture(self) -> Points:
        """The 3 x 3 matrix from the pixels of the sheet seen straight to the picture's."""
        w, h = self.width, self.height
        straight = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32)
        return cv2.getPerspectiveTransform(straight, self.corners.astype(np.float32)).astype(np.float64)

    def in_picture(self, points: Points) -> Points:
        """Return where points of the sheet seen straight lie in the picture."""
        places = np.concatenate([points, np.ones((len(points), 1))], axis=1) @ self.to_picture.T
        return np.asarray(places[:, :2] / places[:, 2:], np.float64)

    def straightened(self, image: Image) -> Image:
        """Return the sheet seen straight, nothing of what is around it."""
        way = cv2.INTER_CUBIC if self.width * self.height < 3_000_000 else cv2.INTER_LINEAR
        size = (self.width, self.height)
        flags = way | cv2.WARP_INVERSE_MAP
        seen = cv2.warpPerspective(image, self.to_picture, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
        return seen.astype(np.uint8)

    def painted_over(self, image: Image, margin: float) -> Image:
        """Return a grey picture with the sheet, grown by a share of its size, made white."""
        painted = image.copy()
        cv2.fillPoly(painted, [self._outline(margin)], (255,))
        return painted

    def touches(self, box: Box, margin: float) -> bool:
        """Return whether a box reaches into the sheet grown by a share of its size."""
        corners = [(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)]
        other = np.array(corners, np.float32)
        grown = self._outline(margin).astype(np.float32)
        return cv2.intersectConvexConvex(grown, other)[0] > 0

    def _outline(self, margin: float) -> NDArray[np.int32]:
        middle = self.corners.mean(axis=0)
        grown: Points = middle + (self.corners - middle) * (1 + margin)
        return np.asarray(grown.round(), np.int32)


def find_sheet(image: Image, half: Image | None = None) -> Sheet | None:
    """Find the sheet of paper in an upright photo; nothing in a scan, or where one edge is in doubt.

    ``half`` is the photo at half its size, if that is known.
    """
    scale = min(1.0, _GLANCE / max(image.shape[:2]))
    size = (round(image.shape[1] * scale), round(image.shape[0] * scale))
    if min(size) < 64:
        return None
    small = shrunk(image, scale, half)
    if _is_paper_to_the_border(small):
        return None
    smooth = cv2.medianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2LAB), 3)
    best: Points | None = None
    most = 0.0
    for rough in _rough_quads(smooth.astype(np.uint8)):
        corners = _fitted(smooth.astype(np.float32), rough)
        if corners is None or not _is_sheet(corners, size):
            continue
        worth = _seen_edges(smooth.astype(np.float32), corners) * _area(corners) ** 0.25
        if worth > most:
            best, most = corners, worth
    if best is None or not _is_worth_it(best, size):
        return None
    return _sheet(best / scale)


def _is_paper_to_the_border(small: Image) -> bool:
    """Return whether two or more of the borders are as light as the paper: a scan, which may have a shadow.

    A sheet in a photo has its ground on all sides; one of them may be as light.
    """
    light = darkest(small)
    paper = percentile(light[::4, ::4], 80)
    sides = (light[:_RIM], light[-_RIM:], light[:, :_RIM], light[:, -_RIM:])
    return sum(abs(percentile(side, 50) - paper) <= _AS_LIGHT for side in sides) > 1


def _rough_quads(lab: Image) -> Iterator[Points]:
    """Yield the outlines of large even areas that have about four corners."""
    print_gone = cv2.morphologyEx(lab, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    known: list[Points] = []
    for mask in _masks(print_gone.astype(np.uint8)):
        outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        for outline in outlines:
            if cv2.contourArea(outline) < _LEAST_SHARE * mask.size:
                continue
            quad = _four_corners(outline.astype(np.int32))
            if quad is None or any(np.abs(quad - other).max() < 4 for other in known):
                continue
            known.append(quad)
            yield quad


def _masks(lab: Image) -> Iterator[Image]:
    """Yield pictures of what may be paper: the bright, the colourless, what edges enclose."""
    light = np.ascontiguousarray(lab[:, :, 0])
    _, bright = cv2.threshold(light, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    colour = cv2.max(
        cv2.absdiff(lab[:, :, 1], grey := np.full_like(light, 128)), cv2.absdiff(lab[:, :, 2], grey)
    )
    _, pale = cv2.threshold(colour, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    kernel = np.ones((5, 5), np.uint8)
    for mask in (bright, cv2.bitwise_and(bright, pale), pale):
        yield cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel).astype(np.uint8)
    for low, high in ((40, 90), (12, 36)):
        edges = cv2.Canny(cv2.GaussianBlur(light, (5, 5), 0), low, high)
        open_ground = cv2.bitwise_not(cv2.dilate(edges, np.ones((3, 3), np.uint8)))
        _, labels, stats, _ = cv2.connectedComponentsWithStats(open_ground.astype(np.uint8), connectivity=4)
        for number in range(1, len(stats)):
            if stats[number, cv2.CC_STAT_AREA] >= _LEAST_SHARE * light.size:
                yield (labels == number).astype(np.uint8)


def _four_corners(outline: NDArray[np.int32]) -> Points | None:
    hull = cv2.convexHull(outline)
    around, area = cv2.arcLength(hull, True), cv2.contourArea(hull)
    for share in (0.01, 0.02, 0.03, 0.045, 0.06, 0.08):
        corners = cv2.approxPolyDP(hull, share * around, True).reshape(-1, 2)
        if len(corners) == 4:
            fits = cv2.contourArea(corners) > 0.85 * area
            return _in_order(corners.astype(np.float64)) if fits else None
        if len(corners) < 4:
            return None
    return None


def _in_order(corners: Points) -> Points:
    """Return corners clockwise, the one nearest to the picture's upper left first."""
    middle = corners.mean(axis=0)
    around = corners[np.argsort(np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0]))]
    return np.roll(around, -int(np.argmin(around.sum(axis=1))), axis=0)


def _fitted(lab: NDArray[np.float32], rough: Points) -> Points | None:
    """Move each side of a rough outline to where the picture changes most along it."""
    sides = []
    for start, end in _sides(rough):
        points, normal = _along(start, end)
        steps = _steps(lab, points, normal, _ROUGH)
        sharpest = _ROUGH[np.argmax(np.linalg.norm(steps, axis=2), axis=1)]
        on_edge = (points + sharpest[:, None] * normal).astype(np.float32)
        vx, vy, x, y = (float(v) for v in cv2.fitLine(on_edge, cv2.DIST_WELSCH, 0, 0.01, 0.01).ravel())
        sides.append((np.array([x, y]), np.array([vx, vy])))
    corners = [_crossing(sides[index - 1], sides[index]) for index in range(4)]
    return None if any(corner is None for corner in corners) else np.array(corners)


def _sides(corners: Points) -> Iterator[tuple[Points, Points]]:
    return itertools.pairwise([*corners, corners[0]])


def _along(start: Points, end: Points) -> tuple[Points, Points]:
    """Return points along a side, its ends left out, and the direction from the sheet's inside out."""
    shares = np.linspace(_INSET, 1 - _INSET, _SAMPLES)[:, None]
    run = (end - start) / max(1e-6, float(np.linalg.norm(end - start)))
    return start + shares * (end - start), np.array([run[1], -run[0]])


def _steps(
    lab: NDArray[np.float32], points: Points, normal: Points, offsets: NDArray[np.float64]
) -> NDArray[np.float32]:
    """Return how the picture changes from inside to outside, at offsets from points: colour in Lab units."""
    return _colours(lab, points, normal, offsets - 2.5) - _colours(lab, points, normal, offsets + 2.5)


def _colours(
    lab: NDArray[np.float32], points: Points, normal: Points, offsets: NDArray[np.float64]
) -> NDArray[np.float32]:
    places = points[:, None, :] + offsets[None, :, None] * normal
    x, y = places[:, :, 0].astype(np.float32), places[:, :, 1].astype(np.float32)
    return cv2.remap(lab, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)


def _crossing(one: tuple[Points, Points], other: tuple[Points, Points]) -> Points | None:
    (point, run), (far, way) = one, other
    matrix = np.array([run, -way]).T
    if abs(np.linalg.det(matrix)) < 0.3:
        return None
    at = np.linalg.solve(matrix, far - point)[0]
    return np.asarray(point + at * run)


def _is_sheet(corners: Points, size: tuple[int, int]) -> bool:
    """Return whether four corners are those of a rectangle seen at an angle, all of it in the picture."""
    share = _area(corners) / (size[0] * size[1])
    if not _LEAST_SHARE < share < _MOST_SHARE:
        return False
    if corners.min() < -2 or (corners > np.array(size) + 1).any():
        return False
    runs = np.roll(corners, -1, axis=0) - corners
    lengths = np.linalg.norm(runs, axis=1)
    if lengths.min() < 40 or max(lengths[0] / lengths[2], lengths[1] / lengths[3]) > 2:
        return False
    if max(lengths[2] / lengths[0], lengths[3] / lengths[1]) > 2:
        return False
    units = runs / lengths[:, None]
    turns = [abs(float(np.dot(a, b))) for a, b in zip(units, np.roll(units, -1, axis=0), strict=True)]
    return max(turns) < 0.5


def _area(corners: Points) -> float:
    return float(cv2.contourArea(corners.astype(np.float32)))


def _seen_edges(lab: NDArray[np.float32], corners: Points) -> float:
    """Return how much of the least seen edge is seen, 0 where it is too little or no paper is inside."""
    shares, lighter = [], 0
    for start, end in _sides(corners):
        points, normal = _along(start, end)
        inside = _colours(lab, points, normal, np.array([-2.5]))[:, 0]
        # a rule or a frame printed on the paper has paper beyond it, a table has not
        outside = np.median(_colours(lab, points, normal, _OUTSIDE), axis=1)
        step = inside - outside
        usual = np.median(step, axis=0)
        size = float(np.linalg.norm(usual))
        if size < _STEP_SEEN:
            return 0.0
        shares.append(float((step @ (usual / size) > max(2.5, 0.25 * size)).mean()))
        lighter += usual[0] > 0.3 * size
    return min(shares) if min(shares) >= _SEEN and lighter >= 3 else 0.0


def _is_worth_it(corners: Points, size: tuple[int, int]) -> bool:
    """Return whether the sheet lies askew, or fills so little that its print is small in the picture."""
    units = np.roll(corners, -1, axis=0) - corners
    units /= np.linalg.norm(units, axis=1)[:, None]
    askew = max(abs(units[0][1]), abs(units[2][1]), abs(units[1][0]), abs(units[3][0]))
    return bool(askew > _ASKEW or _area(corners) < _SMALL * size[0] * size[1])


def _sheet(corners: Points) -> Sheet:
    lengths = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    width, height = max(lengths[0], lengths[2]), max(lengths[1], lengths[3])
    shrink = min(1.0, _LONGEST_SIDE / max(width, height))
    return Sheet(corners, max(1, round(width * shrink)), max(1, round(height * shrink)))

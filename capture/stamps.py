"""Finds seals and stamps by their ink and outline: rings, ovals and frames in red, blue or purple.

Colour alone is not enough: red print, blue pens and logos are there too. A ring must close nearly all round,
a frame must be drawn on four sides and stand alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image
from capture.pages import Box

_GLANCE = 1000
_COLOURED = 0.0004
_RED, _BLUE, _PURPLE = 30, 20, 13
_JOINS = (5, 11)
"""Over how wide gaps a broken frame is closed, in pixels of the small picture."""
_RING_SHARES = (0.1, 0.34)
"""How wide a ring is, as shares of the page's shorter side: 21–71 mm on A4."""
_RING_DRAWN = 0.72
_FAIRLY_DRAWN = 0.3
_OVAL_DRAWN = 0.66
_LEAST_SEEN = 0.36
_FRAME_DRAWN = 0.8
_PLATE_LONG = (0.038, 0.4)
_PLATE_SHORT = 0.032
_ANGLES = np.linspace(0, 2 * np.pi, 240, endpoint=False)

Mask = NDArray[np.uint8]


class Ink(StrEnum):
    """The colour a seal is pressed in."""

    RED = "red"
    BLUE = "blue"
    PURPLE = "purple"


@dataclass(frozen=True, slots=True)
class Ellipse:
    """Middle, half axes (along ``angle``, which is in radians, and across), in pixels of its picture."""

    x: float
    y: float
    along: float
    across: float
    angle: float = 0.0

    def scaled(self, scale: float) -> Ellipse:
        """Return it in pixels of another size."""
        return Ellipse(self.x * scale, self.y * scale, self.along * scale, self.across * scale, self.angle)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The upright rectangle around it; may reach beyond the page."""
        cos, sin = math.cos(self.angle), math.sin(self.angle)
        wide = math.hypot(self.along * cos, self.across * sin)
        high = math.hypot(self.along * sin, self.across * cos)
        return self.x - wide, self.y - high, self.x + wide, self.y + high

    def points(self, share: float = 1.0) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
        """Return points along it, or along one of ``share`` its size."""
        u, v = share * self.along * np.cos(_ANGLES), share * self.across * np.sin(_ANGLES)
        cos, sin = math.cos(self.angle), math.sin(self.angle)
        return self.x + u * cos - v * sin, self.y + u * sin + v * cos


@dataclass(frozen=True, slots=True)
class Plate:
    """A square or rectangular stamp: middle, size, turn in degrees, whether its ground is inked."""

    x: float
    y: float
    width: float
    height: float
    turn: float
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """A seal found: where, in which ink; the outline is unknown where only a red patch was found."""

    box: Box
    ink: Ink
    outline: Ellipse | Plate | None = None


def find_stamps(image: Image, patches: Sequence[Box]) -> tuple[Stamp, ...]:
    """Return the seals of an upright colour page.

    Args:
        image: The page as scanned.
        patches: Round red patches that were found already; one in which no outline is found stays a seal.
    """
    scale = min(1.0, _GLANCE / max(image.shape[:2]))
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
    found: list[Stamp] = []
    for ink, mask in _inks(small).items():
        if np.count_nonzero(mask) < _COLOURED * mask.size:
            continue
        rounds = _rings(mask) if ink is Ink.RED else _good_rings(mask)
        shapes: list[Ellipse | Plate] = [*rounds, *_plates(mask, rounds)]
        found += [
            Stamp(_page_box(shape, 1 / scale, image.shape), ink, _grown(shape, 1 / scale)) for shape in shapes
        ]
    # a patch is a seal that was found by its outline, or holds it
    rest = [box for box in patches if not any(_share_within(stamp.box, box) > 0.5 for stamp in found)]
    return (*_apart(found), *(Stamp(box, Ink.RED) for box in rest))


def _inks(small: Image) -> dict[Ink, Mask]:
    """Return where the page is red, blue or purple, its paper taken for white."""
    paper = np.maximum(np.percentile(small.reshape(-1, 3)[::7], 75, axis=0), 60)
    even = np.clip(small * (255.0 / paper), 0, 255).astype(np.int16)
    red, green, blue = even[:, :, 0], even[:, :, 1], even[:, :, 2]
    purple = np.minimum(red, blue) - green
    is_purple = (purple > _PURPLE) & (blue >= red - 12)
    is_red = (red - np.maximum(green, blue) > _RED) & ~is_purple
    is_blue = (blue - np.maximum(red, green) > _BLUE) & (blue - red > _BLUE) & ~is_purple
    return {
        ink: mask.astype(np.uint8)
        for ink, mask in ((Ink.RED, is_red), (Ink.BLUE, is_blue), (Ink.PURPLE, is_purple))
    }


def _good_rings(mask: Mask) -> list[Ellipse]:
    return [ring for ring in _rings(mask) if _drawn(mask, ring) >= _RING_DRAWN + 0.08]


def _rings(mask: Mask) -> list[Ellipse]:
    """Return circles, also such that cross each other or the page's border, and ovals that stand alone."""
    circles = [one for one in _circles(mask) if _is_round(mask, one, _RING_DRAWN)]
    kept: list[Ellipse] = []
    for circle in sorted(circles, key=lambda one: -_drawn(mask, one) * one.along):
        if all(
            math.hypot(circle.x - k.x, circle.y - k.y) > 0.45 * (circle.along + k.along) / 2 for k in kept
        ):
            kept.append(circle)
    ovals = [one for one in _ovals(mask) if not any(_near(one, other) for other in kept)]
    return kept + ovals


def _circles(mask: Mask) -> list[Ellipse]:
    short = min(mask.shape)
    low, high = (round(share * short / 2) for share in _RING_SHARES)
    if low < 6:
        return []
    pad = high
    framed = cv2.copyMakeBorder(mask * 255, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=(0,))
    soft = cv2.GaussianBlur(cv2.dilate(framed, np.ones((3, 3), np.uint8)), (0, 0), 1.2)
    found = cv2.HoughCircles(
        soft,
        cv2.HOUGH_GRADIENT_ALT,
        dp=1.5,
        minDist=low,
        param1=200,
        param2=0.55,
        minRadius=low,
        maxRadius=high,
    )
    if found is None:
        return []
    circles = [Ellipse(float(x) - pad, float(y) - pad, float(r), float(r)) for x, y, r in found[0][:12, :3]]
    return [_fitted(mask, circle) for circle in circles if _drawn(mask, circle) > _FAIRLY_DRAWN]


def _fitted(mask: Mask, circle: Ellipse) -> Ellipse:
    """Move and widen a circle by a few pixels to where most of its ring is drawn, its outer edge."""
    best, most = circle, -1.0
    for grow in np.arange(-3.0, 4.5, 1.0):
        for dx in (-2.0, -1.0, 0.0, 1.0, 2.0):
            for dy in (-2.0, -1.0, 0.0, 1.0, 2.0):
                radius = circle.along + grow
                one = Ellipse(circle.x + dx, circle.y + dy, radius, radius)
                drawn = _share_on(mask, one, 0) + 0.6 * _share_on(mask, one, -1)
                if drawn > most + 0.015:
                    best, most = one, drawn
    return best


def _share_on(mask: Mask, ring: Ellipse, inset: float) -> float:
    x, y = ring.points(1 + inset / max(1.0, ring.along))
    inside = _on_page(mask, x, y)
    if not inside.any():
        return 0.0
    return float(mask[np.round(y[inside]).astype(int), np.round(x[inside]).astype(int)].mean())


def _drawn(mask: Mask, ring: Ellipse) -> float:
    """Return how much of a ring, as far as it lies on the page, is drawn within a pixel or two."""
    inside = _on_page(mask, *ring.points())
    hits = np.zeros(len(inside), bool)
    for inset in (-2, -1, 0, 1, 2):
        x, y = ring.points(1 + inset / max(1.0, ring.along))
        columns = np.clip(np.round(x).astype(int), 0, mask.shape[1] - 1)
        rows = np.clip(np.round(y).astype(int), 0, mask.shape[0] - 1)
        hits |= mask[rows, columns] > 0
    return float(hits[inside].mean()) if inside.any() else 0.0


def _on_page(mask: Mask, x: NDArray[np.floating], y: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Tell which points lie on the page; none where too few do to judge a ring by."""
    inside: NDArray[np.bool_] = (x >= 0) & (y >= 0) & (x < mask.shape[1] - 0.5) & (y < mask.shape[0] - 0.5)
    return inside if np.count_nonzero(inside) >= _LEAST_SEEN * len(x) else np.zeros(len(x), np.bool_)


def _is_round(mask: Mask, ring: Ellipse, least: float) -> bool:
    """Tell whether a ring is drawn all round and is a line: within and around it there is far less ink."""
    if _drawn(mask, ring) < least:
        return False
    around = np.mean([_share_on(mask, ring, inset) for inset in (4, 6)])
    within = np.mean([_share_on(mask, ring, inset) for inset in (-5, -8, -12)])
    return bool(around < 0.45 and within < 0.75)


def _ovals(mask: Mask) -> list[Ellipse]:
    short = min(mask.shape)
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (7, 7)))
    outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    found = []
    for outline in outlines:
        hull = cv2.convexHull(outline)
        if len(hull) < 8:
            continue
        (x, y), (across, along), angle = cv2.fitEllipse(hull.astype(np.float32))
        if not (
            _RING_SHARES[0] * short <= along <= _RING_SHARES[1] * short and 0.5 <= across / along <= 0.97
        ):
            continue
        oval = level_ellipse(x, y, across, along, angle)
        full = cv2.contourArea(hull) / (math.pi * along * across / 4)
        if 0.93 < full < 1.05 and _is_round(mask, oval, _OVAL_DRAWN):
            found.append(oval)
    return found


def level_ellipse(x: float, y: float, across: float, along: float, angle: float) -> Ellipse:
    """Return an ellipse as `cv2.fitEllipse` describes it, its longer axis as near to level as may be."""
    turn = angle + 90  # the second axis is the longer, its direction 90° on from ``angle``
    turn = (turn + 90) % 180 - 90
    return Ellipse(x, y, along / 2, across / 2, math.radians(turn))


def _plates(mask: Mask, rounds: Sequence[Ellipse]) -> list[Plate]:
    """Return frames drawn on four sides, and square patches, that touch nothing else of their colour."""
    rest = mask.copy()
    for ring in rounds:
        axes = (round(ring.along) + 3, round(ring.across) + 3)
        middle = (round(ring.x), round(ring.y))
        cv2.ellipse(rest, middle, axes, math.degrees(ring.angle), 0, 360, (0,), -1)
    found: list[Plate] = []
    for size in _JOINS:
        closed = cv2.morphologyEx(rest, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
        outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        hulls = [cv2.convexHull(outline).astype(np.int32) for outline in outlines]
        plates = [plate for hull in hulls if (plate := _plate(rest, hull)) is not None]
        found += [one for one in plates if not any(_inside(one, other) for other in found)]
    return found


def _inside(plate: Plate, other: Plate) -> bool:
    return math.hypot(plate.x - other.x, plate.y - other.y) < 0.5 * max(plate.height, other.height)


def _plate(mask: Mask, outline: NDArray[np.int32]) -> Plate | None:
    (x, y), (width, height), turn = cv2.minAreaRect(outline)
    if width < height:
        width, height, turn = height, width, turn - 90
    # near a square: it lies as it is turned least
    turn = (turn + 45) % 90 - 45 if width < 1.25 * height else (turn + 90) % 180 - 90
    short = min(mask.shape)
    if not (_PLATE_LONG[0] * short <= width <= _PLATE_LONG[1] * short and height >= _PLATE_SHORT * short):
        return None
    if width > 8 * height or cv2.contourArea(cv2.convexHull(outline)) < 0.86 * width * height:
        return None
    sides = _sides_drawn(mask, x, y, width, height, turn)
    square = width < 1.25 * height and width < 0.16 * short
    inside = _patch(mask, x, y, width, height, turn)
    inner = float(inside[inside.shape[0] // 6 : -inside.shape[0] // 6 or None].mean()) if inside.size else 0.0
    if square and inner > 0.55 and min(sides) > 0.6:
        return Plate(x, y, width, height, turn, filled=True)
    if sum(sides) / 4 < _FRAME_DRAWN or min(sides) < 0.55 or not 0.02 < inner < 0.6:
        return None
    return Plate(x, y, width, height, turn)


def _patch(mask: Mask, x: float, y: float, width: float, height: float, turn: float) -> Mask:
    """Return a turned rectangle of a picture, laid level."""
    matrix = cv2.getRotationMatrix2D((x, y), turn, 1.0)
    matrix[:, 2] += np.array((width / 2 - x, height / 2 - y))
    return cv2.warpAffine(mask, matrix, (max(1, round(width)), max(1, round(height)))).astype(np.uint8)


def _sides_drawn(
    mask: Mask, x: float, y: float, width: float, height: float, turn: float
) -> tuple[float, ...]:
    """Return how much of each side of a frame is drawn."""
    level = _patch(mask, x, y, width + 4, height + 4, turn)
    reach = max(4, round(0.12 * height))
    return (
        float(level[:reach].max(axis=0).mean()),
        float(level[-reach:].max(axis=0).mean()),
        float(level[:, :reach].max(axis=1).mean()),
        float(level[:, -reach:].max(axis=1).mean()),
    )


def _near(first: Ellipse, second: Ellipse) -> bool:
    return math.hypot(first.x - second.x, first.y - second.y) < 0.6 * max(first.along, second.along)


def _grown(shape: Ellipse | Plate, scale: float) -> Ellipse | Plate:
    if isinstance(shape, Ellipse):
        return shape.scaled(scale)
    return Plate(
        shape.x * scale, shape.y * scale, shape.width * scale, shape.height * scale, shape.turn, shape.filled
    )


def _page_box(shape: Ellipse | Plate, scale: float, size: tuple[int, ...]) -> Box:
    if isinstance(shape, Ellipse):
        x0, y0, x1, y1 = shape.box
    else:
        cos, sin = abs(math.cos(math.radians(shape.turn))), abs(math.sin(math.radians(shape.turn)))
        wide = (shape.width * cos + shape.height * sin) / 2
        high = (shape.width * sin + shape.height * cos) / 2
        x0, y0, x1, y1 = shape.x - wide, shape.y - high, shape.x + wide, shape.y + high
    left, top = (min(max(round(value * scale), 0), edge) for value, edge in ((x0, size[1]), (y0, size[0])))
    right, bottom = (
        min(max(round(value * scale), 0), edge) for value, edge in ((x1, size[1]), (y1, size[0]))
    )
    return Box(left, top, max(left, right), max(top, bottom))


def _apart(found: Sequence[Stamp]) -> list[Stamp]:
    """Leave out what was found in the place of another seal: an ink between two colours shows in both."""
    kept: list[Stamp] = []
    for stamp in sorted(found, key=lambda one: isinstance(one.outline, Plate)):
        plate = isinstance(stamp.outline, Plate)
        others = [other for other in kept if plate or other.ink is not stamp.ink]
        if not any(_share_within(stamp.box, other.box) > 0.6 for other in others):
            kept.append(stamp)
    return kept


def _share_within(first: Box, second: Box) -> float:
    """Return how much of the smaller of two boxes lies in the other."""
    wide = max(0, min(first.x1, second.x1) - max(first.x0, second.x0))
    high = max(0, min(first.y1, second.y1) - max(first.y0, second.y0))
    return wide * high / max(1, min(first.width * first.height, second.width * second.height))

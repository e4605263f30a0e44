"""Finds seals and stamps by their ink and outline: rings, ovals and frames in red, blue or purple.

Colour alone is not enough: red print, blue pens and logos are there too. A ring must close nearly all round,
a frame must be drawn on four sides and stand alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image
from capture.pages import Box
from capture.picture.ellipses import Ellipse, Mask, Points, best_ring, drawn, share_on
from capture.picture.shrink import shrunk
from capture.picture.tones import percentile

_GLANCE = 1000
_PEEK = 600
_COLOURED = 0.0004
_RED, _BLUE, _PURPLE = 30, 20, 13
_PALE = 0.5
"""What share of the colour a pale seal must show, looked for where no other was found."""
_PALE_DRAWN = 0.78
_JOINS = (5, 11)
"""Over how wide gaps a broken frame is closed, in pixels of the small picture."""
_RING_SHARES = (0.1, 0.34)
"""How wide a ring is, as shares of the page's shorter side: 21–71 mm on A4."""
_RING_DRAWN = 0.72
_OVAL_DRAWN = 0.7
_SURELY_DRAWN = 0.8
_RING_JOINS = (9, 23)
"""Over how wide gaps a ring's pieces are joined, in pixels of the small picture."""
_MOST_RINGS = 4
_FLATTEST = 6
"""How long a patch of ink may be against its width to hold a part of a ring."""
_SAME = 3
_LEAST_LEFT = 0.9
"""How much of the smallest ring's edge must be left for another to be sought."""
_MOST_PATCHES = 12
_FRAME_DRAWN = 0.8
_FRAME_LINE = 9
"""How wide the lines of a frame are taken out, double ones too, in pixels of the small picture."""
_ALONE = 1.2
_RULE = 0.2
_PLATE_LONG = (0.038, 0.4)
_PLATE_SHORT = 0.032
_SQUARE = 1.25


class Ink(StrEnum):
    """The colour a seal is pressed in."""

    RED = "red"
    BLUE = "blue"
    PURPLE = "purple"
    BLACK = "black"  # of any colour, on a scan without colours


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


def find_stamps(image: Image, patches: Sequence[Box], half: Image | None = None) -> tuple[Stamp, ...]:
    """Return the seals of an upright colour page.

    Args:
        image: The page as scanned.
        patches: Round red patches that were found already; one in which no outline is found stays a seal.
        half: The page at half its size, if that is known.
    """
    if not patches and not _is_coloured(image):
        return ()
    scale = min(1.0, _GLANCE / max(image.shape[:2]))
    small = shrunk(image, scale, half)
    found: list[Stamp] = []
    for ink, strong, pale in _inks(small):
        shapes: list[Ellipse | Plate] = []
        for mask, least in ((strong, 0.0 if ink is Ink.RED else _SURELY_DRAWN), (pale, _PALE_DRAWN)):
            for shape in shapes:
                _blank(mask, shape)
            if np.count_nonzero(mask) < _COLOURED * mask.size:
                continue
            shapes += _shapes(mask, least)
        found += [
            Stamp(_page_box(shape, 1 / scale, image.shape), ink, _grown(shape, 1 / scale)) for shape in shapes
        ]
    # a patch is a seal that was found by its outline, or holds it
    rest = [box for box in patches if not any(_share_within(stamp.box, box) > 0.5 for stamp in found)]
    return (*_apart(found), *(Stamp(box, Ink.RED) for box in rest))


def _is_coloured(image: Image) -> bool:
    """Tell whether there is any ink of a seal's colour: most pages have none and need not be looked at."""
    step = max(1, max(image.shape[:2]) // _PEEK)
    peek = np.ascontiguousarray(image[::step, ::step])
    return any(np.count_nonzero(mask) >= _COLOURED * mask.size for _, _, mask in _inks(peek))


def _inks(small: Image) -> list[tuple[Ink, Mask, Mask]]:
    """Return where the page is red, blue or purple, plainly and at least palely; paper counts as white."""
    red, green, blue = (
        cv2.convertScaleAbs(channel, alpha=255.0 / max(percentile(some, 75), 60.0))
        for channel, some in zip(cv2.split(small), small.reshape(-1, 3)[::17].T, strict=True)
    )
    purple = cv2.subtract(cv2.min(red, blue), green).astype(np.uint8)
    of_red = cv2.subtract(red, cv2.max(green, blue)).astype(np.uint8)
    of_blue = cv2.subtract(blue, cv2.max(red, green)).astype(np.uint8)
    warm = _above(cv2.subtract(red, blue).astype(np.uint8), 12)  # purple is rather blue than red
    found = {ink: list[Mask]() for ink in (Ink.RED, Ink.BLUE, Ink.PURPLE)}
    for share in (1.0, _PALE):
        is_purple = cv2.subtract(_above(purple, share * _PURPLE), warm).astype(np.uint8)
        found[Ink.RED].append(cv2.subtract(_above(of_red, share * _RED), is_purple).astype(np.uint8))
        found[Ink.BLUE].append(cv2.subtract(_above(of_blue, share * _BLUE), is_purple).astype(np.uint8))
        found[Ink.PURPLE].append(is_purple)
    return [(ink, strong, pale) for ink, (strong, pale) in found.items()]


def _shapes(mask: Mask, least: float) -> list[Ellipse | Plate]:
    """Return the rings and frames of an ink.

    Rings are sought without the frames' lines: signs in a square are no ring, a seal in a printed field is.
    """
    frames = _plates(mask)
    rest = mask.copy()
    for frame in frames:
        if frame.filled:
            _blank(rest, frame)
        corners = cv2.boxPoints(((frame.x, frame.y), (frame.width, frame.height), frame.turn))
        cv2.polylines(rest, [corners.astype(np.int32)], True, (0,), _FRAME_LINE)
    rings = _rings(rest, least)
    if not frames and not rings:
        return []  # nothing was taken out that could have hidden a frame
    found: list[Ellipse | Plate] = [*rings, *frames]
    for shape in found:
        _blank(rest, shape)
    kept = [frame for frame in frames if not any(_one_in_other(frame, ring) for ring in rings)]
    return [*rings, *kept, *_plates(rest)]


def _one_in_other(plate: Plate, ring: Ellipse) -> bool:
    away = math.hypot(plate.x - ring.x, plate.y - ring.y)
    return away + plate.height / 2 < ring.along or away + ring.across < plate.height / 2 + _FRAME_LINE


def _above(channel: Image, level: float) -> Mask:
    return cv2.threshold(channel, level, 1, cv2.THRESH_BINARY)[1].astype(np.uint8)


def _rings(mask: Mask, least: float) -> list[Ellipse]:
    """Return circles and ovals, also such that cross each other or the page's border."""
    short = min(mask.shape)
    low, high = (share * short / 2 for share in _RING_SHARES)
    if max(mask.shape) < _ALONE * short:  # no page: a picture of the seal alone
        high = short / 2 + 2
    rest, found = _without_rules(mask), list[Ellipse]()
    hopeless: list[Box] = []
    for size in _RING_JOINS:
        for edge, around in _edges(rest, size, low):
            if any(_is_same(around, other) for other in hopeless):
                continue
            for _ in range(_MOST_RINGS):
                ring = best_ring(mask, edge, low, high)
                if ring is None:
                    hopeless.append(around)
                if ring is None or not _is_round(mask, ring, least):
                    break
                if not any(_near(ring, other) for other in found):
                    found.append(ring)
                away = np.abs(ring.radii(edge[:, 0], edge[:, 1]) - 1) * ring.across
                edge = edge[away > max(5.0, 0.06 * ring.across)]
                if len(edge) < _LEAST_LEFT * math.pi * low:
                    break
        for ring in found:
            _blank(rest, ring)
    return found


def _without_rules(mask: Mask) -> Mask:
    """Leave out long level and upright lines: the rules of a form in the seal's colour enclose it."""
    length = round(_RULE * min(mask.shape))
    rest = mask.copy()
    if length >= 3:
        for axis, lines, left in ((1, mask, rest), (0, mask.T, rest.T)):
            inked = cv2.reduce(mask, axis, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel()
            _take_long_runs(lines, left, np.flatnonzero(inked >= length // 2), length)
    return rest


def _take_long_runs(mask: Mask, rest: Mask, rows: NDArray[np.intp], length: int) -> None:
    """Take runs of at least ``length`` pixels along some rows out of ``rest``; at the border they go on."""
    if rows.size:
        lines = np.ascontiguousarray(mask[rows])
        runs = cv2.morphologyEx(lines, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
        rest[rows] = cv2.subtract(lines, runs)


def _outlines(mask: Mask, size: int) -> Sequence[NDArray[np.int32]]:
    """Return the outer edges of patches of ink, gaps of ``size`` pixels closed; looked for where ink is."""
    x, y, width, height = cv2.boundingRect(mask)
    left, top = max(0, x - size), max(0, y - size)
    part = np.ascontiguousarray(mask[top : y + height + size, left : x + width + size])
    closed = cv2.morphologyEx(part, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    found, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE, offset=(left, top))
    return cast("Sequence[NDArray[np.int32]]", found)  # that is their type


def _edges(mask: Mask, size: int, low: float) -> list[tuple[Points, Box]]:
    """Return the outer edges of patches of ink as large as a part of a seal, the largest first, with bounds.

    Flat patches are lines of print.
    """
    # an edge has at least as many points as its patch is wide or high
    long = sorted((line for line in _outlines(mask, size) if len(line) >= 1.4 * low), key=len, reverse=True)
    large = [(line, around) for line in long if _may_hold_ring(around := _bounds(line), low)]
    return [
        (_off_border(line.reshape(-1, 2).astype(np.float64), mask.shape), around)
        for line, around in large[:_MOST_PATCHES]
    ]


def _bounds(outline: NDArray[np.int32]) -> Box:
    x, y, width, height = cv2.boundingRect(outline)
    return Box(x, y, x + width, y + height)


def _may_hold_ring(around: Box, low: float) -> bool:
    short, long = sorted((around.width, around.height))
    return long >= 1.4 * low and long <= _FLATTEST * short


def _is_same(box: Box, other: Box) -> bool:
    """Tell whether two patches are the same, joined over gaps of other widths."""
    sides = (box.x0 - other.x0, box.y0 - other.y0, box.x1 - other.x1, box.y1 - other.y1)
    return max(map(abs, sides)) <= _SAME


def _off_border(edge: Points, shape: tuple[int, ...]) -> Points:
    """Leave out where the page's border cuts the ink."""
    x, y = edge[:, 0], edge[:, 1]
    return edge[(x > 1) & (y > 1) & (x < shape[1] - 2) & (y < shape[0] - 2)]


def _is_round(mask: Mask, ring: Ellipse, least: float) -> bool:
    """Tell whether a ring is drawn all round and is a line: within and around it there is far less ink."""
    need = max(least, _RING_DRAWN if ring.along == ring.across else _OVAL_DRAWN)
    if drawn(mask, ring) < need:
        return False
    around = np.mean([share_on(mask, ring, inset) for inset in (3, 5)])
    thick = max(1.0, ring.across / 70)  # a large ring's line is wider
    within = np.mean([share_on(mask, ring, inset * thick) for inset in (-6, -9, -13)])
    return bool(around < 0.45 and within < 0.75)


def _blank(mask: Mask, shape: Ellipse | Plate) -> None:
    """Take a seal that was found out of a mask."""
    if isinstance(shape, Plate):
        corners = cv2.boxPoints(((shape.x, shape.y), (shape.width + 8, shape.height + 8), shape.turn))
        cv2.fillPoly(mask, [corners.astype(np.int32)], (0,))
        return
    axes = (round(shape.along) + 3, round(shape.across) + 3)
    middle = (round(shape.x), round(shape.y))
    cv2.ellipse(mask, middle, axes, math.degrees(shape.angle), 0, 360, (0,), -1)


def _plates(rest: Mask) -> list[Plate]:
    """Return frames drawn on four sides, and square patches, that touch nothing else of their colour."""
    found: list[Plate] = []
    least = _PLATE_SHORT * min(rest.shape)
    for size in _JOINS:
        # a frame's bounds are at least as wide and as high as it is high
        large = [line for line in _outlines(rest, size) if len(line) > least and _is_wide(line, least)]
        hulls = [cv2.convexHull(outline).astype(np.int32) for outline in large]
        plates = [plate for hull in hulls if (plate := _plate(rest, hull)) is not None]
        found += [one for one in plates if not any(_inside(one, other) for other in found)]
    return found


def _is_wide(outline: NDArray[np.int32], least: float) -> bool:
    return min(cv2.boundingRect(outline)[2:]) >= least


def _inside(plate: Plate, other: Plate) -> bool:
    return math.hypot(plate.x - other.x, plate.y - other.y) < 0.5 * max(plate.height, other.height)


def _plate(mask: Mask, outline: NDArray[np.int32]) -> Plate | None:
    (x, y), (width, height), turn = cv2.minAreaRect(outline)
    if width < height:
        width, height, turn = height, width, turn - 90
    # near a square: it lies as it is turned least
    turn = (turn + 45) % 90 - 45 if width < _SQUARE * height else (turn + 90) % 180 - 90
    short = min(mask.shape)
    if not (_PLATE_LONG[0] * short <= width <= _PLATE_LONG[1] * short and height >= _PLATE_SHORT * short):
        return None
    if width > 8 * height or cv2.contourArea(cv2.convexHull(outline)) < 0.86 * width * height:
        return None
    sides = _sides_drawn(mask, x, y, width, height, turn)
    square = width < _SQUARE * height and width < 0.16 * short
    inside = _patch(mask, x, y, width, height, turn)
    sixth = len(inside) // 6
    inner = float(inside[sixth : len(inside) - sixth].mean())
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
    return math.hypot(first.x - second.x, first.y - second.y) < 0.35 * max(first.along, second.along)


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
    return first.shared(second) / max(1, min(first.width * first.height, second.width * second.height))

"""Finds ruled lines on a page that may lie at an angle of some degrees."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image
from capture.pages import Box
from capture.picture.components import Components, components_of
from capture.ruling.bridges import are_bridges, are_text
from capture.ruling.streaks import without_streaks
from capture.ruling.textplaces import INNER, placed_text, strips_of, text_mask
from capture.ruling.tints import depth_of_ink

WORK_SIDE = 1700
LEAST_RULE = 24
ONE_RULE = 9
"""A field between rules that stand nearer holds no text: they are a double one."""
_MOST_DEGREES = 6.0
_AS_DARK = 0.5
_NEARLY_WHOLE = 0.67
_LEVEL = 0.04
_FEWEST = 2
"""Level rules a table has at least."""
_THROUGH, _AT, _PALEST = 0.9, 16, 15
"""A pale rule goes through such a share of its table, ends so near dark ones, beside which it is not seen as
darker than its surroundings, and is so deep at least."""
_DEEP = 11
"""What is darker than its surroundings, a square of 25 pixels, by more levels is ink."""
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rule:
    """A piece of a rule: at ``place``, from ``start`` to ``end``, ``depth`` darker than its surroundings."""

    place: float
    start: int
    end: int
    depth: float

    @property
    def length(self) -> int:
        """How long it is."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that hang together, as pixels and as pieces; for ``down`` x and y are exchanged.

    ``ink`` is all that stands there, its breaks not mended, laid as ``down`` is.
    """

    across: Image
    down: Image
    ink: Image
    across_pieces: tuple[Rule, ...]
    down_pieces: tuple[Rule, ...]
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class _Strokes:
    """Long strokes of one direction, by piece, and which pieces are meant.

    ``boxes``, ``centres`` and ``darkness`` are x, y, width, height; x and y; depth of ink.
    """

    patches: Components
    boxes: NDArray[np.int64]
    centres: NDArray[np.float64]
    darkness: NDArray[np.float64]
    kept: NDArray[np.bool_]

    def those(self, chosen: NDArray[np.bool_]) -> _Strokes:
        """Return some of the pieces."""
        return replace(self, kept=self.kept & chosen)

    def are_long(self, axis: int) -> NDArray[np.bool_]:
        """Tell of each piece whether it is longer than any character's strokes."""
        return np.asarray(self.boxes[:, 2 + axis] >= 4 * LEAST_RULE)

    def places(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the rows and columns of the pixels."""
        rows, columns = np.divmod(self.patches.pixels(self.kept)[0], self.patches.shape[1])
        return rows, columns

    def pieces(self, box: Box, axis: int) -> tuple[Rule, ...]:
        """Return the pieces, from a box's corner on; along x (axis 0) or y (axis 1)."""
        begin, across = (box.x0, box.y0) if axis == 0 else (box.y0, box.x0)
        return tuple(
            Rule(
                float(self.centres[number][1 - axis]) - across,
                int(self.boxes[number][axis]) - begin,
                int(self.boxes[number][axis] + self.boxes[number][2 + axis]) - begin,
                float(self.darkness[number]),
            )
            for number in np.flatnonzero(self.kept).tolist()
        )

    def drawn(self, box: Box) -> Image:
        """Return the pixels, 1 on 0, within a box."""
        rows, columns = self.places()
        drawn = np.zeros((box.height, box.width), np.uint8)
        drawn[rows - box.y0, columns - box.x0] = 1
        return drawn


@dataclass(frozen=True, slots=True)
class RuledPage:
    """The rules of a page in a frame where they run straight; ``to_frame`` takes points of the page there.

    ``level`` are all level rules, ``white`` the lines of the page that are white on dark ground.
    """

    tables: tuple[Rules, ...]
    to_frame: Matrix
    level: tuple[Rule, ...]
    white: tuple[Box, ...] = ()


def find_rules(image: Image, text: Sequence[Box], codes: Sequence[Box] = ()) -> RuledPage | None:
    """Return the rules of an upright grey page, those that hang together; none where there is no table.

    ``text`` are the boxes of its lines, ``codes`` of its bars: strokes inside them are no rules.
    """
    scale = min(1.0, WORK_SIDE / max(image.shape))
    if min(image.shape) * scale < 3 * LEAST_RULE:
        return None
    small = image
    if scale < 1.0:
        way = cv2.INTER_LINEAR if scale > _NEARLY_WHOLE else cv2.INTER_AREA
        small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=way).astype(np.uint8)
    depth, white = depth_of_ink(small, text, scale)
    ink = without_streaks(cv2.threshold(depth, _DEEP, 255, cv2.THRESH_BINARY)[1].astype(np.uint8), depth)
    degrees = skew_of_rules(ink)
    degrees = degrees if abs(degrees) > _LEVEL else 0.0
    middle = (small.shape[1] / 2, small.shape[0] / 2)
    turn = np.asarray(cv2.getRotationMatrix2D(middle, degrees, 1.0), np.float64)
    if degrees:
        size = (small.shape[1], small.shape[0])
        turned = cv2.warpAffine(ink, turn, size, flags=cv2.INTER_LINEAR)
        ink = cv2.threshold(turned, 100, 255, cv2.THRESH_BINARY)[1].astype(np.uint8)
    to_frame = turn.copy()
    to_frame[:, :2] *= scale
    middles, half = placed_text([*text, *codes], to_frame, math.tan(math.radians(degrees)))
    strips = strips_of(middles, half, scale)
    from_turned = np.asarray(cv2.invertAffineTransform(turn), np.float64)
    across = _strokes(_level_runs(ink), depth, from_turned, strips)
    if np.count_nonzero(across.kept) < _FEWEST:
        return None
    down = _strokes(_upright_runs(ink), depth, from_turned, strips)
    is_level = half[:, 0] >= half[:, 1]
    level, upright = (text_mask(middles[some], half[some], ink.shape) for some in (is_level, ~is_level))
    across, down = _without_bridges(across, down, ink, np.maximum(level, upright), level)
    return RuledPage(tuple(_connected(across, down, ink)), to_frame, _long_pieces(across), white)


def rules_of_strokes(strokes: Image, text: Sequence[Box], white: Sequence[Box] = ()) -> RuledPage:
    """Return the rules among strokes that were drawn as such (1 on 0), so that nothing has to be sought.

    ``text`` are the boxes of lines, ``white`` those that stand on dark ground.
    """
    to_frame = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    strips = strips_of(*placed_text(text, to_frame, 0.0), 1.0)
    depth = (strokes * 255).astype(np.uint8)
    runs = _level_runs(strokes), _upright_runs(strokes)
    across, down = (_strokes(one, depth, to_frame, strips) for one in runs)
    return RuledPage(tuple(_connected(across, down, strokes)), to_frame, _long_pieces(across), tuple(white))


def skew_of_rules(ink: Image) -> float:
    """Return the angle of the horizontal rules in degrees, clockwise positive: the sharpest profile."""
    runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, 13), np.uint8))
    places = np.flatnonzero(runs != 0)  # of numbers numpy's search takes ten times as long
    if len(places) < 200:
        return 0.0
    some = places[:: max(1, len(places) // 15_000)]
    down, across = (axis.astype(np.float32) for axis in np.divmod(some, ink.shape[1]))
    across -= ink.shape[1] / 2

    def sharpness(degrees: float) -> float:
        places = np.rint(down - across * np.float32(math.tan(math.radians(degrees)))).astype(np.intp)
        counts = np.bincount(places - places.min())
        return float(counts @ counts)

    best = 0.0
    for width, fine in ((_MOST_DEGREES, 0.4), (0.4, 0.1), (0.1, 0.025)):
        angles = best + np.arange(-width, width + fine / 2, fine)
        best = float(max(angles, key=sharpness))
    return best


def _level_runs(straight: Image) -> Image:
    """Return the pixels of long level strokes, small breaks mended."""
    across = cv2.morphologyEx(straight, cv2.MORPH_CLOSE, np.ones((1, 7), np.uint8))
    across = cv2.dilate(across, np.ones((2, 1), np.uint8))
    across = cv2.morphologyEx(across, cv2.MORPH_OPEN, np.ones((1, 2 * LEAST_RULE), np.uint8))
    return across.astype(np.uint8, copy=False)


def _upright_runs(straight: Image) -> Image:
    """Return the pixels of long upright strokes, small breaks mended."""
    down = cv2.morphologyEx(straight, cv2.MORPH_CLOSE, np.ones((7, 1), np.uint8))
    down = cv2.dilate(down, np.ones((1, 2), np.uint8))
    down = cv2.morphologyEx(down, cv2.MORPH_OPEN, np.ones((LEAST_RULE, 1), np.uint8))
    return down.astype(np.uint8, copy=False)


def _strokes(runs: Image, depth: Image, to_depth: Matrix, strips: NDArray[np.float64]) -> _Strokes:
    """Return the strokes among runs of ink, but for those that lie altogether inside a line of text.

    ``to_depth`` takes places of the runs to those of the picture ``depth``, which is not turned as a whole.
    """
    patches = components_of(runs)
    boxes, areas = patches.boxes(), np.maximum(patches.areas, 1)
    begin = boxes[:, None, :2].astype(np.float64)
    inside = (begin >= strips[None, :, :2]) & (begin + boxes[:, None, 2:] <= strips[None, :, 2:])
    kept = ~np.any(np.all(inside, axis=2), axis=1)
    kept[0] = False
    length = patches.lengths
    middles = patches.columns * length + length * (length - 1) // 2, patches.rows * length
    centres = np.stack([patches.sums(one) / areas for one in middles], axis=1)
    found = _Strokes(patches, boxes, centres, np.zeros(len(areas)), kept)
    return replace(found, darkness=_darkness(found, depth, to_depth) / areas)


def _without_bridges(
    across: _Strokes, down: _Strokes, ink: Image, text: Image, level_text: Image
) -> tuple[_Strokes, _Strokes]:
    """Leave out what mended breaks join of characters and rules.

    ``text`` is where characters stand, ``level_text`` those of level lines.
    """
    level, upright = (
        strokes.patches.drawn(strokes.kept & strokes.are_long(axis))
        for axis, strokes in enumerate((across, down))
    )
    across = across.those(~are_text(across.patches, across.boxes, across.kept, level_text != 0, upright))
    return (
        across.those(~are_bridges(across.patches, across.kept, ink, text != 0, upright, 0)),
        down.those(~are_bridges(down.patches, down.kept, ink, text == INNER, level, 1)),
    )


def _long_pieces(across: _Strokes) -> tuple[Rule, ...]:
    high, wide = across.patches.shape
    return across.those(across.are_long(0)).pieces(Box(0, 0, wide, high), 0)


def _darkness(strokes: _Strokes, depth: Image, to_depth: Matrix) -> NDArray[np.float64]:
    """Add up how deep the ink of each piece is."""
    high, wide = depth.shape
    places, numbers = strokes.patches.pixels(strokes.kept)
    rows, columns = np.divmod(places, strokes.patches.shape[1])
    x, y = (row[0] * columns + row[1] * rows + row[2] for row in to_depth)
    near = np.clip(np.rint(y), 0, high - 1).astype(np.intp), np.clip(np.rint(x), 0, wide - 1).astype(np.intp)
    return np.bincount(numbers, weights=depth[near], minlength=len(strokes.kept)).astype(np.float64)


def _connected(across: _Strokes, down: _Strokes, ink: Image) -> list[Rules]:
    """Return the strokes that hang together: those of one table."""
    both = np.zeros((ink.shape[0] // 2 + 1, ink.shape[1] // 2 + 1), np.uint8)
    for strokes in (across, down):
        rows, columns = strokes.places()
        both[rows // 2, columns // 2] = 1
    both = cv2.dilate(both, np.ones((3, 3), np.uint8)).astype(np.uint8)
    count, labels = cv2.connectedComponents(both)
    groups = [_groups(strokes, labels) for strokes in (across, down)]
    found: list[Rules] = []
    for label in range(1, count):
        level, upright = (
            strokes.those(group == label) for strokes, group in zip((across, down), groups, strict=True)
        )
        box = _around(level, upright)
        if box.width >= 4 * LEAST_RULE and box.height >= LEAST_RULE:
            found.append(_rules(level, upright, box, ink))
    return found


def _groups(strokes: _Strokes, labels: cv2.typing.MatLike) -> NDArray[np.int32]:
    """Return the number of the table each piece is of, by any of its pixels: a piece hangs together."""
    groups = np.zeros(len(strokes.kept), np.int32)
    groups[strokes.patches.numbers] = labels[strokes.patches.rows // 2, strokes.patches.columns // 2]
    return groups


def _around(level: _Strokes, upright: _Strokes) -> Box:
    boxes = np.concatenate([level.boxes[level.kept], upright.boxes[upright.kept]])
    left, top = boxes[:, :2].min(axis=0).tolist()
    right, bottom = (boxes[:, :2] + boxes[:, 2:]).max(axis=0).tolist()
    return Box(left, top, right, bottom)


def _from_rule_to_rule(
    strokes: _Strokes, others: _Strokes, box: Box, axis: int, dark: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Tell which long strokes begin and end at dark rules: pale ones within a heavy frame are rules too."""
    length = box.width if axis == 0 else box.height
    found = strokes.boxes[:, 2 + axis] >= _THROUGH * length
    ends = others.centres[others.kept & dark & others.are_long(1 - axis)][:, axis]
    for end in (strokes.boxes[:, axis], strokes.boxes[:, axis] + strokes.boxes[:, 2 + axis]):
        found &= (np.abs(end[:, None] - ends[None, :]) <= _AT).any(axis=1)
    return np.asarray(found & (strokes.darkness >= _PALEST))


def _rules(across: _Strokes, down: _Strokes, box: Box, ink: Image) -> Rules:
    """Keep the pieces about as dark as the rules around them: remains of seals and show-through are not."""
    pieces = (*across.pieces(box, 0), *down.pieces(box, 1))
    long = [piece for piece in pieces if piece.length >= 4 * LEAST_RULE]
    weights = np.array([piece.length for piece in long], np.float64)
    usual = float(np.average([piece.depth for piece in long], weights=weights)) if long else 0.0
    dark = [strokes.darkness >= _AS_DARK * usual for strokes in (across, down)]
    across, down = (
        strokes.those(dark[axis] | _from_rule_to_rule(strokes, others, box, axis, dark[1 - axis]))
        for axis, (strokes, others) in enumerate(((across, down), (down, across)))
    )
    level, upright = (strokes.drawn(box) for strokes in (across, down))
    bare = ink[box.y0 : box.y1, box.x0 : box.x1].T
    return Rules(level, upright.T, bare, across.pieces(box, 0), down.pieces(box, 1), box.x0, box.y0)

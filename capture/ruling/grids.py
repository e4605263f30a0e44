"""Rules that hang together become a grid of cells, some of them joined."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image
from capture.pages import Box
from capture.ruling.rules import LEAST_RULE, ONE_RULE, Matrix, Rule, RuledPage, Rules
from capture.ruling.separators import rows_passed, rules_through

_NEAR = 5
_STRAY = 8
_PRESENT = 0.55
_MOST_FIELDS = 10_000
_LEAST_FIELD = 14
_SEEN_FREE = 0.3
_INSIDE, _LONG = 0.8, 0.5
"""Of the rows that show a wall of strokes such a share has a number there, and a piece is never so long."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's rules in the straight frame.

    ``owner[row, column]`` is the number of the cell that the field between two neighbouring rules belongs to;
    ``to_grid`` takes points of the upright page into the frame, ``to_page`` takes them back.
    """

    ys: tuple[float, ...]
    xs: tuple[float, ...]
    owner: NDArray[np.int32]
    to_grid: Matrix
    to_page: Matrix

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the number of the cell under a point of the upright page."""
        across, down = (a * x + b * y + c for a, b, c in self.to_grid.tolist())
        column = bisect_left(self.xs, across) - 1
        row = bisect_left(self.ys, down) - 1
        if 0 <= row < self.owner.shape[0] and 0 <= column < self.owner.shape[1]:
            return int(self.owner[row, column])
        return None


def grids_of(
    page: RuledPage, words: Sequence[Box] = (), seals: Sequence[Box] = (), numbers: Sequence[Box] = ()
) -> list[Grid]:
    """Return the grids of ruled tables on a page, from top to bottom.

    ``words`` and ``numbers`` are the boxes of their inner parts: what looks like a short rule there is
    strokes of characters. In ``seals`` it is strokes of theirs.
    """
    bands = [Box(seal.x0, y, seal.x1, y) for seal in seals for y in range(seal.y0, seal.y1, _LEAST_FIELD)]
    places = [
        np.array([box.as_list() for box in some], np.float64).reshape(-1, 4)
        for some in (words, bands, numbers, page.white)
    ]
    found = (_grid(rules, page.to_frame, *places) for rules in page.tables)
    grids = [grid for grid in found if grid is not None]
    return sorted(grids, key=lambda grid: -float(grid.to_grid[1, 2]))


def _grid(
    rules: Rules,
    to_frame: Matrix,
    words: NDArray[np.float64],
    seals: NDArray[np.float64],
    numbers: NDArray[np.float64],
    white: NDArray[np.float64],
) -> Grid | None:
    to_grid = to_frame.copy()
    to_grid[:, 2] -= (rules.x, rules.y)
    words, seals, numbers, white = (_in_grid(some, to_grid) for some in (words, seals, numbers, white))
    fine, places = _places(rules, _NEAR), _places(rules, ONE_RULE)
    # what is no table stays none when double rules are taken for one each
    for each in (places,) if fine == places else (fine, places):
        if each is None:
            return None
        ys, xs = each
        right, below = _walls(rules, ys, xs, words, seals)
        _without_figures(rules, right, ys, xs, numbers)
        _wall_dark_rows(right, ys, xs, white)
        sides = _used(ys, below), _used(xs, right.T)
        if any(np.median(np.diff(side)) < _LEAST_FIELD for side in sides):
            return None  # the pattern of a code or an ornament
    owner = _owners(right, below)
    if owner.max() < 2:
        return None
    to_page = np.asarray(cv2.invertAffineTransform(to_grid), np.float64)
    return Grid(tuple(ys), tuple(xs), owner, to_grid, to_page)


def _places(rules: Rules, reach: int) -> tuple[list[float], list[float]] | None:
    """Return y and x of the rules, those within a reach taken for one; nothing where they make no table."""
    ys = _positions(_joined(rules.across_pieces, rules.down_pieces), reach)
    xs = _positions(_joined(rules.down_pieces, rules.across_pieces), reach)
    if len(ys) < 2 or not xs:
        return None
    xs = _with_ends(xs, min(r.start for r in rules.across_pieces), max(r.end for r in rules.across_pieces))
    if (len(xs) < 3 and len(ys) < 3) or len(ys) * len(xs) > _MOST_FIELDS:
        return None
    return ys, xs


def _joined(rules: Sequence[Rule], others: Sequence[Rule]) -> list[Rule]:
    """Return the rules that meet rules of the other direction; a short one must do so at both ends."""
    places, starts, ends = np.array([(o.place, o.start, o.end) for o in others]).reshape(-1, 3).T
    return [rule for rule in rules if _is_joined(rule, places, starts, ends)]


def _is_joined(
    rule: Rule, places: NDArray[np.float64], starts: NDArray[np.float64], ends: NDArray[np.float64]
) -> bool:
    reach = 2 * _NEAR
    meeting = places[(starts - reach <= rule.place) & (rule.place <= ends + reach)]
    at_ends = [bool((np.abs(meeting - end) <= reach).any()) for end in (rule.start, rule.end)]
    if rule.length < 4 * LEAST_RULE:
        return all(at_ends)
    return any(at_ends) or bool(((rule.start < meeting) & (meeting < rule.end)).any())


def _positions(pieces: Sequence[Rule], reach: int) -> list[float]:
    """Return where rules run: pieces within a reach taken together, weighted by their lengths."""
    groups: list[list[Rule]] = []
    for piece in sorted(pieces, key=lambda piece: piece.place):
        if groups and piece.place - groups[-1][-1].place <= reach:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [
        float(np.average([piece.place for piece in group], weights=[piece.length for piece in group]))
        for group in groups
    ]


def _with_ends(xs: Sequence[float], left: float, right: float) -> list[float]:
    """Close a table whose outer vertical rules were not drawn."""
    ends = list(xs)
    if ends[0] - left > 3 * _NEAR:
        ends.insert(0, left)
    if right - ends[-1] > 3 * _NEAR:
        ends.append(right)
    return ends


def _in_grid(words: NDArray[np.float64], to_grid: Matrix) -> NDArray[np.float64]:
    """Return left, right and middle height of words in the straight frame."""
    middles = (words[:, :2] + words[:, 2:]) / 2 @ to_grid[:, :2].T + to_grid[:, 2]
    half = (words[:, 2] - words[:, 0]) * float(np.hypot(to_grid[0, 0], to_grid[0, 1])) / 2
    return np.stack([middles[:, 0] - half, middles[:, 0] + half, middles[:, 1]], axis=1)


def _walls(
    rules: Rules,
    ys: Sequence[float],
    xs: Sequence[float],
    words: NDArray[np.float64],
    seals: NDArray[np.float64],
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return where a rule stands right of each field but the last, and below each but the lowest.

    Strokes of characters that stand above each other look like an upright rule: where it runs through a
    word, it counts only when it is seen in fields without one as well. In rows hardly higher than letters
    a stroke is nearly as long as a rule, but nowhere goes from the rule above to the one below; through a
    word, no mended break counts for that. What does not go on beyond a dark seal is a stroke of the seal,
    but in a table that lies in one altogether. A rule through nearly all rows in one piece counts all along.
    """
    rows, columns = len(ys) - 1, len(xs) - 1
    right = np.zeros((rows, columns - 1), np.bool_)
    below = np.zeros((rows - 1, columns), np.bool_)
    through = rules_through(rules, ys)
    for column in range(columns - 1):
        x = xs[column + 1]
        covered, sealed = (_covered(some, x, ys) for some in (words, seals))
        drawn, inked = (_along(strokes, x) for strokes in (rules.down, rules.ink))
        for row in range(rows):
            right[row, column] = _is_ruled(drawn, ys[row], ys[row + 1])
        seen = right[:, column]
        kept = [row for row in rows_passed(through, x, ys) if seen[row]]
        meets = [seen[row] and _meets(drawn, ys[row], ys[row + 1]) for row in range(rows)]
        whole = np.array(meets, np.bool_)
        bare = [covered[row] and not _meets(inked, ys[row], ys[row + 1]) for row in range(rows)]
        right[np.array(bare, np.bool_), column] = False
        if np.count_nonzero(whole & ~covered) < _SEEN_FREE * np.count_nonzero(seen):
            right[covered, column] = False
        if not sealed.all() and not (whole & ~sealed).any():
            right[sealed, column] = False
        if not (whole & seen).any():
            right[:, column] = False
        right[kept, column] = True
    for row in range(rows - 1):
        drawn = _along(rules.across, ys[row + 1])
        for column in range(columns):
            below[row, column] = _is_ruled(drawn, xs[column], xs[column + 1])
    return right, below


def _without_figures(
    rules: Rules,
    right: NDArray[np.bool_],
    ys: Sequence[float],
    xs: Sequence[float],
    numbers: NDArray[np.float64],
) -> None:
    """Take walls away that are strokes of figures, which stand below each other in a column.

    A rule between columns is seen beside numbers as well, or runs through many rows in one piece.
    """
    long = np.array([r.place for r in rules.down_pieces if r.length > _LONG * (ys[-1] - ys[0])], np.float64)
    for column in range(right.shape[1]):
        if (np.abs(long - xs[column + 1]) <= _NEAR).any():
            continue
        seen = right[:, column]
        inside = seen & _covered(numbers, xs[column + 1], ys)
        if np.count_nonzero(inside) > _INSIDE * np.count_nonzero(seen):
            right[:, column] &= ~inside


def _covered(words: NDArray[np.float64], x: float, ys: Sequence[float]) -> NDArray[np.bool_]:
    """Return in which rows a place lies within a word."""
    through = (words[:, 0] < x) & (x < words[:, 1])
    return np.asarray(np.histogram(words[through, 2], bins=ys)[0] > 0)


def _used(places: Sequence[float], walls: NDArray[np.bool_]) -> list[float]:
    """Return the rules where walls stand, and the outer ones."""
    inner = (place for place, wall in zip(places[1:-1], walls, strict=True) if wall.any())
    return [places[0], *inner, places[-1]]


def _wall_dark_rows(
    right: NDArray[np.bool_], ys: Sequence[float], xs: Sequence[float], white: NDArray[np.float64]
) -> None:
    """Divide rows of white text as the next row below: rules are hardly seen on dark ground.

    Nothing is changed where most of the rules below go on into the row, nor where one would run through text.
    """
    dark = np.histogram(white[:, 2], bins=ys)[0] > 0
    # a reader's box of a word may reach over the rule beside it
    first, last = white[:, 0] + _STRAY, white[:, 1] - _STRAY
    for row in reversed(range(len(right) - 1)):
        shared = np.count_nonzero(right[row] & right[row + 1])
        if not dark[row] or 2 * shared > np.count_nonzero(right[row + 1]):
            continue
        here = (ys[row] < white[:, 2]) & (white[:, 2] < ys[row + 1])
        for column in range(right.shape[1]):
            x = xs[column + 1]
            right[row, column] = right[row + 1, column] and not (here & (first < x) & (x < last)).any()


def _owners(right: NDArray[np.bool_], below: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Number the cells: fields without a rule between them belong together."""
    rows, columns = right.shape[0], below.shape[1]
    parents = list(range(rows * columns))

    def root(field: int) -> int:
        while parents[field] != field:
            field = parents[field]
        return field

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not right[row, column]:
                parents[root(here + 1)] = root(here)
            if row + 1 < rows and not below[row, column]:
                parents[root(here + columns)] = root(here)
    numbers: dict[int, int] = {}
    owner = [numbers.setdefault(root(field), len(numbers)) for field in range(rows * columns)]
    return np.array(owner, np.int32).reshape(rows, columns)


def _along(strokes: Image, place: float) -> NDArray[np.bool_]:
    """Return where along a place something is drawn near it."""
    near = strokes[max(0, round(place) - _NEAR) : round(place) + _NEAR + 1]
    return np.asarray(near.any(axis=0))


def _meets(drawn: NDArray[np.bool_], start: float, end: float) -> bool:
    """Return whether what is drawn along a place comes to the rules at both its ends."""
    reach = max(2, min(_NEAR, round((end - start) / 8)))
    return all(bool(drawn[round(at) : round(at) + reach].all()) for at in (start, end - reach))


def _is_ruled(drawn: NDArray[np.bool_], start: float, end: float) -> bool:
    """Return whether what is drawn along a place runs from start to end for the most part."""
    inset = min(4, round((end - start) / 4))
    part = drawn[max(0, round(start) + inset) : max(0, round(end) - inset)]
    return not part.size or bool(np.count_nonzero(part) / part.size >= _PRESENT)

"""Tables ruled across only: rules part the rows, each of one line or several, and gaps part the columns."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np

from capture.layout.order import corners_of, reading_order
from capture.layout.pieces import Piece, is_inside, pieces_of
from capture.pages import Box, Line, Table
from capture.ruling.rules import LEAST_RULE, ONE_RULE, Rule, RuledPage
from capture.tables.columns import cell_of, cells_of, columns_of

_FEWEST_RULES = 4
_ALIKE = 0.04
"""Rules of one table begin and end at the same places, but for such a share of their length."""
_HIGHEST = 300
"""So far apart rules are not of one table, in pixels of the frame."""
_FILLED, _FULL = 0.3, 0.6
"""A column has text in such a share of the rows or more, and such a share of the rows has several cells."""
_SAME_LEVEL = 0.6


def find_ledgers(page: RuledPage, lines: Sequence[Line], taken: Sequence[Table]) -> tuple[Table, ...]:
    """Return the tables between level rules that begin and end alike, without text of ``taken`` ones."""
    stacks = [stack for stack in _stacks(page.level) if len(stack) >= _FEWEST_RULES]
    if not stacks:
        return ()
    boxes = [table.box for table in taken if table.box is not None]
    free = [line for line in lines if line.box and not any(is_inside(line.box, box) for box in boxes)]
    if len(free) < 2 * (_FEWEST_RULES - 1):
        return ()
    pieces = pieces_of(free)
    middles = np.array([[(p.box.x0 + p.box.x1) / 2, (p.box.y0 + p.box.y1) / 2, 1] for p in pieces])
    places = (middles.reshape(-1, 3) @ page.to_frame.T).tolist()
    tables = (_table(_bands(stack, pieces, places), _around(stack, page)) for stack in stacks)
    return tuple(table for table in tables if table is not None)


def _stacks(level: Sequence[Rule]) -> list[list[Rule]]:
    """Return rules that stand below each other and are as long, top to bottom."""
    stacks: list[list[Rule]] = []
    for rule in sorted(level, key=lambda rule: rule.place):
        if rule.length < 4 * LEAST_RULE:
            continue
        for stack in stacks:
            last, room = stack[-1], _ALIKE * rule.length
            alike = abs(last.start - rule.start) <= room and abs(last.end - rule.end) <= room
            if alike and rule.place - last.place <= _HIGHEST:
                if rule.place - last.place > ONE_RULE:
                    stack.append(rule)
                break
        else:
            stacks.append([rule])
    return stacks


def _bands(
    stack: Sequence[Rule], pieces: Sequence[Piece], places: Sequence[Sequence[float]]
) -> list[list[Piece]]:
    """Return the text between each rule and the next, in reading order."""
    bands: list[list[Piece]] = [[] for _ in stack[1:]]
    ys = [rule.place for rule in stack]
    for piece, (x, y) in zip(pieces, places, strict=True):
        if stack[0].start <= x <= stack[0].end and ys[0] < y < ys[-1]:
            bands[bisect(ys, y) - 1].append(piece)
    return [
        [band[index] for index in reading_order([corners_of(p.box) for p in band])] for band in bands if band
    ]


def _table(bands: Sequence[Sequence[Piece]], box: Box) -> Table | None:
    """Return the table of the text between rules; None where it forms no columns, or lists without rules."""
    if len(bands) < _FEWEST_RULES - 1:
        return None
    columns = columns_of([sorted(band, key=lambda piece: piece.x0) for band in bands])
    rows = [cells_of(band, columns) for band in bands]
    columns = [
        place for n, place in enumerate(columns) if sum(bool(row[n]) for row in rows) >= _FILLED * len(rows)
    ]
    if len(columns) < 2:
        return None
    rows = [cells_of(band, columns) for band in bands]
    full = sum(sum(map(bool, row)) > 1 for row in rows)
    if full < _FULL * len(rows) or any(_is_list(row) for row in rows):
        return None
    return Table(box, tuple(tuple(cell_of(parts) for parts in row) for row in rows), ruled=False)


def _is_list(row: Sequence[Sequence[Piece]]) -> bool:
    """Tell whether several rows stand between two rules: most cells have several lines."""
    lines = [sum(1 for _ in _levels(cell)) for cell in row if cell]
    return len(lines) > 1 and sum(count > 1 for count in lines) > len(lines) / 2


def _levels(cell: Sequence[Piece]) -> Iterator[float]:
    heights = sorted(piece.y for piece in cell)
    yield heights[0]
    for above, below in pairwise(heights):
        if below - above > _SAME_LEVEL * cell[0].height:
            yield below


def _around(stack: Sequence[Rule], page: RuledPage) -> Box:
    """Return the box of a table on the page."""
    to_page = cv2.invertAffineTransform(page.to_frame)
    ends = [[x, rule.place, 1] for rule in (stack[0], stack[-1]) for x in (rule.start, rule.end)]
    points = np.maximum(np.array(ends, np.float64) @ to_page.T, 0).round().astype(int)
    (x0, y0), (x1, y1) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return Box(x0, y0, x1, y1)

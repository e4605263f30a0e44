"""Text set in columns (分栏): what stands side by side there is read one column after the other.

Elsewhere a page is read row by row, as forms, lists and signatures must be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from capture.layout.cellorder import by_cells
from capture.layout.cellwords import with_whole_words
from capture.layout.gutters import FEWEST_LINES, Gutter, Item, find_gutter, is_running
from capture.layout.pieces import Piece, is_inside, pieces_of
from capture.pages import Box, Line, Table

_NEAR = 2.6
"""What is no further above or below the columns than so many of their rows belongs to them."""
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}[:：]")
_MOST_LEVEL = 40
"""No more stands in one row."""


def as_read(lines: Sequence[Line], tables: Sequence[Table]) -> tuple[Line, ...]:
    """Return lines that are in reading order by rows as they are read in cells and in columns of text.

    What runs across the page at an angle stays behind all else. ``tables`` are in the pixels of the lines.
    """
    whole = with_whole_words([line for line in lines if not line.is_slanted], tables)
    level = by_cells(whole, tables)
    boxes = [table.box for table in tables if table.box is not None]
    return (*by_columns(level, boxes), *(line for line in lines if line.is_slanted))


def by_columns(lines: Sequence[Line], tables: Sequence[Box]) -> tuple[Line, ...]:
    """Return lines that are in reading order by rows, those of columns of running text column by column.

    ``tables`` are boxes in the pixels of the lines: what stands in one stays together. A line that was read
    over the blank between two columns becomes two.
    """
    return tuple(line for block in blocks_of(lines, tables) for line in block)


def blocks_of(lines: Sequence[Line], tables: Sequence[Box]) -> list[list[Line]]:
    """Return lines parted where text is set in columns, in reading order; one block where none is.

    Within a block lines stay in the order they are given in. A line without a place on the level page, as
    one that runs from top to bottom, stays with the one before it.
    """
    pieces = pieces_of(lines)
    if sum(is_running(piece.text) for piece in pieces) < 2 * FEWEST_LINES:
        return [list(lines)]
    blocks = list(_parted(_items(lines, pieces, tables)))
    if len(blocks) < 2:
        return [list(lines)]
    placed = [(number, n, line) for n, block in enumerate(blocks) for i in block for number, line in i.lines]
    known = {number: n for number, n, _ in placed}
    last = 0
    for number, line in enumerate(lines):
        last = known.get(number, last)
        if number not in known:
            placed.append((number, last, line))
    placed.sort(key=lambda one: one[:2])
    return [[line for _, n, line in placed if n == block] for block in range(len(blocks))]


def _items(lines: Sequence[Line], pieces: Sequence[Piece], tables: Sequence[Box]) -> list[Item]:
    numbers = {id(line): number for number, line in enumerate(lines)}
    held: dict[Box, list[Piece]] = {}
    items = []
    for piece in pieces:
        table = next((box for box in tables if is_inside(piece.box, box)), None)
        if table is None:
            items.append(Item.of(piece, numbers[id(piece.line)], piece.line))
        else:
            held.setdefault(table, []).append(piece)
    return [*items, *(Item.of_table(own, [numbers[id(p.line)] for p in own]) for own in held.values())]


def _parted(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield blocks of what is read row by row, in reading order."""
    gutter = find_gutter(items)
    if gutter is None:
        if items:
            yield list(items)
        return
    items = [part for item in items for part in gutter.parts_of(item)]
    top, bottom = _reach(items, gutter)
    yield from _parted([item for item in items if item.y < top])
    band: list[Item] = []
    for item in sorted((item for item in items if top <= item.y <= bottom), key=lambda item: item.y):
        if gutter.crosses(item):
            yield from _sides(band, gutter)
            yield [item]
            band = []
        else:
            band.append(item)
    yield from _sides(band, gutter)
    yield from _parted([item for item in items if item.y > bottom])


def _sides(band: Sequence[Item], gutter: Gutter) -> Iterator[list[Item]]:
    yield from _parted([item for item in band if gutter.is_left(item)])
    yield from _parted([item for item in band if not gutter.is_left(item)])


def _reach(items: Sequence[Item], gutter: Gutter) -> tuple[float, float]:
    """Return from where to where what stands beside the gutter belongs to the columns."""
    above = sorted((item for item in items if item.y < gutter.top), key=lambda item: -item.y)
    below = sorted((item for item in items if item.y > gutter.bottom), key=lambda item: item.y)
    return _end(above, gutter, gutter.top), _end(below, gutter, gutter.bottom)


def _end(items: Sequence[Item], gutter: Gutter, end: float) -> float:
    """Return where the columns end, going on from there through what stands above or below them."""
    for number, item in enumerate(items):
        if gutter.crosses(item) or abs(item.y - end) > _NEAR * gutter.pitch:
            break
        level = [other for other in items[number : number + _MOST_LEVEL] if _is_level(other, item)]
        if _is_row(level, gutter):
            break
        end = item.y
    return end


def _is_level(item: Item, other: Item) -> bool:
    return abs(item.y - other.y) < min(item.height, other.height) / 2


def _is_row(level: Sequence[Item], gutter: Gutter) -> bool:
    """Tell whether what stands level is of a list or a form, which are read in rows."""
    sides = [[item for item in level if gutter.is_left(item) is left] for left in (True, False)]
    if all(any(_LABEL.match(item.text) for item in side) for side in sides):
        return True
    return any(
        not gutter.begins_text(item) and not is_running(item.text)
        for side in sides
        if len(side) > 1
        for item in side
    )

"""The order of lines in ruled tables: cell by cell, so that a text over several lines stands together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from capture.pages import Box, Cell, Line, Table

_WITHIN = 0.6
"""That share of a line lies in its cell; of one that runs over several the first counts."""
_SAME_LEVEL = 0.5
"""Of the height of a line, how far apart lines of one level stand at most."""
_FEWEST = 3
"""A list without rules has so many entries at least; two lines are a label and a value, or two languages."""
_COLUMNS = 3
"""Two lines are two entries only where so many cells have them, one of these figures."""
_FIGURE = re.compile(r"[-¥￥$]?\s*\d[\d,.]*\s*[\u4e00-\u9fff]{0,2}$")
_FULL = 0.65
"""A line that goes on in the next one fills that share of its cell."""


def by_cells(lines: Sequence[Line], tables: Sequence[Table]) -> tuple[Line, ...]:
    """Return lines that are in reading order by rows, those in cells of ruled tables cell by cell.

    Lines of several cells that stand level below each other, as entries of a list do that no rule parts,
    stay in rows. ``tables`` are in the pixels of the lines.
    """
    found = list(lines)
    for table in tables:
        if table.ruled and table.box is not None:
            found = _with_table(found, table)
    return tuple(found)


def _with_table(lines: Sequence[Line], table: Table) -> list[Line]:
    """Return lines with those of a table together, where the first of them stood."""
    rows = [_reach(row) for row in table.rows]
    places = {n: place for n, line in enumerate(lines) if (place := _place(line, table, rows)) is not None}
    first = min(places, default=0)
    after = [n for n in range(first, len(lines)) if n not in places]
    return [lines[n] for n in (*range(first), *_order(lines, table, places), *after)]


def _reach(row: Sequence[Cell]) -> tuple[int, int]:
    """Return the heights between which the cells of a row lie."""
    boxes = [cell.box for cell in row if cell.box is not None]
    return min((box.y0 for box in boxes), default=0), max((box.y1 for box in boxes), default=0)


def _place(line: Line, table: Table, rows: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the row and the place in it of the cell in which a line stands or begins.

    ``rows`` are the heights of the rows: a large table has too many cells to look at each for every line.
    """
    box = line.box
    if box is None or line.seal or table.box is None or not table.box.overlaps(box):
        return None
    shares = {
        (r, c): box.shared(cell.box) / max(1, box.width * box.height)
        for r, row in enumerate(table.rows)
        if rows[r][0] < box.y1 and box.y0 < rows[r][1]
        for c, cell in enumerate(row)
        if cell.box is not None and cell.box.overlaps(box)
    }
    if not shares:
        return None
    place = max(shares, key=lambda one: shares[one])
    if shares[place] >= _WITHIN:
        return place
    return min(shares, key=lambda one: (one[0], one[1])) if sum(shares.values()) >= _WITHIN else None


def _order(lines: Sequence[Line], table: Table, places: Mapping[int, tuple[int, int]]) -> list[int]:
    """Return the numbers of the lines that stand in a table as they are read."""
    held: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, (row, cell) in places.items():
        held[row][cell].append(number)
    order: list[int] = []
    for row, cells in sorted(held.items()):
        if _is_list(lines, table.rows[row], cells):
            numbers = [number for numbers in cells.values() for number in numbers]
            order += sorted(numbers, key=lambda number: (not lines[number].is_column, number))
        else:
            order += [number for _, numbers in sorted(cells.items()) for number in numbers]
    return order


def _is_list(lines: Sequence[Line], row: Sequence[Cell], cells: Mapping[int, Sequence[int]]) -> bool:
    """Tell whether lines of several cells of a row belong together level by level."""
    several = {c: boxes for c, numbers in cells.items() if len(boxes := _boxes(lines, numbers)) > 1}
    if len(several) < 2:
        return False
    if max(map(len, several.values())) < _FEWEST and not _are_two_entries(lines, cells, several):
        return False
    ends = [box for boxes in several.values() for box in boxes]
    level = sum(
        any(_is_level(box, other) for c, boxes in several.items() if c != own for other in boxes)
        for own, mine in several.items()
        for box in mine
    )
    if 2 * level <= len(ends):
        return False
    return any(
        box.width < _FULL * cell.width
        for c, boxes in several.items()
        if (cell := row[c].box) is not None
        for box in boxes[:-1]
    )


def _are_two_entries(
    lines: Sequence[Line], cells: Mapping[int, Sequence[int]], several: Mapping[int, Sequence[Box]]
) -> bool:
    """Tell whether cells with two lines hold two entries: in three columns, one of them of figures."""
    counted = any(all(_FIGURE.match(lines[number].text) for number in cells[c]) for c in several)
    return len(several) >= _COLUMNS and counted


def _boxes(lines: Sequence[Line], numbers: Sequence[int]) -> list[Box]:
    return [box for number in numbers if (box := lines[number].box) is not None]


def _is_level(box: Box, other: Box) -> bool:
    off = abs(box.y0 + box.y1 - other.y0 - other.y1) / 2
    return off <= _SAME_LEVEL * min(box.height, other.height)

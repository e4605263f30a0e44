"""Tables: text is put into the cells that rules form, and divided where it runs over a rule."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby, pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from capture.characters.spaces import close_spaces
from capture.engines.base import Image
from capture.layout.order import corners_of, reading_order
from capture.pages import Box, Cell, Code, Line, Table
from capture.ruling.combs import is_comb
from capture.ruling.grids import Grid, grids_of
from capture.ruling.rules import RuledPage, find_rules, rules_of_strokes
from capture.tables.coarse import is_coarse, without_parts, without_torn
from capture.tables.columns import find_unruled
from capture.tables.fields import rows_in_fields
from capture.tables.ledgers import find_ledgers
from capture.tables.tallcells import with_rows
from capture.tables.unlined import Part, rows_within
from capture.tables.wordplaces import LOOSE, NUMBER, inner_parts

_FRAME_TEXT = 100
_LEAST_HEIGHT = 4
_MANY = 30
_GROUPED = re.compile(r"[-¥￥]?\d{1,3}(?:,\d{3})+")
_NUMBER = re.compile(rf"[-¥￥]?{NUMBER}%?")
_FIELD = 6
"""A field with fewer lines holds no table of its own: two rows of three columns."""
_TRACES = " |"  # a rule beside a character is at times read as one
Places = NDArray[np.intp]
"""Rows and columns of the fields of a cell, in order."""


def find_tables(
    image: Image,
    lines: Sequence[Line],
    codes: Sequence[Code] = (),
    seals: Sequence[Box] = (),
    *,
    strokes: bool = False,
    white: Sequence[Line] = (),
) -> tuple[Table, ...]:
    """Return the tables of an upright grey page with the text of their cells, those with rules first.

    The bars of ``codes`` are no rules, and what stands in dark ``seals`` need not be one. With ``strokes``
    the image holds nothing but strokes, 1 on 0, and none of characters; ``white`` are then the lines that
    stand on dark ground.
    """
    boxes = [line.box for line in lines if line.box is not None]
    bars = [code.box for code in codes if code.box is not None]
    page: RuledPage | None = None
    if not strokes:
        page = find_rules(image, boxes, bars)
    elif image.any():
        page = rules_of_strokes(image, [*boxes, *bars], inner_parts(white)[0])
    if page is None:
        return find_unruled(lines, ())
    words, numbers = ((), ()) if strokes else inner_parts(lines)
    tables = [_table(grid, lines) for grid in grids_of(page, words, seals, numbers)]
    held = [table for table in tables if _holds_text(table)]
    combs = [table for table in held if is_comb(table)]
    ruled = [table for table in held if table not in combs]
    whole = cache(lambda: find_unruled(lines, ()))  # it is asked for now and then, and often not at all
    if any(len(table.rows) == 1 for table in ruled):
        ruled = without_torn(ruled, whole())
    ruled = _without_undivided(ruled, page, lines)
    ruled = without_parts(ruled, lines, whole)
    ruled += combs
    unruled = find_unruled(lines, ruled) if ruled else whole()
    ledgers = [one for one in find_ledgers(page, lines, ruled) if not is_coarse(one, unruled)]
    return (*ruled, *ledgers, *(find_unruled(lines, (*ruled, *ledgers)) if ledgers else unruled))


def _without_undivided(ruled: list[Table], page: RuledPage, lines: Sequence[Line]) -> list[Table]:
    """Leave out ruled tables of one cell a row where text alone parts columns: strokes join level rules."""
    undivided = [table for table in ruled if max(map(len, table.rows)) == 1]
    if not undivided:
        return ruled
    rest = [table for table in ruled if table not in undivided]
    free = (*find_unruled(lines, rest), *find_ledgers(page, lines, rest))
    return [table for table in ruled if table not in undivided or not is_coarse(table, free)]


def _holds_text(table: Table) -> bool:
    """Return whether it is a table at all: a frame of ornaments has all its text in one field."""
    texts = [cell.text for row in table.rows for cell in row]
    filled = [text for text in texts if text]
    frame = len(filled) <= 2 and sum(map(len, filled)) > _FRAME_TEXT
    return bool(filled) and not frame and (len(texts) < _MANY or len(filled) >= 0.1 * len(texts))


def _table(grid: Grid, lines: Sequence[Line]) -> Table:
    parts, whole = _placed(grid, lines)
    divided = with_rows(grid, parts)
    if divided is not grid:
        grid, (parts, whole) = divided, _placed(divided, lines)
    begin: list[dict[int, Places]] = [{} for _ in range(grid.owner.shape[0])]
    for number in range(int(grid.owner.max()) + 1):
        places = np.argwhere(grid.owner == number)
        begin[int(places[:, 0].min())][number] = places
    rows: list[tuple[Cell, ...]] = []
    for alone, group in groupby(begin, key=lambda cells: len(cells) == 1):
        run = list(group)
        within = _in_fields([next(iter(cells)) for cells in run], parts, whole) if alone else None
        rows += within or [row for cells in run if cells for row in _rows(grid, cells, parts)]
    return Table(_box(grid, grid.ys[0], grid.xs[0], grid.ys[-1], grid.xs[-1]), tuple(rows))


def _placed(grid: Grid, lines: Sequence[Line]) -> tuple[dict[int, list[Part]], dict[int, list[Line]]]:
    """Return what stands in each cell, and the lines that stand in one altogether."""
    parts: dict[int, list[Part]] = {}
    whole: dict[int, list[Line]] = {}
    slope = float(grid.to_page[1, 0] / grid.to_page[0, 0])
    for line in lines:
        found = _parts(line, grid, slope)
        for number, part in found:
            parts.setdefault(number, []).append(part)
        if len(found) == 1:
            whole.setdefault(found[0][0], []).append(line)
    return parts, whole


def _in_fields(
    numbers: Sequence[int], parts: Mapping[int, Sequence[Part]], whole: Mapping[int, Sequence[Line]]
) -> list[tuple[Cell, ...]] | None:
    """Return the rows that text alone forms in cells below each other, each the only one of its row."""
    fields = [whole.get(number, ()) for number in numbers]
    counts = [len(parts.get(number, ())) for number in numbers]
    if sum(counts) < _FIELD or [len(field) for field in fields] != counts:
        return None
    return rows_in_fields(fields)


def _rows(
    grid: Grid, cells: Mapping[int, Places], parts: Mapping[int, Sequence[Part]]
) -> list[tuple[Cell, ...]]:
    """Return the cells that begin between two rules as a row, or as several where text forms them."""
    places = dict(sorted(cells.items(), key=lambda item: int(item[1][:, 1].min())))
    alone = [number for number, fields in places.items() if fields[0, 0] == fields[-1, 0]]
    within = rows_within({number: parts.get(number, ()) for number in alone})
    tall = {number: parts.get(number, ()) for number in places if number not in alone}
    tops = [_top(row) for row in within]
    rows = []
    for index, row in enumerate(within):
        texts = {**row, **tall} if index == 0 else row
        bounds = (tops[index] if index else None, tops[index + 1] if index + 1 < len(within) else None)
        shown = [number for number in places if index == 0 or number in alone]
        rows.append(tuple(_cell(grid, places[number], texts.get(number, ()), bounds) for number in shown))
    return rows


def _top(row: Mapping[int, Sequence[Part]]) -> float:
    """Return where a row begins that no rule bounds, in the grid."""
    return min((part.y - part.height / 2 for parts in row.values() for part in parts), default=0.0)


def _cell(
    grid: Grid, fields: Places, parts: Sequence[Part], bounds: tuple[float | None, float | None]
) -> Cell:
    """Return the cell of some fields; ``bounds`` are where it begins and ends if no rule says so."""
    top, left = fields.min(axis=0)
    bottom, right = fields.max(axis=0)
    above, below = bounds if top == bottom else (None, None)
    box = _box(
        grid,
        grid.ys[top] if above is None else above,
        grid.xs[left],
        grid.ys[bottom + 1] if below is None else below,
        grid.xs[right + 1],
    )
    order = reading_order([corners_of(part.box) for part in parts])
    text = close_spaces(" ".join(parts[index].text for index in order))
    sure = [part.confidence for part in parts]
    return Cell(text, box, sum(sure) / len(sure) if sure else 1.0)


def _box(grid: Grid, top: float, left: float, bottom: float, right: float) -> Box:
    """Return the upright rectangle around a deskewed one."""
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    points = corners @ grid.to_page[:, :2].T + grid.to_page[:, 2]
    low, high = np.maximum(points.min(axis=0), 0).round(), np.maximum(points.max(axis=0), 0).round()
    return Box(int(low[0]), int(low[1]), int(high[0]), int(high[1]))


def _parts(line: Line, grid: Grid, slope: float) -> list[tuple[int, Part]]:
    """Divide a line by the cells its characters stand in."""
    if line.box is None or not line.text:
        return []
    middle_x, middle_y = (line.box.x0 + line.box.x1) / 2, (line.box.y0 + line.box.y1) / 2
    down = grid.to_grid[1]
    y = float(down @ (middle_x, middle_y, 1))
    height = float(down[1]) * max(_LEAST_HEIGHT, line.box.height - abs(slope) * line.box.width)
    if not line.edges:
        number = grid.cell_at(middle_x, middle_y)
        return [] if number is None else [(number, Part(line.text, line.box, line.confidence, y, height))]
    centres = [(a + b) / 2 for a, b in zip(line.edges, line.edges[1:], strict=False)]
    places = [grid.cell_at(x, middle_y + (x - middle_x) * slope) for x in centres]
    _keep_words_whole(line.text, centres, places)
    found: list[tuple[int, Part]] = []
    start = 0
    for index in range(1, len(places) + 1):
        if index < len(places) and places[index] == places[start]:
            continue
        number, text = places[start], line.text[start:index].strip(_TRACES)
        box = line.span_box(start, index)
        if number is not None and text and box is not None:
            found.append((number, Part(text, box, line.confidence, y, height)))
        start = index
    return found


def _keep_words_whole(text: str, centres: Sequence[float], places: list[int | None]) -> None:
    """Move a word's stray characters to the cell that holds most of it, unless a gap divides them."""
    if len(set(places)) < 2:
        return
    pitch = median(b - a for a, b in pairwise(centres))
    start = 0
    for index in range(1, len(text) + 1):
        inside = index < len(text) and _is_word(text[index - 1]) and _is_word(text[index])
        if inside and (
            places[index] == places[index - 1] or centres[index] - centres[index - 1] < LOOSE * pitch
        ):
            continue
        word = places[start:index]
        if len(set(word)) > 1 and not _are_two_numbers(text[start:index], word):
            places[start:index] = [max(set(word), key=word.count)] * len(word)
        start = index


def _are_two_numbers(word: str, places: Sequence[int | None]) -> bool:
    """Tell whether a rule parts what cannot be one number: groups of thousands end just there."""
    at = places.index(places[-1])
    return (
        not _NUMBER.fullmatch(word)
        and _GROUPED.fullmatch(word[:at]) is not None
        and _NUMBER.fullmatch(word[at:]) is not None
    )


def _is_word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in ".,-/*#%")

"""Tables: text is put into the cells that rules form, and divided where it runs over a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

import numpy as np

from capture.columns import find_unruled, is_inside
from capture.engines.base import Image
from capture.grids import Grid, grids_of
from capture.ledgers import find_ledgers
from capture.order import corners_of, reading_order
from capture.pages import Box, Cell, Code, Line, Table
from capture.rules import RuledPage, find_rules, rules_of_strokes
from capture.spaces import close_spaces, is_han
from capture.unlined import Part, rows_within

_LOOSE = 1.6
_FRAME_TEXT = 100
_LEAST_HEIGHT = 4
_MANY = 30
_SPARSE = 0.7
_OUTSIDE = 0.1
_STROKES = "丨丿亅"  # what a rule may be read as
_GROUPED = re.compile(r"[-¥￥]?\d{1,3}(?:,\d{3})+")
_NUMBER = re.compile(r"[-¥￥]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_INSET = 0.2
_TRACES = " |"  # a rule beside a character is at times read as one


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
        page = rules_of_strokes(image, [*boxes, *bars], _words(white))
    if page is None:
        return find_unruled(lines, ())
    tables = [_table(grid, lines) for grid in grids_of(page, () if strokes else _words(lines), seals)]
    ruled = [table for table in tables if _holds_text(table)]
    if strokes and any(len(table.rows) == 1 for table in ruled):
        ruled = _without_torn(ruled, find_unruled(lines, ()))
    if any(_is_sparse(table) for table in ruled):
        whole = find_unruled(lines, ())
        ruled = [table for table in ruled if not (_is_sparse(table) and _cuts_rows(table, whole))]
    unruled = find_unruled(lines, ruled)
    ledgers = [one for one in find_ledgers(page, lines, ruled) if not _is_coarse(one, unruled)]
    return (*ruled, *ledgers, *(find_unruled(lines, (*ruled, *ledgers)) if ledgers else unruled))


def _without_torn(ruled: Sequence[Table], whole: Sequence[Table]) -> list[Table]:
    """Leave out stripes and heads that are fields of their own where the text forms one table across them."""
    torn: list[Table] = []
    for table in whole:
        parts = [one for one in ruled if one.box and table.box and is_inside(one.box, table.box)]
        columns = {max(map(len, part.rows)) for part in parts}
        rows = [len(part.rows) for part in parts]
        if 1 in rows and sum(rows) <= len(table.rows) and columns == {len(table.rows[0])}:
            torn += parts
    return [one for one in ruled if one not in torn]


def _is_sparse(table: Table) -> bool:
    """Tell whether many of its cells are empty, as where rules below figures are taken for a table."""
    texts = [cell.text for row in table.rows for cell in row]
    return sum(map(bool, texts)) <= _SPARSE * len(texts)


def _cuts_rows(table: Table, others: Sequence[Table]) -> bool:
    """Tell whether a table lies within a larger one that text alone forms, whose rows begin to its left."""
    columns = max(map(len, table.rows))
    return any(
        is_inside(table.box, other.box)
        and table.box.x0 > other.box.x0 + _OUTSIDE * other.box.width
        and table.box.x1 < other.box.x1 + _OUTSIDE * other.box.width
        and len(other.rows) > len(table.rows)
        and len(other.rows[0]) >= columns
        for other in others
        if table.box and other.box
    )


def _is_coarse(ledger: Table, others: Sequence[Table]) -> bool:
    """Tell whether text alone forms more columns than were found between level rules, or rows beyond them."""
    return any(
        len(other.rows[0]) > len(ledger.rows[0]) or _goes_beyond(other.box, ledger.box, len(ledger.rows))
        for other in others
        if other.box and ledger.box and other.box.overlaps(ledger.box)
    )


def _goes_beyond(box: Box, inner: Box, rows: int) -> bool:
    return max(inner.y0 - box.y0, box.y1 - inner.y1) > inner.height / rows / 2


def _words(lines: Sequence[Line]) -> list[Box]:
    """Return where Han characters stand close together, from within the first to within the last."""
    found: list[Box] = []
    for line in lines:
        if line.box is not None and line.is_column:
            found += _of_column(line.box, len(line.text))
        if line.box is None or len(line.edges) < 2:
            continue
        middle = (line.edges[0] + line.edges[-1]) / 2
        pitch = median(b - a for a, b in pairwise(line.edges))
        for start, end in _runs_of_han(line, pitch):
            left, right = line.edges[start] + _INSET * pitch, line.edges[end] - _INSET * pitch
            along = line.slope * ((left + right) / 2 - middle)
            top, bottom = (max(0, round(y + along)) for y in (line.box.y0, line.box.y1))
            found.append(Box(round(left), top, max(round(left), round(right)), bottom))
    return found


def _of_column(box: Box, count: int) -> Iterator[Box]:
    """Yield the inner parts of the characters of a column."""
    inset = round(_INSET * box.width)
    for number in range(count):
        y0, y1 = (box.y0 + round(box.height * part / count) for part in (number, number + 1))
        yield Box(box.x0 + inset, y0, box.x1 - inset, y1)


def _runs_of_han(line: Line, pitch: float) -> Iterator[tuple[int, int]]:
    """Yield begin and end of stretches of Han characters that no gap divides; strokes are none."""
    centres = [(a + b) / 2 for a, b in pairwise(line.edges)]
    start: int | None = None
    for index, char in enumerate((*line.text, "")):
        han = bool(char) and is_han(char) and char.isalpha() and char not in _STROKES
        near = start is None or (han and centres[index] - centres[index - 1] < _LOOSE * pitch)
        if start is not None and not (han and near):
            yield start, index
            start = None
        if han and start is None:
            start = index


def _holds_text(table: Table) -> bool:
    """Return whether it is a table at all: a frame of ornaments has all its text in one field."""
    texts = [cell.text for row in table.rows for cell in row]
    filled = [text for text in texts if text]
    frame = len(filled) <= 2 and sum(map(len, filled)) > _FRAME_TEXT
    return bool(filled) and not frame and (len(texts) < _MANY or len(filled) >= 0.1 * len(texts))


def _table(grid: Grid, lines: Sequence[Line]) -> Table:
    parts: dict[int, list[Part]] = {}
    slope = float(grid.to_page[1, 0] / grid.to_page[0, 0])
    for line in lines:
        for number, part in _parts(line, grid, slope):
            parts.setdefault(number, []).append(part)
    begin: list[list[int]] = [[] for _ in range(grid.owner.shape[0])]
    for number in range(int(grid.owner.max()) + 1):
        begin[int(np.argwhere(grid.owner == number)[:, 0].min())].append(number)
    rows = [row for numbers in begin if numbers for row in _rows(grid, numbers, parts)]
    whole = _box(grid, grid.ys[0], grid.xs[0], grid.ys[-1], grid.xs[-1])
    return Table(whole, tuple(rows))


def _rows(grid: Grid, numbers: Sequence[int], parts: Mapping[int, Sequence[Part]]) -> list[tuple[Cell, ...]]:
    """Return the cells that begin between two rules as a row, or as several where text forms them."""
    places = {number: np.argwhere(grid.owner == number) for number in numbers}
    places = dict(sorted(places.items(), key=lambda item: int(item[1][:, 1].min())))
    alone = [number for number in places if len(set(places[number][:, 0].tolist())) == 1]
    within = rows_within({number: parts.get(number, ()) for number in alone})
    tall = {number: parts.get(number, ()) for number in numbers if number not in alone}
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
    grid: Grid, fields: np.ndarray, parts: Sequence[Part], bounds: tuple[float | None, float | None]
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
            places[index] == places[index - 1] or centres[index] - centres[index - 1] < _LOOSE * pitch
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

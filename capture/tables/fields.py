"""A table within one field of a ruled one: heads, goods and total that no rule parts at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from capture.layout.pieces import Piece, pieces_of, rows_of
from capture.pages import Cell, Line
from capture.tables.columns import box_of, cell_of, cells_of, column_of, columns_of

_FEWEST_COLUMNS, _FEWEST_FIGURES = 3, 2
_FULL = 2
"""So many rows have text in the fewest columns at least."""
_FIGURE = re.compile(r"[-－(（]?[¥￥$*]?\s*\d[\d\s,.，*]*[%‰)）]?\s*[\u4e00-\u9fff]{0,2}")
_ONE_CELL = 1.2
"""Lines of one cell stand so near each other, in heights of a line."""
_EARLIER = 0.1
_BESIDE = 0.5
"""Of the height of a line, how far apart pieces are two."""
_LEVEL = 0.35
"""Of the distance of two rows, how far what stands in one lies off level."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """What stands on one level of a field, ``band``; its cells, none where it is one by itself."""

    row: Sequence[Piece]
    band: int
    cells: list[list[Piece]] | None

    @property
    def y(self) -> float:
        return self.row[0].y


def rows_in_fields(fields: Sequence[Sequence[Line]]) -> list[tuple[Cell, ...]] | None:
    """Return the rows that the text of fields as wide as their table forms, given top to bottom.

    A row has a cell for each column, but text over several columns is a row of one cell. What stands between
    two rows in one column belongs to the nearer one where lines of one cell stand so near. None where the
    text forms no table.
    """
    home = {line: number for number, lines in enumerate(fields) for line in lines}
    rows = rows_of(pieces_of([line for lines in fields for line in lines]))
    full = [row for row in rows if len(row) >= _FEWEST_COLUMNS]
    if len(full) < _FULL or _are_bent(full):
        return None
    columns = _columns(full)
    if columns is None or any(len({home[piece.line] for piece in row}) > 1 for row in rows):
        return None
    if any(_spans(piece, columns) for row in rows if 1 < len(row) < _FEWEST_COLUMNS for piece in row):
        return None
    bands = [home[row[0].line] for row in rows]
    placed = [
        _Placed(row, band, None if bands.count(band) == len(row) == 1 else _cells(row, columns))
        for row, band in zip(rows, bands, strict=True)
    ]
    if sum(one.cells is None for one in placed) > len(full):
        return None
    if not _has_figures([one.cells for one in placed if one.cells and one.row in full]):
        return None
    return _joined(placed, len(columns))


def _columns(full: Sequence[Sequence[Piece]]) -> list[tuple[float, float]] | None:
    """Return the columns between gaps that no row crosses, or hardly one; None where cells would join."""
    for most in (0.0, None):
        columns = _with_heads(full, columns_of(full, most))
        if len(columns) >= _FEWEST_COLUMNS and not any(_joins(row, columns) for row in full):
            return columns
    return None


def _are_bent(full: Sequence[Sequence[Piece]]) -> bool:
    """Tell whether what stands in one row lies so far apart that it may be of two."""
    levels = [[piece.y for piece in row] for row in full]
    pitch = min(median(below) - median(above) for above, below in pairwise(levels))
    return any(max(row) - min(row) > _LEVEL * pitch for row in levels)


def _with_heads(
    full: Sequence[Sequence[Piece]], columns: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Join the column of a head alone with that beside it which has none: they stand one beyond the other."""
    rows = [cells_of(row, columns) for row in full]
    found: list[tuple[float, float]] = []
    alone: list[tuple[bool, bool]] = []
    for n, column in enumerate(columns):
        kind = bool(rows[0][n]), any(row[n] for row in rows[1:])
        if alone and not all(kind) and not all(alone[-1]) and kind != alone[-1]:
            found[-1], alone[-1] = (found[-1][0], column[1]), (True, True)
        else:
            found.append(column)
            alone.append(kind)
    return found


def _joins(row: Sequence[Piece], columns: Sequence[tuple[float, float]]) -> bool:
    """Tell whether pieces that stand apart come into one column."""
    return any(b.x0 - a.x1 > _BESIDE * a.height for cell in cells_of(row, columns) for a, b in pairwise(cell))


def _cells(row: Sequence[Piece], columns: Sequence[tuple[float, float]]) -> list[list[Piece]] | None:
    """Return the pieces of a row by column; None where one runs over several on its own."""
    if len(row) > 1:
        return cells_of(row, columns)
    (piece,) = row
    if _spans(piece, columns):
        return None
    cells: list[list[Piece]] = [[] for _ in columns]
    cells[column_of((piece.x0 + piece.x1) / 2, columns)].append(piece)
    return cells


def _spans(piece: Piece, columns: Sequence[tuple[float, float]]) -> bool:
    return sum(piece.x0 < high and low < piece.x1 for low, high in columns) > 1


def _has_figures(rows: Sequence[Sequence[Sequence[Piece]]]) -> bool:
    """Tell whether columns hold figures below their heads."""
    found = 0
    for column in zip(*rows, strict=True):
        texts = ["".join(piece.text for piece in cell) for cell in column[1:] if cell]
        found += bool(texts) and all(_FIGURE.fullmatch(text) for text in texts)
    return found >= _FEWEST_FIGURES


def _joined(placed: Sequence[_Placed], columns: int) -> list[tuple[Cell, ...]]:
    """Return the rows as cells, lines of one cell together."""
    parts: dict[int, list[list[list[Piece]]]] = {}
    for number, one in enumerate(placed):
        if one.cells is not None:
            parts.setdefault(_home(number, placed), []).append(one.cells)
    found: list[tuple[Cell, ...]] = []
    for number, one in enumerate(placed):
        if one.cells is None:
            found.append((_cell(one.row),))
        elif number in parts:
            own = parts[number]
            found.append(tuple(_cell([p for cells in own for p in cells[n]]) for n in range(columns)))
    return found


def _home(number: int, placed: Sequence[_Placed]) -> int:
    """Return the row that what stands alone belongs to, itself where none is near."""
    one = placed[number]
    reach = _ONE_CELL * one.row[0].height
    if len(one.row) == 1 and _FIGURE.fullmatch(one.row[0].text):
        return number
    near = [
        other
        for other, row in enumerate(placed)
        if len(row.row) > 1 and row.band == one.band and abs(row.y - one.y) <= reach
    ]
    # as far from both it goes on from above: cells begin at the top of their row, or about its middle
    return min(near, key=lambda m: abs(placed[m].y - one.y + _EARLIER * reach), default=number)


def _cell(pieces: Sequence[Piece]) -> Cell:
    return replace(cell_of(pieces), box=box_of(pieces))

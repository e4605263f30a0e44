"""Tables without rules: rows whose pieces stand in the same columns, told from running text by the gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

import numpy as np

from capture.characters.spaces import close_spaces, is_han
from capture.layout.pieces import Piece, gap_between, is_inside, pieces_of, rows_of, stretches_of
from capture.layout.textcolumns import blocks_of
from capture.pages import Box, Cell, Line, Table
from capture.picture.runs import runs_of
from capture.tables.narrow import parted
from capture.tables.wordplaces import SUM
from capture.tables.wrapped import with_wrapped

_NEXT_ROW = 3.2
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 3
_FILLED = 0.4
_CROSSED = 0.15
_PAGE = re.compile(r"[.…·(（]*\d{1,3}[)）]?")
_BARE = str.maketrans("", "", ".…·()（）")
_SUM_AT_END = re.compile(rf"{SUM}$")
_FIGURES = re.compile(r"[¥￥$]?\s*-?\d[\d,.]*\s*[%\u4e00-\u9fff]{0,2}")


def find_unruled(lines: Sequence[Line], ruled: Sequence[Table]) -> tuple[Table, ...]:
    """Return the tables that text alone forms: three rows or more, in three columns or more.

    Text inside a ruled table is left out, and so are rows of labels with their values.
    """
    taken = [table.box for table in ruled if table.box is not None]
    return tuple(table for block in blocks_of(lines, taken) for table in _tables(block, taken))


def _tables(lines: Sequence[Line], taken: Sequence[Box]) -> Iterator[Table]:
    pieces = [piece for piece in pieces_of(lines) if not any(is_inside(piece.box, box) for box in taken)]
    for run in _runs(with_wrapped(rows_of(pieces))):
        columns = _with_narrow(run, columns_of(run))
        table = _table(run, columns) if len(columns) >= _FEWEST_COLUMNS else None
        if table is not None:
            yield table


def _runs(rows: Sequence[Sequence[Piece]]) -> Iterator[list[Sequence[Piece]]]:
    """Yield rows that may be one table: near each other, of several pieces, not labels with values."""
    run: list[Sequence[Piece]] = []
    for row in rows:
        near = not run or gap_between(run[-1], row) < _NEXT_ROW * max(row[0].height, run[-1][0].height)
        if len(row) >= 2 and near and not _is_form(row):
            run.append(row)
            continue
        if len(run) >= _FEWEST_ROWS:
            yield run
        run = [row] if len(row) >= 2 and not _is_form(row) else []
    if len(run) >= _FEWEST_ROWS:
        yield run


def _is_form(row: Sequence[Piece]) -> bool:
    """Tell whether a row is made of labels with values (日期：… 单号：…)."""
    labelled = sum(":" in piece.text[1:] or "：" in piece.text[1:] for piece in row)
    return labelled >= 0.5 * len(row)


def columns_of(run: Sequence[Sequence[Piece]], most: float | None = None) -> list[tuple[float, float]]:
    """Return the stretches of the width that hold text, between gaps that hardly a row crosses.

    ``most`` are the rows that may; one of few may be read in one piece, or be a total, if nothing is said.
    """
    left, right = min(p.x0 for row in run for p in row), max(p.x1 for row in run for p in row)
    step = max(1.0, median(p.height for row in run for p in row) / 8)
    count = int((right - left) / step) + 1
    crossed = np.zeros(count, np.int32)
    for row in run:
        full = np.zeros(count, bool)
        for x0, x1 in (stretch for piece in row for stretch in stretches_of(piece)):
            full[int((x0 - left) / step) : int((x1 - left) / step) + 1] = True
        crossed += full
    full = crossed > (max(1.0, _CROSSED * len(run)) if most is None else most)
    return [(left + a * step, left + b * step) for a, b in runs_of(full)]


def _with_narrow(
    run: Sequence[Sequence[Piece]], columns: Sequence[tuple[float, float]]
) -> Sequence[tuple[float, float]]:
    """Return the columns, those parted which hold two that stand hardly apart."""
    if len(columns) < 2:
        return columns
    rows = [cells_of(row, columns) for row in run]
    return [one for n, column in enumerate(columns) for one in parted([row[n] for row in rows], column)]


def _table(run: Sequence[Sequence[Piece]], columns: Sequence[tuple[float, float]]) -> Table | None:
    cells = [cells_of(row, columns) for row in run]
    used = [n for n in range(len(columns)) if any(row[n] for row in cells)]
    cells = [[row[n] for n in used] for row in cells]
    filled = [sum(bool(row[n]) for row in cells) for n in range(len(used))]
    kept = [n for n, count in enumerate(filled) if count >= _FILLED * len(run)]
    full_rows = sum(sum(bool(row[n]) for n in kept) >= _FEWEST_COLUMNS for row in cells)
    if _is_contents(cells):
        return None
    if len(kept) < _FEWEST_COLUMNS or full_rows < _FEWEST_ROWS or not any(_counts(cells, n) for n in kept):
        return None
    return Table(
        box_of([piece for row in run for piece in row]),
        tuple(tuple(cell_of(parts) for parts in row) for row in cells),
        ruled=False,
    )


def _is_contents(cells: Sequence[Sequence[Sequence[Piece]]]) -> bool:
    """Tell whether rows are headings, numbered or not, with the pages they stand on: these never fall."""
    texts = [["".join(piece.text for piece in cell) for cell in row] for row in cells]
    last = [row[-1] for row in texts]
    if len(texts[0]) > _FEWEST_COLUMNS or not all(_PAGE.fullmatch(text) for text in last if text):
        return False
    pages = [int(text.translate(_BARE)) for text in last if text]
    named = sum(is_han(char) for row in texts for cell in row[:-1] for char in cell)
    rising = pages == sorted(pages) and pages[-1] > pages[0]
    return rising and len(pages) >= len(last) - 1 and named > len(last)


def _counts(cells: Sequence[Sequence[Sequence[Piece]]], column: int) -> bool:
    """Tell whether a column below its heading holds figures: a list has some, a form has none."""
    texts = ["".join(part.text for part in row[column]) for row in cells[1:] if row[column]]
    return sum(_FIGURES.fullmatch(text) is not None for text in texts) >= max(2, 0.6 * len(texts))


def cells_of(row: Sequence[Piece], columns: Sequence[tuple[float, float]]) -> list[list[Piece]]:
    """Put a row's pieces into the columns; a piece over several is divided at the gaps between them.

    Without columns there are no cells.
    """
    if not columns:
        return []
    cells: list[list[Piece]] = [[] for _ in columns]
    between: list[Piece] = []
    for piece in row:
        over = [n for n, (low, high) in enumerate(columns) if piece.x0 < high and low < piece.x1]
        if not over:
            between.append(piece)
        elif len(over) == 1:
            cells[over[0]].append(piece)
        else:
            for number, part in _divided(piece, columns):
                cells[number].append(part)
    for piece in between:
        _put_between(piece, cells, columns)
    return cells


def _put_between(piece: Piece, cells: Sequence[list[Piece]], columns: Sequence[tuple[float, float]]) -> None:
    """Put what stands between two columns into the empty one, as a head is, else into the nearer one."""
    middle = (piece.x0 + piece.x1) / 2
    right = sum(high < middle for _, high in columns)
    beside = [n for n in (right - 1, right) if 0 <= n < len(columns)]
    empty = [n for n in beside if not cells[n]]
    number = empty[0] if len(empty) == 1 else column_of(middle, columns)
    before = sum(other.x0 < piece.x0 for other in cells[number])
    cells[number].insert(before, piece)


def _divided(piece: Piece, columns: Sequence[tuple[float, float]]) -> Iterator[tuple[int, Piece]]:
    edges = piece.line.edges
    if not edges or len(edges) != len(piece.text) + 1:
        yield column_of((piece.x0 + piece.x1) / 2, columns), piece
        return
    shift = piece.x0 - piece.box.x0
    places = [column_of((a + b) / 2 + shift, columns) for a, b in pairwise(edges)]
    start = 0
    for at in range(1, len(places) + 1):
        if at < len(places) and (places[at] == places[start] or _is_word(piece.text, at)):
            continue
        part = piece.cut(start, at)
        if part is not None:
            yield max(set(places[start:at]), key=places[start:at].count), part
        start = at


def _is_word(text: str, at: int) -> bool:
    """Tell whether a word or number runs over this place: it is never divided, unless a sum of money ends."""
    if _SUM_AT_END.search(text[:at]) and text[at : at + 1].isdigit():
        return False
    return all(char.isascii() and (char.isalnum() or char in ".,-/*#%") for char in text[at - 1 : at + 1])


def column_of(x: float, columns: Sequence[tuple[float, float]]) -> int:
    """Return the number of the column at x, else of the nearest one."""

    def distance(number: int) -> float:
        low, high = columns[number]
        return max(low - x, x - high, 0.0)

    return min(range(len(columns)), key=distance)


def cell_of(parts: Sequence[Piece]) -> Cell:
    """Return a cell of the parts of its text, in order."""
    text = close_spaces(" ".join(part.text for part in parts))
    return Cell(text, None, min((part.confidence for part in parts), default=1.0))


def box_of(pieces: Sequence[Piece]) -> Box | None:
    """Return the box around pieces."""
    box: Box | None = None
    for piece in pieces:
        box = piece.box if box is None else box.union(piece.box)
    return box

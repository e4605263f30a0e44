"""Tables without rules: rows whose pieces stand in the same columns, told from running text by the gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from capture.pages import Box, Cell, Line, Table
from capture.runs import runs_of
from capture.spaces import SPACED, close_spaces, is_han

_SAME_ROW = 0.55
_NEXT_ROW = 3.2
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 3
_FILLED = 0.4
_CROSSED = 0.15
_APART = 0.6
"""Two columns read in one line are so far apart at least, of the width of a Han character."""
_FIGURES = re.compile(r"[¥￥$]?\s*-?\d[\d,.]*\s*[%\u4e00-\u9fff]{0,2}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text on the straightened page."""

    text: str
    box: Box
    confidence: float
    x0: float
    x1: float
    y: float
    height: float
    line: Line

    def cut(self, start: int, end: int) -> Piece | None:
        """Return a part of it, by the places of its characters; None of nothing but blanks."""
        box, text = self.line.span_box(start, end), self.line.text[start:end].strip()
        if box is None or not text:
            return None
        shift = self.x0 - self.box.x0
        return Piece(
            text, box, self.confidence, box.x0 + shift, box.x1 + shift, self.y, self.height, self.line
        )


def find_unruled(lines: Sequence[Line], ruled: Sequence[Table]) -> tuple[Table, ...]:
    """Return the tables that text alone forms: three rows or more, in three columns or more.

    Text inside a ruled table is left out, and so are rows of labels with their values.
    """
    taken = [table.box for table in ruled if table.box is not None]
    pieces = [piece for piece in pieces_of(lines) if not any(is_inside(piece.box, box) for box in taken)]
    found = []
    for run in _runs(rows_of(pieces)):
        columns = columns_of(run)
        table = _table(run, columns) if len(columns) >= _FEWEST_COLUMNS else None
        if table is not None:
            found.append(table)
    return tuple(found)


def pieces_of(lines: Sequence[Line]) -> list[Piece]:
    """Return the lines as they stand on the straightened page, but for seals and columns of characters."""
    placed = [
        (line, line.box) for line in lines if line.box is not None and line.text.strip() and not line.seal
    ]
    slopes = [line.slope for line, _ in placed if line.slope]
    slope = median(slopes) if slopes else 0.0
    found = []
    for line, box in placed:
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        height = max(1.0, box.height - abs(slope) * box.width)
        if box.height > 2 * box.width and len(line.text) > 1:
            continue  # text that runs from top to bottom
        shift = slope * y
        found.append(
            Piece(
                line.text, box, line.confidence, box.x0 + shift, box.x1 + shift, y - slope * x, height, line
            )
        )
    return found


def is_inside(box: Box, table: Box) -> bool:
    """Tell whether the middle of a box lies in a table."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return table.x0 <= x <= table.x1 and table.y0 <= y <= table.y1


def rows_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return what stands side by side, top to bottom, each row left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.y):
        for row in rows[-3:]:
            near = abs(piece.y - sum(p.y for p in row) / len(row)) < _SAME_ROW * min(
                piece.height, row[0].height
            )
            if near and all(
                piece.x1 <= p.x0 + 0.3 * p.height or p.x1 <= piece.x0 + 0.3 * p.height for p in row
            ):
                row.append(piece)
                break
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.x0) for row in rows]


def _runs(rows: Sequence[Sequence[Piece]]) -> Iterator[list[Sequence[Piece]]]:
    """Yield rows that may be one table: near each other, of several pieces, not labels with values."""
    run: list[Sequence[Piece]] = []
    for row in rows:
        near = not run or row[0].y - run[-1][0].y < _NEXT_ROW * max(row[0].height, run[-1][0].height)
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
    left, right = min(row[0].x0 for row in run), max(max(p.x1 for p in row) for row in run)
    step = max(1.0, median(p.height for row in run for p in row) / 8)
    count = int((right - left) / step) + 1
    crossed = np.zeros(count, np.int32)
    for row in run:
        full = np.zeros(count, bool)
        for x0, x1 in (stretch for piece in row for stretch in _stretches(piece)):
            full[int((x0 - left) / step) : int((x1 - left) / step) + 1] = True
        crossed += full
    full = crossed > (max(1.0, _CROSSED * len(run)) if most is None else most)
    return [(left + a * step, left + b * step) for a, b in runs_of(full)]


def _stretches(piece: Piece) -> Iterator[tuple[float, float]]:
    """Yield where a piece holds text, between blanks as wide as between columns."""
    edges, start = piece.line.edges, piece.x0
    solid = [n for n, char in enumerate(piece.text) if not char.isspace()]
    if len(solid) > 1 and len(edges) == len(piece.text) + 1:
        size = max(piece.height / SPACED, _narrow(piece.text, edges))
        for left, right in pairwise(solid):
            # between characters that stand apart an edge lies halfway: their fields hold half the blank each
            solid_width = size * (_width(piece.text[left]) + _width(piece.text[right]))
            blank = edges[right + 1] - edges[left] - solid_width
            if blank >= _APART * size:
                middle = (edges[left + 1] + edges[right]) / 2 + piece.x0 - piece.box.x0
                yield start, middle - blank / 2
                start = middle + blank / 2
    yield start, piece.x1


def _narrow(text: str, edges: Sequence[int]) -> float:
    """Return how wide a Han character is, or would be, where the characters of a line stand close."""
    sizes = sorted(
        (b - a) / _width(char) for char, (a, b) in zip(text, pairwise(edges), strict=True) if char != " "
    )
    return sizes[len(sizes) // 4]


def _width(char: str) -> float:
    """Return how wide a character is, of the width of a Han character."""
    return 1.0 if is_han(char) else 0.5


def _table(run: Sequence[Sequence[Piece]], columns: Sequence[tuple[float, float]]) -> Table | None:
    cells = [cells_of(row, columns) for row in run]
    used = [n for n in range(len(columns)) if any(row[n] for row in cells)]
    cells = [[row[n] for n in used] for row in cells]
    filled = [sum(bool(row[n]) for row in cells) for n in range(len(used))]
    kept = [n for n, count in enumerate(filled) if count >= _FILLED * len(run)]
    full_rows = sum(sum(bool(row[n]) for n in kept) >= _FEWEST_COLUMNS for row in cells)
    if len(kept) < _FEWEST_COLUMNS or full_rows < _FEWEST_ROWS or not any(_counts(cells, n) for n in kept):
        return None
    return Table(
        box_of([piece for row in run for piece in row]),
        tuple(tuple(cell_of(parts) for parts in row) for row in cells),
        ruled=False,
    )


def _counts(cells: Sequence[Sequence[Sequence[Piece]]], column: int) -> bool:
    """Tell whether a column below its heading holds figures: a list has some, a form has none."""
    texts = ["".join(part.text for part in row[column]) for row in cells[1:] if row[column]]
    return sum(_FIGURES.fullmatch(text) is not None for text in texts) >= max(2, 0.6 * len(texts))


def cells_of(row: Sequence[Piece], columns: Sequence[tuple[float, float]]) -> list[list[Piece]]:
    """Put a row's pieces into the columns; a piece over several is divided at the gaps between them."""
    cells: list[list[Piece]] = [[] for _ in columns]
    for piece in row:
        for number, part in _divided(piece, columns):
            cells[number].append(part)
    return cells


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
    """Tell whether a word or number runs over this place: it is never divided."""
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

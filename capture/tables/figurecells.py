"""Sums ruled for single figures: 万 千 百 十 元 角 分 head a narrow cell each, that holds one figure.

Where the figures of a row were not all found as one for each cell, its cells are read one by one. A cell in
which no figure shows itself stays as it was read: to leave one out makes a sum ten times too small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from capture.engines.base import Engine, Image, Sign
from capture.pages import Box, Cell, Line, Table

PLACES = frozenset("亿億万萬仟千佰百拾十元圆圓角分")
LAST_PLACE = "分"
FEWEST_PLACES = 4
_ASIDE, _BELOW = 0.1, 0.06
"""What of a cell's width and height its rules may take."""
_INK, _LEAST_INK = 140, 0.01
_SURE = 0.5
_CURRENCY = "¥"
AS_FIGURES = {
    **{figure: figure for figure in "0123456789"},
    **dict.fromkeys("OoQD。〇○°º", "0"),
    **dict.fromkeys("lI/|丨", "1"),
    **dict.fromkeys("sS", "5"),
    **dict.fromkeys("gq", "9"),
    "Z": "2",
    "z": "2",
    "b": "6",
    "B": "8",
}
"""What a figure alone in its cell is read as: a point or a small o is a nought, no letter stands there."""
_NO_FIGURE = 0.2
"""Figures are so much of what a sign may be, or less, where it is none: ¥ by a hand is read as anything."""

Figures = Callable[[Sequence[Box]], list[str]]
"""Reads the sign in each of some cells: a figure, ¥, blank for an empty one, nothing where it is unsure."""


def with_figures_in_cells(
    lines: Sequence[Line], tables: Sequence[Table], figures: Figures
) -> tuple[tuple[Line, ...], tuple[Table, ...]]:
    """Return lines and tables with what stands in cells for single figures as one line and one cell each.

    ``figures`` is asked of rows in which some figures were not found, or not one for each cell.
    """
    whole = list(lines)
    read: list[Table] = []
    for table in tables:
        rows = list(table.rows)
        head = next(((n, edges) for n, row in enumerate(rows) if (edges := place_edges(row))), None)
        for number in range(head[0] + 1 if head else len(rows), len(rows)):
            cells = [n for n, cell in enumerate(rows[number]) if head and is_between(cell, head[1])]
            row = rows[number]
            boxes = [box for n in cells if (box := row[n].box) is not None]
            if len(boxes) < FEWEST_PLACES or _is_whole([row[n].text for n in cells]):
                continue
            said = figures(boxes)
            if not _is_whole(said):
                continue
            _put(whole, boxes, said)
            for n, sign in zip(cells, said, strict=True):
                row = (*row[:n], replace(row[n], text=sign.strip()), *row[n + 1 :])
            rows[number] = row
        read.append(replace(table, rows=tuple(rows)))
    return tuple(whole), tuple(read)


def place_edges(row: Sequence[Cell]) -> tuple[int, int] | None:
    """Return from where to where a row heads cells for single figures, in heads of their own or in one."""
    cells = [cell for cell in row if cell.box is not None]
    for end, cell in enumerate(cells):
        text = "".join(cell.text.split())
        right = cell.box
        if not text.endswith(LAST_PLACE) or right is None:
            continue
        if sum(char in PLACES for char in text[-FEWEST_PLACES:]) == FEWEST_PLACES:
            return right.x0, right.x1
        first = end
        while first and (said := "".join(cells[first - 1].text.split())) and set(said) <= PLACES:
            first -= 1
        left = cells[first].box
        if text == LAST_PLACE and end - first + 1 >= FEWEST_PLACES and left is not None:
            return left.x0, right.x1
    return None


def read_figures(page: Image, boxes: Sequence[Box], reader: Engine) -> list[str]:
    """Read the sign in each of some cells of a grey page, see ``Figures``."""
    inner = [_within_rules(page, box) for box in boxes]
    inked = [cell.size > 0 and float((cell < _INK).mean()) > _LEAST_INK for cell in inner]
    crops = [_on_white(cell) for cell, ink in zip(inner, inked, strict=True) if ink]
    signs: Iterator[str] = iter([_figure(one) for one in reader.read_signs(crops)] if crops else [])
    return [next(signs) if ink else " " for ink in inked]


def _figure(signs: Sequence[Sign]) -> str:
    """Return the figure that a cell's sign most likely is; ¥ where it is none, nothing where it is unsure."""
    found: dict[str, float] = {}
    for char, sure in (option for sign in signs for option in sign.options):
        figure = AS_FIGURES.get(char, "")
        found[figure] = found.get(figure, 0.0) + sure
    best = max(found, key=lambda char: found[char], default="")
    if not best and found:
        total = sum(found.values())
        return _CURRENCY if total - found[best] <= _NO_FIGURE * total else ""
    return best if found.get(best, 0.0) >= _SURE else ""


def _within_rules(page: Image, box: Box) -> Image:
    aside, below = round(_ASIDE * box.width), round(_BELOW * box.height)
    return page[box.y0 + below : box.y1 - below, box.x0 + aside : box.x1 - aside]


def _on_white(cell: Image) -> Image:
    return np.pad(cell, ((4, 4), (cell.shape[0] // 3,) * 2), constant_values=255)


def is_between(cell: Cell, edges: tuple[int, int]) -> bool:
    """Return whether a cell stands between two edges, so that it holds one figure of a sum."""
    return cell.box is not None and edges[0] <= (cell.box.x0 + cell.box.x1) / 2 <= edges[1]


def _is_whole(signs: Sequence[str]) -> bool:
    """Return whether cells hold one figure each from some cell on to the last, and at most ¥ before."""
    said = [AS_FIGURES.get(sign.strip(), sign.strip()) for sign in signs]
    first = next((n for n, sign in enumerate(said) if sign.isdigit()), len(said))
    before = "".join(said[:first])
    if first == len(said):
        return not before
    return all(len(sign) == 1 and sign.isdigit() for sign in said[first:]) and len(before) <= 1


def _put(lines: list[Line], boxes: Sequence[Box], said: Sequence[str]) -> None:
    """Put a line for each sign in the place of what was read in a row of cells."""
    around = boxes[0].union(boxes[-1])
    inside = [n for n, line in enumerate(lines) if line.box is not None and _lies_in(line.box, around)]
    if not inside:
        return
    like = lines[inside[0]]
    signs = [
        replace(like, text=sign, box=box, edges=(box.x0, box.x1), sure=(like.confidence,))
        for box, sign in zip(boxes, said, strict=True)
        if sign.strip()
    ]
    for n in reversed(inside):
        del lines[n]
    lines[inside[0] : inside[0]] = signs


def _lies_in(box: Box, around: Box) -> bool:
    middle = around.y0 <= (box.y0 + box.y1) / 2 <= around.y1
    return middle and around.x0 <= (box.x0 + box.x1) / 2 <= around.x1

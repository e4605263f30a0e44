"""Fields of forms with a box for every sign: 统一社会信用代码 |9|1|3|2|… is one code, not eighteen words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from capture.engines.base import Engine, Image
from capture.pages import Box, Cell, Line, Table

_FEWEST = 6
_AS_WIDE = 0.3
"""By how much of its width a box may differ from the first of its row."""
_SLENDER, _SQUAT = 0.3, 1.8
"""How wide a box is, in heights of it."""
_FRAME = 0.14
"""How far a box's rules reach into it at the most, of its height."""
_INK = 140
_ABOVE, _PLACES, _MANY_PLACES = 1.5, frozenset("亿万仟佰拾千百十元角分"), 3
"""How far above its boxes, in heights of them, the places of a sum stand; what they are; how many tell."""
_SUM = re.compile(r"金额|合计|总计|小写|[¥￥$]|RMB|元")
_RULES = "[]|｜丨"
"""What the rules between boxes are read as, apart from 1 and l."""


Written = Callable[[Sequence[Box]], str]
"""Tells what is written in boxes side by side, a sign or blank for each; nothing where it cannot be read."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What of a line stands in a row of boxes, where that is, and what is left of the line."""

    number: int
    place: Box
    within: Line
    outside: list[Line]


def with_whole_codes(
    lines: Sequence[Line], tables: Sequence[Table], written: Written | None = None
) -> tuple[tuple[Line, ...], tuple[Table, ...]]:
    """Return lines and tables with what stands in rows of boxes for single signs as one line and one cell.

    A table that is nothing but such a row is none. Figures under heads of their own (千, 百, 十, 元) stay,
    and so does a row with an empty box among others. ``written`` is asked where lines and boxes do not agree.
    """
    whole = list(lines)
    kept: list[Table] = []
    for table in tables:
        rows = list(table.rows)
        for number, row in enumerate(table.rows):
            beside = [*table.rows[max(0, number - 1) : number], *table.rows[number + 1 : number + 2]]
            for start, end in reversed(list(_stretches(row))):
                comb = row[start:end]
                if any(_has_columns(other, comb) for other in beside) or _is_sum(comb, lines):
                    continue
                code = _code(whole, comb, written)
                if code is not None:
                    cell = Cell(code.text, code.box, code.confidence)
                    rows[number] = (*rows[number][:start], cell, *rows[number][end:])
        if len(rows) > 1 or len(rows[0]) > 1 or rows[0] == table.rows[0]:
            kept.append(replace(table, rows=tuple(rows)))
    return tuple(whole), tuple(kept)


def is_comb(table: Table) -> bool:
    """Return whether a table is nothing but one row of boxes for single signs."""
    return len(table.rows) == 1 and any(True for _ in _stretches(table.rows[0]))


def written_in(page: Image, boxes: Sequence[Box], reader: Engine) -> str:
    """Read what is written in boxes side by side on a grey page: laid side by side without their rules."""
    height = min(box.height for box in boxes)
    inner = [_without_rules(page, replace(box, y1=box.y0 + height)) for box in boxes]
    dark = [bool(cell.size) and int(cell.min()) < _INK for cell in inner]
    if sum(dark) < _FEWEST:
        return ""
    first, last = dark.index(True), len(dark) - dark[::-1].index(True)
    line = reader.read_line(np.hstack(inner[first:last])) if all(dark[first:last]) else None
    signs = "" if line is None else _signs(line.text)
    if len(signs) != last - first or not signs.isalnum():
        return ""
    return " " * first + signs + " " * (len(dark) - last)


def _without_rules(page: Image, box: Box) -> Image:
    """Return the inside of a box on white ground, what belongs to its rules left out."""
    frame = round(_FRAME * box.height)
    inside = page[box.y0 + frame : box.y1 - frame, box.x0 + frame : box.x1 - frame]
    return np.pad(inside, ((frame, frame), (frame // 2, frame // 2)), constant_values=255)


def _stretches(row: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """Yield where stretches of boxes alike begin and end that hold letters and figures, at most one each."""
    start = 0
    while start < len(row):
        end = start + 1
        while end < len(row) and _is_next(row[start], row[end]):
            end += 1
        said = "".join(_signs(cell.text) for cell in row[start:end]) if end - start >= _FEWEST else ""
        if _FEWEST <= len(said) <= end - start and said.isalnum():
            yield start, end
        start = end


def _is_sum(comb: Sequence[Cell], lines: Sequence[Line]) -> bool:
    """Return whether figures in boxes are a sum of money, with 万千百十元 above them or 金额 before them.

    Joined they would be a hundred times as much.
    """
    around = _around(comb)
    above = Box(around.x0, max(0, around.y0 - round(_ABOVE * around.height)), around.x1, around.y0)
    places = "".join(line.text for line in lines if line.box is not None and line.box.overlaps(above))
    before = [line for line in lines if line.box is not None and _is_before(line.box, around)]
    label = max(before, key=lambda line: line.box.x1 if line.box else 0).text if before else ""
    return sum(char in _PLACES for char in places) >= _MANY_PLACES or bool(_SUM.search(label))


def _is_before(box: Box, around: Box) -> bool:
    level = around.y0 <= (box.y0 + box.y1) / 2 <= around.y1
    return level and box.x0 < around.x0 and box.x1 < around.x1


def _around(comb: Sequence[Cell]) -> Box:
    boxes = [cell.box for cell in comb if cell.box is not None]
    return boxes[0].union(boxes[-1])


def _code(lines: list[Line], comb: Sequence[Cell], written: Written | None) -> Line | None:
    """Put one line in the place of what stands in a row of boxes; return it, nothing where it is unsure."""
    boxes = [cell.box for cell in comb if cell.box is not None]
    around = _around(comb)
    pieces = [piece for n, line in enumerate(lines) if (piece := _piece(n, line, around)) is not None]
    pieces.sort(key=lambda piece: piece.place.x0)
    inside = [piece.within for piece in pieces]
    text = _as_read([_signs(cell.text) for cell in comb])
    if "".join(text.split()) != "".join(_signs(line.text) for line in inside):
        text = ""
    text = text or (written(boxes) if written is not None else "")
    if not text or not inside:
        return None
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    code = Line(
        # letters alone in their boxes are capitals; W and w differ by size only
        text[start:end].upper() if any(map(str.isdigit, text)) else text[start:end],
        Box(
            boxes[start].x0,
            min(piece.place.y0 for piece in pieces),
            boxes[end - 1].x1,
            max(piece.place.y1 for piece in pieces),
        ),
        min(line.confidence for line in inside),
        inside[0].reader,
        (*(box.x0 for box in boxes[start:end]), boxes[end - 1].x1),
    )
    first = min(piece.number for piece in pieces)
    for piece in sorted(pieces, key=lambda piece: -piece.number):
        rest = [*piece.outside, code] if piece.number == first else piece.outside
        lines[piece.number : piece.number + 1] = rest
    return code


def _as_read(signs: Sequence[str]) -> str:
    """Return one sign or blank for each box; nothing where some between the first and the last has none.

    Two with a rule between them may be read as one word, and stand in the first one's box.
    """
    filled = [n for n, text in enumerate(signs) if text]
    said = "".join(signs)
    first, last = filled[0], filled[-1] + len(signs[filled[-1]])
    return " " * first + said + " " * (len(signs) - last) if len(said) == last - first <= len(signs) else ""


def _is_next(first: Cell, cell: Cell) -> bool:
    """Return whether a cell is a box like the first of a row of boxes."""
    if first.box is None or cell.box is None:
        return False
    slender, squat = _SLENDER * first.box.height, _SQUAT * first.box.height
    alike = abs(cell.box.width - first.box.width) <= _AS_WIDE * first.box.width
    return slender <= first.box.width <= squat and alike


def _signs(text: str) -> str:
    """Return what stands in a box, its rules aside, if that is letters and figures; else one blank."""
    signs = "".join(char for char in text if char not in _RULES and not char.isspace())
    return signs if not signs or (signs.isascii() and signs.isalnum()) else " "


def _has_columns(row: Sequence[Cell], comb: Sequence[Cell]) -> bool:
    """Return whether the boxes of a row go on in the row above or below: then they are columns."""
    edges = {cell.box.x0 for cell in row if cell.box is not None}
    width = min(cell.box.width for cell in comb if cell.box is not None)
    inner = [cell.box.x0 for cell in comb[1:] if cell.box is not None]
    return 2 * sum(any(abs(edge - x) < width / 4 for edge in edges) for x in inner) > len(inner)


def _piece(number: int, line: Line, around: Box) -> _Piece | None:
    """Return what of a line stands within a box, if any of it does."""
    box = line.box
    if box is None or not around.y0 <= (box.y0 + box.y1) / 2 <= around.y1 or not box.overlaps(around):
        return None
    places = [line.span_box(n, n + 1) for n in range(len(line.text))]
    inside = [n for n, at in enumerate(places) if at and around.x0 <= (at.x0 + at.x1) / 2 <= around.x1]
    if not inside:
        return None
    start, end = inside[0], inside[-1] + 1
    within, ends = line.part(start, end), (line.part(0, start), line.part(end, len(line.text)))
    return _Piece(number, within.box or box, within, [part for part in ends if part.text.strip()])

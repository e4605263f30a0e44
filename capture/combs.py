"""Fields of forms with a box for every sign: 统一社会信用代码 |9|1|3|2|… is one code, not eighteen words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from capture.pages import Box, Cell, Line, Table

_FEWEST = 6
_AS_WIDE = 0.3
"""By how much of its width a box may differ from the first of its row."""
_SLENDER, _SQUAT = 0.3, 1.8
"""How wide a box is, in heights of it."""
_RULES = "[]|｜丨"
"""What the rules between boxes are read as, apart from 1 and l."""


def with_whole_codes(
    lines: Sequence[Line], tables: Sequence[Table]
) -> tuple[tuple[Line, ...], tuple[Table, ...]]:
    """Return lines and tables with what stands in rows of boxes for single signs as one line and one cell.

    A table that is nothing but such a row is none. Figures under heads of their own (千, 百, 十, 元) stay,
    and so does a row with an empty box among others: nobody knows what was not read there.
    """
    whole = list(lines)
    kept: list[Table] = []
    for table in tables:
        rows = list(table.rows)
        for number, row in enumerate(table.rows):
            beside = [*table.rows[max(0, number - 1) : number], *table.rows[number + 1 : number + 2]]
            for start, end in reversed(list(_combs(row))):
                comb = row[start:end]
                if any(_has_columns(other, comb) for other in beside):
                    continue
                line = _take_out(whole, comb)
                if line is not None:
                    code = Cell(line.text, line.box, min(cell.confidence for cell in comb))
                    rows[number] = (*rows[number][:start], code, *rows[number][end:])
        if len(rows) > 1 or len(rows[0]) > 1 or rows[0] == table.rows[0]:
            kept.append(replace(table, rows=tuple(rows)))
    return tuple(whole), tuple(kept)


def is_comb(table: Table) -> bool:
    """Return whether a table is nothing but one row of boxes with a sign in each."""
    return len(table.rows) == 1 and any(True for _ in _combs(table.rows[0]))


def _combs(row: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """Yield where stretches of boxes, each with one letter or figure, begin and end."""
    start = 0
    while start < len(row):
        end = start + 1
        while end < len(row) and _is_next(row[start], row[end]):
            end += 1
        signs = [_signs(cell.text) for cell in row[start:end]]
        filled = [n for n, text in enumerate(signs) if text]
        if filled:
            # two signs with a rule between them may be read as one word, and stand in the first one's box
            first, last = filled[0], filled[-1] + len(signs[filled[-1]])
            said = "".join(signs)
            if _FEWEST <= len(said) == last - first and start + last <= end and said.isalnum():
                yield start + first, start + last
        start = end


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


def _take_out(lines: list[Line], comb: Sequence[Cell]) -> Line | None:
    """Put one line in the place of all that stands in a row of boxes; return it.

    Nothing is done where the lines say anything else than the boxes do.
    """
    boxes = [cell.box for cell in comb if cell.box is not None]
    around = boxes[0].union(boxes[-1])
    pieces: list[tuple[int, Line, list[Line]]] = []
    for number, line in enumerate(lines):
        within, outside = _divided(line, around)
        if within is not None:
            pieces.append((number, within, outside))
    pieces.sort(key=lambda piece: piece[1].box.x0 if piece[1].box else 0)
    found = "".join(_signs(line.text) for _, line, _ in pieces)
    if len(found) != len(comb) or found != "".join(_signs(cell.text) for cell in comb):
        return None
    inside = [line for _, line, _ in pieces]
    tops, bottoms = zip(*((line.box.y0, line.box.y1) for line in inside if line.box), strict=True)
    code = Line(
        # letters alone in their boxes are capitals; W and w differ by size only
        found.upper() if any(map(str.isdigit, found)) else found,
        Box(around.x0, min(tops), around.x1, max(bottoms)),
        min(line.confidence for line in inside),
        inside[0].reader,
        (*(box.x0 for box in boxes), around.x1),
    )
    first = min(number for number, _, _ in pieces)
    for number, _, outside in sorted(pieces, reverse=True):
        lines[number : number + 1] = [*outside, code] if number == first else outside
    return code


def _divided(line: Line, around: Box) -> tuple[Line | None, list[Line]]:
    """Return what of a line stands within a box, and what stands before and behind it."""
    box = line.box
    if box is None or not around.y0 <= (box.y0 + box.y1) / 2 <= around.y1 or not box.overlaps(around):
        return None, []
    middles = [line.span_box(n, n + 1) for n in range(len(line.text))]
    inside = [
        n for n, place in enumerate(middles) if place and around.x0 <= (place.x0 + place.x1) / 2 <= around.x1
    ]
    if not inside:
        return None, []
    start, end = inside[0], inside[-1] + 1
    ends = [line.part(0, start), line.part(end, len(line.text))]
    return line.part(start, end), [part for part in ends if part.text.strip()]

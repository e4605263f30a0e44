"""The cells of a sheet as a table: none that is hidden, joined ones as one, long texts over empty ones."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from capture.office.markup import AROUND, USUAL, Sheet, cell, escaped, length_of
from capture.office.tallness import TallCells

MOST_COLUMNS, MOST_WIDE = 256, 120.0
"""So many columns are shown, and so wide ones, in digits."""
_MARGIN = 40.0
"""In points, around the cells of a page."""
_LARGEST = 2.5
_UNIT = 5.6
"""How wide a digit is in points, at the usual size: what widths of columns count."""
_LEAST = 6.0
_PORTRAIT, _LANDSCAPE, _WIDEST = 515.0, 762.0, 5000.0
_WIDE = 100.0
_MOST_PIECES = 4000
"""So many cells are laid out in one go: each page of a table costs as much as all rows before it."""
_MOST_COVERED = 2_000_000


@dataclass(frozen=True, slots=True)
class Look:
    """The format of a cell's numbers, how much larger than usual its letters are, heavy or not, where."""

    code: str = "General"
    grown: float = 1.0
    bold: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What a cell shows, how, and whether it is a number, which never runs over the next cell."""

    text: str
    look: Look = Look()
    is_number: bool = False


Rows = Mapping[int, Mapping[int, Content]]
"""What cells show, by row and column, both counted from 1."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How the cells of a sheet lie.

    Rows and columns count from 1. Widths are digits, that of column 0 counts for all that are not named, and
    0 is a hidden column. What is joined comes by its first row, first column, last row and last column.
    """

    hidden_rows: Set[int]
    widths: Mapping[int, float]
    joined: Sequence[tuple[int, int, int, int]]
    lying: bool = False


@dataclass(slots=True)
class _Joined:
    """The columns and rows that a cell takes, as far as they are seen."""

    span: int
    rows: int


def grown(size: float, usual: float) -> float:
    """Return how much larger than usual letters of a size are shown: smaller ones are not."""
    return min(_LARGEST, max(1.0, size / usual)) if usual > 0 else 1.0


def sheets_of_grid(shape: Shape, contents: Rows) -> list[Sheet]:
    """Return a sheet of a workbook as papers to be printed, more than one where its rows are many."""
    sheet = Sheet(margin=_MARGIN)
    sheets = [sheet]
    for table in _grid_markup(shape, contents, sheet):
        if sheet.markup:
            sheet = Sheet(width=sheet.width, height=sheet.height, margin=_MARGIN)
            sheets.append(sheet)
        sheet.markup.append(table)
    return sheets


def _grid_markup(shape: Shape, contents: Rows, sheet: Sheet) -> Iterator[str]:
    """Return a sheet's cells as tables, one for so many rows, and set how large its paper is."""
    rows = [line for line in sorted(contents) if line not in shape.hidden_rows]
    widths = shape.widths
    last = max((column for line in rows for column in contents[line] if widths.get(column, 1)), default=0)
    if not last:
        return
    columns = [column for column in range(1, last + 1) if widths.get(column, 1)]
    shares = {column: widths.get(column, widths[0]) for column in columns}
    size = _set_paper(sum(shares.values()), len(columns), sheet, lying=shape.lying)
    joined, taken = _joined(shape.joined, rows, columns)
    unit = (sheet.width - 2 * sheet.margin) / sum(shares.values())
    head = f'<table style="border-collapse:collapse;width:100%;font-size:{size:.1f}pt">'
    tall = TallCells(sheet.height - 2 * sheet.margin)
    written = [head]
    for count, line in enumerate(rows):
        if len(written) > _MOST_PIECES and count >= tall.until:
            yield "".join([*written, "</table>"])
            written = [head]
        written.append("<tr>")
        for place, column in enumerate(columns):
            if (line, column) in taken:
                continue
            own = joined.get((line, column))
            content = contents[line].get(column, Content(""))
            if own is None:
                own = _Joined(_reach(contents[line], columns, place, shares, taken, line), 1)
                taken |= {(line, columns[place + step]) for step in range(1, own.span)}
            across = unit * sum(shares[one] for one in columns[place : place + own.span])
            shown = tall.put(_styled(content, size), across, count + own.rows, size * content.look.grown)
            written.append(cell(shown, span=own.span, rows=own.rows, wide=unit * shares[column]))
        written.append("</tr>")
        if below := [f"<div>{one}</div>" for one in tall.behind(count + 1)]:
            written += ["</table>", *below, head]
    yield "".join([*written, "</table>", *(f"<div>{one}</div>" for one in tall.behind(tall.until))])


def _styled(content: Content, size: float) -> str:
    look = content.look
    text = escaped(content.text).replace("\n", "<br>")
    text = f"<b>{text}</b>" if look.bold and text else text
    style = f"font-size:{size * look.grown:.1f}pt;" if look.grown > 1 else ""
    style += "text-align:center;" if look.centred else ""
    return f'<div style="{style}">{text}</div>' if style and text else text


def _reach(
    row: Mapping[int, Content],
    columns: Sequence[int],
    place: int,
    shares: Mapping[int, float],
    taken: set[tuple[int, int]],
    line: int,
) -> int:
    """Return over how many columns a text runs: over empty cells behind it, as far as it is long."""
    content = row.get(columns[place])
    if content is None or content.is_number:
        return 1
    left = (
        max(_length(part) for part in content.text.split("\n")) * content.look.grown - shares[columns[place]]
    )
    span = 1
    for column in columns[place + 1 :]:
        if left <= 0 or column in row or (line, column) in taken:
            break
        left -= shares[column]
        span += 1
    return span


def _length(text: str) -> float:
    """Return how long a text is with the blank around it, in digits."""
    return 2 * length_of(text) + 1


def _set_paper(whole: float, columns: int, sheet: Sheet, *, lying: bool) -> float:
    """Set a sheet's paper and return the size of its letters: many columns make them small, then it wide."""
    sheet.width, sheet.height = (842.0, 595.0) if lying or whole > _WIDE else (595.0, 842.0)
    room = _LANDSCAPE if lying or whole > _WIDE else _PORTRAIT
    around = columns * AROUND
    size = max(_LEAST, min(USUAL, USUAL * (room - around) / (whole * _UNIT)))
    needed = whole * _UNIT * size / USUAL + around
    if needed > room * 1.05:
        sheet.width = min(_WIDEST, needed) + 2 * sheet.margin
        sheet.height = max(sheet.height, sheet.width / 3)
    return size


def _joined(
    areas: Sequence[tuple[int, int, int, int]], rows: Sequence[int], columns: Sequence[int]
) -> tuple[dict[tuple[int, int], _Joined], set[tuple[int, int]]]:
    """Return what joined cells take of the rows and columns that are seen, and the places they cover."""
    joined: dict[tuple[int, int], _Joined] = {}
    taken: set[tuple[int, int]] = set()
    budget = _MOST_COVERED
    for top, left, bottom, right in areas:
        across = _between(columns, left, right)
        down = _between(rows, top, bottom)
        budget -= 1 + len(across) * len(down)
        if budget < 0:
            break
        if across and down and (down[0], across[0]) == (top, left):
            joined[down[0], across[0]] = _Joined(len(across), len(down))
            taken |= {(line, column) for line in down for column in across} - {(down[0], across[0])}
    return joined, taken


def _between(ordered: Sequence[int], first: int, final: int) -> Sequence[int]:
    return ordered[bisect_left(ordered, first) : bisect_right(ordered, final)]

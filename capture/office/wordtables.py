"""Tables of a Word document: rows and cells, also those that a form's fields wrap; joined cells are one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from capture.ofd.notation import number
from capture.office.markup import cell
from capture.office.tallness import TallCells
from capture.office.wishes import is_on, value_of
from capture.office.wordfields import UNSEEN

_MOST_COLUMNS = 64
_TABLE = '<table style="border-collapse:collapse;width:100%">'


@dataclass(slots=True)
class _Cell:
    """A cell, the columns it takes from the first on, and the rows."""

    part: Element
    place: int
    span: int
    goes_on: bool
    rows: int = 1


def table_markup(
    table: Element, write: Callable[[Element, float], Iterator[str]], room: float, page: float
) -> Iterator[str]:
    """Return a table in a room so many points wide; ``write`` writes what stands in a cell, in its room.

    What is higher than a ``page`` stands below its row, where it can go on on the next page.
    """
    columns = [number(column.get("w"), 0) for column in table.findall("tblGrid/gridCol")]
    whole = sum(columns)
    rows = [(_before(row), list(_row(row))) for row in _wrapped(table, "tr") if not _is_gone(row)]
    _join([cells for _, cells in rows])
    yield _TABLE
    tall = TallCells(page)
    for count, (before, cells) in enumerate(rows):
        yield "<tr>"
        if before:
            yield f'<td colspan="{before}"></td>'
        for one in cells:
            own = sum(columns[one.place : one.place + one.span])
            wide = room * own / whole if whole > 0 else 0.0
            written = "".join(write(one.part, wide or room))  # its lists are counted in any case
            if not one.goes_on:
                shown = tall.put(written, wide or room, count + one.rows)
                yield cell(shown, span=one.span, rows=one.rows, wide=wide)
        yield "</tr>"
        if below := tall.behind(count + 1):
            yield from ("</table>", *below, _TABLE)
    yield from ("</table>", *tall.behind(tall.until))


def _wrapped(holder: Element, tag: str) -> Iterator[Element]:
    """Return rows of a table or cells of a row, not those of tables within."""
    for child in holder:
        if child.tag == tag:
            yield child
        elif child.tag not in UNSEEN and child.tag not in ("tbl", "tr", "tc"):
            yield from _wrapped(child, tag)


def _is_gone(row: Element) -> bool:
    wishes = row.find("trPr")
    return wishes is not None and (wishes.find("del") is not None or is_on(wishes.find("hidden")))


def _before(row: Element) -> int:
    return max(0, min(_MOST_COLUMNS, int(number(value_of(row.find("trPr"), "gridBefore")))))


def _row(row: Element) -> Iterator[_Cell]:
    place = _before(row)
    for part in _wrapped(row, "tc"):
        wishes = part.find("tcPr")
        span = max(1, min(_MOST_COLUMNS, int(number(value_of(wishes, "gridSpan"), 1))))
        joined = wishes.find("vMerge") if wishes is not None else None
        goes_on = joined is not None and joined.get("val", "continue") != "restart"
        yield _Cell(part, place, span, goes_on)
        place += span


def _join(rows: Sequence[Sequence[_Cell]]) -> None:
    """Let a cell take the rows in which it goes on; one that goes on from nowhere stands for itself."""
    above: dict[tuple[int, int], _Cell] = {}
    for cells in rows:
        here: dict[tuple[int, int], _Cell] = {}
        for one in cells:
            key = one.place, one.span
            first = above.get(key) if one.goes_on else None
            if first is not None:
                first.rows += 1
            else:
                one.goes_on = False
            here[key] = first or one
        above = here

"""Pages, lines and tables in pixels of another resolution."""

from __future__ import annotations

import dataclasses

from capture.pages import Box, Code, Flat, Line, Mark, Page, Seal, Table


def scaled_box(box: Box | None, scale: float) -> Box | None:
    """Return a box in other pixels."""
    if box is None:
        return None
    return Box(*(round(value * scale) for value in box.as_list()))


def scaled_line(line: Line, scale: float) -> Line:
    """Return a line in other pixels."""
    edges = tuple(round(edge * scale) for edge in line.edges)
    return dataclasses.replace(line, box=scaled_box(line.box, scale), edges=edges)


def scaled_table(table: Table, scale: float) -> Table:
    """Return a table in other pixels."""
    rows = tuple(
        tuple(dataclasses.replace(cell, box=scaled_box(cell.box, scale)) for cell in row)
        for row in table.rows
    )
    return Table(scaled_box(table.box, scale), rows, table.ruled)


def scaled_seal(seal: Seal, scale: float) -> Seal:
    """Return a seal in other pixels."""
    return dataclasses.replace(seal, box=scaled_box(seal.box, scale) or seal.box)


def scaled_code(code: Code, scale: float) -> Code:
    """Return a code in other pixels."""
    return dataclasses.replace(code, box=scaled_box(code.box, scale))


def scaled_mark(mark: Mark, scale: float) -> Mark:
    """Return a mark in other pixels."""
    return dataclasses.replace(mark, box=scaled_box(mark.box, scale) or mark.box)


def scaled_page(page: Page, size: tuple[int, int], dpi: int | None) -> Page:
    """Return a page in pixels of a picture of another size."""
    scale = size[0] / max(1, page.width)
    return dataclasses.replace(
        page,
        width=size[0],
        height=size[1],
        dpi=dpi,
        lines=tuple(scaled_line(line, scale) for line in page.lines),
        tables=tuple(scaled_table(table, scale) for table in page.tables),
        seals=tuple(scaled_seal(seal, scale) for seal in page.seals),
        codes=tuple(scaled_code(code, scale) for code in page.codes),
        marks=tuple(scaled_mark(mark, scale) for mark in page.marks),
        flat=page.flat and _scaled_flat(page.flat, scale),
    )


def _scaled_flat(flat: Flat, scale: float) -> Flat:
    """Return the way to the same straight sheet from other pixels."""
    a, b, c, d, e, f, g, h, i = flat.matrix
    back = 1 / scale
    return dataclasses.replace(
        flat, matrix=(a * back, b * back, c, d * back, e * back, f, g * back, h * back, i)
    )

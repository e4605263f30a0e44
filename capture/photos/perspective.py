"""What was read on a sheet seen straight, or with its rows laid level, in the pixels of the picture."""

from __future__ import annotations

import dataclasses

import numpy as np

from capture.pages import Box, Cell, Code, Flat, Line, Mark, Page, Seal, Table
from capture.photos.photo import Points, Sheet
from capture.picture.bend import Bend

_AS_IT_IS = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)


def flat_of(sheet: Sheet, inner: Flat | None = None) -> Flat:
    """Return how the page's pixels lie on the straight sheet; ``inner`` leads on from there."""
    a, b, c, d, e, f, g, h, i = (float(value) for value in sheet.to_sheet.reshape(-1))
    size = sheet if inner is None else inner
    return Flat((a, b, c, d, e, f, g, h, i), size.width, size.height, inner.bend if inner else None)


def page_in_photo(page: Page, sheet: Sheet, size: tuple[int, int]) -> Page:
    """Return a page read on the straight sheet in pixels of the photo, of ``size`` (width, height)."""
    return _laid(page, _Layer(sheet, size), size, flat_of(sheet, page.flat))


def page_as_bent(page: Page, bend: Bend, size: tuple[int, int]) -> Page:
    """Return a page read with its rows laid level in pixels of the picture, of ``size`` (width, height)."""
    return _laid(page, _Layer(bend, size), size, Flat(_AS_IT_IS, bend.width, bend.height, bend))


def _laid(page: Page, lay: _Layer, size: tuple[int, int], flat: Flat) -> Page:
    return dataclasses.replace(
        page,
        width=size[0],
        height=size[1],
        lines=tuple(lay.line(line) for line in page.lines),
        tables=tuple(lay.table(table) for table in page.tables),
        seals=tuple(lay.seal(seal) for seal in page.seals),
        codes=tuple(lay.code(code) for code in page.codes),
        marks=tuple(lay.mark(mark) for mark in page.marks),
        flat=flat,
    )


class _Layer:
    """Lays what was read back into the picture it was drawn from."""

    def __init__(self, way: Sheet | Bend, size: tuple[int, int]) -> None:
        self._way = way
        self._size = np.array(size, np.float64)

    def _points(self, points: list[tuple[float, float]]) -> Points:
        return np.clip(self._way.in_picture(np.array(points, np.float64)), 0, self._size)

    def box(self, box: Box) -> Box:
        """Return the upright rectangle around a box."""
        corners = [(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)]
        # a row that bows stands out most in its middle
        middle = (box.x0 + box.x1) / 2
        points = self._points(
            [(float(x), float(y)) for x, y in (*corners, (middle, box.y0), (middle, box.y1))]
        )
        low, high = np.floor(points.min(axis=0)), np.ceil(points.max(axis=0))
        return Box(int(low[0]), int(low[1]), int(high[0]), int(high[1]))

    def line(self, line: Line) -> Line:
        """Return a line; where it runs level on the sheet it slopes in the photo."""
        if line.box is None:
            return line
        middle_x, middle_y = (line.box.x0 + line.box.x1) / 2, (line.box.y0 + line.box.y1) / 2
        across = [float(line.box.x0), float(line.box.x1), *(float(edge) for edge in line.edges)]
        points = self._points([(x, middle_y + line.slope * (x - middle_x)) for x in across])
        run = points[1] - points[0]
        level = line.box.width > line.box.height and run[0] > 0
        slope = round(float(run[1] / run[0]), 4) if level else line.slope
        box = self.box(line.box)
        edges = tuple(min(max(round(float(x)), box.x0), box.x1) for x in points[2:, 0])
        return dataclasses.replace(line, box=box, edges=edges, slope=slope)

    def table(self, table: Table) -> Table:
        """Return a table with its cells."""
        rows = tuple(tuple(self._cell(cell) for cell in row) for row in table.rows)
        return dataclasses.replace(table, box=self.box(table.box) if table.box else None, rows=rows)

    def _cell(self, cell: Cell) -> Cell:
        return dataclasses.replace(cell, box=self.box(cell.box) if cell.box else None)

    def seal(self, seal: Seal) -> Seal:
        """Return a seal."""
        return dataclasses.replace(seal, box=self.box(seal.box))

    def mark(self, mark: Mark) -> Mark:
        """Return a mark."""
        return dataclasses.replace(mark, box=self.box(mark.box))

    def code(self, code: Code) -> Code:
        """Return a code."""
        return dataclasses.replace(code, box=self.box(code.box) if code.box else None)

"""Rows that PyMuPDF joined over the rule between two cells: 12 | 345.00 in a tight table is not 12345.00."""

# mypy: allow-untyped-calls
# PyMuPDF carries half of its types

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Any

import numpy as np
import pymupdf
from numpy.typing import NDArray

from capture.characters.spaces import is_han
from capture.textlayer.ownrows import Corners, Row, turn_of

_GAP, _WIDER = 0.03, 2.0
"""Of the height of letters: characters of one word hardly stand so far apart; and how many times as far apart
as the others of their row those of two cells do."""
_THICK = 3.0
"""Points: what is wider is no rule."""
_ALONG, _OFF = 0.7, 0.1
"""How much of the height of letters a rule runs beside, and how far into them its edge may reach."""


def with_cells_apart(rows: Sequence[Row], page: Any, dpi: int) -> tuple[Row, ...]:
    """Return rows, those that a rule between two characters parts as one row a cell.

    Figures that have a box each, as those of a sum on a form, stay together.

    Raises:
        RuntimeError: The page cannot be parsed, or another of `capture.formats.pdf.PDF_ERRORS`.
    """
    open_at = [list(_gaps(row)) for row in rows]
    if not any(open_at):
        return tuple(rows)
    rules = _upright_rules(page, dpi)
    found: list[Row] = []
    for row, gaps in zip(rows, open_at, strict=True):
        cuts = [place for place in gaps if _is_ruled(row, place, rules)]
        parts = [_part(row, start, end) for start, end in pairwise([0, *cuts, len(row.text)])]
        found += parts if cuts and not _are_boxed(parts) else [row]
    return tuple(found)


def _gaps(row: Row) -> Iterator[int]:
    """Yield before which characters a row is open though nothing says so: wider than elsewhere in it."""
    if row.direction or row.column or row.slope or len(row.text) < 2:
        return
    gaps = [right[0] - left[2] for left, right in pairwise(row.corners)]
    usual = median(gap for gap in gaps) if len(gaps) > 2 else 0.0
    for place, gap in enumerate(gaps, 1):
        beside = row.text[place - 1 : place + 1]
        if gap > max(_GAP * row.size, _WIDER * usual) and not any(map(str.isspace, beside)):
            yield place


def _upright_rules(page: Any, dpi: int) -> NDArray[np.float64]:
    """Return the upright rules of a page in pixels at ``dpi``, each as x0, y0, x1, y1."""
    zoom = turn_of(page) * pymupdf.Matrix(dpi / 72, dpi / 72)
    boxes = [
        tuple((pymupdf.Rect(side) * zoom).normalize())
        for path in page.get_cdrawings()
        for item in path["items"]
        for side in _sides(item, filled="f" in path["type"])
    ]
    found = np.array(boxes, np.float64).reshape(-1, 4)
    return found[found[:, 2] - found[:, 0] <= _THICK * dpi / 72]


def _sides(item: Sequence[Any], *, filled: bool) -> Iterator[Corners]:
    """Yield what a step of a path may draw as an upright rule."""
    if item[0] == "l":
        yield (*item[1], *item[2])
    elif item[0] == "re":
        x0, y0, x1, y1 = item[1]
        if filled and abs(x1 - x0) <= _THICK:
            yield x0, y0, x1, y1
        else:
            yield x0, y0, x0, y1
            yield x1, y0, x1, y1


def _is_ruled(row: Row, place: int, rules: NDArray[np.float64]) -> bool:
    """Tell whether a rule runs between two characters, beside most of their height."""
    left, right = row.corners[place - 1], row.corners[place]
    off = _OFF * row.size
    x0, y0, x1, y1 = rules.T
    between = (x0 >= left[2] - off) & (x1 <= right[0] + off)
    beside = np.minimum(y1, row.box[3]) - np.maximum(y0, row.box[1])
    return bool((between & (beside >= _ALONG * row.size)).any())


def _are_boxed(parts: Sequence[Row]) -> bool:
    """Tell whether parts of a row are single signs in boxes, whatever Han stands beside them."""
    return all(len(part.text) == 1 for part in parts if not any(map(is_han, part.text)))


def _part(row: Row, start: int, end: int) -> Row:
    corners = row.corners[start:end]
    box = (corners[0][0], row.box[1], corners[-1][2], row.box[3])
    return replace(row, text=row.text[start:end], corners=corners, box=box)

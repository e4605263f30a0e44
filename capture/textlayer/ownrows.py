"""The rows of text that a PDF page brings along: those that are seen, each once.

A page may hold text that nobody sees: written invisibly, white on white, under a white patch or under the
picture of a scan. And letters are made bold by being written twice, a hair's breadth apart.
"""

# mypy: allow-untyped-calls
# PyMuPDF carries half of its types

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pymupdf
from numpy.typing import NDArray

from capture.characters.plainhan import plain_han
from capture.characters.symbols import plain_sign
from capture.engines.base import Image
from capture.formats.pdf import INVISIBLE
from capture.pages import STEEP
from capture.raster import draw_pdf_page
from capture.textlayer.pdfcovers import covers_of

_TEXT_FLAGS = pymupdf.TEXTFLAGS_RAWDICT & ~pymupdf.TEXT_PRESERVE_IMAGES & ~pymupdf.TEXT_PRESERVE_LIGATURES
_DIRECTIONS = {(1, 0): 0, (0, -1): 90, (-1, 0): 180, (0, 1): 270}
_PALE = 235
"""Letters whose every colour is lighter are hardly seen on white."""
_LOOK_DPI = 100
_LEAST_CONTRAST = 12
_AS_HIGH = 0.5
_LOOSEST = 8.5
"""How far below each other, in its width, two characters of a column begin at most."""
_ONE = 0.25
"""How far apart, in heights of a row, the same words are written to be bold."""

Corners = tuple[float, float, float, float]
_Steps = dict[tuple[str, float, float], list[int]]


@dataclass(frozen=True, slots=True)
class Row:
    """One line as the PDF has it: characters and their corners in pixels of the drawn page.

    ``direction`` are the clockwise quarter turns that make it run to the right, ``slope`` how far it falls
    from there on per pixel, ``font`` the name of that in which most of it is set, ``box`` its outer corners.
    The characters of a ``column`` stand upright below each other; of it the turns are those that make the
    characters upright.
    """

    text: str
    corners: tuple[Corners, ...]
    direction: int
    slope: float
    font: str
    box: Corners
    column: bool = False

    @property
    def is_slanted(self) -> bool:
        """Whether it runs across the page, as watermarks and letters of seals do."""
        return abs(self.slope) >= STEEP

    @property
    def size(self) -> float:
        """How high its letters are."""
        x0, y0, x1, y1 = self.box
        return max(1.0, min(x1 - x0, y1 - y0))


@dataclass(frozen=True, slots=True)
class OwnRows:
    """The rows that are seen, and which share of all characters is not: a reading laid over a scan."""

    rows: tuple[Row, ...]
    hidden: float


@dataclass(frozen=True, slots=True)
class _Written:
    """How a row is written: not at all visibly, in a colour hardly seen, or with something drawn over it."""

    hidden: bool
    pale: bool
    covered: bool


def turn_of(page: Any) -> pymupdf.Matrix:
    """Return the matrix from a page's points before its ``Rotate`` to those after it.

    PyMuPDF's own, ``rotation_matrix``, forgets ``UserUnit``.
    """
    width, height = page.rect.width, page.rect.height
    return {
        90: pymupdf.Matrix(0, 1, -1, 0, width, 0),
        180: pymupdf.Matrix(-1, 0, 0, -1, width, height),
        270: pymupdf.Matrix(0, -1, 1, 0, 0, height),
    }.get(page.rotation, pymupdf.Matrix(1, 0, 0, 1, 0, 0))


def own_rows(page: Any, dpi: int) -> OwnRows:
    """Return the rows of a page in pixels of the page drawn at ``dpi``.

    Raises:
        RuntimeError: It cannot be parsed, or another of `capture.formats.pdf.PDF_ERRORS`.
        UnreadableFile: It cannot be drawn.
    """
    trace = page.get_texttrace()
    covers = covers_of(page)
    unseen = {span["seqno"] for span in trace if span["type"] == INVISIBLE or span["opacity"] == 0}
    covered: set[int] = set()
    for span in trace if covers.steps.size else ():
        over = covers.over(span)
        if over.any():
            covered.add(span["seqno"])
        if (over & covers.scans).any():  # it lies under the picture of a scan
            unseen.add(span["seqno"])
    hidden = sum(len(span["chars"]) for span in trace if span["seqno"] in unseen)
    steps = _steps(trace) if unseen or covered else {}
    zoom = turn_of(page) * pymupdf.Matrix(dpi / 72, dpi / 72)
    found: list[tuple[Row, _Written]] = []
    for block in page.get_text("rawdict", flags=_TEXT_FLAGS)["blocks"]:
        for line in block.get("lines", ()):
            row = _row(line, tuple(zoom))
            if row is None:
                continue
            how = _written(line, steps, unseen, covered)
            if found and _goes_on(found[-1], (row, how)):
                found[-1] = _joined(found[-1][0], row), how
            else:
                found.append((row, how))
    count = sum(len(span["chars"]) for span in trace)
    return OwnRows(tuple(_seen(found, page, dpi)), hidden / max(1, count))


def _steps(trace: Sequence[dict[str, Any]]) -> _Steps:
    """Return for each character in its place as which steps of drawing the page it is written."""
    steps: _Steps = {}
    for span in trace:
        for char in span["chars"]:
            steps.setdefault(_key(chr(char[0]), char[2]), []).append(span["seqno"])
    return steps


def _next_step(steps: _Steps, char: dict[str, Any]) -> int | None:
    """Return as which step a character is written; what is written there again has the next one."""
    known = steps.get(_key(char["c"], char["origin"]))
    if not known:
        return None
    return known.pop(0) if len(known) > 1 else known[0]


def _key(char: str, origin: Sequence[float]) -> tuple[str, float, float]:
    return char, round(origin[0], 1), round(origin[1], 1)


def _written(line: dict[str, Any], steps: _Steps, unseen: set[int], covered: set[int]) -> _Written:
    own = [_next_step(steps, char) for char in _chars(line)] if steps else [None]
    return _Written(
        hidden=_mostly([step in unseen for step in own]),
        pale=_mostly([_is_pale(span["color"]) for span in line["spans"] for _ in span["chars"]]),
        covered=_mostly([step in covered for step in own]),
    )


def _chars(line: dict[str, Any]) -> list[dict[str, Any]]:
    return [char for span in line["spans"] for char in span["chars"]]


def _mostly(said: Sequence[bool]) -> bool:
    return sum(said) > 0.5 * len(said)


def _row(line: dict[str, Any], zoom: tuple[float, ...]) -> Row | None:
    chars = _chars(line)
    shown = plain_han(
        "".join(
            plain_sign(span["font"], char["c"][:1]) or " " for span in line["spans"] for char in span["chars"]
        )
    )
    if not shown.strip():
        return None
    a, b, c, d, _, _ = zoom
    x, y = line["dir"]
    direction, slope = _direction(a * x + c * y, b * x + d * y)
    column = line["wmode"] == 1
    direction = (direction + 90) % 360 if column else direction
    fonts = Counter({span["font"]: len(span["chars"]) for span in line["spans"]})
    corners = tuple(_moved(char["bbox"], zoom) for char in chars)
    x0, y0, x1, y1 = zip(*corners, strict=True)
    box = min(x0), min(y0), max(x1), max(y1)
    return Row(shown, corners, direction, slope, fonts.most_common(1)[0][0], box, column)


def _goes_on(above: tuple[Row, _Written], below: tuple[Row, _Written]) -> bool:
    """Tell whether a column goes on below, however loosely it is set; columns that are turned may not."""
    (one, how), (other, as_well) = above, below
    if not (one.column and other.column) or one.direction or other.direction or how != as_well:
        return False
    near = 0 < other.box[1] - one.corners[-1][1] <= _LOOSEST * one.size
    return near and abs(other.box[0] - one.box[0]) <= _ONE * one.size


def _joined(one: Row, other: Row) -> Row:
    x0, y0, x1, y1 = zip(one.box, other.box, strict=True)
    box = min(x0), min(y0), max(x1), max(y1)
    return replace(one, text=one.text + other.text, corners=(*one.corners, *other.corners), box=box)


def _moved(corners: Corners, zoom: tuple[float, ...]) -> Corners:
    """Return upright corners moved by a matrix of quarter turns and scale."""
    a, b, c, d, e, f = zoom
    x0, y0, x1, y1 = corners
    across = (a * x0 + c * y0 + e, a * x1 + c * y1 + e)
    down = (b * x0 + d * y0 + f, b * x1 + d * y1 + f)
    return min(across), min(down), max(across), max(down)


def _direction(x: float, y: float) -> tuple[int, float]:
    """Return the clockwise quarter turns that make text along (x, y) run to the right, and how it falls."""
    along, across = (x, y) if abs(x) >= abs(y) else (y, -x)
    turn = _DIRECTIONS[(1 if x >= 0 else -1, 0) if abs(x) >= abs(y) else (0, 1 if y > 0 else -1)]
    return turn, across / along if along else 0.0


def _is_pale(colour: int) -> bool:
    return min(colour >> 16 & 255, colour >> 8 & 255, colour & 255) >= _PALE


def _seen(found: Sequence[tuple[Row, _Written]], page: Any, dpi: int) -> list[Row]:
    """Return the rows that are seen; the page is drawn only where one of them may not be."""
    doubtful = any(how.pale or how.covered for _, how in found if not how.hidden)
    look = draw_pdf_page(page, _LOOK_DPI) if doubtful else np.zeros((0, 0, 3), np.uint8)
    over = [row for row, how in found if not how.hidden and not how.covered and not row.is_slanted]
    boxes = np.array([row.box for row in over], np.float64).reshape(-1, 4)
    kept: list[Row] = []
    written: dict[tuple[str, int, int], list[Row]] = {}
    for row, how in found:
        if how.hidden or _is_written(row, written):
            continue
        if (how.pale or how.covered) and not _stands_out(row, look, _LOOK_DPI / dpi):
            continue
        if how.covered and _is_written_over(row, boxes):
            continue
        kept.append(row)
        written.setdefault((row.text, *_field(row)), []).append(row)
    return kept


def _stands_out(row: Row, look: Image, scale: float) -> bool:
    """Tell whether there is anything where a row should be; what stands close beside it does not count."""
    x0, y0, x1, y1 = row.box
    inset = 0.15 * row.size
    left, top, right, foot = (
        max(0, round(side * scale)) for side in (x0 + inset, y0 + inset, x1 - inset, y1 - inset)
    )
    part = look[top : max(top + 1, foot), left : max(left + 1, right)].reshape(-1, 3)
    return bool(part.size) and int(np.ptp(part, axis=0).max()) >= _LEAST_CONTRAST


def _field(row: Row) -> tuple[int, int]:
    """Return the field of a grid, as wide as letters are high, in which a row begins."""
    return int(row.box[0] // row.size), int(row.box[1] // row.size)


def _is_written(row: Row, written: Mapping[tuple[str, int, int], Sequence[Row]]) -> bool:
    """Tell whether the same words stand in the same place already."""
    x, y = _field(row)
    near = (written.get((row.text, x + dx, y + dy), ()) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
    return any(
        math.dist(row.box[:2], other.box[:2]) <= _ONE * row.size for others in near for other in others
    )


def _is_written_over(row: Row, boxes: NDArray[np.float64]) -> bool:
    """Tell whether a row that was painted over has another in its place, about as high, uncovered."""
    x0, y0, x1, y1 = row.box
    left, top, right, foot = boxes.T
    alike = np.abs((foot - top) - (y1 - y0)) <= _AS_HIGH * (y1 - y0)
    level = np.abs((top + foot) - (y0 + y1)) <= y1 - y0
    shared = np.minimum(right, x1) - np.maximum(left, x0)
    return bool((alike & level & (shared >= 0.5 * (x1 - x0))).any())

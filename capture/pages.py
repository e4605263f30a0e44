"""What was read: values that travel from capture to classify, storage and the screens.

Coordinates: pixels of the page image turned upright by ``Page.rotation`` (never deskewed),
origin top left, x to the right, y down. Pages count from 1. Confidence is 0…1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from capture.picture.bend import Bend


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for people: an English template (the gettext id) and its values.

    A value may be a sentence itself; it is translated with the one around it.
    """

    template: str
    params: Mapping[str, str | int | float | Message] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.params)


class Reader(StrEnum):
    """Who read a line."""

    RAPIDOCR = "rapidocr"
    TESSERACT = "tesseract"
    TEXT_LAYER = "text_layer"
    QR = "qr"


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in page pixels, ``x0 <= x1`` and ``y0 <= y1``."""

    x0: int
    y0: int
    x1: int
    y1: int

    def __post_init__(self) -> None:
        if self.x0 > self.x1 or self.y0 > self.y1:
            raise ValueError(f"box is inside out: {self}")

    @property
    def width(self) -> int:
        """How wide it is."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """How high it is."""
        return self.y1 - self.y0

    def as_list(self) -> list[int]:
        """Return ``[x0, y0, x1, y1]``, the form of contracts and rows."""
        return [self.x0, self.y0, self.x1, self.y1]

    def overlaps(self, other: Box) -> bool:
        """Return whether both have pixels in common."""
        return self.shared(other) > 0

    def shared(self, other: Box) -> int:
        """Return how many pixels both have in common."""
        across = min(self.x1, other.x1) - max(self.x0, other.x0)
        down = min(self.y1, other.y1) - max(self.y0, other.y0)
        return max(0, across) * max(0, down)

    def union(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        return Box(
            min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1)
        )


STEEP = 0.21
"""Lines that fall by more, some 12 degrees, are not the page's: watermarks and stamps."""
_TALL = 1.5
"""A column of characters is higher than wide by this; a short line of few characters never is."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text.

    ``edges`` are the x coordinates that bound the characters, ``len(text) + 1`` of them,
    or empty when the reader does not know them. ``sure`` is how sure the reader is of each character, 0…1,
    or empty, too. ``slope`` is how far the line falls per pixel
    to the right. ``seal`` marks what a seal says: it is found like any text, but decides nothing.
    """

    text: str
    box: Box | None
    confidence: float
    reader: Reader
    edges: tuple[int, ...] = ()
    slope: float = 0.0
    seal: bool = False
    sure: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.edges and len(self.edges) != len(self.text) + 1:
            raise ValueError("a line needs one edge more than characters")
        if self.sure and len(self.sure) != len(self.text):
            raise ValueError("a line is as sure of as many characters as it has")

    @property
    def is_column(self) -> bool:
        """Whether the text runs from top to bottom: too tall for a line, and no character has its place."""
        box = self.box
        tall = box is not None and box.height > _TALL * box.width
        return tall and len(self.text) > 1 and not self.edges and not self.seal

    @property
    def is_slanted(self) -> bool:
        """Whether it runs across the page, as watermarks, stamps and letters of seals do."""
        return abs(self.slope) >= STEEP

    def span_box(self, start: int, end: int) -> Box | None:
        """Return the box of ``text[start:end]``; interpolated when edges are unknown."""
        if self.box is None or not self.text:
            return self.box
        if self.is_column:
            step = self.box.height / len(self.text)
            y0, y1 = self.box.y0 + round(step * start), self.box.y0 + round(step * end)
            return Box(self.box.x0, y0, self.box.x1, y1)
        if self.edges:
            x0, x1 = self.edges[start], self.edges[end]
        else:
            step = self.box.width / len(self.text)
            x0, x1 = self.box.x0 + round(step * start), self.box.x0 + round(step * end)
        return Box(min(x0, x1), self.box.y0, max(x0, x1), self.box.y1)

    def part(self, start: int, end: int) -> Line:
        """Return a line of ``text[start:end]`` alone, where that stands."""
        return replace(
            self,
            text=self.text[start:end],
            box=self.span_box(start, end),
            edges=self.edges[start : end + 1],
            sure=self.sure[start:end],
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; ``box`` is null where the table has no rules around it."""

    text: str
    box: Box | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table, rows top to bottom, cells left to right; ``ruled`` by drawn lines or by place only."""

    box: Box | None
    rows: tuple[tuple[Cell, ...], ...]
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal or stamp found on the page; ``text`` is what could be read of it, else empty.

    The name along the arc comes first, then what stands level, then the number, one per row. ``kind`` is
    one of `capture.seals.sealkinds.SEAL_KINDS`, or empty where neither text nor shape tells.
    """

    box: Box
    text: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code or barcode and what it says; ``kind`` as zxing names it (``QRCode``, ``Code128`` …)."""

    kind: str
    text: str
    box: Box | None = None


class MarkKind(StrEnum):
    """What a hand left, or was meant to leave, on a page."""

    WRITING = "writing"  # pen strokes that no print explains: signatures, notes, figures filled in
    DOUBTFUL = "doubtful"  # a name where people sign, printed or written: nothing tells
    FILLED_IN = (
        "filled_in"  # words or figures that were read, drawn as a hand draws them: less sure than print
    )
    TICKED = "ticked"  # a box with something in it
    UNTICKED = "unticked"  # an empty box before the words of a choice


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark and where it stands; ``text`` is what was filled in, or the words of a choice."""

    kind: MarkKind
    box: Box
    text: str = ""


@dataclass(frozen=True, slots=True)
class PageWarning:
    """Something a person should know about a page; never stops it."""

    code: str
    message: Message


@dataclass(frozen=True, slots=True)
class Flat:
    """The sheet of a photo as seen straight on: its size in pixels and the way there.

    ``matrix`` is the homography, row by row, from pixels of the page image to those of the straight sheet;
    ``bend`` leads on from there where rows bow or fan out even so.
    """

    matrix: tuple[float, float, float, float, float, float, float, float, float]
    width: int
    height: int
    bend: Bend | None = None

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page image lies on the straight sheet."""
        a, b, c, d, e, f, g, h, i = self.matrix
        depth = g * x + h * y + i
        x, y = (a * x + b * y + c) / depth, (d * x + e * y + f) / depth
        return self.bend.at(x, y) if self.bend else (x, y)


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read. ``width`` x ``height`` is the upright image's size in pixels.

    ``flat`` is there where the page is a photo in which the sheet was found: rows of text are level on it.
    """

    number: int
    width: int
    height: int
    rotation: int
    lines: tuple[Line, ...]
    dpi: int | None = None
    blank: bool = False
    tables: tuple[Table, ...] = ()
    seals: tuple[Seal, ...] = ()
    codes: tuple[Code, ...] = ()
    marks: tuple[Mark, ...] = ()
    warnings: tuple[PageWarning, ...] = ()
    flat: Flat | None = None

    def __post_init__(self) -> None:
        if self.rotation not in (0, 90, 180, 270):
            raise ValueError(f"a page turns by quarters, not by {self.rotation}")
        if self.number < 1:
            raise ValueError("pages count from 1")

    @property
    def ruled_tables(self) -> tuple[Table, ...]:
        """The tables with lines drawn around their cells."""
        return tuple(table for table in self.tables if table.ruled)

    @property
    def text(self) -> str:
        """The lines in reading order, one per row, without spaces between Han characters."""
        return "\n".join(line.text for line in self.lines)

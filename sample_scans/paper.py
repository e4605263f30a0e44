"""A sheet of paper as a display list in millimetres, with the ground truth of every line.

Layouts put text, rules and pictures on it; ``render.py`` turns it into pixels or a born-digital PDF page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image

from sample_scans.fonts import printable, text_width, typeface

Color = tuple[int, int, int]
BLACK: Color = (20, 20, 22)
GREY: Color = (110, 110, 110)
RED: Color = (205, 35, 40)
BLUE_INK: Color = (35, 50, 140)
WHITE: Color = (255, 255, 255)

_PT = 25.4 / 72
_NO_LINE_START = "，。；：、）！？》」』％%,.;:)”’"


@dataclass(frozen=True, slots=True)
class Text:
    """One run of text; ``x``/``y`` is the top left of its em box, ``size`` its em, all in mm."""

    x: float
    y: float
    text: str
    font: str
    size: float
    color: Color
    spacing: float = 0.0
    bold: bool = False
    shake: float = 0.0

    @property
    def width(self) -> float:
        """Advance width in mm."""
        return text_width(self.font, self.text) * self.size + self.spacing * max(len(self.text) - 1, 0)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A pen line through points, in mm."""

    points: tuple[tuple[float, float], ...]
    width: float
    color: Color
    dash: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle in mm."""

    x0: float
    y0: float
    x1: float
    y1: float
    color: Color


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with transparency laid over the sheet the way ink is: it darkens, never covers."""

    x: float
    y: float
    width: float
    height: float
    image: Image.Image


Mark = Text | Stroke | Fill | Picture


@dataclass(frozen=True, slots=True)
class TrueLine:
    """A line of text that stands on the paper, with its box in mm."""

    text: str
    box: tuple[float, float, float, float]


@dataclass(slots=True)
class Paper:
    """One side of a sheet, ``width`` x ``height`` mm."""

    width: float = 210.0
    height: float = 297.0
    ground: Color = WHITE
    marks: list[Mark] = field(default_factory=list)
    lines: list[TrueLine] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        font: str = "song",
        size: float = 10.5,
        color: Color = BLACK,
        spacing: float = 0.0,
        align: str = "l",
        bold: bool = False,
        shake: float = 0.0,
        record: bool = True,
    ) -> float:
        """Write one line; ``size`` in points. Returns the x where it ends."""
        font, text = typeface(font), printable(font, text)
        em = size * _PT
        run = Text(x, y, text, font, em, color, spacing, bold, shake)
        start = {"l": x, "m": x - run.width / 2, "r": x - run.width}[align]
        run = Text(start, y, text, font, em, color, spacing, bold, shake)
        if text.strip():
            self.marks.append(run)
            if record:
                self.lines.append(TrueLine(text.strip(), (start, y, start + run.width, y + em * 1.08)))
        return start + run.width

    def filled(
        self,
        x: float,
        y: float,
        label: str,
        value: str,
        *,
        until: float = 0.0,
        dotted: bool = False,
        line: bool = True,
        font: str = "song",
        value_font: str = "",
        size: float = 10.5,
        value_color: Color = BLACK,
        color: Color = BLACK,
        bold: bool = False,
        shake: float = 0.0,
        gap: float = 1.0,
    ) -> float:
        """Write a label and the value filled in after it, over an underline up to ``until``."""
        x0 = self.text(x, y, label, font=font, size=size, color=color, bold=bold)
        end = self.text(
            x0 + gap, y, value, font=value_font or font, size=size, color=value_color, shake=shake
        )
        end = max(end + gap, until)
        if line:
            base = y + size * _PT * 1.14
            self.rule(
                x0 + 0.3, base, end, base, dash=(0.35, 0.55) if dotted else None, width=0.15, color=color
            )
        return end

    def paragraph(
        self,
        x: float,
        y: float,
        width: float,
        text: str,
        *,
        font: str = "song",
        size: float = 10.5,
        leading: float = 1.6,
        indent: int = 0,
        color: Color = BLACK,
        bold: bool = False,
    ) -> float:
        """Write running text broken at ``width`` mm. Returns the y below it."""
        text = printable(font, text)
        em = size * _PT
        for number, line in enumerate(break_lines(text, font, width / em, indent)):
            shift = indent * em if number == 0 else 0.0
            self.text(x + shift, y, line, font=font, size=size, color=color, bold=bold)
            y += em * leading
        return y

    def rule(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        *,
        width: float = 0.25,
        color: Color = BLACK,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """Draw a straight rule."""
        self.marks.append(Stroke(((x0, y0), (x1, y1)), width, color, dash))

    def frame(
        self, x0: float, y0: float, x1: float, y1: float, *, width: float = 0.25, color: Color = BLACK
    ) -> None:
        """Draw an empty rectangle."""
        points = ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))
        self.marks.append(Stroke(points, width, color))

    def fill(self, x0: float, y0: float, x1: float, y1: float, color: Color) -> None:
        """Fill a rectangle."""
        self.marks.append(Fill(x0, y0, x1, y1, color))

    def stamp(self, image: Image.Image, x: float, y: float, width: float, *, height: float = 0.0) -> None:
        """Lay a picture with its centre at ``x``, ``y``."""
        height = height or width * image.height / image.width
        self.marks.append(Picture(x - width / 2, y - height / 2, width, height, image))

    def table(
        self,
        x: float,
        y: float,
        widths: Sequence[float],
        rows: Sequence[Sequence[str]],
        *,
        row_height: float = 7.0,
        font: str = "song",
        size: float = 9.5,
        align: str = "",
        color: Color = BLACK,
        rule_color: Color | None = None,
        head_font: str = "",
        value_color: Color | None = None,
        shake: float = 0.0,
        rule_width: float = 0.25,
        vertical: bool = True,
    ) -> float:
        """Draw a ruled table; ``align`` has one of l, m, r per column. Returns the y below it."""
        lined = rule_color or color
        edges = [x]
        for width in widths:
            edges.append(edges[-1] + width)
        bottom = y + row_height * len(rows)
        for number in range(len(rows) + 1):
            level = y + number * row_height
            self.rule(edges[0], level, edges[-1], level, width=rule_width, color=lined)
        for edge in edges if vertical else (edges[0], edges[-1]):
            self.rule(edge, y, edge, bottom, width=rule_width, color=lined)
        for number, row in enumerate(rows):
            head = number == 0 and bool(head_font)
            for column, cell in enumerate(row):
                how = "m" if head or not align else align[column]
                self.cell(
                    edges[column], y + number * row_height, widths[column], row_height, cell, align=how,
                    font=head_font if head else font, size=size,
                    color=color if head or value_color is None else value_color,
                    shake=0.0 if head else shake,
                )  # fmt: skip
        return bottom

    def cell(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        text: str,
        *,
        align: str = "m",
        font: str = "song",
        size: float = 9.5,
        color: Color = BLACK,
        shake: float = 0.0,
        bold: bool = False,
    ) -> None:
        """Write text into a cell: smaller, then broken into lines, when it is too long."""
        if not text:
            return
        text = printable(font, text)
        room = width - 1.6
        while size > 6.5 and text_width(font, text) * size * _PT > room and len(text) < 9:
            size -= 0.5
        em = size * _PT
        lines = break_lines(text, font, room / em)
        while len(lines) * em * 1.15 > height and size > 5.5:
            size -= 0.5
            em = size * _PT
            lines = break_lines(text, font, room / em)
        top = y + (height - len(lines) * em * 1.15) / 2 + em * 0.05
        place = {"l": x + 0.8, "m": x + width / 2, "r": x + width - 0.8}[align]
        for number, line in enumerate(lines):
            self.text(
                place, top + number * em * 1.15, line,
                font=font, size=size, align=align, color=color, shake=shake, bold=bold,
            )  # fmt: skip


def break_lines(text: str, font: str, em_width: float, indent: int = 0) -> list[str]:
    """Break Chinese running text: anywhere but before closing punctuation and inside Latin words."""
    lines: list[str] = []
    for part in text.split("\n"):
        line, room = "", em_width - indent
        for token in _tokens(part):
            length = text_width(font, token)
            if line and length > room + 1e-6 and token not in _NO_LINE_START:
                lines.append(line)
                line, room = "", em_width
            line += token
            room -= length
        lines.append(line)
    return lines


def _tokens(text: str) -> list[str]:
    """Cut text into Han characters, signs and whole Latin words or numbers."""
    tokens: list[str] = []
    for char in text:
        glued = char.isascii() and (char.isalnum() or char in "-./*")
        if (
            glued
            and tokens
            and tokens[-1][-1].isascii()
            and tokens[-1][-1] not in " ;,:)"
            and len(tokens[-1]) < 18
        ):
            tokens[-1] += char
        else:
            tokens.append(char)
    return tokens


def spread(text: str, width: float, font: str, size: float) -> float:
    """Return the letter spacing that makes ``text`` fill ``width`` mm (justified labels)."""
    em = size * _PT
    if len(text) < 2:
        return 0.0
    return max((width - text_width(font, text) * em) / (len(text) - 1), 0.0)

"""Text objects: every character stands where the file says, in the file's own font or one built in."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from capture.errors import CaptureError, TooManyParts
from capture.formats.parts import Package
from capture.ofd.canvas import Canvas, Typeface
from capture.ofd.document import Shared
from capture.ofd.notation import number
from capture.ofd.placing import Placed, is_spread, is_upright, placed_runs
from capture.ofd.style import BLACK, Style, written
from capture.ofd.typefaces import typeface_like

_BOLD = 600
_LEAST_SQUEEZE = 0.3
_MOST_GLYPHS = 100_000
_GAP = 0.3
"""Of the size of characters: a smaller gap is none."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How the characters of a text object stand: squeezed by a factor, turned by an angle, leaning."""

    size: float
    scale: float
    turn: float
    slant: float

    def matrix(self, x: float, y: float, scale: float) -> str:
        """Return the matrix of a character at a place, as a PDF writes it."""
        cosine, sine = math.cos(self.turn), math.sin(self.turn)
        across = (scale * cosine, scale * sine)
        along = (sine + self.slant * cosine, self.slant * sine - cosine)
        return " ".join(f"{value:.5f}" for value in (*across, *along, x, y)) + " Tm"


@dataclass(slots=True)
class TextWriter:
    """Writes the text objects of a page."""

    canvas: Canvas
    package: Package
    shared: Shared
    budget: int = _MOST_GLYPHS

    def write(self, thing: Element, style: Style) -> None:
        """Write a text object; the place of its box is where the steps go already.

        Raises:
            TooManyParts: The page has more characters than any paper.
        """
        size = number(thing.get("Size") or thing.get("size"))  # a common writer spells it so
        if size <= 0:
            return
        faces = self._faces(thing.get("Font", ""))
        self.canvas.add("BT", *_ink(style, thing, size))
        turn = math.radians(number(thing.get("CharDirection")))
        slant = 0.2 if thing.get("Italic") == "true" else 0.0
        manner = Manner(size, number(thing.get("HScale"), 1.0) or 1.0, turn, slant)
        tool = ""
        for run in placed_runs(thing, size, faces[-1]):
            self.budget -= len(run)
            if self.budget < 0:
                raise TooManyParts(allowed=_MOST_GLYPHS)
            tool = self._write_run(run, faces, manner, tool)
        self.canvas.add("ET")

    def _write_run(self, run: Sequence[Placed], faces: list[Typeface], manner: Manner, tool: str) -> str:
        upright = not manner.turn and is_upright(run, manner.size)
        spread = not manner.turn and not upright and is_spread(run, manner.size)
        before: tuple[Placed, float] | None = None
        for placed in run:
            if placed.glyph is None and not placed.char.strip():
                continue
            face, glyph = _choose(placed, faces)
            scale = manner.scale
            if not face.own and placed.step and placed.step > 0:
                wide = face.advance(placed.char) * manner.size * scale
                scale *= max(_LEAST_SQUEEZE, min(1.0, placed.step / wide))
            wide = face.advance(placed.char) * manner.size * scale
            if spread and before is not None:
                tool = self._fill(before, placed, manner, tool)
            before = (placed, wide)
            face = self.canvas.saying(face, glyph, placed.char, upright=upright)
            tool = self._take(face, manner.size, tool)
            code = face.code(glyph)
            self.canvas.add(f"{manner.matrix(placed.x, placed.y, scale)} <{code:04x}> Tj")
        return tool

    def _fill(self, before: tuple[Placed, float], placed: Placed, manner: Manner, tool: str) -> str:
        """Fill the gap between two characters that belong together with one space, as wide as it is."""
        face = self.canvas.face("cjk", None)
        begin = before[0].x + before[1]
        gap = placed.x - begin
        if face is None or gap <= _GAP * manner.size:
            return tool
        glyph = face.glyph(" ")
        face = self.canvas.saying(face, glyph, " ")
        scale = gap / (face.advance(" ") * manner.size)
        tool = self._take(face, manner.size, tool)
        self.canvas.add(f"{manner.matrix(begin, placed.y, scale)} <{glyph:04x}> Tj")
        return tool

    def _take(self, face: Typeface, size: float, tool: str) -> str:
        wanted = f"/{face.name} {size:.4f} Tf"
        if wanted != tool:
            self.canvas.add(wanted)
        return wanted

    def _faces(self, name: str) -> list[Typeface]:
        """Return the fonts to look for a character in: the file's own, one alike, the one that has most."""
        faces: list[Typeface | None] = []
        font = self.shared.fonts.get(name)
        if font is not None and font.part is not None:
            faces.append(self.canvas.face(font.part, self._font_data(font.part)))
        alike = typeface_like(font.name) if font is not None else None
        if alike is not None:
            faces.append(self.canvas.face(alike, None, alike))
        faces.append(self.canvas.face("cjk", None))
        return [face for face in faces if face is not None]

    def _font_data(self, part: str) -> bytes:
        try:
            return self.package.part(part)
        except CaptureError:
            return b""


def _choose(placed: Placed, faces: list[Typeface]) -> tuple[Typeface, int]:
    if placed.glyph is not None and faces[0].own:
        return faces[0], placed.glyph
    for face in faces:
        glyph = face.glyph(placed.char)
        if glyph:
            return face, glyph
    return faces[-1], 0


def _ink(style: Style, thing: Element, size: float) -> Iterator[str]:
    """Return filled, outlined or both; heavy text of a font that has no heavy form is outlined a little."""
    fill, stroke = style.flag("Fill", True), style.flag("Stroke", False)
    ink = style.colour("FillColor") or BLACK
    yield written(ink, "rg")
    if stroke:
        yield written(style.colour("StrokeColor") or ink, "RG")
        yield style.pen()
    elif fill and number(thing.get("Weight"), 400) >= _BOLD:
        yield written(ink, "RG")
        yield f"{size * 0.03:.4f} w"
        stroke = True
    yield f"{ {(True, False): 0, (False, True): 1, (True, True): 2, (False, False): 3}[fill, stroke] } Tr"

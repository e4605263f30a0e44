"""Text objects: every character stands where the file says, in the file's own font or one built in."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from capture.errors import CaptureError
from capture.ofd.canvas import Canvas, Typeface
from capture.ofd.document import Shared
from capture.ofd.notation import distances, number, numbers
from capture.ofd.style import BLACK, Style, written
from capture.ofd.typefaces import typeface_like
from capture.parts import Package

_BOLD = 600
_LEAST_SQUEEZE = 0.3
_MOST_GLYPHS = 100_000


@dataclass(frozen=True, slots=True)
class Placed:
    """A character, the glyph the file names for it, where it stands and how far the next one is."""

    char: str
    x: float
    y: float
    step: float | None
    glyph: int | None = None


@dataclass(slots=True)
class TextWriter:
    """Writes the text objects of a page."""

    canvas: Canvas
    package: Package
    shared: Shared
    budget: int = _MOST_GLYPHS

    def write(self, thing: Element, style: Style) -> None:
        """Write a text object; the place of its box is where the steps go already."""
        size = number(thing.get("Size") or thing.get("size"))  # a common writer spells it so
        if size <= 0 or thing.get("Visible") == "false":
            return
        faces = self._faces(thing.get("Font", ""))
        self.canvas.add("BT", *_manner(style, thing, size))
        scale = number(thing.get("HScale"), 1.0) or 1.0
        turn = math.radians(number(thing.get("CharDirection")))
        slant = 0.2 if thing.get("Italic") == "true" else 0.0
        last = ""
        for placed in placed_characters(thing, size, faces[-1]):
            self.budget -= 1
            if self.budget < 0:
                break
            last = self._write_one(placed, faces, size, (scale, turn, slant), last)
        self.canvas.add("ET")

    def _write_one(
        self,
        placed: Placed,
        faces: list[Typeface],
        size: float,
        form: tuple[float, float, float],
        last: str,
    ) -> str:
        if not placed.char.strip() and placed.glyph is None:
            return last
        face, glyph = _choose(placed, faces)
        face.used.setdefault(glyph, placed.char)
        scale, turn, slant = form
        if not face.own and placed.step and placed.step > 0:
            wide = face.advance(placed.char) * size * scale
            scale *= max(_LEAST_SQUEEZE, min(1.0, placed.step / wide))
        cosine, sine = math.cos(turn), math.sin(turn)
        across = (scale * cosine, scale * sine)
        along = (sine + slant * cosine, slant * sine - cosine)
        tool = f"/{face.name} {size:.4f} Tf"
        if tool != last:
            self.canvas.add(tool)
        matrix = " ".join(f"{value:.5f}" for value in (*across, *along, placed.x, placed.y))
        self.canvas.add(f"{matrix} Tm <{glyph:04x}> Tj")
        return tool

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


def _manner(style: Style, thing: Element, size: float) -> Iterator[str]:
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


def placed_characters(thing: Element, size: float, face: Typeface) -> Iterator[Placed]:
    """Return the characters of a text object and where they stand."""
    glyphs = _named_glyphs(thing)
    place = 0
    x = y = 0.0
    for code in thing.findall("TextCode"):
        text = (code.text or "").strip("\r\n\t")
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        across, down = distances(code.get("DeltaX"), len(text)), distances(code.get("DeltaY"), len(text))
        for index, char in enumerate(text):
            step = across[index] if across is not None else None
            shown = "\ufffd" if 0xD800 <= ord(char) <= 0xDFFF else char
            free = (index == len(text) - 1 and not char.isascii()) or (down is not None and down[index] != 0)
            yield Placed(shown, x, y, None if free else step, glyphs.get(place))
            place += 1
            if step is not None:
                x += step
            elif down is None:
                x += face.advance(char) * size
            y += down[index] if down is not None else 0.0


def _named_glyphs(thing: Element) -> dict[int, int]:
    """Return the glyphs that the file names, by the place of their character."""
    glyphs: dict[int, int] = {}
    for entry in thing.findall("CGTransform"):
        first = int(number(entry.get("CodePosition")))
        count = int(number(entry.get("CodeCount"), 1))
        named = numbers(entry.findtext("Glyphs"))
        for offset, glyph in enumerate(named[: max(0, count)]):
            if 0 <= glyph <= 0xFFFF:
                glyphs[first + offset] = int(glyph)
    return glyphs

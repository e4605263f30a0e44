"""One PDF page that is written step by step: its fonts, pictures and what is drawn with them."""

# mypy: allow-untyped-calls
# PyMuPDF carries half of its types

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pymupdf

from capture.errors import TooLarge
from capture.ofd.glyphcodes import glyph_codes
from capture.ofd.notation import Area, Matrix

MILLIMETRE = 72 / 25.4
_BLENDS = frozenset({"Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorBurn", "HardLight"})
_MOST_TWINS = 256
_UNKNOWN = "\ufffd"
_OWN, _BUILT_IN = "OF", "OB"
"""How the names of fonts begin that a file brings along, and of ours."""
_BROKEN = (RuntimeError, ValueError, TypeError, pymupdf.mupdf.FzErrorBase)


@dataclass(slots=True)
class Typeface:
    """A font on the page, and which characters its glyphs were used for.

    ``codes`` are those a PDF asks for glyphs by, where it is not by their numbers; in an ``upright`` one
    characters stand below each other.
    """

    name: str
    font: Any
    xref: int
    own: bool
    codes: Mapping[int, int] = field(default_factory=dict)
    upright: bool = False
    used: dict[int, str] = field(default_factory=dict)

    def glyph(self, char: str) -> int:
        """Return the glyph of a character, or 0."""
        return int(self.font.has_glyph(ord(char[0])))

    def advance(self, char: str) -> float:
        """Return how far a character runs at size 1."""
        width = float(self.font.glyph_advance(ord(char[0])))
        return width if math.isfinite(width) and width > 0 else 1.0

    def code(self, glyph: int) -> int:
        """Return what a PDF asks for a glyph by."""
        return self.codes.get(glyph, glyph)


class Canvas:
    """A page of a size in millimetres; drawing goes on in millimetres from its upper left corner."""

    def __init__(self, box: Area, max_pixels: int) -> None:
        """Begin an empty page."""
        self.document = pymupdf.open()
        self._page = self.document.new_page(width=box.width * MILLIMETRE, height=box.height * MILLIMETRE)
        self._max_pixels = max_pixels
        self._steps: list[str] = [
            f"{MILLIMETRE:.8f} 0 0 {-MILLIMETRE:.8f} {-box.x * MILLIMETRE:.4f} "
            f"{(box.y + box.height) * MILLIMETRE:.4f} cm"
        ]
        self._faces: dict[object, Typeface | None] = {}
        self._by_xref: dict[int, Typeface] = {}
        self._twins: dict[tuple[str, bool], list[Typeface]] = {}
        self._pictures: dict[object, str | None] = {}
        self._states: dict[str, str] = {}

    def add(self, *steps: str) -> None:
        """Write steps of a PDF page description."""
        self._steps.extend(steps)

    def transform(self, by: Matrix) -> None:
        """Change where the following steps go."""
        self.add(" ".join(f"{value:.6f}" for value in by) + " cm")

    def clip(self, box: Area) -> None:
        """Let the following steps show within a box only."""
        self.add(f"{box.x:.4f} {box.y:.4f} {box.width:.4f} {box.height:.4f} re W n")

    def shade(self, alpha: float, blend: str = "") -> None:
        """Let the following steps shine through, or mix with what is there."""
        mode = f"/BM /{blend} " if blend in _BLENDS else ""
        if alpha >= 1 and not mode:
            return
        state = f"<< /Type /ExtGState /ca {alpha:.3f} /CA {alpha:.3f} {mode}>>"
        name = self._states.setdefault(state, f"GS{len(self._states)}")
        self.add(f"/{name} gs")

    def face(self, key: object, data: bytes | None, builtin: str = "cjk") -> Typeface | None:
        """Return a font that the file brings along, or one built in or of a file; nothing when damaged."""
        if key not in self._faces:
            self._faces[key] = self._load_face(data, builtin)
        return self._faces[key]

    def _load_face(self, data: bytes | None, builtin: str) -> Typeface | None:
        name = f"{_BUILT_IN if data is None else _OWN}{len(self._faces)}"
        try:
            font = _builtin_font(builtin) if data is None else pymupdf.Font(fontbuffer=data)
            xref = self._page.insert_font(fontname=name, fontbuffer=font.buffer if data is None else data)
        except _BROKEN:
            return None
        face = Typeface(name, font, xref, data is not None, glyph_codes(data) if data is not None else {})
        return self._by_xref.setdefault(xref, face)  # what was brought in twice is there once

    def saying(self, face: Typeface, glyph: int, text: str, *, upright: bool = False) -> Typeface:
        """Return a font, or a twin of it, in which a glyph stands for a text and for no other one.

        Signs that look alike share a glyph, and all those that a font lacks do; each must say its own.
        """
        key = (face.name, upright)
        if key not in self._twins:
            self._twins[key] = [self._twin(face, upright=True) if upright else face]
        twins = self._twins[key]
        for twin in twins:
            if twin.used.setdefault(glyph, text) == text:
                return twin
        if len(twins) >= _MOST_TWINS and text != _UNKNOWN:
            return self.saying(face, glyph, _UNKNOWN, upright=upright)
        twins.append(self._twin(face, upright=upright))
        twins[-1].used[glyph] = text
        return twins[-1]

    def _twin(self, face: Typeface, *, upright: bool) -> Typeface:
        """Return the same font with a character map of its own; the file that holds its glyphs is shared."""
        document = self.document
        xref = document.get_new_xref()
        document.update_object(xref, document.xref_object(face.xref))
        document.xref_set_key(xref, "ToUnicode", "null")
        if upright:
            _set_upright(document, xref)
        name = f"{face.name}T{xref}"
        twin = Typeface(name, face.font, xref, face.own, face.codes, upright)
        self._by_xref[xref] = twin
        return twin

    def picture(self, key: object, data: bytes) -> str | None:
        """Bring a picture onto the page and return its name; nothing when it is damaged.

        Raises:
            TooLarge: It has more pixels than allowed.
        """
        if key not in self._pictures:
            self._pictures[key] = self._load_picture(data)
        return self._pictures[key]

    def _load_picture(self, data: bytes) -> str | None:
        try:
            header = pymupdf.mupdf.fz_new_image_from_buffer(
                pymupdf.mupdf.fz_new_buffer_from_copied_data(data)
            )
            pixels = header.w() * header.h()
            if pixels > self._max_pixels:
                raise TooLarge(pixels=pixels, allowed=self._max_pixels)
            xref = self._page.insert_image(self._page.rect, stream=data)
            names = {entry[0]: entry[7] for entry in self._page.get_images(full=True)}
        except _BROKEN:
            return None
        return names.get(xref)

    def finish(self) -> Any:
        """Write everything down and return the document of this one page."""
        document, page = self.document, self._page
        kind, place = document.xref_get_key(page.xref, "Resources")
        holder, key = (int(place.split()[0]), "") if kind == "xref" else (page.xref, "Resources/")
        if self._states:
            states = " ".join(f"/{name} {state}" for state, name in self._states.items())
            document.xref_set_key(holder, f"{key}ExtGState", f"<< {states} >>")
        for face in self._by_xref.values():
            place = f"{face.xref} 0 R" if face.used else "null"  # a whole font of which nothing is shown
            document.xref_set_key(holder, f"{key}Font/{face.name}", place)
            _name_characters(document, face)
        contents = document.get_new_xref()
        document.update_object(contents, "<<>>")
        document.update_stream(contents, "\n".join(self._steps).encode("ascii"))
        page.set_contents(contents)
        return document


def has_own_fonts(page: Any) -> bool:
    """Tell whether a finished page draws in a font that its file brings along; fonts of ours tell no lies."""
    return any(font[4].startswith(_OWN) for font in page.get_fonts())


@lru_cache(maxsize=8)
def _builtin_font(name: str) -> Any:
    return pymupdf.Font(fontfile=name) if name.startswith("/") else pymupdf.Font(name)


def _set_upright(document: Any, xref: int) -> None:
    """Let the characters of a font stand below each other, each where the same one would stand in a row."""
    document.xref_set_key(xref, "Encoding", "/Identity-V")
    held = document.xref_get_key(xref, "DescendantFonts")[1]
    shape = document.get_new_xref()
    document.update_object(shape, document.xref_object(int(held.strip("[ ").split()[0])))
    document.xref_set_key(shape, "DW2", "[0 -1000]")
    document.xref_set_key(shape, "W2", "[0 65535 -1000 0 0]")
    document.xref_set_key(xref, "DescendantFonts", f"[{shape} 0 R]")


def _name_characters(document: Any, face: Typeface) -> None:
    """Tell which character each glyph stands for: what the OFD says, not what the font supposes."""
    target = document.xref_get_key(face.xref, "ToUnicode")
    if target[0] == "xref":
        stream = int(target[1].split()[0])
    else:
        stream = document.get_new_xref()
        document.update_object(stream, "<<>>")
        document.xref_set_key(face.xref, "ToUnicode", f"{stream} 0 R")
    named = ((face.code(glyph), text) for glyph, text in face.used.items())
    document.update_stream(stream, _character_map(named))


def _character_map(pairs: Iterable[tuple[int, str]]) -> bytes:
    rows = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in sorted(pairs)]
    parts = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    for start in range(0, len(rows), 100):
        some = rows[start : start + 100]
        parts += [f"{len(some)} beginbfchar", *some, "endbfchar"]
    return "\n".join([*parts, "endcmap CMapName currentdict /CMap defineresource pop end end"]).encode()

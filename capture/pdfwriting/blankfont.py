"""A font without shapes: hidden text in it can be found and copied in any language and costs a few bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph

NAME = "DossierHidden"
_EM = 1000
_MADE = 3_786_825_600  # 2024-01-01, in seconds since 1904, so that the same text makes the same file
_ASCENT, _DESCENT = 880, -120
_SPARE = range(0xD800, 0xE000)  # no character has these codes: they stand for characters beyond 16 bits


class FontCodes:
    """The two-byte codes of characters in one document."""

    def __init__(self) -> None:
        self._beyond: dict[str, int] = {}

    def encode(self, text: str) -> bytes:
        """Return the codes of a text."""
        return b"".join(self._code(char).to_bytes(2, "big") for char in text)

    def _code(self, char: str) -> int:
        code = ord(char)
        if code in _SPARE:
            return 0xFFFD
        if code <= 0xFFFF:
            return code
        if char not in self._beyond and len(self._beyond) < len(_SPARE):
            self._beyond[char] = _SPARE[len(self._beyond)]
        return self._beyond.get(char, 0xFFFD)

    @property
    def beyond(self) -> Mapping[str, int]:
        """Characters beyond 16 bits and the codes they got."""
        return self._beyond


def make_font(pdf: pikepdf.Pdf, codes: FontCodes) -> pikepdf.Object:
    """Build the font in a document; call it when all text is encoded."""
    name = pikepdf.Name("/" + NAME)
    descriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=[0, _DESCENT, _EM, _ASCENT],
        ItalicAngle=0,
        Ascent=_ASCENT,
        Descent=_DESCENT,
        CapHeight=_ASCENT,
        StemV=80,
        FontFile2=pdf.make_indirect(pikepdf.Stream(pdf, font_file())),
    )
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=pikepdf.Dictionary(
            Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
        ),
        DW=_EM,
        FontDescriptor=pdf.make_indirect(descriptor),
        CIDToGIDMap=pdf.make_indirect(pikepdf.Stream(pdf, b"\x00\x01" * 0x10000)),
    )
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=name,
            Encoding=pikepdf.Name("/Identity-H"),
            DescendantFonts=pikepdf.Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_indirect(pikepdf.Stream(pdf, _to_unicode(codes.beyond))),
        )
    )


def _to_unicode(beyond: Mapping[str, int]) -> bytes:
    """Map every code to the character of the same number, the spare ones to the characters they stand for."""
    pages = [high for high in range(0x100) if not 0xD8 <= high <= 0xDF]
    ranges = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in pages]
    singles = [f"<{code:04X}> <{char.encode('utf-16-be').hex().upper()}>" for char, code in beyond.items()]
    parts = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        *_blocks(ranges, "bfrange"),
        *_blocks(singles, "bfchar"),
        "endcmap CMapName currentdict /CMap defineresource pop end end",
    ]
    return "\n".join(parts).encode("ascii")


def _blocks(entries: list[str], kind: str) -> list[str]:
    """Group entries by a hundred, as the format demands."""
    parts = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    return [f"{len(part)} begin{kind}\n" + "\n".join(part) + f"\nend{kind}" for part in parts]


@lru_cache(maxsize=1)
def font_file() -> bytes:
    """Return a TrueType file with two glyphs that draw nothing."""
    builder = FontBuilder(_EM, isTTF=True)
    glyphs = [".notdef", "blank"]
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({0x20: "blank"})
    builder.setupGlyf({name: Glyph() for name in glyphs})
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (_EM, 0)))
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    builder.setupNameTable({"familyName": NAME, "styleName": "Regular", "psName": NAME})
    builder.setupOS2(sTypoAscender=_ASCENT, sTypoDescender=_DESCENT, usWinAscent=_ASCENT, usWinDescent=120)
    builder.setupPost()
    builder.updateHead(created=_MADE, modified=_MADE)
    builder.font.recalcTimestamp = False
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()

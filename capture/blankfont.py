"""A font without shapes: hidden text in it can be found and copied in any language and costs a few bytes."""

from __future__ import annotations

import struct
from collections.abc import Mapping

import pikepdf

NAME = "DossierHidden"
_EM = 1000
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
        FontBBox=[0, -120, _EM, 880],
        ItalicAngle=0,
        Ascent=880,
        Descent=-120,
        CapHeight=880,
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


def font_file() -> bytes:
    """Return a TrueType file with two glyphs that draw nothing."""
    tables = {
        b"OS/2": struct.pack(
            ">HhHHH10h10sIIII4sHHHhhhHHII",
            *(3, _EM, 400, 5, 0),
            *(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            bytes(10),
            *(0, 0, 0, 0),
            b"    ",
            *(64, 0, 0xFFFF, 880, -120, 0, 880, 120, 0, 0),
        ),
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 1, 12)
        + struct.pack(">HHHHHHHHHHhH", 4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0, 0xFFFF, 1, 0),
        b"glyf": bytes(4),
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh",
            *(0x00010000, 0x00010000, 0, 0x5F0F3CF5, 0, _EM, 0, 0),
            *(0, -120, _EM, 880, 0, 8, 2, 0, 0),
        ),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x00010000, 880, -120, 0, _EM, *([0] * 11), 2),
        b"hmtx": struct.pack(">HhHh", _EM, 0, _EM, 0),
        b"loca": bytes(6),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x00010000, 2, *([0] * 4), 1, *([0] * 8)),
        b"name": struct.pack(">HHH", 0, 0, 6),
        b"post": struct.pack(">IIhhIIIII", 0x00030000, 0, -100, 50, 1, 0, 0, 0, 0),
    }
    return _assemble(tables)


def _assemble(tables: Mapping[bytes, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    start = 12 + 16 * count
    head = struct.pack(">IHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    entries, body = b"", b""
    for tag, data in sorted(tables.items()):
        entries += struct.pack(">4sIII", tag, _checksum(data), start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return head + entries + body


def _checksum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    total: int = sum(struct.unpack(f">{len(padded) // 4}I", padded))
    return total & 0xFFFFFFFF

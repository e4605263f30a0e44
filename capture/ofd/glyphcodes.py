"""By which codes a PDF asks for the glyphs of a font: in Chinese PostScript fonts not by their numbers.

Such a font names its glyphs by the characters of a collection (CID, Adobe Technical Note 5176); a part cut
out of it keeps these names, while its glyphs are counted anew.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont, TTLibError

_WRAPPED, _BARE = b"OTTO", b"\x01\x00"
_BROKEN = (TTLibError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, EOFError)


def glyph_codes(data: bytes) -> Mapping[int, int]:
    """Return the code of each glyph by its number; nothing of fonts whose codes are the numbers."""
    if not data.startswith((_WRAPPED, _BARE)):
        return {}
    try:
        fonts = _fonts(data)
        top = fonts[0]
        names = top.charset if hasattr(top, "ROS") else ()
        return {glyph: int(name[3:]) for glyph, name in enumerate(names) if name.startswith("cid")}
    except _BROKEN:
        return {}


def _fonts(data: bytes) -> CFFFontSet:
    if data.startswith(_WRAPPED):
        return TTFont(io.BytesIO(data), lazy=True)["CFF "].cff
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    return fonts

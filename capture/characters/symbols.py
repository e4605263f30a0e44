"""Signs of symbol fonts: a form's boxes are letters there, R for a ticked one.

Their places are those of the fonts' own tables (Wingdings and Wingdings 2, Adobe's Symbol), written
as letters or in Unicode's private area from F000 on.
"""

from __future__ import annotations

_PRIVATE = 0xF000
_WINGDINGS = {0x6F: "□", 0x71: "□", 0x72: "□", 0xA8: "□", 0x78: "☒", 0xFD: "☒", 0xFE: "☑", 0xFC: "√"}
_WINGDINGS_2 = {0x2A: "□", 0xA3: "□", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒"}
_SYMBOL = dict(zip(b"FfmWDdpabqlsSG", "ΦφμΩΔδπαβθλσΣΓ", strict=True)) | dict(
    zip(b"\xb0\xb1\xb2\xb3\xb4\xa2\xa3\xb7\xb9\xbb\xd0", "°±″≥×′≤•≠≈∠", strict=True)
)


def is_of_symbols(font: str) -> bool:
    """Tell whether a font holds signs in the place of letters."""
    name = font.replace(" ", "").casefold()
    return any(word in name for word in ("dings", "symbol", "awesome", "icon"))


def plain_sign(font: str, char: str) -> str:
    """Return what a character of a font shows; of any other font, or place, it is the character itself."""
    name = font.replace(" ", "").casefold()
    if len(char) != 1 or not ("wingdings" in name or "symbol" in name):
        return char
    private = ord(char) >= _PRIVATE
    code = ord(char) - _PRIVATE if private else ord(char)
    if "wingdings" in name:
        return (_WINGDINGS_2 if "wingdings2" in name else _WINGDINGS).get(code, char)
    return _SYMBOL.get(code, char) if private else char

"""The Debian fonts the papers are drawn with, by the name a Chinese typist would use."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

_TRUETYPE = Path("/usr/share/fonts/truetype")
_NOTO = Path("/usr/share/fonts/opentype/noto")

#: name -> file, index in the collection
FILES: dict[str, tuple[Path, int]] = {
    "song": (_TRUETYPE / "arphic-gbsn00lp/gbsn00lp.ttf", 0),
    "kai": (_TRUETYPE / "arphic-gkai00mp/gkai00mp.ttf", 0),
    "hei": (_TRUETYPE / "wqy/wqy-microhei.ttc", 0),
    "zenhei": (_TRUETYPE / "wqy/wqy-zenhei.ttc", 0),
    "ming": (_TRUETYPE / "arphic/uming.ttc", 0),
    "ukai": (_TRUETYPE / "arphic/ukai.ttc", 0),
    "serif": (_NOTO / "NotoSerifCJK-Regular.ttc", 2),
    "serif-bold": (_NOTO / "NotoSerifCJK-Bold.ttc", 2),
    "sans": (_NOTO / "NotoSansCJK-Regular.ttc", 2),
    "sans-bold": (_NOTO / "NotoSansCJK-Bold.ttc", 2),
}

#: What a PDF made by an office program would embed instead: plain files without an index.
DIGITAL = {
    "ming": "song", "serif": "song", "ukai": "kai", "zenhei": "hei", "sans": "hei",
    "serif-bold": "hei", "sans-bold": "hei",
}  # fmt: skip

_MEASURE = 200


@lru_cache(maxsize=256)
def font(name: str, pixels: int) -> ImageFont.FreeTypeFont:
    """Return the font of this name at a size in pixels."""
    path, index = FILES[name]
    return ImageFont.truetype(str(path), max(pixels, 1), index=index, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=20_000)
def has_glyph(name: str, char: str) -> bool:
    """Say whether the font draws something for this character."""
    return char.isspace() or char == "\u3000" or font(name, 40).getmask(char).getbbox() is not None


def printable(name: str, text: str) -> str:
    """Replace the few signs an old font lacks by the ones its users type."""
    if name in ("song", "kai"):
        text = text.replace("¥", "￥").replace("〇", "○")
    missing = [char for char in text if not has_glyph(name, char)]
    if missing:
        raise ValueError(f"font {name} cannot draw {missing}")
    return text


@lru_cache(maxsize=50_000)
def char_width(name: str, char: str) -> float:
    """Return the advance of one character in em."""
    return font(name, _MEASURE).getlength(char) / _MEASURE


def text_width(name: str, text: str) -> float:
    """Return the advance of a text in em, without letter spacing."""
    return sum(char_width(name, char) for char in text)

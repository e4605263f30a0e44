"""The Debian fonts the papers are drawn with, by the name a Chinese typist would use."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

_TRUETYPE = Path("/usr/share/fonts/truetype")
_NOTO = Path("/usr/share/fonts/opentype/noto")
#: unpacked by scripts/setup.sh --dev: the packages they come in would bring a whole typesetter
_FANDOL = Path(__file__).resolve().parent.parent / ".venv/fonts"

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
    "babelstone": (_TRUETYPE / "babelstone/BabelStoneHan.ttf", 0),
    "wenkai": (_TRUETYPE / "lxgw-wenkai/LXGWWenKai-Regular.ttf", 0),
    "wenkai-light": (_TRUETYPE / "lxgw-wenkai/LXGWWenKai-Light.ttf", 0),
    "fandol-song": (_FANDOL / "FandolSong-Regular.otf", 0),
    "fandol-hei": (_FANDOL / "FandolHei-Regular.otf", 0),
    "fandol-kai": (_FANDOL / "FandolKai-Regular.otf", 0),
    "fang": (_FANDOL / "FandolFang-Regular.otf", 0),
}

#: family -> the names layouts use for it, and more faces that may take their place
FAMILIES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "song": (("song", "ming", "serif"), ("babelstone", "fandol-song", "fang")),
    "hei": (("hei", "zenhei", "sans"), ("fandol-hei",)),
    "kai": (("kai", "ukai"), ("wenkai", "fandol-kai")),
}
#: what draws a character that a small font lacks, as office programs do
_RESERVE = {"hei": "sans", "zenhei": "sans", "fandol-hei": "sans", "kai": "ukai", "fandol-kai": "ukai"}

#: What a PDF made by an office program would embed instead: plain files without an index.
DIGITAL = {
    "ming": "song", "serif": "song", "ukai": "kai", "zenhei": "hei", "sans": "hei",
    "serif-bold": "hei", "sans-bold": "hei", "babelstone": "song", "wenkai": "kai", "wenkai-light": "kai",
    "fandol-song": "song", "fandol-hei": "hei", "fandol-kai": "kai", "fang": "song",
}  # fmt: skip

#: these draw a dollar sign for ￥: what stood on the paper was not what the truth said
_WIDE_YEN_IS_DOLLAR = frozenset({"fandol-song", "fandol-hei", "fandol-kai", "fang"})

_MEASURE = 200
_NO_CHARACTER = "\ufffe"

#: which face stands for another while papers are being laid out; empty unless `typefaces` says so
_chosen: dict[str, str] = {}


def is_installed(name: str) -> bool:
    """Say whether the file of a font is there."""
    return FILES[name][0].is_file()


def draw_typefaces(rng: random.Random) -> dict[str, str]:
    """Draw one face for each family, of those that are installed; half of the papers keep their own."""
    chosen: dict[str, str] = {}
    for usual, more in FAMILIES.values():
        pick = rng.choice(usual + more + more)
        keep = rng.random() < 0.5
        if not keep and is_installed(pick):
            chosen |= dict.fromkeys(usual, pick)
    return chosen


@contextmanager
def typefaces(chosen: Mapping[str, str]) -> Iterator[None]:
    """Let papers that are laid out meanwhile use other faces; drawing them afterwards needs nothing."""
    _chosen.update(chosen)
    try:
        yield
    finally:
        _chosen.clear()


def typeface(name: str) -> str:
    """Return the face that now stands for this name."""
    return _chosen.get(name, name)


@lru_cache(maxsize=256)
def font(name: str, pixels: int) -> ImageFont.FreeTypeFont:
    """Return the font of this name at a size in pixels."""
    path, index = FILES[name]
    return ImageFont.truetype(str(path), max(pixels, 1), index=index, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=20_000)
def has_glyph(name: str, char: str) -> bool:
    """Say whether the font draws something of its own for this character."""
    if char.isspace() or char == "\u3000":
        return True
    mask = font(name, 40).getmask(char)
    return mask.getbbox() is not None and bytes(mask) != bytes(font(name, 40).getmask(_NO_CHARACTER))


def face_of(name: str, char: str) -> str:
    """Return the font that draws this character: the one named, or a larger one where it has none."""
    return name if has_glyph(name, char) else _RESERVE.get(name, "serif")


def printable(name: str, text: str) -> str:
    """Replace the few signs an old font lacks by the ones its users type."""
    name = typeface(name)
    if name in ("song", "kai"):
        text = text.replace("¥", "￥").replace("〇", "○")
    if name in _WIDE_YEN_IS_DOLLAR:
        text = text.replace("￥", "¥")
    missing = [char for char in text if not has_glyph(face_of(name, char), char)]
    if missing:
        raise ValueError(f"font {name} cannot draw {missing}")
    return text


@lru_cache(maxsize=50_000)
def char_width(name: str, char: str) -> float:
    """Return the advance of one character in em."""
    return font(face_of(name, char), _MEASURE).getlength(char) / _MEASURE


def text_width(name: str, text: str) -> float:
    """Return the advance of a text in em, without letter spacing."""
    name = typeface(name)
    return sum(char_width(name, char) for char in text)

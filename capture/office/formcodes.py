"""The codes of cell formats taken apart: ``"￥"#,##0.00;[Red]-0`` is two sections of small pieces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

_PIECES = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<room>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<exponent>E[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|a{3,}|e+|AM/PM|A/P|上午/下午)"
    r"|(?P<digit>[0#?])|(?P<sign>[.,%/@])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTIONS = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[_*].|[^;])*', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_LONGEST = 255

_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"￥"#,##0;"￥"-#,##0',
    6: '"￥"#,##0;"￥"-#,##0',
    7: '"￥"#,##0.00;"￥"-#,##0.00',
    8: '"￥"#,##0.00;"￥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    30: "m/d/yy",
    31: "yyyy年m月d日",
    32: "h时mm分",
    33: "h时mm分ss秒",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
_BUILT_IN |= dict.fromkeys((27, 36, 50, 52, 57), "yyyy年m月")
_BUILT_IN |= dict.fromkeys((28, 29, 51, 53, 54, 58), "m月d日")
_BUILT_IN |= dict.fromkeys((34, 55), "上午/下午h时mm分") | dict.fromkeys((35, 56), "上午/下午h时mm分ss秒")
_BUILT_IN |= dict.fromkeys((37, 38), "#,##0;-#,##0") | dict.fromkeys((39, 40), "#,##0.00;-#,##0.00")
_BUILT_IN |= dict.fromkeys((41, 42), '#,##0;-#,##0;"-"') | dict.fromkeys((43, 44), '#,##0.00;-#,##0.00;"-"')


class Kind(Enum):
    """What a piece of a format stands for."""

    TEXT = auto()  # itself
    GENERAL = auto()
    DATE = auto()
    ELAPSED = auto()  # [h]: hours, minutes or seconds in all
    EXPONENT = auto()
    DIGIT = auto()
    SIGN = auto()  # one of . , % / @


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a format as it is written."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """How some numbers are shown; ``han`` is 1 or 2 for figures in Han, 3 for wide ones, ``rule`` when."""

    pieces: tuple[Piece, ...]
    han: int = 0
    rule: tuple[str, float] | None = None

    def has(self, *kinds: Kind) -> bool:
        """Return whether one of its pieces is of such a kind."""
        return any(piece.kind in kinds for piece in self.pieces)


def code_of(built_in: int, own: str | None) -> str:
    """Return the format of a cell, its own or the one that its number stands for in Chinese programs."""
    return own if own is not None else _BUILT_IN.get(built_in, "General")


@lru_cache(maxsize=512)
def sections_of(code: str) -> tuple[Section, ...]:
    """Take a format apart."""
    if "[$-F800]" in code.upper():
        code = "yyyy年m月d日"  # the long date of the system
    return tuple(_section(part) for part in _split(code[:_LONGEST]))


def _split(code: str) -> list[str]:
    parts: list[str] = []
    place = 0
    while len(parts) < 4:
        found = _SECTIONS.match(code, place)
        parts.append(found[0] if found else "")
        place += len(parts[-1]) + 1
        if place > len(code):
            break
    return parts


def _section(code: str) -> Section:
    pieces: list[Piece] = []
    han, rule = 0, None
    for found in _PIECES.finditer(code):
        kind, text = found.lastgroup or "", found[found.lastgroup or 0]
        if kind == "bracket":
            counted = re.fullmatch("DBNum([123])", text, re.IGNORECASE)
            asked = _CONDITION.fullmatch(text)
            han = int(counted[1]) if counted else han
            rule = (asked[1], float(asked[2])) if asked else rule
            if re.fullmatch("h+|m+|s+", text, re.IGNORECASE):
                pieces.append(Piece(Kind.ELAPSED, text.lower()))
            elif text.startswith("$"):
                pieces.append(Piece(Kind.TEXT, text[1:].split("-")[0]))
        elif kind == "room":
            pieces.append(Piece(Kind.TEXT, " "))
        elif kind != "fill":
            known = {"quoted": Kind.TEXT, "escaped": Kind.TEXT, "other": Kind.TEXT}.get(kind)
            pieces.append(Piece(known or Kind[kind.upper()], text))
    return Section(tuple(piece for piece in pieces if piece.text), han, rule)

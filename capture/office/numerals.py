"""Whole numbers the way lists and cells of office programs write them: 十二, 壹拾贰, 二〇二五, XII, l, ⑫."""

from __future__ import annotations

from dataclasses import dataclass

_MOST = 10**12


@dataclass(frozen=True, slots=True)
class HanFigures:
    """The ten figures from zero on, and the tens, hundreds and thousands of a number in Han."""

    digits: str
    units: str


PLAIN = HanFigures("零一二三四五六七八九", "十百千")
CAPITAL = HanFigures("零壹贰叁肆伍陆柒捌玖", "拾佰仟")
_GROUPS = ("", "万", "亿")


def han_number(value: int, figures: HanFigures = PLAIN, *, short_ten: bool = False) -> str:
    """Return a whole number in Han; ``short_ten`` writes 十二 for 一十二, as lists do."""
    if not 0 <= value < _MOST:
        return str(value)
    written = ""
    for group in range(len(_GROUPS) - 1, -1, -1):
        part = value // 10_000**group % 10_000
        if part:
            written += figures.digits[0] if written and part < 1000 else ""
            written += _below_myriad(part, figures) + _GROUPS[group]
    if short_ten and 10 <= value < 20:
        written = written[1:]
    return written or figures.digits[0]


def _below_myriad(value: int, figures: HanFigures) -> str:
    written, gap = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit:
            written += figures.digits[0] if gap else ""
            written += figures.digits[digit] + (figures.units[place - 1] if place else "")
        gap = digit == 0 and bool(written)
    return written


def han_digits(text: str, figures: str = "〇一二三四五六七八九") -> str:
    """Return a text with each of its digits in Han."""
    return text.translate({48 + place: figures[place] for place in range(10)})


def list_number(value: int, form: str) -> str:
    """Return a number of a list the way Word's ``numFmt`` names it; plain digits for a form nobody knows."""
    if form == "none":
        return ""
    if form in _COUNTED:
        return han_number(value, short_ten=True)
    if form in ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"):
        return han_number(value, CAPITAL)
    if form in _IN_A_ROW:
        return _in_a_row(value, *_IN_A_ROW[form])
    if form in ("lowerRoman", "upperRoman"):
        return _roman(value) if form == "upperRoman" else _roman(value).lower()
    if form in ("lowerLetter", "upperLetter"):
        letter = chr((65 if form == "upperLetter" else 97) + (value - 1) % 26)
        return letter * min(9, (value - 1) // 26 + 1) if value > 0 else str(value)
    if form in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return han_digits(str(value))
    if form == "decimalFullWidth":
        return str(value).translate({48 + place: 0xFF10 + place for place in range(10)})
    return f"{value:02d}" if form == "decimalZero" else str(value)


_COUNTED = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"}
)
_IN_A_ROW = {
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
    "ideographEnclosedCircle": ("㊀", 10),
    "ideographTraditional": ("甲乙丙丁戊己庚辛壬癸", 10),
    "ideographZodiac": ("子丑寅卯辰巳午未申酉戌亥", 12),
}


def _in_a_row(value: int, signs: str, count: int) -> str:
    if not 1 <= value <= count:
        return str(value)
    return signs[value - 1] if len(signs) > 1 else chr(ord(signs) + value - 1)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    written = ""
    for worth, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        written += sign * (value // worth)
        value %= worth
    return written

"""Chinese numerals: 二〇二四, 十五, 壹万贰仟叁佰."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {
    **{c: i for i, c in enumerate("0123456789")},
    **{c: i for i, c in enumerate("零一二三四五六七八九")},
    **{c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "○": 0,
    "O": 0,
    "×": 0,
    "⊗": 0,
    "Ø": 0,
    "幺": 1,
    "两": 2,
    "弍": 2,
    "贰": 2,
    "叄": 3,
    "参": 3,
    "仨": 3,
    "扒": 8,
    "久": 9,
}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
GROUPS = {"万": 10**4, "亿": 10**8}
WORDS = "".join(c for c in (*DIGITS, *UNITS, *GROUPS, "廿", "卅") if not c.isascii())
_LONGEST = 40
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
CAPITAL_FORMS = str.maketrans("弍弐贰叄参參陸", "贰贰贰叁叁叁陆")
"""Other forms of the capital numerals, and what readers take them for, to those papers print."""
LIKE_NUMERALS = "章意壶壸壱亶武贵贡贷货肄津律任位陵随柴染架别拐拥玫政致攻"
"""Characters that are no numerals, for which readers take capital ones."""


def digits_value(text: str) -> int | None:
    """Read a row of digits, Chinese or Arabic, place by place: ``二〇二四`` is 2024."""
    if not text or len(text) > _LONGEST or any(c not in DIGITS for c in text):
        return None
    return int("".join(str(DIGITS[c]) for c in text))


def words_value(text: str) -> int | None:
    """Read a numeral written with its units: ``壹万贰仟叁佰`` is 12300; None when malformed."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not text or len(text) > _LONGEST:
        return None
    if not any(c in UNITS or c in GROUPS for c in text):
        return digits_value(text)
    total, section, number = 0, 0, -1
    for character in text:
        if character in DIGITS:
            if number > 0:
                return None
            number = DIGITS[character]
        elif character in UNITS:
            section += (1 if number < 0 else number) * UNITS[character]
            number = -1
        elif character in GROUPS:
            section += max(number, 0)
            group = GROUPS[character]
            if group == GROUPS["亿"]:
                total, section = (total + section) * group, 0
            else:
                total, section = total + section * group, 0
            number = -1
        else:
            return None
    return total + section + max(number, 0)


def money_words(amount: Decimal) -> str:
    """Return a sum below 10^12 as papers write it: ``12300.50`` is 壹万贰仟叁佰元伍角整."""
    cents = int((amount * 100).to_integral_value())
    whole, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    words = (_whole_words(whole) + "元") if whole else ""
    if jiao:
        words += _CAPITALS[jiao] + "角"
    elif fen and whole:
        words += "零"
    return words + (_CAPITALS[fen] + "分" if fen else "整") if words or fen else "零元整"


def _whole_words(number: int) -> str:
    """Return a whole number in capitals, group by group of four digits, with one 零 for a run of noughts."""
    words, gap = "", False
    for place, unit in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group = number // place % 10**4
        if group:
            words += ("零" if words and (gap or group < 1000) else "") + _group_words(group) + unit
        gap = not group
    return words


def _group_words(group: int) -> str:
    words, zero = "", False
    for power, unit in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit = group // power % 10
        if digit:
            words += ("零" if zero and words else "") + _CAPITALS[digit] + unit
        zero = not digit
    return words


def decimal_text(number: Decimal) -> str:
    """Return a number without trailing zeros and without an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

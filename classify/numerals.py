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


def decimal_text(number: Decimal) -> str:
    """Return a number without trailing zeros and without an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

"""Money and dates the way Chinese papers write them."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
_YEAR_DIGITS = "〇一二三四五六七八九"


def cents(value: Decimal) -> Decimal:
    """Round to whole fen."""
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """Write a number without trailing zeros and without an exponent."""
    text = format(value.normalize(), "f")
    return text


def grouped(value: Decimal) -> str:
    """Write ``12300`` as ``12,300.00``."""
    return f"{cents(value):,.2f}"


def in_words(value: Decimal, end: str = "整") -> str:
    """Write an amount in 大写: ``12300`` is 壹万贰仟叁佰元整."""
    value = cents(value)
    whole, fen = divmod(int(value * 100), 100)
    words = (_whole_in_words(whole) or "零") + "元"
    jiao, fen = divmod(fen, 10)
    if not jiao and not fen:
        return words + end
    if jiao:
        words += _DIGITS[jiao] + "角"
    elif whole:
        words += "零"
    return words + (_DIGITS[fen] + "分" if fen else end)


def _whole_in_words(number: int) -> str:
    groups: list[int] = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    words, gap = "", False
    for place in reversed(range(len(groups))):
        group = groups[place]
        if not group:
            gap = bool(words)
            continue
        if words and (gap or group < 1000):
            words += "零"
        words += _group_in_words(group) + _GROUPS[place]
        gap = False
    return words


def _group_in_words(group: int) -> str:
    words, zero = "", False
    for place in reversed(range(4)):
        digit = group // 10**place % 10
        if digit:
            words += ("零" if zero and words else "") + _DIGITS[digit] + _UNITS[place]
            zero = False
        else:
            zero = True
    return words


def chinese_date(day: dt.date) -> str:
    """Write ``2024-03-05`` as 二〇二四年三月五日."""
    year = "".join(_YEAR_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_small(day.month)}月{_small(day.day)}日"


def _small(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else _YEAR_DIGITS[tens] + "十")
    return head + (_YEAR_DIGITS[ones] if ones else "")


def spoken_date(day: dt.date, style: str = "zh") -> str:
    """Write a date in one of the styles zh, zh0, dot, dash, slash, han."""
    match style:
        case "zh":
            return f"{day.year}年{day.month}月{day.day}日"
        case "zh0":
            return f"{day.year}年{day.month:02d}月{day.day:02d}日"
        case "dot":
            return f"{day.year}.{day.month:02d}.{day.day:02d}"
        case "dash":
            return day.isoformat()
        case "slash":
            return f"{day.year}/{day.month}/{day.day}"
        case "han":
            return chinese_date(day)
    raise ValueError(f"no date style {style}")

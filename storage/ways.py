"""Other ways to write a day or a sum: ``2026.3.18`` is 2026年3月18日 and 二〇二六年三月十八日, too.

All are texts that the index is asked for like words. What ends in a figure ends a word there, so that the
1st of a month is found neither on the 18th nor in CG2025-11-010; a sum begins a word or stands behind a sign
that sums stand behind.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from storage.query import Way
from storage.tokenizer import fold

_FIGURES = "〇一二三四五六七八九"
_NOUGHTS = "〇零○0o"
_BETWEEN = "-./"
_BEFORE_SUMS = "¥:额为计付币款价共"
_TEN = 10
_TEN_THOUSAND = 10_000


def ways_of_day(day: dt.date) -> tuple[Way, ...]:
    """Return how papers write a day."""
    return tuple(dict.fromkeys(_day(day.year, day.month, day.day)))


def ways_of_sum(cents: int) -> tuple[Way, ...]:
    """Return how papers write a sum: with commas, without, in ten thousands."""
    return tuple(dict.fromkeys(_sum(cents)))


def _day(year: int, month: int, day: int) -> Iterator[Way]:
    yield Way(f"{year}年{month}月{day}日")
    yield Way(f"{year}年{month:02}月{day:02}日")
    yield Way(f"{year} 年 {month} 月 {day} 日")
    yield Way(f"{year}年 {month}月 {day}日")
    for sign in _BETWEEN:
        for written in (f"{year}{sign}{month:02}{sign}{day:02}", f"{year}{sign}{month}{sign}{day}"):
            yield Way(written, ends=True)
            yield Way(written + "至")
    yield Way(f"{year}{month:02}{day:02}", begins=True, ends=True)
    spoken = f"{''.join(_FIGURES[int(figure)] for figure in str(year))}年{_number(month)}月{_number(day)}日"
    for nought in _NOUGHTS if _FIGURES[0] in spoken else _FIGURES[0]:
        yield Way(fold(spoken.replace(_FIGURES[0], nought)))


def _number(number: int) -> str:
    """Write a number below a hundred in Han figures: 十八, 三十."""
    tens, rest = divmod(number, _TEN)
    return ("" if tens < 2 else _FIGURES[tens]) + ("十" if tens else "") + (_FIGURES[rest] if rest else "")


def _sum(cents: int) -> Iterator[Way]:
    yuan, rest = divmod(cents, 100)
    part = f".{rest:02}" if rest else ""
    yield from _behind_signs(f"{yuan:,}{part}", ends=bool(rest))
    yield Way(f"{yuan}{part}", begins=True, ends=True)
    for end in (".00", "元") if not rest else ("元",):
        yield Way(f"{yuan}{part}{end}", begins=True)
        yield from (Way(f"{sign}{yuan}{part}{end}") for sign in _BEFORE_SUMS[:2])
    if yuan >= _TEN_THOUSAND and not rest and yuan % 100 == 0:
        yield from _behind_signs(f"{(Decimal(yuan) / _TEN_THOUSAND).normalize():f}万元")


def _behind_signs(written: str, *, ends: bool = False) -> Iterator[Way]:
    yield Way(written, begins=True, ends=ends)
    yield from (Way(sign + written) for sign in _BEFORE_SUMS)

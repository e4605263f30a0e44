"""Days and times the way the cells of a workbook show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from capture.office.formcodes import Kind, Piece, Section
from capture.office.numerals import CAPITAL, han_digits, han_number

LAST_DAY = 2_957_000
"""The calendar ends some years later, whichever day is the first one."""
_WEEK = "一二三四五六日"


def shown_date(value: float, section: Section, first_day: dt.datetime) -> str:
    """Return a count of days since the first one as a format with days or times shows it."""
    seconds = round(value % 1 * 86_400)
    moment = first_day + dt.timedelta(days=int(value), seconds=seconds)
    halves = any(piece.text.upper() in ("AM/PM", "A/P", "上午/下午") for piece in section.pieces)
    written = ""
    for place, piece in enumerate(section.pieces):
        if piece.kind is Kind.ELAPSED:
            written += str(int(value * {"h": 24, "m": 1440, "s": 86_400}[piece.text[0]] + 1e-6))
        elif piece.kind is Kind.DATE:
            name = piece.text.lower()
            minutes = name[0] == "m" and len(name) <= 2 and _is_minute(section.pieces, place)
            shown = f"{moment.minute:0{len(name)}d}" if minutes else _part(moment, name, halves=halves)
            written += _in_han(shown, name, section.han)
        elif piece.kind in (Kind.TEXT, Kind.SIGN, Kind.DIGIT):
            written += piece.text
    return written.strip()


def _is_minute(pieces: Sequence[Piece], place: int) -> bool:
    """Return whether an m beside hours or seconds means minutes."""
    marks = [(at, piece) for at, piece in enumerate(pieces) if piece.kind in (Kind.DATE, Kind.ELAPSED)]
    here = next(at for at, (own, _) in enumerate(marks) if own == place)
    before = marks[here - 1][1].text.lower()[0] if here else ""
    behind = marks[here + 1][1].text.lower()[0] if here + 1 < len(marks) else ""
    return before == "h" or behind == "s"


def _part(moment: dt.datetime, name: str, *, halves: bool) -> str:
    first, count = name[0], len(name)
    if name in ("am/pm", "a/p"):
        half = "AM" if moment.hour < 12 else "PM"
        return half[: 2 if count > 3 else 1]
    if first == "上":
        return "上午" if moment.hour < 12 else "下午"
    if first == "a":
        return ("星期" if count > 3 else "") + _WEEK[moment.weekday()]
    if first == "h":
        hour = (moment.hour - 1) % 12 + 1 if halves else moment.hour
        return f"{hour:0{min(count, 2)}d}"
    if first == "s":
        return f"{moment.second:0{2 if name.startswith('ss') else 1}d}"
    if first in "ye":
        return f"{moment.year % 100:02d}" if first == "y" and count < 3 else str(moment.year)
    if count > 2:
        return moment.strftime({"m": "%B", "d": "%A"}[first])[: None if count > 3 else 3]
    return f"{moment.month if first == 'm' else moment.day:0{count}d}"


def _in_han(shown: str, name: str, han: int) -> str:
    if han not in (1, 2) or not shown.isdigit():
        return shown
    if name[0] in "ye":
        return han_digits(shown) if han == 1 else han_digits(shown, CAPITAL.digits)
    return han_number(int(shown), short_ten=True) if han == 1 else han_number(int(shown), CAPITAL)

"""Numbers and dates the way the cells of a workbook show them."""

from __future__ import annotations

import datetime as dt
import math
import re

_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_LAST_DAY = 2_958_465


def form_of(built_in: int, own: str | None) -> str:
    """Return the form of a cell, its own or one built in; "date" stands for any form of date."""
    code = own if own is not None else "date" if built_in in _DATES else _BUILT_IN.get(built_in, "")
    return "date" if re.search("[ymdhYMDH年月日]", _QUOTED.sub("", code)) else code


def shown_number(text: str, form: str, first_day: dt.datetime) -> str:
    """Return a number the way a cell of a form shows it."""
    try:
        value = float(text)
    except ValueError:
        return text
    if not math.isfinite(value):
        return text
    if form == "date":
        return _shown_date(value, first_day) if 0 <= value <= _LAST_DAY else text
    plain = _QUOTED.sub("", form).split(";")[0]
    decimals = re.search(r"\.(0+)", plain)
    places = len(decimals[1]) if decimals else 0
    if "%" in plain:
        return f"{value * 100:.{places}f}%"
    if "0" in plain and abs(value) < 1e15:
        return f"{value:{',' if ',' in plain else ''}.{places}f}"
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.15g}"


def _shown_date(value: float, first_day: dt.datetime) -> str:
    moment = first_day + dt.timedelta(days=int(value), seconds=round(value % 1 * 86_400))
    day = moment.strftime("%Y-%m-%d")
    if value < 1:
        return moment.strftime("%H:%M:%S")
    return day if value == int(value) else f"{day} {moment.strftime('%H:%M:%S')}"

"""What several tests of deciding share: papers drawn, read as our own firm, and their values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from capture.pages import Page
from classify.decide import Decision

Spot = tuple[Any, ...]
Draw = Callable[..., Page]
Read = Callable[..., Decision]
OWN = "上海宏达机械制造有限公司"
OTHER = "苏州远景贸易有限公司"
ABROAD = "NORDLAND MOBLER AB"
TODAY = dt.date(2026, 11, 22)


def values(decision: Decision) -> dict[str, Any]:
    """Return the values of a decision's fields by name."""
    return {name: field.value for name, field in decision.fields.items()}


def listed(y: int, *rows: str, step: int = 220) -> list[Spot]:
    """Return the spots of rows written ``品名|数量``, their columns ``step`` pixels apart."""
    return [
        (100 + step * column, y + 70 * number, text)
        for number, line in enumerate(rows)
        for column, text in enumerate(line.split("|"))
        if text
    ]

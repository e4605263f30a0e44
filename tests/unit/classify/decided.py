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
TODAY = dt.date(2026, 11, 22)


def values(decision: Decision) -> dict[str, Any]:
    """Return the values of a decision's fields by name."""
    return {name: field.value for name, field in decision.fields.items()}

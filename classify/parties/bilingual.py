"""Our own company in a second language: a letter head gives both names, one above the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from classify.names.firms import fold_name, is_own
from classify.normalise import has_han
from classify.sheet import Row, Sheet
from classify.values import FieldValue

_HEAD_ROWS = 5
_ASIDE = 0.06
"""How far apart the middles or left edges of two names of one head may lie, of the page's width."""


def is_translated(value: FieldValue, sheets: Sequence[Sheet], own: Sequence[str]) -> bool:
    """Tell whether a name in Latin letters stands right above or below our own name in a page's head.

    Each stands alone on its row, so that no label (TO, 客户) says that it is somebody else's.
    """
    name = str(value.value)
    if has_han(name):
        return False
    sheet = next((one for one in sheets if one.page.number == value.page), None)
    if sheet is None:
        return False
    head = pairwise(sheet.rows[:_HEAD_ROWS])
    return any(
        _is_alone(one, name) and is_own(_alone(other), None, own) and _in_line(one, other, sheet)
        for above, below in head
        for one, other in ((above, below), (below, above))
    )


def _alone(row: Row) -> str | None:
    return row.segments[0].line.text if len(row.segments) == 1 else None


def _is_alone(row: Row, name: str) -> bool:
    text = _alone(row)
    return text is not None and fold_name(text) == fold_name(name)


def _in_line(one: Row, other: Row, sheet: Sheet) -> bool:
    first, second = one.segments[0], other.segments[0]
    middles = abs((first.x0 + first.x1) - (second.x0 + second.x1)) / 2
    return min(middles, abs(first.x0 - second.x0)) < _ASIDE * sheet.width

"""Headings that name several things at once (单价/总价/币制), whose values stand below each other."""

from __future__ import annotations

import re

from classify.sheet import Row, Segment, Sheet

_SEVERAL = re.compile("[\u4e00-\u9fff]{2,6}(?:/[\u4e00-\u9fff]{2,6})+")
_WIDEST_ROW_GAP = 3.5


def place_in_heading(row: Row, start: int, label: str) -> tuple[int, int]:
    """Return which of the things a heading names the label at ``start`` is, from 0, and how many they are."""
    number, at = row.places[start]
    whole = row.segments[number].folded.text
    if at + len(label) > len(whole) or _SEVERAL.fullmatch(whole) is None:
        return 0, 1
    return whole.count("/", 0, at), whole.count("/") + 1


def nth_below(sheet: Sheet, heading: Row, x0: float, x1: float, place: int, places: int) -> Segment | None:
    """Return the value below a heading of so many things that stands as deep as its word.

    One value below a heading of two is that of the first. Where a list has a second row of them each is
    the value of one row, and none is the paper's.
    """
    found: list[Segment] = []
    above = heading
    for row in sheet.rows[heading.index + 1 :]:
        if row.y - above.y > _WIDEST_ROW_GAP * max(row.height, sheet.height):
            break
        under = [s for s in row.segments if min(s.x1, x1) > max(s.x0, x0)]
        found += under
        above = row if under else above
    if len(found) == 1:
        return found[0]
    return found[place] if len(found) == places else None

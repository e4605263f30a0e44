"""Two papers copied on one page: below an empty band a second one begins with a title of its own."""

from __future__ import annotations

from itertools import pairwise

from capture.pages import Page
from classify.plan import OTHER, Profile
from classify.sheet import Row, Sheet, part_of, prepare
from classify.titles import find_titles

_BAND = 3.0
"""How many rows high the empty band between two papers is at least."""
_TITLE = 0.75
_FEWEST_ROWS = 4
_TITLE_AMONG = 3
_ONE_PAPER = frozenset({"id_card"})  # its two sides are copied on one sheet on purpose


def holds_two_papers(page: Page, profile: Profile) -> bool:
    """Return whether a page bears two papers, one below the other, each with the title of a known type."""
    sheet = prepare(page)
    for above, below in pairwise(sheet.rows):
        if below.y - above.y < _BAND * sheet.height + (above.height + below.height) / 2:
            continue
        if _crosses(page, above, below):
            continue
        cut = above.index + 1
        upper, lower = _titled(sheet, sheet.rows[:cut], profile), _titled(sheet, sheet.rows[cut:], profile)
        if upper and lower and not {upper, lower} & _ONE_PAPER:
            return True
    return False


def _crosses(page: Page, above: Row, below: Row) -> bool:
    """Return whether a ruled table runs across the band: then both rows stand in one paper."""
    high = max((s.box.y1 for s in above.segments if s.box), default=0)
    low = min((s.box.y0 for s in below.segments if s.box), default=page.height)
    boxes = (table.box for table in page.ruled_tables if table.box)
    return any(box.y0 < high and box.y1 > low for box in boxes)


def _titled(sheet: Sheet, rows: tuple[Row, ...], profile: Profile) -> str | None:
    """Return the type that a part of a page names among its first rows, if it is a paper at all."""
    if len(rows) < _FEWEST_ROWS:
        return None
    part = part_of(sheet, rows)
    for title in find_titles(part, profile):
        if title.type != OTHER and title.quality >= _TITLE and _row_of(part, title.y) < _TITLE_AMONG:
            return title.type
    return None


def _row_of(part: Sheet, y: float) -> int:
    return min(range(len(part.rows)), key=lambda number: abs(part.rows[number].y - y))

"""Two papers copied on one page: below or beside an empty band a second one has a title of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from capture.pages import Box, Line, Page
from classify.profiles.plan import OTHER, Profile
from classify.sheet import Row, Sheet, part_of, prepare
from classify.types.titles import find_titles

_BAND = 3.0
"""How many rows high the empty band between two papers is at least."""
_BESIDE = 1.5
"""How many rows high the empty band between two papers beside each other is wide at least."""
_TITLE, _FIRST = 0.75, 0.6
"""How much a line looks like a title among the first rows, and in the very first one of a part."""
_FEWEST_ROWS = 4
_TITLE_AMONG = 3
_ONE_PAPER = frozenset({"id_card"})  # its two sides are copied on one sheet on purpose


@dataclass(frozen=True, slots=True)
class Between:
    """Where two papers on a page part: a straight cut down it (``beside``), or else across it.

    ``at`` is the middle of what is empty between them, as a share of the page's width or height.
    """

    beside: bool
    at: float


_Types = tuple[str, str]


def holds_two_papers(page: Page, profile: Profile) -> bool:
    """Return whether a page bears two papers below or beside each other, each titled as a known type."""
    return find_between(page, profile) is not None


def find_between(page: Page, profile: Profile) -> Between | None:
    """Return where the two papers that a page bears part, None where it bears one."""
    sheet = prepare(page)
    for types, between in chain(_below(page, sheet, profile), _beside(page, sheet, profile)):
        if not _ONE_PAPER.intersection(types):
            return between
    return None


def _below(page: Page, sheet: Sheet, profile: Profile) -> Iterator[tuple[_Types, Between]]:
    """Yield the types that the parts above and below an empty band name, where both do, and its middle."""
    for above, below in pairwise(sheet.rows):
        if below.y - above.y < _BAND * sheet.height + (above.height + below.height) / 2:
            continue
        if not _crosses(page, above, below):
            cut = above.index + 1
            second = _titled(sheet, sheet.rows[cut:], profile)  # most often none: asked first
            first = second and _titled(sheet, sheet.rows[:cut], profile)
            if first and second:
                high = max((box.y1 for box in _boxes(sheet.rows[:cut])), default=0)
                low = min((box.y0 for box in _boxes(sheet.rows[cut:])), default=page.height)
                yield (first, second), Between(False, (high + low) / 2 / page.height)


def _boxes(rows: Iterable[Row]) -> Iterator[Box]:
    return (segment.box for row in rows for segment in row.segments if segment.box)


def _beside(page: Page, sheet: Sheet, profile: Profile) -> Iterator[tuple[_Types, Between]]:
    """Yield the types that both parts beside an empty band over the whole height name, and its middle."""
    lines = [line for line in page.lines if line.box is not None and not line.seal and not line.is_slanted]
    for low, high in _gaps([_level(line, sheet.slope) for line in lines], _BESIDE * sheet.height):
        if any(t.box and t.box.x0 < low and t.box.x1 > high for t in page.ruled_tables):
            continue
        middle = (low + high) / 2
        sides: tuple[list[Line], list[Line]] = ([], [])
        for line in lines:
            sides[_level(line, sheet.slope)[0] > middle].append(line)
        right = prepare(_part(page, sides[1], round(middle), page.width))
        second = _titled(right, right.rows, profile, beside=True)
        if second is None:
            continue
        left = prepare(_part(page, sides[0], 0, round(middle)))
        first = _titled(left, left.rows, profile, beside=True)
        if first is not None:
            ends = max((line.box.x1 for line in sides[0] if line.box), default=0)
            begins = min((line.box.x0 for line in sides[1] if line.box), default=page.width)
            yield (first, second), Between(True, (ends + begins) / 2 / page.width)


def _level(line: Line, slope: float) -> tuple[float, float]:
    """Return from where to where a line stands on the straightened page."""
    box = line.box or Box(0, 0, 0, 0)
    shift = slope * (box.y0 + box.y1) / 2
    return box.x0 + shift, box.x1 + shift


def _gaps(spans: list[tuple[float, float]], least: float) -> Iterator[tuple[float, float]]:
    reach = min((x0 for x0, _ in spans), default=0.0)
    for x0, x1 in sorted(spans):
        if x0 - reach >= least:
            yield reach, x0
        reach = max(reach, x1)


def _part(page: Page, lines: list[Line], left: int, right: int) -> Page:
    """Return a page of some lines alone, from ``left`` to ``right``: a title stands in its middle."""
    moved = tuple(
        replace(
            line,
            box=Box(max(0, line.box.x0 - left), line.box.y0, max(1, line.box.x1 - left), line.box.y1),
            edges=tuple(edge - left for edge in line.edges),
        )
        for line in lines
        if line.box
    )
    return replace(page, width=max(1, right - left), lines=moved, tables=(), flat=None)


def _crosses(page: Page, above: Row, below: Row) -> bool:
    """Return whether a ruled table runs across the band: then both rows stand in one paper."""
    high = max((s.box.y1 for s in above.segments if s.box), default=0)
    low = min((s.box.y0 for s in below.segments if s.box), default=page.height)
    boxes = (table.box for table in page.ruled_tables if table.box)
    return any(box.y0 < high and box.y1 > low for box in boxes)


def _titled(sheet: Sheet, rows: tuple[Row, ...], profile: Profile, *, beside: bool = False) -> str | None:
    """Return the type that a part of a page names among its first rows, if it is a paper at all.

    Where its left and right edge are is not known ``beside`` another one, nor whether its title is centred.
    """
    if len(rows) < _FEWEST_ROWS:
        return None
    part = part_of(sheet, rows)
    for title in find_titles(part, profile):
        row = _row_of(part, title.y)
        least = _FIRST if beside and row == 0 else _TITLE
        if title.type != OTHER and title.quality >= least and row < _TITLE_AMONG:
            return title.type
    return None


def _row_of(part: Sheet, y: float) -> int:
    return min(range(len(part.rows)), key=lambda number: abs(part.rows[number].y - y))

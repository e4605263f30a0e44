"""Rows whose cells have several lines: what stands alone between two rows is put to the one it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from capture.layout.pieces import Piece, gap_between, stretches_of
from capture.tables.wordplaces import NUMBER

_FEWEST_COLUMNS = 3
_MOST_LINES = 6
_CLEARER = 1.15
"""The gap between two rows is wider than every gap between lines of a cell, by such a share at least."""
_PLAINLY = 1.5
"""By so much where more than half of the cells have several lines."""
_FEWEST_ALIKE = 3
_ONE_CELL = 1.9
"""Lines of one cell stand so near each other, in heights of a line."""
_ALIGNED = 0.7
"""Lines of one cell begin, end or have their middles so near each other, in heights of a line."""
_BALANCED = 0.5
"""Lines stand as far above the middle of a row as below it, but for so much of the height of a line."""
_ASIDE = 0.2
"""So far above and below it they stand at least: a heading above a cell on its level is none of its lines."""
_TOTAL = re.compile(
    r"[(（]?(?:[\u4e00-\u9fff]{0,3}[合小总共累]\s*计(?=$|[^\u4e00-\u9fff]|金额|人民币|大写)"
    r"|(?:sub|grand )?total\b)",
    re.I,
)
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}[:：]")
_WHOLE = re.compile(rf"[(（]?[-+¥￥$]?\s*{NUMBER}%?[)）]?|\d{{4}}([-/.])\d\d?\1\d\d?")
_LONG = 9
"""Figures alone that are so many may go on in another line, as those of an account do."""
Row = Sequence[Piece]


def with_wrapped(rows: Sequence[Row]) -> list[Row]:
    """Return rows with the further lines of their cells; those of which that is not plain stay as they are.

    ``rows`` are what stands on one level each, top to bottom. A line goes on below a cell, or stands above
    and below the level of its row where that has nothing in its column.
    """
    full = [n for n, row in enumerate(rows) if len(row) >= _FEWEST_COLUMNS]
    every_other = _every_other(full)
    above: dict[int, list[int]] = {}
    below: dict[int, list[int]] = {}
    for upper, lower in pairwise(full):
        if 1 < lower - upper <= _MOST_LINES:
            cut = _gap(rows, upper, lower, every_other=upper in every_other)
            if cut is not None:
                below[upper], above[lower] = list(range(upper + 1, cut)), list(range(cut, lower))
    if full and below:
        most = max((gap_between(rows[n - 1], rows[n]) for some in below.values() for n in some), default=0.0)
        labelled = any(_has_label(rows[n]) for some in (*below.values(), *above.values()) for n in some)
        tail = _tail(rows, full[-1], max(map(len, below.values())), _CLEARER * most)
        # who drew a list up and what it notes stands below it, as labels with values
        below[full[-1]] = tail if labelled or not any(_has_label(rows[n]) for n in tail) else []
    merged = {n: _merged(rows, n, above.get(n, ()), below.get(n, ())) for n in full}
    taken = {n for row in full if merged[row] for n in (*above.get(row, ()), *below.get(row, ()))}
    return [merged.get(n) or row for n, row in enumerate(rows) if n not in taken]


def _every_other(full: Sequence[int]) -> set[int]:
    """Return the full rows with one level below each: it is of the row above, as the head has none.

    Were it of the row below, one would stand between the head and the first.
    """
    steps = [lower - upper for upper, lower in pairwise(full)]
    found: set[int] = set()
    start = 0
    for at in range(len(steps) + 1):
        if at < len(steps) and steps[at] == 2:
            continue
        if at - start >= _FEWEST_ALIKE and start and steps[start - 1] == 1:
            found.update(full[start:at])
        start = at + 1
    return found


def _gap(rows: Sequence[Row], upper: int, lower: int, *, every_other: bool) -> int | None:
    """Return the first level of the lower of two rows, lines between; None where none parts them plainly."""
    gaps = {n: gap_between(rows[n - 1], rows[n]) for n in range(upper + 1, lower + 1)}
    cut = max(gaps, key=lambda n: gaps[n])
    inner = max(gap for n, gap in gaps.items() if n != cut)
    fewest, most = min(len(rows[upper]), len(rows[lower])), max(len(rows[n]) for n in range(upper + 1, lower))
    clearer = _CLEARER if most <= max(1, fewest // 2) else _PLAINLY
    if every_other:
        clearer = 1.0
    plain = most < fewest and clearer * inner <= gaps[cut] and inner <= _ONE_CELL * rows[upper][0].height
    return cut if plain else None


def _tail(rows: Sequence[Row], last: int, most: int, reach: float) -> list[int]:
    """Return the lines below the last row that may be of its cells: so many at most, as near as of others."""
    found: list[int] = []
    for n in range(last + 1, min(last + 1 + most, len(rows))):
        if gap_between(rows[n - 1], rows[n]) > reach or len(rows[n]) >= len(rows[last]):
            break
        found.append(n)
    after = last + len(found) + 1
    if not found or after >= len(rows):
        return found
    gaps = [gap_between(rows[n - 1], rows[n]) for n in (after - 1, after)]
    return found if _CLEARER * gaps[0] <= gaps[1] else []


def _merged(rows: Sequence[Row], main: int, above: Sequence[int], below: Sequence[int]) -> Row | None:
    """Return a row with its further lines in reading order; None where they fit no cell each."""
    if not above and not below:
        return None
    row, upper, lower = rows[main], [p for n in above for p in rows[n]], [p for n in below for p in rows[n]]
    own = [stretch for piece in row for stretch in stretches_of(piece)]
    for piece in (*upper, *lower):
        if _TOTAL.match(piece.text) or (_is_whole(piece) and any(map(_is_whole, _below(piece, row)))):
            return None
        over = [(x0, x1) for x0, x1 in own if piece.x0 < x1 and x0 < piece.x1]
        if len(over) > 1 or (over and not _is_aligned(piece, *over[0])):
            return None
        if (not over or piece in upper) and not _is_balanced(piece, row, upper, lower):
            return None
    return (*upper, *row, *lower)


def _is_aligned(piece: Piece, x0: float, x1: float) -> bool:
    off = abs(piece.x0 - x0), abs(piece.x1 - x1), abs(piece.x0 + piece.x1 - x0 - x1) / 2
    return min(off) <= _ALIGNED * piece.height


def _is_balanced(piece: Piece, row: Row, upper: Sequence[Piece], lower: Sequence[Piece]) -> bool:
    """Tell whether lines of one cell stand about the middle of their row, as many above it as below."""
    own = list(_beside(piece, row))
    level = median(other.y for other in row if other not in own) if len(own) < len(row) else piece.y
    # what is of no width stands beside nothing, not even itself
    lines = [*_beside(piece, upper), *own, *_beside(piece, lower)] or [piece]
    top, bottom = min(line.y for line in lines), max(line.y for line in lines)
    aside = _ASIDE * piece.height
    if len(lines) > 1 and not (top + aside <= level <= bottom - aside):
        return False
    return abs((top + bottom) / 2 - level) <= _BALANCED * piece.height


def _has_label(row: Row) -> bool:
    return any(_LABEL.match(piece.text) for piece in row)


def _is_whole(piece: Piece) -> bool:
    """Tell whether it is a number of its own, so that another one above or below it is of another row."""
    text = piece.text.strip()
    return _WHOLE.fullmatch(text) is not None and (not text.isdecimal() or len(text) < _LONG)


def _below(piece: Piece, others: Sequence[Piece]) -> Iterator[Piece]:
    """Yield what stands above or below it, however it is set."""
    return (other for other in others if other.x0 < piece.x1 and piece.x0 < other.x1)


def _beside(piece: Piece, others: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the lines of the same cell."""
    for other in others:
        if other.x0 < piece.x1 and piece.x0 < other.x1 and _is_aligned(other, piece.x0, piece.x1):
            yield other

"""Words in cells whose characters a program wrote one by one: 购 买 方 below each other, 金 额 set wide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from capture.characters.spaces import is_han
from capture.pages import Box, Line, Table

_NARROW = 2.6
"""So many characters wide a cell is at most whose characters may be a column."""
_MOST = 10
_FARTHEST = 8.0
"""In sizes of a character: further apart are no two of one word."""
_OFF = 0.3
_UNEVEN = 1.5
_UNITS = frozenset("个件台套只支根张箱包袋吨克米把块条双副组瓶桶卷批次项本份辆架对板扇盒片盘")
"""Below each other these are the units of a list."""


def with_whole_words(lines: Sequence[Line], tables: Sequence[Table]) -> tuple[Line, ...]:
    """Return lines, single Han characters that are one word of a cell of a ruled table joined to it.

    ``tables`` are in the pixels of the lines. What stands below each other is a word only in a cell as narrow
    as its characters: in a wider one it may be a list.
    """
    joined: dict[int, Line] = {}
    gone: set[int] = set()
    for cell, numbers in _single_in_cells(lines, tables):
        word = _column([lines[n] for n in numbers], cell) or _row([lines[n] for n in numbers])
        if word is not None:
            joined[min(numbers)] = word
            gone.update(numbers)
    return tuple(joined.get(n, line) for n, line in enumerate(lines) if n in joined or n not in gone)


def _single_in_cells(lines: Sequence[Line], tables: Sequence[Table]) -> Iterator[tuple[Box, list[int]]]:
    """Yield cells that hold single characters and nothing else, and their lines' numbers."""
    single = [n for n, line in enumerate(lines) if _is_single(line)]
    if len(single) < 2:
        return
    cells = [cell.box for table in tables if table.ruled for row in table.rows for cell in row if cell.box]
    held: dict[Box, list[int]] = defaultdict(list)
    for number in single:
        cell = next((cell for cell in cells if _is_in(lines[number], cell)), None)
        if cell is not None:
            held[cell].append(number)
    for cell, numbers in held.items():
        alone = sum(_is_in(line, cell) for line in lines) == len(numbers)
        if 2 <= len(numbers) <= _MOST and alone:
            yield cell, numbers


def _is_single(line: Line) -> bool:
    return line.box is not None and len(line.text) == 1 and is_han(line.text) and not line.seal


def _is_in(line: Line, cell: Box) -> bool:
    box = line.box
    if box is None:
        return False
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return cell.x0 <= x <= cell.x1 and cell.y0 <= y <= cell.y1


def _column(lines: Sequence[Line], cell: Box) -> Line | None:
    """Return the word that characters below each other are, if they are one."""
    chars = sorted(lines, key=lambda line: _middle(line)[1])
    size = median(line.box.width for line in lines if line.box)
    text = "".join(line.text for line in chars)
    if cell.width > _NARROW * size or _UNITS.issuperset(text) or not _is_even(chars, 1, size):
        return None
    return Line(text, _around(chars), min(line.confidence for line in chars), chars[0].reader)


def _row(lines: Sequence[Line]) -> Line | None:
    """Return the word that characters beside each other are, if they are one."""
    chars = sorted(lines, key=lambda line: _middle(line)[0])
    size = median(line.box.height for line in lines if line.box)
    if not _is_even(chars, 0, size):
        return None
    boxes = [line.box for line in chars if line.box]
    inner = [(left.x1 + right.x0) // 2 for left, right in pairwise(boxes)]
    edges = (boxes[0].x0, *inner, boxes[-1].x1)
    text = "".join(line.text for line in chars)
    return Line(text, _around(chars), min(line.confidence for line in chars), chars[0].reader, edges)


def _is_even(chars: Sequence[Line], along: int, size: float) -> bool:
    """Tell whether different characters stand in one line, evenly; ``along`` is 0 for x and 1 for y."""
    places = [_middle(line) for line in chars]
    steps = [b[along] - a[along] for a, b in pairwise(places)]
    aside = [place[1 - along] for place in places]
    return (
        max(aside) - min(aside) <= _OFF * size
        and min(steps) > 0
        and max(steps) <= _UNEVEN * min(steps)
        and max(steps) <= _FARTHEST * size
        and all(one.text != other.text for one, other in pairwise(chars))
    )


def _middle(line: Line) -> tuple[float, float]:
    box = line.box
    return (0.0, 0.0) if box is None else ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)


def _around(lines: Sequence[Line]) -> Box:
    boxes = [line.box for line in lines if line.box]
    box = boxes[0]
    for other in boxes[1:]:
        box = box.union(other)
    return box

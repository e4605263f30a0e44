"""The blank between two columns of running text, told by lines that begin and end at the same places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from statistics import median

from capture.characters.spaces import is_han
from capture.layout.flow import is_one_text
from capture.layout.pieces import Piece, stretches_of
from capture.pages import Line

FEWEST_LINES = 5
"""So many lines or more of one width make a column of running text."""
_FEWEST_SIGNS = 8
"""A line of it holds as many Han characters at least, or twice as many letters."""
_INDENT = 2.7
"""Its lines begin at one place or that much further to the right, in heights of a line."""
_JUSTIFIED, _RAGGED = 0.9, 0.14
"""They end at one place: in heights of a line where they are Han, else by that share of their length."""
_MOSTLY = 0.55
"""Such lines hold that share of all that stands where the columns are, measured by length."""
_WRITTEN = 0.3
"""That share of them is part of a sentence, as names, addresses and goods are not."""
_MARK = re.compile(r"[，。；、！？]|[^\W\d_][,;.!?](?![\w/]*@)")
_WORD, _FEWEST_WORDS = re.compile(r"\b[a-z]{2,}\b"), 4
_WORDS = 0.6
"""That share of their signs are letters or Han, not figures."""
_SHARED = 3
"""So many lines of one column stand beside the other at least."""
_NARROW, _WIDE = 0.1, 0.8
"""Boxes of columns stand so far apart at least, in heights of a line; what is less wide may be a fold."""
_SHORT, _FEWEST_SHORT = 1.2, 2
"""So many lines end by so many heights before a narrow gutter, or begin behind it; at a fold none do."""
_ASIDE = 0.3
"""What stands in no column of text is less than that share of its lines: lists have figures beside theirs."""
_CROSSING = 0.25
"""Less than that share of the lines run across it, as headings do."""
_MOST_LINES = 2000
"""No page set in columns has so many lines of running text; to look at more would take long."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line, or a table with all of its own; places on the straightened page.

    ``lines`` stand with their places among all lines of the page; ``piece`` is that of a line.
    """

    lines: tuple[tuple[int, Line], ...]
    x0: float
    x1: float
    y0: float
    y1: float
    height: float
    piece: Piece | None = None

    @property
    def y(self) -> float:
        """The middle of its height."""
        return (self.y0 + self.y1) / 2

    @property
    def text(self) -> str:
        """What the line says; nothing of a table."""
        return self.piece.text if self.piece else ""

    @classmethod
    def of(cls, piece: Piece, number: int, line: Line) -> Item:
        """Make one of a line, or of a part of it, with its place among the lines of the page."""
        half = piece.height / 2
        places = (piece.x0, piece.x1, piece.y - half, piece.y + half, piece.height)
        return cls(((number, line),), *places, piece)

    @classmethod
    def of_table(cls, pieces: Sequence[Piece], numbers: Sequence[int]) -> Item:
        """Make one of all that stands in a table."""
        return cls(
            tuple((number, piece.line) for number, piece in zip(numbers, pieces, strict=True)),
            min(piece.x0 for piece in pieces),
            max(piece.x1 for piece in pieces),
            min(piece.y - piece.height / 2 for piece in pieces),
            max(piece.y + piece.height / 2 for piece in pieces),
            median(piece.height for piece in pieces),
        )


@dataclass(frozen=True, slots=True)
class Gutter:
    """The blank between two columns, and from where to where they run; ``pitch`` is between their rows.

    ``begins`` are where lines of text begin that stand below each other anywhere.
    """

    x0: float
    x1: float
    top: float
    bottom: float
    pitch: float
    begins: tuple[float, ...]

    def is_left(self, item: Item) -> bool:
        """Tell on which side of the blank something stands."""
        return (item.x0 + item.x1) / 2 < (self.x0 + self.x1) / 2

    def holds(self, item: Item) -> bool:
        """Tell whether something stands in the blank itself."""
        return self.x0 < item.x0 and item.x1 < self.x1 and self.top <= item.y <= self.bottom

    def crosses(self, item: Item) -> bool:
        """Tell whether something runs across the blank."""
        return item.x0 < self.x0 and item.x1 > self.x1

    def begins_text(self, item: Item) -> bool:
        """Tell whether something begins where lines of a column of text do."""
        return any(-item.height <= item.x0 - x <= _INDENT * item.height for x in self.begins)

    def parts_of(self, item: Item) -> list[Item]:
        """Return what of a line stands left and right, where the two were read in one; itself elsewhere."""
        piece, middle = item.piece, (self.x0 + self.x1) / 2
        if piece is None or not self.crosses(item):
            return [item]
        blanks = pairwise(stretches_of(piece))
        if not any(left < middle < right for (_, left), (right, _) in blanks):
            return [item]
        shift = piece.x0 - piece.box.x0
        at = sum((a + b) / 2 + shift < middle for a, b in pairwise(piece.line.edges))
        (number, line), both = item.lines[0], ((0, at), (at, len(piece.text)))
        parts = [(piece.cut(start, end), line.part(start, end)) for start, end in both]
        return [Item.of(part, number, own) for part, own in parts if part is not None]


class _Column:
    """Lines that begin and end at the same places, top to bottom."""

    def __init__(self, item: Item) -> None:
        self.items = [item]
        self._x0 = item.x0
        self._ends = item.x1

    def add(self, item: Item) -> None:
        self.items.append(item)
        self._x0 = min(self._x0, item.x0)
        self._ends += item.x1

    def distance(self, item: Item) -> float | None:
        """Return how far off a line ends; None of one that is of no such column."""
        x1 = self._ends / len(self.items)
        off = abs(item.x1 - x1)
        if abs(item.x0 - self._x0) > _INDENT * item.height or off > self._room(item, x1):
            return None
        return off

    def _room(self, item: Item, x1: float) -> float:
        return _JUSTIFIED * item.height if _is_of_han(item.text) else _RAGGED * (x1 - self._x0)

    def is_full(self, item: Item) -> bool | None:
        """Tell whether a line ends where the others do; None of one that does not begin where they do."""
        x0, x1 = self.span
        if abs(item.x0 - x0) > _INDENT * item.height:
            return None
        return abs(item.x1 - x1) <= self._room(item, x1)

    @property
    def is_text(self) -> bool:
        marked = sum(_is_of_sentence(item.text) for item in self.items)
        return len(self.items) >= FEWEST_LINES and marked >= _WRITTEN * len(self.items)

    @cached_property
    def span(self) -> tuple[float, float]:
        """Where nearly all of its lines begin and end; asked when the last one is in."""
        few = len(self.items) // 5
        begins, ends = sorted(item.x0 for item in self.items), sorted(item.x1 for item in self.items)
        return begins[few], ends[-1 - few]

    def is_above(self, item: Item) -> bool:
        """Tell whether something stands above or below its lines, or among them."""
        x0, x1 = self.span
        return x0 <= (item.x0 + item.x1) / 2 <= x1

    @property
    def pitch(self) -> float:
        return median(below.y - above.y for above, below in pairwise(self.items))


def is_running(text: str) -> bool:
    """Tell whether a line is as long as those of running text, and not of figures."""
    signs = [char for char in text if not char.isspace()]
    han = sum(map(is_han, signs))
    if han + (len(signs) - han) / 2 < _FEWEST_SIGNS:
        return False
    return sum(char.isalpha() for char in signs) >= _WORDS * len(signs)


def find_gutter(items: Sequence[Item]) -> Gutter | None:
    """Return the blank between the two columns that stand side by side longest; None where none do."""
    columns = _columns(items)
    begins = tuple(column.span[0] for column in columns)
    pairs = [(_shared(one, other), one, other) for one, other in combinations(columns, 2)]
    for shared, *pair in sorted(pairs, key=lambda pair: -pair[0]):
        if shared < _SHARED:
            break
        left, right = sorted(pair, key=lambda column: column.span)
        gutter = _between(left, right, begins)
        if gutter is None or any(gutter.holds(item) for column in columns for item in column.items):
            continue
        if _is_of_text(gutter, items, columns) and _runs_on(gutter, items, pair):
            return gutter
    return None


def _columns(items: Sequence[Item]) -> list[_Column]:
    columns: list[_Column] = []
    running = [item for item in items if is_running(item.text)]
    if len(running) > _MOST_LINES:
        return []
    for item in sorted(running, key=lambda item: item.y):
        near = [(off, column) for column in columns if (off := column.distance(item)) is not None]
        if near:
            min(near, key=lambda one: one[0])[1].add(item)
        else:
            columns.append(_Column(item))
    return [column for column in columns if column.is_text]


def _is_of_han(text: str) -> bool:
    return 2 * sum(map(is_han, text)) >= len(text)


def _is_of_sentence(text: str) -> bool:
    """Tell whether a line has a mark within, or several words in small letters."""
    return _MARK.search(text) is not None or len(_WORD.findall(text)) >= _FEWEST_WORDS


def _shared(one: _Column, other: _Column) -> int:
    """Return how many lines of the shorter column stand beside the other."""

    def beside(lines: Sequence[Item], others: Sequence[Item]) -> int:
        return sum(others[0].y0 <= item.y <= others[-1].y1 for item in lines)

    return min(beside(one.items, other.items), beside(other.items, one.items))


def _between(left: _Column, right: _Column, begins: tuple[float, ...]) -> Gutter | None:
    x0, x1 = left.span[1], right.span[0]
    both = sorted((*left.items, *right.items), key=lambda item: item.y)
    height = median(item.height for item in both)
    if x1 - x0 < _NARROW * height:
        return None
    return Gutter(x0, x1, both[0].y, both[-1].y, max(height, left.pitch, right.pitch), begins)


def _is_of_text(gutter: Gutter, items: Sequence[Item], columns: Sequence[_Column]) -> bool:
    """Tell whether nearly all that stands where the columns run is running text, and the blank no fold."""
    lines = [item for item in items if item.text and gutter.top <= item.y <= gutter.bottom]
    text = {id(item) for column in columns for item in column.items}
    text.update(id(item) for item in lines if len(gutter.parts_of(item)) > 1)
    others = [item for item in lines if id(item) not in text]
    crossing = [item for item in others if gutter.crosses(item)]
    apart = [item for item in others if not gutter.crosses(item)]
    aside = [item for item in apart if not any(column.is_above(item) for column in columns)]
    if sum(_length(item) for item in lines if id(item) in text) < _MOSTLY * sum(map(_length, lines)):
        return False
    if len(crossing) >= _CROSSING * len(text) or len(aside) >= _ASIDE * len(text):
        return False
    is_wide = gutter.x1 - gutter.x0 >= _WIDE * median(item.height for item in lines)
    return is_wide or sum(1 for _ in _short(gutter, lines)) >= _FEWEST_SHORT


def _runs_on(gutter: Gutter, items: Sequence[Item], columns: Sequence[_Column]) -> bool:
    """Tell whether the lines of both columns are of one text each, not entries of a list."""
    lines = [item for item in items if is_running(item.text) and gutter.top <= item.y <= gutter.bottom]
    lines = [item for item in lines if not gutter.crosses(item)]
    told = [(full, item.text) for item in lines for c in columns if (full := c.is_full(item)) is not None]
    return is_one_text([text for full, text in told if full], [text for full, text in told if not full])


def _length(item: Item) -> float:
    return item.x1 - item.x0


def _short(gutter: Gutter, lines: Sequence[Item]) -> Iterator[Item]:
    """Yield lines that end well before the gutter, or begin well behind it, with text on its other side."""
    left = [item for item in lines if gutter.is_left(item)]
    right = [item for item in lines if not gutter.is_left(item)]
    for own, others in ((left, right), (right, left)):
        for item in own:
            off = max(gutter.x0 - item.x1, item.x0 - gutter.x1)
            if off > _SHORT * item.height and any(other.y0 <= item.y <= other.y1 for other in others):
                yield item

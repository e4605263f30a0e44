"""Rows that a PDF writes in pieces, in an order of its own: all Han first, then all figures between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from capture.characters.spaces import is_han
from capture.textlayer.ownrows import Row

_SAME_LEVEL = 0.2
_AS_HIGH = 1.5
_WIDEST, _DEEPEST = 0.12, 0.2
"""In heights of letters: how far apart pieces of a row are at most, and how far one reaches into the next."""
_GAP = 0.25
_SINGLE = 2


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a row without a gap in it; ``source`` is the row's number."""

    source: int
    row: Row


def with_whole_rows(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return rows, those that touch on one level as one; a row stays where its first piece was.

    What stands in a gap of another row is a piece of it.
    """
    level = sorted((n for n, row in enumerate(rows) if _is_level(row)), key=lambda n: _middle(rows[n]))
    whole: dict[int, list[Row]] = {}
    gone: set[int] = set()
    for numbers in _levels(level, rows):
        if len(numbers) < 2:
            continue
        pieces = [piece for n in numbers for piece in _pieces(n, rows[n])]
        for chain in _chains(pieces):
            sources = {piece.source for piece in chain}
            if len(sources) > 1:
                whole.setdefault(min(sources), []).append(_joined([piece.row for piece in chain]))
                gone.update(sources)
    return tuple(one for n, row in enumerate(rows) for one in whole.get(n, () if n in gone else (row,)))


def _pieces(number: int, row: Row) -> Iterator[_Piece]:
    """Yield the parts of a row between its gaps."""
    start = 0
    shown = [n for n, char in enumerate(row.text) if not char.isspace()]
    for left, right in pairwise(shown):
        if row.corners[right][0] - row.corners[left][2] > _GAP * _height(row):
            yield _Piece(number, _part(row, start, left + 1))
            start = right
    yield _Piece(number, row if start == 0 else _part(row, start, len(row.text)))


def _part(row: Row, start: int, end: int) -> Row:
    corners = row.corners[start:end]
    box = (corners[0][0], row.box[1], corners[-1][2], row.box[3])
    return replace(row, text=row.text[start:end], corners=corners, box=box)


def _is_level(row: Row) -> bool:
    return row.direction == 0 and not row.column and row.slope == 0


def _middle(row: Row) -> float:
    return (row.box[1] + row.box[3]) / 2


def _height(row: Row) -> float:
    return max(1.0, row.box[3] - row.box[1])


def _levels(level: Sequence[int], rows: Sequence[Row]) -> Iterator[list[int]]:
    """Yield the numbers of rows that stand on one level, given by their middles from top to bottom."""
    found: list[int] = []
    for number in level:
        if found and _middle(rows[number]) - _middle(rows[found[0]]) > _SAME_LEVEL * _height(rows[number]):
            yield found
            found = []
        found.append(number)
    if found:
        yield found


def _chains(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Yield runs of pieces each of which goes on where the one before it ends, or is of the same row."""
    chain: list[_Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.row.box[0]):
        if chain and not (chain[-1].source == piece.source or _touch(chain[-1].row, piece.row)):
            yield chain
            chain = []
        chain.append(piece)
    if chain:
        yield chain


def _touch(left: Row, right: Row) -> bool:
    small, large = sorted((_height(left), _height(right)))
    gap = right.box[0] - left.box[2]
    if large > _AS_HIGH * small or not -_DEEPEST * small <= gap <= _WIDEST * small:
        return False
    # what a program writes apart are single signs, or those of another font; cells may touch as well
    other = is_han(left.text[-1]) != is_han(right.text[0])
    return other or min(len(left.text), len(right.text)) <= _SINGLE


def _joined(rows: Sequence[Row]) -> Row:
    """Return pieces as one row; where a gap is left in it there is a space."""
    x0, y0, x1, y1 = zip(*(row.box for row in rows), strict=True)
    longest = max(rows, key=lambda row: len(row.text))
    text, corners = rows[0].text, list(rows[0].corners)
    for left, right in pairwise(rows):
        if right.box[0] - left.box[2] > _GAP * _height(left):
            text += " "
            corners.append((left.box[2], left.box[1], right.box[0], left.box[3]))
        text += right.text
        corners += right.corners
    box = (min(x0), min(y0), max(x1), max(y1))
    return replace(longest, text=text, corners=tuple(corners), box=box)

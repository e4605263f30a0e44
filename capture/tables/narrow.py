"""Columns that stand hardly apart, so that both were read in one line: what is told twice in every row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from capture.layout.pieces import Piece
from capture.tables.wordplaces import NUMBER, SUM

_BESIDE = 0.5
"""Of the height of a line, how far apart pieces are two."""
_OFF = 0.6
"""Of the height of a line, how far the places where rows are divided lie apart."""
_RAGGED = 0.25
"""Of the height of a line, how far apart numbers begin which are set to end at one place."""
_MOST, _FEWEST = 0.8, 3
"""Such a share of the rows is divided there, and so many at least."""
_TWO_NUMBERS = re.compile(rf"([-+¥￥]?{NUMBER})( +)([-+¥￥]?{NUMBER})[.,]?")
_TOUCHED_SUM = re.compile(rf"{SUM}(?=\d)")
_BLANK = re.compile(r" +")
_KINDS = re.compile(r"(?<=[\d.%)])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[-+¥￥\d])")
_NUMBER_AND_NOTE = re.compile(rf"([-+¥￥]?{NUMBER}) *(?=[^\d.,% ])")
Column = tuple[float, float]


def parted(cells: Sequence[Sequence[Piece]], column: Column) -> list[Column]:
    """Return the two columns that a column of ``cells`` holds, top to bottom; itself where it is one.

    A sum and another number with a blank between in nearly all rows at one place are of two columns; where
    the head is two words apart, a number beside words is so, too.
    """
    head, below = cells[0], [cell for cell in cells[1:] if cell]
    headed = _is_two_heads(head)
    if len(below) < _FEWEST:
        return [column]
    breaks = [list(_breaks(cell, headed=headed)) for cell in below]
    if sum(map(bool, breaks)) < _MOST * len(below):
        return _with_notes(below, column)
    reach = _OFF * median(piece.height for cell in below for piece in cell)
    places = [place for row in breaks for place in row]

    def rows_at(place: float) -> list[float]:
        near = (min(row, key=lambda other: abs(other - place)) for row in breaks if row)
        return [other for other in near if abs(other - place) <= reach]

    best = max(places, key=lambda place: len(rows_at(place)))
    at = median(rows_at(best))
    if len(rows_at(best)) < max(_FEWEST, _MOST * len(below)) or not (column[0] < at < column[1]):
        return [column]
    if any(piece.x0 < at - reach and piece.x1 > at + reach for piece in head):
        return [column]
    return [(column[0], at), (at, column[1])]


def _is_two_heads(head: Sequence[Piece]) -> bool:
    """Tell whether two words stand apart, and not one whose two characters do (金　额)."""
    apart = len(head) == 2 and head[1].x0 - head[0].x1 > _BESIDE * head[0].height
    return apart and max(len(piece.text) for piece in head) > 1


def _with_notes(below: Sequence[Sequence[Piece]], column: Column) -> list[Column]:
    """Part what stands beside some numbers of a column that all end at one place, wherever they begin."""
    pieces = [piece for cell in below for piece in cell]
    numbers = [piece for piece in pieces if _is_number(piece)]
    ends = [piece.x1 for piece in numbers]
    others = [piece for piece in pieces if not _is_number(piece)]
    if len(ends) < max(_FEWEST, len(below) / 2) or not others:
        return [column]
    height = median(piece.height for piece in pieces)
    end, reach = median(ends), _OFF * height
    starts = [piece.x0 for piece in pieces if piece in numbers or _NUMBER_AND_NOTE.match(piece.text)]
    if max(starts) - min(starts) < _RAGGED * height:
        return [column]
    begins: list[float] = []
    for piece in others:
        begin = piece.x0 if piece.x0 >= end - reach / 2 else _begin_of_note(piece, end, reach)
        if begin is None:
            return [column]
        begins.append(begin)
    if max(ends) - min(ends) > reach or max(begins) - min(begins) > reach or min(begins) <= end - reach / 2:
        return [column]
    at = (end + min(begins)) / 2
    return [(column[0], at), (at, column[1])] if column[0] < at < column[1] else [column]


def _begin_of_note(piece: Piece, end: float, reach: float) -> float | None:
    """Return where the text after a number begins, which ends where the others do; None of anything else."""
    found = _NUMBER_AND_NOTE.match(piece.text)
    edges, shift = piece.line.edges, piece.x0 - piece.box.x0
    if found is None or len(edges) != len(piece.text) + 1:
        return None
    left, right = edges[found.end(1)] + shift, edges[found.end()] + shift
    return right if abs(left - end) <= reach else None


def _breaks(cell: Sequence[Piece], *, headed: bool) -> Iterator[float]:
    """Yield where the text of a cell may be of two columns."""
    for left, right in pairwise(cell):
        numbers = _is_number(left) and _is_number(right) and _has_sum(left.text, right.text)
        if left.x1 <= right.x0 + _OFF * left.height and (numbers or (headed and _is_number(left))):
            yield (left.x1 + right.x0) / 2
    for piece in cell:
        edges = piece.line.edges
        if len(edges) != len(piece.text) + 1:
            continue
        shift = piece.x0 - piece.box.x0
        for start, end in _spans(piece.text, headed=headed):
            yield (edges[start] + edges[end]) / 2 + shift


def _is_number(piece: Piece) -> bool:
    return re.fullmatch(rf"[-+¥￥]?{NUMBER}", piece.text) is not None


def _spans(text: str, *, headed: bool) -> Iterator[tuple[int, int]]:
    """Yield from where to where nothing stands between what may be two texts."""
    yield from ((one.end(), one.end()) for one in _TOUCHED_SUM.finditer(text))
    if headed:
        yield from (found.span() for pattern in (_BLANK, _KINDS) for found in pattern.finditer(text))
        return
    found = _TWO_NUMBERS.fullmatch(text)
    if found and _has_sum(found[1], found[3]):
        yield found.span(2)


def _has_sum(left: str, right: str) -> bool:
    """Tell whether one of two numbers is no group of figures, as those of telephones and accounts are."""
    return any(char in text for text in (left, right) for char in ",.")

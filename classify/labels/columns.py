"""Columns of labels and values that stand side by side on a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from classify.sheet import Piece

_FAR, _SAME_EDGE = 1.5, 0.5  # heights of a row


def within_column(pieces: Sequence[Piece], edges: Sequence[float], height: float) -> tuple[Piece, ...]:
    """Keep the pieces of a row up to one, far from the piece before, below a label of the rows above.

    ``edges`` are the left edges of those labels: what begins there goes on with the value of that label.
    """
    for number, (left, right) in enumerate(pairwise(pieces), start=1):
        x0 = right.segment.x0
        far = x0 - left.segment.x1 > _FAR * height and right.start == 0
        if far and any(abs(x0 - edge) < _SAME_EDGE * height for edge in edges):
            return tuple(pieces[:number])
    return tuple(pieces)

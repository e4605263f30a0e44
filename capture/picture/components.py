"""Patches of a mask that hang together, measured by the runs of their own pixels."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image

_NOTHING = np.zeros((1, 2), np.uint8)


@dataclass(frozen=True, slots=True)
class Components:
    """The patches of a mask, pixels that touch at a corner taken together; number 0 is what is not set.

    ``rows``, ``columns`` and ``lengths`` are the runs of set pixels along rows: where each begins, how long
    it is; ``numbers`` is the patch of each. ``areas`` is by patch, in pixels.
    """

    shape: tuple[int, ...]
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    lengths: NDArray[np.int64]
    numbers: NDArray[np.int32]
    areas: NDArray[np.int64]

    def boxes(self) -> NDArray[np.int64]:
        """Return x, y, width and height of each patch; those of number 0 mean nothing."""
        count = len(self.areas)
        low, high = np.full((2, count), max(self.shape), np.int64), np.zeros((2, count), np.int64)
        last = self.columns + self.lengths - 1
        for axis, begins, ends in ((0, self.columns, last), (1, self.rows, self.rows)):
            np.minimum.at(low[axis], self.numbers, begins)
            np.maximum.at(high[axis], self.numbers, ends)
        return np.concatenate([low, high - low + 1]).T

    def measured(self) -> list[tuple[int, int, int, int, int]]:
        """Return x, y, width, height and area of each patch but number 0."""
        rows = np.column_stack([self.boxes(), self.areas])[1:].tolist()
        return [(x, y, width, height, area) for x, y, width, height, area in rows]

    def sums(self, weights: NDArray[np.int64]) -> NDArray[np.float64]:
        """Add up numbers given by run, for each patch."""
        return np.bincount(self.numbers, weights=weights, minlength=len(self.areas)).astype(np.float64)

    def pixels(self, kept: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Return the pixels of the patches that are ``kept``, counted row by row, and the patch of each."""
        chosen = kept[self.numbers]
        lengths = self.lengths[chosen]
        begins = self.rows[chosen] * self.shape[1] + self.columns[chosen]
        places = np.repeat(begins - (np.cumsum(lengths) - lengths), lengths)
        places += np.arange(len(places))
        return places, np.repeat(self.numbers[chosen], lengths)

    def drawn(self, kept: NDArray[np.bool_]) -> Image:
        """Return a mask of the patches that are ``kept``, 1 on 0."""
        mask = np.zeros(self.shape, np.uint8)
        mask.reshape(-1)[self.pixels(kept)[0]] = 1
        return mask


def components_of(mask: Image) -> Components:
    """Return the patches of a mask.

    OpenCV's own measuring goes over all pixels of the picture, most of which are not set: it takes
    four to eight times as long as finding the patches.
    """
    x, y, width, height = cv2.boundingRect(mask)
    part = mask[y : y + height, x : x + width]
    # a column without ink at either side, so that no run goes on in the next row
    framed = cv2.copyMakeBorder(part, 0, 0, 1, 1, cv2.BORDER_CONSTANT, value=(0,)) if part.size else _NOTHING
    _, labels = cv2.connectedComponents(framed)
    flat = framed.reshape(-1) != 0
    edges = np.flatnonzero(flat[1:] != flat[:-1])
    begins, lengths = edges[::2] + 1, edges[1::2] - edges[::2]
    numbers = labels.reshape(-1)[begins].astype(np.int32, copy=False)
    rows, columns = np.divmod(begins, framed.shape[1])
    areas = np.bincount(numbers, weights=lengths, minlength=1).astype(np.int64)
    return Components(mask.shape, rows + y, columns + (x - 1), lengths, numbers, areas)

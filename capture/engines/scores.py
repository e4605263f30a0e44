"""What a recogniser's network says at each step along its lines.

The softmax over all 18,710 characters at every step costs a fifth of the network's time, so it is left out
where it can be: which character is best can be told without it, and how sure that is need only be known
where a character begins.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Steps = NDArray[np.intp]

_MOST_ODDS = 80.0  # e to more than this is no float32


class Scores(Protocol):
    """Scores of a batch of lines, valid until the network runs again."""

    def best(self) -> Steps:
        """Return the best character of every step: lines x steps."""
        ...

    def likelihoods(self, line: int, steps: Steps) -> Floats:
        """Return how likely each character is at some steps of a line (1 in all): steps x characters."""
        ...

    def sureness(self, line: int, steps: Steps, characters: Steps) -> Floats:
        """Return how likely one character is at each of some steps of a line: as many as steps."""
        ...

    def odds(self, line: int, steps: Steps, characters: Steps) -> Floats:
        """Return how likely characters are at some steps of a line against none: steps x characters."""
        ...

    def filled(self, line: int, least: float) -> Steps:
        """Return the steps of a line at which some character may be as likely as ``least``; few others."""
        ...


@dataclass(frozen=True, slots=True)
class _InFloats:
    values: Floats

    def best(self) -> Steps:
        """As `Scores.best`."""
        best: Steps = self.values.argmax(axis=2)
        return best


class Likelihoods(_InFloats):
    """Scores that went through the softmax: lines x steps x characters."""

    __slots__ = ()

    def likelihoods(self, line: int, steps: Steps) -> Floats:
        """As `Scores.likelihoods`."""
        rows: Floats = self.values[line, steps]
        return rows

    def sureness(self, line: int, steps: Steps, characters: Steps) -> Floats:
        """As `Scores.sureness`."""
        sure: Floats = self.values[line, steps, characters]
        return sure

    def odds(self, line: int, steps: Steps, characters: Steps) -> Floats:
        """As `Scores.odds`."""
        empty = np.maximum(self.values[line, steps, 0], np.finfo(np.float32).tiny)
        odds: Floats = self.values[line][np.ix_(steps, characters)] / empty[:, None]
        return odds

    def filled(self, line: int, least: float) -> Steps:
        """As `Scores.filled`."""
        return np.flatnonzero(self.values[line, :, 1:].max(axis=1) >= least)


class Logits(_InFloats):
    """Scores before the softmax: lines x steps x characters."""

    __slots__ = ()

    def likelihoods(self, line: int, steps: Steps) -> Floats:
        """As `Scores.likelihoods`."""
        return _softmax(self.values[line, steps])

    def sureness(self, line: int, steps: Steps, characters: Steps) -> Floats:
        """As `Scores.sureness`."""
        return _softmax_of(self.values[line, steps], characters)

    def odds(self, line: int, steps: Steps, characters: Steps) -> Floats:
        """As `Scores.odds`."""
        return _odds(self.values[line][np.ix_(steps, characters)], self.values[line, steps, 0])

    def filled(self, line: int, least: float) -> Steps:
        """As `Scores.filled`."""
        return _filled(self.values[line, :, 0], self.values[line, :, 1:].max(axis=1), least)


@dataclass(frozen=True, slots=True)
class HalfLogits:
    """Scores before the softmax, bits of bfloat16, which numpy does not know: lines x steps x characters."""

    bits: NDArray[np.int16]

    def best(self) -> Steps:
        """As `Scores.best`."""
        best: Steps = self.bits.argmax(axis=2)
        # the bits of numbers from 0 up are in the numbers' order; of those below 0 in the opposite one
        steps = np.arange(best.size).reshape(best.shape) * self.bits.shape[2]
        highest = self.bits.reshape(-1)[steps + best]
        below = highest < 0
        if below.any():
            best[below] = _widened(self.bits[below]).argmax(axis=1)
        return best

    def likelihoods(self, line: int, steps: Steps) -> Floats:
        """As `Scores.likelihoods`."""
        return _softmax(_widened(self.bits[line, steps]))

    def sureness(self, line: int, steps: Steps, characters: Steps) -> Floats:
        """As `Scores.sureness`."""
        return _softmax_of(_widened(self.bits[line, steps]), characters)

    def odds(self, line: int, steps: Steps, characters: Steps) -> Floats:
        """As `Scores.odds`."""
        own = self.bits[line][np.ix_(steps, characters)]
        return _odds(_widened(own), _widened(self.bits[line, steps, 0]))

    def filled(self, line: int, least: float) -> Steps:
        """As `Scores.filled`."""
        highest = self.bits[line, :, 1:].max(axis=1)
        # of numbers below 0 this is the lowest: the step then counts as filled
        highest = np.where(highest < 0, 0, highest).astype(np.int16)
        return _filled(_widened(self.bits[line, :, 0]), _widened(highest), least)


def _widened(bits: NDArray[np.int16]) -> Floats:
    """Return bfloat16 as float32, whose upper half it is."""
    wide = bits.view(np.uint16).astype(np.uint32)
    wide <<= 16
    return wide.view(np.float32)


def _filled(empty: Floats, highest: Floats, least: float) -> Steps:
    """Return where a character may be so likely: it is at most as likely as its odds against none."""
    return np.flatnonzero(highest - empty >= math.log(least))


def _odds(characters: Floats, empty: Floats) -> Floats:
    odds: Floats = np.exp(np.minimum(characters - empty[:, None], _MOST_ODDS))
    return odds


def _softmax(rows: Floats) -> Floats:
    powers = _powers(rows, rows.max(axis=1, keepdims=True))
    powers /= powers.sum(axis=1, keepdims=True)
    return powers


def _softmax_of(rows: Floats, characters: Steps) -> Floats:
    """Return what the softmax of each row, which may be written over, is for one character."""
    # what is taken off must be near the highest, which the character mostly is: that need not be sought
    own = rows[np.arange(len(rows)), characters]
    sure: Floats = 1 / _powers(rows, own[:, None]).sum(axis=1)
    return sure


def _powers(rows: Floats, less: Floats) -> Floats:
    """Raise e to rows, which may be written over, ``less`` numbers of their own."""
    if not len(rows):
        return rows
    rows -= less
    # a third quicker than numpy's
    return cv2.exp(rows, rows).astype(np.float32, copy=False)

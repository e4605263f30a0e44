"""Characters that the best answers of a network pass over: less likely than none, and likely all the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from capture.engines.alphabet import Alphabet
from capture.engines.scores import Scores, Steps

_NOUGHTS, _LIKELIER = "〇○0", 0.5
# a year has lost its nought between these: 二二五年, 二一九年
_BESIDE_NOUGHT = re.compile(
    "(?<![一二三四五六七八九〇○])二(?=[一二三四五六七八九]{2}年)|(?<=二[〇○])[一二](?=年)"
)
COLONS = ":："
# a firm's name goes on behind the bracket of its place
_ENDED = re.compile("[)）](?! ?(?:[:：;；,，.。、]|股份|有限|集团|公司))")
_LEAST_ODDS = 0.02
"""How likely a colon must be against none; where there was none to be read it was below 0.01."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """The characters of a line by their numbers, and the steps each begins at and ends before."""

    starts: Steps
    ends: Steps
    numbers: Steps

    def text(self, alphabet: Alphabet) -> str:
        """Return what is spelled."""
        return "".join(alphabet.characters[number] for number in self.numbers)

    def gap(self, place: int, end: int) -> Steps:
        """Return the steps between a character and the next, or the line's ``end``."""
        following = int(self.starts[place + 1]) if place + 1 < len(self.starts) else end
        return np.arange(self.ends[place], following)

    def plus(self, place: int, step: int, number: int) -> Spelled:
        """Return it with one more character, which takes one step, before ``place``."""
        return Spelled(
            np.insert(self.starts, place, step),
            np.insert(self.ends, place, step + 1),
            np.insert(self.numbers, place, number),
        )


def with_missed(found: Spelled, scores: Scores, row: int, end: int, alphabet: Alphabet) -> Spelled:
    """Add noughts of years and colons that were passed over.

    Args:
        found: The characters that are the likeliest.
        scores: What the network says of a batch of lines, of which this one is ``row``.
        row: Which line it is.
        end: The step at which the line's picture ends.
        alphabet: The network's characters.
    """
    return _with_colons(_with_noughts(found, scores, row, end, alphabet), scores, row, end, alphabet)


def _with_noughts(found: Spelled, scores: Scores, row: int, end: int, alphabet: Alphabet) -> Spelled:
    """Add the noughts of years where one of three signs that look alike is likelier than none: 二〇二五.

    Each by itself is less likely than nothing.
    """
    signs = _numbers(_NOUGHTS, alphabet)
    for pair in reversed(list(_BESIDE_NOUGHT.finditer(found.text(alphabet)))):
        steps = found.gap(pair.start(), end)
        if not len(steps):
            continue
        likely = scores.likelihoods(row, steps)[:, signs]
        best = int(likely.sum(axis=1).argmax())
        if likely[best].sum() >= _LIKELIER:
            found = found.plus(pair.start() + 1, int(steps[best]), int(signs[likely[best].argmax()]))
    return found


def _with_colons(found: Spelled, scores: Scores, row: int, end: int, alphabet: Alphabet) -> Spelled:
    """Add colons behind brackets, where their two dots are easily passed over."""
    signs = _numbers(COLONS, alphabet)
    for bracket in reversed(list(_ENDED.finditer(found.text(alphabet)))):
        steps = found.gap(bracket.start(), end)
        odds = scores.odds(row, steps, signs)
        if odds.sum(axis=1).max(initial=0.0) >= _LEAST_ODDS:
            best = int(odds.sum(axis=1).argmax())
            found = found.plus(bracket.end(), int(steps[best]), int(signs[odds[best].argmax()]))
    return found


def _numbers(signs: str, alphabet: Alphabet) -> Steps:
    return np.array([alphabet.numbers[sign] for sign in signs if sign in alphabet.numbers], np.intp)

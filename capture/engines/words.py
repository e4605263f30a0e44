"""Settles doubtful characters of a line by the words of office papers that stand around them.

The evidence is the ink: a word only decides between what the network itself holds possible at a place where
it is not sure, and never against a word that stands there already.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from capture.characters.areas import COUNTY_ENDS, county_words
from capture.characters.spaces import is_han
from capture.characters.vocabulary import (
    BANKS,
    CAPITALS,
    CLAUSES,
    ENDS,
    FIGURES,
    FORMS,
    LABELS,
    PARTIES,
    PLACES,
    RIVALS,
    TRADES,
)

_SURE, _SURE_OF_CLOSED = 0.9, 0.99
"""A character that is as sure is doubtful no more; within words of which five others stand, the second."""
_SHORTEST, _LONG, _CLOSED = 3, 4, 6
_LEAST, _LEAST_OF_LONG, _LEAST_OF_CLOSED, _LEAST_OF_PLACE = 0.015, 0.01, 0.005, 0.1
"""Of how many characters a word is at least, and how likely the network must hold one of them; there are more
places than the words name.

Words of two are put in nowhere: 全额 and 金额, 退货 and 送货, 秦州 and 泰州 look too much alike.
"""
_FEWEST_CAPITALS = 3

Likelihood = Callable[[int, Sequence[str]], Sequence[float]]
"""Tells how likely each of some characters is at a place of the text."""

_WORDS = frozenset(f"{ENDS} {PLACES} {BANKS} {PARTIES} {LABELS} {CLAUSES} {TRADES} {RIVALS}".split())
_NAMES_OF_PLACES = frozenset(PLACES.split())
_STANDING = frozenset(f"{TRADES} {RIVALS}".split())
"""Words that are not changed, but none is made one of them."""


def _least(word: str) -> float:
    if len(word) < _SHORTEST or word in _STANDING:
        return math.inf
    if word in _NAMES_OF_PLACES:
        return _LEAST_OF_PLACE
    if len(word) >= _CLOSED:
        return _LEAST_OF_CLOSED
    return _LEAST_OF_LONG if len(word) >= _LONG else _LEAST


def _gaps(
    words: Iterable[str], least: Callable[[str], float], ends: Sequence[str] = ()
) -> dict[tuple[str, str], dict[str, float]]:
    """Return which characters make a word of what stands around them, and how likely they must be.

    A word's last character comes in nowhere if it is one of ``ends``.
    """
    found: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for word in sorted(words):
        for gap, char in enumerate(word[: len(word) - (word[-1] in ends)]):
            found[word[:gap], word[gap + 1 :]][char] = least(word)
    return dict(found)


_GAPS = _gaps(_WORDS, _least)


@cache
def _counties() -> dict[tuple[str, str], dict[str, float]]:
    """Return the same for the names of counties; that 县, 区 or 市 is missing nobody can tell."""
    return _gaps(county_words(), lambda _: _LEAST_OF_PLACE, COUNTY_ENDS)


_LENGTHS = sorted({len(word) for word in _WORDS}, reverse=True)
_OF_COUNTY = (3, 4)
_CAPITALS = dict.fromkeys(CAPITALS, _LEAST)
_UNITS = "拾佰仟万"
_COUNTS = {figure: _LEAST for figure in FIGURES if figure not in _UNITS}
_PAIRS = "".join(FORMS.split())
_SIMPLIFIED = dict(zip(_PAIRS[1::2], _PAIRS[::2], strict=True))


def settle_words(text: str, sure: Sequence[float], likelihood: Likelihood) -> str:
    """Return a line's text, its doubtful characters put right where words tell them; the length stays.

    ``sure`` is how sure each character is, 0…1.
    """
    letters = list(text)
    for place, char in enumerate(text):
        if sure[place] >= _SURE_OF_CLOSED or not is_han(char):
            continue
        shortest = 1 if sure[place] < _SURE else _CLOSED
        options = list(_options("".join(letters), place, shortest))
        # a traditional form makes the word, too
        if not options or any(_SIMPLIFIED.get(char, char) in chars for chars in options):
            continue
        letters[place] = next(_likely(place, options, likelihood), char)
    return "".join(letters)


def _options(text: str, place: int, shortest: int) -> Iterator[dict[str, float]]:
    """Yield which characters make a word around a place and how likely they must be, long words first.

    Of words as long as ``shortest`` or longer; signs of sums are like words of one.
    """
    for length in _LENGTHS:
        if length < shortest:
            return
        for before in range(min(length, place + 1)):
            start, end = place - before, place - before + length
            if end > len(text):
                continue
            beside = text[start:place], text[place + 1 : end]
            if chars := _GAPS.get(beside):
                yield chars
            if length in _OF_COUNTY and (chars := _counties().get(beside)):
                yield chars
    around = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    capitals = sum(char in FIGURES for char in text)
    if capitals < _FEWEST_CAPITALS:
        return
    if len(around) == 2 and _CAPITALS.keys() >= set(around):
        yield _CAPITALS
    elif text[place + 1 : place + 2] in tuple(_UNITS) and text[place + 2 : place + 3] in tuple(CAPITALS):
        yield _COUNTS  # the first of the sum


def _likely(place: int, options: Iterable[dict[str, float]], likelihood: Likelihood) -> Iterator[str]:
    """Yield the characters that make the longest words and are likely enough."""
    for chars in options:
        found, char = max(zip(likelihood(place, list(chars)), chars, strict=True))
        if found >= chars[char]:
            yield char

"""Settles doubtful characters of a line by the words of office papers that stand around them.

The evidence is the ink: a word only decides between what the network itself holds possible at a place where
it is not sure, and never against a word that stands there already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from capture.spaces import is_han
from capture.vocabulary import BANKS, CAPITALS, CLAUSES, ENDS, FORMS, LABELS, PARTIES, PLACES, TRADES

_SURE = 0.9
_LEAST = {2: 0.04, 3: 0.01}
_LEAST_OF_LONGER = 0.004
"""How likely the network must hold a character that makes a word of so many."""

Likelihood = Callable[[int, Sequence[str]], Sequence[float]]
"""Tells how likely each of some characters is at a place of the text."""


def _gaps(words: Iterable[str]) -> dict[tuple[str, str], str]:
    """Return which characters make a word of what stands before and behind them in it."""
    found: dict[tuple[str, str], str] = defaultdict(str)
    for word in words:
        for gap, char in enumerate(word):
            found[word[:gap], word[gap + 1 :]] += char
    return dict(found)


_WORDS = frozenset(f"{ENDS} {PLACES} {TRADES} {BANKS} {PARTIES} {LABELS} {CLAUSES}".split())
_GAPS = _gaps(sorted(_WORDS))
_LENGTHS = sorted({len(word) for word in _WORDS}, reverse=True)
_CAPITALS = frozenset(CAPITALS)
_PAIRS = "".join(FORMS.split())
_SIMPLIFIED = dict(zip(_PAIRS[1::2], _PAIRS[::2], strict=True))


def settle_words(text: str, sure: Sequence[float], likelihood: Likelihood) -> str:
    """Return a line's text, its doubtful characters put right where words tell them; the length stays.

    ``sure`` is how sure each character is, 0…1.
    """
    letters = list(text)
    for place, char in enumerate(text):
        if sure[place] >= _SURE or not is_han(char):
            continue
        options = list(_options("".join(letters), place))
        # a traditional form makes the word, too
        if not options or any(_SIMPLIFIED.get(char, char) in chars for _, chars in options):
            continue
        letters[place] = next(_likely(place, options, likelihood), char)
    return "".join(letters)


def _options(text: str, place: int) -> Iterator[tuple[int, str]]:
    """Yield how long a word is that may stand around a place, and which characters make it one there."""
    for length in _LENGTHS:
        for before in range(min(length, place + 1)):
            end = place - before + length
            chars = (
                _GAPS.get((text[place - before : place], text[place + 1 : end])) if end <= len(text) else None
            )
            if chars:
                yield length, chars
    around = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    if len(around) == 2 and _CAPITALS.issuperset(around):
        yield 3, CAPITALS


def _likely(place: int, options: Iterable[tuple[int, str]], likelihood: Likelihood) -> Iterator[str]:
    """Yield the characters that make the longest words and are likely enough."""
    for length, chars in options:
        found, char = max(zip(likelihood(place, chars), chars, strict=True))
        if found >= _LEAST.get(length, _LEAST_OF_LONGER):
            yield char

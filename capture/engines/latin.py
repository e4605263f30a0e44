"""Settles figures within words of foreign trade: in the type of many Chinese programs l and 1 look alike.

A letter comes in only where the whole becomes a word that papers of trade know. What may be a code, in
capitals or of more figures than letters, must be held possible by the network, too: its evidence is the ink.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from capture.engines.words import Likelihood
from capture.vocabulary import ENGLISH

_LEAST = 0.015
"""How likely the network must hold a letter of what may be a code; figures of numbers stay below 0.005."""
_MIXED = re.compile(r"(?<![A-Za-z0-9])(?=[a-z]*[01])(?=[01]*[a-z])[a-z01]{3,}(?![A-Za-z0-9])", re.IGNORECASE)
# within letters no word need be known: Se11ers; in addresses a 1 may be meant
_L_IN_WORD = re.compile(r"(?<=[A-Za-z][a-z])1{1,2}(?=[a-z]{2})(?!\S*(?:@|\.[a-z]))")
# the article of Arabic and Spanish names: Al Rashid, El Corte
_ARTICLE = re.compile(r"(?<![A-Za-z0-9])[AE](1)(?=[ -]([A-Z][a-z]+))")
_OF_A1 = """
paper size format print poster class grade quality type series model steel board sheet plate level block unit
building road telekom
"""
"""What is called A1 or E1 itself: there the figure is meant."""
_FIGURES = "01"
_SMALL, _LARGE = str.maketrans("01", "ol"), str.maketrans("01", "OI")
_WORDS = frozenset(ENGLISH.split())
_NO_NAMES = _WORDS | frozenset(_OF_A1.split())


def settle_latin(text: str, likelihood: Likelihood) -> str:
    """Return a line's text with figures made letters where they are within a word; the length stays."""
    letters = list(text)
    for found in _MIXED.finditer(text):
        word = next((word for word in _spellings(found[0]) if word.lower() in _WORDS), None)
        if word is None:
            continue
        changed = [place for place, char in enumerate(found[0]) if char in _FIGURES]
        may_be_code = found[0].isupper() or 2 * len(changed) > len(word)
        if not may_be_code or any(
            likelihood(found.start() + place, word[place])[0] >= _LEAST for place in changed
        ):
            letters[slice(*found.span())] = word
    for found in _ARTICLE.finditer(text):
        if found[2].lower() not in _NO_NAMES and likelihood(found.start(1), "l")[0] >= _LEAST:
            letters[found.start(1)] = "l"
    return _L_IN_WORD.sub(lambda ones: "l" * len(ones[0]), "".join(letters))


def _spellings(read: str) -> Iterator[str]:
    """Yield what a word with figures in it may be: in capitals, small, small behind a capital."""
    if read.isupper():
        yield read.translate(_LARGE)
    yield read.translate(_SMALL)
    yield read[0].translate(_LARGE) + read[1:].translate(_SMALL)

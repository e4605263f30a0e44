"""Settles figures within words of foreign trade: in the type of many Chinese programs l and 1 look alike.

A letter comes in where the whole becomes a word that papers of trade know, or where the network is hardly
surer of the figure. What may be a code, in capitals or of more figures than letters, must be held possible by
the network, too: its evidence is the ink. Addresses and names of files stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from capture.characters.vocabulary import ENGLISH
from capture.engines.words import Likelihood

_LEAST = 0.015
"""How likely the network must hold a letter of what may be a code; figures of numbers stay below 0.005."""
_LEAST_UNKNOWN = 0.1
"""The same of l in a word that is not known: it is above where l was set, and mostly below where 1 was."""
_MIXED = re.compile(r"(?<![A-Za-z0-9])(?=[a-z]*[01])(?=[01]*[a-z])[a-z01]{3,}(?![A-Za-z0-9])", re.IGNORECASE)
_UNKNOWN = re.compile(r"(?<![A-Za-z0-9_])[A-Z]?[a-z]+(?:1{1,2}[a-z]+)+(?![A-Za-z0-9_])")
"""Letters with a 1 or two among them; where there are other figures, it is a code."""
_L_WITHIN = re.compile(r"(?<=[A-Za-z][a-z])1{1,2}(?=[a-z]{2})")
_RUN = re.compile(r"(?:[\w.%+/@?&=#~-]|://)+", re.ASCII)
_ADDRESS = re.compile(r"@|://|www\.|\w\.[a-z]{2,4}(?![a-z])", re.ASCII)
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
    addressed = {
        place for run in _RUN.finditer(text) if _ADDRESS.search(run[0]) for place in range(*run.span())
    }
    for found in _MIXED.finditer(text):
        if found.start() in addressed:
            continue
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
    settled = "".join(letters)
    for found in _UNKNOWN.finditer(settled):
        if found.start() in addressed:
            continue
        for ones in _L_WITHIN.finditer(settled, *found.span()):
            if all(likelihood(place, "l")[0] >= _LEAST_UNKNOWN for place in range(*ones.span())):
                letters[slice(*ones.span())] = "l" * len(ones[0])
    return "".join(letters)


def _spellings(read: str) -> Iterator[str]:
    """Yield what a word with figures in it may be: in capitals, small, small behind a capital."""
    if read.isupper():
        yield read.translate(_LARGE)
    yield read.translate(_SMALL)
    yield read[0].translate(_LARGE) + read[1:].translate(_SMALL)

"""How text becomes what the search index holds; both databases and every query use this one.

Folding: NFKC (full width becomes half), case, traditional Han to simplified character by character.
White space is one space, and none between two Han characters or their punctuation, so that a phrase
broken over two lines is whole again. A term is found where the folded text contains it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

VERSION = 1
_FIRST_JOINING = "\u0300"


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; character ``i`` came from ``[starts[i]:ends[i]]`` of the text before."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def fold(text: str) -> Folded:
    """Fold a text, remembering where every character came from."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gap: int | None = None
    wide = False
    at, length = 0, len(text)
    while at < length:
        start, at = at, at + 1
        while at < length and text[at] >= _FIRST_JOINING and _joins(text[at]):
            at += 1
        folded, now_wide = _fold_cluster(text[start:at])
        for character in folded:
            if character == " ":
                gap = start if gap is None else gap
                continue
            if gap is not None and characters and not (wide and now_wide):
                characters.append(" ")
                starts.append(gap)
                ends.append(start)
            gap, wide = None, now_wide
            characters.append(character)
            starts.append(start)
            ends.append(at)
    return Folded("".join(characters), tuple(starts), tuple(ends))


def terms(query: str) -> tuple[str, ...]:
    """Return the folded terms of a query, each once; all of them must be found."""
    found = (fold(part).text for part in query.split())
    return tuple(dict.fromkeys(word for part in found for word in part.split()))


def ones(folded: str) -> list[str]:
    """Return the distinct single characters of a folded text."""
    return sorted(set(folded) - {" "})


def twos(folded: str) -> list[list[str]]:
    """Return per word of a folded text its 2-grams in order; words of one character have none."""
    return [[word[at : at + 2] for at in range(len(word) - 1)] for word in folded.split()]


@lru_cache(maxsize=65536)
def _joins(character: str) -> bool:
    return unicodedata.combining(character) != 0 or character in "\uff9e\uff9f"


@lru_cache(maxsize=65536)
def _fold_cluster(cluster: str) -> tuple[str, bool]:
    """Fold a character with its accents; also tell whether it is Han or Han punctuation."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", cluster).casefold())
    folded = "".join(map(_fold_character, plain))
    latin = folded.isascii() and folded.isalnum()
    return folded, unicodedata.east_asian_width(cluster[0]) in ("W", "F") and not latin


def _fold_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":  # zero width, soft hyphen: nobody sees them
        return ""
    if category == "Cs":  # a lone surrogate, which no database takes
        return "\ufffd"
    if character.isspace() or category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    return _simplified().get(character, character)


@cache
def _simplified() -> dict[str, str]:
    listed = files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text("utf-8")
    pairs = (line.split("\t") for line in listed.splitlines() if "\t" in line)
    return {traditional: simplified.split()[0] for traditional, simplified in pairs if len(traditional) == 1}

"""How text becomes what the search index holds; both databases and every query use this one.

Folding: NFKC (full width becomes half), case, traditional Han to simplified character by character.
White space is one space, and none between two Han characters or their punctuation, so that a phrase
broken over two lines is whole again. A term is found where the folded text contains it.

The tokens of a text are, per word, its 2-grams in order between a token of how it begins and one of how it
ends; a term's tokens stand in a row exactly where the term stands. Single characters are tokens of their own.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import overload

VERSION = 2
_FIRST_JOINING = "\u0300"
_EDGE = "\ue000\ue000"  # no 2-gram is that long: an edge is three characters
_GAP = re.compile(" +")
_ODD = "\x00"


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; character ``i`` came from ``[starts[i]:ends[i]]`` of the text before."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


class _Moved(Sequence[int]):
    """Places of a text from which gaps were taken: counted on demand, for few are asked for."""

    __slots__ = ("_by", "_from", "_length")

    def __init__(self, length: int, begins: list[int], by: list[int]) -> None:
        self._length, self._from, self._by = length, begins, by

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> int: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...

    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(self._length))]
        if not 0 <= at < self._length:
            raise IndexError(at)
        return at + self._by[bisect_right(self._from, at) - 1]


def fold(text: str) -> Folded:
    """Fold a text, remembering where every character came from."""
    plain = rough(text)
    return _fold_clusters(text) if _ODD in plain else _close_gaps(text, plain)


def rough(text: str) -> str:
    """Fold without closing gaps: good enough to weigh, many times as quick."""
    changed = {sign: _EACH[ord(sign)] for sign in set(_changing().findall(text))}
    if _ODD in changed.values() or not changed.keys().isdisjoint(changed.values()):
        return text.translate(_EACH)
    for sign, folded in changed.items():
        text = text.replace(sign, folded)
    return text


def _close_gaps(text: str, plain: str) -> Folded:
    """Fold a text of which every character folds to one, which is nearly every text."""
    pieces: list[str] = []
    begins, by = [0], [0]  # from this place of the folded text on, that much was taken out before
    done, made, length = 0, 0, len(plain)
    for found in _GAP.finditer(plain):
        start, end = found.span()
        pieces.append(plain[done:start])
        made += start - done
        if start > 0 and end < length and not (_is_wide(text[start - 1]) and _is_wide(text[end])):
            pieces.append(" ")
            begins.append(made)
            by.append(start - made)
            made += 1
        begins.append(made)
        by.append(end - made)
        done = end
    pieces.append(plain[done:])
    made += length - done
    return Folded("".join(pieces), _Moved(made, begins, by), _Moved(made, begins, [one + 1 for one in by]))


def _fold_clusters(text: str) -> Folded:
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


def ones(folded: str) -> list[str]:
    """Return the distinct single characters of a folded text."""
    return sorted(set(folded) - {" "})


def twos(word: str) -> list[str]:
    """Return the 2-grams of a word in order; a word of one character has none."""
    return [word[at : at + 2] for at in range(len(word) - 1)]


def row(folded: str) -> list[str]:
    """Return the tokens of a folded text in order, the edges of every word included."""
    tokens: list[str] = []
    for word in folded.split():
        tokens += [_EDGE + word[0], *twos(word), word[-1] + _EDGE]
    return tokens


def inner_row(term: str) -> list[str]:
    """Return the tokens that stand in a row where a folded term stands, which may begin and end inside words.

    A term of one character is a token by itself.
    """
    return [term] if len(term) == 1 else row(term)[1:-1]


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


class _Each(dict[int, str]):
    """For ``str.translate``: what a single character folds to, a mark where that is not one character."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = _ODD if _joins(character) else _fold_cluster(character)[0]
        self[code] = folded if len(folded) == 1 else _ODD
        return self[code]


_EACH = _Each()


@cache
def _changing() -> re.Pattern[str]:
    """Return what may fold to something else; the most of a text need not be looked up."""
    same = "".join(c for c in map(chr, range(0x4E00, 0xA000)) if c not in _simplified())
    return re.compile(rf"[^ -@\[-`{{-~、。《》{same}]")


def _is_wide(character: str) -> bool:
    return _fold_cluster(character)[1]


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

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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

VERSION = 2
_FIRST_JOINING = "\u0300"
_EDGE = "\ue000\ue000"  # no 2-gram is that long: an edge is three characters
_GAP = re.compile(" +")
_FIGURE = "[0-9〇零○一二三四五六七八九十]"
_FIGURES = re.compile("(?=(F(?:F.|.F).|F..F|.(?:FF.|F.F|.FF)))".replace("F", _FIGURE))
_ODD = "\x00"


@dataclass(frozen=True, slots=True)
class _Folded:
    """Folded text; character ``i`` came from ``[starts[i]:ends[i]]`` of the text before."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


def fold(text: str) -> str:
    """Fold a text."""
    plain = rough(text)
    return _fold_clusters(text).text if _ODD in plain else _close_gaps(text, plain)


def places(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return where folded words stand in a text: pairs of where in it they begin and end."""
    plain = rough(text)
    if _ODD in plain:
        return list(_places_in(_fold_clusters(text), words))
    close = plain.replace(" ", "")  # most ways to write a day do not stand there, whatever the gaps
    there = [word for word in words if word.replace(" ", "") in close]
    return [place for word in there for place in _places_of(word, text, plain)]


@lru_cache(maxsize=128)  # the pages shown are of the group that was weighed a moment ago
def rough(text: str) -> str:
    """Fold without closing gaps: good enough to weigh, many times as quick."""
    changed = {sign: _EACH[ord(sign)] for sign in set(_changing().findall(text))}
    if _ODD in changed.values() or not changed.keys().isdisjoint(changed.values()):
        return text.translate(_EACH)
    for sign, folded in changed.items():
        text = text.replace(sign, folded)
    return text


def _close_gaps(text: str, plain: str) -> str:
    """Fold a text of which every character folds to one, which is nearly every text."""
    pieces: list[str] = []
    done, length = 0, len(plain)
    for found in _GAP.finditer(plain):
        start, end = found.span()
        pieces.append(plain[done:start])
        if start > 0 and end < length and not (_is_wide(text[start - 1]) and _is_wide(text[end])):
            pieces.append(" ")
        done = end
    pieces.append(plain[done:])
    return "".join(pieces)


def _places_of(word: str, text: str, plain: str) -> Iterator[tuple[int, int]]:
    """Find a word in a text of which every character folds to one; folding closes some of its gaps."""
    gaps = re.compile(" +".join(" *".join(map(re.escape, part)) for part in word.split(" ")))
    found = gaps.search(plain)
    while found is not None:
        if found[0] == word or fold(text[found.start() : found.end()]) == word:
            yield found.span()
        found = gaps.search(plain, found.start() + 1)


def _places_in(folded: _Folded, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    for word in words:
        at = folded.text.find(word)
        while at >= 0:
            yield folded.starts[at], folded.ends[at + len(word) - 1]
            at = folded.text.find(word, at + 1)


def _fold_clusters(text: str) -> _Folded:
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
    return _Folded("".join(characters), tuple(starts), tuple(ends))


def ones(folded: str) -> list[str]:
    """Return the distinct single characters of a folded text."""
    return sorted(set(folded) - {" "})


def twos(word: str) -> list[str]:
    """Return the 2-grams of a word in order; a word of one character has none."""
    return [word[at : at + 2] for at in range(len(word) - 1)]


def figures(folded: str) -> list[str]:
    """Return the 4-grams of a folded text that have two figures or more, in order, as if it had no blanks.

    There are ten figures only: 2-grams of them stand on nearly every page of a list, few 4-grams do.
    """
    return _FIGURES.findall(folded.replace(" ", ""))


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

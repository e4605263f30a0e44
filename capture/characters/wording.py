"""Decides between characters that a reader held possible, by the words that names of firms are made of.

The evidence is the ink: a word breaks ties between what the reader itself named for a place where it is not
sure. Only a letter it could hardly read at all may be put in from a word, if no other word has the same
letters around it. Places and trades are common knowledge, no customer's name is among them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import fmean, median

from capture.characters.spaces import HAN
from capture.characters.vocabulary import CITIES, ENDS, LETTERS, MARKS, PLACES, TRADES
from capture.characters.votes import Letter, text_of

_POSSIBLE = 0.012
_SURE = 0.9
_HARDLY = 0.35
"""A letter less sure is hardly one: there faint options count, from this share on of the surest."""
_FAINTLY, _LEAST_FAINT = 0.03, 0.001
_PLAINLY = 0.75
_UNREAD = 0.6
_LONG_NAME = 8
_BRACKET = 1.45
_MOSTLY_READ = 0.75
_SURE_BY_WORD = 0.35
_MOST_CHANGED = 0.5

_MORE_USUAL = 3.0
"""Of which firms' names are mostly made (the trade names of Zhu Pengshou's verse, and what is usual since):
so many times likelier than other signs."""
_IN_BRACKETS = " ".join(f"（{place}）" for place in PLACES.split())
_WITH_RANK = " ".join(f"{city}市" for city in CITIES.split())
WORDS: tuple[str, ...] = tuple(f"{ENDS} {PLACES} {_WITH_RANK} {_IN_BRACKETS} {TRADES} {MARKS}".split())
_TELLING = frozenset(
    word
    for word in WORDS
    if (len(word) >= 4 and word not in _WITH_RANK.split())
    or (len(word) == 3 and word in f"{PLACES} {ENDS}".split() and word != "分公司")
)
"""Words long enough that all letters but one may tell them; not whether 市 follows a city's name."""
_WITHOUT_ONE = Counter((word[:gap], word[gap + 1 :]) for word in set(WORDS) for gap in range(len(word)))
"""How many words are left by the same letters when one is taken out: 张家口, 张家港 and 张家界 are three."""
_NAMES_OF_PLACES = frozenset(PLACES.split())
_LEGAL_FORMS = frozenset({"股份有限公司", "有限责任公司"})
"""The law knows no others: here one letter may even be read surely, and wrongly."""
_USUAL = frozenset(LETTERS)


def _index(words: Iterable[str]) -> dict[str, tuple[tuple[int, str], ...]]:
    """Return for each character the words it stands in, longest first, and where in them."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for word in sorted(words, key=len, reverse=True):
        for place, char in enumerate(word):
            found[char].append((place, word))
    return {char: tuple(places) for char, places in found.items()}


_BY_CHAR = _index(WORDS)


def settled(letters: Sequence[Letter], names: Sequence[str] = ()) -> list[Letter]:
    """Return letters with doubtful ones replaced where a word's other letters stand beside them.

    ``names`` that stand on the same page are tried first, the likeliest of them before others, then longer
    words before shorter; a letter that a word has settled stays. What no word settles is more likely a sign
    that names of firms are made of.
    """
    found = list(letters)
    if text_of(found) in names:
        return found
    fixed = [letter.sure >= _SURE for letter in found]
    candidates = {
        (-len(word), word, place - offset)
        for place, letter in enumerate(found)
        for offset, word in _BY_CHAR.get(letter.char, ())
        if 0 <= place - offset <= len(found) - len(word)
    }
    likeliest = sorted(names, key=lambda name: _likelihood(name, found), reverse=True)
    whole = [(-len(name), name, 0) for name in likeliest if len(name) == len(found)]
    for _, word, start in [*whole, *sorted(candidates)]:
        places = range(start, start + len(word))
        if _may_be(word, places, found, fixed):
            for place, char in zip(places, word, strict=True):
                found[place] = _chosen(found[place], char)
                fixed[place] = True
    for place in _in_words(text_of(found)):
        fixed[place] = True
    return [one if settles else _usual(one) for one, settles in zip(found, fixed, strict=True)]


def _likelihood(name: str, letters: Sequence[Letter]) -> float:
    return sum(dict(letter.options).get(char, 0.0) for letter, char in zip(letters, name, strict=False))


def _in_words(text: str) -> set[int]:
    """Return the places of a text that stand in words."""
    return {
        place
        for start, char in enumerate(text)
        for offset, word in _BY_CHAR.get(char, ())
        if offset == 0 and text.startswith(word, start)
        for place in range(start, start + len(word))
    }


def _may_be(word: str, places: range, found: Sequence[Letter], fixed: Sequence[bool]) -> bool:
    """Tell whether a word may stand somewhere: most of its letters do, the others are possible.

    One letter of a long word may be misread altogether where all others are plain, and several of a name on
    the page where nothing else can be read in their places.
    """
    changed = [place for place, char in zip(places, word, strict=True) if found[place].char != char]
    if not changed or len(changed) > _MOST_CHANGED * len(word):
        return False
    plain = fmean(found[place].sure for place in places if place not in changed) >= _PLAINLY
    if word in _LEGAL_FORMS and len(changed) == 1:
        return plain
    if any(fixed[place] for place in changed):
        return False
    unseen = [place for place in changed if not _is_possible(found[place], word[place - places.start])]
    if not unseen:
        return True
    if len(changed) == 1 and word in _TELLING and plain:
        gap = changed[0] - places.start
        alone = _WITHOUT_ONE[word[:gap], word[gap + 1 :]] == 1
        return alone and found[unseen[0]].sure < _UNREAD
    return len(word) - len(changed) >= _MOSTLY_READ * max(len(word), _LONG_NAME) and all(
        found[place].sure < _HARDLY for place in unseen
    )


def _is_possible(letter: Letter, char: str) -> bool:
    share = dict(letter.options).get(char, 0.0)
    return share >= _POSSIBLE or (
        letter.sure < _HARDLY and share >= max(_LEAST_FAINT, _FAINTLY * letter.sure)
    )


def bracketed(letters: Sequence[Letter]) -> list[Letter]:
    """Return letters with brackets around a place's name where there is room for them and words ask for them.

    Brackets are thin: what is left of a pale or worn one may be no sign at all.
    """
    found = list(letters)
    if len(found) < _LONG_NAME:
        return found
    steps = [after.place - before.place for before, after in pairwise(found)]
    text, wide = text_of(found), _BRACKET * median(steps)
    for end in (text.find("有限公司"), text.find("股份有限公司")):
        for length in (2, 3):
            first = end - length
            if (
                first > 1
                and text[first:end] in _NAMES_OF_PLACES
                and min(steps[first - 1], steps[end - 1]) > wide
            ):
                opens, closes = (
                    Letter((found[place - 1].place + found[place].place) / 2, ((char, _SURE_BY_WORD),))
                    for place, char in ((first, "（"), (end, "）"))
                )
                return [*found[:first], opens, *found[first:end], closes, *found[end:]]
    return found


def completed(letters: Sequence[Letter]) -> list[Letter]:
    """Return letters with 司 after 有限公: nothing else can end a name so."""
    found = list(letters)
    if not text_of(found).endswith("有限公"):
        return found
    pitch = median([after.place - before.place for before, after in pairwise(found)])
    return [*found, Letter(found[-1].place + pitch, (("司", _SURE_BY_WORD),))]


def _chosen(letter: Letter, char: str) -> Letter:
    if letter.char == char:
        return letter
    others = tuple(option for option in letter.options if option[0] != char)
    sure = max(_SURE_BY_WORD, dict(letter.options).get(char, 0.0))
    return replace(letter, options=((char, sure), *others))


def _usual(letter: Letter) -> Letter:
    """Return a doubtful letter with signs that names of firms are made of counted as likelier."""
    if letter.sure >= _UNREAD or letter.char in _USUAL or not HAN.fullmatch(letter.char):
        return letter
    shares = {char: sure * (_MORE_USUAL if char in _USUAL else 1.0) for char, sure in letter.options}
    char = max(shares, key=lambda one: shares[one])
    return letter if char == letter.char else _chosen(letter, char)

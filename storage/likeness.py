"""How near a typed name is to one that is known: it sounds the same, or a sign is wrong, missing or too many.

The most frequent mistake of who types Chinese is the wrong sign of the same pinyin: 洪达 for 宏达.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA, Hamming

_FEWEST_FOR_A_WRONG_SIGN = 4
"""Of fewer signs, one that is another makes another name: 宏达 is not 宏图."""


class Likeness(IntEnum):
    """How near, the nearest first."""

    PART = 0  # the typed name stands in it, but for what a firm's name ends in
    SOUND = 1  # it sounds the same
    ORDER = 2  # two neighbouring signs are swapped
    COUNT = 3  # a sign is missing or too many
    ACCENT = 4  # it sounds the same to who does not tell z from zh or n from ng
    SIGN = 5  # one sign is another


def likeness(typed: str, known: str) -> Likeness | None:
    """Return how near a typed name is to a part of a known one, both folded alike; None where it is not."""
    if typed in known:
        return Likeness.PART
    return min((one for part in _parts(typed, known) if (one := _of_two(typed, part))), default=None)


def differ_by_one(one: str, other: str) -> Likeness | None:
    """Return how two different texts differ if it is by one sign or two swapped ones, None if by more."""
    if OSA.distance(one, other, score_cutoff=1) != 1:
        return None
    if len(one) != len(other):
        return Likeness.COUNT
    return Likeness.SIGN if Hamming.distance(one, other) == 1 else Likeness.ORDER


@lru_cache(maxsize=20_000)
def syllables(sign: str) -> frozenset[str]:
    """Return how a sign is spoken, without tones; another than a Han character as it is."""
    from pypinyin import Style, pinyin  # a tenth of a second that no other command needs

    return frozenset(pinyin(sign, style=Style.NORMAL, heteronym=True)[0])


def _parts(typed: str, known: str) -> Iterator[str]:
    for length in (len(typed), len(typed) + 1, len(typed) - 1):
        yield from (known[at : at + length] for at in range(len(known) - length + 1) if length > 1)


def _of_two(typed: str, part: str) -> Likeness | None:
    if len(typed) == len(part):
        spoken = [(syllables(a), syllables(b)) for a, b in zip(typed, part, strict=True)]
        if all(a & b for a, b in spoken):
            return Likeness.SOUND
        if all(_plainly(a) & _plainly(b) for a, b in spoken):
            return Likeness.ACCENT
    found = differ_by_one(typed, part)
    if found is Likeness.COUNT and part in (typed[1:], typed[:-1]):  # the sign beside it is another
        found = Likeness.SIGN
    fewest = _FEWEST_FOR_A_WRONG_SIGN if found is Likeness.SIGN else _FEWEST_FOR_A_WRONG_SIGN - 1
    return found if min(len(typed), len(part) + 1) >= fewest else None


def _plainly(spoken: frozenset[str]) -> frozenset[str]:
    """Return syllables as one hears them who does not tell z from zh, or n from ng."""
    return frozenset(
        one.replace("zh", "z").replace("ch", "c").replace("sh", "s").removesuffix("g") for one in spoken
    )

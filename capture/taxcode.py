"""The tax code across an invoice seal: characters that may stand in it, and its check character."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import product

_CHARS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_LIKE = str.maketrans("OoIlSsZzVvgqB|!", "001155227799B11")
_LENGTH = 18
_POSSIBLE = 0.01
_DOUBTFUL = 0.97
_MOST_DOUBTFUL = 4
_CODE = re.compile(r"[0-9A-HJ-NP-RTUWXY]{15}|[0-9A-HJ-NP-RTUWXY]{17,20}")
_LEAST_SURE = 0.15
_LEAST_KNOWN = 0.1
_SCRATCH = 0.4
_MOST_LOST = 2


Options = Sequence[tuple[str, float]]


def likely_code(readings: Sequence[Sequence[Options]]) -> str:
    """Return the code that readings of a row say, or an empty text.

    Where signs are doubtful, what the reader holds possible for them is tried until the check character of
    GB 32100-2015 is right; a code that never is stays as it was read.
    """
    shares = _whole(_together([_in_code(reading) for reading in readings]))
    read = "".join(max(one, key=lambda char: one[char]) for one in shares)
    if not _CODE.fullmatch(read) or len(read) != _LENGTH or passes(read):
        return read if _CODE.fullmatch(read) else ""
    doubtful = sorted(range(_LENGTH), key=lambda place: max(shares[place].values()))[:_MOST_DOUBTFUL]
    doubtful = [place for place in doubtful if max(shares[place].values()) < _DOUBTFUL]
    best, most = read, 0.0
    for chars in product(*(sorted(shares[place]) for place in doubtful)):
        sure = math.prod(shares[place][char] for place, char in zip(doubtful, chars, strict=True))
        if sure > most:
            code = list(read)
            for place, char in zip(doubtful, chars, strict=True):
                code[place] = char
            if passes("".join(code)):
                best, most = "".join(code), sure
    return best


def _in_code(reading: Sequence[Options]) -> list[dict[str, float]]:
    """Return what each sign may be in a code; nothing where other signs are many."""
    shares = [_of_code(options) for options in reading if options[0][1] >= _LEAST_SURE]
    known = [one for one in shares if one and max(one.values()) >= _LEAST_KNOWN]
    return known if len(known) >= 0.85 * len(shares) else []


def _together(readings: Sequence[list[dict[str, float]]]) -> list[dict[str, float]]:
    """Return the readings' mean: those as long as the one of the right length, sign by sign."""
    first, *more = sorted(readings, key=lambda one: (len(one) != _LENGTH, -_sureness(one), -len(one)))
    same = [one for other in more if (one := _laid_along(other, first)) is not None]
    joined = []
    for place, shares in enumerate(first):
        total = dict(shares)
        for other in same:
            for char, sure in other[place].items():
                total[char] = total.get(char, 0.0) + sure
        joined.append({char: sure / (1 + len(same)) for char, sure in total.items()})
    return joined


def _sureness(reading: list[dict[str, float]]) -> float:
    return sum(max(shares.values()) for shares in reading)


def _laid_along(
    other: list[dict[str, float]], first: list[dict[str, float]]
) -> list[dict[str, float]] | None:
    """Return a reading laid along another that has at most a few signs more or less than it."""
    if len(other) == len(first):
        return other
    if not other or abs(len(other) - len(first)) > _MOST_LOST:
        return None
    text, of_first = [
        "".join(max(one, key=lambda char: one[char]) for one in part) for part in (other, first)
    ]
    laid = [dict[str, float]() for _ in first]
    for kind, begin, end, start, stop in SequenceMatcher(None, text, of_first, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and end - begin == stop - start):
            laid[start:stop] = other[begin:end]
    return laid


def passes(code: str) -> bool:
    """Tell whether the check character of a credit code is right."""
    if len(code) != _LENGTH:
        return False
    total = sum(_CHARS.index(char) * weight for char, weight in zip(code[:17], _WEIGHTS, strict=True))
    return _CHARS[(31 - total % 31) % 31] == code[17]


def _whole(shares: list[dict[str, float]]) -> list[dict[str, float]]:
    """Leave out a sign too many at an end, a scratch: as the check character says, or the reader."""
    for first in range(len(shares) - _LENGTH + 1 if len(shares) - _LENGTH in (1, 2) else 0):
        part = shares[first : first + _LENGTH]
        if passes("".join(max(one, key=lambda char: one[char]) for one in part)):
            return part
    while len(shares) > _LENGTH and min(_most(shares[0]), _most(shares[-1])) < _SCRATCH:
        shares = shares[1:] if _most(shares[0]) < _most(shares[-1]) else shares[:-1]
    return shares


def _most(shares: dict[str, float]) -> float:
    return max(shares.values(), default=0.0)


def _of_code(options: Options) -> dict[str, float]:
    """Return what a sign may be in a code; letters that none holds count as the figures they look like."""
    shares: dict[str, float] = {}
    for char, sure in options:
        known = char if char in _CHARS else char.translate(_LIKE)
        if known in _CHARS and sure >= _POSSIBLE:
            shares[known] = max(shares.get(known, 0.0), sure)
    return shares

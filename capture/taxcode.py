"""The tax code across an invoice seal: characters that may stand in it, and its check character."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

_CHARS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_LIKE = str.maketrans("OoIlSsZzVvgqB|!", "001155227799B11")
_LENGTH = 18
_POSSIBLE = 0.01
_DOUBTFUL = 0.97
_MOST_DOUBTFUL = 4
_CODE = re.compile(r"[0-9A-HJ-NP-RTUWXY]{15}|[0-9A-HJ-NP-RTUWXY]{17,20}")
_LEAST = 15


def likely_code(places: Sequence[Sequence[tuple[str, float]]]) -> str:
    """Return the code that signs say, or an empty text.

    Where signs are doubtful, what the reader holds possible for them is tried until the check character of
    GB 32100-2015 is right; one that never is stays as it was read.
    """
    shares = [_of_code(options) for options in places]
    shares = [one for one in shares if one]
    read = "".join(max(one, key=lambda char: one[char]) for one in shares)
    if len(shares) < _LEAST or len(shares) < 0.9 * len(places) or not _CODE.fullmatch(read):
        return ""
    if len(read) != _LENGTH or passes(read):
        return read
    doubtful = sorted(range(_LENGTH), key=lambda place: max(shares[place].values()))[:_MOST_DOUBTFUL]
    doubtful = [place for place in doubtful if max(shares[place].values()) < _DOUBTFUL]
    best, most = read, 0.0
    for chars in product(*(sorted(shares[place]) for place in doubtful)):
        sure = 1.0
        for place, char in zip(doubtful, chars, strict=True):
            sure *= shares[place][char]
        if sure > most:
            code = list(read)
            for place, char in zip(doubtful, chars, strict=True):
                code[place] = char
            if passes("".join(code)):
                best, most = "".join(code), sure
    return best


def passes(code: str) -> bool:
    """Tell whether the check character of a credit code is right."""
    total = sum(_CHARS.index(char) * weight for char, weight in zip(code[:17], _WEIGHTS, strict=True))
    return _CHARS[(31 - total % 31) % 31] == code[17]


def _of_code(options: Sequence[tuple[str, float]]) -> dict[str, float]:
    """Return what a sign may be in a code; letters that none holds count as the figures they look like."""
    shares: dict[str, float] = {}
    for char, sure in options:
        known = char if char in _CHARS else char.translate(_LIKE)
        if known in _CHARS and sure >= _POSSIBLE:
            shares[known] = max(shares.get(known, 0.0), sure)
    return shares

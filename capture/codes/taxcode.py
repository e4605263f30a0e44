"""The tax code across an invoice seal: what its readings say, and what its check characters confirm."""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from capture.characters.votes import Placed
from capture.codes.codegrid import CODE_CHARS, Shares, laid_over, shares_of

_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_AREA = re.compile("1[0-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]")
"""With which two figures administrative areas begin (GB/T 2260); 10: the State's own office."""
_LENGTH = 18
_CODE = re.compile(r"[0-9A-HJ-NP-RTUWXY]{15}|[0-9A-HJ-NP-RTUWXY]{17,20}")
_LEAST_SURE = 0.15
_LEAST_KNOWN = 0.1
_SCRATCH = 0.4
_MOST_LOST = 2
_BESIDE, _MOST_BESIDE = 4.0, 1.2
_UNKNOWN, _NEVER_SURE = 0.1, 0.002
"""Which part of what readings leave open is a sign they did not name, and how much is so at the least."""
_ENOUGH, _HALF = 0.7, 0.5
_MOST_TRIED, _NEARLY_ALL = 500, 0.9999
_LEAST_LIKELY = math.log(1e5)
_RARELY = 0.001
"""Against codes with both check characters right: few were given out of which the organisation's is wrong."""
_OTHER_OFFICE = 0.05
"""Against codes of firms, which 91, 92 and 93 begin."""
_BY_CHANCE = 1 / (31 * 11)


@dataclass(frozen=True, slots=True)
class TaxCode:
    """A code and how likely it is right, 0…1; ``settled`` if its check characters say so too.

    One that is not is given as it was read; its check character is wrong then, but for chance.
    """

    text: str
    sure: float
    settled: bool


def likely_code(readings: Sequence[Placed]) -> TaxCode | None:
    """Return the code that readings of a row say, nothing where they say none.

    What the reader holds possible for each sign is tried, the likeliest first, against the check characters
    of GB 32100-2015 and of the organisation code within (GB 11714). They only choose between what was seen,
    and only where one choice is far likelier than all others together and chance.
    """
    best = max(_windows(readings), key=lambda one: one.sure, default=None)
    read = _as_read(readings)
    if best and best.settled and (best.sure >= _ENOUGH or (read and best.text == read.text)):
        return best
    return read


def passes(code: str) -> bool:
    """Tell whether the check character of a credit code is right."""
    if len(code) != _LENGTH:
        return False
    total = sum(CODE_CHARS.index(char) * weight for char, weight in zip(code[:17], _WEIGHTS, strict=True))
    return CODE_CHARS[(31 - total % 31) % 31] == code[17]


def _has_organisation(code: str) -> bool:
    """Tell whether characters 9 to 17 carry the organisation code's own check character."""
    total = sum(
        int(char, 36) * weight for char, weight in zip(code[8:16], _ORGANISATION_WEIGHTS, strict=True)
    )
    return "0123456789X0"[11 - total % 11] == code[16]


def _worth(code: str) -> float:
    """Return how likely a code is to have been given out, against the most usual."""
    if not (passes(code) and _AREA.match(code, 2)):
        return 0.0
    office = 1.0 if code[:2] in ("91", "92", "93") else _OTHER_OFFICE
    return office if _has_organisation(code) else office * _RARELY


def _windows(readings: Sequence[Placed]) -> Iterator[TaxCode]:
    """Yield the likeliest code for each way to lay 18 places over what was read."""
    places = laid_over([one for one in readings if one])
    most = [max(shares.values(), default=0.0) for shares in places]
    for first in range(len(places) - _LENGTH + 1):
        part = places[first : first + _LENGTH]
        beside = sum(most[:first]) + sum(most[first + _LENGTH :])
        if all(part) and beside <= _MOST_BESIDE:
            found = _chosen([_possible(place, shares) for place, shares in enumerate(part)])
            yield replace(found, sure=found.sure * math.exp(-_BESIDE * beside))


def _possible(place: int, shares: Shares) -> list[tuple[float, str]]:
    """Return what a place may hold, the likeliest first; in the area figures, as GB 11714's check X too."""
    total = sum(shares.values())
    scale = 1 / (total + max(0.0, 1 - total) * _UNKNOWN + _NEVER_SURE)
    kept = shares
    if 2 <= place < 8:
        kept = {char: sure for char, sure in shares.items() if char.isdigit()} or shares
    elif place == 16:
        kept = {char: sure for char, sure in shares.items() if char.isdigit() or char == "X"} or shares
    return sorted(((sure * scale, char) for char, sure in kept.items()), reverse=True)


def _chosen(options: Sequence[Sequence[tuple[float, str]]]) -> TaxCode:
    """Return the likeliest code that check characters hold for right, and how sure that is.

    Against it stand all others they hold for right, and the chance that one they do is none of those tried.
    """
    whole = math.prod(one[0][0] for one in options)
    possible = math.prod(sum(sure for sure, _ in one) for one in options)
    best, likeliest, all_right, tried = "", 0.0, 0.0, 0.0
    for code, loss in _by_likelihood(options):
        share = whole * math.exp(-loss)
        tried += share
        right = share * _worth(code)
        all_right += right
        if right > likeliest:
            best, likeliest = code, right
        if tried > _NEARLY_ALL * possible:
            break
    return TaxCode(best, likeliest / (all_right + max(0.0, 1 - tried) * _BY_CHANCE + 1e-12), bool(best))


def _by_likelihood(options: Sequence[Sequence[tuple[float, str]]]) -> Iterator[tuple[str, float]]:
    """Yield codes from the likeliest on, with the logarithm of how much likelier the first is."""
    loss = [[math.log(one[0][0] / sure) for sure, _ in one] for one in options]
    doubtful = sorted((one[1], place) for place, one in enumerate(loss) if len(one) > 1)
    order = [place for _, place in doubtful]
    surest = [one[0][1] for one in options]
    # loss, place in the order that was changed last, all changes: what follows changes that or a later one
    waiting: list[tuple[float, int, tuple[tuple[int, int], ...]]] = [(0.0, -1, ())]
    for _ in range(_MOST_TRIED):
        if not waiting or waiting[0][0] > _LEAST_LIKELY:
            return
        lost, last, changes = heapq.heappop(waiting)
        code = list(surest)
        for place, option in changes:
            code[place] = options[place][option][1]
        yield "".join(code), lost
        if changes:
            place, option = changes[-1]
            if option + 1 < len(loss[place]):
                more = lost - loss[place][option] + loss[place][option + 1]
                heapq.heappush(waiting, (more, last, (*changes[:-1], (place, option + 1))))
        for later in range(last + 1, len(order)):
            place = order[later]
            heapq.heappush(waiting, (lost + loss[place][1], later, (*changes, (place, 1))))


def _as_read(readings: Sequence[Placed]) -> TaxCode | None:
    """Return the code that readings say sign by sign, whatever its check characters."""
    shares = _whole(_together([_in_code(reading) for reading in readings]))
    text = "".join(max(one, key=lambda char: one[char]) for one in shares)
    if not _CODE.fullmatch(text):
        return None
    return TaxCode(text, min(_HALF, sum(map(_most, shares)) / len(shares)), False)


def _in_code(reading: Placed) -> list[Shares]:
    """Return what each sign may be in a code; nothing where other signs are many."""
    shares = [shares_of(sign.options) for _, sign in reading if sign.options[0][1] >= _LEAST_SURE]
    known = [one for one in shares if one and max(one.values()) >= _LEAST_KNOWN]
    return known if len(known) >= 0.85 * len(shares) else []


def _together(readings: Sequence[list[Shares]]) -> list[Shares]:
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


def _sureness(reading: list[Shares]) -> float:
    return sum(max(shares.values()) for shares in reading)


def _laid_along(other: list[Shares], first: list[Shares]) -> list[Shares] | None:
    """Return a reading laid along another that has at most a few signs more or less than it."""
    if len(other) == len(first):
        return other
    if not other or abs(len(other) - len(first)) > _MOST_LOST:
        return None
    text, of_first = [
        "".join(max(one, key=lambda char: one[char]) for one in part) for part in (other, first)
    ]
    laid: list[Shares] = [{} for _ in first]
    for kind, begin, end, start, stop in SequenceMatcher(None, text, of_first, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and end - begin == stop - start):
            laid[start:stop] = other[begin:end]
    return laid


def _whole(shares: list[Shares]) -> list[Shares]:
    """Leave out a sign too many at an end, a scratch: as the check character says, or the reader."""
    for first in range(len(shares) - _LENGTH + 1 if len(shares) - _LENGTH in (1, 2) else 0):
        part = shares[first : first + _LENGTH]
        if passes("".join(max(one, key=lambda char: one[char]) for one in part)):
            return part
    while len(shares) > _LENGTH and min(_most(shares[0]), _most(shares[-1])) < _SCRATCH:
        shares = shares[1:] if _most(shares[0]) < _most(shares[-1]) else shares[:-1]
    return shares


def _most(shares: Shares) -> float:
    return max(shares.values(), default=0.0)

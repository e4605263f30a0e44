"""Whether two papers are one paper scanned twice: by their words, and by every number that both surely read.

Slips of one printer differ in a number only. So likeness of words makes two papers worth comparing, and
the numbers decide: the pages are laid over each other by the lines both have, and where a number stands on
the one and another surely read number at the same place on the other, they are two papers. Coordinates are
those of each page; words and numbers are in their matching form.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

from capture.pages import Line, Page, Reader
from classify.normalise import fold
from classify.notation.codes import find_credit_codes
from classify.notation.dates import find_dates

SAME = 0.62
"""The least share of common pairs of characters of two scans of one paper, 0…1."""
_SURE = 0.95  # at 0.97 two of 188 slips that differ are taken for one, see docs/benchmarks.md
_SIGN_SURE = 0.99
_DIGIT, _PART_OF_A_DIGIT = 0.5, 0.5  # a digit is half as wide as a Han character
_SKETCH = 12
_NUMBER = re.compile(r"[0-9]+(?:[.,:/-][0-9]+)*")
_KEY = re.compile(r"[0-9A-Z-]{5,}")
_WORDS = re.compile("[\u3400-\u9fff]{2,}")
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Written:
    text: str
    x: float
    y: float
    width: float
    height: float
    sure: bool
    signs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sameness:
    """How alike two papers are: the share of common words, and numbers equal, in conflict and unclear."""

    share: float
    equal: int
    conflicts: tuple[tuple[str, str], ...]
    unclear: int

    @property
    def is_same(self) -> bool:
        """Whether they look like one paper, with no number that is surely another."""
        enough = self.equal >= 3 and self.unclear <= 0.25 * self.equal
        return self.share >= SAME and not self.conflicts and (enough or self.share >= 0.9)


def marks_of(page: Page) -> set[int]:
    """Return what a page is found by when it comes again: its longer numbers, a sketch of its words.

    The sketch are the smallest hashes of its triples of characters (Broder, On the resemblance and
    containment of documents, 1997), so scans of one paper share most of it.
    """
    texts = [fold(line.text).text for line in page.lines if line.reader is not Reader.QR]
    keys = {_hash(key) for text in texts for key in _KEY.findall(text) if sum(c.isdigit() for c in key) >= 4}
    triples = {
        _hash(run[at : at + 3])
        for text in texts
        for run in _WORDS.findall(text)
        for at in range(len(run) - 2)
    }
    return keys | set(sorted(triples)[:_SKETCH])


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=7).digest(), "big")


def compare_papers(one: Sequence[Page], other: Sequence[Page]) -> Sameness:
    """Compare two papers page by page; those of different length are alike as far as the pages go."""
    found = [compare_pages(a, b) for a, b in zip(one, other, strict=False)]
    pages = max(len(one), len(other), 1)
    return Sameness(
        round(sum(part.share for part in found) / pages, 3),
        sum(part.equal for part in found),
        (*_other_firms(one, other), *(pair for part in found for pair in part.conflicts)),
        sum(part.unclear for part in found),
    )


def _other_firms(one: Sequence[Page], other: Sequence[Page]) -> tuple[tuple[str, str], ...]:
    """Return a credit code of each where both bear some that pass their check, and none is on both."""
    here, there = _credit_codes(one), _credit_codes(other)
    return ((min(here), min(there)),) if here and there and here.isdisjoint(there) else ()


def _credit_codes(pages: Sequence[Page]) -> set[str]:
    found = (find_credit_codes(fold(line.text)) for page in pages for line in page.lines)
    return {code.value for codes in found for code in codes if code.ok and not code.corrected}


def compare_pages(one: Page, other: Page) -> Sameness:
    """Compare two pages."""
    a, b = _written(one), _written(other)
    share = _share(a, b)
    if share < SAME - 0.1:
        return Sameness(round(share, 3), 0, (), 0)
    turned = _lay_over(a, b)
    equal, unclear, conflicts = 0, 0, []
    numbers_b = [(n, _numbers(n.text)) for n in b]
    for line in a:
        numbers = _numbers(line.text)
        if not numbers:
            continue
        there = _line_there(line, b, turned)
        if there is None:
            found = any(_agree(numbers, others) for _, others in numbers_b)
            equal, unclear = equal + found, unclear + (not found)
            continue
        others = _numbers(there.text)
        if _agree(numbers, others):
            equal += 1
        elif _is_conflict(line, there, turned):
            conflicts.append((" ".join(numbers), " ".join(others)))
        else:
            unclear += 1
    return Sameness(round(share, 3), equal, tuple(conflicts), unclear)


def _is_conflict(line: _Written, there: _Written, turned: Matrix | None) -> bool:
    """Tell whether two lines in one place surely bear other numbers: not cut, no digit lost in reading."""
    one, other = _numbers(line.text), _numbers(there.text)
    sure = (line.sure and there.sure) or _differ_surely(line, there)
    if not sure or _cut_off(one, other) or not _same_words(line.text, there.text):
        return False
    if {found.value for found in find_dates(line.text)} != {found.value for found in find_dates(there.text)}:
        return True
    return not (_one_digit_more("".join(one), "".join(other)) and _as_wide(line, there, turned))


def _differ_surely(line: _Written, there: _Written) -> bool:
    """Tell whether two lines are the same but for digits, and each of these was surely read on both."""
    if len(line.text) != len(there.text):
        return False
    signs = zip(line.text, there.text, line.signs, there.signs, strict=True)
    differing = [(a, b, min(sure_a, sure_b)) for a, b, sure_a, sure_b in signs if a != b]
    return bool(differing) and all(
        a.isdigit() and b.isdigit() and sure >= _SIGN_SURE for a, b, sure in differing
    )


def _one_digit_more(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) == 1 and Levenshtein.distance(one, other) == 1


def _as_wide(line: _Written, there: _Written, turned: Matrix | None) -> bool:
    """Tell whether two lines are equally wide on paper: one more digit would have made one of them wider."""
    scale = float(np.hypot(*turned[0])) if turned is not None else 1.0
    few, width = (line, line.width * scale) if len(line.text) < len(there.text) else (there, there.width)
    digit = _DIGIT * width / max(_DIGIT, sum(_DIGIT if c.isascii() else 1.0 for c in few.text))
    return abs(line.width * scale - there.width) <= _PART_OF_A_DIGIT * digit


def _written(page: Page) -> list[_Written]:
    return [_as_written(line) for line in page.lines if _counts(line)]


def _counts(line: Line) -> bool:
    return line.box is not None and not line.seal and line.reader is not Reader.QR and bool(line.text.strip())


def _as_written(line: Line) -> _Written:
    box = line.box
    assert box is not None
    folded = fold(line.text)
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    by_sign = line.sure or (line.confidence,) * len(line.text)
    signs = tuple(by_sign[at] for at in folded.origin)
    return _Written(folded.text, x, y, box.width, box.height, line.confidence >= _SURE, signs)


def _numbers(text: str) -> list[str]:
    return [re.sub("[^0-9]", "", number) for number in _NUMBER.findall(text)]


def _agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether numbers are the same ones; a line cut in two holds some of the other's, each whole."""
    if "".join(one) == "".join(other):
        return True
    few, many = sorted((one, other), key=len)
    return bool(few) and any(
        list(many[at : at + len(few)]) == list(few) for at in range(len(many) - len(few) + 1)
    )


def _cut_off(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether one line lacks the beginning of a long number: it was cut there, not printed so."""
    few, many = sorted(("".join(one), "".join(other)), key=len)
    return len(few) >= 5 and many.endswith(few)


def _share(a: Iterable[_Written], b: Iterable[_Written]) -> float:
    pairs_a, pairs_b = _pairs(a), _pairs(b)
    together = len(pairs_a | pairs_b)
    return len(pairs_a & pairs_b) / together if together else 0.0


def _pairs(lines: Iterable[_Written]) -> set[str]:
    return {line.text[at : at + 2] for line in lines for at in range(len(line.text) - 1)}


def _lay_over(a: Sequence[_Written], b: Sequence[_Written]) -> Matrix | None:
    """Return the affine map from the one page to the other, from the lines both have once; None without."""
    once_a, once_b = _once(a), _once(b)
    common = [text for text in once_a if text in once_b and len(text) >= 2]
    if len(common) < 4:
        return None
    here = np.array([(once_a[text].x, once_a[text].y, 1.0) for text in common])
    there = np.array([(once_b[text].x, once_b[text].y) for text in common])
    solved: Matrix = np.linalg.lstsq(here, there, rcond=None)[0]
    return solved


def _once(lines: Iterable[_Written]) -> dict[str, _Written]:
    seen: dict[str, list[_Written]] = {}
    for line in lines:
        seen.setdefault(line.text, []).append(line)
    return {text: found[0] for text, found in seen.items() if len(found) == 1}


def _line_there(line: _Written, others: Sequence[_Written], turned: Matrix | None) -> _Written | None:
    """Return the line with a number nearest to the same place on the other page."""
    if turned is None:
        return None
    x, y = np.array([line.x, line.y, 1.0]) @ turned
    near = [
        (abs(other.x - x) + 2 * abs(other.y - y), other)
        for other in others
        if abs(other.y - y) < 0.8 * other.height
        and abs(other.x - x) < 4 * other.height
        and _numbers(other.text)
    ]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _same_words(one: str, other: str) -> bool:
    """Tell whether two lines are the same but for their numbers: else one was cut otherwise."""
    words_one, words_other = _NUMBER.sub("#", one), _NUMBER.sub("#", other)
    return words_one == words_other or SequenceMatcher(None, words_one, words_other).ratio() >= 0.75

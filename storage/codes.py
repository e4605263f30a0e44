"""Numbers as people type them and as papers print them: ``HT20260318`` is HT-2026-0318 and HT/2026/0318.

Of what stands between the parts of a number nothing is known beforehand. So pages that have its beginning and
its end close together are looked at (``search_codes``), and how numbers of that kind are printed there, the
*shape*, is taken for the one that was typed. The index is then asked for exactly these texts.

All texts here are folded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from storage.tokenizer import fold

_SIGN = r"[0-9a-z\u4e00-\u9fff]"
_BETWEEN = r"[-–—―−‐_/\\.·•・:~ ()\[\]【】〔〕]"
_TYPED = re.compile(rf"{_SIGN}(?:{_BETWEEN}*{_SIGN})*")
_GAP = rf"(?:{_BETWEEN}{{1,3}})?"
_RUNS = re.compile(r"[0-9]+|[a-z]+|[\u4e00-\u9fff]+")
_FEWEST_SIGNS, _FEWEST_FIGURES, _MOST_SIGNS = 6, 3, 40
_FEWEST_OF_FIGURES = 7
"""A number of figures alone: shorter ones are quantities."""
_CUT_RUN = {"figures": 4, "letters": 4}
"""A run so long may be cut where nobody typed a cut: 20260318, xycg."""
_SHAPES = 8
_CENTURIES = ("19", "20")
_PLATE = re.compile("[\u4e00-\u9fff][a-z][0-9a-z]{5,6}")
"""A vehicle's: 川AD12345 is printed 川A-D12345, too."""
_PIECES = re.compile(r"[0-9a-z(\[+][0-9a-z\-_/.()\[\]·]*|[\u4e00-\u9fff][a-z][0-9a-z\-·]*")
_MOST_PIECES = 6


@dataclass(frozen=True, slots=True)
class Anchors:
    """What pages are sought by: two texts of which the second stands behind the first, ``within`` signs.

    One text alone where the number has no other that is surely not cut.
    """

    head: str
    tail: str
    within: int


@dataclass(frozen=True, slots=True)
class Code:
    """A number: its signs without what stands between, and how many signs were typed before every cut."""

    signs: str
    cuts: frozenset[int]

    @property
    def is_figures(self) -> bool:
        """Whether it has neither letters nor Han characters."""
        return self.signs.isdigit()


def code_of(text: str) -> Code | None:
    """Return the number that a typed text is, None where it is none."""
    text = text.strip("()[]+")
    if not _TYPED.fullmatch(text):
        return None
    signs, cuts = "", set[int]()
    for at, sign in enumerate(text):
        if re.match(_SIGN, sign):
            signs += sign
        elif at:
            cuts.add(len(signs))
    figures = sum(sign.isdigit() for sign in signs)
    fewest = _FEWEST_OF_FIGURES if figures == len(signs) else _FEWEST_SIGNS
    if not fewest <= len(signs) <= _MOST_SIGNS or figures < _FEWEST_FIGURES:
        return None
    return Code(signs, frozenset(cuts))


def joined(words: Iterable[str]) -> str:
    """Return the number that words typed behind one another may be, empty where they are none."""
    pieces = list(words)
    if not 2 <= len(pieces) <= _MOST_PIECES or not all(_PIECES.fullmatch(piece) for piece in pieces):
        return ""
    whole = " ".join(pieces)
    return whole if code_of(whole) and any(sign.isdigit() for sign in "".join(pieces[1:])) else ""


def anchors(code: Code) -> list[Anchors]:
    """Return what pages with the number, or with others of its kind, are sought by."""
    runs = [run.span() for run in _RUNS.finditer(code.signs)]
    figures = [(start, end) for start, end in runs if code.signs[start].isdigit()]
    within = 2 * len(code.signs)
    first = _first_signs(code, runs)
    start, end = figures[0]
    series = code.signs[start : min(end, start + (4 if code.signs[start:].startswith(_CENTURIES) else 2))]
    last = _last_signs(code, figures[-1])
    found = []
    for tail in dict.fromkeys((last, series)):
        is_other_series = tail != last and code.is_figures  # of whom the beginning is is not known
        if len(tail) > 1 and not is_other_series and not (tail == last != series and series.endswith(last)):
            found.append(Anchors(first if first != tail else "", tail, within))
    return found


def ways_of_code(code: Code, typed: str, pages: Iterable[str]) -> list[str]:
    """Return how the number is printed if it is printed like those of its kind on pages, likeliest first."""
    pattern = pattern_of(code)
    shapes = Counter(shape for page in pages for shape in _shapes(code, pattern, page))
    made = (_shaped(code, shape) for shape, _ in shapes.most_common())
    ways = (way for way in dict.fromkeys(made) if way != typed)
    return [way for _, way in zip(range(_SHAPES), ways, strict=False)]


def pattern_of(code: Code, *, alone: bool = False) -> re.Pattern[str]:
    """Return what fits numbers of the same kind: the same letters, other figures, and gaps between.

    ``alone``: letters are others, too, and no figure or letter stands before or behind.
    """
    parts: list[str] = []
    for run in _RUNS.finditer(code.signs):
        for at in range(*run.span()):
            sign = code.signs[at]
            letter = "([a-z])" if alone and sign.isascii() else f"({sign})"
            parts.append("([0-9])" if sign.isdigit() else letter)
            if at + 1 < len(code.signs) and _may_be_cut(code, at + 1, run):
                parts.append(_GAP)
    whole = "".join(parts)
    return re.compile(f"(?<![0-9a-z]){whole}(?![0-9a-z])" if alone else whole)


def _first_signs(code: Code, runs: list[tuple[int, int]]) -> str:
    """Return the beginning that is surely not cut: two letters, a Han word, three figures; else nothing."""
    end = min([runs[0][1] if code.signs[0].isdigit() else 2, *(cut for cut in code.cuts if cut)])
    head = code.signs[: min(end, 3 if code.signs[0].isdigit() else 2)]
    is_letters = not any(sign.isdigit() for sign in head)
    return head if len(head) > 1 and (is_letters or code.is_figures) else ""


def _last_signs(code: Code, run: tuple[int, int]) -> str:
    """Return the end of the last figures, as far as it is surely not cut."""
    start, end = run
    begin = max([start, *(cut for cut in code.cuts if start < cut < end)])
    typed_apart = begin > start or start in code.cuts
    return code.signs[max(begin, end - (4 if typed_apart else 3)) : end]


def _may_be_cut(code: Code, at: int, run: re.Match[str]) -> bool:
    if at == run.end() or at in code.cuts:
        return True
    if at == 2 and _PLATE.fullmatch(code.signs):
        return True
    kind = "figures" if run[0].isdigit() else "letters" if run[0].isascii() else ""
    fewest = _fewest(code, run[0])
    is_long = bool(kind) and len(run[0]) >= _CUT_RUN[kind]
    return is_long and run.start() + fewest <= at <= run.end() - fewest


def _fewest(code: Code, run: str) -> int:
    """Return how many signs of a run stand together at least: 138 0013 8000 is a number, 13 80 01 38 none."""
    return 3 if code.is_figures and run.isdigit() else 2


def _shapes(code: Code, pattern: re.Pattern[str], page: str) -> Iterator[tuple[tuple[int, str], ...]]:
    """Yield how numbers of the kind are printed on a page: what stands before which of the signs."""
    for found in pattern.finditer(page):
        ends = [found.end(group) for group in range(1, len(code.signs) + 1)]
        starts = [found.start(group) for group in range(1, len(code.signs) + 1)]
        gaps = tuple(
            (at, page[ends[at - 1] : starts[at]])
            for at in range(1, len(code.signs))
            if starts[at] > ends[at - 1]
        )
        if _is_even(code, [at for at, _ in gaps]):
            yield gaps


def _is_even(code: Code, cuts: list[int]) -> bool:
    """Tell whether no run of figures was cut into pieces that are too short, but where that was typed."""
    for run in _RUNS.finditer(code.signs):
        inner = [at for at in cuts if run.start() < at < run.end() and at not in code.cuts]
        if not inner or (inner == [2] and _PLATE.fullmatch(code.signs)):
            continue
        ends = [run.start(), *(at for at in cuts if run.start() < at < run.end()), run.end()]
        lengths = [end - start for start, end in pairwise(ends)]
        if min(lengths) < _fewest(code, run[0]):
            return False
    return True


def _shaped(code: Code, shape: tuple[tuple[int, str], ...]) -> str:
    gaps = dict(shape)
    return fold("".join(gaps.get(at, "") + sign for at, sign in enumerate(code.signs)))

"""What a hand filled in on a form: however surely it is read, it is less sure than print.

The network reads plain hands with the certainty of print, and has a sign of them wrong far more often. The
name of a firm must not found a customer by itself then. Figures tell hands from print best, for printed ones
are alike in all typefaces: where those of a page are by a hand, it is a form that was filled in, and its
names and words are looked at more strictly. A neat hand writes Han like Kai, but no figures like print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from capture.engines.base import Image
from capture.handwriting.likeness import closeness, likeness_of
from capture.handwriting.penned import Run
from capture.pages import Line, Mark, MarkKind

_FIRM = re.compile(
    "[\u3400-\u9fff()（）]{4,40}?(?:公司|厂|集团|合作社|事务所|工作室|[营市务]部|中心|学校|医院|商行|[商饭酒]店|超市)"
)
_FIGURES = re.compile(r"\d[\d.,/*-]*\d")
_WORDS = re.compile("[\u3400-\u9fff]{3,}")
_LABEL = re.compile("^[^:：]*[:：]")
_LOOKED_AT, _MOST = 7, 40
"""So many signs of a name are looked at; longer lines are running text, which is printed."""
_FIRST, _SAMPLE = 4, 10
"""So many runs of figures of a page are looked at, the least sure: more only where one is unlike print."""
_READ, _FEWEST = 0.6, 2
_FIGURE_OF_PRINT = 0.74
"""Of 96 forms filled in by eleven hands half of the figures and more were less like print in 84; in none of
114 printed papers."""
_PLAINLY_READ, _PRINTED, _SHORT_OF = 0.9, 6, 0.13
"""The second best of so many words read plainly is a page's print: some may be by the hand as well. Figures
by a hand are so much less like type."""
_SURE = 0.75
"""Of 60 names by three pens 49 were read rightly."""


@dataclass(frozen=True, slots=True)
class _Least:
    """How like print, -1…1, names, figures and other words are at least where they count as printed."""

    name: float
    figures: float
    words: float

    def where_print_is(self, like: float) -> _Least:
        """Return what to ask for where the print of a page is itself less like type than usual."""
        less = max(0.0, _PLAIN_PRINT - like)
        return _Least(self.name - less, self.figures - less, self.words - less)


_PLAIN_PRINT = 0.88
_PRINTED_PAGE = _Least(0.64, 0.64, 0.64)
"""Of names by three pens 31 of 36 were less like print, of neater hands a third; of 674 printed ones six, of
those in Kai one in ten. Of 997 runs of printed figures five were, of 482 by hand two in five."""
_FILLED_IN = _Least(0.84, 0.76, 0.70)
"""For forms of which the figures are by hand."""


class _Compared:
    """Runs of a page held against type: what was found of one is kept, for it is asked more than once."""

    def __init__(self, image: Image) -> None:
        self._image = image
        self._known: dict[Run, tuple[float | None, float]] = {}

    def unlike(self, runs: Iterable[Run], least: float) -> list[Run]:
        """Return the runs that are drawn less like print than ``least``; those too small to tell are not."""
        return [run for run in runs if (like := self._closeness(run, least)) is not None and like < least]

    def _closeness(self, run: Run, least: float) -> float | None:
        like, enough = self._known.get(run, (-1.0, -1.0))
        if like is not None and enough <= like < least:  # never compared, or only until it was enough
            end = min(run.end, run.start + _LOOKED_AT)
            like = closeness(self._image, run.line, run.start, end, least)
            self._known[run] = like, least
        return like


def doubt_hands(image: Image, lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Mark, ...]]:
    """Return ``lines``, those with the name of a firm by a hand less sure, and marks of all by hand.

    ``image`` is an upright grey page, dark on white; the boxes of ``lines`` lie in its pixels.
    """
    short = [line for line in lines if _is_looked_at(line)]
    figures = sorted(_runs(_FIGURES, short), key=_least_sure)
    sample = [run for run in figures if _least_sure(run) >= _READ][:_SAMPLE]
    held = _Compared(image)
    unlike = held.unlike(sample[:_FIRST], _FIGURE_OF_PRINT)
    if unlike:
        unlike += held.unlike(sample[_FIRST:], _FIGURE_OF_PRINT)
    print_ = _print_beside(image, held, unlike, len(sample), _runs(_WORDS, short))
    least = _PRINTED_PAGE if print_ is None else _FILLED_IN.where_print_is(print_)
    names = held.unlike(_runs(_FIRM, short), least.name)
    by_hand = [*names, *held.unlike(unlike if print_ is None else figures, least.figures)]
    if print_ is not None:
        words = (run for run in _runs(_WORDS, short, labels=False) if not _is_within(run, names))
        by_hand += held.unlike(words, least.words)
    doubted = {id(run.line) for run in names}
    return tuple(_doubted(line) if id(line) in doubted else line for line in lines), tuple(_marks(by_hand))


def _print_beside(
    image: Image, held: _Compared, unlike: Sequence[Run], looked_at: int, words: Sequence[Run]
) -> float | None:
    """Return how like type the print of a form is whose figures are by a hand; nothing where they are not.

    Half of the figures that were looked at must be clearly less like type than the page's own print is.
    """
    needed = max(_FEWEST, looked_at / 2)
    if len(unlike) < needed:
        return None
    read = [run for run in words if _least_sure(run) >= _PLAINLY_READ]
    step = max(1, len(read) // _PRINTED)
    found = (likeness_of(image, run.line, run.start, run.end) for run in read[step // 2 :: step][:_PRINTED])
    best = sorted((like.to_print for like in found if like is not None), reverse=True)[:2]
    if len(best) < 2 or len(held.unlike(unlike, best[1] - _SHORT_OF)) < needed:
        return None
    return best[1]


def _is_looked_at(line: Line) -> bool:
    return bool(line.box and line.edges) and not line.seal and not line.is_slanted and len(line.text) <= _MOST


def _runs(pattern: re.Pattern[str], lines: Iterable[Line], *, labels: bool = True) -> list[Run]:
    """Return what a pattern finds in lines, before colons as well if ``labels``."""
    found = []
    for line in lines:
        label = None if labels else _LABEL.match(line.text)
        start = label.end() if label else 0
        found += [Run(line, match.start(), match.end()) for match in pattern.finditer(line.text, start)]
    return found


def _least_sure(run: Run) -> float:
    return min(run.line.sure[run.start : run.end], default=run.line.confidence)


def _is_within(run: Run, names: Sequence[Run]) -> bool:
    return any(run.line is name.line and run.start < name.end and name.start < run.end for name in names)


def _marks(runs: Sequence[Run]) -> list[Mark]:
    """Return where runs stand, top to bottom."""
    places = ((run.line.span_box(run.start, run.end), run.line.text[run.start : run.end]) for run in runs)
    marks = [Mark(MarkKind.FILLED_IN, box, text) for box, text in places if box is not None]
    return sorted(marks, key=lambda mark: (mark.box.y0, mark.box.x0))


def _doubted(line: Line) -> Line:
    sure = tuple(min(one, _SURE) for one in line.sure)
    return replace(line, confidence=min(line.confidence, _SURE), sure=sure)

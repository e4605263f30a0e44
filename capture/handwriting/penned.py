"""What was read well where people sign: was it printed there, or did a hand write it?

A name written plainly is read as surely as a printed one. It is held against the print of its page: how far
it is from how print is drawn, how uneven, how large.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice
from statistics import median

from capture.characters.spaces import is_han
from capture.engines.base import Image
from capture.handwriting.captions import last_label, words_beside
from capture.handwriting.likeness import Likeness, likeness_of
from capture.pages import Line

_SIGNED_BY = re.compile(
    "签|代表|代理|负责|经办|审[核批]|复核|批准|主管|领导|会计|出纳|保管|验收|[货办批核领销管购交收付送提发诺托证东事保承管用票单]人"
)
"""Words beside which people sign, on papers of any kind."""
_LABEL_ENDS = re.compile("[:：]")
_NAME = re.compile(r"^[\s_—-]*([\u3400-\u9fff·\s]{2,8}|[A-Za-z.\s]{2,30}|[A-Za-z\d]{2,4})[\s_—-]*$")
"""What a name may be read as; scribbles are read as a few letters or figures."""
_NO_NAME = re.compile("[甲乙丙丁双]方|公司|单位|部门|盖章|签|日期|备注|金额|电话|地址|楼|层$|室$")
_LEAST_SURE, _SAMPLES, _LONGEST, _FEWEST = 0.9, 5, 7, 2
_SURELY_PRINT = 0.9
"""No name written by hand was ever so like print."""
_SMALLEST, _LARGEST, _MOST_UNEVEN, _USUAL = 0.8, 2.2, 0.4, 0.15
"""Beyond these sizes and unevenness nothing more is told; letters stand where they like, printed or not."""
_IS, _MAY_BE = 1.2, -1.0
"""From here on it is by hand, or may be. Fitted by logistic regression to names of 115 hands and 268 printed
ones, among them large, italic, coloured and needle-printed ones: 0 is as likely one as the other."""


class Drawn(Enum):
    """How a run of characters came onto the page."""

    PRINTED = auto()
    BY_HAND = auto()
    DOUBTFUL = auto()  # either may be


@dataclass(frozen=True, slots=True)
class Run:
    """Characters ``start`` to ``end`` of a line."""

    line: Line
    start: int
    end: int


def runs_by_hand(image: Image, lines: Sequence[Line], names: Sequence[Run]) -> list[tuple[Run, Drawn]]:
    """Return which of some ``names`` were not, or not surely, printed.

    ``image`` is an upright grey page, dark on white, without rules; the boxes of ``lines`` lie in its pixels.
    """
    seen = [
        (run, like)
        for run in names
        if (like := likeness_of(image, run.line, run.start, run.end)) and like.to_print < _SURELY_PRINT
    ]
    if not seen:
        return []
    print_ = _print_of(image, lines, [run.line for run in names])
    if print_ is None:
        return []
    found = [(run, _drawn(image, run, like, print_)) for run, like in seen]
    return [(run, drawn) for run, drawn in found if drawn is not Drawn.PRINTED]


def _drawn(image: Image, run: Run, like: Likeness, print_: Likeness) -> Drawn:
    han = is_han(run.line.text[run.start])
    by_hand = _judged(like, print_, han)
    if by_hand > _MAY_BE:
        leaning = likeness_of(image, run.line, run.start, run.end, italic=True)
        by_hand = min(by_hand, _judged(leaning, print_, han) if leaning else by_hand)
    if by_hand > _IS:
        return Drawn.BY_HAND
    return Drawn.DOUBTFUL if by_hand > _MAY_BE else Drawn.PRINTED


def names_in(lines: Sequence[Line]) -> list[Run]:
    """Return what may be names, behind or below words beside which people sign."""
    names = []
    known = [line for line in lines if line.box and line.edges and not line.seal and not line.is_slanted]
    labels = [line for line in known if _SIGNED_BY.search(line.text)]
    for line in known if labels else ():
        ends = [match.end() for match in _LABEL_ENDS.finditer(line.text)]
        start = next((end for end in reversed(ends) if line.text[end:].strip()), 0)
        words = last_label(line.text[:start])
        if not start and line.box:
            words = " ".join(words_beside(line.box, [label for label in labels if label is not line]))
        text, signing = line.text[start:], _SIGNED_BY.search(words)
        found = _NAME.search(text)
        if signing and found and not _NO_NAME.search(text):
            names.append(Run(line, start + found.start(1), start + found.end(1)))
    return names


def _print_of(image: Image, lines: Sequence[Line], names: Sequence[Line]) -> Likeness | None:
    """Return how the print of a page is drawn: the middle of some rows of plain text that were read well."""
    plain = (
        line
        for line in lines
        if line.sure and line not in names and not line.seal and sum(map(is_han, line.text)) >= _FEWEST
    )
    well_read = [line for line in plain if min(line.sure[:_LONGEST]) >= _LEAST_SURE]
    step = max(1, len(well_read) // _SAMPLES)
    found = [
        like
        for line in islice(well_read, step // 2, step * _SAMPLES, step)
        if (like := likeness_of(image, line, 0, min(_LONGEST, len(line.text))))
    ]
    if len(found) < _FEWEST:
        return None
    return Likeness(
        median(like.to_print for like in found),
        median(like.height for like in found),
        median(like.uneven for like in found),
    )


def _judged(like: Likeness, print_: Likeness, han: bool) -> float:
    """Return how much speaks for a hand: a sum of what sets its names apart from printed ones."""
    short_of = max(0.0, print_.to_print - like.to_print)
    larger = math.log(min(max(like.height / print_.height, _SMALLEST), _LARGEST))
    uneven = min(like.uneven, _MOST_UNEVEN) if han else _USUAL
    return 5.0 + 5.5 * short_of - 13.0 * like.to_print + 7.5 * larger + 3.3 * uneven

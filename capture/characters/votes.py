"""Brings several readings of the same letters together: each place's likeliest character wins."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from capture.engines.base import Sign

_WITHIN = 0.5
_LEAST_SEEN = 0.3
"""How sure the readings must be, together, that there is a letter at all."""
_CLOSE = 0.62
_SOME = 3
_HOLE, _LEAST_HOLE = 1.55, 0.02
_WEAK = 0.6
_HAN = re.compile(r"[\u3400-\u9fff（）()〇]")
_OTHER_SURE = 0.8
_FIGURE = re.compile(r"[0-9.\-/:]")
_OTHER = re.compile(r"[A-Z0-9&]")


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands at a place along a line: characters with the share of the readings' votes each has."""

    place: float
    options: tuple[tuple[str, float], ...]

    @property
    def char(self) -> str:
        """The likeliest."""
        return self.options[0][0]

    @property
    def sure(self) -> float:
        """How sure that is, 0…1."""
        return self.options[0][1]

    @property
    def seen(self) -> float:
        """How sure it is that a letter stands here at all."""
        return sum(sure for _, sure in self.options)


Placed = Sequence[tuple[float, Sign]]
"""One reading: its signs with their places, which are comparable between readings."""


def vote(readings: Sequence[Placed], *, figures: bool = False, ends: bool = False) -> list[Letter]:
    """Return the letters that readings of the same line agree on, in their order.

    Han characters count, others where a reading is sure of them, figures always if there may be ``figures``.
    With ``ends``, what is hardly a letter counts too where it stands before the first or after the last.
    """
    readings = [one for one in readings if one]
    if not readings:
        return []
    best = max(readings, key=_sureness)
    pitch = pitch_of(best)
    if figures and sum(bool(_FIGURE.fullmatch(sign.options[0][0])) for _, sign in best) >= _SOME:
        # figures stand closer than Han characters: places do not tell which belong together
        alone = [_letter([(place, 0, sign)], 1, figures) for place, sign in best]
        return [one for one in alone if one and one.seen >= _LEAST_SEEN]
    signs = sorted((place, number, sign) for number, one in enumerate(readings) for place, sign in one)
    groups: list[list[tuple[float, int, Sign]]] = []
    for place, number, sign in signs:
        near = groups and place - sum(one[0] for one in groups[-1]) / len(groups[-1]) < _WITHIN * pitch
        if near:
            groups[-1].append((place, number, sign))
        else:
            groups.append([(place, number, sign)])
    letters = [one for group in groups if (one := _letter(group, len(readings), figures))]
    kept = _apart([one for one in letters if one.seen >= _LEAST_SEEN], pitch)
    weak = [one for one in letters if one.seen < _LEAST_SEEN]
    whole = _without_holes(kept, weak, pitch)
    return _with_ends(whole, weak, pitch) if ends else whole


def _with_ends(letters: list[Letter], weak: Sequence[Letter], pitch: float) -> list[Letter]:
    """Take in what may be one more letter before the first and after the last."""
    if not letters:
        return letters
    first, last = letters[0].place, letters[-1].place
    before = [one for one in weak if _CLOSE * pitch <= first - one.place <= _HOLE * pitch]
    after = [one for one in weak if _CLOSE * pitch <= one.place - last <= _HOLE * pitch]
    return [*before[-1:], *letters, *after[:1]]


def without_weak_ends(letters: Sequence[Letter]) -> list[Letter]:
    """Leave out what may be a letter before the first or after the last, unless a word has settled it."""
    kept = list(letters)
    while kept and kept[0].seen < _LEAST_SEEN:
        del kept[0]
    while kept and kept[-1].seen < _LEAST_SEEN:
        del kept[-1]
    return kept


def pitch_of(reading: Placed) -> float:
    """Return the usual distance from letter to letter."""
    places = [place for place, sign in reading if sign.options[0][1] > _WEAK]
    # the lower of two: an unsure letter between two sure ones doubles a step
    return median_low([after - before for before, after in pairwise(places)]) if len(places) > 1 else 1e-6


def sure_of(letters: Sequence[Letter]) -> float:
    """Return how sure letters are altogether."""
    return sum(one.sure for one in letters) / len(letters) if letters else 0.0


def text_of(letters: Iterable[Letter]) -> str:
    """Return what letters say."""
    return "".join(one.char for one in letters)


def _sureness(reading: Placed) -> float:
    return sum(sign.options[0][1] for _, sign in reading)


def _letter(group: list[tuple[float, int, Sign]], readings: int, figures: bool) -> Letter | None:
    """Return the votes at a place; of two signs of one reading the surer counts."""
    best: dict[int, tuple[float, Sign]] = {}
    for place, number, sign in group:
        if number not in best or sign.options[0][1] > best[number][1].options[0][1]:
            best[number] = (place, sign)
    votes: dict[str, float] = defaultdict(float)
    for _, sign in best.values():
        for char, sure in sign.options:
            if char in _STROKES and not figures:
                char, sure = "一", _AS_STROKE * sure
            may_be = _HAN.fullmatch(char) or (figures and _FIGURE.fullmatch(char))
            if may_be or (sure >= _OTHER_SURE and _OTHER.fullmatch(char)):
                char = _USUAL.get(char, char)
                votes[char] += sure / readings
                for other in _ALIKE.get(char, ""):
                    votes[other] += _ALSO * sure / readings
    if not votes:
        return None
    place = sum(one[0] for one in best.values()) / len(best)
    return Letter(place, tuple(sorted(votes.items(), key=lambda vote: -vote[1])))


_USUAL = dict(
    zip(
        "()黃強華業東車國門長開關電龍雲馬鳳張陳劉趙孫楊許鄭馮蔣韓葉蘇呂盧鄧賴蕭譚閻鄒陸萬錢湯羅賀龔嚴間聲縣與倉庫專發財務貨報驗檢鋼鐵機設備",
        "（）黄强华业东车国门长开关电龙云马凤张陈刘赵孙杨许郑冯蒋韩叶苏吕卢邓赖萧谭阎邹陆万钱汤罗贺龚严间声县与仓库专发财务货报验检钢铁机设备",
        strict=True,
    )
)
"""Seals are cut in simplified signs today; the reader may see an older form of the same one."""
_ALIKE = {
    char: group.replace(char, "")
    for group in ("人入八", "己已巳", "未末", "土士", "干千", "日曰", "天夭", "货贷", "要耍")
    for char in group
}
_ALSO = 0.1
_STROKES, _AS_STROKE = '-—–_~+“”"', 0.5
"""Signs that differ by a hair: each may be the other, words decide."""


def _apart(letters: list[Letter], pitch: float) -> list[Letter]:
    """Leave out unsure letters that stand too close to a surer one: parts of it, or a scratch."""
    kept: list[Letter] = []
    for letter in letters:
        if kept and letter.place - kept[-1].place < _CLOSE * pitch:
            weaker = min(letter, kept[-1], key=lambda one: one.sure)
            if weaker.sure < _WEAK:
                if weaker is kept[-1]:
                    kept[-1] = letter
                continue
        kept.append(letter)
    return kept


def _without_holes(letters: list[Letter], unsure: list[Letter], pitch: float) -> list[Letter]:
    """Take unsure letters in where one is missing: letters along an arc stand evenly."""
    whole: list[Letter] = []
    for letter in letters:
        if whole and letter.place - whole[-1].place > _HOLE * pitch:
            first, last = whole[-1].place + _CLOSE * pitch, letter.place - _CLOSE * pitch
            inside = [one for one in unsure if first < one.place < last and one.seen >= _LEAST_HOLE]
            if inside:
                whole.append(max(inside, key=lambda one: one.seen))
        whole.append(letter)
    return whole

"""Boxes of choices: which words each belongs to, and whether it is ticked.

A form sets its boxes before the words (□是 □否) or behind them (是□ 否□); the ends of a row tell which. The
shapes are found in the ink, or are characters that were read: □ ☑ ■ ○ ● √, and （√） beside （ ）.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from capture.pages import Box, Line, Mark, MarkKind

BOXES = "口□■☐☑☒⊠囗√✓✔○◯●◉⊙"
_TICKED, _UNTICKED, _TICKS = "☑☒⊠", "□☐", "√✓✔"
_SOLID, _RINGS, _DISCS = "■", "○◯", "●◉⊙"
_BRACKETS = re.compile(r"[(（]\s*([√✓✔vV]?)\s*[)）]")
_ENDS = "：:，,；;。、（(）)/ 　"
_ALIKE = 0.35
_ON, _ROOM = 0.45, 1.25
_PITCH = 0.8
_NEAR, _APART = 1.2, 0.6
"""How far off the words of a box begin, and how far apart characters of them stand, in heights of a box."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be the box of a choice; one that is not ``plain`` is none unless others stand beside it."""

    box: Box
    ticked: bool
    plain: bool = True

    @property
    def middle(self) -> float:
        """Its middle across the page, in pixels."""
        return (self.box.x0 + self.box.x1) / 2


@dataclass(frozen=True, slots=True)
class _Sign:
    """A character where it stands, ``text`` the number of its line, ``pitch`` how wide its characters are."""

    x0: float
    x1: float
    char: str
    text: int
    pitch: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def boxes_in_text(lines: Sequence[Line]) -> tuple[Mark, ...]:
    """Return the boxes of choices that a page's own text has as characters; one alone is none."""
    return tuple(chosen_words(written_boxes(lines), lines))


def written_boxes(lines: Sequence[Line]) -> list[Candidate]:
    """Return the characters of lines that are boxes of choices, and brackets for a tick."""
    found = [
        Candidate(box, char in _TICKED + _TICKS + _SOLID + _DISCS, char in _TICKED + _UNTICKED)
        for line in lines
        for index, char in enumerate(line.text)
        if char in _TICKED + _UNTICKED + _TICKS + _SOLID + _RINGS + _DISCS
        and not _is_bracketed(line.text, index)
        and (box := line.span_box(index, index + 1))
    ]
    brackets = [
        Candidate(box, bool(match[1]), plain=False)
        for line in lines
        for match in _BRACKETS.finditer(line.text)
        if (box := line.span_box(*match.span()))
    ]
    return found + [one for one in brackets if any(_is_level(one, other) for other in brackets)]


def _is_bracketed(text: str, index: int) -> bool:
    return any(match.start() <= index < match.end() for match in _BRACKETS.finditer(text))


def chosen_words(candidates: Sequence[Candidate], lines: Sequence[Line]) -> list[Mark]:
    """Return the boxes with the words they belong to; one alone is none, there is nothing to choose."""
    sure = [one for one in candidates if one.plain or any(_goes_with(one, other) for other in candidates)]
    marks = []
    for row in _rows(sure):
        signs = _signs_beside(row, lines)
        before = _stand_before(row, signs)
        for one in row:
            words = _words(one, row, signs, before=before)
            if any(char.isalpha() for char in words):
                kind = MarkKind.TICKED if one.ticked else MarkKind.UNTICKED
                marks.append(Mark(kind, one.box, words))
    return marks if len(marks) > 1 else []


def _is_level(one: Candidate, other: Candidate) -> bool:
    height = min(one.box.height, other.box.height)
    return one is not other and abs(one.box.y0 + one.box.y1 - other.box.y0 - other.box.y1) < height


def _goes_with(one: Candidate, other: Candidate) -> bool:
    """Return whether two boxes stand in one row or below each other, so that one may be chosen of them."""
    width = max(one.box.width, other.box.width)
    below = abs(one.box.x0 + one.box.x1 - other.box.x0 - other.box.x1) < width
    near = abs(one.box.y0 - other.box.y0) < 3 * max(one.box.height, other.box.height)
    return (
        one is not other
        and (_is_level(one, other) or (below and near))
        and (other.plain or one.ticked != other.ticked)
    )


def _rows(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Return boxes that stand in one row, from left to right, rows from top to bottom."""
    rows: list[list[Candidate]] = []
    for one in sorted(candidates, key=lambda one: one.box.y0 + one.box.y1):
        if rows and _is_level(rows[-1][-1], one):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [sorted(row, key=lambda one: one.box.x0) for row in rows]


def _signs_beside(row: Sequence[Candidate], lines: Sequence[Line]) -> list[_Sign]:
    """Return the characters at the height of a row but for the boxes themselves, from left to right."""
    middle = median((one.box.y0 + one.box.y1) / 2 for one in row)
    found = []
    for number, line in enumerate(lines):
        if line.box is None or line.seal or line.is_column or not line.box.y0 < middle < line.box.y1:
            continue
        spans = [line.span_box(index, index + 1) for index in range(len(line.text))]
        widths = [span.width for span in spans if span] or [1]
        pitch = min(float(median(widths)), _PITCH * line.box.height)
        for char, span in zip(line.text, spans, strict=True):
            if span is not None:
                found.append(_Sign(span.x0, span.x1, char, number, max(1.0, pitch)))
    free = sorted((sign for sign in found if not _is_in_box(sign, row)), key=lambda sign: sign.middle)
    return _close_fitting([_beside_boxes(sign, row) for sign in free])


def _close_fitting(signs: Sequence[_Sign]) -> list[_Sign]:
    """Return characters without the empty room that their spans take in beside them."""
    fitted: list[_Sign] = []
    for number, sign in enumerate(signs):
        room = _ROOM * sign.pitch
        before = fitted[-1] if fitted else None
        after = signs[number + 1] if number + 1 < len(signs) else None
        if sign.x1 - sign.x0 <= room:
            fitted.append(sign)
        elif before is not None and before.text == sign.text and sign.x0 - before.x1 < 1:
            fitted.append(replace(sign, x1=sign.x0 + room))
        elif after is not None and after.text == sign.text and after.x1 - after.x0 <= room:
            fitted.append(replace(sign, x0=sign.x1 - room))
        else:
            fitted.append(sign)
    return fitted


def _beside_boxes(sign: _Sign, row: Sequence[Candidate]) -> _Sign:
    """Return a character without what its span takes of boxes beside it that were not read."""
    x0, x1 = sign.x0, sign.x1
    for one in row:
        if one.middle < sign.middle:
            x0 = max(x0, min(one.box.x1, x1 - 1))
        else:
            x1 = min(x1, max(one.box.x0, x0 + 1))
    return replace(sign, x0=x0, x1=x1)


def _is_in_box(sign: _Sign, row: Sequence[Candidate]) -> bool:
    return sign.char in BOXES or any(abs(sign.middle - one.middle) < _ON * one.box.width for one in row)


def _stand_before(row: Sequence[Candidate], signs: Sequence[_Sign]) -> bool:
    """Return whether the boxes of a row stand before their words: its two ends tell."""
    first, last = row[0], row[-1]
    behind = _words(last, row, signs, before=True)
    if not behind:
        return not any(_words(one, row, signs, before=False) for one in row)
    ahead = _words(first, row, signs, before=False)
    if not ahead or len(row) == 1:
        return True
    # words at both ends: of the gaps between boxes and words, those on the boxes' side are the narrower
    gaps = [(_gap(one, row, signs, before=False), _gap(one, row, signs, before=True)) for one in row]
    return median(left for left, _ in gaps) >= median(right for _, right in gaps)


def _words(one: Candidate, row: Sequence[Candidate], signs: Sequence[_Sign], *, before: bool) -> str:
    """Return the words behind a box that stands ``before`` them, or those ahead of it."""
    found: list[str] = []
    edge: float = one.box.x1 if before else one.box.x0
    line: int | None = None
    for sign in _from(one, signs, before=before):
        gap = sign.x0 - edge if before else edge - sign.x1
        room = _NEAR if line is None else _APART if sign.text == line else _ALIKE
        if sign.char.isspace() and line is None:
            continue
        if gap > room * _size(one) or _is_beyond(sign, one, row):
            break
        if sign.char.isspace() or (not before and sign.char in _ENDS):
            break
        found.append(sign.char)
        edge, line = (sign.x1 if before else sign.x0), sign.text
    return ("".join(found) if before else "".join(reversed(found))).strip()


def _gap(one: Candidate, row: Sequence[Candidate], signs: Sequence[_Sign], *, before: bool) -> float:
    for sign in _from(one, signs, before=before):
        if not sign.char.isspace():
            return sign.x0 - one.box.x1 if before else one.box.x0 - sign.x1
    return float("inf")


def _from(one: Candidate, signs: Sequence[_Sign], *, before: bool) -> Iterable[_Sign]:
    if before:
        return [sign for sign in signs if sign.middle > one.middle]
    return [sign for sign in reversed(signs) if sign.middle < one.middle]


def _is_beyond(sign: _Sign, one: Candidate, row: Sequence[Candidate]) -> bool:
    """Return whether another box stands between a box and a character."""
    low, high = sorted((sign.middle, one.middle))
    return any(low < other.middle < high for other in row if other is not one)


def _size(one: Candidate) -> float:
    return float(max(one.box.height, min(one.box.width, 2 * one.box.height)))

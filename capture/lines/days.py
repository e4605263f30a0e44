"""Days whose parts stand far apart or under a seal: such a stretch is read once more as one line.

Whoever seeks lines passes over a single figure or 日 with wide blanks about it, and seals hide a figure
between 年, 月 and 日. Read at once the stretch tells them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from statistics import median

import numpy as np

from capture.engines.base import Engine, Image, Layout, Quad
from capture.pages import Box, Line

_FIGURE = "[0-9〇○零O一二三四五六七八九十廿卅]"
_YEAR = r"(?<![0-9A-Za-z])(?:(?:19|20)\d\d|二[0〇○零O一二三四五六七八九]{3})"
_BEGUN = re.compile(rf"{_YEAR} ?年 ?(?:{_FIGURE}{{1,3}} ?(?:月 ?(?:{_FIGURE}{{1,3}})?)?)?$|^{_YEAR}$")
_HOLED = re.compile(rf"{_YEAR} ?年 ?{_FIGURE}{{0,3}} ?月? ?{_FIGURE}{{0,3}} ?日$")
_MONTHLESS = re.compile(rf"{_YEAR} ?年 ?{_FIGURE}{{1,4}} ?日")
_PART = re.compile(rf"(?:{_FIGURE}|[年月日号 ]){{1,9}}")
_ANY_YEAR = re.compile(_YEAR)
_WHOLE = re.compile(rf"{_YEAR} ?年 ?(?P<month>{_FIGURE}{{1,3}}) ?月 ?(?P<day>{_FIGURE}{{1,3}}) ?[日号]")
_TWICE = re.compile("([年月日])\\1")
_WIDEST, _REACHES = 6.0, (8.0, 4.0)
_MARGINS = (0.0, 0.12, 0.25)
_MOST_TRIED = 12
_INK, _RULED = 0.6, 0.9
_MONTHS, _DAYS = 12, 31
_UNSURE = 0.9


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The lines a day was read in so far, from left to right, and how far its rest may reach.

    ``text`` is what they say together; ``slope`` is how far lines fall per pixel, ``ends`` are x coordinates.
    """

    lines: tuple[Line, ...]
    text: str
    slope: float
    ends: tuple[int, ...]


def with_whole_days(image: Image, lines: Sequence[Line], reader: Engine) -> tuple[Line, ...]:
    """Return the lines of a page, those of a day that has not all its parts read once more together.

    What is read anew counts only where it is a whole day and all that was known stands in it: no word is
    lost. A line whose day has lost its month for good is not sure.

    Args:
        image: The page as its lines were read, grey; their boxes are in its pixels.
        lines: What was read, in reading order.
        reader: One that reads lines where it is told they are.
    """
    found = list(lines)
    for stretch in islice(_stretches(image, lines), _MOST_TRIED):
        if not all(part in found for part in stretch.lines):
            continue  # another day's by now
        day = _read_again(image, stretch, reader)
        if day is not None:
            first, *others = stretch.lines
            found[found.index(first)] = day
            found = [line for line in found if line not in others]
    return tuple(
        replace(line, confidence=min(line.confidence, _UNSURE)) if _MONTHLESS.search(line.text) else line
        for line in found
    )


def _stretches(image: Image, lines: Sequence[Line]) -> Iterator[_Stretch]:
    slopes = [line.slope for line in lines if line.slope]
    slope = median(slopes) if slopes else 0.0
    for line in lines:
        begun = _BEGUN.search(line.text) or _HOLED.search(line.text)
        if begun is None or line.box is None or line.is_column:
            continue
        right = _right_of(line, lines, slope)
        parts = _parts(image, line, right)
        text = "".join(part.text for part in parts)
        if _WHOLE.search(text, begun.start()) or (len(parts) == 1 and _ANY_YEAR.fullmatch(text)):
            continue
        ends = _ends(image, parts, [other for other in right if other not in parts], text)
        if ends:
            yield _Stretch(parts, text, slope, ends)


def _right_of(line: Line, lines: Sequence[Line], slope: float) -> list[Line]:
    """Return the lines that stand level with one and begin right of its middle, the nearest first."""
    middle, y = _middle(line)
    level = [
        other
        for other in lines
        if other is not line and other.box is not None and not other.is_column
        and other.box.x0 > middle
        and abs(_middle(other)[1] - y - slope * (_middle(other)[0] - middle)) < 0.5 * _height(line, slope)
    ]  # fmt: skip
    return sorted(level, key=lambda other: other.box.x0 if other.box else 0)


def _parts(image: Image, line: Line, right: Sequence[Line]) -> tuple[Line, ...]:
    """Return a line and what goes on with its day: near enough, no year of its own, no rule between."""
    parts = [line]
    for other in right:
        before, box = parts[-1].box, other.box
        if before is None or box is None or box.x0 - before.x1 > _WIDEST * before.height:
            break
        if not _PART.fullmatch(other.text) or _ANY_YEAR.search(other.text):
            break
        if parts[-1].text.endswith(("日", "号")) or _rule_behind(image, before, box.x0) is not None:
            break
        parts.append(other)
    return tuple(parts)


def _rule_behind(image: Image, box: Box, end: int) -> int | None:
    """Return the x of the first upright rule between a box and ``end``, where there is one."""
    room = box.height // 4
    part = image[max(0, box.y0 - room) : box.y1 + room, box.x1 : end]
    if part.size == 0:
        return None
    dark = part < _INK * np.percentile(part, 90)
    rules = np.flatnonzero(dark.mean(axis=0) >= _RULED)
    return box.x1 + int(rules[0]) if rules.size else None


def _ends(image: Image, parts: Sequence[Line], others: Sequence[Line], text: str) -> tuple[int, ...]:
    """Return how far to read: to the last part where that is 日, else to where more ink may belong to it."""
    box = parts[-1].box
    if box is None:
        return ()
    if text.endswith(("日", "号")):
        return (box.x1,)
    wall = min((other.box.x0 for other in others if other.box), default=image.shape[1])
    farthest = min(wall, round(box.x1 + _REACHES[0] * box.height))
    wall = _rule_behind(image, box, farthest) or farthest
    ends = sorted({min(wall, round(box.x1 + reach * box.height)) for reach in _REACHES}, reverse=True)
    beyond = image[box.y0 : box.y1, box.x1 + box.height // 4 : ends[0]]
    has_ink = beyond.size > 0 and bool(beyond.min() < _INK * np.percentile(beyond, 90))
    return tuple(ends) if has_ink else ()


def _read_again(image: Image, stretch: _Stretch, reader: Engine) -> Line | None:
    for end in stretch.ends:
        for margin in _MARGINS:
            for line in reader.read(image, Layout(0, (_quad(stretch, end, margin),))):
                days = list(_WHOLE.finditer(line.text))
                if days and _is_possible(days[-1]):
                    day = line.part(0, days[-1].end())
                    if _stands_in(stretch.text, day.text):
                        return day
    return None


def _quad(stretch: _Stretch, end: int, margin: float) -> Quad:
    """Return the corners of a stretch, higher by a share of its height above and below."""
    first, box = stretch.lines[0], stretch.lines[0].box
    assert box is not None
    half = _height(first, stretch.slope) * (0.5 + margin)
    x, y = _middle(first)
    left, right = box.x0 - margin * half, min(float(end), end + margin * half)
    at_left, at_right = y + stretch.slope * (left - x), y + stretch.slope * (right - x)
    corners = [[left, at_left - half], [right, at_right - half]]
    return np.array([*corners, [right, at_right + half], [left, at_left + half]], np.float32)


def _is_possible(day: re.Match[str]) -> bool:
    limits = ((day["month"], _MONTHS), (day["day"], _DAYS))
    return all(not figures.isdecimal() or 1 <= int(figures) <= most for figures, most in limits)


def _stands_in(known: str, text: str) -> bool:
    """Return whether all signs that were known stand in a text in their order; 月月 counts once."""
    rest = iter(_bare(text))
    signs = _TWICE.sub(r"\1", _bare(known))
    return all(sign in rest for sign in signs)


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _middle(line: Line) -> tuple[float, float]:
    assert line.box is not None
    return (line.box.x0 + line.box.x1) / 2, (line.box.y0 + line.box.y1) / 2


def _height(line: Line, slope: float) -> float:
    assert line.box is not None
    return max(1.0, line.box.height - abs(slope) * line.box.width)

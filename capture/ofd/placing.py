"""Where the characters of a text object stand, and which of them belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from xml.etree.ElementTree import Element

from capture.characters.spaces import is_han
from capture.ofd.canvas import Typeface
from capture.ofd.notation import distances, number, numbers

_ASIDE = 0.3
_WIDEST = 8.0
"""In sizes of a character: further apart are no two of one word."""
_MOST_SPREAD = 8
_WAYS = {90: (0.0, 1.0), 180: (-1.0, 0.0), 270: (0.0, -1.0)}


@dataclass(frozen=True, slots=True)
class Placed:
    """A character, the glyph the file names for it, where it stands and how far the next one is."""

    char: str
    x: float
    y: float
    step: float | None
    glyph: int | None = None


def placed_runs(thing: Element, size: float, face: Typeface) -> Iterator[list[Placed]]:
    """Return the characters of a text object and where they stand, run by run."""
    glyphs, joined = _named_glyphs(thing)
    way = _WAYS.get(round(number(thing.get("ReadDirection"))) % 360)
    place = 0
    x = y = 0.0
    for code in thing.findall("TextCode"):
        text = (code.text or "").strip("\r\n\t")
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        across, down = distances(code.get("DeltaX"), len(text)), distances(code.get("DeltaY"), len(text))
        run: list[Placed] = []
        for index, char in enumerate(text):
            step = across[index] if across is not None else None
            shown = "\ufffd" if 0xD800 <= ord(char) <= 0xDFFF else char
            free = (index == len(text) - 1 and not char.isascii()) or (down is not None and down[index] != 0)
            if place in joined and run:
                run[-1] = replace(run[-1], char=run[-1].char + shown)
            else:
                run.append(Placed(shown, x, y, None if free else step, glyphs.get(place)))
            place += 1
            if step is None and down is None:
                wide = face.advance(char) * size
                x += way[0] * wide if way else wide
                y += way[1] * size if way else 0.0
            else:
                x += step or 0.0
                y += down[index] if down is not None else 0.0
        yield run


def is_upright(run: Sequence[Placed], size: float) -> bool:
    """Tell whether Han characters of a run stand below each other, as a label in a narrow cell."""
    shown = [placed for placed in run if placed.char.strip()]
    if len(shown) < 2 or not any(is_han(placed.char[0]) for placed in shown):
        return False
    return all(
        abs(below.x - above.x) <= _ASIDE * size and 0 < below.y - above.y <= _WIDEST * size
        for above, below in pairwise(shown)
    )


def is_spread(run: Sequence[Placed], size: float) -> bool:
    """Tell whether a run is a word that is set wide to fill its place, as 金 额 over a column is."""
    shown = [placed for placed in run if placed.char.strip()]
    if not 2 <= len(shown) <= _MOST_SPREAD or not all(is_han(placed.char[0]) for placed in shown):
        return False
    return all(
        right.y == left.y and 0 < right.x - left.x <= _WIDEST * size for left, right in pairwise(shown)
    )


def _named_glyphs(thing: Element) -> tuple[dict[int, int], set[int]]:
    """Return the glyphs that the file names, by the place of their character.

    With them come the places whose character is drawn by the glyph before, as one of two letters is.
    """
    glyphs: dict[int, int] = {}
    joined: set[int] = set()
    for entry in thing.findall("CGTransform"):
        first = int(number(entry.get("CodePosition")))
        count = max(0, int(number(entry.get("CodeCount"), 1)))
        named = numbers(entry.findtext("Glyphs"))
        for offset, glyph in enumerate(named[:count]):
            if 0 <= glyph <= 0xFFFF:
                glyphs[first + offset] = int(glyph)
        if 0 < len(named) < count <= _MOST_SPREAD:
            joined.update(range(first + len(named), first + count))
    return glyphs, joined

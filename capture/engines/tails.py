"""The ends of lines: whoever seeks lines often ends them at a bracket and leaves its colon out."""

from __future__ import annotations

from collections.abc import Callable

from capture.engines.base import Quad, Reading
from capture.engines.detect import side_lengths
from capture.engines.missed import COLONS
from capture.engines.recognise import is_tall

_BRACKETS = ")）"
_FURTHER = 0.5
_LEAST_SURE = 0.5

Read = Callable[[list[Quad]], list[Reading]]
"""Reads lines where it is told they are."""


def read_tails(quads: list[Quad], readings: list[Reading], read: Read) -> None:
    """Read lines that end in a bracket once more, half their height further; a colon seen so is taken in.

    Nothing else is: what stands further on may be a rule or another line.
    """
    cut = [index for index, quad in enumerate(quads) if _may_be_cut(readings[index]) and not is_tall(quad)]
    further = [_longer(quads[index]) for index in cut]
    for index, quad, reading in zip(cut, further, read(further), strict=True):
        if _goes_on(readings[index].text, reading.text):
            quads[index], readings[index] = quad, reading


def _may_be_cut(reading: Reading) -> bool:
    return reading.text.rstrip().endswith(tuple(_BRACKETS)) and reading.confidence >= _LEAST_SURE


def _longer(quad: Quad) -> Quad:
    """Return a quad that reaches half its height further to the right."""
    width, height = side_lengths(quad)
    longer = quad.copy()
    longer[1:3] += (quad[1:3] - quad[[0, 3]]) * (_FURTHER * height / max(width, 1.0))
    return longer


def _goes_on(before: str, after: str) -> bool:
    """Return whether a text is another with a colon behind; blanks and the width of brackets do not count."""
    text = _narrow(after)
    return text.endswith(tuple(COLONS)) and text[:-1] == _narrow(before)


def _narrow(text: str) -> str:
    return "".join(text.split()).replace("（", "(").replace("）", ")")

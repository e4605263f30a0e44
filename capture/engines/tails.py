"""The ends of lines: whoever seeks lines often ends them at a bracket and leaves its colon out."""

from __future__ import annotations

from collections.abc import Callable

from capture.engines.base import Image, Quad, Reading
from capture.engines.missed import COLONS
from capture.engines.quads import is_tall, side_lengths

_BRACKETS = ")）"
_FURTHER = 0.5
_LEAST_SURE = 0.5
_BEYOND, _LEAST_CONTRAST = 0.25, 40
"""Where the ink of a colon ends at the least, in heights of a line from the middle of the bracket; how many
levels darker than its paper ink is."""


def read_tails(
    quads: list[Quad],
    readings: list[Reading],
    crop: Callable[[Quad], Image],
    read: Callable[[list[Image]], list[Reading]],
) -> None:
    """Read lines that end in a bracket once more, half their height further; a colon seen so is taken in.

    Nothing else is: what stands further on may be a rule or another line. Where nothing stands there, no line
    is read again. ``crop`` cuts a line out as ``read`` reads it.
    """
    cut = [index for index, quad in enumerate(quads) if _may_be_cut(readings[index]) and not is_tall(quad)]
    further = {index: _longer(quads[index]) for index in cut}
    crops = {index: crop(quad) for index, quad in further.items()}
    inked = [index for index in cut if _is_followed(crops[index], quads[index], readings[index])]
    for index, reading in zip(inked, read([crops[index] for index in inked]), strict=True):
        if _goes_on(readings[index].text, reading.text):
            quads[index], readings[index] = further[index], reading


def _may_be_cut(reading: Reading) -> bool:
    return reading.text.rstrip().endswith(tuple(_BRACKETS)) and reading.confidence >= _LEAST_SURE


def _longer(quad: Quad) -> Quad:
    """Return a quad that reaches half its height further to the right."""
    width, height = side_lengths(quad)
    longer = quad.copy()
    longer[1:3] += (quad[1:3] - quad[[0, 3]]) * (_FURTHER * height / max(width, 1.0))
    return longer


def _is_followed(longer: Image, quad: Quad, reading: Reading) -> bool:
    """Return whether there is ink behind the bracket that a line ends in; ``longer`` is its picture."""
    width, height = side_lengths(quad)
    bracket = reading.centres[len(reading.text.rstrip()) - 1] * width
    behind = longer[:, round((bracket + _BEYOND * height) / (width + _FURTHER * height) * longer.shape[1]) :]
    return int(longer.max()) - int(behind.min(initial=255)) >= _LEAST_CONTRAST


def _goes_on(before: str, after: str) -> bool:
    """Return whether a text is another with a colon behind; blanks and the width of brackets do not count."""
    text = _narrow(after)
    return text.endswith(tuple(COLONS)) and text[:-1] == _narrow(before)


def _narrow(text: str) -> str:
    return "".join(text.split()).replace("（", "(").replace("）", ")")

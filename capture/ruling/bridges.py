"""Strokes that only the mending of breaks made: through characters, or from them to the rules near."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image
from capture.picture.components import Components

_THROUGH, _FEWEST, _INKED = 0.3, 3, 0.3
"""A bridge runs through text with this share of it or more, and of so many pixels or more beside the text
it has ink in a smaller share than this."""
_ALL_ALONG = 0.95
"""What runs through text along such a share of its way is no rule: rules run between rows."""
_ON, _NEAR = 1, 4
"""So far from the middle of a rule reaches its rim, and so near to it do no characters come."""


def are_bridges(
    strokes: Components,
    kept: NDArray[np.bool_],
    ink: Image,
    text: NDArray[np.bool_],
    crossing: Image,
    axis: int,
) -> NDArray[np.bool_]:
    """Tell of each stroke whether it is there only because breaks in the ink were mended.

    ``ink`` is what was on the page, ``text`` where characters stand, ``crossing`` the rules of the other
    direction. The strokes run along x (axis 0) or y (axis 1).
    """
    count, areas = len(kept), np.maximum(strokes.areas, 1)
    places, numbers = strokes.pixels(kept)
    within = text.reshape(-1)[places]
    maybe = np.bincount(numbers[within], minlength=count) >= _THROUGH * areas
    chosen = maybe[numbers]
    if not chosen.any():
        return np.zeros(count, np.bool_)
    places, numbers, within = places[chosen], numbers[chosen], within[chosen]
    along, aside = (1, ink.shape[1]) if axis == 0 else (ink.shape[1], 1)
    on, near = (_any_near(crossing, places, along, reach) for reach in (_ON, _NEAR))
    within &= ~near
    beside = ~within & ~on
    inked = beside & _any_near(ink, places, aside, 1)
    text_area, free, drawn = (np.bincount(numbers[some], minlength=count) for some in (within, beside, inked))
    return np.asarray((text_area >= _THROUGH * areas) & (free >= _FEWEST) & (drawn < _INKED * free))


def are_text(
    strokes: Components,
    boxes: NDArray[np.int64],
    kept: NDArray[np.bool_],
    text: NDArray[np.bool_],
    crossing: Image,
) -> NDArray[np.bool_]:
    """Tell of each level stroke whether it runs through characters all along, as small print fills its cells.

    ``boxes`` are those of the strokes, ``text`` is where characters of level lines stand, ``crossing`` the
    upright rules.
    """
    those = np.flatnonzero(kept)
    x, y, width, height = boxes[those].T
    maybe = np.zeros_like(kept)
    maybe[those] = text[y + height // 2, x + width // 2]  # few need to be looked at pixel by pixel
    places, numbers = strokes.pixels(maybe)
    free = ~_any_near(crossing, places, 1, _NEAR)
    within = free & text.reshape(-1)[places]
    every, inside = (np.bincount(numbers[some], minlength=len(kept)) for some in (free, within))
    return np.asarray((every > 0) & (inside >= _ALL_ALONG * every))


def _any_near(mask: Image, places: NDArray[np.int64], step: int, reach: int) -> NDArray[np.bool_]:
    """Tell of pixels whether a mask is set there, or up to so many steps before or behind."""
    flat, last = mask.reshape(-1), mask.size - 1
    found: NDArray[np.bool_] = flat[places] != 0
    for more in range(1, reach + 1):
        found |= flat[np.minimum(places + more * step, last)] != 0
        found |= flat[np.maximum(places - more * step, 0)] != 0
    return found

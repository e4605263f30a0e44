"""The ink of one seal alone, as light on black: what is printed under or over it is left out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image
from capture.picture.ellipses import Ellipse
from capture.seals.stamps import Ink

_MOST_SIDE = 460
_HIDDEN = 0.95
_BLACK, _CLEAR = 0.275, 0.525
"""How light, from black to paper, the channel is that the ink lets through: print covers all, or nothing."""
_DARK_INK = 0.7
"""An ink darker than this there, itself, is set apart from print further down."""
_TINGED, _PRESSED = 7.0, 20.0
_FROM, _FULLY = 0.07, 0.14
"""From which share of the ink's usual colour on there is some, and over how much more it counts fully."""


@dataclass(frozen=True, slots=True)
class InkPicture:
    """A part of a page in one ink, light on black, in its own pixels: ``scale`` of them to one of the page.

    ``ink`` has the print that crosses it filled in from what stands beside; ``crossed`` shows that print.
    """

    ink: Image
    crossed: Image
    left: int
    top: int
    scale: float


def ink_of(
    image: Image, x: float, y: float, reach: float, ink: Ink, others: Sequence[Ellipse] = ()
) -> InkPicture:
    """Return the ink within ``reach`` pixels of a place of a colour page; beyond the border there is none.

    The lines of ``others``, rings that cross this seal, are taken out.
    """
    left, top = max(0, int(x - reach)), max(0, int(y - reach))
    part = image[top : max(top + 1, int(y + reach) + 1), left : max(left + 1, int(x + reach) + 1)]
    if part.size == 0:
        none = np.zeros((8, 8), np.uint8)
        return InkPicture(none, none, left, top, 1.0)
    scale = min(1.0, _MOST_SIDE / (2 * reach))
    if scale < 1.0:
        size = (max(1, round(part.shape[1] * scale)), max(1, round(part.shape[0] * scale)))
        part = cv2.resize(part, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
    taken, light, coloured = _channels(part.astype(np.float32), ink)
    seen = taken * light * coloured
    hidden = ((light < _HIDDEN) & (cv2.dilate(coloured, np.ones((5, 5), np.uint8)) > 0.3)).astype(np.uint8)
    _draw_rings(hidden, [ring.moved(-left, -top).scaled(scale) for ring in others])
    # the level of full ink: print is darker and must not set it
    some = seen[::2, ::2]
    inked = some[some > _PRESSED]
    full = max(24.0, float(np.percentile(inked, 80)) if inked.size > 50 else 100.0)
    return InkPicture(
        _lit(_bridged(seen, hidden), full),
        _lit(np.where(hidden > 0, taken, seen), full),
        left,
        top,
        scale,
    )


def _draw_rings(mask: Image, rings: Sequence[Ellipse]) -> None:
    for ring in rings:
        axes = (round(0.968 * ring.along), round(0.968 * ring.across))
        middle = (round(ring.x), round(ring.y))
        cv2.ellipse(
            mask, middle, axes, math.degrees(ring.angle), 0, 360, (1,), max(2, round(0.085 * ring.across))
        )


def _lit(strength: NDArray[np.float32], full: float) -> Image:
    return cv2.convertScaleAbs(strength, alpha=255.0 / full).astype(np.uint8)


def _channels(
    picture: NDArray[np.float32], ink: Ink
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Return how much light is taken away, how far from black print a place is (0…1), how coloured (0…1).

    JPEG keeps colour at half the resolution, so colour only says where there may be ink; how dark the channel
    is that the ink swallows draws the letters. Black print is dark in the channel that the ink lets through.
    """
    red, green, blue = cv2.split(picture)
    if ink is Ink.BLACK:
        everywhere = np.ones(green.shape, np.float32)
        ink_of_any: NDArray[np.float32] = np.maximum(float(np.median(green[::3, ::3])) - green, 0)
        return ink_of_any.astype(np.float32), everywhere, everywhere
    swallowed = {Ink.RED: cv2.min(green, blue), Ink.BLUE: red, Ink.PURPLE: green}[ink]
    passed = red if ink is Ink.RED else blue
    paper = float(np.median(passed[::3, ::3]))
    black = min(float(passed.min()), 0.4 * paper)
    level = (passed - black) / (paper - black + 1)
    colour = passed - cv2.max(green, blue) if ink is Ink.RED else passed - swallowed
    colour = cv2.GaussianBlur(colour, (0, 0), 1.6)
    colour -= float(np.median(colour[::3, ::3]))
    some = colour[::2, ::2]
    inked = some[some > _TINGED]
    full = float(np.percentile(inked, 75)) if inked.size > 50 else 40.0
    coloured = np.clip((colour - _FROM * full) / (_FULLY * full), 0, 1)
    own = level[::2, ::2][some > max(full, _TINGED)]
    dark = min(1.0, float(np.median(own)) / _DARK_INK) if own.size else 1.0
    light = np.clip((level / max(dark, _CLEAR) - _BLACK) / (_CLEAR - _BLACK), 0, 1)
    taken = np.maximum(float(np.median(swallowed[::3, ::3])) - swallowed, 0)
    return taken.astype(np.float32), light.astype(np.float32), coloured.astype(np.float32)


def _bridged(seen: NDArray[np.float32], hidden: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Fill in what black print hides from what stands beside it."""
    full = max(1.0, float(np.percentile(seen[::2, ::2], 99.5)))
    grey = cv2.convertScaleAbs(seen, alpha=255 / full)
    # the blurred edge of a stroke is one pixel wide; lines are carried on through it, not smeared over it
    wide = cv2.dilate(hidden, cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3)))
    filled = cv2.inpaint(grey, wide, 3, cv2.INPAINT_NS)
    bridged: NDArray[np.float32] = filled.astype(np.float32) * (full / 255)
    return bridged


def as_print(ink: Image) -> Image:
    """Return ink as black on white."""
    return (255 - ink).astype(np.uint8)


def evened(ink: Image) -> Image:
    """Return ink as strong everywhere as it is at its strongest near by: a seal is never pressed evenly."""
    soft = cv2.GaussianBlur(ink, (0, 0), 1.0)
    # how strong it is near by changes slowly: half as many pixels tell
    half = (
        cv2.resize(soft, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA) if min(ink.shape) > 1 else soft
    )
    near = cv2.GaussianBlur(cv2.dilate(half, np.ones((7, 7), np.uint8)), (0, 0), 3)
    near = cv2.resize(near, (ink.shape[1], ink.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(ink, np.maximum(near, 40), scale=255).astype(np.uint8)

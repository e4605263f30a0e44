"""The ink of one seal alone, as light on black: what is printed under or over it is left out."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image
from capture.stamps import Ink

SIDE = 560
"""Side of a seal's picture, in pixels."""


def ink_of(image: Image, x: float, y: float, reach: float, ink: Ink, *, bridge: bool = True) -> Image:
    """Return the ink within ``reach`` of a place of a colour page, ``SIDE`` pixels square.

    What lies beyond the page's border counts as paper. Where black print crosses, the ink is guessed from
    what stands beside (``bridge``), or the print is shown with it.
    """
    scale = SIDE / (2 * reach)
    left, top = max(0, int(x - reach) - 2), max(0, int(y - reach) - 2)
    part = image[top : int(y + reach) + 3, left : int(x + reach) + 3]
    if part.size == 0:
        return np.zeros((SIDE, SIDE), np.uint8)
    if scale < 0.75:
        size = (max(1, round(part.shape[1] * scale)), max(1, round(part.shape[0] * scale)))
        part = cv2.resize(part, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
    zoom = 1.0 if scale < 0.75 else scale
    matrix = np.array([[zoom, 0, (reach - x + left) * scale], [0, zoom, (reach - y + top) * scale]])
    way = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_LINEAR
    paper = tuple(float(v) for v in np.median(part.reshape(-1, 3)[::5], axis=0))
    picture = cv2.warpAffine(
        part, matrix, (SIDE, SIDE), flags=way, borderMode=cv2.BORDER_CONSTANT, borderValue=paper
    )
    strength = _strength(picture.astype(np.float32), ink, bridge)
    strength -= float(np.median(strength))
    inside = strength[strength > 20]
    full = float(np.percentile(inside, 80)) if inside.size > 200 else 100.0
    lit: Image = np.clip(strength * (255.0 / max(full, 24.0)), 0, 255).astype(np.uint8)
    return lit


def _strength(picture: NDArray[np.float32], ink: Ink, bridge: bool) -> NDArray[np.float32]:
    """Return how strongly a place is inked: dark where the ink takes light away, and of the ink's colour.

    JPEG keeps colour at half the resolution, so colour only says where there may be ink; how dark the channel
    is that the ink swallows draws the letters. Black print is dark in the channel that the ink lets through.
    """
    red, green, blue = picture[:, :, 0], picture[:, :, 1], picture[:, :, 2]
    swallowed = {Ink.RED: np.minimum(green, blue), Ink.BLUE: red, Ink.PURPLE: green}[ink]
    passed = red if ink is Ink.RED else blue
    paper = float(np.median(passed))
    black = min(float(passed.min()), 0.4 * paper)
    light = np.clip((passed - black) / (paper - black + 1) * 4 - 0.9, 0, 1)
    colour = passed - np.maximum(green, blue) if ink is Ink.RED else passed - swallowed
    colour = cv2.GaussianBlur(colour, (0, 0), 2.0)
    coloured = np.clip((colour - float(np.median(colour)) - 5) / 18, 0, 1)
    taken = np.maximum(float(np.median(swallowed)) - swallowed, 0)
    strength: NDArray[np.float32] = (taken * light * coloured).astype(np.float32)
    hidden = ((light < 0.6) & (cv2.dilate(coloured, np.ones((5, 5), np.uint8)) > 0.3)).astype(np.uint8)
    return _bridged(strength, hidden) if bridge else np.where(hidden > 0, taken, strength)


def _bridged(strength: NDArray[np.float32], hidden: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Fill in what black print hides from what stands beside it."""
    full = max(1.0, float(np.percentile(strength, 99.5)))
    seen = np.clip(strength * (255 / full), 0, 255).astype(np.uint8)
    filled = cv2.inpaint(seen, cv2.dilate(hidden, np.ones((3, 3), np.uint8)), 4, cv2.INPAINT_TELEA)
    bridged: NDArray[np.float32] = filled.astype(np.float32) * (full / 255)
    return bridged

"""Grey that is printed, faxed or scanned as dots becomes even grey, so that words on it are found.

Printers break grey into a screen of 60 to 133 dots an inch, black-and-white scanners and faxes into a screen
or scattered dots. Made smaller, such ground beats with the grid of pixels (moiré), and lines on it are lost.
What tells it from small print: there is no light gap of a few pixels, wherever one looks.
"""

from __future__ import annotations

import cv2
import numpy as np

from capture.engines.base import Image

_WINDOW, _CALM, _BLACK = 5, 30, 64
"""So many pixels each way that differ by less than so many levels are calm, if they are lighter than that."""
_NEAR, _SOLID = 25, 9
"""Pixels: so far apart print leaves a calm place, each way; what is as narrow as the second is a letter."""
_EVERY, _ALONG = 16, 61
"""Which rows are looked at first, and how long a stretch without a calm place makes one look at all."""
_LEAST = 0.0005
"""So small a share of a page is left as it is; the cell of a table's head is some 0.001."""
_BLURS = (0.8, 1.2, 1.7)
"""Pixels, the deviation of a Gaussian: the least that makes a ground even is taken."""
_MOSTLY, _SAMPLE = 0.4, 200
"""So much of a ground is calm then, print on it aside; on so many pixels each way it is tried."""


def without_screens(image: Image) -> Image:
    """Return a page (RGB) with its dotted grounds made even; the very same where it has none."""
    if _restless(_grey(image[::_EVERY]), (1, _WINDOW), (1, _ALONG)).mean() < _LEAST:
        return image
    grey = _grey(image)
    restless = _restless(grey, (_WINDOW, _WINDOW), (_NEAR, _NEAR))
    opened = cv2.morphologyEx(restless, cv2.MORPH_OPEN, np.ones((_SOLID, _SOLID), np.uint8))
    dotted = opened.astype(np.uint8, copy=False)
    blur = _blur_of(grey, dotted) if dotted.mean() >= _LEAST else None
    if blur is None:
        return image
    even = image.copy()
    mask = cv2.dilate(dotted, np.ones((_NEAR, _NEAR), np.uint8))
    cv2.copyTo(cv2.GaussianBlur(image, (0, 0), blur), mask, even)
    return even


def _grey(image: Image) -> Image:
    return cv2.cvtColor(np.ascontiguousarray(image), cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)


def _calm(grey: Image, window: tuple[int, int]) -> Image:
    """Return where the pixels around one are about alike, and not black: 1 on 0."""
    kernel = np.ones(window, np.uint8)
    low, high = cv2.erode(grey, kernel), cv2.dilate(grey, kernel)
    calm: Image = ((cv2.subtract(high, low) < _CALM) & (low > _BLACK)).astype(np.uint8)
    return calm


def _restless(grey: Image, window: tuple[int, int], around: tuple[int, int]) -> Image:
    """Return what has no calm place near it, 1 on 0."""
    near = cv2.dilate(_calm(grey, window), np.ones(around, np.uint8))
    restless: Image = (near == 0).astype(np.uint8)
    return restless


def _blur_of(grey: Image, dotted: Image) -> float | None:
    """Return what makes dotted ground even; nothing where nothing does: then it is none."""
    shares = cv2.blur(dotted * np.uint8(255), (_SAMPLE, _SAMPLE))
    row, column = np.unravel_index(int(shares.argmax()), shares.shape)
    top, left = max(0, int(row) - _SAMPLE // 2), max(0, int(column) - _SAMPLE // 2)
    part = np.s_[top : top + _SAMPLE, left : left + _SAMPLE]
    chosen = dotted[part] > 0
    for blur in _BLURS:
        smooth = cv2.GaussianBlur(grey[part], (0, 0), blur).astype(np.uint8, copy=False)
        if _calm(smooth, (_WINDOW, _WINDOW))[chosen].mean() >= _MOSTLY:
            return blur
    return None

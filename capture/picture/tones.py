"""How light and dark a picture is, told by counting its pixels of each level."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image


def darkest(image: Image) -> Image:
    """Return the darkest colour of each pixel of an RGB picture; numpy's own search along three is slow."""
    red, green, blue = cv2.split(image)
    return cv2.min(cv2.min(red, green), blue).astype(np.uint8, copy=False)


def counts_upto(grey: Image) -> NDArray[np.float64]:
    """Return how many pixels are of each level 0…255 or below it: 256 numbers."""
    counts = cv2.calcHist([np.ascontiguousarray(grey)], [0], None, [256], [0, 256])
    return np.cumsum(counts.ravel(), dtype=np.float64)


def percentile(grey: Image, percent: float) -> float:
    """Return what `numpy.percentile` does of a picture, much quicker."""
    return percentiles(grey, percent)[0]


def percentiles(grey: Image, *percents: float) -> list[float]:
    """Return several percentiles of a picture, whose pixels are counted once."""
    upto = counts_upto(grey)
    found = []
    for percent in percents:
        place = percent / 100 * (float(upto[-1]) - 1)
        low, high = np.searchsorted(upto, (math.floor(place), math.ceil(place)), side="right").tolist()
        found.append(float(low + (high - low) * (place - math.floor(place))))
    return found

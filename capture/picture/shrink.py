"""Pictures made smaller, quickly."""

from __future__ import annotations

import cv2
import numpy as np

from capture.engines.base import Image


def halved(image: Image) -> Image:
    """Return a picture at half its size, each pixel the mean of four; a single row or column as it is."""
    if min(image.shape[:2]) < 2:
        return image
    return cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def shrunk(image: Image, scale: float, half: Image | None = None) -> Image:
    """Return a picture at ``scale`` (0…1) of its size, each pixel about the mean of those it covers.

    Several who look at one page from afar share its ``half``, what `halved` makes of it.

    It is halved as often as that goes first: OpenCV has a way of its own for that, some ten times as quick.
    What is left to do then asks for no mean: above a half every pixel has its part in one of the new ones.
    """
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    while scale <= 0.5 and min(image.shape[:2]) > 1:
        image, half = halved(image) if half is None else half, None
        scale *= 2
    if (image.shape[1], image.shape[0]) == size:
        return image
    return cv2.resize(image, size, interpolation=cv2.INTER_LINEAR).astype(np.uint8, copy=False)

"""Pictures made smaller, quickly."""

from __future__ import annotations

import cv2
import numpy as np

from capture.engines.base import Image


def shrunk(image: Image, scale: float) -> Image:
    """Return a picture at ``scale`` (0…1) of its size, each pixel about the mean of those it covers.

    It is halved as often as that goes first: OpenCV has a way of its own for that, some ten times as quick.
    What is left to do then asks for no mean: above a half every pixel has its part in one of the new ones.
    """
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    while scale <= 0.5 and min(image.shape[:2]) > 1:
        image = cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA).astype(np.uint8)
        scale *= 2
    if (image.shape[1], image.shape[0]) == size:
        return image
    return cv2.resize(image, size, interpolation=cv2.INTER_LINEAR).astype(np.uint8)

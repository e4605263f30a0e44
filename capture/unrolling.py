"""Unrolls the ring of a round or oval seal: its letters, laid in a straight row."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.ellipses import Ellipse
from capture.engines.base import Image


def unrolled(ink: Image, ellipse: Ellipse, theta: NDArray[np.floating], share: NDArray[np.floating]) -> Image:
    """Return a picture unrolled: angles ``theta`` to the right, shares of the radius downwards."""
    u = ellipse.along * np.sin(theta)[None, :] * share[:, None]
    v = -ellipse.across * np.cos(theta)[None, :] * share[:, None]
    cos, sin = math.cos(ellipse.angle), math.sin(ellipse.angle)
    x = (ellipse.x + u * cos - v * sin).astype(np.float32)
    y = (ellipse.y + u * sin + v * cos).astype(np.float32)
    return cv2.remap(ink, x, y, cv2.INTER_LINEAR, borderValue=0).astype(np.uint8)

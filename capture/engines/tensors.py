"""Pictures as the networks take them: three channels of numbers from -1 (black) to 1 (white)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image


def fill(target: NDArray[np.float32], picture: Image) -> None:
    """Put a picture, grey or RGB, into its place: channels x rows x columns, as many as it has."""
    if picture.ndim == 2:
        # reckoned once, copied twice: making numbers of bytes is what takes long
        np.multiply(picture, np.float32(1 / 127.5), out=target[0])
        target[0] -= 1.0
        target[1:] = target[0]
        return
    np.multiply(picture.transpose(2, 0, 1), np.float32(1 / 127.5), out=target)
    target -= 1.0

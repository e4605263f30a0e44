"""Runs of true values: where print stands along a row or a column of pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def runs_of(full: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where each run of true values begins, and the place behind its end."""
    edges = np.flatnonzero(np.diff(full.astype(np.int8), prepend=0, append=0)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))

"""Levels of a picture told by counting."""

from __future__ import annotations

import numpy as np
import pytest

from capture.tones import counts_upto, percentile


@pytest.mark.parametrize("size", [(1, 1), (3, 4), (40, 61)])
@pytest.mark.parametrize("percent", [0.0, 0.1, 0.5, 37.5, 100.0])
def test_a_percentile_is_that_of_numpy(size, percent):
    grey = np.random.default_rng(7).integers(0, 256, size, np.uint8)
    assert percentile(grey[::1, ::-1], percent) == pytest.approx(np.percentile(grey, percent))


def test_every_pixel_is_counted_once():
    upto = counts_upto(np.array([[3, 3, 200]], np.uint8))
    assert (upto[2], upto[3], upto[199], upto[255]) == (0, 2, 2, 3)

"""Levels of a picture told by counting."""

from __future__ import annotations

import numpy as np
import pytest

from capture.picture.tones import counts_upto, percentile, percentiles


@pytest.mark.parametrize("size", [(1, 1), (3, 4), (40, 61)])
@pytest.mark.parametrize("percent", [0.0, 0.1, 0.5, 37.5, 100.0])
def test_a_percentile_is_that_of_numpy(size, percent):
    grey = np.random.default_rng(7).integers(0, 256, size, np.uint8)
    assert percentile(grey[::1, ::-1], percent) == pytest.approx(np.percentile(grey, percent))


def test_several_percentiles_are_each_what_it_is_alone():
    grey = np.random.default_rng(8).integers(0, 256, (20, 30), np.uint8)
    assert percentiles(grey, 90, 1) == [percentile(grey, 90), percentile(grey, 1)]


def test_every_pixel_is_counted_once():
    upto = counts_upto(np.array([[3, 3, 200]], np.uint8))
    assert (upto[2], upto[3], upto[199], upto[255]) == (0, 2, 2, 3)

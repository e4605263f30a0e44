"""Patches of a mask are measured as OpenCV measures them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from capture.picture.components import components_of


@pytest.mark.parametrize("full", [0.0, 0.02, 0.3, 1.0])
def test_patches_are_measured_as_opencv_measures_them(full: float) -> None:
    mask = (np.random.default_rng(5).random((70, 90)) < full).astype(np.uint8) * 255
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    found = components_of(mask)
    assert np.array_equal(found.areas[1:], stats[1:, cv2.CC_STAT_AREA])
    assert np.array_equal(found.boxes()[1:], stats[1:, :4])
    large = found.areas >= 4
    assert np.array_equal(found.drawn(large), np.append(0, large[1:])[labels])
    places, numbers = found.pixels(large)
    assert np.array_equal(labels.reshape(-1)[places], numbers)
    assert np.array_equal(found.sums(found.lengths), found.areas)

"""Where on the ring of a seal its name stands, and where a second ring parts it from what stands level."""

from __future__ import annotations

import numpy as np
import pytest

from capture.picture.ellipses import Ellipse
from capture.seals.bands import Band, find_band
from sample_scans.stamps import TUNING, Design, round_stamp

PLAIN = TUNING[0]
RINGED = next(design for design in TUNING if 0 < design.inner_ring < 0.7)


def band_of(design: Design) -> Band:
    mask = np.asarray(round_stamp("沈阳永科电气设备有限公司", "合同专用章", design))
    half = mask.shape[0] / 2
    band = find_band(mask, Ellipse(half, half, half - 4, half - 4))
    assert band is not None
    return band


def test_the_name_stands_between_the_ring_and_what_is_level() -> None:
    band = band_of(PLAIN)
    assert band.outer == pytest.approx(1 - PLAIN.ring - PLAIN.gap, abs=0.04)
    assert band.outer - band.inner == pytest.approx(PLAIN.letter, abs=0.05)
    assert abs(band.tilt) < 0.1
    assert band.core == 0.0


def test_a_second_ring_is_the_border_of_what_stands_level() -> None:
    band = band_of(RINGED)
    assert RINGED.inner_ring - 0.07 < band.core < RINGED.inner_ring
    assert band.core < band.inner

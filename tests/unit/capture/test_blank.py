"""Blank backs are told from backs that bear something, in both directions."""

from __future__ import annotations

import random

import numpy as np
import pytest

from capture.blank import is_blank_page
from capture.engines.base import Image
from sample_scans.backs import BLANK, MARKED, draw_back
from sample_scans.degrade import Level, degrade

DPI = 200


#: the short run looks at what offices scan
LEVELS = [Level.OFFICE, *(pytest.param(one, marks=pytest.mark.long) for one in (Level.CLEAN, Level.BAD))]


def _scanned(kind: str, level: Level, seed: int) -> tuple[Image, int]:
    rng = random.Random(f"{kind}/{seed}")
    scan = degrade(draw_back(kind, DPI, rng), [], DPI, level, rng)
    return np.asarray(scan.image.convert("RGB")), scan.dpi


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("kind", BLANK)
def test_a_back_with_traces_of_use_is_blank(kind: str, level: Level) -> None:
    image, dpi = _scanned(kind, level, 0)
    assert is_blank_page(image, dpi, ())


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("kind", MARKED)
def test_a_back_that_bears_something_is_not_blank(kind: str, level: Level) -> None:
    image, dpi = _scanned(kind, level, 0)
    assert not is_blank_page(image, dpi, ())

"""Rims of seals on black copies: neither they nor their stars are writing."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from capture.engines.base import Image
from capture.handwriting.rims import is_amid, is_left, rim_of


def _seal(gap: tuple[int, int]) -> Image:
    """A rim of radius 90 about (150, 140), but for an arc between two angles in degrees."""
    mask = np.zeros((300, 320), np.uint8)
    start, end = gap
    cv2.ellipse(mask, (150, 140), (90, 90), 0, end, start + 360, (1,), 4)
    return mask


def _box(mask: Image) -> tuple[int, int, int, int]:
    x, y, wide, high = cv2.boundingRect(mask)
    return x, y, wide, high


@pytest.mark.parametrize("gap", [(0, 0), (250, 300), (20, 110)])
def test_a_rim_is_known_with_gaps_in_it(gap: tuple[int, int]) -> None:
    mask = _seal(gap)
    rim = rim_of(mask, mask, _box(mask))
    assert rim is not None
    assert np.allclose(rim, (150, 140, 90), atol=4)
    assert is_amid(_box(mask), rim)
    assert is_amid((130, 122, 40, 38), rim)
    assert not is_amid((180, 180, 120, 40), rim)


def test_a_seal_left_in_black_is_seen_and_one_taken_out_is_not() -> None:
    mask = _seal((250, 300))
    assert is_left(mask, (56, 46, 244, 234))
    assert not is_left(np.zeros_like(mask), (56, 46, 244, 234))
    assert not is_left(_seal((0, 190)), (56, 46, 244, 234))


def test_strokes_that_do_not_go_round_are_no_rim() -> None:
    mask = np.zeros((300, 320), np.uint8)
    points = np.array(
        [(40, 150), (80, 60), (110, 220), (150, 80), (190, 230), (230, 90), (290, 160)], np.int32
    )
    cv2.polylines(mask, [points], isClosed=False, color=(1,), thickness=4)
    assert rim_of(mask, mask, _box(mask)) is None
    assert rim_of(_seal((0, 190)), _seal((0, 190)), _box(_seal((0, 190)))) is None

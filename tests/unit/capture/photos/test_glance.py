"""A phone photo is judged at a glance: sharp ones pass, blurred, dark and cut ones are taken again."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest
from PIL import Image as Pictures

from capture.engines.base import Image
from capture.errors import UnsupportedFormat, WrongFormat
from capture.photos.glance import judge_photo, look_at_photo
from capture.probe import Limits
from sample_scans.photos import Table, photograph


@pytest.fixture(scope="module")
def photo() -> Image:
    page = np.full((2300, 1640, 3), 250, np.uint8)
    for row in range(22):
        text = "DELIVERY NOTE 0123456789 AGREEMENT"
        place = (150, 260 + 85 * row)
        cv2.putText(page, text, place, cv2.FONT_HERSHEY_SIMPLEX, 1.5, (25, 25, 25), 3, cv2.LINE_AA)
    return np.asarray(photograph(Pictures.fromarray(page), (), random.Random(7), table=Table.WOOD).image)


def test_a_sharp_photo_passes(photo):
    assert judge_photo(photo) == ()


@pytest.mark.parametrize("sigma", [3.5, 6.0])
def test_a_blurred_photo_is_taken_again(photo, sigma):
    assert "blurred" in judge_photo(cv2.GaussianBlur(photo, (0, 0), sigma))


def test_a_dark_photo_is_taken_again(photo):
    assert "dark" in judge_photo((photo * 0.25).astype(np.uint8))


def test_a_photo_by_night_is_too_dark_not_without_print(photo):
    grain = np.random.default_rng(3).normal(0, 3, photo.shape)
    night = np.clip(photo * 0.11 + grain, 0, 255).astype(np.uint8)
    assert "dark" in judge_photo(night)
    assert judge_photo((np.full_like(photo, 14) + grain * 0.3).astype(np.uint8)) == ("dark",)


def test_a_folded_paper_is_judged_whole_where_its_blank_half_is_taken_for_the_sheet():
    desk = np.random.default_rng(1).normal(60, 4, (1600, 1200, 3)).astype(np.uint8)
    cv2.fillPoly(desk, [np.array([[150, 120], [1050, 140], [1060, 800], [130, 790]])], (245, 245, 245))
    cv2.fillPoly(desk, [np.array([[130, 790], [1060, 800], [1030, 1480], [170, 1450]])], (170, 170, 170))
    for row in range(8):
        text = "DELIVERY NOTE 0123456789"
        cv2.putText(
            desk, text, (220, 880 + 70 * row), cv2.FONT_HERSHEY_SIMPLEX, 1.5, (15, 15, 15), 3, cv2.LINE_AA
        )
    assert judge_photo(desk) == ()


def test_a_photo_smeared_by_a_moving_hand_is_taken_again(photo):
    moved = cv2.filter2D(photo, -1, np.full((1, 15), 1 / 15, np.float32))
    assert judge_photo(moved) == ("blurred",)


def test_a_paper_that_is_cut_off_is_taken_again(photo):
    width = photo.shape[1]
    assert "cut_edge" in judge_photo(np.ascontiguousarray(photo[:, int(width * 0.35) :]))


def test_a_photo_on_its_side_passes(photo):
    assert judge_photo(np.ascontiguousarray(np.rot90(photo))) == ()


def test_a_table_without_a_paper_is_told(photo):
    empty = np.full_like(photo, 120)
    assert judge_photo(empty) == ("no_print",)


def test_only_pictures_are_looked_at(tmp_path):
    fake = tmp_path / "photo.jpg"
    fake.write_text("no picture")
    with pytest.raises(WrongFormat):
        look_at_photo(fake, Limits())
    scan = tmp_path / "photo.tif"
    Pictures.new("RGB", (40, 40)).save(scan, "TIFF")
    with pytest.raises(UnsupportedFormat):
        look_at_photo(scan, Limits())

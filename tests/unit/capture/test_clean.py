from __future__ import annotations

import cv2
import numpy as np
import pytest

from capture.clean import clean_page
from capture.engines.base import Image


def _paper(tint: tuple[int, int, int] = (255, 255, 255)) -> Image:
    return np.full((1200, 900, 3), tint, np.uint8)


def _print(image: Image, color: tuple[int, int, int] = (20, 20, 20)) -> Image:
    for row in range(10):
        cv2.putText(
            image, "CONTRACT 0123456789", (80, 120 + 100 * row), cv2.FONT_HERSHEY_SIMPLEX, 1.4, color, 3
        )
    return image


def _seal(image: Image, color: tuple[int, int, int] = (210, 40, 40)) -> Image:
    cv2.circle(image, (450, 600), 120, color, 8)
    cv2.putText(image, "SEAL", (380, 615), cv2.FONT_HERSHEY_SIMPLEX, 1.6, color, 5)
    return image


def test_a_red_seal_vanishes_and_is_reported() -> None:
    plain = clean_page(_print(_paper()))
    sealed = clean_page(_print(_seal(_paper())))
    assert plain.seals == ()
    (seal,) = sealed.seals
    assert abs(seal.x0 - 326) < 20
    assert abs(seal.y1 - 724) < 20
    difference = np.abs(sealed.image.astype(int) - plain.image.astype(int)) > 100
    assert np.count_nonzero(difference) < 0.002 * difference.size


def test_print_in_red_stays_where_there_is_no_seal() -> None:
    red = clean_page(_print(_paper(), (200, 30, 30)))
    assert red.ink > 0.5 * clean_page(_print(_paper())).ink


@pytest.mark.parametrize("tint", [(255, 240, 190), (255, 215, 225), (210, 225, 255)])
def test_tinted_paper_becomes_white(tint: tuple[int, int, int]) -> None:
    clean = clean_page(_print(_paper(tint)))
    assert np.median(clean.image) > 245
    assert clean.image.min() < 30


def test_a_shadow_over_the_page_is_taken_out() -> None:
    shade = np.linspace(0.45, 1.0, 900)[None, :, None]
    clean = clean_page((_print(_paper()) * shade).astype(np.uint8))
    assert np.percentile(clean.image, 25) > 235


def test_an_empty_sheet_is_empty_and_a_short_line_is_not() -> None:
    noise = np.random.default_rng(3).normal(0, 2, (1200, 900, 3))
    paper = np.clip(_paper((240, 240, 236)) + noise, 0, 255).astype(np.uint8)
    assert clean_page(paper).empty
    cv2.putText(paper, "No 1", (400, 600), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (20, 20, 20), 2)
    assert not clean_page(paper).empty


def test_a_pale_copy_is_not_taken_for_an_empty_sheet() -> None:
    paper = _paper((214, 196, 120))
    for row in range(12):
        cv2.putText(
            paper, "No 2025-07-00246", (200, 200 + 60 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (160, 146, 92), 2
        )
    assert not clean_page(paper).empty


@pytest.mark.parametrize("grain", range(226, 256))
def test_the_grain_of_an_empty_sheet_neither_stops_reading_nor_becomes_print(grain: int) -> None:
    paper = _paper()
    paper[::7, ::7] = grain
    assert np.mean(clean_page(paper).image < 60) < 0.03


def test_faded_print_becomes_as_black_as_any() -> None:
    page = _print(_paper())
    faded = clean_page((200 + page * 0.12).astype(np.uint8))
    assert not faded.empty
    assert abs(np.mean(faded.image < 60) - np.mean(clean_page(page).image < 60)) < 0.01


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 900, 3), (5000, 12, 3), (40, 40, 3)])
@pytest.mark.parametrize("tone", [0, 255])
def test_odd_sheets_do_no_harm(shape: tuple[int, int, int], tone: int) -> None:
    assert clean_page(np.full(shape, tone, np.uint8)).image.shape == shape[:2]


def test_the_red_number_of_a_slip_vanished_with_the_seals() -> None:
    image = _print(_seal(_paper()))
    cv2.putText(image, "No 0012345", (560, 70), cv2.FONT_HERSHEY_SIMPLEX, 1.1, (235, 50, 60), 3)
    clean = clean_page(image)
    assert len(clean.seals) == 1
    number = clean.image[30:80, 560:800]
    assert np.count_nonzero(number < 120) > 0.05 * number.size
    inside = np.s_[470:730, 320:580]
    left = clean.image[inside].astype(int) - clean_page(_print(_paper())).image[inside]
    assert np.count_nonzero(np.abs(left) > 100) < 0.02 * left.size


def _copied(image: Image) -> Image:
    """A bad copy: print no darker than grey, on bluish paper."""
    return ((62 + image * 0.6) * np.array([0.88, 0.94, 1.0])).astype(np.uint8)


def test_the_pale_seal_of_a_tinted_copy_stayed_black_over_the_print() -> None:
    sealed = clean_page(_copied(_print(_seal(_paper(), (225, 95, 100)))))
    plain = clean_page(_copied(_print(_paper())))
    assert len(sealed.seals) == 1
    difference = np.abs(sealed.image.astype(int) - plain.image.astype(int)) > 100
    assert np.count_nonzero(difference) < 0.002 * difference.size


def test_the_palest_seal_of_a_copy_became_a_black_blot() -> None:
    sealed = clean_page(_copied(_print(_seal(_paper(), (225, 177, 177)))))
    plain = clean_page(_copied(_print(_paper())))
    assert len(sealed.seals) == 1
    difference = np.abs(sealed.image.astype(int) - plain.image.astype(int)) > 100
    assert np.count_nonzero(difference) < 0.002 * difference.size


@pytest.mark.parametrize("begin", [0, 20, 45])
@pytest.mark.parametrize("paler", [190, 195])
def test_the_seal_of_a_copy_whose_ring_is_unevenly_inked_stayed_over_the_print(
    paler: int, begin: int
) -> None:
    image = _print(_paper())
    for start in range(0, 360, 90):
        cv2.ellipse(image, (450, 600), (120, 120), begin, start, start + 45, (225, 150, 150), 8)
        cv2.ellipse(image, (450, 600), (120, 120), begin, start + 45, start + 90, (225, paler, paler), 8)
    cv2.circle(image, (450, 600), 36, (225, 150, 150), -1)
    (seal,) = clean_page(_copied(image)).seals
    assert abs(seal.x0 - 326) < 20
    assert abs(seal.y1 - 724) < 20


def test_a_seal_on_a_form_of_red_rules_within_a_frame_is_one_of_its_own() -> None:
    image = _print(_paper())
    cv2.rectangle(image, (30, 30), (870, 1170), (200, 40, 40), 4)
    for row in range(8):
        cv2.line(image, (30, 150 + 120 * row), (870, 150 + 120 * row), (200, 40, 40), 3)
    (seal,) = clean_page(_seal(image)).seals
    assert abs(seal.x0 - 326) < 20
    assert abs(seal.y1 - 724) < 20


@pytest.mark.parametrize(("right", "down"), [(0, 190), (150, 120), (170, 0), (225, 20)])
def test_seals_pressed_over_each_other_vanish_together(right: int, down: int) -> None:
    image = _print(_seal(_paper()))
    cv2.circle(image, (450 + right, 600 + down), 120, (210, 40, 40), 8)
    clean = clean_page(image)
    assert clean.seals
    left = clean.image[460:930, 320:810].astype(int) - clean_page(_print(_paper())).image[460:930, 320:810]
    assert np.count_nonzero(np.abs(left) > 100) < 0.02 * left.size


@pytest.mark.parametrize("tilt", [0.0, 3.0, -4.0])
def test_a_block_of_red_print_is_no_pair_of_seals(tilt: float) -> None:
    image = _paper()
    for row in range(3):
        cv2.putText(
            image, "RED HEADER", (280, 560 + 38 * row), cv2.FONT_HERSHEY_SIMPLEX, 1.3, (210, 40, 40), 4
        )
    turn = cv2.getRotationMatrix2D((450, 600), tilt, 1.0)
    image = cv2.warpAffine(image, turn, (900, 1200), borderValue=(255, 255, 255)).astype(np.uint8)
    clean = clean_page(_print(image))
    assert clean.seals == ()


@pytest.mark.parametrize("turned", [0, 1])
@pytest.mark.parametrize("tilt", [0.0, 2.5, -4.0])
@pytest.mark.parametrize("pitch", [22, 29])
def test_a_notice_in_red_lost_the_beginnings_of_its_lines_to_a_seal(
    pitch: int, tilt: float, turned: int
) -> None:
    image = _paper()
    for row, words in enumerate(["NOTICE", "By June 30 you owe", "128,450.60", "by July 15", "Bank 3901 11"]):
        place = (200, 500 + pitch * row)
        cv2.putText(image, words, place, cv2.FONT_HERSHEY_SIMPLEX, 0.6, (210, 40, 40), 2)
    turn = cv2.getRotationMatrix2D((450, 600), tilt, 1.0)
    image = cv2.warpAffine(image, turn, (900, 1200), borderValue=(255, 255, 255)).astype(np.uint8)
    clean = clean_page(np.ascontiguousarray(np.rot90(_print(image), turned)))
    assert clean.seals == ()


def test_pale_print_between_the_strokes_of_a_seal_was_bleached_with_them() -> None:
    image = _paper()
    cv2.circle(image, (450, 600), 120, (170, 50, 60), 14)
    cv2.putText(image, "No 250", (385, 570), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (150, 150, 165), 2)
    clean = clean_page(_copied(_print(image)))
    assert len(clean.seals) == 1
    inside = clean.image[545:572, 380:510]
    assert np.count_nonzero(inside < 190) > 0.05 * inside.size


@pytest.mark.parametrize("letters", [8, 10, 12])
def test_a_red_field_that_white_letters_part_was_bleached_as_a_seal(letters: int) -> None:
    page = _paper()
    page[80:660, 60:840] = (204, 40, 40)
    dots = np.random.default_rng(0)
    for row in range(15):
        for column in range(letters + row % 7):
            letter = np.kron(dots.random((8, 8)) < 0.4, np.ones((3, 3), bool))
            y, x = 90 + 38 * row, 70 + 26 * column
            page[y : y + 24, x : x + 24][letter] = 255
    clean = clean_page(cv2.GaussianBlur(page, (0, 0), 0.8))
    assert clean.seals == ()
    assert np.mean(clean.image[80:660, 60:840] < 200) > 0.7


def test_print_of_any_tone_is_spread_to_nearly_black() -> None:
    for tone in (40, 110, 190):
        clean = clean_page(_print(_paper(), (tone, tone, tone)))
        assert 4 <= clean.image.min() <= 20


def test_the_grain_of_one_colour_hid_print_that_the_others_show() -> None:
    page = _print(_paper((225, 225, 225)))
    grain = np.random.default_rng(6).normal(0, 25, page.shape[:2])
    page[:, :, 0] = np.clip(page[:, :, 0] + grain, 0, 255).astype(np.uint8)
    blank = clean_page(page).image[1120:1180, 100:800]
    assert blank.std() < 0.5 * grain.std()

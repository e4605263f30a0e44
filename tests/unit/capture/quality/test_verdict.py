"""Verdicts on drawn pages whose lines are known, good ones and spoiled ones."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.engines.base import Image
from capture.pages import Box, Line, Reader
from capture.quality.legibility import count_unread
from capture.quality.verdict import judge_page
from capture.seals.rings import find_rings
from sample_scans.fonts import font

SENTENCE = "第一条甲方向乙方采购镀锌钢管一批由双方商定价款"
TEXT = (SENTENCE,) * 12
SIZE = 12
DPI = 200

Draw = Callable[..., Image]


def lines_at(dpi: int, *, slope: float = 0.0) -> tuple[Line, ...]:
    """Return the true lines of the sheet that is drawn below."""
    scale = dpi / 72
    return tuple(
        Line(
            SENTENCE,
            Box(
                round(50 * scale),
                round((69 - SIZE + row * 40) * scale),
                round((50 + SIZE * len(SENTENCE)) * scale),
                round((73 + row * 40) * scale),
            ),
            1.0,
            Reader.RAPIDOCR,
            slope=slope,
        )
        for row in range(len(TEXT))
    )


@pytest.fixture
def page(sheet: Draw) -> Image:
    return sheet(TEXT, dpi=DPI, size=SIZE)


def codes(image: Image, dpi: int | None = DPI, lines: tuple[Line, ...] = lines_at(DPI)) -> list[str]:
    return [warning.code for warning in judge_page(image, dpi, lines, rings=find_rings(image, dpi))]


def clipped(lines: tuple[Line, ...], x0: int, y0: int, x1: int, y1: int) -> tuple[Line, ...]:
    """Return the lines, and what is left of them, in a part of the page."""
    found = []
    for line in lines:
        box = line.box
        if box and box.x0 < x1 and box.x1 > x0 and box.y0 < y1 - 4 and box.y1 > y0 + 4:
            inner = Box(max(box.x0 - x0, 0), max(box.y0 - y0, 0), min(box.x1, x1) - x0, min(box.y1, y1) - y0)
            kept = max(3, round(len(line.text) * inner.width / box.width))
            found.append(replace(line, box=inner, text=line.text[:kept]))
    return tuple(found)


def test_a_good_scan_gets_no_warning(page: Image) -> None:
    assert codes(page) == []
    assert codes(page, None) == []


def test_a_grained_tinted_scan_gets_no_warning(page: Image) -> None:
    grain = np.random.default_rng(1).normal(0, 4, page.shape[:2])[..., None]
    tinted = page * 0.6 + (40, 30, 10) + grain
    assert codes(np.clip(tinted, 0, 255).astype(np.uint8)) == []


@pytest.mark.parametrize(("sigma", "expected"), [(0.7, []), (3.0, ["blurred"]), (4.0, ["blurred"])])
def test_only_strong_blur_is_told(page: Image, sigma: float, expected: list[str]) -> None:
    assert codes(cv2.GaussianBlur(page, (0, 0), sigma)) == expected


def smeared(page: Image, length: int, *, turn: int = 0) -> Image:
    """Return the page as a camera sees it that moves sideways, or downwards where it is turned."""
    kernel = np.full((1, length), 1 / length, np.float32)
    return cv2.filter2D(page, -1, kernel.T if turn else kernel)


@pytest.mark.parametrize("turn", [0, 90])
def test_print_smeared_by_a_moving_camera_is_blurred_though_sharp_the_other_way(
    page: Image, turn: int
) -> None:
    assert codes(smeared(page, 9, turn=turn)) == ["blurred"]
    assert codes(smeared(page, 3, turn=turn)) == []


def read_by_halves(unsure: int, reader: Reader = Reader.RAPIDOCR) -> tuple[Line, ...]:
    """Return the lines of the page, the first of them read unsurely."""
    return tuple(
        replace(line, reader=reader, confidence=0.6 if number < unsure else 0.99)
        for number, line in enumerate(lines_at(DPI))
    )


def test_a_page_read_unsurely_is_hard_to_read_where_no_limit_says_why(page: Image) -> None:
    assert codes(page, lines=read_by_halves(4)) == ["hard_to_read"]
    assert codes(page, lines=read_by_halves(3)) == []
    assert codes((page * 0.3).astype(np.uint8), lines=read_by_halves(9)) == ["dark"]
    assert codes(page, lines=read_by_halves(9, Reader.TESSERACT)) == []


def test_a_page_whose_lines_could_not_be_read_is_hard_to_read(page: Image) -> None:
    few = lines_at(DPI)[:2]
    assert [one.code for one in judge_page(page, DPI, few, unread=10)] == ["hard_to_read"]
    assert [one.code for one in judge_page(page, DPI, lines_at(DPI)[:6], unread=6)] == ["hard_to_read"]
    assert [one.code for one in judge_page(page, DPI, lines_at(DPI), unread=2)] == []


def test_print_that_blur_has_turned_grey_is_blurred_where_it_was_read_unsurely(page: Image) -> None:
    grey = cv2.GaussianBlur(page, (0, 0), 2.35)
    assert codes(grey) == []
    assert codes(grey, lines=read_by_halves(6)) == ["blurred"]


def test_places_with_more_than_a_mark_of_which_nothing_was_read_are_counted() -> None:
    line = Line("一二三四", Box(0, 0, 100, 20), 0.9, Reader.RAPIDOCR)
    quads = [
        np.array([[x, y], [x + width, y], [x + width, y + 20], [x, y + 20]], np.float32)
        for x, y, width in ((2, 1, 95), (0, 50, 100), (0, 90, 40))
    ]
    assert count_unread(quads, [line]) == 1


@pytest.mark.parametrize(
    ("drawn", "stated", "expected"),
    [
        (100, 100, ["low_resolution"]),
        (150, 150, ["low_resolution"]),
        (198, 198, []),
        (300, 300, []),
        (80, None, ["low_resolution"]),
        (150, None, []),
        (80, 300, ["low_resolution"]),  # no paper is printed in letters that small: the claim is wrong
        (300, 96, []),  # nor that large
    ],
)
def test_the_effective_resolution_counts(
    sheet: Draw, drawn: int, stated: int | None, expected: list[str]
) -> None:
    image = sheet(TEXT, dpi=drawn, size=SIZE)
    assert codes(image, stated, lines_at(drawn)) == expected


def test_the_message_says_what_was_found_and_what_to_do(sheet: Draw) -> None:
    (warning,) = judge_page(sheet(TEXT, dpi=120, size=SIZE), 120, lines_at(120))
    assert "120 dpi" in str(warning.message)
    assert "at least 200" in str(warning.message)
    assert "scan it again" in str(warning.message)


@pytest.mark.parametrize(
    ("degrees", "expected"), [(2.0, []), (-2.0, []), (5.0, ["skewed"]), (-4.0, ["skewed"])]
)
def test_slanting_lines_are_told(page: Image, degrees: float, expected: list[str]) -> None:
    slope = round(math.tan(math.radians(degrees)), 4)
    assert codes(page, lines=lines_at(DPI, slope=slope)) == expected


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_cut_lines_are_told(page: Image, side: str) -> None:
    height, width = page.shape[:2]
    box = lines_at(DPI)[-1].box
    assert box is not None
    left, right, top, bottom = 0, width, 0, height
    if side == "left":
        left = 210
    elif side == "right":
        right = 700
    elif side == "top":
        top = 180
    else:
        bottom = (box.y0 + box.y1) // 2
    image = np.ascontiguousarray(page[top:bottom, left:right])
    assert codes(image, lines=clipped(lines_at(DPI), left, top, right, bottom)) == ["cut_edge"]


def test_a_snippet_is_cut_on_purpose(page: Image) -> None:
    image = np.ascontiguousarray(page[:600, :700])
    assert codes(image, lines=clipped(lines_at(DPI), 0, 0, 700, 600)) == []


def test_a_shadow_along_the_border_cuts_nothing(page: Image) -> None:
    image = np.ascontiguousarray(page[:, 130:])
    image[:, :6] = 20
    assert codes(image, lines=clipped(lines_at(DPI), 130, 0, page.shape[1], page.shape[0])) == []


def test_the_outer_rule_of_a_table_at_the_border_was_called_cut_print(page: Image) -> None:
    image = np.ascontiguousarray(page[:, 210:])
    image[:, :9] = 255
    image[:, :1] = 20
    assert codes(image, lines=clipped(lines_at(DPI), 210, 0, page.shape[1], page.shape[0])) == []


def test_pale_and_dark_pages_are_told(page: Image) -> None:
    pale = (255 - (255 - page.astype(np.float32)) * 0.12).astype(np.uint8)
    assert codes(pale) == ["low_contrast"]
    assert codes((page * 0.3).astype(np.uint8)) == ["dark"]


def test_a_deep_shadow_over_part_of_the_page_is_told(page: Image) -> None:
    light = np.where(np.arange(page.shape[0]) < page.shape[0] * 0.4, 0.4, 1.0)[:, None, None]
    assert codes((page * light).astype(np.uint8)) == ["uneven_light"]


def test_a_page_without_lines_is_judged_by_what_the_file_says() -> None:
    paper = np.full((1200, 900, 3), 255, np.uint8)
    assert codes(paper, None, ()) == []
    assert codes(paper, 100, ()) == ["low_resolution"]


def stamped(page: Image, colour: tuple[int, int, int]) -> Image:
    """Return the page with a round seal of 40 mm over its print."""
    image = page.copy()
    cv2.circle(image, (600, 900), round(20 / 25.4 * DPI), colour, 8)
    cv2.circle(image, (600, 900), 40, colour, -1)
    return image


def test_a_seal_on_a_scan_without_colour_is_told(page: Image) -> None:
    grey = stamped(page, (110, 110, 110))
    assert codes(grey) == ["seal_without_colour"]
    assert codes(np.where(grey > 150, 255, 0).astype(np.uint8)) == ["seal_without_colour"]


def test_a_seal_in_colour_and_a_black_one_on_a_colour_scan_are_right(page: Image) -> None:
    assert codes(stamped(page, (210, 40, 40))) == []
    paper = np.clip(page.astype(np.int16) - (0, 6, 14), 0, 255).astype(np.uint8)
    assert codes(stamped(paper, (60, 60, 60))) == []


def test_a_column_cut_through_its_first_characters_was_not_told() -> None:
    """Of 已付 and 未付 one character a row is left; such short lines were not looked at."""
    sheet = Pictures.new("RGB", (1200, 1500), (250, 250, 250))
    pen, lines = ImageDraw.Draw(sheet), []
    for row in range(12):
        y = 100 + 110 * row
        pen.text((120, y), "深沟球轴承与密封圈", font=font("song", 48), fill=(20, 20, 20))
        pen.text((1120, y), "部分", font=font("song", 48), fill=(20, 20, 20))
        edges = tuple(120 + 48 * place for place in range(10))
        lines.append(Line("深沟球轴承与密封圈", Box(116, y - 2, 556, y + 56), 0.99, Reader.RAPIDOCR, edges))
        lines.append(Line("部", Box(1112, y - 2, 1200, y + 56), 0.99, Reader.RAPIDOCR, (1116, 1200)))
    assert [one.code for one in judge_page(np.asarray(sheet), None, lines)] == ["cut_edge"]


@pytest.mark.parametrize(
    ("text", "sure", "unread"), [("电话4", 0.6, 1), ("电话4", 0.95, 0), ("第一条甲方向乙方采购", 0.6, 0)]
)
def test_a_few_unsure_signs_in_a_long_line_are_as_good_as_nothing(
    text: str, sure: float, unread: int
) -> None:
    quad = np.array([[100, 100], [700, 100], [700, 130], [100, 130]], np.float32)
    line = Line(text, Box(100, 100, 700, 130), sure, Reader.RAPIDOCR)
    assert count_unread([quad], [line]) == unread

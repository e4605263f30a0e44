"""Seals are read along their arc, level and at the bottom, on paper and over print."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.clean import clean_page
from capture.engines.base import Engine, Image, Sign
from capture.engines.table import engine
from capture.pages import Box
from capture.pipeline import read_picture
from capture.raster import RasterPage
from capture.seals.plates import read_plate
from capture.seals.reading import read_seals
from capture.seals.sealkinds import seal_kind
from capture.seals.stamps import Ink, Plate
from sample_scans import stamps
from sample_scans.degrade import Level
from sample_scans.fonts import font
from sample_scans.paper import Paper
from sample_scans.scanning import file_bytes, scan_paper
from sample_scans.seals import emblem, round_seal, square_seal

NAME = "沈阳永科电气设备有限公司"


@pytest.fixture(scope="module")
def reader() -> Engine:
    return engine("rapidocr")


def pressed(seal: Pictures.Image, *, width: int, height: int, turn: float = 0.0) -> tuple[Image, Box]:
    """Press a seal on white paper; returns the picture and where the seal stands."""
    stamp = seal.resize((width, height), Pictures.Resampling.LANCZOS)
    stamp = stamp.rotate(turn, Pictures.Resampling.BICUBIC)
    paper = Pictures.new("RGB", (width + 600, height + 1000), (250, 250, 248))
    paper.paste(stamp, (200, 150), stamp)
    return np.asarray(paper), Box(200, 150, 200 + width, 150 + height)


@pytest.mark.parametrize("turn", [0.0, -25.0, 70.0])
def test_a_round_seal_is_read_however_it_is_turned(reader: Engine, turn: float) -> None:
    seal = round_seal(NAME, "合同专用章", random.Random(3), number="2101030045678")
    picture, box = pressed(seal, width=420, height=420, turn=turn)
    (found,), lines = read_seals(picture, [box], reader)
    assert found.text.splitlines()[:2] == [NAME, "合同专用章"]
    assert all(line.seal and line.box is not None for line in lines)


def test_the_emblem_of_a_licence_is_a_seal_of_which_no_letters_are_read(
    reader: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    read_signs = reader.read_signs

    def counted(images: Sequence[Image]) -> list[tuple[Sign, ...]]:
        asked.append(len(images))
        return read_signs(images)

    monkeypatch.setattr(reader, "read_signs", counted)
    picture, box = pressed(emblem(), width=260, height=260)
    (found,), lines = read_seals(picture, [box], reader)
    assert (found.text, lines, asked) == ("", (), [])
    picture, box = pressed(round_seal(NAME, "合同专用章", random.Random(3)), width=260, height=260)
    (found,), _ = read_seals(picture, [box], reader)
    assert found.text.startswith(NAME)
    assert asked


def test_an_oval_seal_is_read(reader: Engine) -> None:
    seal = round_seal(NAME, "发票专用章", random.Random(5), star=False)
    picture, box = pressed(seal, width=480, height=360)
    (found,), _ = read_seals(picture, [box], reader)
    assert found.text.splitlines() == [NAME, "发票专用章"]


def test_a_persons_square_seal_never_becomes_a_company(reader: Engine) -> None:
    picture, box = pressed(square_seal("王建国", random.Random(1)), width=180, height=180)
    (found,), _ = read_seals(picture, [box], reader)
    assert len(found.text) <= 8


def test_the_number_below_is_read_the_right_way_up(reader: Engine) -> None:
    seal = round_seal(NAME, "", random.Random(8), number="2101030045678")
    picture, box = pressed(seal, width=640, height=640)
    (found,), _ = read_seals(picture, [box], reader)
    assert "2101030045678" in found.text.splitlines()


def test_a_page_is_found_by_its_seal_but_not_decided_by_it(reader: Engine) -> None:
    picture, _ = pressed(round_seal(NAME, "合同专用章", random.Random(4)), width=420, height=420)
    page = read_picture(RasterPage(picture, 300), 1, reader, rotation=0)
    assert NAME in page.text
    assert [line.text for line in page.lines if not line.seal] == []


def test_a_smudge_says_nothing(reader: Engine) -> None:
    paper = np.full((600, 600, 3), 250, np.uint8)
    paper[200:400, 200:400, 1:] = 60
    (found,), lines = read_seals(paper, [Box(200, 200, 400, 400)], reader)
    assert found.text == ""
    assert not lines


@pytest.mark.parametrize(
    "seed", [*range(4), *(pytest.param(n, marks=pytest.mark.long) for n in range(4, 30))]
)
def test_no_red_shape_breaks_the_reading_of_a_page(reader: Engine, seed: int) -> None:
    """Seals half off the page, flat ones, red print: a box read from them lies in that of a seal."""
    chance = np.random.default_rng(seed)
    paper = np.full((400, 500, 3), 245, np.uint8)
    for _ in range(4):
        middle = chance.integers(0, 500, 2).tolist()
        axes = chance.integers(4, 200, 2).tolist()
        colour = (225, int(chance.integers(0, 120)), int(chance.integers(0, 120)))
        cv2.ellipse(
            paper, middle, axes, int(chance.integers(0, 180)), 0, 360, colour, int(chance.integers(2, 20))
        )
        cv2.putText(paper, "No.2101030045678", middle, 0, float(chance.uniform(0.4, 2)), colour, 3)
    x0, y0 = int(chance.integers(0, 250)), int(chance.integers(0, 200))
    box = Box(x0, y0, x0 + int(chance.integers(1, 250)), y0 + int(chance.integers(1, 200)))
    seals, lines = read_seals(paper, [box], reader)
    for line in lines:
        assert line.box is not None
        assert any(line.box.union(seal.box) == seal.box for seal in seals)


def on_page(mask: Pictures.Image, ink: tuple[int, int, int], width: int, turn: float = 0.0) -> Image:
    """Press a seal of another design on an A5 sheet at 200 dpi."""
    stamp = stamps.pressed(mask, stamps.Press(ink=ink, turn=turn), random.Random(2))
    stamp = stamp.resize((width, round(width * stamp.height / stamp.width)), Pictures.Resampling.LANCZOS)
    paper = Pictures.new("RGB", (1654, 1165), (250, 250, 248))
    paper.paste(stamp, (600, 400), stamp)
    return np.asarray(paper)


@pytest.mark.parametrize("ink", [stamps.RED, stamps.BLUE, stamps.PURPLE])
def test_a_ring_is_found_and_named_in_every_ink(reader: Engine, ink: tuple[int, int, int]) -> None:
    image = on_page(stamps.round_stamp(NAME, "财务专用章", stamps.TUNING[0]), ink, 330)
    (found,), _ = read_seals(image, clean_page(image).seals, reader)
    assert (found.text.splitlines(), found.kind) == ([NAME, "财务专用章"], "finance")


def test_two_seals_that_cross_are_two(reader: Engine) -> None:
    image = on_page(stamps.round_stamp(NAME, "", stamps.TUNING[0]), stamps.RED, 330).copy()
    other = on_page(stamps.round_stamp("西安德顺管道工程有限公司", "", stamps.TUNING[0]), stamps.RED, 330)
    image = np.minimum(image, np.roll(other, 270, axis=1))
    found, _ = read_seals(image, clean_page(image).seals, reader)
    assert len(found) == 2


def test_a_stamp_in_a_frame_is_read_row_by_row(reader: Engine) -> None:
    mask = stamps.plate_stamp(("永科电气", "收货专用章", "2025年3月5日"))
    image = on_page(mask, stamps.RED, 420, turn=8)
    (found,), _ = read_seals(image, clean_page(image).seals, reader)
    assert found.text.splitlines() == ["永科电气", "收货专用章", "2025年3月5日"]
    assert found.kind == "goods"


def test_a_persons_seal_is_read_from_the_right_downwards(reader: Engine) -> None:
    image = on_page(stamps.square_stamp("王建国"), stamps.RED, 150)
    (found,), _ = read_seals(image, clean_page(image).seals, reader)
    assert (found.text, found.kind) == ("王建国印", "person")


def test_an_invoice_seal_tells_its_tax_code(reader: Engine) -> None:
    design = stamps.INVOICE_TUNING[1]
    mask = stamps.round_stamp(NAME, "发票专用章", design, code="91210106MA0C123454")
    (found,), _ = read_seals(on_page(mask, stamps.RED, 330), [], reader)
    assert found.text.splitlines() == [NAME, "91210106MA0C123454", "发票专用章"]
    assert found.kind == "invoice"


@pytest.mark.parametrize("y", [56, 66])
def test_a_tax_code_is_read_where_print_runs_across_it(reader: Engine, y: int) -> None:
    code = "91210106MA0C12340E"
    paper = Paper(210, 148)
    for row in range(10):
        paper.text(
            20, 20 + 11 * row, "甲乙双方各执一份，自双方签字盖章之日起生效，未尽事宜双方协商解决。", size=11
        )
    mask = stamps.round_stamp(NAME, "发票专用章", stamps.INVOICE_TUNING[1], code=code)
    paper.stamp(stamps.pressed(mask, stamps.Press(turn=5), random.Random(2)), 100, y, 40)
    scan = scan_paper(paper, Level.OFFICE, random.Random(3))
    image = np.asarray(Pictures.open(io.BytesIO(file_bytes([scan], "jpg"))).convert("RGB"))
    (found,), _ = read_seals(image, clean_page(image).seals, reader)
    assert found.text.splitlines() == [NAME, code, "发票专用章"]


def test_a_name_in_white_on_red_is_read_also_when_turned_far(reader: Engine) -> None:
    image = on_page(stamps.square_stamp("王建国", filled=True), stamps.RED, 200, turn=55)
    (found,), _ = read_seals(image, [], reader)
    assert (found.text, found.kind) == ("王建国印", "person")


def test_thick_signs_in_a_thick_frame_were_taken_for_white_on_red(reader: Engine) -> None:
    paper = Pictures.new("RGB", (2481, 3509), (250, 250, 248))
    pen = ImageDraw.Draw(paper)
    pen.rectangle((1070, 1750, 1225, 1905), outline=stamps.RED, width=10)
    for sign, place in zip("陈阿福印", ((1150, 1780), (1150, 1841), (1088, 1780), (1088, 1841)), strict=True):
        pen.text(place, sign, font=font("serif-bold", 58), fill=stamps.RED, anchor="lt", stroke_width=1)
    image = np.asarray(paper)
    (found,), _ = read_seals(image, clean_page(image).seals, reader)
    assert found.text == "陈阿福印"


def test_a_seal_cut_by_the_edge_says_what_stands_on_the_page(reader: Engine) -> None:
    image = on_page(stamps.round_stamp(NAME, "", stamps.TUNING[0]), stamps.RED, 330)
    at_edge = np.full_like(image, 250)
    at_edge[:, 789:] = image[:, : 1654 - 789]
    (found,), _ = read_seals(at_edge, [], reader)
    said = found.text.splitlines()[0]
    assert len(said) >= 6
    assert said in NAME


def test_the_ends_of_a_long_level_row_are_no_letters_of_the_name(reader: Engine) -> None:
    design = stamps.Design(sweep=165, below_size=0.2)
    mask = stamps.round_stamp("南桥通用机械制造厂", "采购专用章", design, number="3310022019863")
    image = on_page(mask, stamps.RED, 350)
    (found,), _ = read_seals(image, clean_page(image).seals, reader)
    assert found.text.splitlines() == ["南桥通用机械制造厂", "采购专用章", "3310022019863"]


@pytest.mark.parametrize("turn", [0, 9])
def test_the_day_between_the_rules_of_a_stamp_is_read(reader: Engine, turn: float) -> None:
    design = stamps.Design(sweep=120, star=0.0, face="fandol-hei")
    mask = stamps.round_stamp("平安仓储公司", "现金收讫", design)
    side = mask.width
    pen = ImageDraw.Draw(mask)
    for y in (0.41, 0.59):
        pen.line((0.05 * side, y * side, 0.95 * side, y * side), fill=255, width=8)
    pen.text((side / 2, side / 2), "2025.04.09", font=font("sans-bold", 92), fill=255, anchor="mm")
    image = on_page(mask, stamps.BLUE, 300, turn=turn)
    (found,), _ = read_seals(image, clean_page(image).seals, reader)
    assert found.text.splitlines()[1:] == ["2025.04.09", "现金收讫"]


def test_a_seal_on_a_scan_without_colour_is_read(reader: Engine) -> None:
    image = on_page(stamps.round_stamp(NAME, "财务专用章", stamps.TUNING[0]), (90, 90, 90), 330)
    page = read_picture(RasterPage(image, 200), 1, reader, rotation=0)
    (seal,) = page.seals
    assert (seal.text.splitlines(), seal.kind) == ([NAME, "财务专用章"], "finance")
    # letters of the arc are no print of the page
    assert {line.text for line in page.lines if not line.seal} <= {"财务专用章"}


def test_a_ring_without_words_on_a_scan_without_colour_is_no_seal(reader: Engine) -> None:
    paper = np.full((1165, 1654, 3), 250, np.uint8)
    cv2.circle(paper, (500, 500), 160, (60, 60, 60), 8)
    assert read_picture(RasterPage(paper, 200), 1, reader, rotation=0).seals == ()


@pytest.mark.parametrize("words", ["请在此处加盖公章", "零壹贰叁肆伍陆柒捌"])
def test_a_circle_with_words_on_a_scan_without_colour_was_taken_for_a_seal(
    reader: Engine, words: str
) -> None:
    image = on_page(stamps.round_stamp(words, "", stamps.TUNING[0]), (90, 90, 90), 330)
    assert read_picture(RasterPage(image, 200), 1, reader, rotation=0).seals == ()


def test_four_signs_in_rows_that_say_paid_are_read_along_the_rows(reader: Engine) -> None:
    image = on_page(stamps.square_stamp("金讫现付"), stamps.RED, 200)
    (found,), _ = read_seals(image, clean_page(image).seals, reader)
    assert found.text == "现金付讫"


def test_a_page_without_coloured_ink_has_no_seals(reader: Engine) -> None:
    paper = np.full((1165, 1654, 3), 250, np.uint8)
    paper[200:1000:40, 200:1400] = 20
    assert read_seals(paper, [], reader) == ((), ())


def test_a_blue_frame_and_a_blue_circle_without_words_are_no_seals(reader: Engine) -> None:
    paper = np.full((1165, 1654, 3), 250, np.uint8)
    cv2.circle(paper, (500, 500), 160, (30, 60, 170), 8)
    cv2.rectangle(paper, (900, 400), (1300, 520), (200, 30, 40), 5)
    found, lines = read_seals(paper, clean_page(paper).seals, reader)
    assert not found
    assert not lines


def test_kinds_follow_the_words_that_stand_level() -> None:
    assert seal_kind([NAME, "合同专用章"], "round") == "contract"
    assert seal_kind(["沈阳合同物流有限公司"], "round") == "company"
    assert seal_kind(["现金收讫"], "plate") == "mark"
    assert seal_kind(["王建国"], "plate") == "person"
    assert seal_kind([], "round") == ""


def test_a_narrow_patch_of_ink_is_a_plate_without_rows() -> None:
    image = np.full((200, 200, 3), 255, np.uint8)
    image[69:131, 92:108] = (200, 20, 30)
    plate = Plate(100, 100, 10, 24, 0.0)
    assert read_plate(image, plate, Ink.RED, Box(90, 70, 110, 130), engine("none")) == []

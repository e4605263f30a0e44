"""Seals as engravers also cut them: a purpose along the foot or in two rows, squares, a foreign name."""

from __future__ import annotations

import random

import numpy as np
import pytest
from PIL import Image as Pictures

from capture.characters.votes import Letter, text_of
from capture.characters.wording import completed, settled
from capture.clean import clean_page
from capture.engines.base import Engine, Image
from capture.engines.table import engine
from capture.pages import Seal
from capture.seals.reading import read_seals
from capture.seals.sealkinds import seal_kind
from sample_scans.stamps import TUNING, Design, Press, firm_stamp, pressed, round_stamp

NAME = "沈阳永科电气设备有限公司"
WORKS = "青岛鼎源机械厂"
PLAIN, NO_STAR = TUNING[0], Design(star=0.0, below=0.1)
HALF = Design(letter=0.2, sweep=165)


@pytest.fixture(scope="module")
def reader() -> Engine:
    return engine("rapidocr")


def page_with(mask: Pictures.Image, width: int, turn: float = 0.0) -> Image:
    """Return a white sheet with a seal ``width`` pixels wide."""
    stamp = pressed(mask, Press(turn=turn, wear=0.0, uneven=0.0), random.Random(1))
    size = (round(width * stamp.width / mask.width), round(width * stamp.height / mask.width))
    stamp = stamp.resize(size, Pictures.Resampling.LANCZOS)
    paper = Pictures.new("RGB", (1000, 1400), (250, 250, 248))
    paper.paste(stamp, (300, 400), stamp)
    return np.asarray(paper)


def read(mask: Pictures.Image, reader: Engine, *, width: int = 330, turn: float = 0.0) -> Seal:
    image = page_with(mask, width, turn)
    (seal,), _ = read_seals(image, clean_page(image).seals, reader)
    return seal


@pytest.mark.parametrize("purpose", ["合同专用章", "财务专用章"])
def test_a_purpose_along_the_foot_is_read(reader: Engine, purpose: str) -> None:
    seal = read(round_stamp(NAME, "", PLAIN, foot=purpose), reader, turn=6)
    assert seal.text.splitlines() == [NAME, purpose]


def test_a_number_at_the_foot_is_no_purpose(reader: Engine) -> None:
    seal = read(round_stamp(NAME, "", PLAIN, number="2101030045678"), reader)
    assert seal.text.splitlines() == [NAME, "2101030045678"]
    assert seal.kind == "company"


def test_a_purpose_in_two_rows_is_one(reader: Engine) -> None:
    seal = read(round_stamp(NAME, "采购\n专用章", NO_STAR), reader)
    assert seal.text.splitlines() == [NAME, "采购专用章"]
    assert seal.kind == "business"


def test_two_rows_that_say_no_purpose_stay_two(reader: Engine) -> None:
    seal = read(round_stamp(NAME, "华东\n项目部", NO_STAR), reader)
    assert seal.text.splitlines() == [NAME, "华东", "项目部"]


def test_the_bar_of_a_last_letter_is_no_speck(reader: Engine) -> None:
    assert read(round_stamp(WORKS, "", PLAIN), reader).text.splitlines() == [WORKS]


def test_a_foreign_name_in_the_gap_is_no_part_of_the_name(reader: Engine) -> None:
    seal = read(round_stamp(NAME, "", HALF, foot="YONGKE ELECTRIC CO.,LTD."), reader, width=400)
    assert seal.text.splitlines()[0] == NAME
    assert seal.kind == "company"


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (("沈阳永科电气", "设备有限公司", "财务专用章"), "finance"),
        (("青岛鼎源机械", "经营部合伙企", "业务专用章"), "business"),
        (("沈阳永科电气", "销售有限公司"), "company"),
    ],
)
def test_a_firms_square_is_read_row_by_row(reader: Engine, rows: tuple[str, ...], kind: str) -> None:
    seal = read(firm_stamp(rows), reader, width=220)
    assert tuple(seal.text.splitlines()) == rows
    assert seal.kind == kind


def test_a_name_of_a_firm_in_a_square_tells_no_purpose() -> None:
    assert seal_kind(["沈阳永科销售", "有限公司"], "square") == "company"
    assert seal_kind(["沈阳永科销售", "财务专用章"], "square") == "finance"
    assert seal_kind(["李四光印"], "square") == "person"


@pytest.mark.parametrize("name", ["鞍山祥瑞食品商行", "常熟市嘉禾经营部", "烟台博远工作室"])
def test_small_firms_seals_are_firms_seals(name: str) -> None:
    assert seal_kind([name], "round") == "company"


def said(text: str, at: int, *options: tuple[str, float]) -> list[Letter]:
    """Return letters read surely but for the one at a place."""
    return [
        Letter(float(place), options if place == at else ((char, 1.0),)) for place, char in enumerate(text)
    ]


def test_a_city_is_followed_by_its_rank_where_that_was_held_possible() -> None:
    assert text_of(settled(said("无锡布骏远", 2, ("布", 0.6), ("市", 0.1)))) == "无锡市骏远"
    assert text_of(settled(said("无锡布骏远", 2, ("布", 0.6), ("有", 0.1)))) == "无锡布骏远"
    assert text_of(settled(said("石家庄润辉建材", 3, ("调", 0.1), ("洞", 0.05)))) != "石家庄市辉建材"
    assert text_of(settled(said("江苏布骏远", 2, ("布", 0.6), ("市", 0.1)))) == "江苏布骏远"


def test_a_name_that_ends_in_a_word_cut_short_is_completed() -> None:
    assert text_of(completed(said("无锡骏远有限公", 0, ("无", 1.0)))) == "无锡骏远有限公司"
    assert text_of(completed(said("无锡骏远机械厂", 0, ("无", 1.0)))) == "无锡骏远机械厂"

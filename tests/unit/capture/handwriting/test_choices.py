"""Boxes of choices in all the ways that forms draw them, and which words they belong to."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.engines.rapidocr import RapidOcr
from capture.handwriting.choices import boxes_in_text
from capture.handwriting.marks import find_marks
from capture.pages import Box, Line, Reader
from sample_scans.fonts import font

Row = list[tuple[str, bool]]
_PAPER, _INK, _SIZE = 250, 20, 40


@pytest.fixture(scope="module")
def reader() -> RapidOcr:
    return RapidOcr()


def _mark(pen: ImageDraw.ImageDraw, shape: str, x: int, y: int, *, chosen: bool) -> None:
    whole = (x, y, x + 34, y + 34)
    if shape == "ring":
        pen.ellipse(whole, outline=_INK, width=3)
        if chosen:
            pen.ellipse((x + 9, y + 9, x + 25, y + 25), fill=_INK)
    elif shape == "thick":
        pen.rectangle(whole, outline=_INK, width=5)
        if chosen:
            pen.line((x + 8, y + 18, x + 15, y + 27, x + 28, y + 8), fill=_INK, width=4)
    else:
        pen.rectangle(whole, outline=_INK, width=3)
        if chosen and shape == "filled":
            pen.rectangle(whole, fill=_INK)
        elif chosen:
            pen.line((x + 4, y + 16, x + 14, y + 30, x + 48, y - 16), fill=_INK, width=4)


def _form(rows: list[tuple[str, Row]], shape: str, *, behind: bool) -> Pictures.Image:
    sheet = Pictures.new("L", (1400, 900), _PAPER)
    pen = ImageDraw.Draw(sheet)
    pen.text((480, 60), "客户信用调查表", font=font("song", 60), fill=_INK)
    for number, (label, row) in enumerate(rows):
        x, y = 120, 220 + 110 * number
        pen.text((x, y), f"{label}：", font=font("song", _SIZE), fill=_INK)
        x += _SIZE * (len(label) + 1) + 20
        for words, chosen in row:
            if not behind:
                _mark(pen, shape, x, y + 6, chosen=chosen)
            at = x if behind else x + 48
            pen.text((at, y), words, font=font("song", _SIZE), fill=_INK)
            end = at + _SIZE * len(words)
            if behind:
                _mark(pen, shape, end + 12, y + 6, chosen=chosen)
            x = end + (130 if behind else 70)
    return sheet


_ROWS: list[tuple[str, Row]] = [
    ("企业性质", [("国有", False), ("民营", True), ("外资", False)]),
    ("是否含税", [("是", True), ("否", False)]),
    ("检验结论", [("合格", True), ("不合格", False), ("让步接收", False)]),
]


@pytest.mark.parametrize("behind", [False, True])
@pytest.mark.parametrize("shape", ["square", "thick", "filled", "ring"])
def test_choices_are_read_with_their_words(reader: RapidOcr, shape: str, behind: bool) -> None:
    sheet = np.asarray(_form(_ROWS, shape, behind=behind))
    found = {mark.text: mark.kind.value for mark in find_marks(sheet, reader.read(sheet))}
    wanted = {words: "ticked" if chosen else "unticked" for _, row in _ROWS for words, chosen in row}
    assert found == wanted


def test_rings_and_squares_amid_print_are_no_choices(reader: RapidOcr) -> None:
    sheet = Pictures.new("L", (1400, 700), _PAPER)
    pen = ImageDraw.Draw(sheet)
    for number, text in enumerate(
        ("进口货物在港口报关，出口货物走接口", "数量 100 单价 20.00 金额 2000.00", "型号 O2 OO7 HOOD")
    ):
        pen.text((120, 120 + 120 * number), text, font=font("hei", _SIZE), fill=_INK)
    picture = np.asarray(sheet)
    assert [mark for mark in find_marks(picture, reader.read(picture)) if mark.text] == []


def test_words_that_begin_with_a_mouth_were_chosen(reader: RapidOcr) -> None:
    sheet = Pictures.new("L", (1400, 700), _PAPER)
    pen = ImageDraw.Draw(sheet)
    for number, text in enumerate(
        (
            "出口国：德国　进口口岸：虎门口岸　口径：DN50",
            "口令：无　口罩 500 只　口径：DN50",
            "口岸　口头通知",
        )
    ):
        pen.text((120, 120 + 120 * number), text, font=font("hei", _SIZE), fill=_INK)
    picture = np.asarray(sheet)
    assert [mark for mark in find_marks(picture, reader.read(picture)) if mark.text] == []


def _line(text: str, y: int = 100) -> Line:
    edges = tuple(100 + 40 * place for place in range(len(text) + 1))
    return Line(text, Box(100, y, edges[-1], y + 40), 0.99, Reader.TEXT_LAYER, edges)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("是否含税：○是 ●否", [("是", "unticked"), ("否", "ticked")]),
        ("是否含税：是□ 否☑", [("是", "unticked"), ("否", "ticked")]),
        ("是否含税：是（√） 否（ ）", [("是", "ticked"), ("否", "unticked")]),
        ("是否含税：（ ）是 （√）否", [("是", "unticked"), ("否", "ticked")]),
        ("结论：■合格 □不合格", [("合格", "ticked"), ("不合格", "unticked")]),
        ("结论：√合格 □不合格", [("合格", "ticked"), ("不合格", "unticked")]),
        ("二〇二四年三月五日", []),
        ("■ 产品说明（见附件）", []),
    ],
)
def test_choices_in_a_page_s_own_text(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(mark.text, mark.kind.value) for mark in boxes_in_text([_line(text)])] == wanted

"""Signatures and ticked boxes: what a hand left is told from what was printed."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.engines.base import Image
from capture.engines.rapidocr import RapidOcr
from capture.handwriting.captions import words_beside
from capture.handwriting.marks import find_marks
from capture.pages import Box, Line, Mark, MarkKind, Reader
from sample_scans.fonts import font
from sample_scans.seals import signature

_INK = (30, 40, 120)
_CHOICES = ("同意", "不同意", "再议")


@pytest.fixture(scope="module")
def reader() -> RapidOcr:
    return RapidOcr()


def _form() -> Pictures.Image:
    sheet = Pictures.new("RGB", (1240, 1000), "white")
    pen = ImageDraw.Draw(sheet)
    pen.text((420, 60), "信用额度审批表", font=font("hei", 56), fill=(10, 10, 10))
    pen.rectangle((80, 180, 1160, 520), outline=(10, 10, 10), width=3)
    pen.line((80, 350, 1160, 350), fill=(10, 10, 10), width=3)
    pen.text((110, 240), "客户名称：沈阳永科电气设备有限公司", font=font("song", 36), fill=(10, 10, 10))
    pen.text((110, 410), "业务部门意见：情况属实", font=font("song", 36), fill=(10, 10, 10))
    pen.text((110, 700), "审批人签字：", font=font("song", 36), fill=(10, 10, 10))
    return sheet


def _marks(reader: RapidOcr, sheet: Pictures.Image) -> tuple[Mark, ...]:
    return _read(reader, sheet)[0]


def _read(reader: RapidOcr, sheet: Pictures.Image) -> tuple[tuple[Mark, ...], Sequence[Line]]:
    grey: Image = np.asarray(sheet.convert("L"))
    lines = reader.read(grey)
    return find_marks(grey, lines), lines


def test_print_and_rules_are_no_writing(reader: RapidOcr) -> None:
    assert _marks(reader, _form()) == ()


@pytest.mark.parametrize("seed", range(6))
def test_a_signature_is_found_where_it_stands(reader: RapidOcr, seed: int) -> None:
    sheet = _form()
    scribble = signature(random.Random(seed), 3 + seed % 3, _INK)
    scribble = scribble.resize((260, round(260 * scribble.height / scribble.width)))
    sheet.paste(scribble, (350, 660), scribble)
    (mark,), lines = _read(reader, sheet)
    assert mark.kind is MarkKind.WRITING
    assert any("审批人签字" in words for words in words_beside(mark.box, lines))
    assert mark.box.x0 >= 330
    assert mark.box.x1 <= 630
    assert 600 < mark.box.y0 < mark.box.y1 < 860


def test_boxes_before_words_are_read_with_what_is_ticked(reader: RapidOcr) -> None:
    sheet = _form()
    pen = ImageDraw.Draw(sheet)
    for place, choice in enumerate(_CHOICES):
        x = 120 + 330 * place
        pen.rectangle((x, 842, x + 34, 876), outline=(10, 10, 10), width=3)
        pen.text((x + 46, 838), choice, font=font("song", 36), fill=(10, 10, 10))
    pen.line((455, 858, 466, 872, 496, 832), fill=_INK, width=5)
    found = [(mark.kind, mark.text) for mark in _marks(reader, sheet)]
    ticked, empty = MarkKind.TICKED, MarkKind.UNTICKED
    assert found == [(empty, "同意"), (ticked, "不同意"), (empty, "再议")]


def test_a_mouth_in_a_word_is_no_box(reader: RapidOcr) -> None:
    sheet = _form()
    pen = ImageDraw.Draw(sheet)
    pen.text((110, 830), "进口货物出口报关人口登记口岸", font=font("hei", 40), fill=(10, 10, 10))
    assert _marks(reader, sheet) == ()


def test_a_box_behind_the_last_word_of_a_line_stopped_reading() -> None:
    sheet = Pictures.new("L", (1240, 1000), 255)
    pen = ImageDraw.Draw(sheet)
    lines = []
    for words, x, end in (("同意", 280, 440), ("不同意", 452, 660), ("再议", 642, 720)):
        edges = tuple(x + 36 * place for place in range(len(words) + 1))
        box, sure = Box(x - 6, 390, end, 446), (0.8,) * len(words)
        lines.append(Line(words, box, 0.8, Reader.RAPIDOCR, edges, sure=sure))
    for x in (410, 600):
        pen.rectangle((x, 402, x + 34, 436), outline=10, width=3)
    found = find_marks(np.asarray(sheet), lines)
    assert [mark.text for mark in found] == ["不同意", "再议"]

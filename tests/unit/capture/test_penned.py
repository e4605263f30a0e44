"""Names written as plainly as print: what a hand wrote is told from what was printed where people sign."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.engines.base import Image
from capture.handwriting.likeness import likeness_of
from capture.handwriting.marks import find_marks
from capture.pages import Box, Line, MarkKind, Reader
from sample_scans.fonts import font

_WORDS = ("客户名称永科电气设备", "交货地点需方仓库", "验收标准按国家规定")
_STROKES = {
    "王": [((1, 2), (5, 1.6), (9, 2)), ((2, 5.2), (5, 4.8), (8, 5)), ((0, 9), (5, 8.6), (10, 9.4)),
          ((5, 2), (4.7, 5), (5.2, 9))],
    "大": [((0.5, 4), (5, 3.4), (9.5, 3.2)), ((5, 0), (4.6, 4), (2.6, 7.5), (0, 10)),
          ((5, 4), (6.6, 7), (10, 9.6))],
    "中": [((1, 2.6), (1.4, 6.8)), ((1, 2.8), (5, 2.2), (8.8, 2.2), (8.2, 6.2)), ((1.4, 6.6), (8.2, 6)),
          ((5.2, 0), (4.9, 5), (5.3, 10.6))],
}  # fmt: skip
"""Strokes as a pen draws them in ten by ten, none of them straight."""


def _line(text: str, x: int, y: int, size: int) -> Line:
    edges = tuple(x + size * place for place in range(len(text) + 1))
    return Line(
        text,
        Box(x - 4, y - 6, edges[-1] + 4, y + size + 6),
        0.99,
        Reader.RAPIDOCR,
        edges,
        sure=(0.99,) * len(text),
    )


def _form() -> tuple[Pictures.Image, list[Line]]:
    sheet = Pictures.new("L", (1240, 900), 255)
    pen = ImageDraw.Draw(sheet)
    lines = []
    for row, words in enumerate((*_WORDS, "审批人签字：")):
        x, y, size = 110, 120 + 110 * row, 36
        pen.text((x, y), words, font=font("song", size), fill=20)
        lines.append(_line(words, x, y, size))
    return sheet, lines


def _wrote(sheet: Pictures.Image, name: str, x: int, y: int, size: int) -> Line:
    pen = ImageDraw.Draw(sheet)
    for place, char in enumerate(name):
        left, top = x + size * place, y + (0, 9, -5)[place % 3]
        for stroke in _STROKES[char]:
            points = [(left + 0.09 * size * across, top + 0.09 * size * down) for across, down in stroke]
            pen.line(points, fill=40, width=6, joint="curve")
    return _line(name, x, y, size)


def _kinds(sheet: Pictures.Image, lines: list[Line]) -> list[tuple[MarkKind, Box]]:
    grey: Image = np.asarray(sheet)
    return [(mark.kind, mark.box) for mark in find_marks(grey, lines)]


def test_a_name_written_as_plainly_as_print_is_a_hands() -> None:
    sheet, lines = _form()
    name = _wrote(sheet, "王大中", 360, 430, 70)
    ((kind, box),) = _kinds(sheet, [*lines, name])
    assert kind is MarkKind.WRITING
    assert name.box is not None
    assert box.overlaps(name.box)


def test_a_name_on_a_rule_is_a_hands() -> None:
    sheet, lines = _form()
    name = _wrote(sheet, "王大中", 360, 430, 70)
    ImageDraw.Draw(sheet).line((330, 488, 760, 488), fill=20, width=3)
    assert [kind for kind, _ in _kinds(sheet, [*lines, name])] == [MarkKind.WRITING]


@pytest.mark.parametrize("face", ["song", "hei", "kai"])
@pytest.mark.parametrize("size", [32, 40, 52])
def test_a_name_printed_where_people_sign_is_no_hands(face: str, size: int) -> None:
    sheet, lines = _form()
    ImageDraw.Draw(sheet).text((360, 446), "王大中", font=font(face, size), fill=20)
    name = _line("王大中", 360, 446, size)
    assert MarkKind.WRITING not in [kind for kind, _ in _kinds(sheet, [*lines, name])]


def test_a_name_written_elsewhere_is_not_looked_at() -> None:
    sheet, lines = _form()
    name = _wrote(sheet, "王大中", 760, 120, 70)
    assert _kinds(sheet, [*lines[:3], name]) == []


def test_print_is_like_print_whatever_its_typeface() -> None:
    for face in ("song", "hei", "kai"):
        sheet = Pictures.new("L", (400, 120), 255)
        ImageDraw.Draw(sheet).text((40, 40), "王大中", font=font(face, 40), fill=20)
        like = likeness_of(np.asarray(sheet), _line("王大中", 40, 40, 40), 0, 3)
        assert like is not None
        assert like.to_print > 0.8
        assert 30 <= like.height <= 44
    sheet = Pictures.new("L", (400, 160), 255)
    name = _wrote(sheet, "王大中", 40, 40, 70)
    like = likeness_of(np.asarray(sheet), name, 0, 3)
    assert like is not None
    assert like.to_print < 0.85
    assert like.uneven > 0.15


def test_where_there_is_no_ink_nothing_is_compared() -> None:
    blank = np.full((120, 400), 255, np.uint8)
    assert likeness_of(blank, _line("王大中", 40, 40, 40), 0, 3) is None
    assert likeness_of(blank, _line("：：", 40, 40, 40), 0, 2) is None

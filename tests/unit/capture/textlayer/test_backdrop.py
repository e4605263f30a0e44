"""Tables, boxes and seals of pages with text of their own, seen without that text."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from capture.handwriting.choices import boxes_in_text
from capture.pages import Box, Line, MarkKind, Page, Reader
from capture.pipeline import read_page
from capture.probe import FileKind
from capture.textlayer.backdrop import take_text_off

Style = Callable[[pymupdf.Page, float, float, float, float], None]
_ROWS = [
    ["品名", "规格", "数量", "金额"],
    ["镀锌钢管", "DN50", "120", "8,640.00"],
    ["不锈钢法兰", "DN80", "16", "1,920.00"],
]
_ROWS += [[f"国产日用口罩{n}", f"Q{n}35B", str(n), f"{n}12.00"] for n in range(1, 9)]
_XS = (60, 180, 260, 330, 440)
_TOP, _HIGH = 120, 17


def _solid(page: pymupdf.Page, x0: float, y0: float, x1: float, y1: float) -> None:
    page.draw_rect((x0, y0, x1, y1), color=(0, 0, 0), width=0.7)


def _dashed(page: pymupdf.Page, x0: float, y0: float, x1: float, y1: float) -> None:
    page.draw_rect((x0, y0, x1, y1), color=(0.3, 0.3, 0.3), width=0.7, dashes="[3 3] 0")


def _tinted(page: pymupdf.Page, x0: float, y0: float, x1: float, y1: float) -> None:
    shade = (0.9, 0.93, 0.97) if round((y0 - _TOP) / _HIGH) % 2 else (1, 1, 1)
    page.draw_rect((x0, y0, x1, y1), color=(0.6, 0.6, 0.6), fill=shade, width=0.5)


def _dark_head(page: pymupdf.Page, x0: float, y0: float, x1: float, y1: float) -> None:
    if y0 == _TOP:  # one field for the whole row
        if x0 == _XS[0]:
            page.draw_rect((x0, y0, _XS[-1], y1), color=None, fill=(0.15, 0.3, 0.6))
    else:
        _dashed(page, x0, y0, x1, y1)


def _table(path: Path, style: Style) -> Path:
    with pymupdf.open() as document:
        page = document.new_page()
        for place, row in enumerate(_ROWS):
            y = _TOP + place * _HIGH
            for column, text in enumerate(row):
                style(page, _XS[column], y, _XS[column + 1], y + _HIGH)
                white = style is _dark_head and place == 0
                page.insert_text(
                    (_XS[column] + 3, y + 11),
                    text,
                    fontname="china-s",
                    fontsize=10,
                    color=(1, 1, 1) if white else (0,),
                )
        document.save(path)
    return path


def _read(path: Path) -> Page:
    return read_page(path, 1, kind=FileKind.PDF, reader="none")


@pytest.mark.parametrize("style", [_solid, _dashed, _tinted, _dark_head])
def test_cells_are_those_of_the_rules_however_they_are_drawn(tmp_path: Path, style: Style) -> None:
    (table,) = _read(_table(tmp_path / "table.pdf", style)).tables
    assert table.ruled
    assert [[cell.text for cell in row] for row in table.rows] == _ROWS


def test_stripes_without_rules_are_one_table(tmp_path: Path) -> None:
    def striped(page: pymupdf.Page, x0: float, y0: float, x1: float, y1: float) -> None:
        if round((y0 - _TOP) / _HIGH) % 2 == 0:
            page.draw_rect((x0 + 1, y0 + 1, x1 - 1, y1 - 1), color=None, fill=(0.85, 0.9, 0.97))

    (table,) = _read(_table(tmp_path / "table.pdf", striped)).tables
    assert [[cell.text for cell in row] for row in table.rows] == _ROWS


def test_a_watermark_of_text_stands_in_no_cell_and_after_all_else(tmp_path: Path) -> None:
    path = _table(tmp_path / "table.pdf", _dashed)
    with pymupdf.open(path) as document:
        page = document[0]
        turn = (pymupdf.Point(180, 250), pymupdf.Matrix(30))
        page.insert_text(
            (180, 250),
            "内部资料 请勿外传",
            fontname="china-s",
            fontsize=24,
            color=(0.8, 0.8, 0.8),
            morph=turn,
        )
        document.saveIncr()
    page = _read(path)
    assert [[cell.text for cell in row] for row in page.tables[0].rows] == _ROWS
    assert page.lines[-1].text == "内部资料请勿外传"
    assert page.lines[-1].is_slanted


def _line(text: str) -> Line:
    edges = tuple(60 + 20 * place for place in range(len(text) + 1))
    return Line(text, Box(edges[0], 100, edges[-1], 120), 1.0, Reader.TEXT_LAYER, edges)


def test_boxes_that_are_characters_are_ticked_or_not() -> None:
    texts = ["企业类型：□国有 ☑民营 □外资", "是否通过认证：√是 □否", "√检验合格"]
    lines = [
        replace(_line(text), box=Box(60, y, 60 + 20 * len(text), y + 20))
        for text, y in zip(texts, (100, 140, 180), strict=True)
    ]
    marks = boxes_in_text(lines)
    ticked, open_ = MarkKind.TICKED, MarkKind.UNTICKED
    assert [(mark.text, mark.kind) for mark in marks] == [
        ("国有", open_),
        ("民营", ticked),
        ("外资", open_),
        ("是", ticked),
        ("否", open_),
    ]
    assert marks[1].box == Box(60 + 20 * 9, 100, 60 + 20 * 10, 120)


@pytest.mark.parametrize("rotation", [0, 90])
def test_text_is_taken_off_and_all_else_stays(tmp_path: Path, rotation: int) -> None:
    path = _table(tmp_path / "table.pdf", _solid)
    with pymupdf.open(path) as document:
        page = document[0]
        page.set_rotation(rotation)
        page.add_ink_annot([[(60 + step, 400 + 9 * math.sin(step)) for step in range(60)]])
        take_text_off(page)
        assert page.get_text().strip() == ""
        assert len(page.get_cdrawings()) >= len(_ROWS)
        assert next(page.annots()).type[1] == "Ink"

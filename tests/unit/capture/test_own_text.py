"""A PDF's own text against what is seen: nothing unseen is taken, nothing seen is left out, no font lies."""

from __future__ import annotations

import io
import math
import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from capture.embedded import read_embedded
from capture.pages import MarkKind, Page, Reader
from capture.pipeline import read_page
from capture.probe import FileKind
from capture.textlayer.ownrows import own_rows
from capture.textlayer.strokes import plain_rules
from sample_scans.stamps import TUNING, draw_press, pressed, round_stamp
from tests.unit.capture.conftest import CONTRACT, draw_sheet

Add = Callable[[pymupdf.Page], None]
_BASE = [text.replace(" ", "") for text in CONTRACT]
_MORE = "另付定金人民币伍仟元整"
_PLACE = pymupdf.Rect(40, 440, 300, 480)


def _write(page: pymupdf.Page, text: str = _MORE, **how: object) -> None:
    page.insert_text((50, 465), text, fontname="china-s", fontsize=14, **how)


def _picture(text: str, *, alpha: bool = False, grow: float = 1.0) -> bytes:
    """Return a PNG with one row of text, on white or on nothing."""
    with pymupdf.open() as document:
        page = document.new_page(width=260 * grow, height=40 * grow)
        page.insert_text((10, 25), text, fontname="china-s", fontsize=14)
        drawn: bytes = page.get_pixmap(dpi=200, alpha=alpha).tobytes("png")
    return drawn


def _drawn(tmp_path: Path, *adds: Add) -> Path:
    path = tmp_path / "own.pdf"
    with pymupdf.open() as document:
        page = draw_sheet(document, CONTRACT)
        for add in adds:
            add(page)
        document.save(path)
    return path


def _own(path: Path) -> list[str] | None:
    with pymupdf.open(path) as document:
        found = read_embedded(document[0], 300)
    return None if found is None else [line.text for line in found.lines]


def _read(path: Path) -> Page:
    return read_page(path, 1, kind=FileKind.PDF, reader="rapidocr")


def _in_white(page: pymupdf.Page) -> None:
    _write(page, color=(1, 1, 1))


def _under_a_patch(page: pymupdf.Page) -> None:
    _write(page)
    page.draw_rect(_PLACE, color=(1, 1, 1), fill=(1, 1, 1))


def _blacked_out(page: pymupdf.Page) -> None:
    _write(page)
    page.draw_rect(_PLACE, color=(0, 0, 0), fill=(0, 0, 0))


def _invisibly(page: pymupdf.Page) -> None:
    _write(page, render_mode=3)


@pytest.mark.parametrize("add", [_in_white, _under_a_patch, _blacked_out, _invisibly])
def test_text_that_nobody_sees_is_not_taken(tmp_path: Path, add: Add) -> None:
    assert _own(_drawn(tmp_path, add)) == _BASE


def _on_a_dark_field(page: pymupdf.Page) -> None:
    page.draw_rect(_PLACE, color=(0, 0, 0.5), fill=(0, 0, 0.5))
    _write(page, color=(1, 1, 1))


def _under_a_frame(page: pymupdf.Page) -> None:
    _write(page)
    page.draw_rect(_PLACE)


def _under_a_clear_picture(page: pymupdf.Page) -> None:
    _write(page)
    page.insert_image(page.rect, stream=_picture("样张", alpha=True))


@pytest.mark.parametrize("add", [_on_a_dark_field, _under_a_frame, _under_a_clear_picture])
def test_text_that_is_seen_stays(tmp_path: Path, add: Add) -> None:
    assert _own(_drawn(tmp_path, add)) == [*_BASE, _MORE]


def test_text_written_over_a_patch_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    path = _drawn(tmp_path, _under_a_patch, lambda page: _write(page, "另付定金人民币捌仟元整"))
    assert _own(path) == [*_BASE, "另付定金人民币捌仟元整"]


def test_text_under_the_picture_of_a_scan_is_another_readers(tmp_path: Path) -> None:
    scan = _picture("扫描件", grow=2)

    def over(page: pymupdf.Page) -> None:
        page.insert_image(page.rect, stream=scan, keep_proportion=False)

    assert _own(_drawn(tmp_path, over)) is None


def test_letters_written_twice_to_be_bold_are_taken_once(tmp_path: Path) -> None:
    def bold(page: pymupdf.Page) -> None:
        for x in (50, 50.4):
            page.insert_text((x, 465), _MORE, fontname="china-s", fontsize=14)
        page.insert_text((50, 495), _MORE, fontname="china-s", fontsize=14)

    assert _own(_drawn(tmp_path, bold)) == [*_BASE, _MORE, _MORE]


def _lie(path: Path, font: str) -> None:
    """Let a font of a file name each Han character by one that stands seven places later in Unicode."""
    names = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        "1 beginbfrange <4E00> <9FF0> <4E07> endbfrange endcmap end end"
    )
    with pymupdf.open(path) as document:
        (xref,) = [one[0] for one in document[0].get_fonts() if one[4] == font]
        stream = document.get_new_xref()
        document.update_object(stream, "<<>>")
        document.update_stream(stream, names.encode("ascii"))
        document.xref_set_key(xref, "ToUnicode", f"{stream} 0 R")
        document.saveIncr()


def test_a_font_that_names_other_signs_than_it_draws_is_read_instead(tmp_path: Path) -> None:
    path = _drawn(tmp_path)
    _lie(path, "china-s")
    own = _own(path)
    assert own is not None
    assert own[0] != _BASE[0]  # plausible, and wrong
    page = _read(path)
    assert {line.reader for line in page.lines} == {Reader.RAPIDOCR}
    assert [line.text for line in page.lines] == _BASE


def test_words_in_a_picture_among_text_are_read(tmp_path: Path) -> None:
    def picture(page: pymupdf.Page) -> None:
        page.insert_image(pymupdf.Rect(40, 500, 300, 540), stream=_picture("开户行：工商银行沈阳分行"))

    page = _read(_drawn(tmp_path, picture))
    assert [line.text for line in page.lines] == [*_BASE, "开户行：工商银行沈阳分行"]
    last = page.lines[-1]
    assert last.reader is Reader.RAPIDOCR
    assert last.box is not None
    assert abs(last.box.x0 - 50 / 72 * 300) < 15
    assert last.box.y0 < 522 / 72 * 300 < last.box.y1
    assert all(line.reader is Reader.TEXT_LAYER for line in page.lines[:-1])


def test_words_in_a_picture_under_a_watermark_of_text_are_read(tmp_path: Path) -> None:
    def watermark(page: pymupdf.Page) -> None:
        turn = (pymupdf.Point(60, 570), pymupdf.Matrix(40))
        page.insert_text(
            (60, 570), "内部资料请勿外传", fontname="china-s", fontsize=24, color=(0.9,) * 3, morph=turn
        )
        page.insert_image(pymupdf.Rect(40, 500, 300, 540), stream=_picture("开户行：工商银行沈阳分行"))

    page = _read(_drawn(tmp_path, watermark))
    assert [line.text for line in page.lines] == [*_BASE, "开户行：工商银行沈阳分行", "内部资料请勿外传"]


def test_words_drawn_as_outlines_among_text_are_read(tmp_path: Path) -> None:
    def outlines(page: pymupdf.Page) -> None:
        with pymupdf.open() as document:
            drawn = document.new_page(width=260, height=40)
            drawn.insert_text((10, 25), "开户行：工商银行沈阳分行", fontname="china-s", fontsize=14)
            svg = drawn.get_svg_image(text_as_path=True).encode("utf-8")
        with pymupdf.open("svg", svg) as drawn, pymupdf.open("pdf", drawn.convert_to_pdf()) as paths:
            page.show_pdf_page(pymupdf.Rect(40, 500, 300, 540), paths, 0)

    path = _drawn(tmp_path, outlines)
    assert _own(path) == _BASE
    assert [line.text for line in _read(path).lines] == [*_BASE, "开户行：工商银行沈阳分行"]


def _scribble(x: float, y: float) -> list[tuple[float, float]]:
    return [(x + 1.2 * step + 5 * math.sin(0.9 * step), y + 10 * math.sin(0.55 * step)) for step in range(60)]


def _signed_with_ink(page: pymupdf.Page) -> None:
    page.add_ink_annot([_scribble(180, 470)])


def _signed_with_strokes(page: pymupdf.Page) -> None:
    shape = page.new_shape()
    shape.draw_polyline(_scribble(180, 470))
    shape.finish(width=1.5, closePath=False)
    shape.commit()


@pytest.mark.parametrize("sign", [_signed_with_ink, _signed_with_strokes])
def test_a_signature_drawn_on_a_screen_is_seen(tmp_path: Path, sign: Add) -> None:
    path = _drawn(tmp_path, lambda page: _write(page, "甲方（签字）："), sign)
    with pymupdf.open(path) as document:
        assert plain_rules(document[0], 150) is None
    (mark,) = _read(path).marks
    assert mark.kind is MarkKind.WRITING
    assert 150 / 72 * 300 < mark.box.x0 < mark.box.x1 < 280 / 72 * 300


def test_boxes_of_symbol_fonts_are_boxes(tmp_path: Path) -> None:
    path = tmp_path / "own.pdf"
    with pymupdf.open() as document:
        page = draw_sheet(document, CONTRACT)
        page.insert_font("symbols", fontbuffer=pymupdf.Font("tiro").buffer, set_simple=True)
        for x, sign, words in ((50, "R", "国有企业"), (150, "\xa3", "民营企业")):
            page.insert_text((x, 465), sign, fontname="symbols", fontsize=14)
            page.insert_text((x + 14, 465), words, fontname="china-s", fontsize=14)
        (xref,) = [one[0] for one in page.get_fonts() if one[4] == "symbols"]
        document.xref_set_key(xref, "BaseFont", "/ABCDEF+Wingdings2")
        document.save(path)
    page = _read(path)
    assert [line.text.replace(" ", "") for line in page.lines[-2:]] == ["☑国有企业", "□民营企业"]
    assert [(mark.text, mark.kind) for mark in page.marks] == [
        ("国有企业", MarkKind.TICKED),
        ("民营企业", MarkKind.UNTICKED),
    ]


def _sealed(page: pymupdf.Page) -> None:
    rng = random.Random(3)
    mask = round_stamp("沈阳永科电气设备有限公司", "合同专用章", TUNING[0])
    seal = pressed(mask, replace(draw_press(rng), turn=0.0), rng)
    out = io.BytesIO()
    seal.save(out, "PNG")
    page.insert_image(pymupdf.Rect(120, 380, 240, 500), stream=out.getvalue())


def test_a_firms_name_under_its_own_seal_stays(tmp_path: Path) -> None:
    name = "沈阳永科电气设备有限公司"

    def signed(page: pymupdf.Page) -> None:
        page.insert_text((124, 440), name, fontname="china-s", fontsize=9)
        page.insert_text((160, 456), "盒", fontname="china-s", fontsize=9)

    page = _read(_drawn(tmp_path, signed, _sealed))
    assert [seal.text for seal in page.seals] == [f"{name}\n合同专用章"]
    own = [line.text for line in page.lines if line.reader is Reader.TEXT_LAYER]
    assert own == [*_BASE, name, "盒"]


def test_a_watermark_written_last_hides_nothing(tmp_path: Path) -> None:
    def tinted(page: pymupdf.Page) -> None:
        page.insert_text((50, 465), _MORE, fontname="china-s", fontsize=14)
        page.draw_rect(_PLACE, color=None, fill=(0.2, 0.4, 0.9), fill_opacity=0.15)

    def watermark(page: pymupdf.Page) -> None:
        turn = (pymupdf.Point(60, 560), pymupdf.Matrix(40))
        page.insert_text(
            (60, 560), "内部资料请勿外传", fontname="china-s", fontsize=24, color=(0.9,) * 3, morph=turn
        )

    assert _own(_drawn(tmp_path, tinted, watermark)) == [*_BASE, _MORE, "内部资料请勿外传"]


def test_the_value_of_a_field_is_taken_once(tmp_path: Path) -> None:
    def field(page: pymupdf.Page) -> None:
        value = pymupdf.Widget()
        value.field_name, value.field_type = "sum", pymupdf.PDF_WIDGET_TYPE_TEXT
        value.rect, value.field_value = pymupdf.Rect(50, 450, 105, 466), "35000.00"
        value.fill_color = (0.9, 0.95, 1)
        page.add_widget(value)

    assert [line.text for line in _read(_drawn(tmp_path, field)).lines] == [*_BASE, "35000.00"]


def test_words_that_stand_in_each_of_several_sideways_rows_stay(tmp_path: Path) -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        for row in range(12):
            page.insert_text(
                (100 + 15 * row, 500), "人民币壹佰元整", fontname="china-s", fontsize=11, rotate=90
            )
        document.save(tmp_path / "own.pdf")
    assert _own(tmp_path / "own.pdf") == ["人民币壹佰元整"] * 12


def test_white_letters_on_a_light_colour_stay(tmp_path: Path) -> None:
    def head(page: pymupdf.Page) -> None:
        page.draw_rect(_PLACE, color=None, fill=(1.0, 0.9, 0.6))
        _write(page, color=(1, 1, 1))

    assert _own(_drawn(tmp_path, head)) == [*_BASE, _MORE]


def test_a_pale_picture_over_a_page_hides_no_text(tmp_path: Path) -> None:
    path = _drawn(tmp_path)
    with pymupdf.open(path) as document:
        page = document[0]
        page.insert_image(page.rect, stream=_picture("样张", grow=2), keep_proportion=False)
        state = document.get_new_xref()
        document.update_object(state, "<</Type /ExtGState /ca 0.15>>")
        resources = int(document.xref_get_key(page.xref, "Resources")[1].split()[0])
        document.xref_set_key(resources, "ExtGState", f"<</Pale {state} 0 R>>")
        last = page.get_contents()[-1]
        document.update_stream(last, document.xref_stream(last).replace(b"q\n", b"q\n/Pale gs\n", 1))
        document.saveIncr()
    assert _own(path) == _BASE


def test_one_row_is_not_enough_to_call_a_font_a_liar(tmp_path: Path) -> None:
    path = tmp_path / "own.pdf"
    with pymupdf.open() as document:
        page = document.new_page(width=420, height=595)
        page.insert_text((50, 70), "请保管好凭证以备查验并签字确认", fontname="china-s", fontsize=14)
        document.save(path)
    _lie(path, "china-s")
    assert {line.reader for line in _read(path).lines} == {Reader.TEXT_LAYER}


def test_a_drawing_of_many_strokes_bears_no_writing(tmp_path: Path) -> None:
    def chart(page: pymupdf.Page) -> None:
        for row in range(4):
            for column in range(3):
                shape = page.new_shape()
                shape.draw_polyline(_scribble(50 + 110 * column, 340 + 75 * row))
                shape.finish(width=1.2, closePath=False)
                shape.commit()

    assert _read(_drawn(tmp_path, chart)).marks == ()


def test_hundreds_of_equal_cells_are_compared_in_no_time(tmp_path: Path) -> None:
    path = tmp_path / "own.pdf"
    with pymupdf.open() as document:
        page = document.new_page()
        for row in range(75):
            for column in range(26):
                page.insert_text((20 + 21 * column, 30 + 10 * row), "0.00", fontsize=7)
        document.save(path)
    with pymupdf.open(path) as document:
        begun = time.process_time()
        assert len(own_rows(document[0], 300).rows) == 75 * 26
        assert time.process_time() - begun < 2

"""A PDF's own text against what is seen: nothing unseen is taken, nothing seen is left out, no font lies."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from capture.embedded import read_embedded
from capture.pages import MarkKind, Page, Reader
from capture.pipeline import read_page
from capture.probe import FileKind
from capture.strokes import plain_rules
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

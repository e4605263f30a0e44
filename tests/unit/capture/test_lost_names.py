"""Own text of PDF pages whose program lost the names of signs, or wrote rows in an order of its own."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from PIL import Image, ImageDraw

from capture.characters.plainhan import plain_han
from capture.embedded import EmbeddedText, read_embedded
from capture.pdfwriting.proof import lost_from
from capture.pipeline import read_file
from capture.textlayer.ownrows import own_rows
from sample_scans.fonts import font

LINES = (
    "甲方：沈阳永科电气设备有限公司",
    "合同金额壹万贰仟叁佰元整",
    "签订日期：2024年3月15日",
    "交货地点：辽宁省沈阳市铁西区",
)


def paper(*lines: str) -> bytes:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_font("cn", fontbuffer=pymupdf.Font("cjk").buffer)
    for place, line in enumerate(lines):
        page.insert_text((60, 80 + 30 * place), line, fontname="cn", fontsize=12)
    data: bytes = document.tobytes()
    return data


def renamed(data: bytes, signs: str, to: str) -> bytes:
    """Return a PDF whose font calls some signs otherwise; ``to`` has a character for each, or less."""
    face = pymupdf.Font("cjk")
    other = {sign: to[place % len(to)] for place, sign in enumerate(signs)}
    with pikepdf.open(io.BytesIO(data)) as pdf, pymupdf.open("pdf", data) as document:
        text = sorted(set(document[0].get_text()) - {"\n"})
        rows = [f"<{face.has_glyph(ord(one)):04x}> <{ord(other.get(one, one)):04x}>" for one in text]
        table = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def "
            f"1 begincodespacerange <0000> <ffff> endcodespacerange {len(rows)} beginbfchar "
            f"{' '.join(rows)} endbfchar endcmap end end"
        )
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
                one.ToUnicode.write(table.encode())
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def text_of(data: bytes) -> EmbeddedText | None:
    with pymupdf.open("pdf", data) as document:
        return read_embedded(document[0], 300)


def lines_of(data: bytes) -> list[str]:
    found = text_of(data)
    assert found is not None
    return [line.text for line in found.lines]


def test_signs_that_the_text_calls_spaces_were_lost_without_a_word() -> None:
    data = paper(*LINES)
    assert lines_of(data) == list(LINES)
    assert text_of(renamed(data, "壹万贰仟叁佰元整", " ")) is None


def test_spaces_of_one_glyph_are_spaces_though_a_rule_runs_below_them() -> None:
    document = pymupdf.open("pdf", paper(*LINES, "签字：          日期："))
    document[0].draw_line((60, 203), (300, 203))
    assert text_of(document.tobytes()) is not None


def test_few_signs_without_a_name_were_taken_for_text() -> None:
    long = [LINES[number % 4] for number in range(24)]
    assert text_of(renamed(paper(*long, "ABCDEFGH"), "ABCDEFGH", "\ue001\ue002\ue003\ue004")) is None


def test_letters_of_other_languages_among_han_are_signs_whose_names_are_lost() -> None:
    data = paper(*LINES, "（丙方）戊方（丁方）")
    assert text_of(renamed(data, "（）：", "ÿĀø")) is None
    assert text_of(paper(*LINES, "café TÜV ÅÄÖ Ærø")) is not None


def test_radicals_were_left_in_the_place_of_characters() -> None:
    data = renamed(paper("乙方：大连人民币一日民长门", *LINES), "方大民长门", "⽅⼤⺠⻓⻔")
    with pymupdf.open("pdf", data) as document:
        assert "⺠" in document[0].get_text()
    assert lines_of(data)[0] == "乙方：大连人民币一日民长门"


def test_vertical_forms_are_their_plain_signs_and_all_else_stays() -> None:
    assert plain_han("︵甲︶，①½㎡Ａ") == "（甲），①½㎡Ａ"


def test_a_searchable_pdf_that_names_radicals_loses_nothing() -> None:
    found = text_of(paper(*LINES))
    assert found is not None
    assert lost_from("".join(LINES).replace("方", "⽅").replace("日", "⽇"), found.lines) == ""


@pytest.mark.parametrize("first", ["Han", "figures", "right"])
def test_rows_written_in_pieces_were_read_in_pieces(first: str) -> None:
    pieces = []
    for row, line in enumerate(LINES):
        x = 60.0
        for piece in re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]+", line):
            pieces.append((x, 80 + 30 * row, piece))
            x += pymupdf.Font("cjk").text_length(piece, 12)
    order = {
        "Han": lambda one: one[2].isascii(),
        "figures": lambda one: not one[2].isascii(),
        "right": lambda one: -one[0],
    }
    document = pymupdf.open()
    page = document.new_page()
    page.insert_font("cn", fontbuffer=pymupdf.Font("cjk").buffer)
    for x, y, piece in sorted(pieces, key=order[first]):
        page.insert_text((x, y), piece, fontname="cn", fontsize=12)
    assert lines_of(document.tobytes()) == list(LINES)


def test_cells_beside_each_other_stay_apart() -> None:
    document = pymupdf.open("pdf", paper(*LINES))
    page = document[0]
    for x, words in ((60, "10000.00"), (125, "230.00"), (180, "12")):
        page.insert_text((x, 400), words, fontsize=12)
    page.insert_text((60, 440), "大连港务局", fontname="cn", fontsize=12)
    page.insert_text((60, 470), "合计金额", fontname="cn", fontsize=12)
    page.insert_text((120.5, 440), "运输费用", fontname="cn", fontsize=12)
    assert {"10000.00", "230.00", "12", "大连港务局", "运输费用"} <= set(lines_of(document.tobytes()))


def test_vertical_text_is_a_column_of_an_upright_page() -> None:
    document = pymupdf.open("pdf", paper("购买方信息的说明文字在这里"))
    font_xref = document[0].get_fonts()[0][0]
    document.xref_set_key(font_xref, "Encoding", "/Identity-V")
    with pymupdf.open("pdf", document.tobytes()) as turned:
        (row,) = own_rows(turned[0], 300).rows
        found = read_embedded(turned[0], 300)
    assert (row.column, row.direction) == (True, 0)
    assert found is not None
    assert found.rotation == 0
    assert found.lines[0].is_column


def test_single_figures_of_a_page_drawn_as_a_picture_were_left_out(tmp_path: Path) -> None:
    picture = Image.new("L", (1400, 1000), 255)
    pen = ImageDraw.Draw(picture)
    for row in range(9):
        pen.text((60, 40 + 100 * row), "货物名称及规格型号", font=font("song", 44), fill=0)
        pen.text((900, 40 + 100 * row), "7", font=font("song", 44), fill=0)
    out = io.BytesIO()
    picture.save(out, "PNG")
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((60, 60), "A LINE OF THE PRINTING PROGRAM 2024", fontsize=12)
    page.insert_image(pymupdf.Rect(60, 300, 480, 500), stream=out.getvalue())
    document.save(tmp_path / "paper.pdf")
    (read,) = read_file(tmp_path / "paper.pdf")
    assert sum(line.text == "7" for line in read.lines) >= 8


def test_files_attached_to_a_paper_were_lost_without_a_word(tmp_path: Path) -> None:
    document = pymupdf.open("pdf", paper(*LINES))
    document.embfile_add("合同.pdf", paper(*LINES), filename="合同.pdf")
    document.embfile_add("invoice.xml", b"<x/>", filename="invoice.xml")
    document.save(tmp_path / "portfolio.pdf")
    (read,) = read_file(tmp_path / "portfolio.pdf", reader="none")
    (told,) = read.warnings
    assert told.code == "attached_files"
    assert "合同.pdf" in str(told.message)
    assert "invoice.xml" not in str(told.message)

from __future__ import annotations

import io

import numpy as np
import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from capture.codes.barcodes import find_codes
from capture.codes.codewriter import code_picture
from dossier.printouts import (
    A4_LANDSCAPE,
    LACKING,
    Align,
    Column,
    NewPage,
    Printout,
    QrCode,
    Table,
    Text,
    heading,
    pairs,
    print_pdf,
    wrap,
)

SENTENCE = "贵公司与我司往来所需的下列文件（截至2026年11月26日）尚未收到，请于十五日内补交。"
HEAD = [Column("序号", 0.1, Align.CENTRE), Column("文件名称", 0.4), Column("说明", 0.5)]


def pages_of(printout: Printout) -> list[str]:
    with pymupdf.open(stream=print_pdf(printout)) as document:
        return [page.get_text() for page in document]


def test_text_comes_back_without_spaces_between_han_characters():
    (page,) = pages_of(Printout("缺件", [heading("缺件催办函"), Text(SENTENCE * 3, indent=2)]))
    assert "缺件催办函\n" in page
    assert SENTENCE * 3 in page.replace("\n", "")


def test_a_table_repeats_its_head_on_every_page_and_loses_no_row():
    rows = [[str(number), f"文件{number}号", SENTENCE * (number % 3)] for number in range(1, 90)]
    pages = pages_of(Printout("目录", [Table(HEAD, rows)]))
    assert len(pages) > 2
    assert all("文件名称" in page for page in pages)
    assert all(f"文件{number}号" in "".join(pages) for number in range(1, 90))
    assert f"第 1 页，共 {len(pages)} 页" in pages[0]


def test_a_row_higher_than_a_page_goes_on_to_the_next():
    pages = pages_of(Printout("目录", [Table(HEAD, [["1", "长文件", SENTENCE * 120], ["2", "末件", ""]])]))
    whole = "".join(page.replace("\n", "") for page in pages)
    assert len(pages) > 1
    assert whole.count("尚未收到") == 120
    assert "末件" in whole


def test_the_font_is_embedded_and_only_what_is_used_of_it():
    data = print_pdf(Printout("缺件", [Text(SENTENCE), pairs([("客户", "南京")])]))
    with pymupdf.open(stream=data) as document:
        fonts = document[0].get_fonts()
        assert [font[1] for font in fonts] == ["ttf"]
        assert document.metadata["title"] == "缺件"
    assert len(data) < 60_000


def test_a_printed_code_is_read_again_from_the_picture_of_the_page():
    blocks = [QrCode("DOSSIER-COVER/7F3A", 30), NewPage(), Text("封面")]
    with pymupdf.open(stream=print_pdf(Printout("封面", blocks, format=A4_LANDSCAPE))) as document:
        assert document.page_count == 2
        assert document[0].rect.width > document[0].rect.height
        picture = Image.open(io.BytesIO(document[0].get_pixmap(dpi=150).tobytes("png"))).convert("RGB")
    (code,) = find_codes(np.asarray(picture))
    assert code.text == "DOSSIER-COVER/7F3A"


def test_a_code_is_read_with_a_corner_torn_off():
    picture = np.asarray(Image.open(io.BytesIO(code_picture("DOSSIER-COVER/7F3A"))).convert("RGB"))
    torn = np.pad(picture, ((24, 24), (24, 24), (0, 0)), constant_values=255)
    torn[-70:, -70:] = 255
    assert [code.text for code in find_codes(torn)] == ["DOSSIER-COVER/7F3A"]


def test_a_character_the_font_lacks_is_shown_as_lacking():
    (page,) = pages_of(Printout("名", [Text("张\U0002b7fd")]))
    assert f"张{LACKING}" in page


@pytest.mark.parametrize("width", [60.0, 83.0, 97.0, 121.0])
def test_no_row_begins_or_ends_against_the_rules(width):
    rows = wrap(SENTENCE * 4, 10.5, width)
    assert "".join(rows) == SENTENCE * 4
    assert not [row for row in rows if row[0] in "，。）" or row[-1] == "（"]


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("营业执照（在有效期内），ab 12-。"), max_size=80), st.floats(40, 300))
def test_wrapping_loses_nothing_but_blanks(text, width):
    rows = wrap(text, 9.0, width)
    assert "".join(rows).replace(" ", "") == text.replace(" ", "")


def test_covers_parted_a_year_from_its_number():
    title = "唐山北方轧辊制造有限公司合同、订单（2023年）"
    rows = [row for width in range(60, 420, 3) for row in wrap(title, 22.0, width)]
    assert not [row for row in rows if row.startswith("年")]


def test_a_number_was_torn_apart_in_the_middle_of_its_figures():
    for number in ("XSCK-2025-09-006721", "Z001-ZY·KH·2026·D10-0001-2025-01"):
        for width in range(66, 120, 3):
            rows = wrap(number, 9.0, width)
            assert "".join(rows) == number
            assert not [row for row in rows[:-1] if row[-1].isalnum()], rows

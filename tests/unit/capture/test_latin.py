"""Figures within words of foreign trade are letters; those of codes and numbers are not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.engines.latin import settle_latin
from capture.engines.rapidocr import RapidOcr
from sample_scans.fonts import font


def _settled(text: str, likely: float) -> str:
    def likelihood(place: int, signs: Sequence[str]) -> list[float]:
        assert text[place] in "01"
        return [likely] * len(signs)

    return settle_latin(text, likelihood)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Bi11 of Lading", "Bill of Lading"),
        ("Mode1 LO250-1, Vo1tage 380V", "Model LO250-1, Voltage 380V"),
        ("Sea1 No. SK110660 Te1:021", "Seal No. SK110660 Tel:021"),
        ("not 1ater than Oct. 31", "not later than Oct. 31"),
        ("0rder and 1nvoice", "order and Invoice"),
    ],
)
def test_bill_of_lading_was_not_found_for_it_was_read_with_figures(read: str, meant: str) -> None:
    assert _settled(read, 0.0) == meant


@pytest.mark.parametrize(
    ("read", "meant"), [("A11 disputes", "All disputes"), ("T0TAL 1NV0ICE", "TOTAL INVOICE")]
)
def test_what_may_be_a_code_is_a_word_only_by_its_ink(read: str, meant: str) -> None:
    assert _settled(read, 0.002) == read
    assert _settled(read, 0.1) == meant


def test_al_rashid_was_filed_as_another_firm_named_a1_rashid() -> None:
    for name in ("A1 Rashid Industrial Supplies LLC", "Grupo E1 Corte", "A1-Noor Est."):
        assert _settled(name, 0.04) == name.replace("1", "l")
        assert _settled(name, 0.002) == name
    for sort in ("A1 Paper", "Grade A1 Steel", "A1 Copies", "A1 级", "RA1 Rashid"):
        assert _settled(sort, 0.4) == sort


@pytest.mark.parametrize(
    "read",
    [
        "Sheet1",
        "Item10",
        "export01@163.com",
        "DN100 PN10",
        "1kg",
        "1st",
        "10th",
        "Class1",
        "SH10110",
        "合同1号",
        "x1l0",
    ],
)
def test_figures_behind_and_before_letters_stay(read: str) -> None:
    assert _settled(read, 0.4) == read


@pytest.mark.parametrize(
    ("read", "meant"), [("shal1be filed", "shallbe filed"), ("Hual1an Textile", "Huallan Textile")]
)
def test_a_word_that_is_not_known_needs_the_ink(read: str, meant: str) -> None:
    assert _settled(read, 0.11) == meant
    assert _settled(read, 0.05) == read


@pytest.mark.parametrize("read", ["Ab1cdef", "home1net", "step1result", "fi1ename", "Wi11owtree"])
def test_the_figure_of_a_password_became_a_letter(read: str) -> None:
    assert _settled(read, 0.05) == read


@pytest.mark.parametrize(
    "read",
    [
        "we1come2024",
        "Ab1cd9Xz",
        "wxid_abc1def",
        "report1final.docx",
        "bi11ing@ba1ance.com",
        "http://www.parts.com/de1ivery/bi11",
        "www.tota1parts.cn",
    ],
)
def test_codes_addresses_and_names_of_files_are_spelled_as_they_stand(read: str) -> None:
    assert _settled(read, 0.4) == read


@pytest.mark.parametrize("size", [26, 32, 36, 40])
def test_the_reader_spells_words_of_trade_in_chinese_type(size: int) -> None:
    rows = ("Bill of Lading", "Seal No. 110660", "not later than", "Total amount")
    sheet = Pictures.new("L", (700, 460), 245)
    pen = ImageDraw.Draw(sheet)
    for row, text in enumerate(rows):
        pen.text((40, 40 + 80 * row), text, font=font("song", size), fill=20)
    lines = RapidOcr().read(np.asarray(sheet))
    assert [line.text.replace(" ", "") for line in lines] == [row.replace(" ", "") for row in rows]

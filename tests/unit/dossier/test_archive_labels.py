"""Labels: one page each, years, retention in words, numbers unbroken."""

from __future__ import annotations

import datetime as dt

import pymupdf
import pytest

from dossier import archive_labels
from dossier.archive_forms import Folder
from dossier.catalogue import CatalogueEntry
from dossier.handover_forms import gigabytes
from dossier.printouts import LACKING, Printout, Text, print_pdf

NUMBER = "Z001-ZY·KH·2026·D10-0001"
LONG = "中国（上海）自由贸易试验区临港新片区国际高端装备制造与新能源汽车零部件进出口贸易股份有限公司" * 3


def entry(place, year):
    rest = ("", "", "合同", dt.date(year, 3, 5), "", 2, "", 1, "合同、订单", "Contracts", "contract")
    return CatalogueEntry(place, place, f"{NUMBER}-{place:03d}", *rest)


def folder(name, number=NUMBER):
    return Folder(name, name, name, number, "D10", [entry(1, 2024), entry(2, 2026)])


def pages(printout):
    with pymupdf.open(stream=print_pdf(printout)) as document:
        return [page.get_text() for page in document]


@pytest.mark.parametrize("name", ["沧州恒通管件制造有限公司", LONG])
@pytest.mark.parametrize("make", [archive_labels.spine_labels, archive_labels.box_labels])
def test_a_label_is_one_page_however_long_its_names(make, name):
    assert len(pages(make([folder(name), folder(name, NUMBER * 3)], "zh_CN"))) == 2


def test_a_spine_says_years_and_retention_and_keeps_its_number_whole():
    (text,) = pages(archive_labels.spine_labels([folder("甲公司")], "zh_CN"))
    for said in ("2024—2026", "10年", "001 — 002", NUMBER):
        assert said in text.splitlines()
    assert "10 years" in pages(archive_labels.spine_labels([folder("甲公司")], "en"))[0]


def test_a_picture_letter_is_one_visible_mark():
    (text,) = pages(Printout("x", [Text("甲😀乙👍🏽丙👨\u200d👩\u200d👧丁")]))
    assert text.splitlines()[0] == f"甲{LACKING}乙{LACKING}丙{LACKING}丁"


@pytest.mark.parametrize(
    ("octets", "said"),
    [(0, "0.000"), (70_600, "0.00007"), (499_999, "0.0005"), (1_234_567_890, "1.235"), (5_000_000, "0.005")],
)
def test_a_small_amount_of_data_is_not_said_to_be_none(octets, said):
    assert gigabytes(octets) == said

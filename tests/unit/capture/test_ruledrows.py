"""Rows that a rule between two cells parts, and those it does not."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from capture.embedded import read_embedded

_WORDS = "本页为普通办公文件，用于核对表格中的文字。"


def _lines(folder: Path, cells: list[str], *, ruled: str, room: float = 0.8) -> list[str]:
    """Return what is read of cells written side by side, each as wide as its text and some points more."""
    path = folder / "cells.pdf"
    with pymupdf.open() as document:
        page = document.new_page(width=400, height=300)
        page.insert_text((40, 60), _WORDS, fontname="china-s", fontsize=10)
        x = 40.0
        for cell in cells:
            wide = pymupdf.get_text_length(cell, fontname="helv", fontsize=10)
            page.insert_text((x + room / 2, 100), cell, fontname="helv", fontsize=10)
            if ruled == "box":
                page.draw_rect(pymupdf.Rect(x, 88, x + wide + room, 104), width=0.4)
            elif ruled == "line":
                page.draw_line((x, 88), (x, 104), width=0.4)
            elif ruled == "short":
                page.draw_line((x, 88), (x, 92), width=0.4)
            x += wide + room
        document.save(path)
    with pymupdf.open(path) as document:
        found = read_embedded(document[0], 200)
    assert found is not None
    return [line.text for line in found.lines][1:]


@pytest.mark.parametrize("ruled", ["box", "line"])
def test_quantity_and_price_of_a_tight_table_were_one_number(tmp_path: Path, ruled: str) -> None:
    assert _lines(tmp_path, ["12", "345.00", "5"], ruled=ruled) == ["12", "345.00", "5"]


@pytest.mark.parametrize("ruled", ["", "short"])
def test_what_no_rule_parts_stays_together(tmp_path: Path, ruled: str) -> None:
    assert _lines(tmp_path, ["12", "345.00"], ruled=ruled) == ["12345.00"]


def test_figures_in_boxes_of_their_own_stay_one_number(tmp_path: Path) -> None:
    assert _lines(tmp_path, list("128450"), ruled="box") == ["128450"]


def test_letters_set_wide_over_a_rule_stay_one_word(tmp_path: Path) -> None:
    path = tmp_path / "wide.pdf"
    with pymupdf.open() as document:
        page = document.new_page(width=400, height=300)
        page.insert_text((40, 60), _WORDS, fontname="china-s", fontsize=10)
        for place, char in enumerate("DRAWING"):
            page.insert_text((40 + 8.5 * place, 100), char, fontname="cour", fontsize=12)
        page.draw_line((40 + 8.5 * 3 - 0.6, 85), (40 + 8.5 * 3 - 0.6, 106), width=0.3)
        document.save(path)
    with pymupdf.open(path) as document:
        found = read_embedded(document[0], 200)
    assert found is not None
    assert [line.text for line in found.lines][1:] == ["DRAWING"]

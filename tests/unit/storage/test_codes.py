"""Numbers, their shapes, and how names are near to one another."""

from __future__ import annotations

import pytest

from storage.codes import code_of, joined, ways_of_code
from storage.likeness import Likeness, differ_by_one, likeness


@pytest.mark.parametrize("text", ["合同", "ht", "2026", "m8x20", "有限公司", "12,300.00", "a-b-c-d-e-f", ""])
def test_words_and_quantities_are_no_numbers(text):
    assert code_of(text) is None


def test_a_number_is_printed_as_others_of_its_kind_are():
    pages = ["单号 ht-2026-0777 日期", "单号 ht-2026-0778", "ht/2026/0001"]
    assert ways_of_code(code_of("ht20260318"), "ht20260318", pages) == ["ht-2026-0318", "ht/2026/0318"]


def test_figures_of_cells_make_no_shape():
    assert ways_of_code(code_of("13800138000"), "13800138000", ["13 80 01 38 000", "1 3800138000"]) == []


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        (["138", "0013", "8000"], "138 0013 8000"),
        (["ht", "2026", "0318"], "ht 2026 0318"),
        (["合同", "ht2026"], ""),
        (["ht2026"], ""),
        (["a", "b"], ""),
    ],
)
def test_words_that_may_be_one_number(words, whole):
    assert joined(words) == whole


@pytest.mark.parametrize(
    ("typed", "known", "how"),
    [
        ("宏达", "深圳宏达贸易", Likeness.PART),
        ("洪达", "深圳宏达贸易", Likeness.SOUND),
        ("达宏贸", "宏达贸易", Likeness.ORDER),
        ("宏贸易", "宏达贸易", Likeness.COUNT),
        ("森达贸易", "生达贸易", Likeness.ACCENT),
        ("宏图贸易", "宏达贸易", Likeness.SIGN),
        ("宏图", "宏达贸易", None),
        ("瑞丰贸易", "宏达贸易", None),
    ],
)
def test_likeness_of_names(typed, known, how):
    assert likeness(typed, known) is how


@pytest.mark.parametrize(("one", "other"), [("0318", "0138"), ("0318", "318"), ("0318", "0319")])
def test_one_sign_of_a_number(one, other):
    assert differ_by_one(one, other) is not None
    assert differ_by_one(one, other + "77") is None

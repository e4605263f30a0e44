"""Sums in cells for one figure each: 万 千 百 十 元 角 分."""

from __future__ import annotations

import pytest

from capture.pages import Box, Cell
from classify.goods.goods_digits import digit_columns, digits_amount
from classify.kinds.table import read_kind
from classify.profile import FieldRule

_EDGES = (0, 700)


def _row(*texts: str, step: int = 100) -> list[Cell]:
    return [Cell(text, Box(step * n, 0, step * (n + 1), 60)) for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    "places", [("3", "9", "0", "0", "0", "", "0"), ("4", "7", "", "89", "", "", "。"), ("",) * 7]
)
def test_a_figure_that_was_not_read_made_a_sum_a_tenth(places: tuple[str, ...]) -> None:
    assert digits_amount(_row(*places), _EDGES) is None


@pytest.mark.parametrize(
    ("places", "amount"),
    [
        (("3", "9", "0", "0", "0", "0", "0"), "39000.00"),
        (("", "夫", "4", "9", "0", "0", "0"), "490.00"),
        (("", "Y", "4", "2", "0", "2", "0"), "420.20"),
        (("", "", "¥4", "9", "0", "0", "0"), "490.00"),
        (("¥", "4", "40", "", "8", "2", "O"), "4408.20"),
        (("s", "o", "l", "。", "b", "q", "0"), "50106.90"),
        (("", "", "", "", "1", "0", "0"), "1.00"),
    ],
)
def test_single_figures_are_a_sum_whatever_is_before_them(places: tuple[str, ...], amount: str) -> None:
    assert digits_amount(_row(*places), _EDGES) == amount


def test_heads_of_places_read_as_one_cell_gave_no_amounts() -> None:
    head = [Cell("单价", Box(0, 0, 100, 60)), Cell("金额万千百十元角分", Box(100, 0, 800, 60))]
    assert digit_columns([head], 0) == (100, 800)


@pytest.mark.parametrize("heads", ["万千百十元角分", "十万千百十元角分", "拾万仟佰拾元角分"])
def test_heads_of_places_were_taken_for_a_sum_in_words(heads: str) -> None:
    rule = FieldRule(id="x", kind="words", title="x", title_en="x", labels=("x",))
    assert read_kind(rule, heads, True) is None

"""Lists of goods: read by their rules and by place, and mended by their sums."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from capture.pages import Box, Cell, Page, Table
from classify.decide import decide
from classify.goods.goods_rows import KEYS, GoodsLine, without_row_numbers
from classify.goods.goods_sums import mend_figures
from classify.profile import Profile
from classify.values import Decision


def line(*cells: str | None) -> GoodsLine:
    return dict(zip(KEYS, cells, strict=True))


BOLTS = line("六角螺栓", "M12*60", "套", "236", "3", "708.00")
VALVES = line("闸阀", "DN80", "台", "45", "1210", "54450.00")
TOTAL = [Decimal("55158.00")]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (BOLTS | {"price": "2"}, []),  # one digit of the price
        (BOLTS | {"price": None}, []),
        (BOLTS | {"quantity": "286"}, TOTAL),
        (BOLTS | {"amount": "108.00"}, TOTAL),
        (BOLTS | {"amount": None}, TOTAL),
        (BOLTS | {"amount": "8.00", "price": None}, TOTAL),  # the sum leaves what stood there
    ],
)
def test_a_misread_figure_is_mended_by_the_sums(read: GoodsLine, printed: list[Decimal]) -> None:
    assert mend_figures([VALVES, read], printed) == ([VALVES, BOLTS], [2])


def test_a_point_read_as_a_comma_is_mended_and_the_whole_number_beside_it_stays() -> None:
    hooks = VALVES | {"quantity": "40", "price": "9.35", "amount": "374.00"}
    read, printed = hooks | {"price": "9350"}, [Decimal(VALVES["amount"] or "0") + Decimal("374.00")]
    assert mend_figures([VALVES, read], printed) == ([VALVES, hooks], [2])


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (BOLTS | {"price": "9"}, TOTAL[:0]),  # as well another price as another quantity: 708 = 9 * 78.67
        (BOLTS | {"amount": None}, []),  # nothing says that it is the product
        (BOLTS | {"quantity": "9", "price": "8"}, []),  # too far from any reading
        (BOLTS, [Decimal("1.00")]),
    ],
)
def test_a_figure_that_nothing_confirms_stays(read: GoodsLine, printed: list[Decimal]) -> None:
    lines, mended = mend_figures([VALVES, read], printed)
    assert lines[0] == VALVES
    assert (lines[1] == read) == (not mended)
    assert lines[1]["amount"] == read["amount"]


def test_a_column_the_paper_does_not_have_is_not_invented() -> None:
    bare = [BOLTS | {"price": None}, VALVES | {"price": None}]
    assert mend_figures(bare, TOTAL) == (bare, [])


def test_a_quantity_not_read_is_not_guessed_from_a_total_alone() -> None:
    lines = [line("闸阀", "DN80", "台", "45", None, None), line("法兰", "DN80", "片", None, None, None)]
    assert mend_figures(lines, [Decimal(155)]) == (lines, [])


@pytest.fixture
def read(profile: Profile, today: Any, own: list[str]) -> Callable[[Page], Decision]:
    return lambda page: decide([page], profile, own=own, today=today)


def test_a_streak_that_cuts_a_column_in_two_loses_no_names(
    read: Callable[[Page], Decision], page: Callable[..., Page], slip_lines: list[Any]
) -> None:
    heads = ("", "品名", "规格型号", "单位", "数量", "单价", "金额")
    rows = [
        ("六角", "螺栓", "M12×50", "个", "1,000", "1.50", "1,500.00"),
        ("平", "垫圈", "12", "个", "2000", "0.20", "400.00"),
    ]
    table = Table(
        Box(90, 250, 1400, 400),
        tuple(tuple(Cell(text) for text in row) for row in (heads, *rows)),
    )
    decision = read(page(*slip_lines, width=1500, height=900, tables=(table,)))
    assert [row["item"] for row in decision.fields["lines"].value] == ["六角螺栓", "平垫圈"]


def test_a_sentence_across_the_columns_is_no_goods(
    read: Callable[[Page], Decision], page: Callable[..., Page], slip_lines: list[Any]
) -> None:
    lefts, note = (90, 400, 700, 800, 950, 1150, 1400), "以上货物请核对无误后签收，如有不符请即时提出。"
    texts = (
        ("品名", "规格型号", "单位", "数量", "单价", "金额"),
        ("六角螺栓", "M12×50", "个", "1000", "1.50", "1500.00"),
    )
    rows = tuple(
        tuple(
            Cell(text, Box(lefts[n], 250 + 40 * number, lefts[n + 1], 290 + 40 * number))
            for n, text in enumerate(row)
        )
        for number, row in enumerate(texts)
    )
    table = Table(Box(90, 250, 1400, 370), (*rows, (Cell(note, Box(90, 330, 1400, 370)),)))
    decision = read(page(*slip_lines[:5], width=1500, height=900, tables=(table,)))
    assert [row["item"] for row in decision.fields["lines"].value] == ["六角螺栓"]


def test_headings_in_two_languages_are_no_goods(
    read: Callable[[Page], Decision], page: Callable[..., Page], slip_lines: list[Any]
) -> None:
    english = ("GOODS", "SPEC", "Ünit", "QTY", "PRICE", "AMOUNT")  # a speck above the U
    second = [(x, 232, text, 20) for x, text in zip((100, 400, 700, 850, 1000, 1200), english, strict=True)]
    decision = read(page(*slip_lines, *second, width=1500, height=900))
    assert len(decision.fields["lines"].value) == 2


def test_a_tick_set_by_hand_is_no_part_of_the_name(
    read: Callable[[Page], Decision], page: Callable[..., Page], slip_lines: list[Any]
) -> None:
    ticked = [(x, y, "√" + text if text == "平垫圈" else text, *rest) for x, y, text, *rest in slip_lines]
    decision = read(page(*ticked, width=1500, height=900))
    assert decision.fields["lines"].value[1]["item"] == "平垫圈"


@pytest.mark.parametrize(
    ("heading", "read", "items"),
    [
        ("序号品名", ("1电焊条", "2 无缝钢管", "3.闸阀"), ("电焊条", "无缝钢管", "闸阀")),
        ("序号 货物名称", ("1电焊条",), ("电焊条",)),
        ("序号品名", ("304钢管", "2 闸阀"), ("304钢管", "2 闸阀")),
        ("序号品名", ("电焊条", "2闸阀"), ("电焊条", "2闸阀")),
        ("品名", ("1P空调", "2P空调"), ("1P空调", "2P空调")),
        ("品名", ("1月份房租", "2月份房租"), ("1月份房租", "2月份房租")),
    ],
)
def test_row_numbers_read_with_the_goods_are_no_part_of_their_names(
    heading: str, read: tuple[str, ...], items: tuple[str, ...]
) -> None:
    lines = [BOLTS | {"item": item} for item in read]
    assert tuple(one["item"] for one in without_row_numbers(lines, heading)) == items

"""What is counted under other headings, grades, headings in two languages, two headings read as one."""

from __future__ import annotations

import pytest

from classify.goods.goods_rows import heading
from classify.profile import Profile
from tests.unit.classify.decided import Draw, Read, values
from tests.unit.classify.test_goods_headings import FOOT, HEAD, goods, row


@pytest.mark.parametrize("counted", ["净重", "良品", "过磅", ""])
def test_what_price_and_amount_bear_out_is_the_quantity_whatever_its_heading(
    page: Draw, read: Read, counted: str
) -> None:
    lines = goods(
        read,
        page,
        *row(300, "100 品名|400 规格|600 应交|1000 单价|1250 金额"),
        *([(800, 300, counted)] if counted else []),
        *row(350, "100 废纸箱|400 黄板|600 4180|800 4160|1000 1.50|1250 6240.00"),
        *row(400, "100 书本纸|400 白杂|600 1020|800 1000|1000 1.20|1250 1200.00"),
    )
    assert [line["quantity"] for line in lines] == ["4160", "1000"]


def test_a_column_that_fails_one_row_is_no_quantity(page: Draw, read: Read) -> None:
    lines = goods(
        read,
        page,
        *row(300, "100 品名|400 规格|800 净重|1000 单价|1250 金额"),
        *row(350, "100 废纸箱|400 黄板|800 4160|1000 1.50|1250 6240.00"),
        *row(400, "100 书本纸|400 白杂|800 1100|1000 1.20|1250 1200.00"),
    )
    assert [line["quantity"] for line in lines] == [None, None]


def test_two_headings_read_as_one_are_two_where_two_things_stand_below(page: Draw, read: Read) -> None:
    lines = goods(
        read,
        page,
        *row(300, "100 品名|400 规格|600 单位|800 数量|950 单价|1150 金额炉号"),
        *row(350, "100 法兰毛坯|400 DN80|600 件|800 30|950 58.00|1080 1740.00|1240 H3301"),
        *row(400, "100 阀盖毛坯|400 DN50|600 件|800 12|950 41.00|1080 492.00|1240 H3302"),
    )
    assert [(line["quantity"], line["amount"]) for line in lines] == [("30", "1740.00"), ("12", "492.00")]


@pytest.mark.parametrize(
    ("words", "column"),
    [
        ("箱数 Cartons", "quantity"),
        ("件数/PACKAGES", "quantity"),
        ("毛重 GROSS WEIGHT", "code"),
        ("货物描述 Goods", "item"),
        ("实收数", "quantity"),
        ("合格数量", "quantity"),
        ("产品等级", "spec"),
        ("Type", "spec"),
        ("Grade", "spec"),
        ("规格描述", "spec"),
        ("货名规格", "item"),
        ("品目", "item"),
        ("套数", "quantity"),
        ("实重(吨)", "quantity"),
        ("送货量", "quantity"),
        ("CTNS", "quantity"),
        ("Carton No.", "code"),
        ("实提数", "quantity"),
        ("实际领数量", "quantity"),
        ("协议价", "price"),
        ("货值(元)", "amount"),
    ],
)
def test_headings_of_many_trades_and_in_two_languages(profile: Profile, words: str, column: str) -> None:
    found = heading(words, profile.types["packing_list"].fields["lines"])
    assert found is not None
    assert found[0] == column


def test_a_heading_with_its_translation_is_one_column(page: Draw, read: Read) -> None:
    lines = goods(
        read,
        page,
        *row(
            300,
            "80 品名 Description|420 规格 Spec|640 单位 Unit|850 数量 Qty|1050 单价 Price|1250 金额 Amount",
        ),
        *row(350, "80 轴承 Bearing|420 6204|640 SET|850 30|1050 100.00|1250 3000.00"),
        *row(400, "80 齿轮 Gear|420 M2|640 PCS|850 12|1050 50.00|1250 600.00"),
    )
    assert [(line["item"], line["quantity"]) for line in lines] == [
        ("轴承 Bearing", "30"),
        ("齿轮 Gear", "12"),
    ]


def test_a_list_goes_on_below_the_sum_of_a_part(page: Draw, read: Read) -> None:
    spots = [
        *row(300, "100 品名|400 规格|700 数量|900 单价|1150 小计"),
        *row(340, "100 轴承|400 6204|700 30|900 100.00|1150 3000.00"),
        *row(380, "100 小计|700 30|1150 3000.00"),
        *row(420, "100 齿轮|400 M2|700 12|900 50.00|1150 600.00"),
        *row(460, "100 小计|700 12|1150 600.00"),
        *row(500, "100 合计|700 42|1150 3600.00"),
    ]
    found = values(read(page(*HEAD, *spots, *FOOT, width=1500, height=900)))
    assert [line["item"] for line in found["lines"]] == ["轴承", "齿轮"]
    assert found["total"] == "3600.00"


def test_the_first_of_several_amounts_is_no_total(page: Draw, read: Read) -> None:
    spots = [
        *row(300, "100 品名|400 规格|700 数量|900 含税单价|1150 价税合计"),
        *row(350, "100 轴承|400 6204|700 30|900 113.00|1150 3390.00"),
        *row(400, "100 齿轮|400 M2|700 12|900 56.50|1150 678.00"),
    ]
    assert "total" not in values(read(page(*HEAD, *spots, *FOOT, width=1500, height=900)))
    summed = row(450, "700 42|1150 4068.00")
    assert values(read(page(*HEAD, *spots, *summed, *FOOT, width=1500, height=900)))["total"] == "4068.00"


def test_a_quantity_stands_before_the_cartons_it_comes_in(page: Draw, read: Read) -> None:
    lines = goods(
        read,
        page,
        *row(300, "100 品名|400 规格|700 Qty|900 Ctn 箱数"),
        *row(350, "100 连接器|400 HM19|700 12000 PCS|900 2"),
        *row(400, "100 端子|400 TC16|700 20000 PCS|900 4"),
    )
    assert [(line["quantity"], line["unit"]) for line in lines] == [("12000", "PCS"), ("20000", "PCS")]


def test_a_style_below_its_name_is_the_spec_where_the_heading_names_both(page: Draw, read: Read) -> None:
    lines = goods(
        read,
        page,
        *row(300, "100 品名/款号|500 单位|700 数量|900 单价|1150 金额"),
        *row(350, "100 针织开衫|500 件|700 20|900 39.00|1150 780.00"),
        (100, 385, "KS-2208"),
        *row(430, "100 风衣|500 件|700 12|900 86.50|1150 1038.00"),
        (100, 465, "FY-117"),
    )
    assert [(line["item"], line["spec"]) for line in lines] == [("针织开衫", "KS-2208"), ("风衣", "FY-117")]

"""Headings of lists without rules: broken over rows, over columns, absent, with units, composed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from classify.goods.goods_rows import heading
from classify.profile import Profile
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, Spot, values

HEAD: tuple[Spot, ...] = (
    (400, 50, OWN, 40),
    (600, 120, "送货单", 60),
    (1100, 120, "No. 0012345"),
    (100, 200, f"收货单位：{OTHER}"),
    (1000, 200, "2024年5月6日"),
)
FOOT: tuple[Spot, ...] = ((100, 560, "送货人："), (900, 560, "收货人签字："))


def goods(read: Read, draw: Draw, *spots: Spot) -> list[dict[str, Any]]:
    found = values(read(draw(*HEAD, *spots, *FOOT, width=1500, height=900)))
    assert isinstance(found["lines"], list)
    return found["lines"]


def row(y: int, cells: str) -> list[Spot]:
    """Return the spots of cells written ``x text|x text``."""
    parts = (cell.partition(" ") for cell in cells.split("|"))
    return [(int(x), y, text) for x, _, text in parts]


def test_headings_broken_over_two_rows_name_their_columns(page: Draw, read: Read) -> None:
    lines = goods(
        read,
        page,
        *row(288, "850 订单|1010 本次送"),
        *row(300, "100 品名|400 规格型号|700 单位|1200 备注"),
        *row(320, "850 数量|1010 货数量"),
        *row(380, "100 六角螺栓|400 M12×50|700 个|850 1200|1010 1000"),
        *row(430, "100 平垫圈|400 12|700 个|850 2000|1010 1800"),
    )
    assert [line["quantity"] for line in lines] == ["1000", "1800"]
    assert [line["unit"] for line in lines] == ["个", "个"]


def test_a_heading_over_two_columns_is_a_part_of_both(page: Draw, read: Read) -> None:
    lines = goods(
        read,
        page,
        (930, 270, "数量"),
        *row(300, "100 品名|400 规格型号|700 单位|1120 单价|1280 金额"),
        *row(330, "850 订单|1010 实送"),
        *row(390, "100 轴承座|400 UCP208|700 件|850 20|1010 18|1120 65.00|1280 1170.00"),
        *row(440, "100 闸阀|400 DN80|700 台|850 9|1010 9|1120 480.00|1280 4320.00"),
    )
    assert [(line["quantity"], line["price"]) for line in lines] == [("18", "65"), ("9", "480")]


def test_columns_without_heading_stay_out_of_their_neighbours(page: Draw, read: Read) -> None:
    drawn = page(
        *HEAD,
        *row(300, "250 品名|450 规格型号|700 单位|850 数量|1000 单价|1150 金额"),
        *row(350, "110 1|240 六角螺栓|450 M12|700 个|850 1000|1000 1.50|1150 1500.00|1370 2箱"),
        *row(400, "110 2|250 平垫圈|450 12|700 个|850 2000|1000 0.20|1150 400.00|1370 1箱"),
        *row(450, "850 3000|1150 1900.00"),
        *FOOT,
        width=1500,
        height=900,
    )
    found = values(read(drawn))
    assert [line["item"] for line in found["lines"]] == ["六角螺栓", "平垫圈"]
    assert [line["amount"] for line in found["lines"]] == ["1500.00", "400.00"]
    assert found["total"] == "1900.00"  # a row without a word that sums what stands above


def test_the_price_tells_which_figures_it_is_for(page: Draw, read: Read) -> None:
    lines = goods(
        read,
        page,
        *row(300, "100 货物名称|400 规格|600 件数(捆)|800 重量(吨)|1000 单价(元/吨)|1250 金额(元)"),
        *row(350, "100 螺纹钢|400 Φ20|600 12|800 29.856|1000 3860.00|1250 115244.16"),
        *row(400, "100 盘螺|400 Φ8|600 6|800 14.220|1000 3950.00|1250 56169.00"),
    )
    assert [(line["quantity"], line["unit"]) for line in lines] == [("29.856", "吨"), ("14.22", "吨")]


def test_ordered_figures_do_not_stand_in_for_those_delivered(page: Draw, read: Read) -> None:
    lines = goods(
        read,
        page,
        *row(300, "100 品名|400 规格|600 应发数量|800 实发数量|1000 单价|1250 金额"),
        *row(350, "100 轴承座|400 UCP208|600 20|800 18|1000 65.00|1250 1170.00"),
        *row(400, "100 闸阀|400 DN80|600 10|800 9|1000 480.00|1250 4800.00"),
    )
    assert [line["quantity"] for line in lines] == ["18", "9"]


@pytest.mark.parametrize(
    ("words", "column"),
    [
        ("货 号 及 品 名", "item"),
        ("货名及规格", "item"),
        ("产品数量", "quantity"),
        ("产品型号", "spec"),
        ("物料编码", "code"),
        ("材料单价(元)", "price"),
    ],
)
def test_the_head_word_of_a_heading_comes_last(profile: Profile, words: str, column: str) -> None:
    found = heading(words, profile.types["delivery_slip"].fields["lines"])
    assert found is not None
    assert found[0] == column


def test_a_name_short_beside_its_type_stays_in_its_column(page: Draw, read: Read) -> None:
    lines = goods(
        read,
        page,
        *row(300, "100 货号|380 名称及规格|760 单位|900 数量|1100 单价|1300 金额"),
        *row(350, "110 1|200 铝合金型材 6063-T5 40*40|770 支|900 84|1100 90.5|1300 7602.00"),
        *row(400, "110 2|200 闸阀 Z45X-16Q DN100|770 台|900 113|1100 460|1300 51980.00"),
    )
    assert [line["item"] for line in lines] == ["铝合金型材 6063-T5 40*40", "闸阀 Z45X-16Q DN100"]
    assert sum(Decimal(line["amount"]) for line in lines) == Decimal("59582.00")


def test_a_quantity_read_as_one_with_its_unit_goes_to_its_own_column(page: Draw, read: Read) -> None:
    lines = goods(
        read,
        page,
        *row(300, "100 品名|400 规格|850 数量|930 单位|1050 单价|1250 金额"),
        *row(350, "100 电焊条|400 J507|880 47千克|1050 9.00|1250 423.00"),
        *row(400, "100 平焊法兰|400 DN150|870 25|940 片|1050 55.00|1250 1375.00"),
    )
    assert [(line["quantity"], line["unit"]) for line in lines] == [("47", "千克"), ("25", "片")]


def test_an_amount_without_tax_is_not_the_one_with_tax(profile: Profile) -> None:
    rule = profile.types["delivery_slip"].fields["lines"]
    net, gross = heading("不含税金额", rule), heading("价税合计", rule)
    assert net is not None
    assert gross is not None
    assert net[0] == gross[0] == "amount"
    assert gross[1] < net[1]


@pytest.mark.parametrize("sign", ["№", "Ne:", "N: "])
def test_a_misread_sign_for_number_stands_before_one(page: Draw, read: Read, sign: str) -> None:
    spots = [(x, y, text.replace("No. ", sign), *size) for x, y, text, *size in HEAD]
    table = row(300, "100 品名|400 规格|700 单位|850 数量") + row(350, "100 轴承座|400 UCP208|700 件|850 20")
    assert values(read(page(*spots, *table, *FOOT, width=1500, height=900)))["slip_no"] == "0012345"


def test_a_short_name_beside_a_label_without_colon_is_read_and_asked_about(page: Draw, read: Read) -> None:
    spots = [spot for spot in HEAD if "收货单位" not in spot[2]] + [(100, 200, "客户"), (330, 200, "远景")]
    table = row(300, "100 品名|400 规格|700 单位|850 数量") + row(350, "100 轴承座|400 UCP208|700 件|850 20")
    decision = read(page(*spots, *table, *FOOT, width=1500, height=900))
    assert values(decision)["consignee"] == "远景"
    assert decision.review


def test_days_one_below_the_other_are_a_lists(page: Draw, read: Read) -> None:
    head = ((600, 60, "检测报告", 56), (100, 160, "报告编号：E202212263623-1"), (100, 220, "测试仪器"))
    table = row(280, "100 仪器名称|500 型号|900 校准有效期")
    days = ("2024-03-15", "2024-02-29", "2024-01-30", "2023-09-13")
    for number, day in enumerate(days):
        table += row(330 + 50 * number, f"100 接收机|500 ESU26|900 {day}")
    assert "date" not in values(read(page(*head, *table)))


@pytest.mark.parametrize(
    ("word", "column"), [("货品编号", "code"), ("物资编码", "code"), ("品名/规格", "item"), ("货品", "item")]
)
def test_what_numbers_the_goods_does_not_name_them(profile: Profile, word: str, column: str) -> None:
    found = heading(word, profile.types["delivery_slip"].fields["lines"])
    assert found is not None
    assert found[0] == column


def test_goods_that_came_this_time_count_and_not_those_before_or_left(page: Draw, read: Read) -> None:
    lines = goods(
        read,
        page,
        *row(300, "100 品名|400 规格型号|600 单位|700 单价|800 已送数量|1000 本次送货数量|1250 剩余未送数量"),
        *row(360, "100 轴承座|400 UCP208|600 件|700 65.00|800 5|1000 20|1250 15"),
        *row(410, "100 闸阀|400 DN80|600 台|700 480.00|800 0|1000 9|1250 3"),
    )
    assert [line["quantity"] for line in lines] == ["20", "9"]


def test_prices_without_tax_are_no_prices_of_another_time(profile: Profile) -> None:
    rule = profile.types["delivery_slip"].fields["lines"]
    before, now = heading("未税单价", rule), heading("已送数量", rule)
    assert before is not None
    assert now is not None
    assert before[1] < 1000 <= now[1]


def test_goods_stand_in_the_column_of_their_description_where_items_are_but_numbered(
    page: Draw, read: Read
) -> None:
    lines = goods(
        read,
        page,
        *row(300, "100 Item/项目|300 Description/规格描述|900 Qty/数量"),
        *row(360, "100 1|300 轴承座 UCP208|900 20"),
        *row(410, "100 2|300 闸阀 DN80|900 9"),
    )
    assert [(line["item"], line["spec"]) for line in lines] == [("轴承座 UCP208", None), ("闸阀 DN80", None)]

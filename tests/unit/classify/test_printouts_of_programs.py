"""What printouts of office programs say: balances, labels ending in the word for a name, places of courts."""

from __future__ import annotations

import pytest

from tests.unit.classify.decided import OTHER, OWN, Draw, Read, Spot, listed, values


def statement(*foot: Spot, head: str = "日期|单号|商品名称|单价|数量|金额") -> list[Spot]:
    return [
        (500, 60, OWN, 36),
        (620, 130, "客户对账单", 44),
        (100, 220, f"客户名称：{OTHER}"),
        (900, 220, "对账期间：2022-03-01至2022-05-31"),
        *listed(
            300,
            head,
            "2022-03-08|X0308-1|锯片|11.80|50|590.00",
            "2022-04-17|X0417-3|毛刷辊|236.00|4|944.00",
        ),
        *foot,
    ]


def test_what_is_still_owed_is_the_balance_and_not_the_sum_of_the_goods(page: Draw, read: Read) -> None:
    foot = ((100, 560, "货款合计：￥1534.00"), (700, 560, "已付：￥1000.00"), (1200, 560, "尚欠：￥534.00"))
    found = values(read(page(*statement(*foot), width=1500, height=1100)))
    assert found["amount"] == "534.00"


def test_a_running_balance_ends_with_what_is_owed(page: Draw, read: Read) -> None:
    found = values(
        read(
            page(
                (500, 60, OWN, 36),
                (620, 130, "往来对账单", 44),
                (100, 220, f"客户名称：{OTHER}"),
                *listed(
                    300,
                    "交易日期|交易描述|借方金额|贷方金额|当前余额",
                    "2023-10-01|上期结转|||31,250.00",
                    "2023-10-09|销售配件|14,800.00||46,050.00",
                    "2023-10-25|电汇收款||30,000.00|16,050.00",
                ),
                width=1500,
                height=1100,
            )
        )
    )
    assert found["amount"] == "16050.00"


@pytest.mark.parametrize("label", ["供货商名", "供货厂商名", "送货方全称"])
def test_the_word_for_a_name_behind_a_label_is_no_part_of_the_name(
    page: Draw, read: Read, label: str
) -> None:
    found = values(
        read(
            page(
                (400, 50, OTHER, 40),
                (600, 120, "送货单", 60),
                (100, 200, label),
                (400, 200, OWN),
                (1000, 200, "2024年5月6日"),
                *listed(300, "品名|规格|数量", "轴承座|UCP208|20"),
                width=1500,
                height=900,
            )
        )
    )
    assert found["supplier"] == OWN


def test_where_a_contract_was_signed_is_no_court(page: Draw, read: Read) -> None:
    found = values(
        read(
            page(
                (600, 60, "购销合同", 56),
                (100, 160, f"供方：{OWN}"),
                (100, 220, f"需方：{OTHER}"),
                (100, 300, "一、产品名称、数量及金额见附表。"),
                (100, 360, "二、协商不成的，按合同签订地有管辖权的人民法院处理。"),
                width=1600,
                height=2200,
            )
        )
    )
    assert "place" not in found


@pytest.mark.parametrize("place", ["应城市", "将乐县"])
def test_a_place_that_begins_like_a_sentence_was_dropped(page: Draw, read: Read, place: str) -> None:
    found = values(
        read(
            page(
                (600, 60, "购销合同", 56),
                (100, 160, f"供方：{OWN}"),
                (100, 220, f"需方：{OTHER}"),
                (1000, 160, "签订地点"),
                (1250, 160, place),
                (100, 300, "一、产品名称、数量及金额见附表。"),
                width=1600,
                height=2200,
            )
        )
    )
    assert found["place"] == place

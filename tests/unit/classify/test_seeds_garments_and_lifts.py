"""Papers of seedsmen, tailors, lift makers and forwarders: their own words, names run into others, codes."""

from __future__ import annotations

import pytest

from classify.kinds.order_letters import with_order_letters
from classify.names.firms import misread_own
from classify.names.organisations import organisation
from classify.profile import Profile
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, listed, values

COOPERATIVE = "郸城县田园种植农民专业合作社"


@pytest.mark.parametrize("behind", ["店主：李保田", "店长：李保田", "厂长：李保田"])
def test_who_runs_a_shop_is_no_part_of_its_name(behind: str) -> None:
    assert organisation(f"柘城县李氏农资经营部{behind}") == "柘城县李氏农资经营部"


def test_a_declaration_between_two_others_is_not_filed_for_its_sender(page: Draw, read: Read) -> None:
    spots = (
        (500, 60, "中华人民共和国海关出口货物报关单", 44),
        (100, 150, "海关编号：371720120174400268"),
        (900, 150, "申报日期：2012.10.08"),
        (100, 220, f"经营单位：{OTHER}"),
        (100, 280, f"发货单位：{OTHER}"),
        (900, 280, "贸易方式：一般贸易"),
        (100, 340, "运抵国：日本"),
        (900, 340, "成交方式：CFR"),
    )
    between_others = read(page(*spots))
    assert between_others.type == "customs_declaration"
    assert between_others.review
    through_us = read(page(*spots, (100, 700, f"申报单位：{OWN}")))
    assert not through_us.review
    assert through_us.party is not None
    assert through_us.party.name == OTHER


@pytest.mark.parametrize(
    ("title", "type_id"),
    [
        ("授信金额保证登记单", "collateral_registration"),
        ("种子发放交接单", "delivery_slip"),
        ("电梯设备发货清单暨现场交接单", "delivery_slip"),
        ("新客户资料登记与背景", "customer_background"),
        ("现金缴款单", "other"),
    ],
)
def test_titles_of_more_forms(title: str, type_id: str, page: Draw, read: Read) -> None:
    drawn = page((600, 60, title, 56), (100, 200, f"客户：{OTHER}"), (100, 260, "日期：2024年5月6日"))
    assert read(drawn).type == type_id


@pytest.mark.parametrize("head", ["款号/颜色", "货号", "尺码", "Style"])
def test_the_style_of_clothes_is_what_tells_goods_apart(head: str, page: Draw, read: Read) -> None:
    decision = read(
        page(
            (500, 40, OWN, 40),
            (600, 110, "送货单", 56),
            (100, 200, f"收货单位：{OTHER}"),
            (1000, 200, "2024年5月6日"),
            *listed(280, f"品名|{head}|单位|数量", "大衣|ZX-W118|件|60", "马甲|ZX-M20|件|30", step=300),
        )
    )
    assert [line["spec"] for line in values(decision)["lines"]] == ["ZX-W118", "ZX-M20"]


@pytest.mark.parametrize(
    ("read_as", "right"),
    [
        ("S0-20230817-026", "SO-20230817-026"),
        ("YDP02405-0031", "YDPO2405-0031"),
        ("P026062607", "PO26062607"),
        ("XSD02405-0031", "XSD02405-0031"),
        ("YDP02499-0031", "YDP02499-0031"),
    ],
)
def test_the_letter_of_an_order_stands_before_a_hyphen_and_behind_a_makers_letters(
    read_as: str, right: str, profile: Profile
) -> None:
    rule = profile.types["order"].fields["order_no"]
    assert with_order_letters(rule, read_as)[0] == right


def test_our_name_is_mended_where_one_of_its_characters_was_not_read() -> None:
    ours = "宁波衣朵服饰股份有限公司"
    assert misread_own("宁波衣服饰股份有限公司", [ours]) == ours
    assert misread_own("宁波服饰股份有限公司", [ours]) is None


def test_who_gives_and_who_takes_seed(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "种子质量检验单", 50),
            (100, 150, "送检品种：百农307小麦种子"),
            (100, 210, f"供种单位：{OWN}"),
            (100, 270, f"用种单位：{COOPERATIVE}"),
            (100, 330, "结论：合格"),
            (900, 330, "检验日期：2022年9月16日"),
        )
    )
    found = values(decision)
    assert (found["maker"], found["party"]) == (OWN, COOPERATIVE)
    assert found["product"] == "百农307小麦种子"


def test_a_credit_line_runs_from_a_day_to_a_day(page: Draw, read: Read) -> None:
    found = values(
        read(
            page(
                (600, 60, "客户信用额度审批表", 50),
                (100, 150, f"客户名称：{OTHER}"),
                (100, 210, "拟授信额度：500,000.00元"),
                (100, 270, "起始日：2024-04-01"),
                (800, 270, "到期日：2025-03-31"),
                (100, 340, "总经理审批：同意 2024.3.22"),
            )
        )
    )
    assert (found["valid_from"], found["valid_until"]) == ("2024-04-01", "2025-03-31")
    assert found["date"] == "2024-03-22"


def test_what_a_debt_was_paid_back_for_is_the_purpose(page: Draw, read: Read) -> None:
    drawn = page(
        (600, 60, "收条", 56),
        (100, 160, f"今收到{OTHER}归还二〇二三年化肥欠款"),
        (100, 220, "叁仟元整（3000.00元）。"),
        (100, 290, f"收款单位：{OWN}"),
        (900, 350, "2024年2月5日"),
    )
    assert values(read(drawn))["purpose"] == "归还二〇二三年化肥欠款"

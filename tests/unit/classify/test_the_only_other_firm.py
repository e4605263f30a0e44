"""Whom a form is about that calls its customer by a label nobody foresaw."""

from __future__ import annotations

import pytest

from tests.unit.classify.decided import OTHER, OWN, Draw, Read, Spot, values

THIRD = "无锡恒昌精密铸造有限公司"


def form(*spots: Spot) -> list[Spot]:
    return [
        (300, 40, OWN, 40),
        (600, 110, "客户信用额度审批表", 56),
        (100, 200, "编号：XY2024-0017"),
        (900, 200, "申请日期：2024年5月6日"),
        *spots,
        (100, 400, "申请额度"),
        (400, 400, "￥150,000.00"),
        (100, 460, "信用期限"),
        (400, 460, "60天"),
        (100, 560, "总经理审批：同意"),
    ]


@pytest.mark.parametrize("label", ["合作对象", "所属单位：", "下游伙伴"])
def test_the_only_other_firm_is_proposed_and_asked_about(page: Draw, read: Read, label: str) -> None:
    found = read(page(*form((100, 300, label), (400, 300, OTHER)), width=1600, height=1000))
    assert found.type == "credit_approval"
    assert values(found)["party"] == OTHER
    assert found.party is not None
    assert found.party.name == OTHER
    assert found.review


@pytest.mark.parametrize(
    "spots",
    [
        [(100, 300, "合作对象"), (400, 300, OTHER), (100, 350, "关联对象"), (400, 350, THIRD)],
        [(100, 300, "担保公司"), (400, 300, OTHER)],
        [(100, 300, "开户行"), (400, 300, "中国农业银行苏州吴江支行")],
        [(100, 300, f"经了解，{OTHER}去年也曾供货。")],
    ],
)
def test_of_two_firms_a_helper_or_one_in_a_sentence_none_is_proposed(
    page: Draw, read: Read, spots: list[Spot]
) -> None:
    found = read(page(*form(*spots), width=1600, height=1000))
    assert "party" not in values(found)
    assert found.review


def test_a_firm_that_a_label_names_stays_the_customer(page: Draw, read: Read) -> None:
    spots = [(100, 300, "客户名称："), (400, 300, OTHER), (100, 350, "合作对象"), (400, 350, THIRD)]
    assert values(read(page(*form(*spots), width=1600, height=1000)))["party"] == OTHER


@pytest.mark.parametrize("label", ["申请公司：", "客户的名称", "授信申请方"])
def test_who_applies_for_credit_is_the_customer(page: Draw, read: Read, label: str) -> None:
    found = read(page(*form((100, 300, label), (400, 300, OTHER)), width=1600, height=1000))
    assert values(found)["party"] == OTHER
    assert not found.review

"""A sum that a sentence says in words and in figures is compared, whatever the paper."""

from __future__ import annotations

import pytest

from tests.unit.classify.decided import OWN, Draw, Read

DEBTOR = "苏州远景贸易有限公司"


def _plan(sentence: str) -> list[tuple[int, int, str]]:
    return [
        (900, 160, "还款计划"),
        (200, 320, f"{OWN}："),
        (260, 420, "我单位欠贵公司货款人民币"),
        (200, 520, sentence),
        (200, 620, "现计划如下：余款于次月底前全部付清。"),
        (1200, 800, f"欠款单位：{DEBTOR}"),
        (1300, 900, "2024年8月24日"),
    ]


@pytest.mark.parametrize(
    "sentence",
    ["伍拾捌万元整（¥58000.00元）", "58000元（大写：伍拾捌万元整）", "人民币伍拾捌万元整，小写¥58,000.00"],
)
def test_a_plan_whose_words_and_figures_differ_was_filed(page: Draw, read: Read, sentence: str) -> None:
    decision = read(page(*_plan(sentence)))
    assert decision.type == "repayment_plan"
    assert [check.ok for check in decision.fields["amount"].checks] == [False]
    assert decision.fields["amount"].confidence <= 0.5
    assert decision.review


def test_sums_said_twice_alike_are_sure(page: Draw, read: Read) -> None:
    decision = read(page(*_plan("伍拾捌万元整（¥580000.00元）")))
    assert decision.fields["amount"].value == "580000.00"
    assert [check.id for check in decision.fields["amount"].checks] == ["words_equal_figures"]
    assert not decision.review


def test_words_of_another_sum_are_not_compared(page: Draw, read: Read) -> None:
    decision = read(page(*_plan("58000.00元，其中首期归还贰万元整")))
    assert not decision.fields["amount"].checks
    assert not decision.review

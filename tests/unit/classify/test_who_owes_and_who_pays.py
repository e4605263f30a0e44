"""Who owes whom and how much, what is put off, and how is paid: papers about arrears and terms of payment."""

from __future__ import annotations

import pytest

from tests.unit.classify.decided import OTHER, OWN, Draw, Read, values
from tests.unit.classify.test_other_words import grid, spots_of

OWED = "经双方核对，{who}向{whom}购买齿轮箱，货款共计¥90,000.00元（大写：玖万元整）。{who}已付货款"


def agreement(page: Draw, read: Read, first: str, second: str, who: str, whom: str) -> dict[str, str]:
    return values(
        read(
            page(
                (600, 60, "还款协议书", 56),
                (100, 180, first),
                (100, 240, second),
                (160, 320, OWED.format(who=who, whom=whom)),
                (100, 380, f"¥30,000.00元（大写：叁万元整）。截至2024年5月6日，{who}尚欠{whom}货款"),
                (100, 440, f"¥60,000.00元（大写：陆万元整），{who}自2024年6月起分期还清。"),
                (100, 700, "甲方（盖章）："),
                (900, 700, "乙方（盖章）："),
                (100, 760, "2024年5月6日"),
                (900, 760, "2024年5月6日"),
            )
        )
    )


@pytest.mark.parametrize(
    ("first", "second", "who", "whom"),
    [
        (f"甲方：{OTHER}", f"乙方：{OWN}", "甲方", "乙方"),
        (f"{OTHER}（以下简称甲方）", f"{OWN}（以下简称乙方）", "甲方", "乙方"),
        (f"甲方：{OWN}", f"乙方：{OTHER}", "乙方", "甲方"),
    ],
)
def test_who_owes_whom_is_told_by_the_sentence(
    page: Draw, read: Read, first: str, second: str, who: str, whom: str
) -> None:
    said = agreement(page, read, first, second, who, whom)
    assert (said["debtor"], said["creditor"]) == (OTHER, OWN)


def test_of_several_sums_the_one_that_is_owed_counts(page: Draw, read: Read) -> None:
    said = agreement(page, read, f"甲方：{OWN}", f"乙方：{OTHER}", "乙方", "甲方")
    assert (said["amount"], said["amount_in_words"]) == ("60000.00", "陆万元整")


def test_a_sum_in_words_goes_on_behind_three_characters(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "还款协议书", 56),
            (100, 180, f"甲方：{OWN}"),
            (100, 240, f"乙方：{OTHER}"),
            (160, 320, "双方确认，乙方至今欠甲方货款共计人民币135000.00元（大写：壹拾叁"),
            (100, 380, "万伍仟元整），乙方于2024年9月底前还清。"),
            (100, 700, "2024年5月6日"),
        )
    )
    assert values(decision)["amount"] == "135000.00"


def period_form(page: Draw, read: Read, *rows: tuple[str, str, str, str]) -> tuple[str, dict[str, str]]:
    table = grid(100, 200, (260, 420, 260, 420), [("客户名称", OTHER, "表单编号", "ZQ-2405-07"), *rows])
    decision = read(page((600, 60, "客户账期申请表", 56), *spots_of(table), tables=(table,)))
    return decision.type, values(decision)


def test_a_form_that_puts_off_what_is_due_is_a_deferral(page: Draw, read: Read) -> None:
    kind, said = period_form(
        page,
        read,
        ("涉及货款", "人民币58,200.00元", "原付款期限", "2024年5月31日"),
        ("申请延长的付款期限", "45天", "延长后付款日", "2024年7月15日"),
        ("申请日期", "2024年5月20日", "审批意见", "同意"),
    )
    assert kind == "deferral_approval"
    assert (said["amount"], said["due"]) == ("58200.00", "2024-05-31")
    assert said["deferred_until"] == "2024-07-15"


def test_a_form_that_asks_for_credit_terms_stays_one(page: Draw, read: Read) -> None:
    kind, _ = period_form(
        page,
        read,
        ("申请账期", "月结60天", "申请额度", "300,000.00元"),
        ("信用等级", "B", "审批意见", "同意"),
        ("申请日期", "2024年5月20日", "业务员", "马骏"),
    )
    assert kind == "credit_approval"


def test_who_owes_seals_a_plan_addressed_to_us(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "还款计划书", 56),
            (100, 180, f"{OWN}："),
            (160, 250, "截止今日我公司尚欠贵公司货款总计人民币73500元，计划从次月起每月还15000元。"),
            (100, 700, f"欠款单位公章：{OTHER}"),
            (100, 770, "2024年5月6日"),
        )
    )
    assert values(decision)["party"] == OTHER
    assert not decision.review_reasons


def payment_paper(page: Draw, read: Read, title: str, pays: str, gets: str) -> tuple[str, str | None]:
    decision = read(
        page(
            (600, 60, title, 56),
            (100, 180, f"{OTHER if pays == '甲方' else OWN}（以下简称甲方）"),
            (100, 240, f"{OWN if pays == '甲方' else OTHER}（以下简称乙方）"),
            (100, 320, f"双方就{pays}订购之货品议定付款方式为月结，{pays}应于次月25日前向{gets}支付货款，"),
            (100, 380, "以汇款汇入指定账户，首单预付30%。"),
            (100, 600, f"甲方（盖章）：{OTHER if pays == '甲方' else OWN}"),
            (900, 600, f"乙方（盖章）：{OWN if pays == '甲方' else OTHER}"),
            (100, 700, "2024年5月6日"),
        )
    )
    return decision.type, decision.party.name if decision.party else None


@pytest.mark.parametrize("title", ["付款合同", "货款支付合同", "付款条件合同书", "月结合同"])
@pytest.mark.parametrize(("pays", "gets"), [("甲方", "乙方"), ("乙方", "甲方")])
def test_a_contract_about_paying_alone_says_the_terms(
    page: Draw, read: Read, title: str, pays: str, gets: str
) -> None:
    assert payment_paper(page, read, title, pays, gets) == ("payment_terms", OTHER)


@pytest.mark.parametrize("title", ["分期付款合同", "设备采购及付款合同"])
def test_a_contract_about_goods_and_paying_is_no_paper_of_terms(page: Draw, read: Read, title: str) -> None:
    assert payment_paper(page, read, title, "甲方", "乙方")[0] != "payment_terms"


@pytest.mark.parametrize("title", ["货款支付方式确认书", "货款结算方式确认书"])
def test_how_goods_are_paid_is_no_agreement_about_arrears(page: Draw, read: Read, title: str) -> None:
    decision = read(
        page(
            (600, 60, title, 56),
            (100, 160, f"客户名称：{OTHER}"),
            (100, 230, "付款方式：月结30天，电汇"),
            (100, 300, "日期：2024年5月6日"),
        )
    )
    assert decision.type == "payment_terms"


@pytest.mark.parametrize(
    "sentence",
    [
        "甲方因采购齿轮箱共拖欠乙方货款人民币壹拾贰万元整（¥120,000.00）。",
        "甲方确认截至2024年3月底应付乙方货款¥120,000.00元（大写：壹拾贰万元整）。",
        "双方确认货款¥120,000.00元（大写：壹拾贰万元整）未付，甲方于年内分期偿还乙方。",
    ],
)
def test_the_debtor_may_stand_first(page: Draw, read: Read, sentence: str) -> None:
    said = values(
        read(
            page(
                (600, 60, "还款协议书", 56),
                (100, 180, f"甲方：{OTHER}"),
                (100, 240, f"乙方：{OWN}"),
                (160, 320, sentence),
                (100, 700, "2024年5月6日"),
            )
        )
    )
    assert (said["debtor"], said["creditor"], said["amount"]) == (OTHER, OWN, "120000.00")


@pytest.mark.parametrize(
    "sentence", ["货款每月25日对账，乙方次月15日前付清。", "乙方向甲方采购轴承，货到付款。"]
)
def test_who_pays_by_the_month_is_the_customer(page: Draw, read: Read, sentence: str) -> None:
    decision = read(
        page(
            (600, 60, "月结协议书", 56),
            (100, 180, f"甲方：{OWN}"),
            (100, 240, f"乙方：{OTHER}"),
            (160, 320, sentence),
            (100, 700, "2024年5月6日"),
        )
    )
    assert values(decision)["party"] == OTHER


def test_what_a_contract_costs_is_not_its_number(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "付款条款", 56),
            (100, 180, f"客户名称：{OTHER}"),
            (160, 320, "合同总价100,000元，预付30%，余款发货前付清。"),
            (100, 700, "2024年5月6日"),
        )
    )
    assert "contract_no" not in values(decision)

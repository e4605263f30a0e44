"""Sums, terms and numbers that plain sentences and unlabelled corners of papers tell."""

from __future__ import annotations

import pytest

from tests.unit.classify.decided import OTHER, OWN, Draw, Read, Spot, values


def letter(title: str, *rows: str, foot: tuple[Spot, ...] = ()) -> list[Spot]:
    """Return the spots of a paper written in sentences, its day below them."""
    body = [(120, 170 + 60 * number, row) for number, row in enumerate(rows)]
    return [(560, 60, title, 56), *body, *(foot or ((1000, 200 + 60 * len(rows), "2023年6月2日"),))]


@pytest.mark.parametrize(
    ("title", "rows", "name", "value"),
    [
        (
            "关于报送货款还款计划的函",
            (
                f"{OWN}：",
                "截至目前，我公司逾期未付阀门款为431250",
                "元。现将还款计划函告如下：",
                "一、7月底支付20万元。",
            ),
            "amount",
            "431250.00",
        ),
        (
            "退赔折价原因、责任认定书",
            (f"客户：{OTHER}", "责任：司机承担800元；装车班承担200元；其余厂里认。损失合计1520元。"),
            "amount",
            "1520.00",
        ),
        (
            "欠款还款协议",
            (
                f"欠款人：{OTHER}",
                f"债权人：{OWN}",
                "欠款人2022年秋欠种子款贰万陆仟伍佰元（26500元），年底前还清。",
            ),
            "amount_in_words",
            "贰万陆仟伍佰元",
        ),
        (
            "欠款登记表",
            (f"客户名称：{OTHER}", "截止2023年5月31日，实欠27300元。"),
            "amount",
            "27300.00",
        ),
        (
            "延期还款审批单",
            (f"申请人：{OTHER}", "欠款金额：18200元 应还日期：2023年5月31日", "想缓到：2023年8月31日"),
            "deferred_until",
            "2023-08-31",
        ),
        (
            "授权委托书",
            (
                f"{OWN}：",
                f"兹委托顾明为{OTHER}的代理人，办理提货事宜。",
                "本授权书自签署之日起生效，至2023年12月31日止。",
            ),
            "valid_until",
            "2023-12-31",
        ),
    ],
)
def test_what_a_sentence_tells(
    page: Draw, read: Read, title: str, rows: tuple[str, ...], name: str, value: str
) -> None:
    assert values(read(page(*letter(title, *rows))))[name] == value


def test_a_clause_that_begins_with_its_term(page: Draw, read: Read) -> None:
    rows = (
        f"甲方：{OWN}",
        f"乙方：{OTHER}",
        "1、甲方供乙方标准件，价格随行就市。",
        "2、从2023年7月1日到2024年6月30日，乙方只用甲方的货，每月不少于两批。",
        "3、违约责任：一方违约的，赔偿对方损失。",
        "4、本协议一式两份，签字生效。",
    )
    found = values(read(page(*letter("标准件供应协议书", *rows))))
    assert (found["valid_from"], found["valid_until"]) == ("2023-07-01", "2024-06-30")


def test_an_agreement_is_of_the_day_the_last_party_signed(page: Draw, read: Read) -> None:
    foot = (
        (120, 560, f"债权人：{OWN}"),
        (900, 560, f"债务人：{OTHER}"),
        (120, 620, "2023年9月4日"),
        (900, 620, "2023年9月7日"),
    )
    rows = (
        f"债权人：{OWN}",
        f"债务人：{OTHER}",
        "债务人尚欠货款96,400.00元，双方约定如下：",
        "一、自2023年10月起每月支付24,100.00元。",
    )
    assert values(read(page(*letter("还款协议", *rows, foot=foot))))["date"] == "2023-09-07"


@pytest.mark.parametrize(
    ("number", "read_as"),
    [("HD-DL-2023-SH02", "HD-DL-2023-SH02"), ("GF-2000-0171", None), ("0512-66781234", None)],
)
def test_a_contracts_number_may_stand_alone_but_a_model_forms_does_not(
    page: Draw, read: Read, number: str, read_as: str | None
) -> None:
    rows = (
        f"甲方：{OWN}",
        f"乙方：{OTHER}",
        "一、甲方授权乙方为苏州市经销商。",
        "二、违约责任：一方违约的，赔偿对方损失。",
        "三、本协议一式两份，双方盖章生效。",
    )
    spots = [*letter("区域经销协议", *rows), (1150, 110, number)]
    assert values(read(page(*spots))).get("contract_no") == read_as


def test_the_code_of_an_invoice_below_its_number(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "江苏增值税普通发票", 56),
            (1300, 80, "No 06217734"),
            (1300, 130, "032002300204"),
            (1200, 180, "开票日期：2023年11月20日"),
            (100, 250, f"购买方名称：{OTHER}"),
            (100, 310, "价税合计（大写）玖仟捌佰肆拾圆整（小写）¥9840.00"),
            (100, 370, f"销售方名称：{OWN}"),
        )
    )
    assert values(decision)["invoice_code"] == "032002300204"

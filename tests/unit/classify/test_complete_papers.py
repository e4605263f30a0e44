"""Papers that waited though they say all, and values that were another's: the sum asked for, a former day."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from capture.pages import Page
from classify.decide import Decision, decide
from classify.names.organisations import is_complete_organisation, organisation
from classify.notation.money import parse_money
from classify.profile import Profile
from tests.unit.classify.decided import OTHER, OWN, TODAY, Draw, Read, Spot, values

HEADINGS = [(100, 320, "货名"), (500, 320, "只数"), (800, 320, "单价"), (1100, 320, "金额")]
GOODS = [(100, 380, "合金铣刀"), (500, 380, "20"), (800, 380, "45.00"), (1100, 380, "900.00")]
NUMBER, DAY = (1100, 200, "№：0210334"), (1100, 260, "2024年5月20日")


def slip(*more: Spot, title: str = "出库单", taker: str = OWN) -> list[Spot]:
    """Return a shop's short slip to us, with few of the words that slips usually bear."""
    head = [(640, 60, OTHER), (700, 120, title), (100, 200, f"领货单位：{taker}")]
    return [*head, *HEADINGS, *GOODS, (100, 440, "合计：900.00"), *more]


def test_a_short_slip_that_says_all_is_filed(page: Draw, read: Read) -> None:
    decision = read(page(*slip(NUMBER, DAY)))
    assert (decision.type, decision.review) == ("delivery_slip", False)
    assert decision.party is not None
    assert decision.party.name == OTHER
    assert "delivery_slip.complete" in [reason.rule for reason in decision.reasons]


@pytest.mark.parametrize(
    "spots",
    [
        slip(DAY),
        slip(NUMBER),
        slip(NUMBER, DAY, taker="仓库"),
        slip(NUMBER, DAY, (100, 500, "托运日期：2024年5月20日"), (700, 500, "司机："), (900, 500, "第一联")),
        slip(NUMBER, DAY, title="借用出货单"),
    ],
    ids=["no number", "no day", "we are not named", "a carrier's note", "lent"],
)
def test_a_short_slip_that_lacks_something_waits(spots: Sequence[Spot], page: Draw, read: Read) -> None:
    assert read(page(*spots)).review


@pytest.mark.parametrize("title", ["资金拆借合同", "借贷合同", "借款协议", "银行承兑汇票签收单"])
def test_loans_and_what_is_signed_for_are_no_trade(title: str, page: Draw, read: Read) -> None:
    parties = [(100, 200, f"甲方：{OTHER}"), (100, 260, f"乙方：{OWN}"), (100, 320, "编号：JK-20240311")]
    foot = [(100, 400, "金额：200,000.00元"), (100, 460, "2024年3月11日"), (900, 460, "2024年3月11日")]
    assert read(page((640, 60, title, 56), *parties, *foot)).review


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("东莞市虎门镇陈记海产批发行", "东莞市虎门镇陈记海产批发行"),
        ("昆明市官渡区老马汽车修理铺", "昆明市官渡区老马汽车修理铺"),
        ("武汉市洪山区仁和大药房", "武汉市洪山区仁和大药房"),
        ("衡阳市石鼓区诚信机械租赁行", "衡阳市石鼓区诚信机械租赁行"),
        ("广州中大布匹市场恒丽布行", "广州中大布匹市场恒丽布行"),
        ("石家庄市双鸽食品批发行情", None),
        ("NINGBO FARSAIL TRADE CO., LTD. 宁波远帆工贸有限公司", "宁波远帆工贸有限公司"),
        ("NINGBO FARSAIL CO., LTD./宁波远帆工贸有限公司", "宁波远帆工贸有限公司"),
        ("TCL科技集团股份有限公司", "TCL科技集团股份有限公司"),
    ],
)
def test_shops_and_names_in_two_languages(text: str, name: str | None) -> None:
    assert organisation(text) == name
    assert name is None or is_complete_organisation(name)


FOR_ANOTHER = "The paper names {first}, but it may be for {second}."
FOREIGN, OURS_ABROAD = "VOLTEK APPLIANCE SDN. BHD.", "ORIENT CROWN MACHINERY CO., LTD."


def packing(*head: Spot) -> list[Spot]:
    """Return a packing list for a firm abroad below a head."""
    rows = [(100, 320, "DESCRIPTION"), (700, 320, "QTY"), (900, 320, "N.W."), (1100, 320, "G.W.")]
    goods = [(100, 380, "MOTOR SHAFT"), (700, 380, "20000"), (900, 380, "880"), (1100, 380, "912")]
    known = [(100, 240, f"TO: {FOREIGN}"), (1000, 240, "No.: LB-PK-2404"), (1000, 280, "DATE: 2024-04-26")]
    return [*head, (700, 180, "PACKING LIST", 50), *known, *rows, *goods]


def test_our_name_abroad_is_told_by_ours_above_or_below_it(page: Draw, read: Read) -> None:
    ours, abroad = (600, 110, OWN, 30), (500, 40, OURS_ABROAD, 30)
    decision = read(page(*packing(abroad, ours)))
    assert not decision.review
    assert decision.party is not None
    assert decision.party.name == FOREIGN
    assert read(page(*packing(abroad))).review
    assert read(page(*packing(abroad, (600, 110, "PHONE 021-5566", 30), (100, 900, OWN)))).review


def test_the_line_granted_counts_not_the_line_asked_for(page: Draw, read: Read) -> None:
    decision = _form(
        page,
        read,
        "客户赊销额度审批表",
        f"客户名称：{OTHER}",
        "申请额度：80,000.00元",
        "核定额度：60,000.00元",
    )
    assert values(decision)["amount"] == "60000.00"


def test_the_balance_of_all_counts_not_what_stands_near_it(page: Draw, read: Read) -> None:
    heads = [(100, 300, "费用项目"), (400, 300, "期初余额"), (700, 300, "本期应收"), (1000, 300, "期末余额")]
    first = [(100, 350, "物业费"), (400, 350, "2,000.00"), (700, 350, "6,400.00"), (1000, 350, "8,400.00")]
    last = [(100, 400, "服务费"), (400, 400, "0.00"), (700, 400, "20,000.00"), (1000, 400, "0.00")]
    foot = [(100, 438, "期末应收余额合计：8,400.00元"), (100, 560, "对账日期：2024年7月5日")]
    decision = read(
        page((640, 60, "对账单", 56), (100, 200, f"客户名称：{OTHER}"), *heads, *first, *last, *foot)
    )
    assert values(decision)["amount"] == "8400.00"


def test_the_day_of_the_contract_before_is_not_the_supplements(page: Draw, read: Read) -> None:
    said = "双方于2023年11月1日签订供货合同，现增补设备4台，金额19,200.00元。"
    decision = _form(page, read, "补充协议", f"甲方：{OTHER}", f"乙方：{OWN}", said, "", "2024年2月3日")
    assert values(decision)["signed"] == "2024-02-03"
    said = "双方于2024年2月3日签订供货合同如下："
    decision = _form(page, read, "供货合同", f"甲方：{OTHER}", f"乙方：{OWN}", said)
    assert values(decision)["signed"] == "2024-02-03"


def test_a_term_that_gives_its_last_day_has_no_first_one(page: Draw, read: Read) -> None:
    said = "现委托我公司匡志远同志到贵公司办理提货手续。有效期至2024年12月31日。"
    found = values(_form(page, read, "授权委托书", f"{OWN}：", said, OTHER, "2024年9月2日"))
    assert found["valid_until"] == "2024-12-31"
    assert found["date"] == "2024-09-02"
    assert "valid_from" not in found


@pytest.mark.parametrize(
    ("text", "value"),
    [("人民币300.000元整", None), ("300,000元", "300000.00"), ("1.350万元", "13500.00"), ("0.125元", "0.13")],
)
def test_a_sum_with_a_dot_before_three_figures_is_not_guessed(text: str, value: str | None) -> None:
    found = parse_money(text)
    assert (found.value if found else None) == value


def test_our_own_shop_is_no_second_firm(page: Draw, read: Read) -> None:
    goods = [*HEADINGS, *GOODS, (100, 440, "合计：900.00"), (100, 500, "送货人："), (700, 500, "客户签字：")]
    head = [(600, 60, "宏达机械门市部销售单", 50), (100, 200, f"购买单位：{OTHER}"), NUMBER, DAY]
    decision = read(page(*head, *goods))
    assert not decision.review
    assert decision.party is not None
    assert decision.party.name == OTHER


def test_who_pays_for_another_is_asked_about(page: Draw, read: Read) -> None:
    rows = ["人民币（大写）：壹仟元整　¥1,000.00", f"收款单位：{OWN}", "日期：2024-04-21", "编号：SJ-0421"]
    paid = _form(page, read, "收款收据", f"交款单位：{OTHER}", *rows)
    assert not paid.review
    for_another = _form(page, read, "收款收据", f"交款单位：{OTHER}", *rows, "代南通中天钢绳有限公司付")
    assert [reason.template for reason in for_another.review_reasons] == [FOR_ANOTHER]


def test_whose_goods_are_taken_in_is_asked_about(page: Draw, read: Read) -> None:
    rows = [OWN, f"供应商：{OTHER}", "入库单号：RK-0423", "入库日期：2024-04-23", "入库仓库：一号库"]
    assert not _form(page, read, "入库单", *rows).review
    stored = _form(page, read, "入库单", *rows, "货主：南通中天钢绳有限公司")
    assert [reason.template for reason in stored.review_reasons] == [FOR_ANOTHER]


def test_a_person_who_buys_is_asked_about_by_name(page: Draw, read: Read) -> None:
    goods = [*HEADINGS, *GOODS, (100, 440, "合计：900.00")]
    head = [
        (700, 60, "销售单", 50),
        (100, 200, "购货人：赵海军"),
        NUMBER,
        DAY,
        (100, 500, f"销售单位：{OWN}"),
    ]
    decision = read(page(*head, *goods))
    assert decision.review
    assert decision.party is not None
    assert decision.party.name == "赵海军"


@pytest.mark.parametrize(
    ("kind", "title", "field", "label"),
    [
        ("delivery_slip", "配送出库单", "consignee", "门店名称"),
        ("delivery_slip", "配送签收单", "consignee", "送货门店"),
        ("delivery_slip", "发货单", "consignee", "需货方"),
        ("delivery_slip", "冷链配送签收单", "supplier", "委托客户"),
        ("contract", "检测服务协议", "party_b", "检测单位"),
        ("order", "图书印装委托书", "supplier", "承印单位"),
        ("account_statement", "货款结算账单", "sender", "出单单位"),
    ],
)
def test_more_words_for_firms(
    kind: str, title: str, field: str, label: str, page: Draw, profile: Profile
) -> None:
    drawn = _lines(page, title, f"{label}：{OTHER}", "日期：2024年5月20日", "单号：GH-0602-1")
    assert values(decide([drawn], profile, today=TODAY, type_id=kind))[field] == OTHER


def _form(page: Draw, read: Read, title: str, *rows: str) -> Decision:
    return read(_lines(page, title, *rows))


def _lines(page: Draw, title: str, *rows: str) -> Page:
    return page((640, 60, title, 56), *((100, 200 + 60 * n, row) for n, row in enumerate(rows) if row))

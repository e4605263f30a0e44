"""Papers of building trade, foodstuffs, medicine and hotels: what was filed half, late or not at all."""

from __future__ import annotations

import pytest

from classify.names.organisations import is_complete_organisation, organisation
from classify.notation.money import parse_money
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, Spot, values
from tests.unit.classify.test_other_words import grid, spots_of

THIRD = "浙江蓝帆流程设备有限公司"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("江苏建安工程有限公司（狮山安置房二标段项目部）", "江苏建安工程有限公司"),
        ("江苏建安工程有限公司（普通合伙）", "江苏建安工程有限公司（普通合伙）"),
        ("宏运运输服务部（个体工商户）", "宏运运输服务部（个体工商户）"),
        ("常熟市虞山街道金秋护理院", "常熟市虞山街道金秋护理院"),
        ("德清县洛舍镇水乡人家农家菜馆", "德清县洛舍镇水乡人家农家菜馆"),
        ("南海书院路12号", None),
        ("越秀区图书馆路5号", None),
    ],
)
def test_a_site_is_no_firm_and_a_road_no_house(text: str, name: str | None) -> None:
    assert organisation(text) == name
    assert name is None or is_complete_organisation(name)


def agreement(third: str) -> list[Spot]:
    """Return the lines of an agreement between a customer, us and a third."""
    return [
        (600, 60, "设备购销协议", 56),
        (100, 180, f"甲方：{OTHER}"),
        (100, 240, f"乙方：{OWN}"),
        (100, 300, third),
        (160, 360, "各方达成如下协议：设备总价款50,000.00元，违约责任按民法典。"),
        (160, 420, "本协议一式三份。"),
        (100, 500, "2024年5月20日"),
    ]


@pytest.mark.parametrize("third", [f"丙方：{THIRD}", f"丙方（代付方）：{THIRD}"])
def test_an_agreement_of_three_firms_waits(page: Draw, read: Read, third: str) -> None:
    decision = read(page(*agreement(third)))
    assert decision.review
    assert "agreement of three" in decision.review_reasons[-1].template


@pytest.mark.parametrize(
    "third",
    [
        f"丙方（担保方）：{THIRD}",
        f"保证人（丙方）：{THIRD}",
        f"丙方：{THIRD}（担保人）",
        "丙方：",
        f"丙方：{OTHER}",
    ],
)
def test_who_only_vouches_is_no_third_party(page: Draw, read: Read, third: str) -> None:
    decision = read(page(*agreement(third)))
    assert not decision.review
    assert decision.party is not None
    assert decision.party.name == OTHER


def test_a_contract_is_signed_when_the_last_party_signs(page: Draw, read: Read) -> None:
    foot = [(100, 700, "甲方（盖章）："), (900, 700, "乙方（盖章）：")]
    days = [(100, 760, "日期：2025年3月10日"), (900, 760, "日期：2025年3月12日")]
    bare = [(100, 760, "2025年3月12日"), (900, 760, "2025年3月10日")]
    for signed in (days, bare):
        assert values(read(page(*agreement("")[:-1], *foot, *signed)))["signed"] == "2025-03-12"


def test_the_day_a_contract_names_for_its_signing_comes_first(page: Draw, read: Read) -> None:
    lines = agreement("签订日期：2025年3月1日")[:-1]
    assert values(read(page(*lines, (100, 760, "日期：2025年3月12日"))))["signed"] == "2025-03-01"


def statement(*rows: Spot) -> list[Spot]:
    """Return the head of a letter that asks a school to confirm what it owes, and rows below it."""
    return [
        (600, 60, "往来账项询证函", 56),
        (100, 160, "丽水市第三中学："),
        (160, 220, "本公司正在接受审计，应当询证本公司与贵校的往来账项。"),
        *rows,
        (160, 560, "信息证明无误。"),
    ]


def test_a_letter_is_addressed_to_a_school_and_dated_below(page: Draw, read: Read) -> None:
    rows = [("截止日期", "贵校欠", "欠贵校"), ("2023年12月31日", "38,640.00", "0.00")]
    table = grid(100, 300, (400, 300, 300), rows)
    decision = read(
        page(*statement(*spots_of(table), (800, 440, OWN), (800, 500, "2024年1月20日")), tables=(table,))
    )
    found = values(decision)
    assert (found["party"], found["amount"], found["date"]) == ("丽水市第三中学", "38640.00", "2024-01-20")
    assert not decision.review


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("截至2023年12月31日，贵校欠本公司：人民币26,480.50元。", "26480.50"),
        ("截至2024年6月30日，本公司账面应收贵校货款人民币18,400.00元。", "18400.00"),
    ],
)
def test_what_a_school_owes_is_read_out_of_a_sentence(page: Draw, read: Read, said: str, amount: str) -> None:
    assert values(read(page(*statement((160, 300, said)))))["amount"] == amount


def test_the_first_sum_below_a_sentence_is_not_what_is_owed(page: Draw, read: Read) -> None:
    cells = [["金额", "已付"], ["26,800.00", "20,000.00"], ["14,350.00", "0.00"]]
    rows = [(100, 300, "截止2024年6月30日，贵单位欠我公司货款如下：")]
    for number, row in enumerate(cells):
        rows += [(380 + 300 * n, 350 + 50 * number, text) for n, text in enumerate(row)]
    assert "amount" not in values(read(page(*statement(*rows))))


def test_a_bill_for_telephones_is_no_statement(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "客户月结账单", 56),
            (100, 160, f"客户名称：{OWN}"),
            (100, 220, "账单月份：2024年7月 套餐费 话费账单"),
            (100, 280, "本期应付：186.00"),
        )
    )
    assert decision.review


def test_the_day_below_a_list_of_days_is_the_papers(page: Draw, read: Read) -> None:
    days = ["2024年9月1日", "2024年9月12日", "2024年9月27日", "2024年9月30日"]
    rows = [(100, 300 + 30 * n, day) for n, day in enumerate(days)]
    sums = [(700, 300 + 30 * n, f"{n + 1},000.00") for n in range(4)]
    below = [(100, 460, "请核对无误后盖章。"), (100, 500, f"供方：{OWN}"), (100, 530, "2024年10月5日")]
    assert values(read(page(*statement(*rows, *sums, *below))))["date"] == "2024-10-05"


def test_a_day_below_who_checked_the_paper_is_the_papers(page: Draw, read: Read) -> None:
    rows = [(100, 440, "复核：王"), (100, 490, "2024年10月5日")]
    assert values(read(page(*statement(*rows))))["date"] == "2024-10-05"


def test_what_is_owed_stands_behind_a_long_name(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "还款计划书", 56),
            (160, 180, f"截至2024年10月31日，我店（{OTHER}）"),
            (100, 230, f"共欠{OWN}五金配件货款人民币叁万贰仟"),
            (100, 280, "元整（¥32000.00），承诺2024年11月30日前还16000元。"),
            (800, 500, f"还款人：{OTHER}"),
            (800, 560, "2024年11月2日"),
        )
    )
    assert values(decision)["amount"] == "32000.00"


def waybill(head: str, sender: str) -> list[Spot]:
    """Return the lines of a slip that a carrier's head stands over."""
    return [
        (500, 50, head, 40),
        (600, 120, "货物签收单", 50),
        (100, 200, f"托运单位：{sender}"),
        (900, 200, f"收货单位：{OTHER}"),
        (100, 260, "签收单号：HN240822-0077"),
        (900, 260, "送货日期：2024-08-22"),
        (100, 330, "货物名称"),
        (600, 330, "件数"),
        (100, 380, "六角螺栓"),
        (600, 380, "200"),
        (100, 450, "司机：邓"),
        (900, 450, "收货人签收："),
    ]


def test_who_sends_by_a_carrier_delivers(page: Draw, read: Read) -> None:
    decision = read(page(*waybill("华南物流有限公司", OWN)))
    assert values(decision)["supplier"] == OWN
    assert decision.party is not None
    assert (decision.party.name, decision.review) == (OTHER, False)


def test_what_we_only_carry_for_others_waits(page: Draw, read: Read) -> None:
    assert read(page(*waybill(OWN, THIRD))).review


@pytest.mark.parametrize("title", ["食材配送单", "批发销售单"])
def test_slips_of_kitchens_and_shops_are_filed(page: Draw, read: Read, title: str) -> None:
    slip = [
        (500, 50, OWN, 40),
        (600, 120, title, 50),
        (100, 200, f"客户：{OTHER}"),
        (900, 200, "日期：2024-05-12"),
        (100, 260, "单号：PS20240512-118"),
        (100, 330, "品名"), (500, 330, "实送量"), (800, 330, "单价"), (1100, 330, "金额"),
        (100, 380, "鸡蛋"), (500, 380, "3"), (800, 380, "186.00"), (1100, 380, "558.00"),
        (100, 450, "配送员：倪"), (900, 450, "客户签名："),
    ]  # fmt: skip
    decision = read(page(*slip))
    assert (decision.type, decision.review) == ("delivery_slip", False)
    asked = [spot if spot[2] != title else (600, 120, "报价单", 50) for spot in slip]
    assert read(page(*asked)).review


def test_an_offer_that_a_customer_signs_is_no_order(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "报价单", 56),
            (100, 180, f"供应商：{OWN}"),
            (100, 240, f"客户：{OTHER}"),
            (100, 300, "预计到货：2024-07-08"),
            (900, 300, "客户签字："),
        )
    )
    assert decision.type == "other"


def test_a_contract_of_hong_kong_is_filed(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "銷售合約", 56),
            (100, 160, "合約編號：HS-2024-07"),
            (100, 220, f"買方：{OWN}"),
            (100, 280, "賣方：恒盛建材（香港）有限公司"),
            (100, 340, "總值：人民幣壹萬元整（¥10,000.00）"),
            (100, 400, "本合約一式兩份，雙方簽署後生效。"),
            (100, 500, "2024年6月18日"),
        )
    )
    assert (decision.type, decision.review) == ("contract", False)
    assert decision.party is not None
    assert decision.party.name == "恒盛建材（香港）有限公司"


def test_the_english_behind_a_party_in_brackets_is_no_name(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "会议接待合同", 56),
            (100, 180, "主办单位（甲方）Company"),
            (700, 180, OWN),
            (100, 240, "承办酒店（乙方）Hotel"),
            (700, 240, OTHER),
            (100, 300, "签订日期：2024-06-11 违约：定金不退。"),
        )
    )
    found = values(decision)
    assert (found["party_a"], found["party_b"]) == (OWN, OTHER)


def test_a_report_is_dated_by_its_own_day(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "水泥出厂检验报告单", 56),
            (100, 180, f"客户名称：{OWN}"),
            (100, 240, "出厂日期：2024-09-10"),
            (900, 240, "报告日期：2024年9月13日"),
        )
    )
    assert values(decision)["date"] == "2024-09-13"


def test_a_credit_code_of_figures_alone_is_no_invoice_code(page: Draw, read: Read) -> None:
    seller = (100, 300, "914401001904521163")
    old = [(100, 60, "3200214130"), (600, 60, "江苏增值税专用发票", 50), (1200, 60, "No 08812277")]
    new = [(600, 60, "电子发票（增值税专用发票）", 50), (1200, 60, "发票号码：24442000000188120077")]
    assert values(read(page(*old, seller)))["invoice_code"] == "3200214130"
    assert "invoice_code" not in values(read(page(*new, seller)))


def test_goods_taken_back_count_below_nothing() -> None:
    taken = parse_money("合计:-705.00")
    others = [parse_money(text) for text in ("合计 -705", "合计:-705", "型号 PS-705.00")]
    assert taken is not None
    assert taken.value == "-705.00"
    assert all(money is not None and money.amount > 0 for money in others)


def test_a_city_left_by_a_note_across_is_no_address(page: Draw, licence_page: object, read: Read) -> None:
    decision = read(page((600, 80, "营业执照", 90), (100, 300, "住所"), (400, 300, "苏州")))
    assert "address" not in values(decision)


def test_an_innkeeper_sends_someone_of_the_house(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "收货授权委托书", 56),
            (100, 180, f"{OWN}："),
            (160, 240, "兹委托我山庄员工毛建强（身份证号码330523198709050013）为收货人。"),
            (800, 400, "委托单位：安吉县递铺街道竹海山庄"),
            (800, 460, "2024年3月30日"),
        )
    )
    assert values(decision)["agent"] == "毛建强"

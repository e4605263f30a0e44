"""Invoices abroad, receipts and statements by hand, orders of web shops: their words, ends and edges."""

from __future__ import annotations

import pytest

from classify.names.organisations import organisation, person
from tests.unit.classify.decided import ABROAD, OTHER, OWN, Draw, Read, values

OURS_ABROAD = "Hongda Machinery Co., Ltd."


def test_a_title_of_which_the_reader_lost_one_blank_names_its_type(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "LETTEROF AUTHORITY", 50),
            (100, 180, "We, Castelo Branco Ferramentas Lda., represented by our managing director and"),
            (100, 240, "legal representative, Mr. João Simão Leitão, hereby appoint Ms. Inês Conceição,"),
            (100, 300, "buyer, as our attorney-in-fact to sign on our behalf with Hongda Machinery"),
            (100, 360, "Co., Ltd. all orders and complaints."),
            (100, 420, "Porto, 14 May 2024"),
        )
    )
    found = values(decision)
    assert decision.type == "authorisation_letter"
    assert found["legal_representative"] == "João Simão Leitão"
    assert found["agent"] == "Inês Conceição"


def test_the_end_of_a_firm_is_no_person() -> None:
    assert person("Machinery Co., Ltd. all orders") is None
    assert person("Colin Coles, buyer") == "Colin Coles"


@pytest.mark.parametrize("room", ["机电部", "设施管理部", "维修部"])
def test_a_department_is_none_of_the_firm(room: str) -> None:
    assert organisation(f"{OTHER}{room}") == OTHER


def test_an_agent_acts_in_the_name_of_his_firm(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "授权委托书", 56),
            (160, 180, f"我系{OTHER}的法定代表人，现委托我司鲍立春以本公司名义参加贵厂设备采购的洽谈。"),
            (160, 240, "授权期：2024年3月1日至2024年8月31日。"),
            (800, 400, f"委托单位：{OTHER}（公章）"),
            (800, 460, "2024年2月28日"),
        )
    )
    found = values(decision)
    assert found["agent"] == "鲍立春"
    assert (found["valid_from"], found["valid_until"]) == ("2024-03-01", "2024-08-31")


def test_an_order_of_a_web_shop_names_both_and_what_was_paid(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "订单详情", 56),
            (100, 160, "订单号：2291837465501"),
            (900, 160, "下单时间：2024-04-11 10:22:31"),
            (100, 220, f"买家公司名：{OTHER}"),
            (100, 280, f"卖家公司名：{OWN}"),
            (100, 700, "商品总价：¥8,600.00"),
            (100, 760, "运费：¥120.00"),
            (100, 820, "实付款：¥8,720.00"),
        )
    )
    found = values(decision)
    assert (found["buyer"], found["supplier"], found["amount"]) == (OTHER, OWN, "8720.00")


def test_a_confirmed_order_promises_its_day_and_says_its_sum_alone(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "订单确认书", 56),
            (100, 160, "订单编号：XS-2024-0311"),
            (900, 160, "订单日期：2024年3月11日"),
            (100, 220, f"订货单位：{OTHER}"),
            (900, 220, "承诺交货日：2024年3月29日"),
            (100, 700, "总额：¥41,520.00"),
            (100, 760, "肆万壹仟伍佰贰拾元整"),
        )
    )
    found = values(decision)
    assert found["delivery_date"] == "2024-03-29"
    assert found["amount_in_words"] == "肆万壹仟伍佰贰拾元整"


@pytest.mark.parametrize(
    "row",
    [
        ((100, 700, "TOTÁL CFR SANTOS"), (1100, 700, "9,480.00")),
        ((700, 700, "1,200"), (900, 700, "EUR"), (1100, 700, "9,480.00")),
    ],
)
def test_the_sum_of_an_invoice_stands_behind_its_terms_or_alone(
    page: Draw, read: Read, row: tuple[tuple[int, int, str], ...]
) -> None:
    decision = read(
        page(
            (600, 60, "PROFORMA INVOICE", 50),
            (100, 160, f"To: {ABROAD}"),
            (900, 160, "Invoice No.: PI-24-0093"),
            (900, 220, "Date: 18 March 2024"),
            (100, 500, "Hinges, steel, 40 mm"),
            (1100, 500, "6,180.00"),
            (100, 560, "Handles, brass"),
            (1100, 560, "3,300.00"),
            *row,
            (100, 800, OURS_ABROAD),
        )
    )
    assert values(decision)["amount"] == "9480.00"


def test_who_bills_us_stands_in_the_heading_of_a_tax_invoice(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (100, 60, "KIWI TOOLING"),
            (700, 60, "KIWI TOOLING PTY LTD"),
            (100, 120, "18 Harbour Road, Auckland"),
            (600, 200, "TAX INVOICE"),
            (100, 320, "BILL TO"),
            (900, 320, "INVOICE NO."),
            (1200, 320, "KT-24-3318"),
            (100, 380, "HONGDA MACHINERY CO., LTD."),
            (900, 380, "INVOICE DATE"),
            (1200, 380, "30 JUL 2024"),
            (100, 600, "SUBTOTAL"),
            (1200, 600, "4,100.00"),
            (100, 660, "TOTAL DUE"),
            (1200, 660, "USD 4,100.00"),
        ),
        own=("HONGDA MACHINERY CO., LTD.",),
    )
    assert decision.type == "invoice"
    assert str(values(decision)["seller"]).upper() == "KIWI TOOLING PTY LTD"
    assert not decision.review


def test_an_invoice_of_hong_kong_is_signed_by_authority(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, OWN, 50),
            (680, 140, "發 票", 56),
            (100, 240, "致：永昌五金（香港）有限公司"),
            (1000, 240, "發票編號：IV-24-0118"),
            (1000, 300, "日期：2024年5月13日"),
            (100, 420, "貨品"),
            (700, 420, "數量"),
            (900, 420, "單價HK$"),
            (1150, 420, "金額HK$"),
            (100, 480, "門鉸"),
            (700, 480, "200個"),
            (900, 480, "38.00"),
            (1150, 480, "7,600.00"),
            (100, 560, "總計"),
            (1150, 560, "HK$7,600.00"),
            (900, 800, "授權簽署"),
        )
    )
    assert decision.type == "invoice"
    assert values(decision)["party"] == "永昌五金（香港）有限公司"


def test_who_buys_a_car_is_named_with_the_number_of_his_card(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "机动车销售统一发票", 56),
            (100, 160, "发票代码：132002120771"),
            (900, 160, "发票号码：00918342"),
            (100, 220, "开票日期：2023-06-19"),
            (100, 300, "购买方名称及身份证号码/组织机构代码"),
            (700, 300, OWN),
            (100, 360, "价税合计"),
            (700, 360, "小写 ¥212000.00"),
            (100, 420, "销货单位名称"),
            (700, 420, OTHER),
        )
    )
    assert values(decision)["party"] == OWN


def test_a_statement_by_hand_says_what_is_still_owed(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "货款对账表", 56),
            (100, 160, f"客户：{OTHER}"),
            (100, 240, "日期"),
            (400, 240, "品名"),
            (700, 240, "金额"),
            (900, 240, "已付"),
            (100, 300, "2024.3.7"),
            (400, 300, "螺栓"),
            (700, 300, "5200"),
            (900, 300, "2000"),
            (100, 360, "合计"),
            (700, 360, "5200"),
            (900, 360, "2000"),
            (100, 440, "共计货款5200元，已付2000元，下欠3200元。"),
            (100, 500, OWN),
            (100, 560, "2024年4月18日"),
        )
    )
    assert values(decision)["amount"] == "3200.00"


@pytest.mark.parametrize(
    ("title", "first", "last"),
    [
        ("货款对账单（2023年第二季度）", "2023-04-01", "2023-06-30"),
        ("加工费对账单（2023年上半年）", "2023-01-01", "2023-06-30"),
    ],
)
def test_the_title_of_a_statement_says_for_when_it_is(
    page: Draw, read: Read, title: str, first: str, last: str
) -> None:
    decision = read(
        page(
            (600, 60, title, 56),
            (100, 160, f"客户名称：{OTHER}"),
            (100, 300, "应收余额：32,000.00元"),
            (100, 500, "2023年7月6日"),
        )
    )
    found = values(decision)
    assert (found["period_from"], found["period_until"]) == (first, last)


def test_a_term_goes_on_behind_the_dash_at_the_end_of_its_row(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "租赁费对账单", 56),
            (100, 180, f"客户：{OTHER}"),
            (1150, 180, "结算期：2023.5.1一"),
            (100, 240, "2023.5.31"),
            (100, 400, "应收余额：32,000.00元"),
            (100, 500, "2023年6月6日"),
        )
    )
    found = values(decision)
    assert (found["period_from"], found["period_until"]) == ("2023-05-01", "2023-05-31")


@pytest.mark.parametrize("label", ["AS AT", "AS OF", "CLOSING DATE:"])
def test_a_statement_ends_on_the_day_it_is_drawn_up_for(page: Draw, read: Read, label: str) -> None:
    decision = read(
        page(
            (600, 60, "STATEMENT OF ACCOUNT", 50),
            (100, 180, ABROAD),
            (1000, 180, "CUSTOMER 300611"),
            (1000, 240, f"{label} 31 MAY 2024"),
            (100, 300, "INVOICE"),
            (1000, 300, "4,200.00"),
            (100, 400, "BALANCE DUE: EUR 4,200.00"),
        )
    )
    assert values(decision)["period_until"] == "2024-05-31"


def test_a_receipt_says_in_two_lines_for_what_and_how_much(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "收条", 56),
            (160, 180, f"今收到{OTHER}付给的2024年加工费，共计人民币叁仟捌佰"),
            (100, 240, "陆拾元整(3860元)，以前的欠条作废。"),
            (100, 340, f"收款人：{OWN}"),
            (100, 400, "2024年2月4日"),
        )
    )
    found = values(decision)
    assert (found["amount"], found["purpose"]) == ("3860.00", "2024年加工费")


def test_a_deposit_is_handed_over_for_what_the_receipt_says(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "收据", 56),
            (100, 180, f"兹收到{OTHER}依《模具加工合同》交付之模具履约保证金，计人民币贰万元整（¥20,000）。"),
            (800, 340, OWN),
            (800, 400, "2024年6月12日"),
        )
    )
    assert values(decision)["purpose"] == "模具履约保证金"


@pytest.mark.parametrize("heading", ["箱规", "装箱规格", "包装规格"])
def test_how_goods_are_packed_is_what_they_are_told_apart_by(page: Draw, read: Read, heading: str) -> None:
    rows = (("品名", heading, "件数", "单价", "金额"), ("酱油", "500ml*12瓶", "20", "96", "1920.00"))
    decision = read(
        page(
            (600, 60, "送货单", 56),
            (100, 160, f"收货单位：{OTHER}"),
            (1000, 160, "流水：JX-0082716"),
            (1000, 220, "送货日期：2024-06-19"),
            *(
                (100 + 260 * column, 380 + 70 * number, text)
                for number, row in enumerate(rows)
                for column, text in enumerate(row)
            ),
            (100, 900, "送货人："),
            (1000, 900, "收货人签字："),
        )
    )
    (line,) = values(decision)["lines"]
    assert line["spec"] == "500ml*12瓶"
    assert values(decision)["slip_no"] == "JX-0082716"


def test_a_letter_that_orders_names_whom_it_asks_and_who_signs(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "订货单", 56),
            (100, 160, f"{OWN}孙经理："),
            (160, 220, "月底快到了，我店再订以下货，请11月28日前送到："),
            (100, 300, "品名"),
            (500, 300, "数量"),
            (800, 300, "单价"),
            (100, 360, "合页"),
            (500, 360, "30盒"),
            (800, 360, "25"),
            (100, 440, "共计750元"),
            (900, 560, "桐城市范岗镇老朱五金店"),
            (900, 620, "朱有才"),
            (900, 680, "2023.11.20"),
        )
    )
    found = values(decision)
    assert (found["buyer"], found["supplier"]) == ("桐城市范岗镇老朱五金店", OWN)


def test_what_a_row_says_of_the_goods_above_ends_no_list(page: Draw, read: Read) -> None:
    goods = (("10", "HM-4410", "Gear oil, mineral", "40 PAILS"), ("20", "HM-4620", "Chain oil", "8 DRM"))
    decision = read(
        page(
            (600, 60, "DELIVERY NOTE", 50),
            (100, 160, "SHIP TO"),
            (100, 220, ABROAD),
            (1000, 160, "DELIVERY NO. 80077312"),
            (1000, 220, "DOCUMENT DATE 2024-03-04"),
            *zip(
                (100, 250, 500, 1000),
                (360,) * 4,
                ("ITEM", "MATERIAL", "DESCRIPTION", "QUANTITY UOM"),
                strict=True,
            ),
            *(
                spot
                for number, row in enumerate(goods)
                for spot in (
                    *zip((100, 250, 500, 1000), (430 + 130 * number,) * 4, row, strict=True),
                    (250, 490 + 130 * number, f"Customer part: NM-{number}7-114"),
                )
            ),
            (100, 800, "Goods received in good condition:"),
        )
    )
    told = [(one["item"], one["spec"], one["quantity"], one["unit"]) for one in values(decision)["lines"]]
    assert told == [("Gear oil, mineral", "HM-4410", "40", "PAILS"), ("Chain oil", "HM-4620", "8", "DRM")]

"""Numbers cited, alone or behind short labels; days of letters, terms and receipts; sums below columns."""

from __future__ import annotations

import pytest

from capture.pages import Box, Cell, Table
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, Spot, listed, values
from tests.unit.classify.test_other_words import spots_of


def slip(*more: Spot) -> list[Spot]:
    return [
        (500, 60, "送 货 单", 56),
        (1000, 130, "单号：SH240611-2"),
        (100, 200, f"收货单位：{OTHER}"),
        *more,
        *listed(340, "品名|规格|单位|数量", "深沟球轴承|6204|套|30"),
        (100, 620, "送货人："),
        (800, 620, "收货人签字："),
    ]


def test_the_day_goods_were_signed_for_is_not_the_day_they_were_sent(page: Draw, read: Read) -> None:
    signed = (800, 680, "签收日期：2024年6月14日")
    assert values(read(page(*slip((100, 260, "发货时间：2024-06-11"), signed))))["date"] == "2024-06-11"
    assert values(read(page(*slip(signed))))["date"] == "2024-06-14"  # nothing else tells it


@pytest.mark.parametrize(
    "words",
    ["采购单：CGHT-24-0617", "订货通知：CGHT-24-0617", "订货号CGHT-24-0617", "采购通知单号：CGHT-24-0617"],
)
def test_the_order_goods_come_for_has_many_names(page: Draw, read: Read, words: str) -> None:
    assert values(read(page(*slip((100, 260, words)))))["order_no"] == "CGHT-24-0617"


def test_a_column_of_makers_article_numbers_names_no_order(page: Draw, read: Read) -> None:
    rows = listed(340, "品名|订货号|单位|数量", "接触器|3RT2015-1AB01|个|6")
    found = values(read(page(*(spot for spot in slip() if spot[1] not in (340, 410)), *rows)))
    assert "order_no" not in found


def order(*more: Spot) -> list[Spot]:
    return [
        (500, 60, "采购订单", 56),
        (100, 140, f"采购方：{OWN}"),
        (100, 200, f"供应商：{OTHER}"),
        (900, 140, "订单编号：PO-24-118"),
        *more,
    ]


def test_a_letter_that_orders_bears_its_day_at_its_foot(page: Draw, read: Read) -> None:
    found = values(
        read(
            page(
                *order(
                    (140, 300, "根据双方协议，请贵公司于2024年7月15日前将下列备件送至我司三号库。"),
                    *listed(380, "名称|规格|数量|单价|小计", "压板|20×60|40|12.50|500.00"),
                    (140, 620, "到货后45天内付款，逾期不候。"),
                    (1000, 860, OWN),
                    (1000, 920, "二〇二四年六月三日"),
                )
            )
        )
    )
    assert found["date"] == "2024-06-03"
    assert found["delivery_date"] == "2024-07-15"


@pytest.mark.parametrize("words", ["要求送达：2024年7月15日", "进场日期：2024年7月15日"])
def test_when_an_order_is_to_be_done(page: Draw, read: Read, words: str) -> None:
    found = values(read(page(*order((900, 200, "下单日期：2024-06-03"), (100, 260, words)))))
    assert (found["date"], found["delivery_date"]) == ("2024-06-03", "2024-07-15")


def test_the_sum_of_what_is_counted_is_no_amount(page: Draw, read: Read) -> None:
    edges = [(100, 400), (400, 600), (600, 800), (800, 1000), (1000, 1300)]
    texts = [
        ("物料名称", "规格型号", "采购数量", "含税单价", "价税合计"),
        ("直线导轨", "HGR20", "60.00", "310.0000", "18,600.00"),
        ("滑块", "HGH20", "24.00", "95.0000", "2,280.00"),
    ]
    rows = [
        tuple(Cell(text, Box(x0, y, x1, y + 50)) for text, (x0, x1) in zip(row, edges, strict=True))
        for y, row in zip((300, 350, 400), texts, strict=True)
    ]
    spans = [(100, 600, "合计"), (600, 800, "84.00"), (800, 1000, ""), (1000, 1300, "20,880.00")]
    rows.append(tuple(Cell(text, Box(x0, 450, x1, 500)) for x0, x1, text in spans))
    table = Table(Box(100, 300, 1300, 500), tuple(rows))
    found = values(read(page(*order((900, 200, "采购日期：2024/6/3")), *spots_of(table), tables=(table,))))
    assert found["amount"] == "20880.00"


def test_a_declarations_total_is_the_sum_below_the_goods_without_a_word(page: Draw, read: Read) -> None:
    found = values(
        read(
            page(
                (400, 40, "中华人民共和国海关出口货物报关单", 44),
                (900, 120, "海关编号：422720240273118846"),
                (100, 180, "境外收货人"),
                (100, 220, "NORDIC HYDRAULIK AB"),
                (700, 180, "申报日期"),
                (700, 220, "20240619"),
                *listed(
                    400,
                    "项号|商品名称|数量及单位|单价|总价|币制",
                    "1|液压胶管|320千克|9.50|3040.00|美元",
                    "2|接头|200个|1.80|360.00|美元",
                    "||||3400.00|美元",
                    step=200,
                ),
            )
        )
    )
    assert found["amount"] == "3400.00"


def statement(*more: Spot) -> list[Spot]:
    return [
        (500, 60, "对账单", 56),
        (100, 140, f"客户：{OTHER}"),
        (100, 200, f"供应商：{OWN}"),
        *more,
    ]


def test_a_term_right_above_a_heading_of_days_is_not_the_papers_day(page: Draw, read: Read) -> None:
    found = values(
        read(
            page(
                *statement(
                    (100, 250, "对账期间"),
                    (330, 250, "2024年5月1日至5月31日"),
                    *listed(290, "日期|送货单号|品名|数量|金额|备注", "5/9|0031877|压板|40|500.00|无"),
                    (100, 430, "本月应付合计"),
                    (980, 430, "500.00"),
                    (100, 480, "制表周宁 2024-6-4"),
                )
            )
        )
    )
    assert (found["date"], found["period_from"]) == ("2024-06-04", "2024-05-01")


def test_a_statement_up_to_a_day(page: Draw, read: Read) -> None:
    found = values(
        read(page(*statement((800, 140, "截止日期：2024-05-31"), (100, 300, "应收余额：500.00元"))))
    )
    assert found["period_until"] == "2024-05-31"


def test_a_dash_between_days_read_as_one(page: Draw, read: Read) -> None:
    told = (100, 300, "贵我双方2024年1月1日一2024年6月30日往来如下，请予核对。")
    found = values(read(page(*statement(told, (100, 380, "应收余额：500.00元")))))
    assert (found["period_from"], found["period_until"]) == ("2024-01-01", "2024-06-30")


def letter(*more: Spot) -> list[Spot]:
    return [
        (500, 160, "授权委托书", 60),
        (100, 260, f"委托单位：{OTHER}"),
        (100, 320, "受托人：林晓"),
        *more,
        (100, 800, "签发日期：2024年3月1日"),
    ]


@pytest.mark.parametrize("number", ["远景授〔2024〕第006号", "XC-0612", "SQ-WT-0612"])
def test_a_number_alone_at_the_top_is_the_papers(page: Draw, read: Read, number: str) -> None:
    assert values(read(page((100, 60, OTHER), (1000, 60, number), *letter())))["number"] == number


def test_a_forms_year_at_the_top_is_no_number(page: Draw, read: Read) -> None:
    assert "number" not in values(read(page((100, 60, OTHER), (1000, 60, "QR-2023"), *letter())))


def test_an_authority_that_begins_and_ends_in_a_sentence(page: Draw, read: Read) -> None:
    said = (100, 420, "代理人无转委托权。本授权自2024年3月1日起生效，至2025年2月28日止。")
    found = values(read(page(*letter(said))))
    assert (found["valid_from"], found["valid_until"]) == ("2024-03-01", "2025-02-28")


def test_a_contracts_number_behind_its_title_goes_on_in_the_next_line_of_the_cell(
    page: Draw, read: Read
) -> None:
    found = values(
        read(
            page(
                *letter(
                    (330, 420, f"代表本公司与{OWN}签署《设备供货合同》（编号YJ-GH-"),
                    (100, 450, "委托事项"),
                    (330, 480, "2024-07）并办理验收和结算。"),
                )
            )
        )
    )
    assert found["contract_no"] == "YJ-GH-2024-07"
    assert "number" not in found


def invoice(*more: Spot) -> list[Spot]:
    return [
        (500, 60, "江苏增值税专用发票", 50),
        (100, 60, "3200231130"),
        (1000, 140, "开票日期：2024年03月29日"),
        (100, 240, f"购买方 名称：{OWN}"),
        (100, 560, f"销售方 名称：{OTHER}"),
        (100, 460, "价税合计（大写）伍佰圆整"),
        (900, 460, "（小写）¥500.00"),
        *more,
    ]


@pytest.mark.parametrize("printed", ["N04418820", "No04418820", "N° 04418820", "NE04418820"])
def test_an_invoices_number_behind_a_misread_sign(page: Draw, read: Read, printed: str) -> None:
    assert values(read(page(*invoice((1100, 60, printed)))))["number"] == "04418820"


@pytest.mark.parametrize("printed", ["备注 订单CGA0517", "订单号 P/O No. CGA0517"])
def test_the_order_an_invoice_is_for(page: Draw, read: Read, printed: str) -> None:
    found = values(read(page(*invoice((1100, 60, "No04418820"), (900, 620, printed)))))
    assert (found["order_no"], found["number"]) == ("CGA0517", "04418820")


def test_a_workflow_says_when_it_was_approved(page: Draw, read: Read) -> None:
    found = values(
        read(
            page(
                (100, 60, "客户延期付款申请·审批", 50),
                (100, 160, f"客户：{OTHER}"),
                (100, 220, "应付金额（元）：17,880.00"),
                (100, 280, "应还日期：2024-01-31 →延期至：2024-03-15"),
                *listed(400, "1 发起|林晓|2024-01-29 10:11|提交", "2 总经理|何原|2024-02-01 16:25|同意"),
                (600, 600, "流程状态：已结束审批完成日期：2024-02-01"),
            )
        )
    )
    assert found["date"] == "2024-02-01"


@pytest.mark.parametrize(
    ("printed", "term"),
    [
        ("结算：☑月结30天□批结 ☐其他", "月结30天"),
        ("账期：□30天 ☑45天 □60天", "45天"),
        ("账期：□30天 □45天", "□30天 □45天"),  # nobody ticked
        ("账期：☑30天 ☑45天", "☑30天 ☑45天"),
    ],
)
def test_of_boxes_to_tick_the_ticked_one_counts(page: Draw, read: Read, printed: str, term: str) -> None:
    spots = ((500, 60, "客户信用额度审批单", 56), (100, 160, f"客户：{OTHER}"), (100, 220, "申请额度：2万元"))
    assert values(read(page(*spots, (100, 280, printed))))["term"] == term


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("授权期限：自签发之日起至2025年2月28日", None, "2025-02-28"),
        ("本授权有效期自2024年3月1日起一年", "2024-03-01", None),
        ("有效期限：壹年", None, None),
    ],
)
def test_a_term_is_no_longer_than_the_paper_says(
    page: Draw, read: Read, said: str, first: str | None, last: str | None
) -> None:
    spots = letter((100, 420, said))[:-1]
    found = values(read(page(*spots, (900, 800, "2024年3月1日"))))
    assert (found.get("valid_from"), found.get("valid_until")) == (first, last)
    assert found["date"] == "2024-03-01"


def test_months_with_points_are_a_term(page: Draw, read: Read) -> None:
    told = (100, 300, "对账期间：2024.04-2024.06")
    found = values(read(page(*statement(told, (100, 380, "应收余额：500.00元")))))
    assert (found["period_from"], found["period_until"]) == ("2024-04-01", "2024-06-30")


def approval(*more: Spot) -> list[Spot]:
    return [
        (500, 60, "客户信用额度审批表", 56),
        (100, 160, f"客户名称：{OTHER}"),
        (100, 220, "申请额度：200,000.00元"),
        *more,
        (100, 700, "申请日期：2024年2月20日"),
    ]


@pytest.mark.parametrize("printed", ["编号：远景发〔2024〕12号", "编号 远景发（2024）12号"])
def test_an_offices_number_goes_on_behind_its_year(page: Draw, read: Read, printed: str) -> None:
    found = values(read(page(*approval((1000, 120, printed)))))
    assert found["number"].replace("（", "〔").replace("）", "〕") == "远景发〔2024〕12号"


@pytest.mark.parametrize(
    "printed",
    ["额度使用期限：自2024年3月1日起至2025年2月28日止", "生效日：2024-03-01 失效日：2025-02-28"],
)
def test_a_line_of_credit_runs_from_one_day_to_another(page: Draw, read: Read, printed: str) -> None:
    found = values(read(page(*approval((100, 300, printed)))))
    assert (found["valid_from"], found["valid_until"]) == ("2024-03-01", "2025-02-28")


def test_what_was_owed_before_is_no_part_of_a_slips_total(page: Draw, read: Read) -> None:
    goods = listed(340, "品名|规格|单位|数量|单价|金额", "深沟球轴承|6204|套|30|100.00|3000.00", step=200)
    told = (100, 480, "本次应收：3000.00 上次欠款：500.00 总欠款：3500.00")
    spots = (spot for spot in slip() if spot[1] not in (340, 410))
    assert values(read(page(*spots, *goods, told)))["total"] == "3000.00"


@pytest.mark.parametrize(
    ("title", "days", "day"),
    [
        ("送 货 单", "日期：2024年6月11日 到货日期：2024年6月13日", "2024-06-11"),
        ("采购入库单", "发货日期：2024-06-11 收货日期：2024-06-13", "2024-06-13"),
        ("采购入库单", "验收日期：2024-06-14 入库日期：2024-06-13", "2024-06-13"),
    ],
)
def test_a_slip_is_of_the_day_goods_went_a_receipt_of_the_day_they_came(
    page: Draw, read: Read, title: str, days: str, day: str
) -> None:
    spots = slip((100, 260, days))
    assert values(read(page((500, 60, title, 56), *spots[1:])))["date"] == day


def test_a_day_of_something_else_is_not_the_papers(page: Draw, read: Read) -> None:
    found = values(
        read(
            page(
                (500, 60, "退货审批表", 56),
                (100, 160, f"客户名称：{OTHER}"),
                (100, 220, "购买日期：2024-05-20"),
                (100, 280, "产品名称：轴承"),
                (100, 340, "退货金额：500.00元"),
            )
        )
    )
    assert "date" not in found

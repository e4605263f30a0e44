"""Whom a label means by the kind of paper, labels in two languages, goods without rules, long contracts."""

from __future__ import annotations

import pytest

from capture.pages import Page, Seal
from classify.names.organisations import organisation
from classify.names.registrars import tidy_office
from classify.notation.dates import parse_date
from classify.piles.beginnings import beginnings
from classify.profile import Profile
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, listed, values

GOODS = (
    (100, 360, "序号"),
    (250, 360, "名称"),
    (560, 360, "规格"),
    (760, 360, "单位"),
    (900, 360, "数量"),
    (1050, 360, "单价"),
    (1250, 360, "金额"),
    (110, 410, "1"),
    (250, 410, "热轧角钢"),
    (560, 410, "L50*5"),
    (760, 410, "吨"),
    (900, 410, "2"),
    (1050, 410, "4200.00"),
    (1250, 410, "8400.00"),
    (100, 470, "合计"),
    (1250, 470, "8400.00"),
)


@pytest.mark.parametrize(
    ("title", "kind", "seller", "buyer"),
    [
        ("采购入库单", "goods_receipt", "supplier", "consignee"),
        ("采购订单", "order", "supplier", "buyer"),
        ("销售订单", "order", "buyer", "supplier"),
        ("销售出库单", "delivery_slip", "consignee", "supplier"),
    ],
)
@pytest.mark.parametrize("label", ["往来单位", "往来单位名称"])
def test_the_kind_of_paper_tells_whom_往来单位_means(
    page: Draw, read: Read, label: str, title: str, kind: str, seller: str, buyer: str
) -> None:
    drawn = page(
        (500, 40, OWN, 36),
        (600, 110, title, 56),
        (100, 210, f"{label}：{OTHER}"),
        (800, 210, "单据编号：CG-2024-0518"),
        (100, 270, "单据日期：2024-05-18"),
        (800, 270, "仓库：主仓库"),
        *GOODS,
    )
    decision = read(drawn)
    found = values(decision)
    assert decision.type == kind
    assert (found[seller], found[buyer]) == (OTHER, OWN)
    assert decision.party is not None
    assert decision.party.name == OTHER


def test_a_receipt_has_its_own_number_before_the_suppliers(page: Draw, read: Read) -> None:
    drawn = page(
        (600, 110, "采购收货单", 56),
        (100, 210, f"供应商名称：{OTHER}"),
        (900, 210, "收货日期：2024-05-18"),
        (100, 270, "送货单号：SH-9981"),
        (900, 270, "收货单号：PR2024-0711"),
        *GOODS,
    )
    found = values(read(drawn))
    assert (found["slip_no"], found["supplier"]) == ("PR2024-0711", OTHER)


def test_what_workshops_draw_from_the_store_is_no_delivery(page: Draw, read: Read) -> None:
    drawn = page(
        (600, 110, "材料出库单", 56),
        (100, 210, "领用部门：一车间"),
        (800, 210, "出库单号：CK20240506"),
        (100, 270, "出库日期：2024-05-06"),
        *GOODS,
        (100, 600, "领料人：张涛"),
    )
    assert read(drawn).type == "other"


def test_a_packing_list_in_two_languages(page: Draw, read: Read) -> None:
    drawn = page(
        (600, 110, "装箱单 PACKING LIST", 56),
        (100, 210, f"收货人 Consignee：{OTHER}"),
        (900, 210, "P/L No. & Date: HD24-0712  2024-07-12"),
        (100, 270, "合同号 Contract No.：XS24060018"),
        (900, 270, "客户订单号 P.O. No.：PO-778812"),
        (100, 330, "L/C No.: LC1234567"),
        (100, 400, "箱号"),
        (300, 400, "品名"),
        (560, 400, "数量"),
        (760, 400, "净重(KG)"),
        (1000, 400, "毛重(KG)"),
        (100, 450, "1-10"),
        (300, 450, "轴承座"),
        (560, 450, "200件"),
        (760, 450, "180"),
        (1000, 450, "200"),
        (100, 510, "合计"),
        (560, 510, "200件"),
        (760, 510, "180"),
        (1000, 510, "200"),
    )
    found = values(read(drawn))
    assert (found["slip_no"], found["contract_no"]) == ("HD24-0712", "XS24060018")
    assert (found["order_no"], found["consignee"]) == ("PO-778812", OTHER)
    assert "total" not in found


def test_a_place_behind_from_and_to_is_no_firm(page: Draw, read: Read) -> None:
    drawn = page(
        (500, 40, "SHANGHAI HONGDA MACHINERY CO., LTD.", 30),
        (600, 110, "PACKING LIST", 56),
        (100, 210, "Consignee: ATLAS TRADING GMBH"),
        (900, 210, "S/C No.: HD24-31"),
        (100, 270, "From: SHANGHAI"),
        (900, 270, "To: HAMBURG"),
        (100, 330, "G.W. 1000KGS"),
        (500, 330, "N.W. 950KGS"),
    )
    found = values(read(drawn))
    assert found["supplier"] == "SHANGHAI HONGDA MACHINERY CO., LTD."
    assert found["consignee"] == "ATLAS TRADING GMBH"


def test_a_value_ends_at_a_label_nobody_knows(page: Draw, read: Read) -> None:
    drawn = page(
        (600, 110, "客户往来对账单", 56),
        (100, 210, f"往来单位：{OTHER}"),
        (900, 210, "打印日期：2024-10-31"),
        (100, 270, "期末余额：31500.00"),
        (500, 270, "本月开票：10000.00"),
        (100, 330, "本期收款 10000.00"),
        (100, 400, "请核对无误后盖章"),
    )
    assert values(read(drawn))["amount"] == "31500.00"


def test_goods_without_rules_keep_the_order_of_their_columns(page: Draw, read: Read) -> None:
    drawn = page(
        (600, 110, "送货单", 56),
        (100, 210, f"客户：{OTHER}"),
        (900, 210, "NO：0012345"),
        (100, 330, "序号"),
        (420, 330, "品名"),
        (760, 330, "单位"),
        (900, 330, "数量"),
        (110, 390, "1"),
        (260, 390, "电焊条"),
        (760, 390, "包"),
        (900, 390, "20"),
        (110, 440, "2"),
        (260, 440, "闸阀"),
        (760, 440, "台"),
        (900, 440, "3"),
        (100, 520, "承运单位：顺达物流"),
        (760, 520, "苏E"),
        (900, 520, "12345"),
    )
    lines = values(read(drawn))["lines"]
    assert [(line["item"], line["quantity"]) for line in lines] == [("电焊条", "20"), ("闸阀", "3")]


@pytest.mark.parametrize(
    ("read_as", "name"),
    [
        ("登仅供记机办理关投标使用苏州市姑苏区市场监督管理局", "苏州市姑苏区市场监督管理局"),
        ("关苏州市市场监督管理局", "苏州市市场监督管理局"),
        ("韶关市市场监督管理局", "韶关市市场监督管理局"),
        ("北京市工商行政管理局海淀分局", "北京市工商行政管理局海淀分局"),
        ("苏州市登记局", "苏州市登记局"),
        ("苏州市登记注册局", "苏州市登记注册局"),
        ("登封市市场监督管理局", "登封市市场监督管理局"),
        ("登记机关登封市市场监督管理局", "登封市市场监督管理局"),
    ],
)
def test_what_lies_across_an_offices_name_is_dropped(read_as: str, name: str) -> None:
    assert tidy_office(read_as) == name


def test_a_watermark_in_the_row_above_does_not_begin_the_registrars_name(page: Draw, read: Read) -> None:
    drawn = page(
        (600, 60, "营业执照", 90),
        (100, 200, "统一社会信用代码 91320113580452133T"),
        (100, 280, f"名称 {OTHER}"),
        (100, 340, "住所 苏州市东吴路1号"),
        (100, 400, "经营范围 金属材料销售"),
        (700, 700, "登仅供记机办理关投标使用"),
        (700, 750, "苏州市姑苏区市场监督管理局"),
        (800, 800, "2023年7月19日"),
    )
    assert values(read(drawn))["registrar"] == "苏州市姑苏区市场监督管理局"


def test_the_seal_gives_the_office_whose_name_has_dirt_before_it(page: Draw, read: Read) -> None:
    lines = (
        (600, 60, "营业执照", 90),
        (100, 200, "统一社会信用代码 91320113580452133T"),
        (100, 280, f"名称 {OTHER}"),
        (100, 400, "经营范围 金属材料销售"),
        (700, 750, "登记机关 之章苏州市市场监督管理局"),
    )
    drawn = page(*lines)
    sealed = page(*lines, seals=(Seal(drawn.lines[-1].box, "苏州市市场监督管理局"),))
    assert values(read(sealed))["registrar"] == "苏州市市场监督管理局"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
        ("31.01.2024", "2024-01-31"),
        ("05/05/2024", "2024-05-05"),
        ("09.10.2024", None),
        ("31.02.2024", None),
        ("1.25/12/2024", None),
    ],
)
def test_a_year_at_the_end_where_day_and_month_are_told_apart(text: str, day: str | None) -> None:
    assert parse_date(text) == day


def test_names_keep_the_dot_of_a_shortened_form() -> None:
    assert organisation("HONGDA MACHINERY CO., LTD.") == "HONGDA MACHINERY CO., LTD."
    assert organisation("（91320113580452133T）苏州远景贸易有限公司") == OTHER


def test_a_remark_behind_a_blank_is_no_label(page: Draw, read: Read) -> None:
    drawn = page(
        (600, 110, "法人授权书", 56),
        (100, 210, f"致：{OWN}"),
        (100, 270, f"{OTHER}（单位名称）法定代表人高山流（姓名）授权陈晨（被授权人姓名、职务）为代理人。"),
        (100, 330, "特此授权。"),
        (900, 500, "2024年6月11日"),
    )
    found = values(read(drawn))
    assert (found["party"], found["legal_representative"], found["agent"]) == (OTHER, "高山流", "陈晨")


def test_a_deposit_is_what_a_receipt_is_about(page: Draw, read: Read) -> None:
    drawn = page(
        (600, 110, "收条", 56),
        (100, 210, f"今收到{OTHER}交来设备定金人民币贰万元整（¥20000.00元）。"),
        (900, 400, "2024年2月18日"),
    )
    assert values(read(drawn))["amount"] == "20000.00"


def test_a_sales_confirmation_is_a_contract(page: Draw, read: Read) -> None:
    drawn = page(
        (600, 110, "销售确认书", 56),
        (100, 210, f"卖方 Sellers: {OWN}"),
        (100, 270, f"买方 Buyers: {OTHER}"),
        (900, 210, "编号 No.: HDSC24-0456"),
        (900, 270, "日期 Date: 2024-04-20"),
        (100, 340, "兹经买卖双方同意按下列条款成交："),
        (100, 400, "总值 Total Amount: RMB128,500.00"),
        (100, 460, "付款条件：发货前付清"),
    )
    decision = read(drawn)
    found = values(decision)
    assert decision.type == "contract"
    assert (found["contract_no"], found["amount"]) == ("HDSC24-0456", "128500.00")


CLAUSES = tuple((100, 300 + 60 * n, f"{'一二三四五六七八'[n]}、双方约定的第{n}件事项。") for n in range(8))


def contract(page: Draw) -> Page:
    return page(
        (600, 60, "设备采购合同", 60),
        (100, 160, f"买方：{OTHER}"),
        (900, 160, "合同编号：JX-2024-07"),
        (100, 220, "标的见附件。"),
        *CLAUSES,
        height=2200,
    )


def test_a_blank_form_behind_its_annex_head_goes_on_with_the_contract(page: Draw, profile: Profile) -> None:
    blank = (
        (100, 60, "附件二"),
        (700, 120, "验收单", 60),
        (100, 240, "设备名称："),
        (100, 300, "验收意见："),
    )
    filled = (*blank, (100, 360, "供应商：佛山恒盛五金制品有限公司"), (100, 420, "验收单号：YS20240311"))
    for rows, begins in ((blank, False), (filled, True)):
        pages = [contract(page), page(*rows, number=2, height=2200)]
        assert (beginnings(pages, profile)[2] > 0) is begins


def test_a_page_headed_by_what_its_clause_is_about_goes_on(page: Draw, profile: Profile) -> None:
    head = (700, 60, "付款方式", 40)
    follows = page(
        head, (100, 200, "1、合同签订后预付30%。"), (100, 260, "2、货到付70%。"), number=2, height=2200
    )
    own = page(head, (100, 200, f"客户：{OTHER}"), (100, 260, "T/T 30%，余款见提单"), number=2, height=2200)
    assert beginnings([contract(page), follows], profile)[2] < 0
    assert beginnings([contract(page), own], profile)[2] > 0


def test_a_telephone_ends_an_address_before_its_dash(page: Draw, read: Read) -> None:
    drawn = page(
        (600, 110, "客户走访报告", 56),
        (100, 210, f"客户名称：{OTHER}"),
        (100, 270, "地址：苏州市东吴路1号 TEL-0512-66778899"),
        (100, 330, "走访人员：孙敏"),
    )
    assert values(read(drawn))["address"] == "苏州市东吴路1号"


def test_terms_of_payment_that_name_a_customer_shortly_are_a_paper_of_their_own(
    page: Draw, profile: Profile
) -> None:
    own = page(
        (700, 60, "付款方式", 40),
        (100, 200, "客户：苏州远景"),
        (100, 260, "T/T 30%，余款见提单"),
        number=2,
        height=2200,
    )
    assert beginnings([contract(page), own], profile)[2] > 0


@pytest.mark.parametrize(
    ("says", "seller", "buyer"),
    [
        ("贵公司5月6日发来的货物我公司已收到，数量无误。", OWN, OTHER),
        ("贵司所送货物已验收，明细如下：", OWN, OTHER),
        ("请贵公司核对后签收，传真至我司。", OTHER, OWN),
    ],
)
def test_who_speaks_tells_whom_a_confirmation_is_addressed_to(
    page: Draw, read: Read, says: str, seller: str, buyer: str
) -> None:
    drawn = page(
        (500, 40, OTHER, 36),
        (600, 110, "收货确认单", 56),
        (100, 210, f"致：{OWN}"),
        (800, 210, "编号：SH-0506-02"),
        (100, 290, says),
        *GOODS,
        (100, 560, "收货人签字："),
        (800, 560, "2024年5月8日"),
    )
    decision = read(drawn)
    found = values(decision)
    assert decision.type == "delivery_slip"
    assert (found["supplier"], found["consignee"]) == (seller, buyer)
    assert decision.party is not None
    assert decision.party.name == OTHER


def test_who_rents_goods_receives_them(page: Draw, read: Read) -> None:
    found = read(
        page(
            (400, 50, OWN, 40),
            (600, 120, "送货单", 60),
            (100, 200, f"承租方：{OTHER}"),
            (1000, 200, "2024年5月6日"),
            (1000, 150, "单号：CZ240506-02"),
            *listed(300, "物料名称|型号|总根数", "立杆|LG-1500|5100", "横杆|HG-900|640"),
            (100, 560, "客户签收人："),
            width=1500,
            height=900,
        )
    )
    assert values(found)["consignee"] == OTHER

"""What pads, programs and letters do that drawn forms seldom do."""

from __future__ import annotations

import pytest

from capture.pages import Box, Cell, Table
from classify.notation.money import parse_words
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, values
from tests.unit.classify.test_other_words import CLAUSES, grid, spots_of

PLACES = ("万", "千", "百", "十", "元", "角", "分")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("⊗拾贰万零仟零佰零拾零元零角零分", "20000.00"),
        ("拾贰万零仟零佰零拾零元零角零分", "20000.00"),
        ("×佰×拾壹万贰仟叁佰零拾伍元整", "12305.00"),
        ("拾贰万元整", "120000.00"),
    ],
)
def test_units_are_printed_and_figures_written_before_some(words: str, value: str) -> None:
    found = parse_words(words)
    assert found is not None
    assert found.value == value


def test_amounts_whose_figures_stand_in_a_cell_each(page: Draw, read: Read) -> None:
    table = grid(
        100,
        300,
        (260, 160, 80, 100, 120, *(50,) * 7),
        [
            ("货物名称", "规格", "单位", "数量", "单价", *PLACES),
            ("尼龙齿轮", "m2", "只", "30", "18.00", "", "", "5", "4", "0", "0", "0"),
            ("链条", "08B-1", "米", "50", "22.00", "", "1", "1", "0", "0", "0", "0"),
            ("合计人民币（大写）壹仟陆佰肆拾元整", "", "", "", "", "", "1", "6", "4", "0", "0", "0"),
        ],
    )
    decision = read(
        page(
            (500, 60, "送 货 单", 56),
            (1000, 130, "No 0036127"),
            (100, 200, f"收货单位：{OTHER}"),
            *spots_of(table),
            (100, 560, "送货人："),
            (800, 560, "收货人："),
            tables=(table,),
        )
    )
    assert [line["amount"] for line in values(decision)["lines"]] == ["540.00", "1100.00"]
    assert values(decision)["total"] == "1640.00"


def test_a_paper_says_itself_who_is_party_a(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "经销合作协议", 56),
            (100, 200, f"供货方：{OWN}（以下简称“甲方”）"),
            (100, 260, f"经销方：{OTHER}（以下简称“乙方”）"),
            *CLAUSES,
        )
    )
    assert (values(decision)["party_a"], values(decision)["party_b"]) == (OWN, OTHER)


def test_the_rent_of_a_year_is_not_that_of_the_term(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "厂房租赁合同", 56),
            (100, 200, f"出租方：{OTHER}"),
            (100, 260, f"承租方：{OWN}"),
            (100, 320, "年租金为人民币贰拾捌万元整（￥280000元），每半年支付一次。"),
            (100, 380, "三年租金总额为人民币捌拾肆万元整（￥840000元）。"),
            *CLAUSES,
        )
    )
    assert values(decision)["amount"] == "840000.00"


@pytest.mark.parametrize("foot", [OWN, f"公司名称：{OWN}", f"{OWN}财务部"])
def test_who_made_a_paper_stands_at_its_foot(page: Draw, read: Read, foot: str) -> None:
    decision = read(
        page(
            (600, 60, "销售开单", 56),
            (100, 200, f"客户名称：{OTHER}"),
            (900, 200, "单号：XS-0005"),
            (100, 300, "货品名称"),
            (600, 300, "数量"),
            (900, 300, "单价"),
            (1200, 300, "金额"),
            (100, 350, "油封"),
            (600, 350, "6"),
            (900, 350, "5.50"),
            (1200, 350, "33.00"),
            (100, 450, "客户签名："),
            (100, 520, foot),
        )
    )
    assert (values(decision)["supplier"], values(decision)["consignee"]) == (OWN, OTHER)


def test_the_closing_balance_is_the_last_of_its_column(page: Draw, read: Read) -> None:
    columns = (100, 400, 700, 1000, 1300)
    rows = [
        ("日期", "摘要", "应收", "收回", "余额"),
        ("2025-05-31", "期初余额", "", "", "85,200.00"),
        ("2025-06-30", "销售", "20,400.00", "", "105,600.00"),
        ("2025-06-30", "收货款", "", "40,000.00", "65,600.00"),
        ("本期合计", "", "20,400.00", "40,000.00", "65,600.00"),
    ]
    cells = [
        (x, 300 + 60 * n, text)
        for n, row in enumerate(rows)
        for x, text in zip(columns, row, strict=True)
        if text
    ]
    decision = read(page((600, 60, "应收账款对账单", 56), (100, 200, f"单位名称：{OTHER}"), *cells))
    assert values(decision)["amount"] == "65600.00"


def test_a_heading_names_the_currency_of_all_sums(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "COMMERCIAL INVOICE", 56),
            (100, 200, "To: VIET TIEN MACHINERY JSC"),
            (900, 200, "Invoice No.: PI-2025-031"),
            (100, 300, "Description"),
            (900, 300, "Unit Price (USD)"),
            (1250, 300, "Amount (USD)"),
            (100, 350, "Worm gear reducer"),
            (900, 350, "168.00"),
            (1250, 350, "3,360.00"),
            (100, 420, "Total"),
            (1250, 420, "3,360.00"),
        )
    )
    found = values(decision)
    assert (found["party"], found["amount"], found["amount_currency"]) == (
        "VIET TIEN MACHINERY JSC",
        "3360.00",
        "USD",
    )


def test_blanks_between_western_words_are_lost_in_reading(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "TAXINVOICE", 56),
            (100, 200, "InvoiceNumber: INV-25-0778"),
            (100, 260, "InvoiceDate:2025-07-10"),
            (100, 320, "PONumber:7700123456"),
        )
    )
    found = values(decision)
    assert (found["number"], found["date"], found["order_no"]) == ("INV-25-0778", "2025-07-10", "7700123456")


def test_a_label_nobody_knows_ends_an_address(page: Draw, read: Read) -> None:
    rows = [
        ("经营场所", "晋江市磁灶镇大埔村东区63号"),
        ("从业方式", "家庭经营"),
        ("经营范围", "五金零售"),
        ("登记机关", "晋江市市场监督管理局"),
    ]
    cells = [(x, 300 + 60 * n, row[k]) for n, row in enumerate(rows) for k, x in enumerate((100, 330))]
    decision = read(page((600, 60, "营业执照", 90), *cells))
    assert values(decision)["address"] == "晋江市磁灶镇大埔村东区63号"


def test_a_streak_through_a_cell_cuts_no_address(page: Draw, read: Read) -> None:
    whole = "武汉市东湖新技术开发区光谷大道303号2-07栋1-3层"
    cells = (
        Cell("住所", Box(90, 290, 300, 350)),
        Cell(whole[:-5], Box(300, 290, 1100, 350)),
        Cell(whole[-5:], Box(1100, 290, 1300, 350)),
    )
    table = Table(Box(90, 290, 1300, 350), (cells, cells))
    decision = read(
        page(
            (600, 60, "营业执照", 90),
            (100, 300, "住所"),
            (320, 300, whole),
            (100, 420, "登记机关"),
            (330, 420, "武汉市市场监督管理局"),
            tables=(table,),
        )
    )
    assert values(decision)["address"] == whole


def test_an_agreement_beside_a_contract_waits_for_a_person(page: Draw, read: Read) -> None:
    for title in ("产品技术协议", "质量保证协议", "廉洁协议"):
        decision = read(
            page((600, 60, title, 56), (100, 200, f"甲方：{OTHER}"), (100, 260, f"乙方：{OWN}"), *CLAUSES)
        )
        assert decision.review, title

"""Who signs letters and statements, titles in two lines, labels in two languages, days of lists."""

from __future__ import annotations

from typing import Any

import pytest

from capture.pages import Box, Cell, Seal, Table
from classify.labels.translations import without_translation
from classify.names.organisations import organisation
from classify.notation.dates import parse_date
from classify.profile import Profile
from classify.sheet import prepare
from classify.types.titles import find_titles
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, Spot, values

ABROAD = "Voltek Appliance Sdn. Bhd."


def statement(page: Draw, read: Read, *spots: Spot, **more: Any) -> dict[str, Any]:
    """Return the values of a letter that asks another firm to confirm what it owes."""
    heading = [
        (700, 100, "对账函", 60),
        (100, 250, f"{OTHER}："),
        (160, 320, "截至2025年2月28日，贵公司尚欠我公司货款86,450.00元，请核对。"),
    ]
    return values(read(page(*heading, *spots, width=1600, height=2200, **more)))


REPLY = (
    (100, 900, "结论："),
    (100, 960, "1. 数据证明无误。"),
    (900, 960, "2. 数据不符，请列明不符金额。"),
    (100, 1020, "（单位盖章）"),
    (900, 1020, "（单位盖章）"),
    (100, 1080, "经办人："),
    (900, 1080, "经办人："),
    (100, 1140, "电话："),
    (100, 1200, "年 月 日"),
    (900, 1200, "年 月 日"),
)


@pytest.mark.parametrize("name", [OWN, f"{OWN}（财务专用章）", f"（公司签章）{OWN}"])
def test_a_letter_is_signed_above_its_reply_slip(page: Draw, read: Read, name: str) -> None:
    told = statement(page, read, (850, 600, name), (1000, 660, "2025年3月5日"), *REPLY)
    assert (told["party"], told.get("sender"), told["date"]) == (OTHER, OWN, "2025-03-05")


def test_a_second_seal_tells_who_sends_a_letter(page: Draw, read: Read) -> None:
    seals = (
        Seal(Box(800, 500, 1200, 900), f"{OWN}\n财务专用章", "finance"),
        Seal(Box(100, 900, 500, 1300), OTHER, "company"),
    )
    told = statement(page, read, (1000, 700, "2025年3月5日"), *REPLY, seals=seals)
    assert told.get("sender") == OWN
    third = (Seal(Box(800, 1500, 1200, 1900), "南京光大会计师事务所", "company"),)
    told = statement(page, read, (1000, 700, "2025年3月5日"), *REPLY, seals=seals + third)
    assert "sender" not in told, "of two other firms none is surely the sender"


def test_对账单位_beside_the_customer_is_the_sender(page: Draw, read: Read) -> None:
    told = values(
        read(
            page(
                (600, 80, "客户往来对账单", 60),
                (100, 200, f"对账单位：{OWN}"),
                (100, 260, f"客户名称：{OTHER}"),
                (900, 260, "对账期间：2022-07-01至2022-07-31"),
                (100, 400, "期末余额：124,879.80元"),
            )
        )
    )
    assert (told["party"], told.get("sender")) == (OTHER, OWN)


def test_a_firms_form_in_the_next_line_is_part_of_its_name(page: Draw, read: Read) -> None:
    found = read(
        page(
            (100, 60, "Shanghai Hongda Machinery", 36),
            (100, 110, "Co., Ltd.", 36),
            (1000, 60, "Statement of", 36),
            (1000, 110, "Account", 36),
            (100, 220, f"Customer: {ABROAD}"),
            (1000, 220, "Statement date: 2022-12-31"),
            (1000, 270, "Currency: USD"),
            (100, 400, "Closing balance"),
            (1000, 400, "58,240.00"),
        ),
        own=[OWN, "Shanghai Hongda Machinery Co., Ltd."],
    )
    told = values(found)
    assert (found.type, told["party"], told.get("sender")) == (
        "account_statement",
        ABROAD,
        "Shanghai Hongda Machinery Co., Ltd.",
    )
    assert (told["amount"], told["amount_currency"]) == ("58240.00", "USD")


@pytest.mark.parametrize(
    ("upper", "lower", "kind"),
    [
        ("STATEMENT OF", "ACCOUNT", "account_statement"),
        ("产品购销", "合同", "contract"),
        ("客户信用额度", "审批表", "credit_approval"),
    ],
)
def test_a_title_may_stand_in_two_lines(
    page: Draw, profile: Profile, upper: str, lower: str, kind: str
) -> None:
    sheet = prepare(page((600, 60, upper, 60), (600, 150, lower, 60), (100, 400, "一"), (100, 460, "二")))
    assert find_titles(sheet, profile)[0].type == kind


@pytest.mark.parametrize(
    ("label", "bare"),
    [
        ("客户CUST0MER", "客户"),
        ("登记号REG.N0.", "登记号"),
        ("授信额度CRED1T11M1T", "授信额度CRED1T11M1T"),
        ("账期TERMS", "账期"),
    ],
)
def test_english_words_behind_a_label_say_it_again(label: str, bare: str) -> None:
    assert without_translation(label) == bare


def test_a_form_in_two_languages_is_read_by_its_cells(page: Draw, read: Read) -> None:
    labels = ("登记号 Reg. No.", "客户 Customer", "授信金额 Credit line", "保证人 Guarantor")
    said = ("KS-G-2204", ABROAD, "USD 120,000.00", "Voltek Holding AB")
    rows = tuple(
        (
            Cell(label, Box(100, 300 + 60 * n, 600, 360 + 60 * n), 0.98),
            Cell(value, Box(600, 300 + 60 * n, 1500, 360 + 60 * n), 0.98),
        )
        for n, (label, value) in enumerate(zip(labels, said, strict=True))
    )
    table = Table(Box(100, 300, 1500, 540), rows)
    spots = [(c.box.x0 + 10, c.box.y0 + 14, c.text, 26) for row in rows for c in row if c.box]
    told = values(read(page((500, 100, "授信额度及保证登记", 60), *spots, tables=(table,))))
    assert (told["number"], told["party"], told["guarantor"]) == ("KS-G-2204", ABROAD, "Voltek Holding AB")
    assert (told["amount"], told["amount_currency"]) == ("120000.00", "USD")


def test_a_brand_before_a_firm_is_no_part_of_its_name() -> None:
    assert organisation("HYB® Jiangsu Hengyue Bearing Co., Ltd.") == "Jiangsu Hengyue Bearing Co., Ltd."


def test_the_first_month_may_be_called_元月() -> None:
    assert parse_date("二零一九年元月十五日") == "2019-01-15"


def test_a_day_of_a_list_is_not_the_papers(page: Draw, read: Read) -> None:
    columns = ("日期", "摘要", "应收", "实收", "余额")
    rows = (
        ("", "期初余额", "", "", "30,000.00"),
        ("2024-10-15", "送货", "18,210.00", "", "48,210.00"),
        ("2024-11-20", "送货", "27,000.00", "", "75,210.00"),
        ("", "期末余额", "", "", "75,210.00"),
    )
    spots = [
        (100 + 280 * n, 330 + 60 * m, text)
        for m, row in enumerate((columns, *rows))
        for n, text in enumerate(row)
        if text
    ]
    heading = [(500, 80, "往来对账单", 60), (100, 220, f"客户名称：{OTHER}")]
    assert "date" not in values(read(page(*heading, *spots)))
    foot = (100, 700, "制表：许琴"), (900, 700, "2024年12月9日")
    assert values(read(page(*heading, *spots, *foot)))["date"] == "2024-12-09"


def test_a_form_goes_on_with_another_thing(page: Draw, read: Read) -> None:
    told = values(
        read(
            page(
                (600, 80, "授信抵押物登记卡", 60),
                (100, 200, f"客户名称：{OTHER}"),
                (100, 270, "抵押物：贵阳市云岩区北京路9号附3号商铺"),
                (240, 340, "评估价值：172万元"),
                (240, 410, "共有人：无"),
                (100, 480, "登记日期：2021年10月15日"),
            )
        )
    )
    assert told["collateral"] == "贵阳市云岩区北京路9号附3号商铺"


def test_an_agreement_names_the_contract_it_is_about(page: Draw, read: Read) -> None:
    told = values(
        read(
            page(
                (600, 80, "还款协议书", 60),
                (100, 160, "协议编号：CY-HK-2023-02"),
                (100, 230, f"债权人（甲方）：{OWN}"),
                (100, 300, f"债务人（乙方）：{OTHER}"),
                (100, 370, "乙方因履行编号为CY-HY-2021-0330的供货合同，尚欠甲方货款466,300.75元。"),
                (100, 440, "乙方分三期偿还，直至还清。"),
            )
        )
    )
    assert (told["number"], told.get("contract_no")) == ("CY-HK-2023-02", "CY-HY-2021-0330")


def test_a_request_says_until_when_it_should_have_been_paid(page: Draw, read: Read) -> None:
    told = values(
        read(
            page(
                (500, 80, "关于申请延期付款的函", 60),
                (100, 200, f"{OWN}："),
                (160, 270, "我公司应于2024年9月30日前支付货款320,000.00元，恳请延期至2024年12月31日。"),
                (900, 500, OTHER),
                (1000, 560, "2024年9月20日"),
                width=1600,
                height=2200,
            )
        )
    )
    assert (told["due"], told["deferred_until"], told["party"]) == ("2024-09-30", "2024-12-31", OTHER)


def test_a_loan_to_an_employee_is_no_customers_paper(page: Draw, read: Read) -> None:
    assert organisation("因购房向公司") is None
    found = read(
        page(
            (500, 80, "员工借款还款协议", 60),
            (100, 200, f"出借人：{OWN}"),
            (100, 270, "借款人：周海（员工），身份证号：330206199001011234"),
            (160, 340, "借款人因购房向公司借款50,000元，每月从工资中扣还2,000元，直至还清。"),
            (1000, 500, "2024年12月15日"),
        )
    )
    assert (found.type, found.review) == ("other", True)


def test_a_balance_below_a_heading_with_its_unit_is_the_last(page: Draw, read: Read) -> None:
    columns = ("日期", "欠款金额（万元）", "还款金额（万元）", "欠款余额（万元）")
    rows = (
        ("2024-09-10", "12.40", "", "12.40"),
        ("2024-11-15", "9.00", "", "21.40"),
        ("2025-01-20", "", "3.00", "18.40"),
    )
    spots = [
        (100 + 360 * n, 330 + 60 * m, text)
        for m, row in enumerate((columns, *rows))
        for n, text in enumerate(row)
        if text
    ]
    told = values(read(page((500, 80, "客户欠款台账", 60), (100, 220, f"客户名称：{OTHER}"), *spots)))
    assert told["amount"] == "184000.00"


def test_the_only_figure_of_a_row_of_sums_is_the_sum(page: Draw, read: Read) -> None:
    grid = (
        ("期数", "还款时间", "还款金额（元）", "余额（元）"),
        ("第一期", "2025年3月31日", "80,000.00", "140,000.00"),
        ("第二期", "2025年4月30日", "140,000.00", "0.00"),
        ("合计", "", "220,000.00", ""),
    )
    rows = tuple(
        tuple(
            Cell(text, Box(100 + 350 * n, 300 + 60 * m, 450 + 350 * n, 360 + 60 * m), 0.98)
            for n, text in enumerate(row)
        )
        for m, row in enumerate(grid)
    )
    spots = [(c.box.x0 + 10, c.box.y0 + 14, c.text, 26) for row in rows for c in row if c.box and c.text]
    foot = (100, 700, f"还款单位（盖章）：{OTHER}"), (100, 760, "日期：2025年3月1日")
    table = Table(Box(100, 300, 1500, 540), rows)
    told = values(read(page((600, 80, "还款计划表", 60), *spots, *foot, tables=(table,))))
    assert told["amount"] == "220000.00"


def test_an_english_letter_of_authorisation_is_read(page: Draw, read: Read) -> None:
    told = values(
        read(
            page(
                (500, 40, ABROAD, 40),
                (500, 140, "LETTER OF AUTHORIZATION", 50),
                (100, 260, "To: Shanghai Hongda Machinery Co., Ltd."),
                (100, 320, "Date: 8 May 2024"),
                (100, 400, "We hereby authorize Mr. Tan Wei Ming (Passport No. A12345678) to take delivery."),
            ),
            own=[OWN, "Shanghai Hongda Machinery Co., Ltd."],
        )
    )
    assert (told["party"], told["agent"], told["date"]) == (ABROAD, "Tan Wei Ming", "2024-05-08")


def test_terms_are_what_stands_behind_shall_be(page: Draw, read: Read) -> None:
    told = values(
        read(
            page(
                (400, 60, "付款条件确认函", 60),
                (100, 200, f"To: {ABROAD}"),
                (100, 270, "The payment terms shall be: 30% deposit by T/T, balance against copy of B/L."),
            )
        )
    )
    assert told["terms"] == "30% deposit by T/T, balance against copy of B/L."


def test_a_year_is_no_sum_that_is_owed(page: Draw, read: Read) -> None:
    told = values(
        read(
            page(
                (600, 80, "还款协议", 60),
                (100, 200, f"甲方（供货方）：{OWN}"),
                (100, 270, f"乙方（欠款方）：{OTHER}"),
                (100, 340, "鉴于乙方拖欠甲方货款，双方达成协议如下："),
                (100, 410, "一、乙方确认截至2024年11月30日欠甲方货款陆拾捌万元整（¥680,000.00）。"),
            )
        )
    )
    assert told["amount"] == "680000.00"


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        (f"今收到{OTHER}交来货款人民币壹万壹仟柒佰柒拾元整（¥11,770.00）。", "货款"),
        (f"兹收到{OTHER}交来电子银行承兑汇票壹张，用于第一期还款。", "第一期还款"),
    ],
)
def test_a_sentence_says_what_money_came_for(page: Draw, read: Read, text: str, purpose: str) -> None:
    told = values(
        read(
            page(
                (700, 80, "收条", 60),
                (100, 200, text, 26),
                (100, 300, f"收款单位：{OWN}"),
                (1000, 360, "2016年7月30日"),
            )
        )
    )
    assert told.get("purpose") == purpose


def test_a_currency_may_be_called_货币(page: Draw, read: Read) -> None:
    told = values(
        read(
            page(
                (600, 80, "月结单", 60),
                (100, 200, f"客户名称：{OTHER}"),
                (100, 260, "货币：港币"),
                (100, 400, "期末余额"),
                (700, 400, "38,200.00"),
            )
        )
    )
    assert (told["amount"], told.get("amount_currency")) == ("38200.00", "HKD")


def test_a_letterhead_names_the_seller_on_an_exporters_invoice_alone(page: Draw, read: Read) -> None:
    rest = [
        (100, 250, f"Messrs.: {ABROAD}"),
        (1000, 250, "Invoice No.: HY24INV-0912"),
        (1000, 320, "Date: 2024-09-03"),
        (100, 420, "TOTAL"),
        (1000, 420, "USD 37,600.00"),
    ]
    ours = (100, 60, "HD® Shanghai Hongda Machinery Co., Ltd.", 36)
    told = values(read(page(ours, (600, 140, "COMMERCIAL INVOICE", 50), *rest)))
    assert told.get("seller") == "Shanghai Hongda Machinery Co., Ltd."
    told = values(
        read(
            page(
                (100, 40, "北京印钞有限公司", 24),
                (500, 100, "上海增值税专用发票", 50),
                (100, 250, f"购货单位：{OTHER}"),
                (1000, 250, "发票号码：12345678"),
                (1000, 320, "开票日期：2024年9月3日"),
                (100, 420, "价税合计（小写）¥37,600.00"),
            )
        )
    )
    assert "seller" not in told, "who printed the form sells nothing"


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("QA-RC-2309-06", "QA-RC-2309-06"),
        ("苏南动抵登字〔2016〕11号", "苏南动抵登字〔2016〕11号"),
        ("SJ20220926007", "SJ20220926007"),
        ("GB-2760-2014", None),  # a standard's
        ("QR-01-03", None),  # what a form is called
    ],
)
def test_a_number_without_a_label_beside_a_title_was_not_told(
    page: Draw, read: Read, number: str, told: str | None
) -> None:
    got = values(
        read(
            page(
                (1200, 60, number, 24),
                (500, 140, "动产抵押登记书", 50),
                (100, 250, f"抵押人：{OTHER}"),
                (100, 320, f"抵押权人：{OWN}"),
                (100, 390, "抵押物：数控机床2台"),
                (100, 460, "登记日期：2016年3月4日"),
            )
        )
    )
    assert got.get("number") == told

"""Forms in groups, people who vouch, headings with a currency or a unit, terms in short."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from capture.pages import Box, Cell, Table
from classify.kinds.table import read_kind
from classify.names.people import people
from classify.notation.dates import parse_date
from classify.profile import FieldKind, FieldRule
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, Spot, values

MORTGAGOR = "宁波海曙精工机械有限公司"
Grid = Sequence[Sequence[tuple[str, int, int, int, int]]]


def form(grid: Grid) -> tuple[list[Spot], Table]:
    """Return a ruled table of cells ``(text, x0, row, x1, row behind)``, its rows 60 px high from 300 on."""
    rows = [
        tuple(Cell(text, Box(x0, 300 + 60 * top, x1, 300 + 60 * end), 0.98) for text, x0, top, x1, end in row)
        for row in grid
    ]
    spots = [
        (c.box.x0 + 10, (c.box.y0 + c.box.y1) // 2 - 16, c.text, 26) for row in rows for c in row if c.box
    ]
    return spots, Table(Box(100, 300, 1500, 300 + 60 * len(grid)), tuple(rows))


def test_a_name_in_a_group_is_that_of_the_group(page: Draw, read: Read) -> None:
    spots, table = form(
        [
            [("抵押人", 100, 0, 300, 2), ("名称", 300, 0, 500, 1), (MORTGAGOR, 500, 0, 1500, 1)],
            [("住所", 300, 1, 500, 2), ("宁波市海曙区", 500, 1, 1500, 2)],
            [("抵押权人", 100, 2, 300, 4), ("名称", 300, 2, 500, 3), (OWN, 500, 2, 1500, 3)],
            [("住所", 300, 3, 500, 4), ("上海市", 500, 3, 1500, 4)],
            [
                ("被担保债权", 100, 4, 300, 6),
                *(("种类", 300, 4, 500, 5), ("货款", 500, 4, 800, 5)),
                *(("数额", 800, 4, 1000, 5), ("人民币200万元", 1000, 4, 1500, 5)),
            ],
            [("债务履行期限", 300, 5, 500, 6), ("2024年5月10日至2026年5月9日", 500, 5, 1500, 6)],
            [
                ("抵押财产", 100, 6, 300, 7),
                ("名称、数量", 300, 6, 500, 7),
                ("数控车床6台", 500, 6, 1500, 7),
            ],
            [("登记日期", 100, 7, 300, 8), ("2024年5月13日", 300, 7, 1500, 8)],
        ]
    )
    found = read(page((600, 100, "动产抵押登记书", 60), *spots, width=1600, height=2200, tables=(table,)))
    told = values(found)
    assert (told["party"], told["amount"], told["collateral"]) == (MORTGAGOR, "2000000.00", "数控车床6台")
    assert (told["valid_from"], told["valid_until"]) == ("2024-05-10", "2026-05-09")
    assert "guarantor" not in told, "the one who mortgages is the customer"


def test_names_of_two_parties_stand_below_their_headings(page: Draw, read: Read) -> None:
    spots, table = form(
        [
            [("债权人信息", 100, 0, 800, 1), ("债务人信息", 800, 0, 1500, 1)],
            [
                *(("名称", 100, 1, 250, 2), (OWN, 250, 1, 800, 2)),
                *(("名称", 800, 1, 950, 2), (OTHER, 950, 1, 1500, 2)),
            ],
            [
                *(("住所", 100, 2, 250, 3), ("上海市", 250, 2, 800, 3)),
                *(("住所", 800, 2, 950, 3), ("苏州市", 950, 2, 1500, 3)),
            ],
        ]
    )
    rest = [(100, 600, "债务人尚欠债权人货款人民币436,000.00元，自2024年11月起分期归还，直至还清。")]
    found = read(
        page((600, 100, "欠款还款协议书", 60), *spots, *rest, width=1600, height=2200, tables=(table,))
    )
    told = values(found)
    assert (told.get("creditor"), told.get("debtor")) == (OWN, OTHER)
    assert found.party is not None
    assert found.party.name == OTHER


def test_a_party_is_not_called_名称(page: Draw, read: Read) -> None:
    spots, table = form(
        [
            [
                *(("需方", 100, 0, 200, 2), ("名称", 200, 0, 350, 1), (OTHER, 350, 0, 800, 1)),
                *(("供方", 800, 0, 900, 2), ("名称", 900, 0, 1050, 1), (OWN, 1050, 0, 1500, 1)),
            ],
            [
                *(("联系人", 200, 1, 350, 2), ("方卫", 350, 1, 800, 2)),
                *(("联系人", 900, 1, 1050, 2), ("周敏", 1050, 1, 1500, 2)),
            ],
        ]
    )
    told = values(read(page((600, 100, "采购订单", 60), *spots, width=1600, height=1200, tables=(table,))))
    assert (told["buyer"], told["supplier"]) == (OTHER, OWN)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张建国", "张建国"),
        ("李秀兰（身份证号码：330282197511203321）", "李秀兰"),
        ("赵海波、林小燕", "赵海波、林小燕"),
        ("王德明及陈芳", "王德明、陈芳"),
        ("欧阳修文", "欧阳修文"),
        ("意见", None),
        ("连带责任保证", None),
        ("房产抵押", None),
        ("无", None),
    ],
)
def test_who_vouches_may_be_a_person(text: str, names: str | None) -> None:
    assert people(text) == names


def test_a_guarantor_who_is_a_person_is_read(page: Draw, read: Read) -> None:
    told = values(
        read(
            page(
                (500, 80, "授信客户抵押担保登记表", 60),
                (100, 250, f"客户名称：{OTHER}"),
                (100, 320, "授信额度：600,000.00元"),
                (100, 390, "保证人：张建国"),
                (700, 390, "身份证号：330206197203041234"),
                (100, 460, "反担保人：周立新"),
                (100, 530, "登记日期：2024年4月22日"),
            )
        )
    )
    assert (told["party"], told["guarantor"]) == (OTHER, "张建国")


@pytest.mark.parametrize(
    ("headings", "currency"),
    [
        (["Unit Price (EUR)", "Amount (EUR)"], "EUR"),
        (["单价（美元）", "金额（美元）"], "USD"),
        (["单价EUR/pc", "总价EUR"], "EUR"),
        (["单价（元）", "金额（元）"], None),
        (["单价（美元）", "金额（元）"], None),
        (["单价", "金额"], None),
    ],
)
def test_headings_of_sums_tell_the_currency(
    page: Draw, read: Read, headings: list[str], currency: str | None
) -> None:
    told = values(
        read(
            page(
                (600, 80, "采购订单", 60),
                (100, 200, "订单号：HL-2405-77"),
                (100, 260, f"采购方：{OTHER}"),
                (100, 320, f"供应商：{OWN}"),
                (100, 400, "品名"),
                (500, 400, "数量"),
                (800, 400, headings[0]),
                (1200, 400, headings[1]),
                (100, 460, "法兰螺栓"),
                (500, 460, "120,000"),
                (800, 460, "0.07"),
                (1200, 460, "8,400.00"),
                (100, 520, "合计"),
                (1200, 520, "8,400.00"),
            )
        )
    )
    assert (told["amount"], told.get("amount_currency")) == ("8400.00", currency)


def test_a_currency_below_its_heading_counts(page: Draw, read: Read) -> None:
    told = values(
        read(
            page(
                (700, 80, "COMMERCIAL INVOICE", 50),
                (100, 200, "TO: VOLTEK APPLIANCE SDN. BHD."),
                (1000, 200, "INVOICE NO.: LB-2404"),
                (100, 330, "Description"),
                (800, 330, "Unit Price"),
                (1200, 330, "Amount"),
                (820, 370, "USD/PC"),
                (1220, 370, "USD"),
                (100, 430, "Lock nuts"),
                (800, 430, "0.09"),
                (1200, 430, "27,900.00"),
                (100, 490, "TOTAL"),
                (1200, 490, "27,900.00"),
            )
        )
    )
    assert (told["amount"], told.get("amount_currency")) == ("27900.00", "USD")


def arrears(page: Draw, read: Read, unit: str, balance: str) -> str:
    columns = ("欠款日期", "欠款金额", "还款日期", "还款金额", "欠款余额")
    rows = (
        ("2024.3.12", "20.00", "2024.6.30", "5.00", "15.00"),
        ("2024.8.1", "3.00", "2024.11.20", "5.50", balance),
    )
    spots = [
        (100 + 280 * n, 330 + 60 * m, text)
        for m, row in enumerate((columns, *rows))
        for n, text in enumerate(row)
    ]
    heading = [(500, 80, "客户欠款还款情况登记表", 60), (100, 220, f"客户名称：{OTHER}"), (900, 220, unit)]
    return str(values(read(page(*heading, *spots)))["amount"])


def test_sums_in_ten_thousands_become_yuan(page: Draw, read: Read) -> None:
    assert arrears(page, read, "单位：万元", "12.50") == "125000.00"
    assert arrears(page, read, "金额单位：人民币万元", "12.50") == "125000.00"
    assert arrears(page, read, "单位：元", "12.50") == "12.50"
    assert arrears(page, read, "单位：万元", "125,000.00") == "125000.00", "too much in ten thousands"


def test_a_label_may_say_ten_thousands(page: Draw, read: Read) -> None:
    spots, table = form(
        [
            [("客户名称", 100, 0, 400, 1), (OTHER, 400, 0, 1500, 1)],
            [
                *(("申请额度（万元）", 100, 1, 400, 2), ("30", 400, 1, 800, 2)),
                *(("账期", 800, 1, 1000, 2), ("90天", 1000, 1, 1500, 2)),
            ],
        ]
    )
    told = values(read(page((500, 80, "客户信用额度审批表", 60), *spots, tables=(table,))))
    assert told["amount"] == "300000.00"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024.3.1-3.31", "2024-03-01", "2024-03-31"),
        ("2024年3月5日至5月4日", "2024-03-05", "2024-05-04"),
        ("2024年3月1日至31日", "2024-03-01", "2024-03-31"),
        ("24.3.5-25.3.4", "2024-03-05", "2025-03-04"),
        ("20240305-20250304", "2024-03-05", "2025-03-04"),
        ("2024年3月5日起一年", "2024-03-05", None),
        ("2024年3月", None, None),
    ],
)
def test_terms_in_short_are_read(text: str, first: str | None, last: str | None) -> None:
    assert term(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024年3月", "2024-03-01", "2024-03-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024年1-6月", "2024-01-01", "2024-06-30"),
        ("2024年11月至2025年1月", "2024-11-01", "2025-01-31"),
        ("2024年第一季度", "2024-01-01", "2024-03-31"),
        ("2024年下半年", "2024-07-01", "2024-12-31"),
        ("2024年度", "2024-01-01", "2024-12-31"),
        ("2024年3月5日", "2024-03-05", None),
    ],
)
def test_a_statement_covers_whole_months(text: str, first: str, last: str | None) -> None:
    assert term(text, months=True) == (first, last)


def term(text: str, *, months: bool = False) -> tuple[str | None, str | None]:
    kinds = (FieldKind.PERIOD_FROM, FieldKind.PERIOD_UNTIL)
    found = [read_kind(FieldRule("term", kind, "", "", months=months), text, True) for kind in kinds]
    return found[0].value if found[0] else None, found[1].value if found[1] else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("民國113年5月6日", "2024-05-06"),
        ("中華民國一一四年二月十八日", "2025-02-18"),
        ("民國113/05/06", "2024-05-06"),
        ("this 5th day of March, 2024", "2024-03-05"),
        ("2024年3月廿五日", "2024-03-25"),
        ("2024年1-6月", None),
    ],
)
def test_days_of_other_makers(text: str, day: str | None) -> None:
    assert parse_date(text) == day


def test_a_firm_may_vouch_for_itself_but_who_mortgages_is_not_read_twice(page: Draw, read: Read) -> None:
    heading = [(500, 80, "授信金额抵押保证登记", 60), (100, 320, "授信额度：300,000.00元")]
    own = values(read(page(*heading, (100, 250, f"授信客户：{OTHER}"), (100, 390, f"担保人：{OTHER}"))))
    assert (own["party"], own.get("guarantor")) == (OTHER, OTHER)
    once = values(read(page(*heading, (100, 250, f"抵押人：{OTHER}"), (100, 390, "抵押物：厂房"))))
    assert (once["party"], "guarantor" in once) == (OTHER, False)


def test_label_and_value_in_a_cell_belong_to_the_group_of_its_row(page: Draw, read: Read) -> None:
    spots, table = form(
        [
            [("抵押人", 100, 0, 400, 1), (OTHER, 400, 0, 1500, 1)],
            [
                ("被担保债权", 100, 1, 400, 2),
                ("种类：货款", 400, 1, 800, 2),
                ("数额：人民币100,000.00元（授信金额）", 800, 1, 1500, 2),
            ],
            [("履行债务期限", 100, 2, 400, 3), ("2018年4月10日至2019年4月9日", 400, 2, 1500, 3)],
        ]
    )
    told = values(read(page((600, 100, "动产抵押登记书", 60), *spots, tables=(table,))))
    assert (told["party"], told["amount"], told["valid_until"]) == (OTHER, "100000.00", "2019-04-09")


def test_a_unit_in_a_form_names_no_firm(page: Draw, read: Read) -> None:
    spots, table = form(
        [
            [
                *(("客户", 100, 0, 300, 1), (OTHER, 300, 0, 900, 1)),
                *(("单位", 900, 0, 1100, 1), ("万元", 1100, 0, 1500, 1)),
            ],
            [("欠款余额", 100, 1, 300, 2), ("12.50", 300, 1, 1500, 2)],
        ]
    )
    told = values(read(page((500, 100, "客户欠款登记表", 60), *spots, tables=(table,))))
    assert told["party"] == OTHER


def test_a_column_of_one_day_is_the_papers(page: Draw, read: Read) -> None:
    columns = ("品名", "规格", "数量", "金额", "交期")
    rows = (
        ("连接器", "A-1", "300", "12,450.00", "2024/11/05"),
        ("插座", "A-2", "500", "19,000.00", "2024/11/05"),
    )
    spots = [
        (100 + 280 * n, 430 + 60 * m, text)
        for m, row in enumerate((columns, *rows))
        for n, text in enumerate(row)
    ]
    heading = [(600, 80, "采购订单", 60), (100, 200, f"采购方：{OTHER}"), (100, 260, f"供应商：{OWN}")]
    assert values(read(page(*heading, *spots)))["delivery_date"] == "2024-11-05"


def test_a_term_with_both_its_days_counts_before_a_day(page: Draw, read: Read) -> None:
    told = values(
        read(
            page(
                (600, 80, "结算对账单", 60),
                (100, 200, f"结算公司：{OTHER}"),
                (900, 200, "结算区间：2022-08-01~2022-08-31"),
                (900, 260, "对账日期：2022-09-06"),
                (100, 400, "期末余额：169,991.11元"),
            )
        )
    )
    assert (told["party"], told["period_from"], told["period_until"]) == (OTHER, "2022-08-01", "2022-08-31")

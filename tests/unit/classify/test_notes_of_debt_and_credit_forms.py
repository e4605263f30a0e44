"""Notes of what is owed, letters of authority, accounts of customers, credit forms: as offices word them."""

from __future__ import annotations

import pytest

from capture.pages import Box, Seal
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, Spot, values

THIRD = "无锡海达轴承有限公司"


def note(*lines: str, title: str = "欠条") -> list[Spot]:
    """Return a letter: its title, and its lines one below the other."""
    return [(600, 60, title, 56), *((100, 200 + 60 * n, line) for n, line in enumerate(lines))]


def signed(name: str = OTHER) -> tuple[str, str]:
    return f"欠款人：{name}（盖章）", "2025年3月6日"


@pytest.mark.parametrize(
    ("said", "title"),
    [
        (f"今欠到{OWN}货款人民币叁万伍仟元整（￥35000.00元），定于六月底付清。", "欠条"),
        (f"今欠{OWN}轴承款叁万伍仟元整，此据。", "欠条"),
        (f"兹欠{OWN}配件款35000元，年底还清。", "欠 条"),
        ("今欠货款人民币叁万伍仟(35000.00)元整。", "欠据"),
    ],
)
def test_who_owes_says_so_in_a_note(page: Draw, read: Read, said: str, title: str) -> None:
    decision = read(page(*note(said, *signed(), title=title)))
    assert (decision.type, decision.review) == ("arrears_statement", False)
    assert (values(decision)["party"], values(decision)["amount"]) == (OTHER, "35000.00")
    assert values(decision)["date"] == "2025-03-06"


@pytest.mark.parametrize(
    "lines",
    [
        (f"今欠到{THIRD}货款叁万伍仟元整（35000元）。", *signed()),
        (f"截至二月底尚欠{THIRD}货款35000元。", *signed()),
        ("今欠王建国货款叁万伍仟元整（35000元）。", *signed()),
        (f"今欠{OWN}货款叁万伍仟元整（35000元）。", *signed("张三丰")),
        (f"今欠{OTHER}货款叁万伍仟元整（35000元）。", *signed(OWN)),
        (f"今欠到{OWN}货款人民币叁万伍仟元整（￥53000.00元）。", *signed()),
        (f"今欠{OWN}厂房房租35000元。", *signed()),
    ],
)
def test_a_note_of_what_others_owe_or_are_owed_waits(page: Draw, read: Read, lines: tuple[str, ...]) -> None:
    assert read(page(*note(*lines))).review


def test_a_slip_of_goods_that_is_a_note_of_debt_as_well_waits(page: Draw, read: Read) -> None:
    rows = ["品名|数量|单价|金额", "轴承|10|5.00|50.00"]
    goods = [
        (100 + 300 * x, 300 + 60 * y, t) for y, row in enumerate(rows) for x, t in enumerate(row.split("|"))
    ]
    assert read(page((600, 60, "销售单兼欠条", 56), (100, 200, f"欠款单位：{OTHER}"), *goods)).review


def test_what_is_lent_is_no_statement_of_arrears(page: Draw, read: Read) -> None:
    lines = (f"今借到{OWN}人民币叁万伍仟元整（35000元），用于周转。", f"借款人：{OTHER}", "2025年3月6日")
    assert read(page(*note(*lines, title="借条"))).type == "other"


def test_a_firm_confirms_what_another_is_owed_by_it(page: Draw, read: Read) -> None:
    said = f"兹证明{OTHER}截至2025年2月28日尚欠{OWN}货款35,000.00元。"
    decision = read(page(*note(said, OTHER, "2025年3月6日", title="欠款证明")))
    assert (values(decision)["party"], values(decision)["amount"]) == (OTHER, "35000.00")


def test_the_only_sum_in_the_last_row_of_a_list(page: Draw, read: Read) -> None:
    rows = ["日期|欠款单位|金额(元)|币种", f"2025-01-05|{OTHER}|8,000.00|人民币"]
    spots = [
        (100 + 460 * column, 300 + 60 * row, text)
        for row, line in enumerate(rows)
        for column, text in enumerate(line.split("|"))
    ]
    total = [(100, 420, "合计"), (1020, 420, "8,000.00"), (1300, 420, "大写：捌仟元整")]
    decision = read(page((600, 60, "客户欠账明细表", 56), (100, 200, f"欠款单位：{OTHER}"), *spots, *total))
    assert values(decision)["amount"] == "8000.00"


@pytest.mark.parametrize(
    "said",
    [
        "兹授权我单位（请填写姓名）__李四光__，身份证号码：320584198506134213，代表本单位办理业务。",
        "兹委托我公司员工：李四光（先生/女士）（身份证号320584198506134213）负责收货签收事宜。",
        f"兹授权{OTHER}的业务经理李四光为我单位在供货及结算上的代理人。",
    ],
)
def test_the_agent_stands_in_the_sentence(page: Draw, read: Read, said: str) -> None:
    lines = (f"{OWN}：", said, f"授权单位（盖章）：{OTHER}", "2025年3月6日", "附：被授权人员身份证复印件")
    assert values(read(page(*note(*lines, title="授权书"))))["agent"] == "李四光"


def test_the_clerk_of_a_unit_is_its_agent(page: Draw, read: Read) -> None:
    lines = (f"单位名称：{OTHER}", "组织机构代码：91110000600037341L", "经办人姓名：李四光", "2025年3月6日")
    decision = read(page(*note("我单位现授权该同志办理对账事宜。", *lines, title="《单位经办人授权书》")))
    assert decision.type == "authorisation_letter"
    assert values(decision)["agent"] == "李四光"


def test_a_paper_named_above_a_title_is_not_this_one(page: Draw, read: Read) -> None:
    text = [(100, 300 + 60 * n, line) for n, line in enumerate((f"致{OTHER}：", "双方同意终止。", OWN))]
    decision = read(page((560, 60, "《购销合同》", 56), (600, 150, "终止通知书", 56), *text))
    assert decision.type == "other"


def test_a_letter_that_only_its_seal_signs_names_a_customer_to_be_compared(page: Draw, read: Read) -> None:
    lines = (f"{OWN}：", "兹授权我单位李四光，代表本单位办理业务。", "单位公章", "日期：2025年3月6日")
    seal = Seal(Box(900, 300, 1200, 600), OTHER)
    decision = read(page(*note(*lines, title="授权书"), seals=(seal,)))
    assert values(decision)["party"] == OTHER
    assert decision.review


def test_a_report_tells_of_the_firm_in_its_first_sentence(page: Draw, read: Read) -> None:
    lines = (
        "一、基本情况",
        f"{OTHER}成立于2012年，注册资本500万元，法定代表人高",
        "山流，住所苏州市工业园区8号。",
        f"{OWN}销售部",
        "2025年3月6日",
    )
    found = values(read(page(*note(*lines, title="客户走访报告"))))
    assert (found["party"], found["legal_representative"]) == (OTHER, "高山流")
    assert found["address"] == "苏州市工业园区8号"


@pytest.mark.parametrize(
    ("project", "name"), [(f"{OTHER}—轴承配套", OTHER), ("厂房扩建", None), ("轴承配套", None)]
)
def test_a_project_may_be_called_by_the_firm_it_is_for(
    page: Draw, read: Read, project: str, name: str | None
) -> None:
    lines = (f"项目名称：{project}", "拜访日期：2025-03-06", "拜访内容：走访", "拜访流水：20250306003")
    found = values(read(page(*note(*lines, title="客户关系维系记录详细信息"))))
    assert (found.get("party"), found["number"]) == (name, "20250306003")


@pytest.mark.parametrize(
    ("label", "printed", "first", "last"),
    [
        ("临时额度有效期", "2025-06-30", None, "2025-06-30"),
        ("临时额度有效期", "2025-04-01至2025-06-30", "2025-04-01", "2025-06-30"),
        ("有效期至", "2025-06-30", None, "2025-06-30"),
        ("有效期至", "长期", None, "长期"),
    ],
)
def test_the_one_day_of_what_is_granted_for_a_while_is_its_last(
    page: Draw, read: Read, label: str, printed: str, first: str | None, last: str
) -> None:
    lines = (f"渠道名称：{OTHER}", "申请临时信用额度：150000.00", f"{label}：{printed}", "审批意见：同意")
    decision = read(page(*note(*lines, title="临时额度调整申请详情")))
    assert decision.type == "credit_approval"
    found = values(decision)
    assert (found["amount"], found.get("valid_from")) == ("150000.00", first)
    if printed != "长期":
        assert found["valid_until"] == last


@pytest.mark.parametrize("title", ["供应商信用额度申请", "银行授信额度申请", "员工赊销申报表"])
def test_credit_of_suppliers_and_banks_is_none_of_customers(page: Draw, read: Read, title: str) -> None:
    lines = (f"单位名称：{OTHER}", "申请额度：150000.00", "审批意见：同意", "2025年3月6日")
    assert read(page(*note(*lines, title=title))).review


def test_what_is_put_off_is_no_credit_line(page: Draw, read: Read) -> None:
    lines = (
        f"客户名称：{OTHER}",
        "原付款期限：2025年3月6日",
        "申请延长付款期限：60天",
        "申请日期：2025年3月1日",
    )
    decision = read(page(*note(*lines, title="客户账期申请表")))
    assert decision.type != "credit_approval" or decision.review


def test_of_two_codes_the_one_beside_the_customer_is_its_own(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "赊销业务申报表", 56),
            (100, 200, "公司全称"),
            (300, 200, OWN),
            (900, 200, "客户名称"),
            (1100, 200, OTHER),
            (100, 260, "信用代码"),
            (300, 260, "91320113580452133T"),
            (900, 260, "信用代码"),
            (1100, 260, "91110000600037341L"),
            (100, 320, "赊销总金额：28000.00"),
            (100, 380, "账期天数：90天"),
            (100, 440, "审批意见：同意"),
        )
    )
    assert (values(decision)["uscc"], values(decision)["amount"]) == ("91110000600037341L", "28000.00")
    assert decision.party is not None
    assert decision.party.uscc == "91110000600037341L"


def test_a_label_whose_bracket_closes_in_its_next_line(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "税务登记证", 56),
            (100, 200, "纳税人名称"),
            (400, 200, OTHER),
            (100, 260, "法定代表人（负责"),
            (400, 260, "高山流"),
            (800, 260, "登记注册类型"),
            (1040, 260, "有限责任公司"),
            (100, 300, "人)"),
            (100, 380, "发证税务机关"),
        )
    )
    assert values(decision)["legal_representative"] == "高山流"

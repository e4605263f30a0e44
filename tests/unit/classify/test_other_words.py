"""Papers that say the usual things in other words, in other places, or beside things that are not meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from capture.pages import Box, Cell, Table
from classify.names.organisations import organisation
from tests.unit.classify.decided import OWN, Draw, Read, values

CUSTOMER = "苏州远景贸易有限公司"
CLAUSES = (
    (100, 700, "违约责任：逾期付款的，每日支付违约金。"),
    (100, 760, "争议解决：由甲方所在地人民法院管辖。"),
    (100, 820, "本合同一式两份，自双方盖章之日起生效。"),
)


def grid(x: int, y: int, widths: Sequence[int], rows: Sequence[Sequence[str]], high: int = 50) -> Table:
    """Return a ruled table whose cells stand where its text is drawn."""
    made = []
    for number, row in enumerate(rows):
        left, cells = x, []
        for wide, text in zip(widths, row, strict=True):
            cells.append(Cell(text, Box(left, y + number * high, left + wide, y + (number + 1) * high)))
            left += wide
        made.append(tuple(cells))
    return Table(Box(x, y, x + sum(widths), y + len(rows) * high), tuple(made))


def spots_of(table: Table) -> list[tuple[int, int, str, int]]:
    """Return the lines of a table's text, each at the left of its cell."""
    return [
        (cell.box.x0 + 8, cell.box.y0 + 8, cell.text, 26)
        for row in table.rows
        for cell in row
        if cell.box is not None and cell.text
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("托运单位", "承运单位"),
        ("委托单位", "受托单位"),
        ("托运人", "承运人"),
        ("发包单位", "施工单位"),
        ("购买人", "供应人"),
    ],
)
def test_parties_by_the_words_of_their_trade(page: Draw, read: Read, first: str, second: str) -> None:
    drawn = page(
        (600, 80, "服务合同", 60),
        (100, 200, f"{first}：{CUSTOMER}"),
        (100, 260, f"{second}：{OWN}"),
        (900, 200, "合同编码：HD-2024-0315"),
        *CLAUSES,
        height=2200,
    )
    found = values(read(drawn))
    assert (found["party_a"], found["party_b"]) == (CUSTOMER, OWN)
    assert found["contract_no"] == "HD-2024-0315"


def test_sentences_name_no_party(page: Draw, read: Read) -> None:
    drawn = page(
        (600, 80, "加工合同", 60),
        (100, 300, "四、受托方应按委托方的图纸加工，不得转委托第三方。"),
        (100, 350, "五、损耗率不超过2%，超出部分由受托方按材料价赔偿。"),
        *CLAUSES,
        height=2200,
    )
    assert not {"party_a", "party_b"} & set(values(read(drawn)))


@pytest.mark.parametrize(
    "text",
    [
        "超出部分由乙方承担",
        "第七条争议由甲方所在地人民法院管辖",
        "周芳发货专用章限公司",
        "乙方负责厂房内卸货",
    ],
)
def test_what_only_ends_like_a_firm_is_none(text: str) -> None:
    assert organisation(text) is None


@pytest.mark.parametrize("name", ["苏州远景贸易有限公司销售部", "苏州市红星五金店", "无锡市第二轴承厂"])
def test_names_of_firms_stay_whole(name: str) -> None:
    assert organisation(name) == name


def test_a_column_for_each_party_at_the_end(page: Draw, read: Read) -> None:
    table = grid(
        100, 900, (200, 500, 500),
        (("", "甲方", "乙方"), ("单位名称", CUSTOMER, OWN), ("地 址", "苏州市东吴路1号", "长江路2号")),
    )  # fmt: skip
    drawn = page((600, 80, "技术开发合同", 60), *CLAUSES, *spots_of(table), height=2200, tables=(table,))
    found = read(drawn).fields
    assert (found["party_a"].value, found["party_b"].value) == (CUSTOMER, OWN)
    assert found["party_a"].confidence > 0.8


def test_a_deposit_is_not_the_sum_of_a_contract(page: Draw, read: Read) -> None:
    drawn = page(
        (600, 80, "框架协议", 60),
        (100, 200, f"甲方：{CUSTOMER}"),
        (100, 260, f"乙方：{OWN}"),
        (100, 320, "乙方向甲方交纳诚信保证金人民币50000.00元（大写：伍万元整）。"),
        *CLAUSES,
        height=2200,
    )
    assert not {"amount", "amount_in_words"} & set(values(read(drawn)))


def test_a_number_in_a_running_head_ends_before_the_pages(page: Draw, read: Read) -> None:
    drawn = page(
        (900, 40, "合同编号：HD-2024-0315第1页/共2页", 24),
        (600, 120, "设备买卖合同", 60),
        (100, 240, f"买方：{CUSTOMER}"),
        (100, 300, f"卖方：{OWN}"),
        *CLAUSES,
        height=2200,
    )
    assert values(read(drawn))["contract_no"] == "HD-2024-0315"


@pytest.mark.parametrize("title", ["合同评审表", "用印申请单", "合同变更申请表"])
def test_forms_about_a_contract_are_none(page: Draw, read: Read, title: str) -> None:
    drawn = page(
        (600, 80, title, 60),
        (100, 200, "合同名称"),
        (400, 200, "产品购销合同"),
        (900, 200, "合同编号"),
        (1100, 200, "HD-2024-0315"),
        (100, 260, "主要内容"),
        (400, 260, "付款方式、违约责任、争议解决见文本"),
        (100, 320, "部门意见"),
        (400, 320, "同意"),
    )
    assert read(drawn).type == "other"


@pytest.mark.parametrize(
    ("title", "number", "buyer"),
    [
        ("送（销）货单", "票号：0012345", f"购方：{CUSTOMER}"),
        ("产成品出仓单", "第 0012345 号", f"使用单位：{CUSTOMER}"),
        ("收货回执单", "随货单号：0012345", f"需方单位：{CUSTOMER}"),
        ("随车清单", "发货编号：0012345", f"M/S：{CUSTOMER}"),
    ],
)
def test_slips_in_other_words(
    page: Draw, read: Read, slip_lines: list[tuple[Any, ...]], title: str, number: str, buyer: str
) -> None:
    head = [(400, 50, OWN, 40), (600, 120, title, 60), (1100, 120, number), (100, 200, buyer)]
    decision = read(page(*head, *slip_lines[4:], width=1500, height=900))
    found = values(decision)
    assert decision.type == "delivery_slip"
    assert (found["slip_no"], found["consignee"]) == ("0012345", CUSTOMER)


def test_values_stand_below_their_labels_in_a_grid(
    page: Draw, read: Read, slip_lines: list[tuple[Any, ...]]
) -> None:
    table = grid(
        100, 180, (500, 300, 300), (("客户名称", "单号", "日期"), (CUSTOMER, "CK20240506", "2024-05-06"))
    )
    shifted = [(x, y + 100, *rest) for x, y, *rest in slip_lines[5:]]
    drawn = page(
        (400, 50, OWN, 40), (600, 120, "送货单", 60), *spots_of(table), *shifted,
        width=1500, height=1000, tables=(table,),
    )  # fmt: skip
    decision = read(drawn)
    found = values(decision)
    assert not decision.review
    assert (found["consignee"], found["slip_no"], found["date"]) == (CUSTOMER, "CK20240506", "2024-05-06")


def test_a_day_left_blank_is_not_taken_from_a_note(
    page: Draw, read: Read, slip_lines: list[tuple[Any, ...]]
) -> None:
    lines = [line for line in slip_lines if line[2] != "2024年5月6日"]
    drawn = page(
        *lines, (100, 530, "收货日期："), (400, 530, "年 月 日"), (100, 600, "同意 2026.1.28"),
        (900, 640, "2024年5月6日"), width=1500, height=900,
    )  # fmt: skip
    assert values(read(drawn))["date"] == "2024-05-06"


def test_what_closes_a_form_is_no_goods(page: Draw, read: Read, slip_lines: list[tuple[Any, ...]]) -> None:
    lines = [line for line in slip_lines if line[1] < 400]
    drawn = page(
        *lines, (100, 430, "数量相符，外观完好。"), (100, 490, "总毛重：82KGS"), (700, 490, "净重：80KGS"),
        (100, 560, "收货人签字："), width=1500, height=900,
    )  # fmt: skip
    lines_found = values(read(drawn))["lines"]
    assert [line["item"] for line in lines_found] == ["六角螺栓", "平垫圈"]


def test_a_licence_beside_its_notes(page: Draw, read: Read) -> None:
    drawn = page(
        (300, 60, "企业法人营业执照", 60),
        (420, 150, "（副本）"),
        (300, 200, "注册号：320113000000019"),
        (100, 280, f"名称：{CUSTOMER}"),
        (100, 340, "住所：苏州市东吴路1号"),
        (1000, 400, "检验年度"),
        (1200, 400, "检验日期"),
        (100, 410, "注册资本：人民币伍佰万元整"),
        (1000, 450, "2010年度"),
        (1200, 450, "2011.05.10"),
        (100, 470, "经营范围：金属材料的销售。"),
        (900, 60, "营业执照正本应置于住所的醒目位置。"),
        (900, 120, "营业执照分为正本和副本，具有同等法律效力。"),
        (100, 700, "登记机关"),
        (1000, 700, "2012.10.26"),
        (100, 780, "2009年3月1日"),
    )
    found = values(read(drawn))
    assert found["copy"] == "副本"
    assert found["registered_capital"] == "5000000.00"
    assert found["address"] == "苏州市东吴路1号"
    assert found["issued"] == "2009-03-01"


def test_the_day_beside_the_registrar_was_lost_where_it_stands_high(page: Draw, read: Read) -> None:
    drawn = page(
        (600, 60, "营业执照", 90),
        (100, 200, "统一社会信用代码 91110000600037341L"),
        (100, 280, f"名 称 {CUSTOMER}"),
        (100, 340, "住 所 苏州市东吴路1号"),
        (700, 420, "登记机关"),
        (900, 420, "2019年05月07日"),
        *((100, 900 + 60 * row, "企业应当于每年公示年度报告。") for row in range(12)),
    )
    assert values(read(drawn))["issued"] == "2019-05-07"


def test_a_form_with_an_identity_number_is_no_identity_card(page: Draw, read: Read) -> None:
    drawn = page(
        (600, 80, "员工登记", 50),
        (100, 200, "姓名 赵六"),
        (600, 200, "性别 男"),
        (900, 200, "民族 汉"),
        (100, 260, "学历 大专"),
        (600, 260, "籍贯 江苏"),
        (100, 320, "身份证号 110101199001011237"),
    )
    assert read(drawn).type == "other"

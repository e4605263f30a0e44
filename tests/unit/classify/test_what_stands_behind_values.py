"""What is read right behind a value and is none of it; values in places unknown before."""

from __future__ import annotations

from typing import Any

import pytest

from classify.goods.goods_rows import goods_line, is_goods
from classify.kinds.table import read_kind
from classify.profile import FieldRule
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, Spot, values


def read_value(kind: str, raw: str, field: str = "x") -> object:
    found = read_kind(FieldRule(id=field, kind=kind, title="x", title_en="x", labels=("x",)), raw, True)
    return found.value if found else None


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("HD-0315交期：30天", "HD-0315"),
        ("HDX-2023-117第二期40%", "HDX-2023-117"),
        ("HT2024061第3期款", "HT2024061"),
        ("HD-2024-07补充", "HD-2024-07补充"),
        ("沪工商登字第0315号", "沪工商登字第0315号"),
    ],
)
def test_a_number_ends_before_the_next_label_and_the_instalment(raw: str, number: str) -> None:
    assert read_value("number", raw) == number


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("纸箱（60个）", "纸箱"),
        ("镀锌板1250×2500 80张", "镀锌板"),
        ("水泵 12台", "水泵"),
        ("阀门(DN50)", "阀门(DN50)"),
        ("槽钢100×48", "槽钢100×48"),
        ("A4纸", "A4纸"),
    ],
)
def test_how_many_they_are_is_no_part_of_the_name_of_goods(raw: str, name: str) -> None:
    assert read_value("text", raw, "product") == name


def test_other_texts_keep_their_counts() -> None:
    assert read_value("text", "纸箱（60个）", "collateral") == "纸箱(60个)"


@pytest.mark.parametrize(
    ("cells", "quantity", "unit"),
    [
        ({"item": "Plywood", "quantity": "360 panels"}, "360", None),
        ({"item": "Plywood", "quantity": "360 crates"}, "360", "crates"),
        ({"item": "Plywood", "quantity": "12 Drums"}, "12", "Drums"),
        ({"item": "Plywood", "unit": "75cartons"}, "75", "cartons"),
    ],
)
def test_a_quantity_and_its_unit_in_one_cell_are_two(
    cells: dict[str, str], quantity: str, unit: str | None
) -> None:
    line = goods_line(cells)
    assert (line["quantity"], line["unit"]) == (quantity, unit)


def test_one_cell_across_the_headings_is_no_row_of_goods() -> None:
    assert not is_goods(
        goods_line({"item": "资料", "spec": "合格证 保修卡", "unit": "合格证 保修卡", "quantity": "1"})
    )


SLIP: list[Spot] = [
    *((400, 50, OWN, 40), (600, 120, "送货单", 60), (100, 200, f"收货单位：{OTHER}")),
    (1000, 200, "2024年5月6日"),
]


def row(y: int, cells: str) -> list[Spot]:
    return [(100 + 220 * n, y, text) for n, text in enumerate(cells.split("|")) if text]


def test_goods_named_with_their_grade_and_sizes_by_their_sides(page: Draw, read: Read) -> None:
    rows = [
        *row(300, "品名等级|长×宽(mm)|数量|单价|金额"),
        *row(360, "胶合板 一等|1220×2440|80|45.00|3600.00"),
    ]
    more = [*row(420, "胶合板 二等|1220×1830|60|38.00|2280.00"), *row(480, "合计||||5880.00")]
    lines = values(read(page(*SLIP, *rows, *more)))["lines"]
    assert [(line["spec"], line["quantity"]) for line in lines] == [("1220×2440", "80"), ("1220×1830", "60")]


APPROVAL: list[Spot] = [
    *((500, 60, "客户信用额度审批表", 50), (100, 180, "客户名称"), (400, 180, OTHER)),
    *((100, 250, "核定额度"), (400, 250, "¥300,000.00"), (100, 320, "账期"), (400, 320, "45天")),
]


def test_a_form_of_approval_bears_the_day_of_the_last_who_agreed(page: Draw, read: Read) -> None:
    signed = [
        *((100, 420, "业务部"), (400, 420, "建议同意"), (900, 420, "李明2024.3.4")),
        *((100, 500, "财务部"), (400, 500, "额度合理"), (900, 500, "王芳2024.3.6")),
        *((100, 580, "总经理"), (400, 580, "同意"), (900, 580, "周强2024.3.11")),
    ]
    assert values(read(page(*APPROVAL, *signed)))["date"] == "2024-03-11"


def test_the_day_a_form_says_was_its_own_stays(page: Draw, read: Read) -> None:
    signed = [
        (100, 120, "流程编号SX240304 提交时间2024-03-04"),
        (100, 580, "总经理"),
        (900, 580, "周强2024.3.11"),
    ]
    assert values(read(page(*APPROVAL, *signed)))["date"] == "2024-03-04"


def test_the_label_of_the_next_numbered_cell_is_no_sum(page: Draw, read: Read) -> None:
    form = [
        *((500, 60, "出境货物通关单", 50), (100, 150, "编号：310200218004121")),
        *((100, 220, "1.发货人"), (900, 220, "5.标记及号码"), (100, 280, OWN), (900, 280, "N/M")),
        *((100, 360, "11.H.S.编码"), (600, 360, "12.申报总值"), (1000, 360, "13.数/重量及包装 24箱")),
        *((100, 420, "8413709990"), (600, 420, "78600 美元"), (1000, 420, "120台，9600千克")),
    ]
    told = values(read(page(*form)))
    assert (told["amount"], told["amount_currency"]) == ("78600.00", "USD")


@pytest.mark.parametrize(
    ("title", "said", "amount"),
    [
        ("还款计划", f"我公司欠{OWN}2022年水泵款35600元，计划三月底前还清。", "35600.00"),
        ("欠款还款登记", "月底还欠35600元。", "35600.00"),
    ],
)
def test_a_sentence_tells_what_is_owed(page: Draw, read: Read, title: str, said: str, amount: str) -> None:
    spots = [
        (600, 60, title, 60),
        (100, 160, f"欠款人：{OTHER}"),
        (100, 240, said),
        (900, 500, "2023年1月9日"),
    ]
    told: dict[str, Any] = values(read(page(*spots)))
    assert told["amount"] == amount


def test_a_statement_in_plain_words_tells_its_last_day_and_balance(page: Draw, read: Read) -> None:
    spots: list[Spot] = [
        *(
            (600, 60, "对账单", 60),
            (100, 160, f"{OTHER}："),
            (100, 240, "到2023年6月30日，贵公司账上往来如下："),
        ),
        *((200, 320, "送货"), (600, 320, "48000元"), (200, 380, "付款"), (600, 380, "30000元")),
        *((200, 440, "月底欠"), (600, 440, "18000元"), (100, 520, "请核对盖章。")),
        *((900, 600, OWN), (900, 660, "2023年7月3日")),
    ]
    told = values(read(page(*spots)))
    assert (told["amount"], told["period_until"]) == ("18000.00", "2023-06-30")


def test_a_contract_between_two_days_tells_its_term(page: Draw, read: Read) -> None:
    spots: list[Spot] = [
        *((600, 60, "仓库保洁服务合同", 60), (100, 200, f"甲方：{OWN}"), (100, 260, f"乙方：{OTHER}")),
        (100, 340, "一、乙方于2024年4月1日至2025年3月31日期间为甲方提供保洁。"),
        *((100, 400, "二、合同总价：人民币36000元。"), (900, 600, "2024年3月20日")),
    ]
    told = values(read(page(*spots)))
    assert (told["valid_from"], told["valid_until"]) == ("2024-04-01", "2025-03-31")


def test_what_was_received_for_stands_behind_the_firm(page: Draw, read: Read) -> None:
    spots = [
        (600, 60, "收条", 60),
        (100, 200, f"今收到{OTHER}水泵定金8000元整。"),
        (900, 400, "2024年3月9日"),
    ]
    assert values(read(page(*spots, (900, 340, f"收款人：{OWN}"))))["purpose"] == "水泵定金"


def test_a_price_in_dollars_for_a_unit_tells_the_currency(page: Draw, read: Read) -> None:
    spots: list[Spot] = [
        *(
            (600, 60, "COMMERCIAL INVOICE", 50),
            (100, 160, "INVOICE NO.: HD-24-07"),
            (900, 160, "DATE: MAR. 5, 2024"),
        ),
        *(
            (100, 220, "TO: NORDLAND MOBLER AB"),
            (100, 320, "DESCRIPTION"),
            (600, 320, "QTY"),
            (850, 320, "USD/SET"),
        ),
        *((1200, 320, "AMOUNT"), (100, 380, "WATER PUMP"), (600, 380, "40"), (850, 380, "120.00")),
        *((1200, 380, "4,800.00"), (100, 460, "TOTAL"), (600, 460, "40"), (1200, 460, "4,800.00")),
    ]
    told = values(read(page(*spots)))
    assert (told["amount"], told["amount_currency"]) == ("4800.00", "USD")


@pytest.mark.parametrize(
    ("alone", "number"),
    [("HD-XY-027", "HD-XY-027"), ("HD-SZ-XD-2405", "HD-SZ-XD-2405"), ("UKAS-MS-005", None)],
)
def test_a_number_of_few_figures_alone_beside_the_title(
    page: Draw, read: Read, alone: str, number: str | None
) -> None:
    assert values(read(page((1200, 20, alone), *APPROVAL))).get("number") == number

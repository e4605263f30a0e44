"""Values that go on below their label, in a second table or behind a letterhead, and what is none of them."""

from __future__ import annotations

import pytest

from classify.names.organisations import organisation
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, values
from tests.unit.classify.test_other_words import grid, spots_of

CODE = "91320113580452133T"
HEADINGS = ("序号", "名称", "规格型号", "数量", "单位")
WIDTHS = (80, 300, 300, 120, 100)


def test_a_firm_goes_on_below_its_label_in_the_block_of_who_signs(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "还款承诺书", 56),
            (100, 180, f"{OWN}："),
            (160, 240, "我公司尚欠贵公司货款共计人民币186,500.00元，现承诺于2023年12月31日前付清。"),
            (800, 700, "承诺人（盖章）：启东市吕四天汾电动"),
            (800, 760, "工具有限公司"),
            (800, 820, "法定代表人：黄天汾"),
            (800, 880, "2023年11月6日"),
        )
    )
    assert values(decision)["party"] == "启东市吕四天汾电动工具有限公司"


def test_two_parties_in_one_line_go_on_each_in_its_own_column(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "物流运输合同", 56),
            (160, 180, "第一条 甲方委托乙方承运机械产品。"),
            (160, 240, "第二条 违约责任：损坏的，乙方按价值赔偿。"),
            (160, 300, "第三条 本合同一式两份，双方盖章生效。"),
            # the reader takes both for one line: neither may go on with the other's end
            (100, 500, "甲方(托运方):上海宏达机械制造有限  乙方(承运方):苏州捷运通物流有限公"),
            (100, 550, "公司"),
            (655, 550, "司"),
            (100, 610, "代表人：邹建平"),
            (655, 610, "代表人：虞海"),
        )
    )
    found = values(decision)
    assert (found["party_a"], found["party_b"]) == (OWN, "苏州捷运通物流有限公司")


def test_letters_across_the_page_are_no_row_of_the_scope(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 80, "营业执照", 90),
            (200, 220, f"统一社会信用代码：{CODE}"),
            (200, 290, f"名称：{OTHER}"),
            (200, 350, "类型：有限责任公司"),
            (200, 410, "法定代表人：陆逸飞"),
            (200, 470, "经营范围：一般项目：阀门和旋塞销售；泵及真空设备销售；机械设备"),
            (200, 530, "研发。（除依法须经批准的项目外，凭营业执照自主开展经营活动）"),
            (300, 640, "仅供银行开户", 120),
            (900, 900, "登记机关"),
            (900, 960, "2023年11月30日"),
        )
    )
    scope = values(decision)["scope"]
    assert scope.startswith("一般项目:阀门和旋塞销售")
    assert scope.endswith("凭营业执照自主开展经营活动)")


def test_a_full_line_ends_where_another_line_of_its_column_is_longer(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 80, "营业执照", 90),
            (200, 220, f"统一社会信用代码：{CODE}"),
            (200, 290, f"名称：{OTHER}"),
            (200, 350, "住所：苏州市吴中区木渎镇"),
            (200, 410, "本执照遗失声明作废"),
            (200, 470, "经营范围：一般项目：阀门和旋塞销售；泵及真空设备销售；机械设备"),
            (900, 900, "登记机关"),
            (900, 960, "2023年11月30日"),
        )
    )
    assert values(decision)["address"] == "苏州市吴中区木渎镇"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("本公司聘请的江苏公证会计师事务所(特殊普通合伙)正在对本公司2023年度报表", None),
        ("我公司", None),
        ("日本公司", "日本公司"),
        (f"名称{OTHER}", OTHER),
    ],
)
def test_whoever_writes_is_no_firm_and_a_cells_label_no_part_of_one(text: str, name: str | None) -> None:
    assert organisation(text) == name


def slip_values(page: Draw, read: Read, *tables: object, more: tuple[tuple[object, ...], ...] = ()) -> dict:
    decision = read(
        page(
            (600, 60, "送 货 单", 56),
            (100, 160, f"收货单位：{OTHER}"),
            (900, 160, "送货单号：JD-20231127-05"),
            (900, 210, "送货日期：2023年11月27日"),
            *(spot for table in tables for spot in spots_of(table)),
            *more,
            (100, 1000, f"送货单位：{OWN}"),
            (900, 1000, "送货人："),
            tables=tables,
        )
    )
    return values(decision)


def test_headings_repeated_for_each_order_make_one_list(page: Draw, read: Read) -> None:
    first = grid(
        100,
        320,
        WIDTHS,
        [HEADINGS, ("1", "托辊支架", "DTII-1000", "24", "套"), ("2", "缓冲托辊", "φ133×380", "72", "只")],
    )
    second = grid(
        100,
        560,
        WIDTHS,
        [HEADINGS, ("1", "改向滚筒", "φ400×1150", "2", "台"), ("2", "清扫器", "H型", "4", "套")],
    )
    more = ((100, 260, "采购订单：TC-PO-23110"), (100, 500, "采购订单：TC-PO-23114"))
    lines = slip_values(page, read, first, second, more=more)["lines"]
    assert [line["item"] for line in lines] == ["托辊支架", "缓冲托辊", "改向滚筒", "清扫器"]


def test_a_second_copy_on_the_sheet_adds_no_goods(page: Draw, read: Read) -> None:
    rows = [HEADINGS, ("1", "冷轧板", "SPCC 1.0", "46", "张"), ("2", "镀锌板", "DX51D 0.8", "30", "张")]
    lines = slip_values(page, read, grid(100, 320, WIDTHS, rows), grid(100, 520, WIDTHS, rows))["lines"]
    assert [line["item"] for line in lines] == ["冷轧板", "镀锌板"]


def test_a_row_of_who_signs_is_no_goods_and_a_sender_no_firm(page: Draw, read: Read) -> None:
    table = grid(
        100,
        320,
        (120, 200, 260, 200, 160, 200),
        [
            ("序号", "产品名称", "规格型号", "单位", "数量", "备注"),
            ("1", "灯杆法兰", "400×400×20", "块", "150", ""),
            ("2", "地脚螺栓", "M24×800", "套", "600", ""),
            ("发货人", "周全", "承运人/车号", "苏DK7713", "客户签收", "王长荣"),
        ],
    )
    found = slip_values(page, read, table)
    assert [line["item"] for line in found["lines"]] == ["灯杆法兰", "地脚螺栓"]
    assert found["supplier"] == OWN


def test_two_firms_below_each_other_are_not_joined_to_one(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "送 货 单", 56),
            (100, 160, "收货单位：苏州远景贸易"),
            (100, 220, "上海宏达机械制造有限公司"),
            (100, 300, "送货日期：2023年11月27日"),
        )
    )
    assert OWN not in str(values(decision).get("consignee"))


def test_a_list_of_what_comes_back_adds_nothing_to_what_was_delivered(page: Draw, read: Read) -> None:
    first = grid(100, 320, WIDTHS, [HEADINGS, ("1", "托辊支架", "DTII-1000", "24", "套")])
    second = grid(100, 560, WIDTHS, [HEADINGS, ("1", "改向滚筒", "φ400×1150", "2", "台")])
    lines = slip_values(page, read, first, second, more=((100, 500, "退回货物："),))["lines"]
    assert [line["item"] for line in lines] == ["托辊支架"]


def test_goods_with_a_colon_behind_their_name_do_not_end_the_list(page: Draw, read: Read) -> None:
    rows = [
        HEADINGS,
        ("1", "法兰", "DN50", "24", "套"),
        ("镀锌管：DN50", "镀锌管", "DN50", "6", "根"),
        ("3", "弯头", "DN80", "4", "只"),
    ]
    lines = slip_values(page, read, grid(100, 320, WIDTHS, rows))["lines"]
    assert [line["item"] for line in lines] == ["法兰", "镀锌管", "弯头"]

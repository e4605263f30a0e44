"""Sums, goods and headings as papers of many trades print them: taken back, with a discount, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from tests.unit.classify.decided import OTHER, OWN, Draw, Read, values
from tests.unit.classify.test_other_words import grid, spots_of

PRICED = ("品名", "规格", "单位", "数量", "单价", "金额")
COLUMNS = (300, 240, 100, 120, 140, 160)


def slip(page: Draw, read: Read, rows: Sequence[Sequence[str]], *more: tuple[object, ...]) -> object:
    table = grid(100, 380, COLUMNS, [PRICED, *rows])
    return read(
        page(
            (600, 60, "送货单", 56),
            (100, 160, f"收货单位：{OTHER}"),
            (1000, 160, "送货单号：S2406-019"),
            (1000, 220, "送货日期：2024-06-19"),
            *spots_of(table),
            *more,
            (100, 900, "送货人："),
            (1000, 900, "收货人签字："),
            tables=(table,),
        )
    )


def test_goods_taken_back_are_below_nothing(page: Draw, read: Read) -> None:
    rows = [
        ("铸铁平台", "1000×750", "台", "2", "2680.00", "5360.00"),
        ("铸铁平台", "600×400", "台", "-1", "980.00", "-980.00"),
    ]
    decision = slip(page, read, rows, (100, 600, "合计：4380.00"))
    found = values(decision)
    assert [line["amount"] for line in found["lines"]] == ["5360.00", "-980.00"]
    assert {check.id: check.ok for check in decision.fields["total"].checks}["lines_equal_total"]


def test_a_discount_stands_between_the_lines_and_the_total(page: Draw, read: Read) -> None:
    rows = [
        ("卡尺", "0-150mm", "把", "5", "168.00", "840.00"),
        ("千分尺", "25-50mm", "把", "2", "215.00", "430.00"),
    ]
    said = ((100, 600, "优惠：20.00"), (600, 600, "应收金额：1,250.00"), (100, 660, "大写：壹仟贰佰伍拾元整"))
    decision = slip(page, read, rows, *said)
    assert {check.id: check.ok for check in decision.fields["total"].checks}["lines_equal_total"]
    said = ((100, 600, "货款合计：1,270.00"), (600, 600, "运费：30.00"), (100, 660, "大写：壹仟叁佰元整"))
    assert values(slip(page, read, rows, *said))["total"] == "1300.00"
    wrong = ((100, 600, "应收金额：1,250.00"), (100, 660, "大写：壹仟贰佰伍拾元整"))
    decision = slip(page, read, rows, *wrong)
    assert not {check.id: check.ok for check in decision.fields["total"].checks}["lines_equal_total"]


def test_a_label_with_its_value_heads_no_list(page: Draw, read: Read) -> None:
    table = grid(
        100,
        300,
        (80, 300, 300, 100, 160),
        [("序号", "货物名称", "规格", "单位", "发货数量"), ("1", "实验台", "2400×600×850", "张", "48")],
    )
    decision = read(
        page(
            (600, 60, "发货单", 56),
            (100, 160, "收货单位：中建七局（上海）有限公司郑州航空港区实验中学项目经理部"),
            (100, 220, "发货日期：2024.8.15"),
            (1000, 220, "发货单号：FH-24-0815"),
            *spots_of(table),
            (100, 700, "收货人："),
        )
    )
    assert values(decision)["lines"][0]["item"] == "实验台"


def test_the_invoice_in_red_is_below_nothing(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "电子发票（普通发票）", 50),
            (1000, 140, "发票号码：24502000000088120331"),
            (1000, 200, "开票日期：2024年06月28日"),
            (100, 280, f"购买方 名称：{OTHER}"),
            (900, 280, f"销售方 名称：{OWN}"),
            (100, 600, "价税合计（大写）"),
            (500, 600, "（负数）贰仟贰佰陆拾圆整"),
            (1000, 600, "（小写）¥-2260.00"),
            (100, 700, "红字发票信息确认单编号："),
            (100, 760, "50010724061002281133"),
        )
    )
    amount = decision.fields["amount"]
    assert amount.value == "-2260.00"
    assert {check.id: check.ok for check in amount.checks}["words_equal_figures"]
    assert "invoice_code" not in decision.fields


def declaration(page: Draw, read: Read, *more: tuple[object, ...]) -> dict[str, object]:
    return values(
        read(
            page(
                (400, 40, "中华人民共和国海关出口货物报关单", 44),
                (900, 120, "海关编号：422720240273118846"),
                (100, 180, "境外收货人"),
                (100, 220, "NORDIC HYDRAULIK AB"),
                (700, 180, "申报日期"),
                (700, 220, "20240619"),
                (100, 400, "商品名称及规格型号"),
                (600, 400, "数量及单位"),
                (900, 400, "单价/总价/币制"),
                (900, 450, "9.60"),
                (100, 490, "液压胶管"),
                (600, 490, "6320千克"),
                (900, 490, "38400.00"),
                (900, 530, "美元"),
                *more,
            )
        )
    )


def test_a_heading_of_several_things_has_each_value_below_the_other(page: Draw, read: Read) -> None:
    assert declaration(page, read)["amount"] == "38400.00"
    second = ((900, 590, "2.50"), (100, 630, "接头"), (900, 630, "500.00"), (900, 670, "美元"))
    assert "amount" not in declaration(page, read, *second)


def test_a_sum_in_words_broken_around_its_figures_is_no_sum_of_ten_thousands(page: Draw, read: Read) -> None:
    words = "合计人民币（大写）：壹万捌仟肆佰元整"
    table = grid(100, 300, (900, 300), [(words, "18,400.00")], high=100)
    decision = read(
        page(
            (600, 60, "订货合同", 56),
            (100, 160, f"需方：{OTHER}"),
            (100, 220, f"供方：{OWN}"),
            (108, 305, "合计人民币（大写）：壹"),
            (1010, 330, "18,400.00"),
            (108, 355, "万捌仟肆佰元整"),
            (100, 480, "一、违约责任：按民法典。二、本合同一式两份。"),
            tables=(table,),
        )
    )
    found = values(decision)
    assert found["amount"] == "18400.00"
    assert found["amount_in_words"] == "壹万捌仟肆佰元整"


def test_two_lists_side_by_side_are_one(page: Draw, read: Read) -> None:
    heads = ("商品名称", "数量", "单价", "金额")
    rows = [
        (*heads, *heads),
        ("白砂糖", "20", "315", "6300", "食用盐", "10", "52", "520"),
        ("玉米淀粉", "30", "128", "3840", "味精", "5", "260", "1300"),
    ]
    table = grid(100, 300, (200, 100, 100, 120, 200, 100, 100, 120), rows)
    decision = read(
        page(
            (600, 60, "送货单", 56),
            (100, 160, f"客户：{OTHER}"),
            (1000, 160, "单号：SH0511-027"),
            (1000, 220, "送货日期：2024-05-11"),
            *spots_of(table),
            (100, 600, "合计：11960.00"),
            tables=(table,),
        )
    )
    items = [line["item"] for line in values(decision)["lines"]]
    assert items == ["白砂糖", "玉米淀粉", "食用盐", "味精"]


def test_the_english_word_of_a_label_is_no_value(page: Draw, read: Read) -> None:
    rows = [("品名 Product", "火锅底料", "客户 Customer", OTHER), ("报告日期 Date", "2024-04-09", "", "")]
    table = grid(100, 200, (260, 400, 260, 480), rows)
    decision = read(
        page(
            (600, 60, "产品检验报告", 56),
            (100, 140, "报告编号 Report No."),
            (500, 140, "COA-240409-02"),
            *spots_of(table),
            (100, 400, "检验项目"),
            (600, 400, "检验结果"),
            tables=(table,),
        )
    )
    found = values(decision)
    assert (found["product"], found["party"], found["date"]) == ("火锅底料", OTHER, "2024-04-09")
    assert found["number"] == "COA-240409-02"


def test_a_day_close_behind_a_firm_is_the_papers(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "发货凭单", 56),
            (100, 160, "购货单位曲靖麒麟区三宝镇佳味卤制品厂"),
            (680, 160, "2024年7月6日"),
            (100, 300, "货物名称"),
            (600, 300, "规格"),
            (900, 300, "数量"),
        )
    )
    assert values(decision)["date"] == "2024-07-06"


def test_a_count_beside_the_total_is_no_sum(page: Draw, read: Read) -> None:
    heads = ("Part No.", "Description", "Qty", "Unit", "Unit Price", "Amount")
    rows = [
        heads,
        ("LB-112", "Motor shaft", "20,000", "PCS", "0.58", "11,600.00"),
        ("LB-60E", "End cover", "20,000", "PCS", "0.41", "8,200.00"),
        ("", "TOTAL", "40,000", "", "", "19,800.00"),
    ]
    table = grid(100, 300, (200, 300, 200, 150, 200, 250), rows)
    decision = read(
        page(
            (600, 60, "PURCHASE ORDER", 50),
            (100, 160, "PO No.: VT-PO-24-0093"),
            (100, 220, "Date: 2024-03-18"),
            *spots_of(table),
            tables=(table,),
        )
    )
    assert values(decision)["amount"] == "19800.00"


def test_a_rings_letter_and_the_unit_of_a_heading(page: Draw, read: Read) -> None:
    rows = [("名称规格", "出货数量(PCS)", "单价", "金额"), ("0型圈 φ85×5.3", "2000", "2.00", "4000.00")]
    table = grid(100, 380, (400, 240, 140, 160), rows)
    decision = read(
        page(
            (600, 60, "送货单", 56),
            (100, 160, f"收货单位：{OTHER}"),
            (1000, 160, "送货单号：S2406-019"),
            (1000, 220, "送货日期：2024-06-19"),
            *spots_of(table),
            tables=(table,),
        )
    )
    (line,) = values(decision)["lines"]
    assert (line["item"], line["unit"], line["quantity"]) == ("O型圈 φ85×5.3", "PCS", "2000")


def test_what_is_owed_is_the_last_balance(page: Draw, read: Read) -> None:
    rows = [
        ("日期", "摘要", "欠款金额", "还款金额", "余额"),
        ("2024-03-15", "发货", "8,600.00", "", "21,000.00"),
        ("2024-05-08", "收款", "", "10,000.00", "11,000.00"),
        ("2024-06-19", "发货", "5,850.00", "", "16,850.00"),
    ]
    table = grid(100, 300, (220, 260, 220, 220, 220), rows)
    decision = read(
        page(
            (500, 60, "客户欠款、还款情况登记表", 50),
            (100, 180, f"客户名称：{OTHER}"),
            *spots_of(table),
            tables=(table,),
        )
    )
    assert values(decision)["amount"] == "16850.00"


def test_an_address_ends_where_the_sentence_goes_on(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "客户资信调查报告", 56),
            (100, 180, f"客户名称：{OTHER}"),
            (100, 240, "调查日期：2023年12月12日"),
            (100, 300, "经营地址：郑州市中原区须水镇汇元南路21号，员工18人。"),
        )
    )
    assert values(decision)["address"] == "郑州市中原区须水镇汇元南路21号"

"""Delivery slips of small shops and drivers: addressed lists, receipts to send back, a third of a sheet."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from sample_scans.case import Case, Drawn, layout
from sample_scans.layouts.goods_tables import Column, Look, goods_table, span_row, total_row
from sample_scans.layouts.slip_heads import put, slip
from sample_scans.money import grouped, in_words, plain, spoken_date
from sample_scans.paper import BLUE_INK, RED, Color, Paper
from sample_scans.parts import form, seal, sign

_PEN: dict[str, Any] = {"font": "ukai", "color": BLUE_INK, "shake": 0.05}


@layout("tuning", "delivery_slip")
def addressed_list(case: Case, rng: random.Random) -> Drawn:
    """发货清单 addressed with 致; the supplier and the day stand at the foot, under a seal."""
    firm, own, paper = case.customer, case.own, Paper()
    paper.text(
        105,
        24,
        rng.choice(("发 货 清 单", "交货清单", "货 物 交 接 单")),
        font="serif-bold",
        size=21,
        align="m",
    )
    paper.text(184, 38, f"NO：{case.slip_no}", font="serif", size=10.5, align="r")
    paper.text(26, 46, f"致：{firm.name}", font="serif", size=12)
    y = paper.paragraph(
        26,
        55,
        158,
        f"根据{case.contract_no}号合同，我公司现将下列货物发往贵公司，请查收：",
        font="serif",
        size=12,
        indent=2,
        leading=1.7,
    )
    columns = (
        Column("序号", 14, "no"), Column("名    称", 42, "item"), Column("型号规格", 46, "spec"), Column("单位", 16, "unit"),
        Column("数量", 24, "quantity"), Column("备注", 16, "blank"),
    )  # fmt: skip
    y = goods_table(
        paper, 26, y + 2, columns, case.goods, rng, Look(font="serif", size=10.5, row=8.6, head=8.6)
    )
    put(paper, ((26, y + 8, "收货人签字："), (26, y + 17, "收货日期：      年    月    日"), (112, y + 20, f"发货单位：{own.name}"),
                (128, y + 29, spoken_date(case.delivered))), font="serif", size=11)  # fmt: skip
    sign(paper, 62, y + 9, rng)
    seal(paper, 156, y + 24, own, rng, size=41)
    return slip("addressed_list", paper, case, columns, contract_no=case.contract_no, total=None)


@layout("tuning", "delivery_slip")
def third_of_a_sheet(case: Case, rng: random.Random) -> Drawn:
    """送货单 on the upper third of a sheet, bilingual labels, the buyer after M/S or TO."""
    firm, own, paper = case.customer, case.own, Paper(210, 297)
    goods = case.goods[:4]
    paper.text(105, 8, f"{own.name}", font="sans-bold", size=12, align="m")
    paper.text(105, 14, "送货单 Delivery Order", font="sans-bold", size=12, align="m")
    to = rng.choice(("TO", "M/S", "客户Customer", "收货单位 Consignee", "Sold To 客户"))
    put(paper, (
        (12, 22, f"{to}: {firm.name}"), (136, 22, f"{rng.choice(('单号 D/O No.', 'NO.', '编号 No.', '送货单号 D.N. No.'))}: {case.slip_no}"),
        (12, 27, f"订单号 P/O No.: {case.order_no}"), (136, 27, f"日期 Date: {spoken_date(case.delivered, rng.choice(('dash', 'slash', 'dot')))}"),
    ), font="sans", size=9)  # fmt: skip
    columns = (
        Column("序号No.", 14, "no"), Column("品名 Description", 46, "item", "l"), Column("规格 Spec", 46, "spec", "l"), Column("数量 Qty", 22, "quantity", "r"),
        Column("单位 Unit", 18, "unit"), Column("单价 Price", 20, "price", "r"), Column("金额 Amount", 22, "amount", "r"),
    )  # fmt: skip
    total = sum((g.amount for g in goods), Decimal(0))
    last = total_row(columns, "合计 Total", amount=f"{total:.2f}")
    y = goods_table(
        paper, 11, 33, columns, goods, rng, Look(font="sans", size=8.5, row=6, head=6.4), more=[last]
    )
    put(
        paper,
        ((12, y + 4, f"送货人 Delivered by: {case.driver}"), (112, y + 4, "收货人 Received by:")),
        font="sans",
        size=9,
    )
    sign(paper, 160, y + 4, rng)
    return slip("third_of_a_sheet", paper, case, columns, goods, order_no=case.order_no, total=f"{total:.2f}")


@layout("tuning", "delivery_slip")
def receipt_to_send_back(case: Case, rng: random.Random) -> Drawn:
    """送货回执单 in a form: two pairs of labels a row, received quantities written with a pen."""
    firm, own, paper = case.customer, case.own, Paper()
    paper.text(
        105,
        22,
        rng.choice(("送货签收回执单", "收货回执", "到货签收单", "货物签收回执")),
        font="hei",
        size=20,
        align="m",
    )
    rows = (
        (10, ((2, "供货单位", "l"), (5, own.name, "v"), (2, "送货单编号", "l"), (4, case.slip_no, "v"))),
        (10, ((2, rng.choice(("收货单位", "需方单位", "使用单位")), "l"), (5, firm.name, "v"), (2, "到货日期", "l"), (4, spoken_date(case.delivered), "v"))),
        (10, ((2, "合同编号", "l"), (5, case.contract_no, "v"), (2, "收货人电话", "l"), (4, firm.mobile, "v"))),
    )  # fmt: skip
    y = form(paper, 20, 36, 170, rows, size=10)
    columns = (
        Column("序号", 14, "no"), Column("物资名称", 42, "item"), Column("规格型号", 46, "spec"), Column("单位", 16, "unit"),
        Column("送货数量", 28, "quantity"), Column("备注", 24, "blank"),
    )  # fmt: skip
    y = goods_table(paper, 20, y, columns, case.goods, rng, Look(size=10, row=8.6, head=8.6, empty=3))
    y = form(
        paper,
        20,
        y,
        170,
        ((26, ((2, "验收意见", "l"), (11, "数量相符，外观完好，同意接收。", "t"))),),
        value_font="ukai",
        value_color=BLUE_INK,
    )
    put(
        paper,
        (
            (24, y + 8, "收货人（签字）："),
            (108, y + 8, "收货单位（章）："),
            (24, y + 20, f"送货人：{case.driver}"),
        ),
        size=10.5,
    )
    sign(paper, 66, y + 9, rng)
    seal(paper, 156, y + 8, firm, rng, "收货专用章", size=40)
    return slip("receipt_to_send_back", paper, case, columns, contract_no=case.contract_no, total=None)


@layout("tuning", "delivery_slip")
def pad_of_a_corner_shop(case: Case, rng: random.Random) -> Drawn:
    """送(销)货单 of a corner shop, all with a pen: no supplier, day split by print, sum without words."""
    firm, paper = case.customer, Paper(185, 130, ground=(255, 250, 236))
    ink: Color = (30, 110, 80)
    goods = case.goods[:5]
    number = f"{rng.randint(100, 9999):07d}"
    paper.text(
        92,
        8,
        rng.choice(("送（销）货单", "送 货 单 据", "送货单（代收据）")),
        font="serif-bold",
        size=18,
        align="m",
        color=ink,
    )
    paper.text(142, 10, rng.choice(("№", "No:", "编号")) + number, font="sans", size=12, color=RED)
    label = rng.choice(("客户", "购货单位", "收货单位", "客户名称"))
    end = paper.text(12, 22, f"{label}：", font="serif", size=10.5, color=ink)
    paper.text(end, 21.6, firm.name, size=12, **_PEN)
    x = 116.0
    for value, after in (
        (case.delivered.year, "年"),
        (case.delivered.month, "月"),
        (case.delivered.day, "日"),
    ):
        x = paper.text(x, 21.6, str(value), size=12, **_PEN) + 2
        x = paper.text(x, 22, after, font="serif", size=10.5, color=ink) + 2
    columns = (
        Column("品名", 38, "item", "l"), Column("规格", 40, "spec", "l"), Column("数量", 22, "quantity"), Column("单位", 14, "unit"),
        Column("单价", 22, "price_plain"), Column("金额", 26, "amount"),
    )  # fmt: skip
    look = Look(
        font="serif",
        size=10,
        color=ink,
        value_font="ukai",
        value_color=BLUE_INK,
        shake=0.05,
        row=8,
        empty=6 - len(goods),
    )
    y = goods_table(paper, 11, 29, columns, goods, rng, look)
    total = sum((g.amount for g in goods), Decimal(0))
    paper.frame(11, y, 173, y + 8.5, color=ink)
    paper.text(13, y + 2.4, "总计（小写）：", font="serif", size=10.5, color=ink)
    paper.text(42, y + 2, f"¥{total:.2f}", size=12, **_PEN)
    put(
        paper,
        (
            (12, y + 13, "送货人："),
            (64, y + 13, "收货单位及经手人："),
        ),
        font="serif",
        color=ink,
    )
    sign(paper, 112, y + 13, rng)
    return slip(
        "pad_of_a_corner_shop",
        paper,
        case,
        columns,
        goods,
        slip_no=number,
        supplier=None,
        total=f"{total:.2f}",
    )


@layout("tuning", "delivery_slip")
def sale_and_issue_in_one(case: Case, rng: random.Random) -> Drawn:
    """出库单 (代合同号) of a storehouse: 领货单位, sizes before names, prices without tax, two sums."""
    firm, own, paper = case.customer, case.own, Paper(215, 140, ground=(236, 246, 238))
    paper.text(107, 9, f"{own.name}", font="kai", size=13, align="m")
    paper.text(
        107, 16, rng.choice(("出  库  单", "产成品出库单", "商品出仓单")), font="kai", size=19, align="m"
    )
    put(paper, (
        (14, 28, f"{rng.choice(('提货单位', '购货单位', '收货单位', '客户单位'))}：{firm.name}"), (146, 28, f"第 {case.slip_no} 号"),
        (14, 35, f"合同号：{case.contract_no}"), (146, 35, spoken_date(case.delivered)),
    ), font="kai", size=11)  # fmt: skip
    columns = (
        Column("产品名称", 42, "item"), Column("规格型号", 44, "spec"), Column("单位", 16, "unit"), Column("数量", 26, "quantity"),
        Column("单价", 28, "price"), Column("金额", 30, "grouped"),
    )  # fmt: skip
    look = Look(font="kai", size=10.5, row=7.6)
    y = goods_table(paper, 14, 42, columns, case.goods, rng, look)
    y = span_row(
        paper,
        14,
        y,
        8,
        ((128, f"人民币（大写）：{in_words(case.total)}", "l"), (58, f"¥ {grouped(case.total)}", "l")),
        look,
    )
    put(
        paper,
        (
            (14, y + 5, f"财务：{case.clerk}"),
            (60, y + 5, f"保管：{case.driver}"),
            (108, y + 5, "提货人："),
            (160, y + 5, f"件数：{plain(Decimal(len(case.goods)))}"),
        ),
        font="kai",
        size=11,
    )
    sign(paper, 134, y + 6, rng)
    seal(paper, 176, y - 2, own, rng, "出库专用章", size=37)
    return slip(
        "sale_and_issue_in_one",
        paper,
        case,
        columns,
        contract_no=case.contract_no,
        total_in_words=in_words(case.total),
    )

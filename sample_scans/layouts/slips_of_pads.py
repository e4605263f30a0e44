"""Delivery slips from printed pads, spreadsheets and letters."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any

from sample_scans.case import Case, Drawn, layout
from sample_scans.layouts.goods_tables import Column, Look, goods_table, span_row, total_row
from sample_scans.layouts.slip_heads import put, slip
from sample_scans.money import grouped, in_words, spoken_date
from sample_scans.paper import BLUE_INK, RED, Color, Paper
from sample_scans.parts import form, seal, sign

_PEN: dict[str, Any] = {"font": "ukai", "color": BLUE_INK, "shake": 0.05}


@layout("tuning", "delivery_slip")
def three_part_pad(case: Case, rng: random.Random) -> Drawn:
    """送货单 of a three-part pad: year, month, day written apart, goods and sizes in one column."""
    firm, paper = case.customer, Paper(190, 130, ground=(250, 230, 234))
    ink: Color = (160, 40, 66)
    goods = case.goods[:6]
    number = f"{rng.randint(1, 99999):07d}"
    paper.text(95, 8, "送  货  单", font="serif-bold", size=20, align="m", color=ink)
    paper.text(142, 11, f"NO {number}", font="sans", size=13, color=RED)
    paper.text(12, 22, "收货单位：", font="serif", size=10.5, color=ink)
    paper.text(31, 21.6, firm.name, size=12, **_PEN)
    paper.rule(30, 27, 106, 27, color=ink)
    x = 122.0
    for value, label in (
        (case.delivered.year, "年"),
        (case.delivered.month, "月"),
        (case.delivered.day, "日"),
    ):
        x = paper.text(x, 21.6, str(value), size=12, **_PEN) + 2
        x = paper.text(x, 22, label, font="serif", size=10.5, color=ink) + 2
    columns = (
        Column("货名及规格", 64, "both", "l"), Column("单位", 14, "unit"), Column("数量", 24, "quantity"),
        Column("单价", 24, "price_plain"), Column("金额", 28, "amount"), Column("备注", 14, "blank"),
    )  # fmt: skip
    look = Look(font="serif", size=10.5, color=ink, value_font="ukai", value_color=BLUE_INK, shake=0.05, row=8,
                empty=6 - len(goods))  # fmt: skip
    y = goods_table(paper, 11, 30, columns, goods, rng, look)
    total = sum((g.amount for g in goods), Decimal(0))
    paper.frame(11, y, 179, y + 9, color=ink)
    paper.text(13, y + 2.6, "合计人民币（大写）", font="serif", size=10.5, color=ink)
    paper.text(47, y + 2.2, in_words(total), size=12, **_PEN)
    paper.text(138, y + 2.6, "￥", font="serif", size=10.5, color=ink)
    paper.text(144, y + 2.2, f"{total:.2f}", size=12, **_PEN)
    put(
        paper,
        ((12, y + 12, "收货单位及经手人（盖章）"), (106, y + 12, "送货单位及经手人（盖章）")),
        font="serif",
        color=ink,
    )
    sign(paper, 64, y + 15, rng)
    seal(paper, 160, y + 10, case.own, rng, "发货专用章", size=34)
    paper.text(184, 52, "②", font="serif", size=9, color=ink, align="r", record=False)
    return slip("three_part_pad", paper, case, columns, goods, slip_no=number, supplier=None, total=f"{total:.2f}",
                total_in_words=in_words(total))  # fmt: skip


@layout("tuning", "delivery_slip")
def dispatch_grid_lying(case: Case, rng: random.Random) -> Drawn:
    """发货单 of a spreadsheet on a lying sheet: a grid of labels above the goods, pieces and weights."""
    own, firm, paper = case.own, case.customer, Paper(297, 210)
    paper.text(148.5, 16, "产 品 发 货 单", font="zenhei", size=20, align="m")
    rows = (
        (9, ((2, "发货单位", "l"), (6, own.name, "v"), (2, "单据编号", "l"), (4, case.slip_no, "v"))),
        (9, ((2, "收货单位", "l"), (6, firm.name, "v"), (2, "发货日期", "l"), (4, spoken_date(case.delivered, "zh0"), "v"))),
        (9, ((2, "收货地址", "l"), (6, firm.address, "v"), (2, "合同号", "l"), (4, case.contract_no, "v"))),
        (9, ((2, "客户PO", "l"), (6, case.order_no, "v"), (2, "出货批次", "l"), (4, case.shipment_no, "v"))),
    )  # fmt: skip
    y = form(paper, 20, 30, 257, rows, font="zenhei", size=10.5)
    columns = (
        Column("序号", 14, "no"), Column("产品名称", 46, "item"), Column("规格/型号", 50, "spec"), Column("材质", 24, "material"),
        Column("单位", 18, "unit"), Column("数量", 28, "quantity"), Column("件数", 22, "pieces"), Column("单价\n（元）", 25, "price"),
        Column("金额\n（元）", 30, "grouped"),
    )  # fmt: skip
    look = Look(font="zenhei", size=10, row=8.4, head=11, empty=max(0, 6 - len(case.goods)))
    last = total_row(columns, "", grouped=grouped(case.total))
    last[0] = "合计"
    y = goods_table(paper, 20, y, columns, case.goods, rng, look, more=[last])
    put(
        paper,
        (
            (22, y + 6, f"发货人：{case.clerk}"),
            (90, y + 6, f"承运司机：{case.driver}"),
            (160, y + 6, "收货人签字："),
        ),
        font="zenhei",
        size=10.5,
    )
    sign(paper, 200, y + 7, rng)
    seal(paper, 248, y + 4, firm, rng, "收货专用章", size=40)
    seal(paper, 60, 40, own, rng, "发货专用章", size=38)
    return slip("dispatch_grid_lying", paper, case, columns, contract_no=case.contract_no, order_no=case.order_no,
                shipment_no=case.shipment_no)  # fmt: skip


@layout("tuning", "delivery_slip")
def customers_confirmation(case: Case, rng: random.Random) -> Drawn:
    """客户收货确认单 as a letter to the supplier, signed by the consignee at the end."""
    own, firm, paper = case.own, case.customer, Paper()
    paper.text(105, 26, "客户收货确认单", font="serif-bold", size=21, align="m")
    paper.text(182, 42, f"编号：{case.slip_no}", font="serif", size=11, align="r")
    paper.text(28, 52, f"致：{own.name}", font="serif", size=12)
    y = paper.paragraph(28, 61, 154, f"贵公司按第{case.contract_no}号合同发运的下列货物，我公司已于{spoken_date(case.delivered)}收到，经清点验收，品种、规格、数量与实物相符，包装完好，特此确认。", font="serif", size=12, indent=2, leading=1.75)  # fmt: skip
    paper.text(
        28, y + 1, f"合同编号：{case.contract_no}      采购订单号：{case.order_no}", font="serif", size=11
    )
    columns = (
        Column("序号", 14, "no"), Column("货物名称", 42, "item"), Column("规格型号", 46, "spec"), Column("实收数量", 30, "quantity_unit"), Column("备注", 22, "blank"),
    )  # fmt: skip
    look = Look(font="serif", size=10.5, row=9, head=9, head_font="serif-bold")
    y = goods_table(paper, 28, y + 9, columns, case.goods, rng, look)
    put(paper, ((100, y + 14, f"收货方：{firm.name}"), (100, y + 24, "（盖章）"), (100, y + 34, "收货经办人："),
                (100, y + 44, f"收货日期：{spoken_date(case.delivered)}")), font="serif", size=11.5)  # fmt: skip
    sign(paper, 140, y + 35, rng)
    seal(paper, 150, y + 24, firm, rng, size=41)
    return slip("customers_confirmation", paper, case, columns, contract_no=case.contract_no, order_no=case.order_no,
                total=None)  # fmt: skip


@layout("tuning", "delivery_slip")
def pickup_order(case: Case, rng: random.Random) -> Drawn:
    """提货单: who fetches, the seller at the foot, a last day of validity that is not the date."""
    own, firm, paper = case.own, case.customer, Paper(210, 140, ground=(255, 246, 214))
    ink: Color = (92, 60, 20)
    later = case.delivered + dt.timedelta(days=7)
    paper.text(105, 10, "提    货    单", font="kai", size=22, align="m", color=ink)
    paper.text(150, 13, case.slip_no, font="sans", size=12, color=RED)
    put(paper, (
        (16, 26, f"提货单位：{firm.name}"), (124, 26, f"开单日期：{spoken_date(case.delivered)}"),
        (16, 33, f"合同编号：{case.contract_no}"), (124, 33, f"提货期限：{spoken_date(later)}前有效"),
    ), font="kai", size=11.5, color=ink)  # fmt: skip
    columns = (
        Column("规格型号", 46, "spec"), Column("品名", 42, "item"), Column("单位", 18, "unit"), Column("数量", 26, "quantity"),
        Column("金额(元)", 30, "amount", "r"), Column("仓位", 18, "blank"),
    )  # fmt: skip
    look = Look(font="kai", size=11, color=ink, row=7.6, head=8)
    y = goods_table(paper, 16, 40, columns, case.goods, rng, look)
    y = span_row(
        paper,
        16,
        y,
        8,
        ((132, f"合计人民币（大写）{in_words(case.total)}", "l"), (48, f"￥{case.total:.2f}", "l")),
        look,
    )
    put(paper, ((16, y + 5, f"开单单位（盖章）：{own.name}"), (124, y + 5, f"开票员：{case.clerk}"), (16, y + 13, f"仓库发货人：{case.driver}"), (124, y + 13, "提货人：")),
        font="kai", size=11, color=ink)  # fmt: skip
    sign(paper, 156, y + 14, rng)
    seal(paper, 88, y + 2, own, rng, "财务专用章", size=36)
    return slip(
        "pickup_order",
        paper,
        case,
        columns,
        contract_no=case.contract_no,
        total_in_words=in_words(case.total),
    )


@layout("tuning", "delivery_slip")
def sparse_sales_list(case: Case, rng: random.Random) -> Drawn:
    """销货清单 with lying rules only, buyer and seller side by side at the foot."""
    own, firm, paper = case.own, case.customer, Paper(ground=(253, 253, 250))
    grey: Color = (90, 90, 90)
    paper.text(24, 24, "销货送货清单", font="hei", size=22)
    paper.text(186, 24, f"单号 {case.slip_no}", font="sans", size=11, align="r")
    paper.text(186, 31, f"{spoken_date(case.delivered, 'dot')}", font="sans", size=11, align="r")
    paper.text(24, 42, f"销售合同号：{case.contract_no}", size=11)
    columns = (
        Column("货号", 24, "code", "l"), Column("品名", 30, "item", "l"), Column("规格", 36, "spec", "l"), Column("数量", 16, "quantity", "r"),
        Column("单位", 13, "unit"), Column("单价", 21, "price4", "r"), Column("金额", 24, "grouped", "r"),
    )  # fmt: skip
    look = Look(size=10, rules="lying", rule_color=grey, row=9, head=9, head_font="hei")
    half = case.goods[: len(case.goods) // 2 + 1]
    more = [total_row(columns, "合计", grouped=grouped(case.total))]
    y = goods_table(paper, 24, 52, columns, case.goods, rng, look, more=more)
    paper.text(24, y + 5, f"人民币（大写）：{in_words(case.total)}", size=11)
    paper.text(24, y + 12, f"共 {len(case.goods)} 项，第 1 项至第 {len(half)} 项为一车装运。", size=10)
    for x, role, who in ((24.0, "购货方", firm), (112.0, "销货方", own)):
        put(
            paper,
            ((x, y + 26, f"{role}：{who.name}"), (x, y + 34, f"电话：{who.phone}"), (x, y + 42, "签字：")),
        )
        sign(paper, x + 26, y + 43, rng)
    seal(paper, 158, y + 36, own, rng, "发货专用章", size=38)
    return slip(
        "sparse_sales_list",
        paper,
        case,
        columns,
        contract_no=case.contract_no,
        total_in_words=in_words(case.total),
    )


@layout("tuning", "delivery_slip")
def signed_delivery_form(case: Case, rng: random.Random) -> Drawn:
    """货物签收单 in a table of labels, goods and signatures in one frame, filled with a pen."""
    own, firm, paper = case.own, case.customer, Paper(210, 297)
    paper.text(105, 20, own.name, font="ming", size=14, align="m")
    paper.text(105, 29, "货物交接签收单", font="ming", size=20, align="m", bold=True)
    rows = (
        (11, ((2, "供货单位", "l"), (5, own.name, "v"), (2, "单据号", "l"), (4, case.slip_no, "v"))),
        (11, ((2, "收货单位", "l"), (5, firm.name, "v"), (2, "送货日期", "l"), (4, spoken_date(case.delivered, "dot"), "v"))),
        (11, ((2, "依据合同", "l"), (5, case.contract_no, "v"), (2, "发运单号", "l"), (4, case.shipment_no, "v"))),
    )  # fmt: skip
    y = form(paper, 20, 42, 170, rows, font="ming", value_font="ukai", value_color=BLUE_INK, size=11)
    columns = (
        Column("序号", 14, "no"), Column("设备（材料）名称", 48, "item"), Column("规格型号", 48, "spec"), Column("单位", 18, "unit"),
        Column("送货数量", 24, "quantity"), Column("备注", 18, "blank"),
    )  # fmt: skip
    look = Look(font="ming", size=11, value_font="ukai", value_color=BLUE_INK, shake=0.04, row=9.5, head=9.5,
                empty=max(0, 10 - len(case.goods)))  # fmt: skip
    y = goods_table(paper, 20, y, columns, case.goods, rng, look)
    rows = (
        (
            34,
            (
                (1, "收货单位意见：\n货物已收，数量相符。\n\n收货人（签字盖章）：", "t"),
                (1, "供货单位：\n\n\n送货人（签字）：", "t"),
            ),
        ),
    )  # type: ignore[assignment]  # another number of rows
    form(paper, 20, y, 170, rows, font="ming", size=11)
    sign(paper, 74, y + 24, rng)
    sign(paper, 154, y + 24, rng)
    seal(paper, 78, y + 20, firm, rng, "收货专用章", size=39)
    return slip("signed_delivery_form", paper, case, columns, contract_no=case.contract_no,
                shipment_no=case.shipment_no, total=None)  # fmt: skip


@layout("tuning", "delivery_slip")
def narrow_shop_slip(case: Case, rng: random.Random) -> Drawn:
    """销售单 on a narrow roll: three columns, head and foot rules only."""
    own, paper = case.own, Paper(112, 200, ground=(250, 250, 250))
    paper.text(56, 8, own.name, font="sans-bold", size=11, align="m")
    paper.text(56, 15, "销售送货单", font="sans-bold", size=14, align="m")
    put(paper, ((8, 26, f"单号：{case.slip_no}"), (8, 32, f"日期：{spoken_date(case.delivered, 'dash')} {rng.randint(8, 17):02d}:{rng.randint(10, 59)}"),
                (8, 38, f"客户：{case.customer.name}"), (8, 44, f"收银：{case.clerk}")), font="sans", size=9.5)  # fmt: skip
    columns = (
        Column("品名规格", 44, "both", "l"), Column("数量", 16, "quantity", "r"), Column("单价", 17, "price_plain", "r"), Column("金额", 20, "amount", "r"),
    )  # fmt: skip
    look = Look(font="sans", size=8.5, rules="head", row=9, head=7)
    y = goods_table(paper, 8, 52, columns, case.goods, rng, look)
    paper.text(8, y + 3, f"合计件数：{len(case.goods)}", font="sans", size=9.5)
    paper.text(104, y + 3, f"应收金额：{case.total:.2f}", font="sans", size=9.5, align="r")
    put(
        paper,
        (
            (8, y + 14, "客户签名："),
            (8, y + 26, f"电话：{own.phone}"),
            (8, y + 32, "请当面点清货物，谢谢惠顾！"),
        ),
        font="sans",
        size=9.5,
    )
    sign(paper, 46, y + 15, rng)
    return slip("narrow_shop_slip", paper, case, columns)


@layout("tuning", "delivery_slip")
def dense_stock_list(case: Case, rng: random.Random) -> Drawn:
    """产品出库单 of a spreadsheet with small print: sums by group, then a total, many empty rows."""
    own, firm, paper = case.own, case.customer, Paper()
    paper.text(105, 16, "成品出库单", font="song", size=18, align="m", bold=True)
    put(paper, (
        (16, 28, f"购货单位：{firm.name}"), (140, 28, f"出库日期：{case.delivered.year}-{case.delivered.month}-{case.delivered.day}"),
        (16, 34, f"出货方：{own.name}"), (140, 34, f"No.{case.slip_no}"), (16, 40, f"订单编号：{case.order_no}"), (140, 40, f"合同编号：{case.contract_no}"),
    ), size=9.5)  # fmt: skip
    columns = (
        Column("序", 8, "no"), Column("金额", 26, "yuan", "r"), Column("名称", 34, "item", "l"), Column("规格型号", 38, "spec", "l"),
        Column("数量", 20, "quantity", "r"), Column("单位", 12, "unit"), Column("单价", 20, "price", "r"), Column("税率", 10, "rate"), Column("备注", 10, "blank"),
    )  # fmt: skip
    look = Look(size=8.5, row=5.8, head=6.4, empty=12 - len(case.goods))
    more = [
        total_row(columns, "小  计", yuan=f"¥{case.total:.2f}"),
        total_row(columns, "合  计", yuan=f"¥{case.total:.2f}"),
    ]
    y = goods_table(paper, 16, 46, columns, case.goods, rng, look, more=more)
    put(
        paper,
        (
            (16, y + 4, f"大写金额：{in_words(case.total)}"),
            (16, y + 11, f"制单：{case.clerk}"),
            (66, y + 11, f"仓库：{case.driver}"),
            (116, y + 11, "客户确认："),
        ),
        size=9.5,
    )
    sign(paper, 146, y + 12, rng)
    seal(paper, 162, y + 4, firm, rng, "收货专用章", size=38)
    return slip("dense_stock_list", paper, case, columns, contract_no=case.contract_no, order_no=case.order_no,
                total_in_words=in_words(case.total))  # fmt: skip

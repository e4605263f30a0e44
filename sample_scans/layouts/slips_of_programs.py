"""Delivery slips as bookkeeping and stock programs print them."""

from __future__ import annotations

import random
from decimal import Decimal

from sample_scans.case import Case, Drawn, layout
from sample_scans.layouts.goods_tables import Column, Look, goods_table, span_row, total_row
from sample_scans.layouts.slip_heads import put, slip
from sample_scans.money import grouped, in_words, plain, spoken_date
from sample_scans.paper import Color, Paper
from sample_scans.parts import form, seal, sign

_VIOLET: Color = (66, 58, 112)


@layout("tuning", "delivery_slip")
def ledger_sales_issue(case: Case, rng: random.Random) -> Drawn:
    """销售出库单 of a ledger program on 241 mm listing paper."""
    paper, ink = Paper(241, 140), _VIOLET
    paper.text(120, 8, case.own.name, size=13, align="m", color=ink)
    paper.text(120, 15, "销售出库单", size=17, align="m", color=ink, spacing=2)
    put(paper, (
        (18, 26, f"购货单位：{case.customer.name}"), (112, 26, f"日期：{spoken_date(case.delivered, 'dash')}"), (172, 26, f"编号：{case.slip_no}"),
        (18, 32, "销售方式：赊销    发货仓库：成品仓"), (112, 32, f"合同号：{case.contract_no}"), (172, 32, f"客户订单号：{case.order_no}"),
    ), size=9.5, color=ink)  # fmt: skip
    columns = (
        Column("行号", 11, "no"), Column("产品代码", 30, "code"), Column("产品名称", 36, "item", "l"), Column("规格型号", 40, "spec", "l"),
        Column("单位", 13, "unit"), Column("实发数量", 23, "quantity", "r"), Column("单价", 22, "price", "r"),
        Column("金额", 27, "grouped", "r"), Column("备注", 12, "blank"),
    )  # fmt: skip
    last = total_row(columns, "", grouped=grouped(case.total))
    last[0] = "合计"
    look = Look(size=9, row=6.4, head=6.4, color=ink)
    y = goods_table(paper, 14, 38, columns, case.goods, rng, look, more=[last])
    put(paper, ((14, y + 4, f"主管：{case.own.contact}"), (58, y + 4, "审核："), (96, y + 4, f"保管：{case.driver}"),
                (140, y + 4, f"制单：{case.clerk}"), (186, y + 4, "客户签收：")), size=9.5, color=ink)  # fmt: skip
    sign(paper, 214, y + 6, rng)
    seal(paper, 72, y + 4, case.own, rng, "发货专用章", size=36)
    return slip(
        "ledger_sales_issue", paper, case, columns, contract_no=case.contract_no, order_no=case.order_no
    )


@layout("tuning", "delivery_slip")
def shopkeeper_sales_slip(case: Case, rng: random.Random) -> Drawn:
    """销售单 of a shop program: the sum in words is a row of the table."""
    own, paper = case.own, Paper(215, 140)
    paper.text(107, 8, f"{own.name}销售单", font="zenhei", size=15, align="m")
    put(paper, (
        (12, 19, f"购买单位：{case.customer.name}"), (150, 19, f"单据编号：{case.slip_no}"),
        (12, 25, f"联系电话：{case.customer.mobile}"), (78, 25, f"经手人：{case.clerk}"),
        (150, 25, f"录单日期：{spoken_date(case.delivered, 'dash')}"), (12, 31, f"送货地址：{case.customer.address}"),
    ), font="zenhei", size=9)  # fmt: skip
    columns = (
        Column("行号", 11, "no"), Column("商品全名", 42, "item", "l"), Column("规格", 40, "spec", "l"), Column("单位", 14, "unit"),
        Column("数量", 22, "quantity", "r"), Column("单价", 20, "price_plain", "r"), Column("金额", 26, "amount", "r"), Column("备注", 16, "blank"),
    )  # fmt: skip
    look = Look(font="zenhei", size=9, row=6.6, head=6.6, empty=max(0, 5 - len(case.goods)))
    y = goods_table(paper, 12, 37, columns, case.goods, rng, look)
    y = span_row(
        paper,
        12,
        y,
        7,
        ((129, f"合计金额大写：{in_words(case.total)}", "l"), (62, f"小写：{case.total:.2f}", "l")),
        look,
    )
    put(paper, ((12, y + 3, f"公司地址：{own.address}    电话：{own.phone}"),
                (12, y + 9, "白联存根  红联客户  黄联回单    货物如有质量问题请三日内联系，过期不予受理。"),
                (12, y + 15, f"制单人：{case.clerk}"), (78, y + 15, f"送货人：{case.driver}"), (140, y + 15, "收货人签字：")),
        font="zenhei", size=9)  # fmt: skip
    sign(paper, 178, y + 16, rng)
    return slip("shopkeeper_sales_slip", paper, case, columns, total_in_words=in_words(case.total))


@layout("tuning", "delivery_slip")
def delivery_of_large_program(case: Case, rng: random.Random) -> Drawn:
    """交货单 of a large program: eight-digit number, 售达方 and 送达方, no prices, thin rules lying."""
    own, firm, paper = case.own, case.customer, Paper()
    number = f"8{rng.randint(10**8, 10**9 - 1)}"
    order = f"45{rng.randint(10**7, 10**8 - 1)}"
    paper.text(16, 14, own.name, font="sans-bold", size=12)
    paper.text(16, 21, f"{own.address}  {own.phone}", font="sans", size=8)
    paper.text(194, 14, "交货单", font="sans-bold", size=20, align="r")
    paper.text(194, 24, "Delivery Note", font="sans", size=10, align="r")
    rows = (
        (7.5, ((2, "交货单号", "l"), (4, number, "v"), (2, "客户采购订单", "l"), (4, order, "v"))),
        (7.5, ((2, "交货日期", "l"), (4, spoken_date(case.delivered, "dot"), "v"), (2, "销售合同号", "l"), (4, case.contract_no, "v"))),
        (7.5, ((2, "装运点", "l"), (4, f"{own.city}工厂", "v"), (2, "发运号", "l"), (4, case.shipment_no, "v"))),
        (7.5, ((2, "售达方", "l"), (10, f"{rng.randint(100000, 199999)}  {firm.name}", "v"))),
        (7.5, ((2, "送达方", "l"), (10, firm.address, "v"))),
    )  # fmt: skip
    y = form(paper, 16, 34, 178, rows, font="sans", size=9) + 6
    columns = (
        Column("项目", 14, "no", "l"), Column("物料", 30, "code", "l"), Column("物料描述", 40, "item", "l"), Column("规格", 44, "spec", "l"),
        Column("交货数量", 30, "quantity3", "r"), Column("单位", 20, "unit", "m"),
    )  # fmt: skip
    look = Look(
        font="sans", size=9, rules="lying", rule_color=(120, 120, 120), row=8, head=8, head_font="sans-bold"
    )
    y = goods_table(paper, 16, y, columns, case.goods, rng, look)
    put(paper, ((16, y + 8, f"总项目数：{len(case.goods)}"), (70, y + 8, "运输方式：公路"), (120, y + 8, "国际贸易条款：DAP"),
                (16, y + 22, "发货人："), (76, y + 22, "承运人："), (130, y + 22, "收货人：")), font="sans", size=9.5)  # fmt: skip
    for x in (36, 96, 150):
        sign(paper, x, y + 23, rng)
    seal(paper, 166, y + 26, firm, rng, "收货专用章", size=38)
    paper.text(
        105,
        284,
        "打印时间 " + spoken_date(case.delivered, "dot") + "  第 1 页 共 1 页",
        font="sans",
        size=8,
        align="m",
    )
    return slip("delivery_of_large_program", paper, case, columns, slip_no=number, order_no=order, total=None,
                contract_no=case.contract_no, shipment_no=case.shipment_no)  # fmt: skip


@layout("tuning", "delivery_slip")
def customers_own_form(case: Case, rng: random.Random) -> Drawn:
    """送货单 in the buyer's form: ordered and delivered quantity, the seller is 供应商."""
    own, firm, paper = case.own, case.customer, Paper(210, 148)
    paper.text(105, 9, firm.name, font="hei", size=13, align="m")
    paper.text(105, 16, "供应商送货单", font="hei", size=16, align="m")
    put(paper, (
        (14, 27, f"供应商：{own.name}"), (128, 27, f"送货单编号：{case.slip_no}"),
        (14, 33, f"需    方：{firm.name}"), (128, 33, f"采购订单：{case.order_no}"),
        (14, 39, f"送至：{firm.city}工厂原料仓"), (128, 39, f"交货日期：{spoken_date(case.delivered, 'slash')}"),
    ))  # fmt: skip
    columns = (
        Column("序号", 10, "no"), Column("物料编码", 26, "code"), Column("品名", 32, "item", "l"), Column("规格型号", 38, "spec", "l"),
        Column("单位", 12, "unit"), Column("订单\n数量", 18, "mark", "r"), Column("本次送\n货数量", 20, "quantity", "r"), Column("检验结果", 16, "blank"), Column("备注", 10, "blank"),
    )  # fmt: skip
    marks = tuple(plain(g.quantity + 20) for g in case.goods)
    look = Look(size=9, row=7, head=9, marks=marks, empty=2)
    y = goods_table(paper, 14, 46, columns, case.goods, rng, look)
    put(
        paper,
        (
            (14, y + 4, f"送货人：{case.driver}"),
            (62, y + 4, "仓库收货："),
            (112, y + 4, "品质检验："),
            (160, y + 4, "采购确认："),
        ),
    )
    sign(paper, 88, y + 5, rng, width=20)
    sign(paper, 138, y + 5, rng, width=20)
    put(
        paper,
        ((14, y + 11, "说明：一单一订单，送货单须与货物同时到达；一式三联：①仓库 ②采购 ③供应商"),),
        size=8.5,
    )
    return slip("customers_own_form", paper, case, columns, order_no=case.order_no, total=None)


@layout("tuning", "delivery_slip")
def stock_transfer_out(case: Case, rng: random.Random) -> Drawn:
    """调拨出库单 to a customer's stock: lot numbers line by line, green carbon."""
    own, firm, paper = case.own, case.customer, Paper(241, 140, ground=(228, 243, 228))
    ink: Color = (30, 66, 50)
    paper.text(120, 9, "调拨出库单", font="ming", size=18, align="m", color=ink, bold=True)
    put(paper, (
        (16, 22, f"出货方：{own.name}"), (126, 22, f"单据号：{case.slip_no}"), (186, 22, f"业务日期：{spoken_date(case.delivered, 'dot')}"),
        (16, 29, f"收货方：{firm.name}"), (126, 29, f"依据合同：{case.contract_no}"), (186, 29, "调拨类型：寄售"),
    ), font="ming", size=9.5, color=ink)  # fmt: skip
    columns = (
        Column("存货编码", 32, "code"), Column("存货名称", 40, "item"), Column("规格型号", 44, "spec"), Column("生产批号", 34, "mark"),
        Column("主计量\n单位", 16, "unit"), Column("出库数量", 26, "quantity3", "r"), Column("件数", 18, "pieces"),
    )  # fmt: skip
    marks = tuple(f"{case.signed:%y%m}{rng.randint(100, 999)}A" for _ in case.goods)
    look = Look(font="ming", size=9, color=ink, row=6.8, head=9, marks=marks)
    quantity = sum((g.quantity for g in case.goods), Decimal(0))
    last = total_row(columns, "", quantity3=f"{quantity:.3f}")
    last[0] = "合  计"
    y = goods_table(paper, 15, 36, columns, case.goods, rng, look, more=[last])
    put(paper, ((16, y + 5, f"仓管员：{case.driver}"), (76, y + 5, f"制单人：{case.clerk}"), (136, y + 5, "审核人："), (182, y + 5, "签收：")),
        font="ming", size=9.5, color=ink)  # fmt: skip
    sign(paper, 206, y + 6, rng)
    seal(paper, 208, y - 2, own, rng, "仓库专用章", size=36)
    return slip("stock_transfer_out", paper, case, columns, total=None, contract_no=case.contract_no)


@layout("tuning", "delivery_slip")
def stock_issue_without_uprights(case: Case, rng: random.Random) -> Drawn:
    """出库单 with lying rules only; order numbers line by line; tax beside the sums."""
    own, firm, paper = case.own, case.customer, Paper(297, 210)
    blue: Color = (30, 90, 140)
    paper.fill(18, 14, 21, 26, blue)
    paper.text(25, 14, own.name, font="sans-bold", size=15)
    paper.text(25, 21.5, "商品出库单", font="sans", size=12, color=blue)
    put(paper, (
        (18, 34, f"客户名称：{firm.half_width_name}"), (158, 34, f"出库单号：{case.slip_no}"), (228, 34, f"出库日期：{case.delivered:%Y-%m-%d}"),
        (18, 41, f"客户地址：{firm.address}"), (158, 41, f"联系人：{firm.contact}"), (228, 41, f"电话：{firm.mobile}"),
    ), font="sans")  # fmt: skip
    columns = (
        Column("#", 10, "no", "l"), Column("订单编号", 32, "mark", "l"), Column("货品", 42, "item", "l"), Column("型号", 46, "spec", "l"),
        Column("数量", 24, "quantity", "r"), Column("单位", 18, "unit"), Column("含税单价", 26, "price", "r"),
        Column("含税金额(元)", 32, "grouped", "r"), Column("其中税额", 28, "tax", "r"),
    )  # fmt: skip
    marks = (case.order_no,)
    look = Look(
        font="sans",
        size=10,
        rules="lying",
        rule_color=(150, 165, 180),
        row=8.5,
        head=9,
        head_font="sans-bold",
        marks=marks,
    )
    last = total_row(columns, "本单合计", grouped=grouped(case.total))
    y = goods_table(paper, 18, 50, columns, case.goods, rng, look, more=[last])
    paper.text(276, y + 4, f"合计大写：{in_words(case.total)}", font="sans", size=10, align="r")
    put(
        paper,
        (
            (18, y + 16, f"经办：{case.clerk}"),
            (88, y + 16, f"库管：{case.driver}"),
            (158, y + 16, "客户签收（盖章）："),
        ),
        font="sans",
    )
    sign(paper, 206, y + 18, rng)
    seal(paper, 222, y + 20, firm, rng, "收货专用章", size=40)
    return slip("stock_issue_without_uprights", paper, case, columns, order_no=case.order_no,
                total_in_words=in_words(case.total))  # fmt: skip


@layout("tuning", "delivery_slip")
def bilingual_delivery_note(case: Case, rng: random.Random) -> Drawn:
    """送货单 DELIVERY NOTE: TO, ATTN, P.O. NO."""
    own, firm, paper = case.own, case.customer, Paper(210, 148)
    paper.text(14, 9, own.name, font="hei", size=14)
    paper.text(14, 16, f"TEL: {own.phone}   ADD: {own.address}", font="sans", size=8)
    paper.text(196, 9, "送货单", font="hei", size=17, align="r")
    paper.text(196, 17, "DELIVERY NOTE", font="sans", size=9, align="r")
    paper.rule(14, 22, 196, 22, width=0.5)
    put(paper, (
        (14, 25, f"TO 客户: {firm.name}"), (134, 25, f"NO.: {case.slip_no}"),
        (14, 31, f"ATTN 收货人: {firm.contact}   {firm.mobile}"), (134, 31, f"DATE: {spoken_date(case.delivered, 'slash')}"),
        (14, 37, f"ADD 地址: {firm.address}"), (134, 37, f"P.O. NO.: {case.order_no}"),
    ), font="sans", size=9.5)  # fmt: skip
    columns = (
        Column("ITEM\n项次", 13, "no2"), Column("DESCRIPTION\n品名", 44, "item", "l"), Column("SPEC.\n规格", 46, "spec", "l"),
        Column("QTY\n数量", 22, "quantity", "r"), Column("UNIT\n单位", 15, "unit"), Column("CTN\n箱数", 16, "pieces"), Column("REMARK\n备注", 26, "blank"),
    )  # fmt: skip
    look = Look(font="sans", size=9, row=7.2, head=10, empty=max(0, 6 - len(case.goods)))
    y = goods_table(paper, 14, 44, columns, case.goods, rng, look)
    put(paper, ((14, y + 4, "以上货物请核对无误后签收，如有不符请即时提出。"),
                (14, y + 12, f"PREPARED BY 制单: {case.clerk}"), (90, y + 12, "RECEIVED BY 客户签收:")), font="sans", size=9)  # fmt: skip
    sign(paper, 144, y + 13, rng)
    seal(paper, 46, y + 8, own, rng, "发货专用章", size=36)
    return slip("bilingual_delivery_note", paper, case, columns, order_no=case.order_no, total=None)


@layout("tuning", "delivery_slip")
def unruled_distribution_list(case: Case, rng: random.Random) -> Drawn:
    """配送单 without any rule, columns only by their places, as a line printer writes."""
    own, firm, paper = case.own, case.customer, Paper(210, 140)
    paper.text(105, 9, f"{own.name}  配送单", size=13, align="m")
    put(paper, (
        (14, 19, f"流水号:{case.slip_no}"), (90, 19, f"打印日期:{spoken_date(case.delivered, 'dash')}"),
        (14, 25, f"客户:{firm.name}"), (14, 31, f"送至:{firm.address}"),
    ))  # fmt: skip
    columns = (
        Column("品名", 38, "item", "l"), Column("规格", 44, "spec", "l"), Column("数量", 24, "quantity", "r"), Column("单位", 18, "unit"),
        Column("单价", 24, "price", "r"), Column("金额", 32, "amount", "r"),
    )  # fmt: skip
    look = Look(size=10, rules="none", row=6, head=6)
    y = goods_table(paper, 14, 40, columns, case.goods, rng, look)
    put(paper, ((14, y + 5, "合计:"), (14, y + 11, f"大写:{in_words(case.total)}"),
                (14, y + 20, f"配送员:{case.driver}"), (80, y + 20, f"开单:{case.clerk}"), (136, y + 20, "签收:")))  # fmt: skip
    paper.text(193.2, y + 5, f"{case.total:.2f}", size=10, align="r")
    sign(paper, 160, y + 21, rng)
    return slip("unruled_distribution_list", paper, case, columns, total_in_words=in_words(case.total))

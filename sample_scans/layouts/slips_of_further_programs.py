"""Delivery slips of programs: labels spread or above their values, over two sheets, with a second number."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal

from sample_scans.case import Case, Drawn, Item, layout, named
from sample_scans.layouts.goods_tables import Column, Look, goods_table, lines_truth, span_row, total_row
from sample_scans.layouts.slip_heads import put, slip
from sample_scans.money import grouped, in_words, spoken_date
from sample_scans.paper import BLUE_INK, Color, Paper
from sample_scans.parts import seal, sign

_VIOLET: Color = (70, 60, 118)


@layout("tuning", "delivery_slip")
def spread_labels_of_a_printer(case: Case, rng: random.Random) -> Drawn:
    """销售发货单 of a dot-matrix printer with spaces inside its labels."""
    firm, own, paper, ink = case.customer, case.own, Paper(241, 140, ground=(252, 252, 250)), _VIOLET
    paper.text(120, 8, own.name, font="ming", size=14, align="m", color=ink)
    paper.text(
        120,
        16,
        rng.choice(("销 售 发 货 单", "送   货   单", "销 售 出 库 单")),
        font="ming",
        size=17,
        align="m",
        color=ink,
    )
    put(paper, (
        (14, 27, f"客 户 名 称：{firm.name}"), (150, 27, f"单 据 号 码：{case.slip_no}"),
        (14, 33, f"送 货 地 址：{firm.address}"), (150, 33, f"{rng.choice(('发 货 日 期', '送 货 日 期', '日    期'))}：{spoken_date(case.delivered, 'zh0')}"),
        (14, 39, f"联 系 人：{firm.contact}"), (70, 39, f"联 系 电 话：{firm.mobile}"), (150, 39, f"合 同 号：{case.contract_no}"),
    ), font="ming", size=10, color=ink)  # fmt: skip
    columns = (
        Column("序号", 12, "no"), Column("品    名", 42, "item", "l"), Column("规    格", 46, "spec", "l"), Column("单位", 14, "unit"),
        Column("数  量", 26, "quantity", "r"), Column("单  价", 26, "price", "r"), Column("金    额", 30, "amount", "r"), Column("备注", 17, "blank"),
    )  # fmt: skip
    look = Look(font="ming", size=9.5, color=ink, row=6.6, head=6.6)
    y = goods_table(paper, 14, 46, columns, case.goods, rng, look)
    y = span_row(
        paper,
        14,
        y,
        7,
        ((140, f"合计金额大写：{in_words(case.total)}", "l"), (73, f"￥：{case.total:.2f}", "l")),
        look,
    )
    put(paper, ((14, y + 4, f"制 单 人：{case.clerk}"), (70, y + 4, f"送 货 人：{case.driver}"), (130, y + 4, "收 货 人："), (180, y + 4, "白存根 红客户 黄回单")),
        font="ming", size=10, color=ink)  # fmt: skip
    sign(paper, 158, y + 5, rng)
    return slip(
        "spread_labels_of_a_printer",
        paper,
        case,
        columns,
        contract_no=case.contract_no,
        total_in_words=in_words(case.total),
    )


@layout("tuning", "delivery_slip")
def values_below_labels(case: Case, rng: random.Random) -> Drawn:
    """送货单 whose head is a ruled grid, each label in a grey cell above its value."""
    firm, own, paper = case.customer, case.own, Paper(210, 148)
    paper.text(14, 10, own.name, font="sans-bold", size=12)
    paper.text(196, 9, rng.choice(("送货单", "发货单", "出货单")), font="sans-bold", size=18, align="r")
    y = 22.0
    for cells in (
        ((72, rng.choice(("客户名称", "收货单位", "客户")), firm.name), (40, rng.choice(("单号", "送货单号", "单据编号")), case.slip_no),
         (30, rng.choice(("日期", "送货日期", "发货日期")), spoken_date(case.delivered, "dash")), (40, "客户订单号", case.order_no)),
        ((112, "收货地址", firm.address), (30, "联系人", firm.contact), (40, "电话", firm.mobile)),
    ):  # fmt: skip
        x = 14.0
        for wide, label, value in cells:
            paper.fill(x, y, x + wide, y + 5.5, (228, 232, 236))
            paper.frame(x, y, x + wide, y + 5.5)
            paper.frame(x, y + 5.5, x + wide, y + 13)
            paper.cell(x, y, wide, 5.5, label, font="sans", size=8.5)
            paper.cell(x, y + 5.5, wide, 7.5, value, font="sans", size=9, align="l")
            x += wide
        y += 13
    columns = (
        Column("行", 10, "no"), Column("物料编号", 27, "code"), Column("物料名称", 38, "item", "l"), Column("规格型号", 42, "spec", "l"),
        Column("数量", 22, "quantity", "r"), Column("单位", 15, "unit"), Column("备注", 28, "blank"),
    )  # fmt: skip
    y = goods_table(paper, 14, y + 3, columns, case.goods, rng, Look(font="sans", size=9, row=7))
    put(
        paper,
        (
            (14, y + 5, f"发货人：{case.clerk}"),
            (74, y + 5, f"送货司机：{case.driver}"),
            (134, y + 5, "客户签收："),
        ),
        font="sans",
        size=9.5,
    )
    sign(paper, 166, y + 6, rng)
    seal(paper, 52, y + 4, own, rng, "发货专用章", size=35)
    return slip("values_below_labels", paper, case, columns, order_no=case.order_no, total=None)


@layout("tuning", "delivery_slip")
def continued_on_a_second_sheet(case: Case, rng: random.Random) -> Drawn:
    """销售出库单 over two sheets: head and columns again, a sum of each sheet, the total on the last."""
    firm, own = case.customer, case.own
    goods = case.goods
    cut = max(1, len(goods) // 2)
    columns = (
        Column("序号", 12, "no"), Column("商品名称", 40, "item", "l"), Column("规格型号", 44, "spec", "l"), Column("单位", 14, "unit"),
        Column("数量", 22, "quantity", "r"), Column("单价", 22, "price", "r"), Column("金额", 28, "amount", "r"),
    )  # fmt: skip
    label, day = (
        rng.choice(("购货单位", "客户名称", "购买方")),
        rng.choice(("出库日期", "单据日期", "开单日期")),
    )
    pages = []
    for n, some in enumerate((goods[:cut], goods[cut:]), 1):
        paper = Paper(210, 140)
        paper.text(105, 9, f"{own.name}销售出库单", font="hei", size=15, align="m")
        put(paper, (
            (14, 21, f"{label}：{firm.name}"), (142, 21, f"单据编号：{case.slip_no}"), (14, 27, f"{day}：{spoken_date(case.delivered, 'dash')}"),
            (88, 27, "仓库：成品库"), (142, 27, f"第{n}页/共2页"),
        ), size=10)  # fmt: skip
        sums = sum((g.amount for g in some), Decimal(0))
        more = [total_row(columns, "本页小计", amount=f"{sums:.2f}")]
        if n == 2:
            more.append(total_row(columns, "合计", amount=f"{case.total:.2f}"))
        y = _numbered(paper, 34, columns, some, rng, more, first=1 if n == 1 else cut + 1)
        if n == 2:
            paper.text(14, y + 4, f"金额大写：{in_words(case.total)}", size=10)
        put(
            paper,
            (
                (14, y + 12, f"制单人：{case.clerk}"),
                (80, y + 12, f"库管员：{case.driver}"),
                (142, y + 12, "收货人："),
            ),
            size=10,
        )
        pages.append(paper)
    sign(pages[1], 164, 100, rng)
    drawn = slip("continued_on_a_second_sheet", pages[0], case, columns, total_in_words=in_words(case.total))
    return Drawn(drawn.type, drawn.layout, pages, drawn.customer, drawn.fields, drawn.unjudged)


def _numbered(
    paper: Paper, y: float, columns: Sequence[Column], goods: Sequence[Item], rng: random.Random,
    more: Sequence[Sequence[str]], *, first: int,
) -> float:  # fmt: skip
    """Draw goods whose first column is already counted by the sheets before."""
    shown = list(columns)
    shown[0] = Column(columns[0].title, columns[0].width, "mark", columns[0].align)
    marks = tuple(str(first + n) for n in range(len(goods)))
    return goods_table(paper, 14, y, shown, goods, rng, Look(size=9.5, row=7, marks=marks), more=more)


@layout("tuning", "delivery_slip")
def goes_with_the_goods(case: Case, rng: random.Random) -> Drawn:
    """随货同行单 of a wholesaler: issuer's and buyer's lines, batch numbers, two dates."""
    firm, own, paper = case.customer, case.own, Paper(241, 140)
    paper.text(
        120,
        9,
        f"{own.name}{rng.choice(('销售出库随货同行单', '随货同行单', '随货同行单（销售清单）'))}",
        font="song",
        size=14,
        align="m",
    )
    put(paper, (
        (12, 20, f"购货单位：{firm.name}"), (118, 20, f"开票日期：{spoken_date(case.delivered, 'dash')}"), (176, 20, f"单据编号：{case.slip_no}"),
        (12, 26, f"收货地址：{firm.address}"), (118, 26, f"业务员：{case.clerk}"), (176, 26, "结算方式：月结"),
    ), size=9.5)  # fmt: skip
    columns = (
        Column("商品编码", 28, "code"), Column("品名", 38, "item", "l"), Column("规格", 42, "spec", "l"), Column("单位", 12, "unit"),
        Column("数量", 22, "quantity", "r"), Column("单价", 22, "price", "r"), Column("金额", 26, "amount", "r"), Column("质量状况", 27, "mark"),
    )  # fmt: skip
    look = Look(size=9, row=6.4, head=6.4, marks=("合格",))
    y = goods_table(
        paper,
        12,
        33,
        columns,
        case.goods,
        rng,
        look,
        more=[total_row(columns, "合计", amount=f"{case.total:.2f}")],
    )
    put(paper, ((12, y + 4, f"合计（大写）：{in_words(case.total)}"), (12, y + 11, f"开票员：{case.clerk}"), (62, y + 11, "复核员："),
                (106, y + 11, f"发货员：{case.driver}"), (166, y + 11, "收货人（签章）：")), size=9.5)  # fmt: skip
    seal(paper, 206, y + 2, own, rng, "出库专用章", size=37)
    return slip("goes_with_the_goods", paper, case, columns, total_in_words=in_words(case.total))


@layout("tuning", "delivery_slip")
def listed_without_rules(case: Case, rng: random.Random) -> Drawn:
    """销售清单 printed without rules; unit prices and sums, paid and owed below, notes with a pen at the side."""
    firm, own, paper = case.customer, case.own, Paper(210, 148)
    paper.text(105, 8, rng.choice(("销 售 清 单", "销货清单", "送货清单")), font="zenhei", size=16, align="m")
    put(paper, (
        (14, 19, f"{rng.choice(('购货单位', '客户名称', '购货方', '客户'))}: {firm.half_width_name}"), (140, 19, f"{rng.choice(('单号', '票号', '编号'))}: {case.slip_no}"),
        (14, 25, f"{rng.choice(('供货单位', '销货单位', '供货方'))}: {own.half_width_name}"), (140, 25, f"{rng.choice(('日期', '开票日期', '制单日期'))}: {spoken_date(case.delivered, 'dot')}"),
    ), font="zenhei", size=9.5)  # fmt: skip
    columns = (
        Column("商品名称", 40, "item", "l"), Column("规格型号", 46, "spec", "l"), Column("数量", 24, "quantity", "r"), Column("单位", 16, "unit"),
        Column("单价", 24, "price_plain", "r"), Column("金额", 32, "grouped", "r"),
    )  # fmt: skip
    y = goods_table(
        paper,
        14,
        34,
        columns,
        case.goods,
        rng,
        Look(font="zenhei", size=9.5, rules="head", row=6.4, head=6.4),
    )
    put(paper, ((14, y + 4, f"合计金额: {grouped(case.total)}"), (84, y + 4, "本次收款: 0.00"), (140, y + 4, f"尚欠: {grouped(case.total)}"),
                (14, y + 11, f"大写: {in_words(case.total)}"), (14, y + 20, f"开单: {case.clerk}"), (84, y + 20, "客户签字:")), font="zenhei", size=9.5)  # fmt: skip
    paper.text(
        150,
        y + 19,
        rng.choice(("已收 少1件", "货已清点", "下周结账", "欠条另打")),
        font="ukai",
        size=13,
        color=BLUE_INK,
        shake=0.06,
    )
    sign(paper, 112, y + 21, rng)
    return slip("listed_without_rules", paper, case, columns, total_in_words=in_words(case.total))


@layout("tuning", "delivery_slip")
def weighed_out(case: Case, rng: random.Random) -> Drawn:
    """发货明细单 by pieces and weight: the consignee under 到站 and 收货人, quantities in three decimals."""
    firm, own, paper = case.customer, case.own, Paper(297, 210)
    paper.text(148.5, 14, f"{own.name}", font="serif", size=13, align="m")
    paper.text(
        148.5,
        22,
        rng.choice(("产品发货明细单", "发 货 清 单", "发货通知单")),
        font="serif-bold",
        size=19,
        align="m",
    )
    put(paper, (
        (20, 36, f"编号：{case.slip_no}"), (120, 36, f"合同编号：{case.contract_no}"), (214, 36, f"发货日期：{spoken_date(case.delivered)}"),
        (20, 44, f"收货单位：{firm.name}"), (214, 44, f"到站：{firm.city}"),
    ), font="serif", size=10.5)  # fmt: skip
    columns = (
        Column("序号", 14, "no"), Column("货物名称", 54, "item", "l"), Column("规格", 60, "spec", "l"), Column("计量单位", 24, "unit"),
        Column("件数", 26, "pieces"), Column("数量", 36, "quantity3", "r"), Column("备注", 42, "blank"),
    )  # fmt: skip
    y = goods_table(paper, 20, 53, columns, case.goods, rng, Look(font="serif", size=10, row=8.2, head=8.6))
    put(
        paper,
        (
            (20, y + 7, f"发货单位（盖章）：{own.name}"),
            (150, y + 7, f"承运人：{case.driver}"),
            (214, y + 7, "收货人签字："),
        ),
        font="serif",
        size=10.5,
    )
    sign(paper, 250, y + 8, rng)
    seal(paper, 84, y + 8, own, rng, "发货专用章", size=39)
    drawn = Drawn("delivery_slip", "weighed_out", [paper], named(firm), {
        "slip_no": case.slip_no, "contract_no": case.contract_no, "date": case.delivered.isoformat(), "consignee": firm.name,
        "supplier": own.name, "lines": lines_truth(case.goods, columns),
    })  # fmt: skip
    return drawn

"""Delivery slips of the committed samples."""

from __future__ import annotations

import random
from typing import Any

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.money import grouped, in_words, plain, spoken_date
from sample_scans.paper import BLUE_INK, RED, Color, Paper
from sample_scans.parts import seal, sign


def _drawn(name: str, paper: Paper, case: Case, **more: object) -> Drawn:
    truth: dict[str, object] = {
        "slip_no": case.slip_no, "contract_no": case.contract_no, "date": case.delivered.isoformat(),
        "consignee": case.customer.name, "supplier": case.own.name, "total": f"{case.total:.2f}",
        "lines": [g.truth() for g in case.goods],
    }  # fmt: skip
    truth |= more
    fields = {key: value for key, value in truth.items() if value is not None}
    return Drawn("delivery_slip", name, [paper], named(case.customer), fields)


@layout("tuning", "delivery_slip")
def delivery_note(case: Case, rng: random.Random) -> Drawn:
    """送货单 printed from a spreadsheet on white paper."""
    own, firm, paper = case.own, case.customer, Paper(210, 148)
    paper.text(105, 10, own.name, font="hei", size=16, align="m")
    paper.text(105, 19, "送 货 单", font="hei", size=17, align="m")
    paper.text(16, 31, f"客户名称：{firm.name}", size=10.5)
    paper.text(134, 31, f"送货单号：{case.slip_no}", size=10.5)
    paper.text(16, 38, f"送货地址：{firm.address}", size=10.5)
    paper.text(134, 38, f"送货日期：{spoken_date(case.delivered)}", size=10.5)
    paper.text(16, 45, f"合同编号：{case.contract_no}", size=10.5)
    paper.text(134, 45, f"联系电话：{firm.phone}", size=10.5)
    rows = [["序号", "品名", "规格型号", "单位", "数量", "单价", "金额", "备注"]]
    for place, g in enumerate(case.goods, 1):
        rows.append(
            [str(place), g.item, g.spec, g.unit, plain(g.quantity), f"{g.price:.2f}", f"{g.amount:.2f}", ""]
        )
    y = paper.table(
        16, 52, (11, 34, 40, 14, 22, 22, 25, 12), rows, row_height=7, align="mllmrrrl", head_font="hei"
    )
    paper.frame(16, y, 196, y + 8)
    paper.text(18, y + 2.3, f"合计金额（大写）：{in_words(case.total)}", size=10)
    paper.text(194, y + 2.3, f"（小写）¥{case.total:.2f}", size=10, align="r")
    paper.text(16, y + 13, f"送货人：{case.driver}", size=10.5)
    paper.text(76, y + 13, f"制单：{case.clerk}", size=10.5)
    paper.text(126, y + 13, "收货人（签章）：", size=10.5)
    sign(paper, 168, y + 14, rng)
    seal(paper, 62, y + 8, own, rng, "发货专用章", size=37)
    return _drawn("delivery_note", paper, case, total_in_words=in_words(case.total))


@layout("tuning", "delivery_slip")
def stock_out_yellow(case: Case, rng: random.Random) -> Drawn:
    """产品出库单 on yellow carbon paper, printed by a dot-matrix printer in violet."""
    own, firm, paper = case.own, case.customer, Paper(215, 140, ground=(252, 240, 196))
    ink: Color = (74, 62, 120)
    paper.text(107, 9, "产品出库单", font="song", size=18, align="m", spacing=2, color=ink, bold=True)
    paper.text(107, 18, own.name, font="song", size=11, align="m", color=ink)
    paper.text(14, 27, f"收货单位：{firm.name}", size=10.5, color=ink)
    paper.text(118, 27, f"出库日期：{spoken_date(case.delivered, 'dash')}", size=10.5, color=ink)
    paper.text(166, 27, f"单号：{case.slip_no}", size=9.5, color=ink)
    paper.text(14, 34, f"合同号：{case.contract_no}", size=10.5, color=ink)
    paper.text(118, 34, f"订单号：{case.order_no}", size=10.5, color=ink)
    rows = [["产品名称", "规格", "计量单位", "出库数量", "单价(元)", "金额(元)"]]
    rows += [
        [g.item, g.spec, g.unit, plain(g.quantity), plain(g.price), grouped(g.amount)] for g in case.goods
    ]
    rows.append(["合  计", "", "", "", "", grouped(case.total)])
    y = paper.table(14, 41, (42, 46, 22, 24, 26, 30), rows, row_height=7.2, align="llmrrr", color=ink)
    paper.text(14, y + 4, f"仓库主管：{case.driver}", size=10, color=ink)
    paper.text(66, y + 4, f"发货人：{case.clerk}", size=10, color=ink)
    paper.text(112, y + 4, "提货人：", size=10, color=ink)
    sign(paper, 140, y + 5, rng)
    paper.text(160, y + 4, "第二联 客户联", size=9, color=ink)
    seal(paper, 182, y - 4, own, rng, "仓库专用章", size=36)
    return _drawn("stock_out_yellow", paper, case, order_no=case.order_no)


@layout("tuning", "delivery_slip")
def dispatch_blue(case: Case, rng: random.Random) -> Drawn:
    """发货单 on blue carbon paper without prices."""
    own, firm, paper = case.own, case.customer, Paper(210, 140, ground=(220, 232, 246))
    ink: Color = (40, 52, 96)
    paper.text(105, 10, f"{own.name}发货单", font="zenhei", size=15, align="m", color=ink)
    paper.text(196, 20, f"№：{case.slip_no}", font="song", size=11, align="r", color=RED)
    paper.text(16, 28, f"购货单位：{firm.name}", font="zenhei", size=10, color=ink)
    paper.text(16, 35, f"合同编号：{case.contract_no}", font="zenhei", size=10, color=ink)
    paper.text(120, 28, f"发货日期：{spoken_date(case.delivered)}", font="zenhei", size=10, color=ink)
    paper.text(
        120,
        35,
        f"运输方式：汽车    车号：{firm.uscc[2:4]}A·{rng.randint(10000, 99999)}",
        font="zenhei",
        size=10,
        color=ink,
    )
    rows = [["货物名称", "规格型号", "单位", "应发数量", "实发数量", "备注"]]
    rows += [[g.item, g.spec, g.unit, plain(g.quantity), plain(g.quantity), ""] for g in case.goods]
    rows += [[""] * 6 for _ in range(max(0, 7 - len(rows)))]
    y = paper.table(
        16,
        42,
        (42, 46, 16, 28, 28, 20),
        rows,
        row_height=7.5,
        font="zenhei",
        size=9,
        align="llmmml",
        color=ink,
    )
    for x, text in ((16, f"发货人：{case.clerk}"), (66, f"司机：{case.driver}"), (112, "收货单位签收：")):
        paper.text(x, y + 6, text, font="zenhei", size=10, color=ink)
    sign(paper, 152, y + 7, rng)
    seal(paper, 168, y + 6, firm, rng, "收货专用章", size=37)
    lines = [g.truth("price", "amount") for g in case.goods]
    return _drawn("dispatch_blue", paper, case, total=None, lines=lines)


@layout("tuning", "delivery_slip")
def sales_slip_by_hand(case: Case, rng: random.Random) -> Drawn:
    """销售单 from a printed pad, filled with a pen on pink carbon paper."""
    firm, paper = case.customer, Paper(190, 128, ground=(248, 226, 232))
    ink: Color = (150, 50, 70)
    hand: dict[str, Any] = {"font": "ukai", "color": BLUE_INK, "shake": 0.05}
    paper.text(95, 8, "销  售  单", font="sans-bold", size=20, align="m", color=ink)
    number = f"{rng.randint(10_000, 999_999):07d}"
    paper.text(146, 11, f"No: {number}", font="sans", size=12, color=RED)
    paper.text(12, 22, "客户名称：", font="sans", size=10.5, color=ink)
    paper.text(32, 21.6, firm.name, size=12.5, **hand)
    paper.rule(31, 27, 116, 27, color=ink)
    d = case.delivered
    paper.text(124, 22, "日期：", font="sans", size=10.5, color=ink)
    paper.text(136, 21.6, spoken_date(d), size=12.5, **hand)
    paper.text(12, 30, "合同编号：", font="sans", size=10.5, color=ink)
    paper.text(32, 29.6, case.contract_no, size=12.5, **hand)
    widths = (40, 38, 16, 24, 22, 28)
    paper.table(
        11,
        37,
        widths,
        [["商品名称", "规格", "单位", "数量", "单价", "金额"]],
        font="sans",
        size=10,
        color=ink,
    )
    goods = case.goods[:5]
    rows = [[g.item, g.spec, g.unit, plain(g.quantity), plain(g.price), f"{g.amount:.2f}"] for g in goods]
    rows += [[""] * 6 for _ in range(5 - len(rows))]
    y = paper.table(11, 44, widths, rows, row_height=7.6, font="ukai", size=11.5, align="llmmmm", color=BLUE_INK,
                    rule_color=ink, shake=0.05)  # fmt: skip
    total = sum((g.amount for g in goods), start=goods[0].amount * 0)
    paper.frame(11, y, 179, y + 8.5, color=ink)
    paper.text(13, y + 2.4, "合计（大写）：", font="sans", size=10.5, color=ink)
    paper.text(40, y + 2, in_words(total), size=12, **hand)
    paper.text(134, y + 2.4, "¥：", font="sans", size=10.5, color=ink)
    paper.text(142, y + 2, f"{total:.2f}", size=12, **hand)
    for x, text in ((12, "供货单位（盖章）"), (84, "经手人："), (130, "客户签字：")):
        paper.text(x, y + 13, text, font="sans", size=10.5, color=ink)
    sign(paper, 110, y + 14, rng)
    sign(paper, 162, y + 14, rng)
    seal(paper, 52, y + 12, case.own, rng, "发货专用章", size=36)
    drawn = _drawn(
        "sales_slip_by_hand", paper, case, slip_no=number, supplier=None, total=f"{total:.2f}",
        total_in_words=in_words(total), lines=[g.truth() for g in goods],
    )  # fmt: skip
    drawn.unjudged["supplier"] = case.own.name
    return drawn


@layout("tuning", "delivery_slip")
def goods_signed_for(case: Case, rng: random.Random) -> Drawn:
    """货物签收单, upright on A4 with the consignee's confirmation below the table."""
    own, firm, paper = case.own, case.customer, Paper()
    paper.text(105, 24, "货物签收单", font="serif-bold", size=22, spacing=2, align="m")
    for place, (label, value) in enumerate((
        ("签收单编号：", case.slip_no), ("发货单位：", own.name), ("收货单位：", firm.name),
        ("合同编号：", case.contract_no), ("送达日期：", spoken_date(case.delivered, "zh0")),
    )):  # fmt: skip
        paper.filled(26, 44 + place * 9.5, label, value, until=130, font="serif", size=12, dotted=True)
    rows = [["序号", "货物名称", "规格/型号", "单位", "数量", "单价", "金额"]]
    for place, g in enumerate(case.goods, 1):
        rows.append(
            [str(place), g.item, g.spec, g.unit, plain(g.quantity), f"{g.price:.2f}", f"{g.amount:.2f}"]
        )
    rows.append(["", "合计", "", "", "", "", f"{case.total:.2f}"])
    y = paper.table(22, 96, (12, 36, 42, 14, 20, 20, 24), rows, row_height=8.5, font="serif", align="mllmrrr")
    y = paper.paragraph(
        22,
        y + 8,
        166,
        "以上货物已于上述日期收到，数量无误，外观完好，特此确认。",
        font="serif",
        size=12,
        indent=2,
    )
    paper.text(100, y + 12, "收货单位（盖章）：", font="serif", size=12)
    paper.text(100, y + 24, "收货人签字：", font="serif", size=12)
    sign(paper, 140, y + 25, rng)
    seal(paper, 152, y + 18, firm, rng, "收货专用章", size=41)
    return _drawn("goods_signed_for", paper, case)

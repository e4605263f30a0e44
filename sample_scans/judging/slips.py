"""Delivery slips for judging: two printed by bookkeeping programs, one book of carbon forms filled by hand."""

from __future__ import annotations

import random
from typing import Any

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.money import grouped, in_words, plain, spoken_date
from sample_scans.paper import BLUE_INK, RED, Color, Paper
from sample_scans.parts import seal, sign


def _truth(case: Case) -> dict[str, object]:
    return {
        "slip_no": case.slip_no,
        "date": case.delivered.isoformat(),
        "consignee": case.customer.name,
        "supplier": case.own.name,
        "total": f"{case.total:.2f}",
    }


@layout("judging", "delivery_slip")
def stock_issue_printout(case: Case, rng: random.Random) -> Drawn:
    """销售出库单 as a bookkeeping program prints it on half a sheet of continuous paper."""
    paper = Paper(241, 140, ground=(252, 252, 250))
    ink: Color = (48, 48, 66)
    paper.text(120, 9, case.own.name, font="zenhei", size=14, align="m", color=ink)
    paper.text(120, 17, "销售出库单", font="zenhei", size=16, align="m", spacing=2, color=ink)
    paper.text(14, 27, f"购货单位：{case.customer.name}", size=10.5, color=ink)
    paper.text(120, 27, f"日  期：{spoken_date(case.delivered, 'dash')}", size=10.5, color=ink)
    paper.text(178, 27, f"编  号：{case.slip_no}", size=10.5, color=ink)
    paper.text(14, 33.5, f"摘要：合同号 {case.contract_no}", size=10.5, color=ink)
    paper.text(120, 33.5, f"源单单号：{case.order_no}", size=10.5, color=ink)
    paper.text(178, 33.5, "发货仓库：成品库", size=10.5, color=ink)
    rows = [["产品代码", "产品名称", "规格型号", "单位", "实发数量", "销售单价", "销售金额", "备注"]]
    for place, g in enumerate(case.goods, 1):
        rows.append(
            [
                f"01.{place:02d}.{rng.randint(1, 99):03d}",
                g.item,
                g.spec,
                g.unit,
                plain(g.quantity),
                f"{g.price:.2f}",
                f"{g.amount:,.2f}",
                "",
            ]
        )
    rows.append(["合计", "", "", "", "", "", grouped(case.total), ""])
    y = paper.table(
        14, 40, (26, 38, 42, 14, 24, 24, 30, 15), rows, row_height=7, align="lllmrrrl", size=9.5, color=ink
    )
    paper.text(14, y + 3, f"金额大写：{in_words(case.total)}", size=10, color=ink)
    foot = f"审核：{case.own.contact}      记账：{case.clerk}      业务员：{case.own.contact}      制单：{case.clerk}      收货人："
    paper.text(14, y + 11, foot, size=9.5, color=ink)
    sign(paper, 196, y + 12, rng)
    seal(paper, 205, y + 2, case.own, rng, "发货专用章", size=36)
    truth = _truth(case) | {
        "contract_no": case.contract_no, "order_no": case.order_no, "total_in_words": in_words(case.total),
        "lines": [g.truth() for g in case.goods],
    }  # fmt: skip
    return Drawn("delivery_slip", "stock_issue_printout", [paper], named(case.customer), dict(truth))


@layout("judging", "delivery_slip")
def sales_bill_carbon(case: Case, rng: random.Random) -> Drawn:
    """销售单 on pink carbon paper: line numbers, full names of goods, words and figures in one row."""
    paper = Paper(215, 140, ground=(250, 224, 226))
    ink: Color = (62, 56, 110)
    paper.text(107, 8, f"{case.own.name}销售单", font="hei", size=15, align="m", color=ink)
    paper.text(12, 20, f"购买单位：{case.customer.name}", size=10.5, color=ink)
    paper.text(150, 20, f"单据编号：{case.slip_no}", size=10, color=ink)
    paper.text(12, 26.5, f"联系电话：{case.customer.phone}", size=10, color=ink)
    paper.text(92, 26.5, f"经手人：{case.clerk}", size=10, color=ink)
    paper.text(150, 26.5, f"录单日期：{spoken_date(case.delivered, 'dash')}", size=10, color=ink)
    rows = [["行号", "商品全名", "型号", "单位", "数量", "单价", "折后金额"]]
    for place, g in enumerate(case.goods, 1):
        rows.append(
            [str(place), g.item, g.spec, g.unit, plain(g.quantity), plain(g.price), f"{g.amount:.2f}"]
        )
    y = paper.table(
        12, 33, (12, 46, 44, 14, 24, 24, 28), rows, row_height=7, align="mllmrrr", color=ink, size=9.5
    )
    paper.frame(12, y, 204, y + 8, color=ink)
    paper.text(14, y + 2.2, f"合计金额大写：{in_words(case.total)}", size=10, color=ink)
    paper.text(202, y + 2.2, f"小写：{case.total:.2f}", size=10, align="r", color=ink)
    paper.text(
        12,
        y + 11,
        f"附加说明：依据合同{case.contract_no}供货，货物当面点清，如有质量问题请在三日内提出。",
        size=9.5,
        color=ink,
    )
    paper.text(12, y + 19, "送货人签字：", size=10, color=ink)
    sign(paper, 48, y + 20, rng)
    paper.text(100, y + 19, "客户签字（盖章）：", size=10, color=ink)
    sign(paper, 146, y + 20, rng)
    paper.text(12, y + 27, "白联：存根    红联：客户    黄联：财务", size=8.5, color=ink)
    seal(paper, 150, y + 12, case.customer, rng, "收货专用章", size=37)
    truth = _truth(case) | {
        "contract_no": case.contract_no, "total_in_words": in_words(case.total),
        "lines": [g.truth() for g in case.goods],
    }  # fmt: skip
    return Drawn("delivery_slip", "sales_bill_carbon", [paper], named(case.customer), dict(truth))


@layout("judging", "delivery_slip")
def carbon_book(case: Case, rng: random.Random) -> Drawn:
    """送货单 from a printed book of three, filled with a blue pen; empty rows remain."""
    paper = Paper(190, 130, ground=(228, 240, 228))
    print_: Color = (40, 92, 70)
    hand: dict[str, Any] = {"font": "kai", "color": BLUE_INK, "shake": 0.045}
    paper.text(95, 8, "送  货  单", font="serif-bold", size=20, align="m", color=print_)
    number = f"{rng.randint(1000, 99999):07d}"
    paper.text(150, 12, f"NO. {number}", font="sans", size=13, color=RED)
    paper.text(12, 21, "收货单位：", font="serif", size=11, color=print_)
    paper.text(34, 20.6, case.customer.name, size=12.5, **hand)
    paper.rule(33, 26, 112, 26, color=print_)
    d = case.delivered
    for x, text in ((126, "年"), (143, "月"), (160, "日")):
        paper.text(x, 21, text, font="serif", size=11, color=print_)
    for x, text in ((125, str(d.year)), (141, str(d.month)), (158, str(d.day))):
        paper.text(x, 20.6, text, size=12.5, align="r", **hand)
    paper.text(12, 29, "合同号：", font="serif", size=11, color=print_)
    paper.text(30, 28.6, case.contract_no, size=12, **hand)
    paper.rule(29, 34, 84, 34, color=print_)
    head = [["品名", "规格", "单位", "数量", "单价", "金额", "备注"]]
    widths = (38, 36, 14, 22, 22, 28, 14)
    paper.table(10, 37, widths, head, row_height=7, font="serif", size=10.5, color=print_)
    goods = case.goods[:5]
    rows = [[g.item, g.spec, g.unit, plain(g.quantity), plain(g.price), f"{g.amount:.2f}", ""] for g in goods]
    rows += [[""] * 7] * (6 - len(rows))
    y = paper.table(
        10,
        44,
        widths,
        rows,
        row_height=7,
        font="kai",
        size=11,
        align="llmmmmm",
        color=BLUE_INK,
        rule_color=print_,
        shake=0.045,
    )
    total = sum((g.amount for g in goods), start=goods[0].amount * 0)
    paper.frame(10, y, 184, y + 8, color=print_)
    paper.text(12, y + 2.2, "合计人民币（大写）", font="serif", size=10.5, color=print_)
    paper.text(46, y + 1.8, in_words(total), size=12, **hand)
    paper.text(136, y + 2.2, "￥", font="serif", size=11, color=print_)
    paper.text(142, y + 1.8, f"{total:.2f}", size=12, **hand)
    paper.text(12, y + 12, "送货单位及经手人：", font="serif", size=10.5, color=print_)
    paper.text(100, y + 12, "收货单位及经手人：", font="serif", size=10.5, color=print_)
    sign(paper, 62, y + 13, rng)
    sign(paper, 152, y + 13, rng)
    paper.text(12, y + 19, "（盖章）", font="serif", size=9, color=print_)
    paper.text(100, y + 19, "（盖章）", font="serif", size=9, color=print_)
    for place, char in enumerate("②回单联"):
        paper.text(185.2, 50 + place * 4.5, char, font="serif", size=8, color=print_)
    seal(paper, 62, y + 14, case.own, rng, "发货专用章", size=35)
    truth = _truth(case) | {
        "slip_no": number, "contract_no": case.contract_no, "total": f"{total:.2f}", "total_in_words": in_words(total),
        "lines": [g.truth() for g in goods],
    }  # fmt: skip
    del truth["supplier"]
    drawn = Drawn("delivery_slip", "carbon_book", [paper], named(case.customer), dict(truth))
    drawn.unjudged["supplier"] = case.own.name
    return drawn

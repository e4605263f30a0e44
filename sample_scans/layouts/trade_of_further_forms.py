"""Orders, invoices, statements, receipts and stock papers in other words and other grids."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.layouts.goods_tables import Column, Look, goods_table, lines_truth, total_row
from sample_scans.layouts.slip_heads import put
from sample_scans.money import cents, grouped, in_words, plain, spoken_date
from sample_scans.paper import BLUE_INK, RED, Color, Paper
from sample_scans.parts import form, seal, sign
from sample_scans.people_and_firms import Firm

_BROWN: Color = (140, 76, 50)


def _box_of_a_party(paper: Paper, y: float, side: str, who: Firm) -> None:
    """Draw a party's box of a paper invoice: its role upright, its data beside."""
    paper.frame(14, y, 226, y + 24, color=_BROWN)
    paper.rule(20, y, 20, y + 24, color=_BROWN)
    for place, sign_ in enumerate(side):
        paper.text(15.5, y + 2 + place * 5, sign_, size=9, color=_BROWN)
    for place, (label, value) in enumerate((
        ("名        称：", who.name), ("纳税人识别号：", who.uscc), ("地 址、电 话：", f"{who.address} {who.phone}"), ("开户行及账号：", f"{who.bank} {who.account}"),
    )):  # fmt: skip
        end = paper.text(22, y + 1.5 + place * 5.5, label, size=9, color=_BROWN)
        paper.text(end + 1, y + 1.5 + place * 5.5, value, size=9)


@layout("tuning", "invoice")
def special_invoice_of_old(case: Case, rng: random.Random) -> Drawn:
    """增值税专用发票 as a needle printer fills it: upright 购货单位, spread labels, a cipher block."""
    firm, own, paper, ink = case.customer, case.own, Paper(240, 140), _BROWN
    number = f"{rng.randint(10**7, 10**8 - 1)}"
    paper.text(
        120, 8, f"{own.province.rstrip('省')}增值税专用发票", font="kai", size=18, align="m", color=ink
    )
    paper.text(120, 17, "发  票  联", font="kai", size=11, align="m", color=ink)
    paper.text(20, 10, f"{rng.randint(11, 65)}00{rng.randint(10**5, 10**6 - 1)}", font="sans", size=12)
    paper.text(186, 9, f"№ {number}", font="sans", size=14, color=(60, 60, 130))
    paper.text(178, 19, f"开票日期：{spoken_date(case.delivered, 'zh0')}", size=9.5)
    for y, side, who in ((26.0, "购货单位", firm), (104.0, "销货单位", own)):
        _box_of_a_party(paper, y, side, who)
    for place in range(4):
        paper.text(
            156,
            28 + place * 5.4,
            "".join(rng.choice("0123456789<>*/+-") for _ in range(27)),
            font="sans",
            size=9,
        )
    rows, net, tax = (
        [["货物或应税劳务名称", "规格型号", "单位", "数量", "单价", "金额", "税率", "税额"]],
        Decimal(0),
        Decimal(0),
    )
    for g in case.goods[:6]:
        amount = cents(g.amount / Decimal("1.17"))
        duty = cents(amount * Decimal("0.17"))
        net, tax = net + amount, tax + duty
        rows.append(
            [
                g.item,
                g.spec,
                g.unit,
                plain(g.quantity),
                f"{amount / g.quantity:.4f}",
                f"{amount:.2f}",
                "17%",
                f"{duty:.2f}",
            ]
        )
    rows.append(["合     计", "", "", "", "", f"￥{net:.2f}", "", f"￥{tax:.2f}"])
    paper.table(
        14,
        50,
        (50, 36, 14, 20, 28, 28, 12, 24),
        rows,
        row_height=5.6,
        size=8.5,
        align="llmrrrmr",
        rule_color=ink,
    )
    paper.frame(14, 97, 226, 104, color=ink)
    paper.text(16, 98.6, f"价税合计（大写）   ⊗{in_words(net + tax).replace('元', '圆')}", size=9.5)
    paper.text(166, 98.6, f"（小写）￥{net + tax:.2f}", size=9.5)
    put(
        paper,
        (
            (14, 130, f"收款人：{case.clerk}"),
            (70, 130, f"复核：{case.driver}"),
            (120, 130, f"开票人：{case.clerk}"),
            (176, 130, "销货单位：（章）"),
        ),
        size=9,
    )
    seal(paper, 196, 118, own, rng, "发票专用章", size=34)
    fields = {
        "number": number,
        "date": case.delivered.isoformat(),
        "party": firm.name,
        "seller": own.name,
        "amount": f"{net + tax:.2f}",
    }
    return Drawn("invoice", "special_invoice_of_old", [paper], named(firm), fields)


@layout("tuning", "order")
def order_of_a_large_buyer(case: Case, rng: random.Random) -> Drawn:
    """采购订单 Purchase Order of the customer's program: supplier's and buyer's boxes, terms below."""
    firm, own, paper = case.customer, case.own, Paper()
    paper.text(18, 14, firm.name, font="sans-bold", size=13)
    paper.text(
        192,
        13,
        rng.choice(("采购订单", "采购订单 PURCHASE ORDER", "订 购 单")),
        font="sans-bold",
        size=15,
        align="r",
    )
    number = rng.choice(("订单编号", "采购订单号", "订单号码", "PO No."))
    rows = (
        (8.5, ((2, number, "l"), (4, case.order_no, "v"), (2, rng.choice(("下单日期", "订单日期", "采购日期")), "l"), (4, spoken_date(case.signed, "slash"), "v"))),
        (8.5, ((2, rng.choice(("供应商", "供应商名称", "供方")), "l"), (4, own.name, "v"), (2, rng.choice(("采购方", "需方", "公司名称")), "l"), (4, firm.name, "v"))),
        (8.5, ((2, "联系人", "l"), (4, f"{own.contact} {own.mobile}", "v"), (2, "采购员", "l"), (4, f"{firm.contact} {firm.mobile}", "v"))),
        (8.5, ((2, "付款条件", "l"), (4, "月结30天", "v"), (2, "交货地点", "l"), (4, firm.address, "v"))),
    )  # fmt: skip
    y = form(paper, 18, 28, 174, rows, font="sans", size=9) + 4
    columns = (
        Column("项次", 11, "no"), Column("料号", 26, "code"), Column("品名", 34, "item", "l"), Column("规格", 38, "spec", "l"), Column("数量", 18, "quantity", "r"),
        Column("单位", 12, "unit"), Column("单价", 17, "price", "r"), Column("金额", 18, "amount", "r"),
    )  # fmt: skip
    last = total_row(columns, rng.choice(("合计", "总金额", "订单总额")), amount=f"{case.total:.2f}")
    y = goods_table(paper, 18, y, columns, case.goods, rng, Look(font="sans", size=8.5), more=[last]) + 4
    for text in (
        f"1. 交货日期：{spoken_date(case.delivered, 'slash')}，逾期每日扣款0.5%。",
        "2. 送货单须注明订单号，随货附检验报告。",
        "3. 供应商收到订单后24小时内签字回传，逾期视为接受。",
    ):
        y = paper.paragraph(18, y, 174, text, font="sans", size=9.5, leading=1.6)
    put(
        paper,
        ((18, y + 10, "制单：" + firm.contact), (76, y + 10, "审核："), (134, y + 10, "供应商确认：")),
        font="sans",
        size=10,
    )
    seal(paper, 60, y + 14, firm, rng, "采购专用章", size=38)
    fields = {"order_no": case.order_no, "date": case.signed.isoformat(), "amount": f"{case.total:.2f}"}
    return Drawn("order", "order_of_a_large_buyer", [paper], named(firm), fields)


@layout("tuning", "account_statement")
def statement_letter_with_slips(case: Case, rng: random.Random) -> Drawn:
    """应收账款对账函 or 客户对账单: slips and payments of a month, opening and closing balance."""
    firm, own, paper = case.customer, case.own, Paper()
    paper.text(105, 18, own.name, font="sans-bold", size=13, align="m")
    paper.text(
        105,
        27,
        rng.choice(("客户对账单", "应收账款对账单", "往来对账单", "对 账 函")),
        font="sans-bold",
        size=18,
        align="m",
    )
    first = case.delivered.replace(day=1)
    put(paper, (
        (20, 42, f"{rng.choice(('客户', '客户名称', '致', '单位名称'))}: {firm.name}"), (134, 42, f"对账期间: {first:%Y.%m.%d}-{case.delivered:%Y.%m.%d}"),
        (20, 49, f"电话: {firm.phone}"), (134, 49, "单位: 元"),
    ), font="sans", size=10)  # fmt: skip
    opening = Decimal(rng.randint(10, 900) * 100)
    rows = [
        ["日期", "单据号", "摘要", "应收金额", "已收金额", "余额"],
        ["", "", "期初余额", "", "", grouped(opening)],
    ]
    balance = opening
    for n, g in enumerate(case.goods):
        balance += g.amount
        rows.append(
            [
                (first + dt.timedelta(days=n)).isoformat(),
                f"{case.slip_no[:-1]}{n}",
                f"销售 {g.item}",
                grouped(g.amount),
                "",
                grouped(balance),
            ]
        )
    rows.append(["合计", "", "", grouped(case.total), "0.00", grouped(balance)])
    y = paper.table(
        20, 58, (26, 38, 38, 24, 22, 26), rows, row_height=8, font="sans", size=8.5, align="mllrrr"
    )
    put(paper, ((20, y + 6, f"截止本期末，贵司尚欠我司货款人民币 {grouped(balance)} 元，请核对后签章回传。"), (20, y + 20, f"供方(盖章): {own.name}"),
                (112, y + 20, "客户确认(盖章):"), (20, y + 30, f"日期: {case.delivered:%Y.%m.%d}")), font="sans", size=10)  # fmt: skip
    seal(paper, 66, y + 22, own, rng, "财务专用章", size=39)
    drawn = Drawn("account_statement", "statement_letter_with_slips", [paper], named(firm))
    drawn.unjudged = {"amount": f"{balance:.2f}", "date": case.delivered.isoformat()}
    return drawn


@layout("tuning", "receipt")
def received_today_from(case: Case, rng: random.Random) -> Drawn:
    """收款收据 in sentences: 今收到 … 交来 … 人民币（大写）, with boxes for the ways of payment."""
    firm, own, paper = case.customer, case.own, Paper(190, 100, ground=(252, 246, 240))
    ink: Color = (150, 60, 50)
    amount = cents(case.total / rng.randint(2, 6))
    number = f"{rng.randint(10**6, 10**7 - 1)}"
    paper.text(
        95,
        8,
        rng.choice(("收 款 收 据", "收    据", "收款凭证（收据）")),
        font="serif-bold",
        size=19,
        align="m",
        color=ink,
    )
    paper.text(150, 10, f"No {number}", font="sans", size=12, color=RED)
    paper.text(95, 19, spoken_date(case.delivered), font="ukai", size=11, align="m", color=BLUE_INK)
    pen = {"value_font": "ukai", "value_color": BLUE_INK, "color": ink, "shake": 0.05}
    said = rng.choice(("今收到", "兹收到", "收到"))
    paper.filled(14, 28, said, firm.name, until=120, font="serif", size=12, **pen)  # type: ignore[arg-type]  # fonts and colours by name
    paper.filled(14, 38, "交来", "货款", until=120, font="serif", size=12, **pen)  # type: ignore[arg-type]  # fonts and colours by name
    paper.filled(14, 48, "人民币（大写）", in_words(amount), until=176, font="serif", size=12, **pen)  # type: ignore[arg-type]  # fonts and colours by name
    paper.filled(118, 58, "￥", f"{amount:.2f}", until=176, font="serif", size=12, **pen)  # type: ignore[arg-type]  # fonts and colours by name
    put(
        paper,
        (
            (14, 58, "□现金  ■转账  □支票  □其他"),
            (14, 76, f"收款单位（盖章）：{own.name}"),
            (118, 76, f"收款人：{case.clerk}"),
        ),
        font="serif",
        color=ink,
    )
    seal(paper, 70, 72, own, rng, "财务专用章", size=36)
    fields = {"number": number, "date": case.delivered.isoformat(), "amount": f"{amount:.2f}"}
    return Drawn("receipt", "received_today_from", [paper], named(firm), fields)


@layout("tuning", "goods_receipt")
def bought_into_store(case: Case, rng: random.Random) -> Drawn:
    """采购入库单 of a ledger program: 供应商, 入库日期, 单号; our own name only at the top."""
    firm, own, paper = case.customer, case.own, Paper(215, 140)
    paper.text(107, 9, own.name, font="zenhei", size=12, align="m")
    paper.text(
        107,
        16,
        rng.choice(("采购入库单", "外购入库单", "材料入库单", "商品入库单")),
        font="zenhei",
        size=16,
        align="m",
    )
    put(paper, (
        (14, 27, f"{rng.choice(('供应商', '供货单位', '供应商名称', '往来单位'))}：{firm.name}"), (142, 27, f"{rng.choice(('单据编号', '入库单号', '单号', '编号'))}：{case.slip_no}"),
        (14, 33, f"{rng.choice(('入库日期', '日期', '收料日期'))}：{spoken_date(case.delivered, 'dash')}"), (80, 33, "收货仓库：原料仓"), (142, 33, f"采购订单号：{case.order_no}"),
    ), font="zenhei", size=9.5)  # fmt: skip
    columns = (
        Column("行号", 11, "no"), Column("物料名称", 42, "item", "l"), Column("规格型号", 46, "spec", "l"), Column("单位", 14, "unit"),
        Column("实收数量", 24, "quantity", "r"), Column("单价", 22, "price", "r"), Column("金额", 28, "amount", "r"),
    )  # fmt: skip
    last = total_row(columns, "合计", amount=f"{case.total:.2f}")
    y = goods_table(
        paper, 14, 39, columns, case.goods, rng, Look(font="zenhei", size=9, row=6.6, head=6.6), more=[last]
    )
    put(
        paper,
        (
            (14, y + 5, f"制单：{case.clerk}"),
            (62, y + 5, "验收："),
            (110, y + 5, f"保管：{case.driver}"),
            (160, y + 5, "采购员："),
        ),
        font="zenhei",
        size=9.5,
    )
    sign(paper, 84, y + 6, rng)
    fields = {
        "slip_no": case.slip_no, "order_no": case.order_no, "date": case.delivered.isoformat(), "supplier": firm.name,
        "consignee": own.name, "total": f"{case.total:.2f}", "lines": lines_truth(case.goods, columns),
    }  # fmt: skip
    return Drawn("goods_receipt", "bought_into_store", [paper], named(firm), fields)


@layout("tuning", "credit_approval")
def credit_line_of_a_group(case: Case, rng: random.Random) -> Drawn:
    """客户授信审批表: requested and approved line, many reviewers' boxes with dates of their own."""
    firm, paper = case.customer, Paper()
    amount = Decimal(rng.randint(5, 80) * 10_000)
    paper.text(
        105,
        20,
        rng.choice(("客户信用额度申请审批表", "客户授信额度审批表", "信用额度审批表")),
        font="hei",
        size=18,
        align="m",
    )
    day = case.signed
    rows = (
        (9, ((2, "申请单位", "l"), (4, "销售二部", "c"), (2, "申请日期", "l"), (4, spoken_date(day, "dot"), "c"))),
        (9, ((2, "客户名称", "l"), (10, firm.name, "v"))),
        (9, ((2, "法定代表人", "l"), (4, firm.legal_representative, "c"), (2, "注册资本", "l"), (4, f"{firm.capital_wan}万元", "c"))),
        (9, ((2, "上年销售额", "l"), (4, f"{rng.randint(100, 900)}万元", "c"), (2, "现有额度", "l"), (4, f"{rng.randint(1, 5)}0,000.00元", "c"))),
        (9, ((2, rng.choice(("申请额度", "本次申请授信额度", "申请信用额度")), "l"), (4, f"{grouped(amount)}元", "c"), (2, "信用期限", "l"), (4, "60天", "c"))),
    )  # fmt: skip
    y = form(paper, 20, 32, 170, rows, size=10)
    for n, (label, text) in enumerate(
        (
            ("申请理由", "该客户合作多年，信誉良好，申请授信。"),
            ("信用部门意见", "同意。"),
            ("财务部门意见", "同意，注意回款。"),
            ("总经理意见", "同意。"),
        )
    ):
        later = spoken_date(day + dt.timedelta(days=n), "zh") if n else ""
        y = form(
            paper,
            20,
            y,
            170,
            (
                (
                    28,
                    (
                        (2, label, "l"),
                        (10, f"{text}\n\n                    签字：              {later}", "t"),
                    ),
                ),
            ),
            value_font="kai",
            size=10,
        )
        sign(paper, 130, y - 10, rng)
    fields = {"amount": f"{amount:.2f}", "date": day.isoformat()}
    return Drawn("credit_approval", "credit_line_of_a_group", [paper], named(firm), fields)

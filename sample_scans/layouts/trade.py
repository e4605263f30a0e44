"""Orders, invoices, statements and receipts of the committed samples."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.money import cents, grouped, in_words, plain, spoken_date
from sample_scans.paper import BLUE_INK, RED, Color, Paper
from sample_scans.parts import seal, sign


def _order(name: str, paper: Paper, case: Case) -> Drawn:
    fields = {"order_no": case.order_no, "date": case.signed.isoformat(), "amount": f"{case.total:.2f}"}
    return Drawn("order", name, [paper], named(case.customer), fields)


@layout("tuning", "order")
def order_sheet(case: Case, rng: random.Random) -> Drawn:
    """订单 the customer sends."""
    firm, own, paper = case.customer, case.own, Paper()
    paper.text(105, 22, "产 品 订 单", font="hei", size=22, align="m")
    for place, (left, right) in enumerate((
        (f"客户名称：{firm.name}", f"订单号：{case.order_no}"), (f"供货单位：{own.name}", f"订货日期：{spoken_date(case.signed)}"),
        (f"收货地址：{firm.address}", f"要求到货：{spoken_date(case.delivered)}"),
    )):  # fmt: skip
        paper.text(22, 40 + place * 8, left, size=11)
        paper.text(132, 40 + place * 8, right, size=11)
    rows = [["序号", "产品名称", "规格型号", "单位", "订货数量", "单价", "金额"]]
    for n, g in enumerate(case.goods, 1):
        rows.append([str(n), g.item, g.spec, g.unit, plain(g.quantity), f"{g.price:.2f}", f"{g.amount:.2f}"])
    rows.append(["", "合计", "", "", "", "", f"{case.total:.2f}"])
    y = paper.table(
        20, 68, (12, 36, 44, 14, 20, 20, 24), rows, row_height=8.5, align="mllmrrr", head_font="hei"
    )
    paper.text(22, y + 6, f"合计金额：人民币{in_words(case.total)}", size=11)
    paper.text(22, y + 20, f"订货人：{firm.contact}    电话：{firm.mobile}", size=11)
    seal(paper, 150, y + 26, firm, rng, "订货专用章", size=40)
    return _order("order_sheet", paper, case)


@layout("tuning", "order")
def purchase_note(case: Case, rng: random.Random) -> Drawn:
    """采购单 out of the customer's program, lying sheet."""
    firm, own, paper = case.customer, case.own, Paper(297, 210)
    paper.text(148.5, 14, f"{firm.name}采购单", font="sans-bold", size=17, align="m")
    paper.text(20, 28, f"单据编号：{case.order_no}", font="sans", size=10.5)
    paper.text(112, 28, f"日期：{spoken_date(case.signed, 'dash')}", font="sans", size=10.5)
    paper.text(190, 28, f"供应商：{own.name}", font="sans", size=10.5)
    rows = [["行号", "物料编码", "物料名称", "规格型号", "单位", "数量", "含税单价", "价税合计", "交货日期"]]
    for n, g in enumerate(case.goods, 1):
        code = f"WL{rng.randint(1000, 9999)}"
        day = case.delivered.isoformat()
        rows.append(
            [
                str(n),
                code,
                g.item,
                g.spec,
                g.unit,
                plain(g.quantity),
                f"{g.price:.2f}",
                grouped(g.amount),
                day,
            ]
        )
    rows.append(["合计", "", "", "", "", "", "", grouped(case.total), ""])
    y = paper.table(
        20, 36, (14, 28, 44, 48, 16, 24, 26, 32, 26), rows, row_height=8, font="sans", align="mllmmrrrm"
    )
    paper.text(20, y + 6, f"采购员：{firm.contact}        审核：        批准：", font="sans", size=10.5)
    sign(paper, 108, y + 7, rng)
    seal(paper, 200, y + 16, firm, rng, "采购专用章", size=40)
    return _order("purchase_note", paper, case)


def _invoice_goods(paper: Paper, case: Case, x: float, y: float, ink: Color) -> tuple[Decimal, Decimal]:
    net = tax_all = Decimal(0)
    rows = [["货物或应税劳务名称", "规格型号", "单位", "数量", "单价", "金额", "税率", "税额"]]
    for g in case.goods[:6]:
        amount = cents(g.amount / Decimal("1.13"))
        tax = cents(amount * Decimal("0.13"))
        net, tax_all = net + amount, tax_all + tax
        rows.append(
            [
                g.item,
                g.spec,
                g.unit,
                plain(g.quantity),
                f"{amount / g.quantity:.3f}",
                f"{amount:.2f}",
                "13%",
                f"{tax:.2f}",
            ]
        )
    rows.append(["合计", "", "", "", "", f"￥{net:.2f}", "", f"￥{tax_all:.2f}"])
    paper.table(
        x,
        y,
        (44, 32, 12, 18, 22, 27, 12, 24),
        rows,
        row_height=5.6,
        size=8.5,
        align="llmrrrmr",
        rule_color=ink,
    )
    return net, tax_all


@layout("tuning", "invoice")
def vat_invoice(case: Case, rng: random.Random) -> Drawn:
    """增值税专用发票 of the paper kind."""
    firm, own, paper = case.customer, case.own, Paper(215, 140)
    ink: Color = (150, 80, 50)
    paper.text(
        107, 10, f"{own.province.rstrip('省')}增值税专用发票", font="kai", size=19, align="m", color=ink
    )
    paper.rule(66, 18.5, 148, 18.5, color=ink, width=0.5)
    paper.rule(66, 19.6, 148, 19.6, color=ink, width=0.3)
    number = f"{rng.randint(10**7, 10**8 - 1)}"
    paper.text(14, 12, f"13002{rng.randint(10000, 99999)}", font="sans", size=12)
    paper.text(160, 12, f"No {number}", font="sans", size=13, color=(40, 50, 120))
    paper.text(150, 22, f"开票日期：{spoken_date(case.delivered, 'zh0')}", size=9.5)
    paper.frame(10, 28, 206, 52, color=ink)
    for place, text in enumerate((
        f"购买方名称：{firm.name}", f"纳税人识别号：{firm.uscc}", f"地址、电话：{firm.address} {firm.phone}",
        f"开户行及账号：{firm.bank} {firm.account}",
    )):  # fmt: skip
        paper.text(12, 29.5 + place * 5.5, text, size=9)
    net, tax = _invoice_goods(paper, case, 10, 52, ink)
    paper.frame(10, 97, 206, 104, color=ink)
    paper.text(12, 98.7, f"价税合计（大写）  {in_words(net + tax).replace('元', '圆')}", size=9.5)
    paper.text(150, 98.7, f"（小写）￥{net + tax:.2f}", size=9.5)
    paper.frame(10, 104, 206, 127, color=ink)
    for place, text in enumerate((
        f"销售方名称：{own.name}", f"纳税人识别号：{own.uscc}", f"地址、电话：{own.address} {own.phone}",
        f"开户行及账号：{own.bank} {own.account}",
    )):  # fmt: skip
        paper.text(12, 105.5 + place * 5.3, text, size=9)
    paper.text(128, 106, f"备注：合同编号{case.contract_no}", size=9)
    paper.text(
        12,
        129,
        f"收款人：{case.clerk}      复核：{case.driver}      开票人：{case.clerk}      销售方：（章）",
        size=9,
    )
    seal(paper, 182, 120, own, rng, "发票专用章", size=34)
    fields = {
        "number": number, "contract_no": case.contract_no, "date": case.delivered.isoformat(), "party": firm.name,
        "amount": f"{net + tax:.2f}",
    }  # fmt: skip
    return Drawn("invoice", "vat_invoice", [paper], named(firm, code=True), fields)


@layout("tuning", "invoice")
def ordinary_invoice(case: Case, rng: random.Random) -> Drawn:
    """电子发票（普通发票）."""
    firm, own, paper = case.customer, case.own, Paper(215, 140)
    ink: Color = (128, 62, 44)
    number = f"{case.delivered:%y}13{rng.randint(10**15, 10**16 - 1)}"
    paper.text(107, 12, "电子发票（普通发票）", font="kai", size=19, align="m", color=ink)
    paper.text(204, 12, f"发票号码：{number}", size=9, align="r")
    paper.text(204, 18, f"开票日期：{spoken_date(case.delivered, 'zh0')}", size=9, align="r")
    for x, role, who in ((10.0, "购买方", firm), (108.0, "销售方", own)):
        paper.frame(x, 28, x + 98, 50, color=ink)
        paper.text(x + 2, 31, f"{role}名称：{who.name}", size=9)
        paper.text(x + 2, 40, f"统一社会信用代码：{who.uscc}", size=9)
    net, tax = _invoice_goods(paper, case, 10, 50, ink)
    paper.text(12, 100, f"价税合计（大写）：{in_words(net + tax)}", size=10)
    paper.text(140, 100, f"（小写）￥{net + tax:.2f}", size=10)
    paper.text(12, 110, f"备注：{case.contract_no}", size=9)
    paper.text(12, 124, f"开票人：{case.clerk}", size=9)
    fields = {
        "number": number, "date": case.delivered.isoformat(), "party": firm.name, "amount": f"{net + tax:.2f}",
    }  # fmt: skip
    return Drawn("invoice", "ordinary_invoice", [paper], named(firm, code=True), fields)


@layout("tuning", "account_statement")
def statement_of_account(case: Case, rng: random.Random) -> Drawn:
    """往来款项对账单."""
    firm, own, paper = case.customer, case.own, Paper()
    paper.text(105, 24, "往来款项对账单", font="serif-bold", size=20, align="m")
    paper.text(24, 40, f"致：{firm.name}", font="serif", size=11.5)
    y = paper.paragraph(24, 49, 162, f"截至{spoken_date(case.delivered)}，我公司账面反映与贵公司往来款项如下，请予核对：",
                        font="serif", size=11.5, indent=2, leading=1.7)  # fmt: skip
    rows = [["日期", "摘要", "发货金额", "收款金额", "欠款余额"]]
    balance = Decimal(0)
    for n in range(6):
        day = case.delivered - dt.timedelta(days=9 * (6 - n))
        amount = Decimal(rng.randint(20, 400) * 100)
        balance += amount if n % 3 < 2 else -amount / 2
        rows.append([day.isoformat(), "发货" if n % 3 < 2 else "回款", grouped(amount) if n % 3 < 2 else "",
                     "" if n % 3 < 2 else grouped(amount / 2), grouped(balance)])  # fmt: skip
    y = paper.table(24, y + 2, (30, 36, 32, 32, 32), rows, row_height=8.5, font="serif", align="mmrrr")
    y = paper.paragraph(24, y + 6, 162, f"贵公司欠我公司货款合计{grouped(balance)}元。如核对无误，请签章确认后寄回。",
                        font="serif", size=11.5, indent=2, leading=1.7)  # fmt: skip
    paper.text(24, y + 14, f"对账单位：{own.name}", font="serif", size=11)
    paper.text(118, y + 14, "客户签章：", font="serif", size=11)
    seal(paper, 66, y + 18, own, rng, "财务专用章", size=40)
    seal(paper, 156, y + 20, firm, rng, "财务专用章", size=40)
    drawn = Drawn("account_statement", "statement_of_account", [paper], named(firm))
    drawn.unjudged = {"amount": f"{balance:.2f}", "date": case.delivered.isoformat()}
    return drawn


@layout("tuning", "account_statement")
def reconciliation(case: Case, rng: random.Random) -> Drawn:
    """月度对账单 listing slips."""
    firm, own, paper = case.customer, case.own, Paper()
    paper.text(105, 20, own.name, font="hei", size=14, align="m")
    paper.text(105, 29, f"{case.delivered.month}月份对账单", font="hei", size=18, align="m")
    paper.text(22, 42, f"客户名称：{firm.name}", size=11)
    paper.text(188, 42, f"制单日期：{spoken_date(case.delivered, 'dash')}", size=11, align="r")
    rows = [["送货日期", "送货单号", "品名", "规格", "数量", "单价", "金额"]]
    for n, g in enumerate(case.goods):
        day = case.delivered.replace(day=3 + n)
        rows.append(
            [
                day.isoformat(),
                f"{rng.randint(10**5, 10**6)}",
                g.item,
                g.spec,
                plain(g.quantity),
                plain(g.price),
                f"{g.amount:.2f}",
            ]
        )
    rows.append(["合计", "", "", "", "", "", f"{case.total:.2f}"])
    y = paper.table(20, 50, (26, 22, 34, 38, 18, 16, 24), rows, row_height=8, size=9, align="mmllrrr")
    paper.text(22, y + 8, "请核对以上账目，如有异议请于三日内提出。", size=11)
    paper.text(22, y + 20, "客户确认签字：", size=11)
    sign(paper, 68, y + 21, rng)
    seal(paper, 90, y + 22, firm, rng, "财务专用章", size=40)
    drawn = Drawn("account_statement", "reconciliation", [paper], named(firm))
    drawn.unjudged = {"amount": f"{case.total:.2f}", "date": case.delivered.isoformat()}
    return drawn


@layout("tuning", "receipt")
def receipt(case: Case, rng: random.Random) -> Drawn:
    """收据 from a pad, filled by hand."""
    firm, own, paper = case.customer, case.own, Paper(185, 95, ground=(246, 240, 250))
    ink: Color = (90, 50, 120)
    amount = cents(case.total / 4)
    number = f"{rng.randint(10**6, 10**7 - 1)}"
    paper.text(92, 8, "收    据", font="serif-bold", size=20, align="m", color=ink)
    paper.text(142, 11, f"NO.{number}", font="sans", size=12, color=RED)
    paper.text(92, 20, f"日期：{spoken_date(case.delivered)}", font="kai", size=11, align="m", color=BLUE_INK)
    for place, (label, value) in enumerate((
        ("交款单位：", firm.name), ("收款事由：", f"合同{case.contract_no}货款"), ("金额（大写）：", in_words(amount)), ("¥：", f"{amount:.2f}"),
    )):  # fmt: skip
        paper.filled(14, 29 + place * 10, label, value, until=170, font="serif", value_font="ukai", value_color=BLUE_INK,
                     color=ink, size=12, shake=0.05)  # fmt: skip
    paper.text(14, 76, "收款单位（公章）：", font="serif", size=10.5, color=ink)
    paper.text(110, 76, f"经手人：{case.clerk}", font="serif", size=10.5, color=ink)
    seal(paper, 62, 72, own, rng, "财务专用章", size=36)
    fields = {"number": number, "date": case.delivered.isoformat(), "amount": f"{amount:.2f}"}
    return Drawn("receipt", "receipt", [paper], named(firm), fields)


@layout("tuning", "receipt")
def printed_receipt(case: Case, rng: random.Random) -> Drawn:
    """收款收据 printed by a program."""
    firm, own, paper = case.customer, case.own, Paper(210, 99)
    amount = cents(case.total / 3)
    number = f"SK{case.delivered:%Y%m%d}{rng.randint(1, 40):02d}"
    paper.text(105, 10, "收款收据", font="hei", size=18, spacing=3, align="m")
    paper.text(16, 24, f"收据编号：{number}", size=10.5)
    paper.text(194, 24, f"收款日期：{spoken_date(case.delivered, 'dash')}", size=10.5, align="r")
    rows = [
        ["付款单位", firm.name],
        ["收款项目", f"货款（合同编号{case.contract_no}）"],
        ["收款金额", f"人民币{in_words(amount)}    ￥{amount:.2f}"],
        ["收款方式", "银行转账"],
    ]
    paper.table(16, 31, (34, 144), rows, row_height=9.5, align="ml", size=11)
    paper.text(16, 76, f"收款单位：{own.name}    收款人：{case.clerk}", size=10.5)
    seal(paper, 62, 72, own, rng, "财务专用章", size=36)
    fields = {
        "number": number,
        "date": case.delivered.isoformat(),
        "amount": f"{amount:.2f}",
        "contract_no": case.contract_no,
    }
    return Drawn("receipt", "printed_receipt", [paper], named(firm), fields)

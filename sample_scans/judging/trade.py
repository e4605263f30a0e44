"""Orders, invoices, statements and receipts, for judging."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.money import cents, grouped, in_words, plain, spoken_date
from sample_scans.paper import BLUE_INK, Color, Paper
from sample_scans.parts import seal, sign
from sample_scans.seals import qr_code


@layout("judging", "order")
def purchase_order(case: Case, rng: random.Random) -> Drawn:
    """采购订单 out of the customer's ERP."""
    firm, own, paper = case.customer, case.own, Paper()
    paper.text(105, 18, firm.name, font="sans-bold", size=15, align="m")
    paper.text(105, 28, "采 购 订 单", font="sans-bold", size=20, align="m")
    for place, (left, right) in enumerate((
        (f"供应商名称：{own.name}", f"订单编号：{case.order_no}"),
        (f"联系人：{own.contact}   {own.phone}", f"下单日期：{spoken_date(case.signed, 'slash')}"),
        (f"采购方：{firm.name}", f"交货日期：{spoken_date(case.delivered, 'slash')}"),
    )):  # fmt: skip
        paper.text(20, 44 + place * 7.5, left, font="sans", size=10)
        paper.text(132, 44 + place * 7.5, right, font="sans", size=10)
    rows = [["项次", "物料名称", "规格描述", "单位", "采购数量", "含税单价", "含税金额"]]
    for place, g in enumerate(case.goods, 1):
        rows.append(
            [f"{place:02d}0", g.item, g.spec, g.unit, plain(g.quantity), f"{g.price:.2f}", grouped(g.amount)]
        )
    rows.append(["合计", "", "", "", "", "", grouped(case.total)])
    y = paper.table(
        20, 70, (14, 36, 42, 14, 20, 20, 26), rows, row_height=8, font="sans", size=9, align="mllmrrr"
    )
    y += 6
    for text in (
        "1、请在收到订单后24小时内签字盖章回传确认。", "2、随货请附送货单及检验报告，送货单上须注明我司订单编号。",
        f"3、送货地址：{firm.address}，收货人：{firm.contact}，电话：{firm.mobile}。", "4、结算方式：月结60天。",
    ):  # fmt: skip
        y = paper.paragraph(20, y, 172, text, font="sans", size=10, leading=1.6)
    paper.text(20, y + 14, "采购员：", font="sans", size=10.5)
    sign(paper, 52, y + 15, rng)
    paper.text(112, y + 14, "供应商确认：", font="sans", size=10.5)
    seal(paper, 70, y + 18, firm, rng, "采购专用章", size=39)
    fields = {
        "order_no": case.order_no, "date": case.signed.isoformat(), "amount": f"{case.total:.2f}",
    }  # fmt: skip
    return Drawn("order", "purchase_order", [paper], named(firm), fields)


@layout("judging", "invoice")
def digital_invoice(case: Case, rng: random.Random) -> Drawn:
    """电子发票（增值税专用发票）of the all-digital kind, printed."""
    firm, own, paper = case.customer, case.own, Paper(215, 140)
    ink: Color = (140, 60, 40)
    number = f"{case.delivered:%y}13200000{rng.randint(10**9, 10**10 - 1)}"
    paper.stamp(qr_code(f"01,32,,{number},{case.total:.2f},{case.delivered:%Y%m%d},,"), 22, 18, 20)
    paper.text(107, 12, "电子发票（增值税专用发票）", font="ukai", size=18, align="m", color=ink)
    paper.text(150, 24, f"发票号码：{number}", font="song", size=9)
    paper.text(150, 30, f"开票日期：{spoken_date(case.delivered, 'zh0')}", font="song", size=9)
    paper.frame(10, 37, 205, 122, color=ink)
    paper.rule(10, 58, 205, 58, color=ink)
    paper.rule(107, 37, 107, 58, color=ink)
    for x, head, who in ((10, "购买方信息", firm), (107, "销售方信息", own)):
        for place, char in enumerate(head):
            paper.text(x + 1.4, 38 + place * 3.8, char, font="kai", size=8.5, color=ink)
        paper.rule(x + 6, 37, x + 6, 58, color=ink)
        paper.text(x + 8, 41, f"名称：{who.name}", size=9)
        paper.text(x + 8, 50, f"统一社会信用代码/纳税人识别号：{who.uscc}", size=8.5)
    heads = (
        ("项目名称", 12),
        ("规格型号", 58),
        ("单位", 88),
        ("数量", 108),
        ("单价", 130),
        ("金额", 156),
        ("税率", 172),
        ("税额", 198),
    )
    for text, x in heads:
        paper.text(x, 60, text, font="kai", size=9, color=ink, align="l" if x < 100 else "r")
    net = Decimal(0)
    tax_all = Decimal(0)
    for place, g in enumerate(case.goods[:5]):
        amount = cents(g.amount / Decimal("1.13"))
        tax = cents(amount * Decimal("0.13"))
        net, tax_all = net + amount, tax_all + tax
        y = 67 + place * 6.2
        for text, x in ((f"*金属制品*{g.item}", 12), (g.spec, 58), (g.unit, 88)):
            paper.text(x, y, text, size=8.5)
        for text, x in (
            (plain(g.quantity), 108),
            (f"{amount / g.quantity:.4f}", 132),
            (f"{amount:.2f}", 157),
            ("13%", 172),
            (f"{tax:.2f}", 200),
        ):
            paper.text(x, y, text, size=8.5, align="r")
    paper.text(30, 100, "合        计", font="kai", size=9, color=ink)
    paper.text(157, 100, f"¥{net:.2f}", size=8.5, align="r")
    paper.text(200, 100, f"¥{tax_all:.2f}", size=8.5, align="r")
    paper.rule(10, 105, 205, 105, color=ink)
    paper.text(14, 107, "价税合计（大写）", font="kai", size=9, color=ink)
    paper.text(56, 107, in_words(net + tax_all).replace("元", "圆"), size=9.5)
    paper.text(150, 107, "（小写）", font="kai", size=9, color=ink)
    paper.text(166, 107, f"¥{net + tax_all:.2f}", size=9.5)
    paper.rule(10, 112.5, 205, 112.5, color=ink)
    paper.text(14, 115, f"备注：合同号 {case.contract_no}", size=8.5)
    paper.text(20, 127, f"开票人：{case.clerk}", font="kai", size=9)
    fields = {
        "number": number, "contract_no": case.contract_no, "date": case.delivered.isoformat(), "party": firm.name,
        "amount": f"{net + tax_all:.2f}",
    }  # fmt: skip
    return Drawn("invoice", "digital_invoice", [paper], named(firm, code=True), fields)


@layout("judging", "account_statement")
def monthly_statement(case: Case, rng: random.Random) -> Drawn:
    """往来对账单 of one month, to be confirmed by the customer."""
    firm, own, paper = case.customer, case.own, Paper()
    start = case.delivered.replace(day=1)
    paper.text(105, 20, "对  账  单", font="zenhei", size=20, align="m")
    paper.text(22, 36, f"客户名称：{firm.name}", font="zenhei", size=10.5)
    paper.text(188, 36, f"对账期间：{start:%Y年%m月}", font="zenhei", size=10.5, align="r")
    paper.text(22, 43, f"对账单位：{own.name}", font="zenhei", size=10.5)
    rows = [["日期", "单据号", "摘要", "本期应收", "本期已收", "余额"]]
    balance = Decimal(rng.randint(5, 60) * 1000)
    rows.append(["", "", "期初余额", "", "", grouped(balance)])
    for place in range(7):
        day = start + dt.timedelta(days=3 * place + 1)
        sold = place % 3 != 2
        amount = Decimal(rng.randint(40, 900) * 50)
        balance += amount if sold else -amount
        rows.append([day.isoformat(), f"XS{day:%m%d}{place:02d}", "销售发货" if sold else "收到货款",
                     grouped(amount) if sold else "", "" if sold else grouped(amount), grouped(balance)])  # fmt: skip
    rows.append(["", "", "期末余额", "", "", grouped(balance)])
    y = paper.table(
        22, 52, (26, 28, 36, 26, 26, 26), rows, row_height=8, font="zenhei", align="mmlrrr", size=9
    )
    y = paper.paragraph(22, y + 6, 166, f"截至期末贵公司尚欠我公司货款人民币{grouped(balance)}元（{in_words(balance)}），请核对无误后签章寄回。",
                        font="zenhei", size=10.5, leading=1.7)  # fmt: skip
    paper.text(22, y + 10, "对账单位（盖章）", font="zenhei", size=10.5)
    paper.text(116, y + 10, "客户确认（盖章）", font="zenhei", size=10.5)
    seal(paper, 50, y + 18, own, rng, "财务专用章", size=39)
    seal(paper, 146, y + 18, firm, rng, "财务专用章", size=39)
    fields = {"date": "", "amount": f"{balance:.2f}"}
    drawn = Drawn("account_statement", "monthly_statement", [paper], named(firm))
    drawn.unjudged = fields
    return drawn


@layout("judging", "receipt")
def receipt_slip(case: Case, rng: random.Random) -> Drawn:
    """收款收据 filled with a pen."""
    firm, own, paper = case.customer, case.own, Paper(180, 92, ground=(252, 246, 232))
    ink: Color = (120, 50, 60)
    amount = cents(case.total / 5)
    number = f"{rng.randint(10**6, 10**7 - 1)}"
    paper.text(90, 8, "收 款 收 据", font="serif-bold", size=18, align="m", color=ink)
    paper.text(140, 10, f"No {number}", font="sans", size=12, color=(200, 40, 40))
    paper.text(
        90, 19, spoken_date(case.delivered), font="kai", size=11, align="m", color=BLUE_INK, shake=0.04
    )
    paper.frame(10, 26, 170, 66, color=ink)
    rows = (
        ("今收到", firm.name),
        ("交  来", f"{case.contract_no}号合同货款"),
        ("人民币（大写）", in_words(amount)),
        ("￥", f"{amount:.2f}    收款方式：转账"),
    )
    for place, (label, value) in enumerate(rows):
        paper.filled(14, 29 + place * 9, label, value, until=164, font="serif", value_font="kai", value_color=BLUE_INK,
                     color=ink, size=12, shake=0.04, gap=3)  # fmt: skip
    paper.text(12, 72, "收款单位（盖章）", font="serif", size=10, color=ink)
    paper.text(74, 72, f"会计：{case.clerk}", font="serif", size=10, color=ink)
    paper.text(118, 72, "收款人：", font="serif", size=10, color=ink)
    sign(paper, 145, 73, rng)
    seal(paper, 46, 68, own, rng, "财务专用章", size=36)
    fields = {
        "number": number,
        "date": case.delivered.isoformat(),
        "amount": f"{amount:.2f}",
        "contract_no": case.contract_no,
    }
    return Drawn("receipt", "receipt_slip", [paper], named(firm), fields)

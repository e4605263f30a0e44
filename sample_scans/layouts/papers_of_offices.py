"""Papers that every office keeps and few describe: addressed pads, supplements, confirmations, bank slips."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal

from opencc import OpenCC

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.layouts.contract_pages import Flow, contract
from sample_scans.layouts.goods_tables import Column, Look, goods_table
from sample_scans.layouts.slip_heads import put, slip
from sample_scans.money import cents, grouped, in_words, spoken_date
from sample_scans.paper import BLUE_INK, RED, Color, Paper
from sample_scans.parts import seal, sign

_TRADITIONAL = OpenCC("s2t")
_MAROON: Color = (128, 62, 44)


@layout("tuning", "delivery_slip")
def pad_to_the_honoured_house(case: Case, rng: random.Random) -> Drawn:
    """送货单 of a pad that addresses its customer with 宝号 and has no label before the name."""
    firm, own, ink = case.customer, case.own, (40, 70, 130)
    paper, number = Paper(190, 130, ground=(246, 248, 255)), f"{rng.randint(1, 99999):07d}"
    paper.text(95, 7, own.name, font="hei", size=12, align="m", color=ink)
    paper.text(95, 14, "送 货 单", font="serif-bold", size=19, align="m", color=ink)
    paper.text(146, 14, f"№ {number}", font="sans", size=13, color=RED)
    end = paper.text(14, 25, firm.name, font="ukai", size=12, color=BLUE_INK, shake=0.05)
    paper.text(end + 5, 25.4, "宝号", font="serif", size=11, color=ink)
    paper.text(130, 25.4, spoken_date(case.delivered), font="ukai", size=11, color=BLUE_INK)
    goods = case.goods[:6]
    columns = (
        Column("货号", 14, "no"), Column("名称及规格", 62, "both", "l"), Column("单位", 14, "unit"), Column("数量", 24, "quantity"),
        Column("单价", 24, "price_plain"), Column("金额", 30, "amount"),
    )  # fmt: skip
    look = Look(
        font="serif",
        size=10.5,
        color=ink,
        value_font="ukai",
        value_color=BLUE_INK,
        row=8,
        empty=6 - len(goods),
    )
    y = goods_table(paper, 11, 34, columns, goods, rng, look)
    total = sum((g.amount for g in goods), Decimal(0))
    paper.frame(11, y, 179, y + 9, color=ink)
    paper.text(13, y + 2.6, f"合计人民币（大写）：{in_words(total)}", font="serif", size=10.5, color=ink)
    paper.text(138, y + 2.6, f"￥{total:.2f}", font="serif", size=10.5, color=ink)
    put(paper, ((12, y + 13, "送货人："), (106, y + 13, "收货人签字：")), font="serif", color=ink)
    sign(paper, 132, y + 12, rng)
    return slip("pad_to_the_honoured_house", paper, case, columns, goods, slip_no=number, total=f"{total:.2f}",
                total_in_words=in_words(total))  # fmt: skip


@layout("tuning", "delivery_slip")
def pad_in_traditional_characters(case: Case, rng: random.Random) -> Drawn:
    """送貨單 with TO, ADD, NO and DATE, in traditional characters throughout."""
    firm, own, paper = case.customer, case.own, Paper()
    old = _TRADITIONAL.convert
    paper.text(105, 18, old(own.name), font="serif-bold", size=15, align="m")
    paper.text(105, 28, "送 貨 單", font="serif-bold", size=20, align="m")
    put(paper, (
        (22, 44, f"TO：{old(firm.name)}"), (132, 44, f"NO.：{case.slip_no}"),
        (22, 52, f"ADD：{old(firm.address)}"), (132, 52, f"DATE：{spoken_date(case.delivered, 'slash')}"),
    ), font="serif", size=11)  # fmt: skip
    goods = tuple(replace(g, item=old(g.item), unit=old(g.unit)) for g in case.goods)
    columns = (
        Column("項次", 14, "no"), Column("品名", 42, "item", "l"), Column("規格", 46, "spec", "l"), Column("單位", 16, "unit"),
        Column("數量", 26, "quantity", "r"), Column("備註", 22, "blank"),
    )  # fmt: skip
    y = goods_table(paper, 22, 62, columns, goods, rng, Look(font="serif", size=11, row=9, head=9))
    put(paper, ((22, y + 10, f"送貨人：{case.driver}"), (120, y + 10, "客戶簽收：")), font="serif", size=11)
    seal(paper, 160, y + 4, firm, rng, "收货专用章", size=38)
    drawn = slip("pad_in_traditional_characters", paper, case, columns, goods, total=None,
                 consignee=old(firm.name), supplier=old(own.name))  # fmt: skip
    drawn.customer = {"name": old(firm.name), "uscc": None}
    return drawn


@layout("tuning", "contract")
def supplement_to_a_contract(case: Case, rng: random.Random) -> Drawn:
    """补充协议 that tells the day and number of the contract it changes before its own day."""
    firm, own = case.customer, case.own
    flow = Flow([Paper()], 60, font="serif", size=12, leading=1.8, margin=26)
    flow.paper.text(105, 30, "补充协议", font="serif-bold", size=22, align="m")
    earlier = case.signed - dt.timedelta(days=rng.randint(40, 200))
    flow.say_all((
        f"甲方：{firm.name}", f"乙方：{own.name}",
        f"甲乙双方于{spoken_date(earlier)}签订了编号为{case.contract_no}的购销合同（以下简称原合同），现经协商一致，达成如下补充协议：",
        f"一、原合同第三条约定的交货时间变更为{spoken_date(case.delivered)}前。",
        "二、原合同第五条约定的运费改由甲方承担，其余条款不变。",
        "三、本补充协议与原合同具有同等法律效力，与原合同不一致的，以本补充协议为准。",
        "四、本补充协议一式两份，双方各执一份，自双方签字盖章之日起生效。",
    ), indent=2)  # fmt: skip
    top = flow.y + 8
    put(flow.paper, (
        (26, top, "甲方（盖章）："), (112, top, "乙方（盖章）："), (26, top + 10, f"代表：{case.agent}"), (112, top + 10, "代表："),
        (26, top + 20, spoken_date(case.signed)), (112, top + 20, spoken_date(case.signed)),
    ), font="serif", size=12)  # fmt: skip
    seal(flow.paper, 66, top + 4, firm, rng, "合同专用章")
    seal(flow.paper, 152, top + 4, own, rng)
    return contract("supplement_to_a_contract", flow.pages, case, firm, own, code=False, place=None, amount=None,
                    amount_in_words=None)  # fmt: skip


@layout("tuning", "invoice")
def fully_digital_invoice(case: Case, rng: random.Random) -> Drawn:
    """电子发票（增值税专用发票） with 20 digits; its parties' headings stand upright beside them."""
    firm, own, paper = case.customer, case.own, Paper(215, 140)
    number = f"{case.delivered:%y}32{rng.randint(10**15, 10**16 - 1)}"
    paper.text(107, 10, "电子发票（增值税专用发票）", font="kai", size=19, align="m", color=_MAROON)
    paper.text(152, 12, f"发票号码：{number}", size=9)
    paper.text(152, 18, f"开票日期：{spoken_date(case.delivered, 'zh0')}", size=9)
    for x, side, who in ((10.0, "购买方信息", firm), (108.0, "销售方信息", own)):
        paper.frame(x, 28, x + 98, 50, color=_MAROON)
        paper.rule(x + 6, 28, x + 6, 50, color=_MAROON)
        for place, sign_ in enumerate(side):
            paper.text(x + 1.3, 29 + place * 4.1, sign_, size=8.5, color=_MAROON)
        paper.text(x + 8, 31, f"名称：{who.name}", size=9)
        paper.text(x + 8, 41, f"统一社会信用代码/纳税人识别号：{who.uscc}", size=9)
    rows, net = [["项目名称", "规格型号", "单位", "数量", "单价", "金额", "税率/征收率", "税额"]], Decimal(0)
    for g in case.goods[:6]:
        amount = cents(g.amount / Decimal("1.13"))
        net += amount
        rows.append([f"*金属制品*{g.item}", g.spec, g.unit, f"{g.quantity}", f"{amount / g.quantity:.4f}", f"{amount:.2f}", "13%",
                     f"{cents(amount * Decimal('0.13')):.2f}"])  # fmt: skip
    tax = sum((Decimal(row[-1]) for row in rows[1:]), Decimal(0))
    rows.append(["合计", "", "", "", "", f"¥{net:.2f}", "", f"¥{tax:.2f}"])
    paper.table(10, 50, (44, 32, 12, 18, 24, 26, 18, 22), rows, row_height=5.6, size=8.5, align="llmrrrmr",
                rule_color=_MAROON)  # fmt: skip
    paper.text(12, 104, f"价税合计（大写）  ⊗{in_words(net + tax).replace('元', '圆')}", size=10)
    paper.text(144, 104, f"（小写）¥{net + tax:.2f}", size=10)
    paper.text(12, 112, f"备注：合同号：{case.contract_no}", size=9)
    paper.text(12, 128, f"开票人：{case.clerk}", size=9)
    fields = {
        "number": number, "contract_no": case.contract_no, "date": case.delivered.isoformat(), "party": firm.name,
        "seller": own.name, "amount": f"{net + tax:.2f}",
    }  # fmt: skip
    return Drawn("invoice", "fully_digital_invoice", [paper], named(firm), fields)


@layout("tuning", "account_statement")
def confirmation_of_balance(case: Case, rng: random.Random) -> Drawn:
    """企业询证函 of an auditor: the customer is addressed in a line of its own, sums stand in a table."""
    firm, own, paper = case.customer, case.own, Paper()
    day = dt.date(case.delivered.year - 1, 12, 31)
    paper.text(105, 24, "企 业 询 证 函", font="hei", size=21, align="m")
    paper.text(186, 38, f"编号：XZ-{day.year}-{rng.randint(1, 99):03d}", size=10.5, align="r")
    paper.text(24, 48, f"{firm.name}：", size=12)
    y = paper.paragraph(24, 57, 162, "本公司聘请的会计师事务所正在对本公司年度财务报表进行审计，按照审计准则的要求，应当询证本公司与贵公司"
                        "的往来账项等事项。下列信息出自本公司账簿记录，如与贵公司记录相符，请在本函下端“信息证明无误”处签章证明。",
                        size=12, indent=2, leading=1.7)  # fmt: skip
    rows = [["截止日期", "贵公司欠", "欠贵公司", "备注"], [spoken_date(day), grouped(case.total), "0.00", ""]]
    y = paper.table(24, y + 3, (44, 46, 40, 32), rows, row_height=9, align="mrrm")
    paper.text(24, y + 8, "若款项在上述日期之后已经付清，仍请及时函复为盼。", size=12)
    paper.text(112, y + 20, f"（公司盖章）{own.name}", size=11)
    paper.text(112, y + 29, spoken_date(case.delivered), size=11)
    seal(paper, 150, y + 12, own, rng, "财务专用章", size=40)
    drawn = Drawn("account_statement", "confirmation_of_balance", [paper], named(firm))
    drawn.unjudged = {"amount": f"{case.total:.2f}", "date": case.delivered.isoformat()}
    return drawn


@layout("tuning", "other")
def slip_of_a_bank(case: Case, rng: random.Random) -> Drawn:
    """电子回单 of a bank: both firms, a sum in words and figures, and no receipt of ours."""
    firm, own, paper = case.customer, case.own, Paper(210, 120)
    paper.text(105, 10, f"{own.bank[:6]}电子回单", font="hei", size=16, align="m")
    put(paper, (
        (14, 22, f"回单编号：{rng.randint(10**11, 10**12 - 1)}"), (120, 22, f"交易日期：{spoken_date(case.delivered, 'dash')}"),
        (14, 32, f"付款人户名：{firm.name}"), (112, 32, f"收款人户名：{own.name}"),
        (14, 40, f"付款人账号：{firm.account}"), (112, 40, f"收款人账号：{own.account}"),
        (14, 48, f"付款行：{firm.bank}"), (112, 48, f"收款行：{own.bank}"),
        (14, 58, f"金额（大写）：人民币{in_words(case.total)}"), (112, 58, f"金额（小写）：¥{grouped(case.total)}"),
        (14, 68, "摘要：货款"), (112, 68, f"用途：{case.contract_no}"), (14, 78, f"交易流水号：{rng.randint(10**9, 10**10 - 1)}"),
        (14, 90, "重要提示：本回单可通过网上银行验证真伪，请勿重复记账。"),
    ))  # fmt: skip
    seal(paper, 176, 72, own.bank, rng, "电子回单专用章", size=34)
    return Drawn("other", "slip_of_a_bank", [paper])


@layout("tuning", "other")
def contract_of_employment(case: Case, rng: random.Random) -> Drawn:
    """劳动合同书 with 甲方 and 乙方: no contract with a customer."""
    own = case.own
    flow = Flow([Paper()], 56, font="song", size=11.5, leading=1.8, margin=26)
    flow.paper.text(105, 28, "劳 动 合 同 书", font="hei", size=21, align="m")
    flow.say_all((
        f"甲方（用人单位）：{own.name}", f"法定代表人：{own.legal_representative}", f"乙方（劳动者）：{case.driver}",
        "根据《中华人民共和国劳动合同法》等法律法规，甲乙双方经平等自愿、协商一致，订立本合同。",
        f"第一条 本合同期限自{spoken_date(case.valid_from)}起至{spoken_date(case.valid_until)}止。",
        "第二条 乙方从事车间操作岗位工作，工作地点为甲方厂区。",
        "第三条 甲方每月十五日前以货币形式支付乙方工资。",
        "第四条 违约责任按照国家有关规定执行。本合同一式两份，甲乙双方各执一份。",
        "甲方（盖章）：                    乙方（签字）：", f"签订日期：{spoken_date(case.signed)}",
    ), indent=0)  # fmt: skip
    seal(flow.paper, 70, flow.y - 14, own, rng)
    sign(flow.paper, 150, flow.y - 16, rng)
    return Drawn("other", "contract_of_employment", flow.pages)


@layout("tuning", "other")
def proof_of_taxes_paid(case: Case, rng: random.Random) -> Drawn:
    """税收完税证明: a taxpayer with number and sum, but no registration."""
    firm, paper = case.customer, Paper(215, 140)
    paper.text(107, 10, "税收完税证明", font="kai", size=20, align="m")
    office = f"国家税务总局{firm.city}{firm.district}税务局"
    put(paper, (
        (130, 12, f"No. 3320452405{rng.randint(10000, 99999)}"), (12, 22, f"填发日期：{spoken_date(case.delivered)}"),
        (100, 22, f"税务机关：{office}"), (12, 30, f"纳税人识别号  {firm.uscc}"), (100, 30, f"纳税人名称  {firm.name}"),
    ))  # fmt: skip
    rows = [["原凭证号", "税种", "品目名称", "税款所属时期", "入（退）库日期", "实缴（退）金额"]]
    rows += [[f"33204{rng.randint(10**6, 10**7 - 1)}", tax, kind, f"{case.signed:%Y-%m}-01至{case.signed:%Y-%m}-28",
              case.delivered.isoformat(), grouped(Decimal(rng.randint(100, 90000)))]
             for tax, kind in (("增值税", "商业"), ("城市维护建设税", "市区"), ("教育费附加", "增值税"))]  # fmt: skip
    y = paper.table(12, 38, (34, 30, 26, 44, 30, 28), rows, row_height=7, size=8.5)
    paper.text(12, y + 4, f"金额合计（大写）{in_words(case.total)}", size=10)
    paper.text(150, y + 4, f"¥{grouped(case.total)}", size=10)
    seal(paper, 40, y + 12, office, rng, "征税专用章", size=36)
    return Drawn("other", "proof_of_taxes_paid", [paper])

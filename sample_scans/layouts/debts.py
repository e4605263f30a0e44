"""Papers about debts and how they are paid, of the committed samples."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.money import cents, grouped, in_words, spoken_date
from sample_scans.paper import Paper
from sample_scans.parts import form, letter, seal, sign


def _rows(case: Case, rng: random.Random, count: int) -> tuple[list[list[str]], Decimal]:
    rows: list[list[str]] = []
    balance = Decimal(0)
    for place in range(count):
        day = case.signed - dt.timedelta(days=35 * (count - place))
        owed, paid = Decimal(rng.randint(20, 90) * 1000), Decimal(rng.randint(5, 20) * 1000)
        balance += owed - paid
        rows.append(
            [
                str(place + 1),
                day.isoformat(),
                grouped(owed),
                (day + dt.timedelta(days=50)).isoformat(),
                grouped(paid),
                grouped(balance),
            ]
        )
    return rows, balance


@layout("tuning", "arrears_statement")
def arrears_table(case: Case, rng: random.Random) -> Drawn:
    """欠款还款情况登记表."""
    firm, paper = case.customer, Paper()
    paper.text(105, 22, "欠款还款情况登记表", font="serif-bold", size=19, align="m")
    paper.text(22, 38, f"客户名称：{firm.name}", font="serif", size=11)
    paper.text(188, 38, f"登记日期：{spoken_date(case.delivered)}", font="serif", size=11, align="r")
    rows, balance = _rows(case, rng, 7)
    head = ["序号", "欠款日期", "欠款金额（元）", "还款日期", "还款金额（元）", "欠款余额（元）"]
    y = paper.table(
        22, 46, (14, 28, 32, 28, 32, 32), [head, *rows], row_height=9, font="serif", align="mmrmrr"
    )
    paper.text(22, y + 8, f"登记人：{case.clerk}", font="serif", size=11)
    paper.text(110, y + 8, "财务负责人：", font="serif", size=11)
    sign(paper, 150, y + 9, rng)
    drawn = Drawn("arrears_statement", "arrears_table", [paper], named(firm))
    drawn.unjudged = {"amount": f"{balance:.2f}", "date": case.delivered.isoformat()}
    return drawn


@layout("tuning", "arrears_statement")
def arrears_ledger(case: Case, rng: random.Random) -> Drawn:
    """历次欠款还款情况登记表 on a lying sheet."""
    firm, paper = case.customer, Paper(297, 210)
    paper.text(148.5, 16, "历次欠款还款情况登记表", font="hei", size=19, align="m")
    paper.text(26, 30, f"单位名称：{firm.name}", size=11.5)
    paper.text(120, 30, f"联系人：{firm.contact}    电话：{firm.phone}", size=11.5)
    rows, balance = _rows(case, rng, 9)
    rows = [[*row, case.clerk, ""] for row in rows]
    head = ["序号", "日期", "本次欠款", "还款日期", "本次还款", "累计欠款", "经办人", "备注"]
    paper.table(
        26,
        40,
        (14, 34, 38, 34, 38, 38, 26, 23),
        [head, *rows],
        row_height=10,
        align="mmrmrrml",
        head_font="hei",
    )
    paper.text(26, 148, f"填报日期：{spoken_date(case.delivered)}", size=11)
    drawn = Drawn("arrears_statement", "arrears_ledger", [paper], named(firm))
    drawn.unjudged = {"amount": f"{balance:.2f}", "date": case.delivered.isoformat()}
    return drawn


@layout("tuning", "repayment_agreement")
def repayment_agreement(case: Case, rng: random.Random) -> Drawn:
    """欠款还款协议."""
    firm, own, paper = case.customer, case.own, Paper()
    paper.text(105, 24, "欠款还款协议", font="hei", size=22, spacing=2, align="m")
    paper.filled(26, 42, "甲方（供方）：", own.name, until=150, size=12)
    paper.filled(26, 51, "乙方（需方）：", firm.name, until=150, size=12)
    half = cents(case.total / 2)
    last = case.delivered + dt.timedelta(days=150)
    y = 64.0
    for text in (
        f"一、截止{spoken_date(case.delivered)}，乙方因履行{case.contract_no}号合同欠甲方货款共计人民币{in_words(case.total)}（¥{grouped(case.total)}元）。",
        f"二、还款方式：乙方于{spoken_date(case.delivered + dt.timedelta(days=90))}前还款{grouped(half)}元，余款于{spoken_date(last)}前全部还清。",
        "三、乙方如逾期不还，除继续履行还款义务外，按欠款金额每日万分之五向甲方支付违约金。",
        "四、还款期间，甲方有权根据乙方还款情况决定是否继续供货。",
        "五、本协议自双方签字盖章之日起生效，一式两份，双方各执一份。",
    ):
        y = paper.paragraph(26, y, 158, text, size=12, leading=1.8)
    for x, role, who in ((26.0, "甲方", own), (110.0, "乙方", firm)):
        paper.text(x, y + 14, f"{role}（盖章）", size=12)
        paper.text(x, y + 24, f"法定代表人：{who.legal_representative}", size=12)
        paper.text(x, y + 34, spoken_date(case.delivered), size=12)
        seal(paper, x + 44, y + 22, who, rng, size=41)
    fields = {
        "amount": f"{case.total:.2f}",
        "date": case.delivered.isoformat(),
        "contract_no": case.contract_no,
    }
    return Drawn("repayment_agreement", "repayment_agreement", [paper], named(firm), fields)


@layout("tuning", "repayment_agreement")
def repayment_by_parts(case: Case, rng: random.Random) -> Drawn:
    """欠款还款协议 with a table of instalments."""
    firm, own, paper = case.customer, case.own, Paper()
    paper.text(105, 26, "欠款还款协议", font="serif-bold", size=20, align="m")
    paper.text(26, 42, f"债权人（甲方）：{own.name}", font="serif", size=12)
    paper.text(26, 50, f"债务人（乙方）：{firm.name}", font="serif", size=12)
    y = paper.paragraph(26, 62, 158, f"乙方确认至{spoken_date(case.delivered, 'dash')}共欠甲方货款{grouped(case.total)}元，双方约定分期归还如下：",
                        font="serif", size=12, indent=2, leading=1.7)  # fmt: skip
    part = cents(case.total / 4)
    shares = [part, part, part, case.total - part * 3]
    rows = [["期数", "还款日期", "还款金额（元）"]]
    rows += [
        [str(n), (case.delivered + dt.timedelta(days=30 * n)).isoformat(), grouped(s)]
        for n, s in enumerate(shares, 1)
    ]
    y = paper.table(34, y + 3, (24, 56, 56), rows, row_height=9, font="serif", size=11)
    y = paper.paragraph(
        26,
        y + 6,
        158,
        "乙方任一期逾期，甲方可就全部未还款项向人民法院起诉。",
        font="serif",
        size=12,
        indent=2,
        leading=1.7,
    )
    paper.text(26, y + 12, f"甲方：{own.name}", font="serif", size=11)
    paper.text(110, y + 12, f"乙方：{firm.name}", font="serif", size=11)
    paper.text(26, y + 24, f"日期：{spoken_date(case.delivered, 'dash')}", font="serif", size=11)
    paper.text(110, y + 24, f"日期：{spoken_date(case.delivered, 'dash')}", font="serif", size=11)
    seal(paper, 62, y + 16, own, rng, size=41)
    seal(paper, 148, y + 18, firm, rng, size=41)
    fields = {"amount": f"{case.total:.2f}", "date": case.delivered.isoformat()}
    return Drawn("repayment_agreement", "repayment_by_parts", [paper], named(firm), fields)


@layout("tuning", "repayment_plan")
def repayment_plan(case: Case, rng: random.Random) -> Drawn:
    """还款计划, a letter of the debtor."""
    firm, paper = case.customer, Paper()
    half = cents(case.total / 2)
    y = letter(
        paper, 34, "还 款 计 划",
        (f"我单位现欠贵公司货款人民币{grouped(case.total)}元，经研究制定如下还款计划：",
         f"1. {spoken_date(case.delivered + dt.timedelta(days=45))}前还款{grouped(half)}元；",
         f"2. {spoken_date(case.delivered + dt.timedelta(days=90))}前还清余款{grouped(case.total - half)}元。",
         "我单位承诺按期还款，请贵公司监督。"),
        (f"客户名称：{firm.name}", spoken_date(case.delivered)), greeting=f"{case.own.name}：", size=13, title_size=22,
    )  # fmt: skip
    seal(paper, 142, y - 10, firm, rng, size=42)
    fields = {"amount": f"{case.total:.2f}", "date": case.delivered.isoformat()}
    return Drawn("repayment_plan", "repayment_plan", [paper], named(firm), fields)


@layout("tuning", "repayment_plan")
def repayment_plan_table(case: Case, rng: random.Random) -> Drawn:
    """客户还款计划表."""
    firm, paper = case.customer, Paper(210, 180)
    paper.text(105, 18, "客户还款计划", font="sans-bold", size=18, align="m")
    paper.text(24, 32, f"客户名称：{firm.name}", font="sans", size=11)
    paper.text(24, 40, f"欠款总额：¥{grouped(case.total)}", font="sans", size=11)
    paper.text(186, 40, f"制表日期：{spoken_date(case.delivered, 'dash')}", font="sans", size=11, align="r")
    part = cents(case.total / 5)
    rows = [["期次", "计划还款日", "计划还款金额", "实际还款", "备注"]]
    for n in range(1, 6):
        share = part if n < 5 else case.total - part * 4
        rows.append(
            [str(n), (case.delivered + dt.timedelta(days=30 * n)).isoformat(), grouped(share), "", ""]
        )
    y = paper.table(24, 48, (18, 40, 44, 36, 24), rows, row_height=9, font="sans", size=10)
    paper.text(24, y + 8, "客户负责人签字：", font="sans", size=11)
    sign(paper, 76, y + 9, rng)
    seal(paper, 96, y + 10, firm, rng, size=40)
    fields = {"amount": f"{case.total:.2f}", "date": case.delivered.isoformat()}
    return Drawn("repayment_plan", "repayment_plan_table", [paper], named(firm), fields)


@layout("tuning", "payment_terms")
def payment_terms_form(case: Case, rng: random.Random) -> Drawn:
    """付款方式 of a direct-export customer."""
    firm, paper = case.customer, Paper()
    paper.text(105, 26, "付 款 方 式", font="hei", size=22, align="m")
    rows = (
        (11, ((2, "客户名称", "l"), (8, firm.name, "v"))),
        (11, ((2, "对应合同编号", "l"), (3, case.contract_no, "c"), (2, "确认日期", "l"), (3, spoken_date(case.signed), "c"))),
        (11, ((2, "付款方式", "l"), (8, "即期信用证（L/C at sight）", "c"))),
        (11, ((2, "币种", "l"), (3, "美元", "c"), (2, "价格条款", "l"), (3, "FOB 天津", "c"))),
        (40, ((2, "说明", "l"), (8, "信用证应于装运前30天开到，单证相符后议付；汇率按付款当日中间价。", "t"))),
        (24, ((2, "客户签章", "l"), (3, "", "c"), (2, "我方签章", "l"), (3, "", "c"))),
    )  # fmt: skip
    end = form(paper, 24, 44, 162, rows, size=11, value_font="kai")
    seal(paper, 82, end - 6, firm, rng, size=40)
    seal(paper, 166, end - 6, case.own, rng, size=40)
    fields = {"date": case.signed.isoformat(), "contract_no": case.contract_no}
    return Drawn("payment_terms", "payment_terms_form", [paper], named(firm), fields)


@layout("tuning", "payment_terms")
def payment_terms_letter(case: Case, rng: random.Random) -> Drawn:
    """付款方式说明, a letter."""
    firm, paper = case.customer, Paper()
    y = letter(
        paper, 32, "付款方式说明",
        (f"客户名称：{firm.name}", f"根据{case.contract_no}号合同，出口货物付款方式约定如下：",
         "一、电汇（T/T）预付百分之三十，余款见提单传真件付清。", "二、银行手续费由双方各自承担。",
         "三、每批货物出运后十日内提交全套单据。"),
        (f"{firm.name}（盖章）", spoken_date(case.signed)), font="serif", title_font="serif-bold",
    )  # fmt: skip
    seal(paper, 146, y - 12, firm, rng, size=41)
    fields = {"date": case.signed.isoformat(), "contract_no": case.contract_no}
    return Drawn("payment_terms", "payment_terms_letter", [paper], named(firm), fields)


@layout("tuning", "collateral_registration")
def collateral_table(case: Case, rng: random.Random) -> Drawn:
    """授信金额抵押保证登记."""
    firm, paper = case.customer, Paper()
    amount = Decimal(rng.randint(10, 90) * 10_000)
    paper.text(105, 22, "授信金额抵押保证登记", font="serif-bold", size=19, align="m")
    paper.text(24, 36, f"登记编号：DY{case.signed:%Y%m}{rng.randint(1, 40):02d}", font="serif", size=10.5)
    paper.text(186, 36, f"登记日期：{spoken_date(case.signed)}", font="serif", size=10.5, align="r")
    rows = (
        (11, ((2, "客户名称", "l"), (8, firm.name, "v"))),
        (11, ((2, "授信金额", "l"), (3, f"¥{amount:,.2f}", "c"), (2, "授信期限", "l"), (3, "一年", "c"))),
        (11, ((2, "抵押物", "l"), (3, "厂房及附属设备", "c"), (2, "评估价", "l"), (3, f"{amount * 2:,.2f}", "c"))),
        (11, ((2, "保证人", "l"), (3, firm.legal_representative, "c"), (2, "保证金额", "l"), (3, f"{amount:,.2f}", "c"))),
        (40, ((2, "抵押（保证）事项", "l"), (8, "抵押人自愿以上述财产为授信额度内货款提供抵押担保，保证人承担连带保证责任。", "t"))),
        (24, ((2, "登记部门意见", "l"), (8, "手续齐全，准予登记。", "t"))),
    )  # fmt: skip
    form(paper, 24, 44, 162, rows, font="serif", value_font="kai", size=11)
    sign(paper, 150, 142, rng)
    seal(paper, 150, 118, firm, rng, size=40)
    fields = {"amount": f"{amount:.2f}", "date": case.signed.isoformat()}
    return Drawn("collateral_registration", "collateral_table", [paper], named(firm), fields)


@layout("tuning", "collateral_registration")
def collateral_list(case: Case, rng: random.Random) -> Drawn:
    """客户授信金额抵押、保证登记簿 as a list."""
    firm, paper = case.customer, Paper(297, 210)
    amount = Decimal(rng.randint(10, 90) * 10_000)
    paper.text(148.5, 18, "授信金额抵押、保证登记", font="hei", size=18, align="m")
    paper.text(24, 32, f"客户名称：{firm.name}", size=11)
    paper.text(272, 32, f"授信金额：¥{amount:,.2f}", size=11, align="r")
    rows = [["序号", "抵押物/保证人", "数量", "评估价值（元）", "权证编号", "登记日期", "备注"]]
    for n, thing in enumerate(("立式加工中心", "行车（10吨）", firm.legal_representative), 1):
        rows.append(
            [
                str(n),
                thing,
                "1",
                f"{amount / n:,.2f}",
                f"{rng.randint(10**6, 10**7)}",
                spoken_date(case.signed, "dash"),
                "",
            ]
        )
    y = paper.table(24, 42, (14, 60, 20, 46, 44, 40, 24), rows, row_height=11, align="mlmrmml", size=10.5)
    paper.text(24, y + 10, f"经办：{case.clerk}        审核：", size=11)
    sign(paper, 90, y + 11, rng)
    fields = {"amount": f"{amount:.2f}"}
    return Drawn("collateral_registration", "collateral_list", [paper], named(firm), fields)

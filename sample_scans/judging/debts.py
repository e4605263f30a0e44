"""Papers about debts and how they are paid, for judging."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.money import cents, grouped, in_words, spoken_date
from sample_scans.paper import Paper
from sample_scans.parts import form, letter, name_seal, seal, sign


@layout("judging", "arrears_statement")
def arrears_register(case: Case, rng: random.Random) -> Drawn:
    """客户历次欠款、还款情况登记表 on a lying sheet."""
    firm, paper = case.customer, Paper(297, 210)
    paper.text(148.5, 18, "客户历次欠款还款情况登记表", font="hei", size=18, align="m")
    paper.text(20, 32, f"客户名称：{firm.name}", size=11)
    paper.text(276, 32, f"截止日期：{spoken_date(case.delivered, 'dash')}", size=11, align="r")
    rows = [
        [
            "序号",
            "日期",
            "合同编号",
            "欠款金额",
            "约定还款日",
            "还款日期",
            "还款金额",
            "余额",
            "经办人",
            "备注",
        ]
    ]
    balance = Decimal(0)
    for place in range(6):
        day = case.signed - dt.timedelta(days=40 * (6 - place))
        owed, paid = Decimal(rng.randint(10, 90) * 1000), Decimal(rng.randint(5, 40) * 1000)
        balance += owed - paid
        rows.append([
            str(place + 1), spoken_date(day, "dot"), f"{case.contract_no[:-2]}{place:02d}", grouped(owed),
            spoken_date(day + dt.timedelta(days=60), "dot"), spoken_date(day + dt.timedelta(days=72), "dot"),
            grouped(paid), grouped(balance), case.clerk, "",
        ])  # fmt: skip
    paper.table(
        16,
        42,
        (12, 26, 36, 30, 28, 28, 30, 30, 20, 25),
        rows,
        row_height=10,
        align="mmmrmmrrml",
        head_font="hei",
    )
    paper.text(20, 122, f"填表人：{case.clerk}", size=11)
    paper.text(120, 122, "审核：", size=11)
    sign(paper, 146, 123, rng)
    fields = {"amount": f"{balance:.2f}", "date": case.delivered.isoformat()}
    drawn = Drawn("arrears_statement", "arrears_register", [paper], named(firm), {})
    drawn.unjudged = fields
    return drawn


@layout("judging", "repayment_agreement")
def agreement_to_repay(case: Case, rng: random.Random) -> Drawn:
    """还款协议书 between creditor and debtor."""
    firm, own, paper = case.customer, case.own, Paper()
    half = cents(case.total / 2)
    paper.text(105, 26, "欠款还款协议书", font="sans-bold", size=22, spacing=2, align="m")
    paper.text(26, 44, f"甲方（债权人）：{own.name}", font="serif", size=12)
    paper.text(26, 52, f"乙方（债务人）：{firm.name}", font="serif", size=12)
    y = 64.0
    for text in (
        f"鉴于乙方在履行编号为{case.contract_no}的合同过程中，截至{spoken_date(case.delivered)}尚欠甲方货款人民币{grouped(case.total)}元"
        f"（大写：{in_words(case.total)}），经双方协商一致，达成如下还款协议：",
        f"一、乙方确认上述欠款数额无误，并承诺分两期归还：第一期于{spoken_date(case.delivered + dt.timedelta(days=60))}前归还{grouped(half)}元；"
        f"第二期于{spoken_date(case.delivered + dt.timedelta(days=120))}前归还剩余款项。",
        "二、乙方任何一期未按时足额归还的，甲方有权要求乙方一次性归还全部欠款，并按日万分之五支付违约金。",
        "三、本协议履行中发生争议，由甲方所在地人民法院管辖。",
        "四、本协议一式两份，双方签字盖章后生效。",
    ):
        y = paper.paragraph(26, y, 158, text, font="serif", size=12, leading=1.75, indent=2)
    for x, role, who in ((26, "甲方", own), (108, "乙方", firm)):
        paper.text(x, y + 16, f"{role}（盖章）：", font="serif", size=12)
        paper.text(x, y + 26, f"代表人：{who.legal_representative}", font="serif", size=12)
        paper.text(x, y + 36, f"日期：{spoken_date(case.delivered)}", font="serif", size=12)
        seal(paper, x + 46, y + 24, who, rng, size=41)
    fields = {
        "amount": f"{case.total:.2f}",
        "date": case.delivered.isoformat(),
        "contract_no": case.contract_no,
    }
    return Drawn("repayment_agreement", "agreement_to_repay", [paper], named(firm), fields)


@layout("judging", "repayment_plan")
def plan_letter(case: Case, rng: random.Random) -> Drawn:
    """还款计划书 the customer writes to us, with a table of dates."""
    firm, paper = case.customer, Paper()
    y = letter(
        paper, 30, "还款计划书",
        (f"截至{spoken_date(case.delivered)}，我公司尚欠贵公司货款人民币{grouped(case.total)}元。由于资金周转原因未能及时支付，"
         "深表歉意。现制定还款计划如下：",),
        (), greeting=f"{case.own.name}：", font="kai", size=13, title_font="zenhei", title_size=22,
    )  # fmt: skip
    part = cents(case.total / 3)
    shares = (part, part, case.total - part * 2)
    rows = [["期次", "还款日期", "还款金额（元）", "付款方式"]]
    for place, share in enumerate(shares, 1):
        rows.append(
            [
                f"第{place}期",
                spoken_date(case.delivered + dt.timedelta(days=30 * place)),
                grouped(share),
                "电汇",
            ]
        )
    y = paper.table(28, y, (26, 50, 46, 32), rows, row_height=10, font="kai", size=12) + 10
    y = paper.paragraph(
        28,
        y,
        154,
        "我公司保证按上述计划履行，如有违约，愿承担相应责任。",
        font="kai",
        size=13,
        leading=1.8,
        indent=2,
    )
    paper.text(176, y + 14, f"欠款单位：{firm.name}", font="kai", size=13, align="r")
    paper.text(176, y + 24, spoken_date(case.delivered), font="kai", size=13, align="r")
    seal(paper, 142, y + 20, firm, rng, size=42)
    fields = {"amount": f"{case.total:.2f}", "date": case.delivered.isoformat()}
    return Drawn("repayment_plan", "plan_letter", [paper], named(firm), fields)


@layout("judging", "payment_terms")
def payment_confirmation(case: Case, rng: random.Random) -> Drawn:
    """付款方式确认书 of an export customer."""
    firm, paper = case.customer, Paper()
    paper.text(105, 28, "付款方式确认书", font="serif-bold", size=20, align="m")
    rows = (
        (11, ((2, "客户名称", "l"), (8, firm.name, "v"))),
        (11, ((2, "合同编号", "l"), (3, case.contract_no, "c"), (2, "贸易方式", "l"), (3, "直接出口", "c"))),
        (11, ((2, "结算币种", "l"), (3, "美元（USD）", "c"), (2, "付款方式", "l"), (3, "T/T 30% 预付，70% 见提单副本", "c"))),
        (11, ((2, "信用期限", "l"), (3, "提单日后45天", "c"), (2, "银行费用", "l"), (3, "各自承担", "c"))),
        (34, ((2, "收款账户", "l"), (8, f"户名：{case.own.name}\n开户行：{case.own.bank}\n账号：{case.own.account}", "t"))),
        (30, ((2, "特别约定", "l"), (8, "逾期付款按日万分之三计收滞纳金；变更付款方式须双方书面确认。", "t"))),
    )  # fmt: skip
    y = form(paper, 26, 46, 158, rows, font="serif", size=11)
    paper.text(30, y + 14, "客户确认（盖章）：", font="serif", size=12)
    paper.text(122, y + 14, f"日期：{spoken_date(case.signed, 'dash')}", font="serif", size=12)
    seal(paper, 84, y + 20, firm, rng, size=41)
    fields = {"date": case.signed.isoformat(), "contract_no": case.contract_no}
    return Drawn("payment_terms", "payment_confirmation", [paper], named(firm), fields)


@layout("judging", "collateral_registration")
def collateral_form(case: Case, rng: random.Random) -> Drawn:
    """授信金额抵押、保证登记表."""
    firm, paper = case.customer, Paper(297, 210)
    amount = Decimal(rng.randint(10, 90) * 10_000)
    paper.text(148.5, 18, "授信金额抵押保证登记表", font="hei", size=18, align="m")
    rows = (
        (11, ((2, "授信客户", "l"), (6, firm.name, "v"), (2, "授信金额", "l"), (4, f"人民币{in_words(amount)}", "c"))),
        (11, ((2, "授信起止", "l"), (6, f"{spoken_date(case.valid_from)}至{spoken_date(case.valid_until)}", "c"), (2, "担保方式", "l"), (4, "抵押  保证", "c"))),
        (11, ((2, "抵押物名称", "l"), (6, "数控车床 CK6140 两台", "c"), (2, "评估价值", "l"), (4, f"{amount:,.2f}元", "c"))),
        (11, ((2, "抵押物存放地", "l"), (6, firm.address, "v"), (2, "权属人", "l"), (4, firm.name, "c"))),
        (11, ((2, "保证人", "l"), (6, firm.legal_representative, "c"), (2, "保证方式", "l"), (4, "连带责任保证", "c"))),
        (26, ((2, "登记说明", "l"), (12, "抵押物已办理动产抵押登记，保证期间为主债务履行期届满之日起二年。", "t"))),
    )  # fmt: skip
    y = form(paper, 22, 34, 253, rows, value_font="kai", size=11)
    paper.text(26, y + 8, f"登记人：{case.clerk}", size=11)
    paper.text(110, y + 8, "信用管理部门：", size=11)
    paper.text(210, y + 8, f"登记日期：{spoken_date(case.signed)}", size=11)
    sign(paper, 152, y + 10, rng)
    name_seal(paper, 88, y - 34, firm.legal_representative, rng, size=14)
    fields = {"amount": f"{amount:.2f}", "date": case.signed.isoformat()}
    return Drawn("collateral_registration", "collateral_form", [paper], named(firm), fields)

"""Approval forms of credit, deferral and returns, for judging."""

from __future__ import annotations

import random
from decimal import Decimal

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.money import in_words, spoken_date
from sample_scans.paper import BLUE_INK, Paper
from sample_scans.parts import form, seal, sign


@layout("judging", "credit_approval")
def credit_limit_form(case: Case, rng: random.Random) -> Drawn:
    """客户信用额度申请审批表, opinions of three departments."""
    firm, paper = case.customer, Paper()
    amount = Decimal(rng.randint(5, 80) * 10_000)
    paper.text(105, 20, "客户信用额度申请审批表", font="hei", size=18, align="m")
    paper.text(24, 33, f"编号：XY-{case.signed:%Y}-{rng.randint(1, 99):03d}", size=10.5)
    paper.text(186, 33, f"填表日期：{spoken_date(case.signed, 'dot')}", size=10.5, align="r")
    rows = (
        (10, ((2, "客户名称", "l"), (6, firm.name, "v"), (2, "客户类别", "l"), (2, "老客户", "c"))),
        (10, ((2, "法定代表人", "l"), (3, firm.legal_representative, "c"), (2, "联系电话", "l"), (5, firm.phone, "c"))),
        (10, ((2, "注册资金", "l"), (3, f"{firm.capital_wan}万元", "c"), (2, "开户银行", "l"), (5, firm.bank, "c"))),
        (10, ((2, "上年销售额", "l"), (3, f"{rng.randint(50, 900)}万元", "c"), (2, "原信用额度", "l"), (5, "无", "c"))),
        (10, ((2, "申请额度", "l"), (5, f"人民币{in_words(amount)}", "c"), (2, "信用期限", "l"), (3, "60天", "c"))),
        (28, ((2, "申请理由", "l"), (10, "该客户与我公司合作多年，付款及时，为扩大销售，申请给予信用额度。", "t"))),
        (26, ((2, "销售部意见", "l"), (10, "同意申请，请财务部审核。", "t"))),
        (26, ((2, "财务部意见", "l"), (10, "经查无逾期欠款，同意按上述额度执行。", "t"))),
        (26, ((2, "总经理审批", "l"), (10, "同意。", "t"))),
    )  # fmt: skip
    form(paper, 24, 40, 162, rows, value_font="kai", value_color=BLUE_INK, size=11)
    for y in (134, 160, 186):
        sign(paper, 150, y, rng)
        paper.text(160, y + 5, spoken_date(case.signed, "slash"), font="kai", size=10, color=BLUE_INK)
    fields = {"amount": f"{amount:.2f}", "date": case.signed.isoformat()}
    return Drawn("credit_approval", "credit_limit_form", [paper], named(firm), fields)


@layout("judging", "deferral_approval")
def deferral_form(case: Case, rng: random.Random) -> Drawn:
    """延期付款（还款）审批单."""
    firm, paper = case.customer, Paper(210, 200)
    paper.text(105, 16, "延期还款申请审批单", font="serif-bold", size=18, align="m")
    rows = (
        (11, ((2, "申请单位", "l"), (6, firm.name, "v"), (2, "申请日期", "l"), (3, spoken_date(case.delivered), "c"))),
        (11, ((2, "欠款金额", "l"), (4, f"¥{case.total:,.2f}", "c"), (2, "合同编号", "l"), (5, case.contract_no, "c"))),
        (11, ((2, "原还款日期", "l"), (4, spoken_date(case.delivered), "c"), (2, "延期至", "l"), (5, spoken_date(case.valid_until), "c"))),
        (34, ((2, "延期原因", "l"), (11, "因下游工程款未能按期到账，资金周转暂时困难，申请延期还款，延期期间按约定支付利息。", "t"))),
        (26, ((2, "业务部门意见", "l"), (11, "情况属实，拟同意。", "t"))),
        (26, ((2, "领导批示", "l"), (11, "同意延期。", "t"))),
    )  # fmt: skip
    form(paper, 20, 30, 170, rows, font="serif", value_font="ukai", size=10.5)
    sign(paper, 150, 110, rng)
    sign(paper, 150, 136, rng)
    seal(paper, 160, 82, firm, rng, size=38)
    fields = {
        "amount": f"{case.total:.2f}",
        "date": case.delivered.isoformat(),
        "contract_no": case.contract_no,
    }
    return Drawn("deferral_approval", "deferral_form", [paper], named(firm), fields)


@layout("judging", "return_approval")
def return_discount_form(case: Case, rng: random.Random) -> Drawn:
    """退货、折价、赔偿审批表."""
    firm, paper, item = case.customer, Paper(), case.goods[0]
    loss = (item.amount / 10).quantize(Decimal("0.01"))
    paper.text(105, 22, "产品退赔、折价审批表", font="sans-bold", size=18, align="m")
    number = f"TP{case.delivered:%y%m}{rng.randint(1, 99):02d}"
    paper.text(188, 36, f"№ {number}", font="sans", size=11, align="r")
    rows = (
        (11, ((2, "客户单位", "l"), (6, firm.name, "v"), (2, "提出日期", "l"), (3, spoken_date(case.delivered, "dash"), "c"))),
        (11, ((2, "产品名称", "l"), (4, item.item, "c"), (2, "规格", "l"), (5, item.spec, "c"))),
        (11, ((2, "合同号", "l"), (4, case.contract_no, "c"), (2, "发货单号", "l"), (5, case.slip_no, "c"))),
        (11, ((2, "处理方式", "l"), (4, "□退货  √折价  □赔偿", "c"), (2, "折价金额", "l"), (5, f"{loss:.2f}元", "c"))),
        (36, ((2, "客户意见", "l"), (11, "到货产品中部分表面划伤、尺寸偏差，要求折价处理。", "t"))),
        (30, ((2, "质检部门意见", "l"), (11, "经现场确认，缺陷属实，不影响使用。", "t"))),
        (30, ((2, "销售部门意见", "l"), (11, "同意折价，金额如上。", "t"))),
        (30, ((2, "批准", "l"), (11, "同意。", "t"))),
    )  # fmt: skip
    form(paper, 22, 44, 166, rows, font="sans", value_font="kai", size=11)
    for y in (152, 182, 212):
        sign(paper, 150, y, rng)
    fields = {
        "number": number,
        "amount": f"{loss:.2f}",
        "date": case.delivered.isoformat(),
        "contract_no": case.contract_no,
    }
    return Drawn("return_approval", "return_discount_form", [paper], named(firm), fields)


@layout("judging", "return_responsibility")
def responsibility_form(case: Case, rng: random.Random) -> Drawn:
    """退赔折价原因分析及责任鉴定表."""
    firm, paper, item = case.customer, Paper(), case.goods[0]
    number = f"TP{case.delivered:%y%m}{rng.randint(1, 99):02d}"
    paper.text(105, 22, "退赔折价原因及责任鉴定表", font="serif-bold", size=18, align="m")
    paper.text(24, 36, f"审批表编号：{number}", font="serif", size=10.5)
    paper.text(188, 36, f"鉴定日期：{spoken_date(case.delivered)}", font="serif", size=10.5, align="r")
    rows = (
        (11, ((2, "客户名称", "l"), (9, firm.name, "v"))),
        (11, ((2, "产品及规格", "l"), (5, f"{item.item} {item.spec}", "c"), (2, "合同编号", "l"), (4, case.contract_no, "c"))),
        (44, ((2, "原因分析", "l"), (11, "1. 包装防护不到位，运输途中产生摩擦划伤；\n2. 末件检验漏检，尺寸偏差未能及时发现。", "t"))),
        (40, ((2, "责任鉴定", "l"), (11, "包装班组承担主要责任，质检员承担次要责任，运输单位承担一定责任。", "t"))),
        (36, ((2, "纠正预防措施", "l"), (11, "修订包装作业指导书，增加垫木；末件实行双人复检。", "t"))),
        (16, ((2, "鉴定人", "l"), (3, "", "c"), (2, "审核", "l"), (2, "", "c"), (2, "批准", "l"), (2, "", "c"))),
    )  # fmt: skip
    end = form(paper, 22, 44, 166, rows, font="serif", value_font="kai", size=11)
    for x in (68, 118, 172):
        sign(paper, x, end - 8, rng, width=20)
    fields = {"number": number, "date": case.delivered.isoformat(), "contract_no": case.contract_no}
    return Drawn("return_responsibility", "responsibility_form", [paper], named(firm), fields)

"""Approval forms of credit, deferral and returns, of the committed samples."""

from __future__ import annotations

import random
from decimal import Decimal

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.money import in_words, spoken_date
from sample_scans.paper import BLUE_INK, Paper
from sample_scans.parts import form, letter, seal, sign


def return_number(case: Case) -> str:
    """Return the number that an approval and its judgement of responsibility share."""
    return f"TZ{case.delivered:%Y%m}-{case.number:02d}"


@layout("tuning", "credit_approval")
def credit_approval_form(case: Case, rng: random.Random) -> Drawn:
    """客户信用额度审批表."""
    firm, paper = case.customer, Paper()
    amount = Decimal(rng.randint(5, 80) * 10_000)
    paper.text(105, 22, "客户信用额度审批表", font="serif-bold", size=19, align="m")
    paper.text(188, 36, f"申请日期：{spoken_date(case.signed)}", font="serif", size=10.5, align="r")
    rows = (
        (10, ((2, "客户名称", "l"), (10, firm.name, "v"))),
        (10, ((2, "地址", "l"), (6, firm.address, "v"), (2, "联系人", "l"), (2, firm.contact, "c"))),
        (10, ((2, "合作年限", "l"), (4, f"{rng.randint(2, 12)}年", "c"), (2, "年交易额", "l"), (4, f"{rng.randint(60, 900)}万元", "c"))),
        (10, ((2, "申请信用额度", "l"), (4, f"{amount:,.2f}元", "c"), (2, "账期", "l"), (4, "45天", "c"))),
        (10, ((2, "金额（大写）", "l"), (10, f"人民币{in_words(amount)}", "v"))),
        (34, ((2, "业务员申请说明", "l"), (10, "客户经营稳定，回款及时，随着订货量增加，现有额度不足，特申请调整信用额度。", "t"))),
        (30, ((2, "销售经理意见", "l"), (10, "情况属实，同意上报。", "t"))),
        (30, ((2, "财务审核", "l"), (10, "同意，按季复核。", "t"))),
        (30, ((2, "总经理批示", "l"), (10, "批准。", "t"))),
    )  # fmt: skip
    form(paper, 22, 44, 166, rows, font="serif", value_font="kai", size=11)
    for y in (150, 180, 210):
        sign(paper, 156, y, rng)
    fields = {"amount": f"{amount:.2f}", "date": case.signed.isoformat()}
    return Drawn("credit_approval", "credit_approval_form", [paper], named(firm), fields)


@layout("tuning", "credit_approval")
def credit_line_sheet(case: Case, rng: random.Random) -> Drawn:
    """客户信用额度申请（审批）表 on half a sheet, filled with a pen."""
    firm, paper = case.customer, Paper(210, 180)
    amount = Decimal(rng.randint(5, 80) * 10_000)
    paper.text(105, 16, "客户信用额度审批表", font="zenhei", size=17, align="m")
    rows = (
        (11, ((2, "申请部门", "l"), (3, "销售一部", "c"), (2, "日期", "l"), (4, spoken_date(case.signed, "dash"), "c"))),
        (11, ((2, "客户全称", "l"), (9, firm.name, "v"))),
        (11, ((2, "拟授信额度", "l"), (3, f"¥{amount:.2f}", "c"), (2, "有效期至", "l"), (4, spoken_date(case.valid_until, "dash"), "c"))),
        (28, ((2, "授信依据", "l"), (9, "近一年无逾期，资产负债率较低。", "t"))),
        (24, ((2, "信用管理部", "l"), (9, "同意。", "t"))),
        (24, ((2, "主管副总", "l"), (9, "同意。", "t"))),
    )  # fmt: skip
    form(paper, 20, 30, 170, rows, font="zenhei", value_font="ukai", value_color=BLUE_INK, size=10.5)
    sign(paper, 150, 108, rng)
    sign(paper, 150, 132, rng)
    fields = {"amount": f"{amount:.2f}", "date": case.signed.isoformat()}
    return Drawn("credit_approval", "credit_line_sheet", [paper], named(firm), fields)


@layout("tuning", "deferral_approval")
def deferral_sheet(case: Case, rng: random.Random) -> Drawn:
    """延期还款审批单."""
    firm, paper = case.customer, Paper()
    paper.text(105, 24, "延期还款审批单", font="hei", size=20, align="m")
    paper.text(24, 38, f"申请单位：{firm.name}", size=11)
    paper.text(188, 38, f"申请日期：{spoken_date(case.delivered)}", size=11, align="r")
    rows = (
        (11, ((2, "原合同编号", "l"), (4, case.contract_no, "c"), (2, "应还金额", "l"), (4, f"{case.total:.2f}元", "c"))),
        (11, ((2, "应还日期", "l"), (4, spoken_date(case.delivered), "c"), (2, "申请延至", "l"), (4, spoken_date(case.valid_until), "c"))),
        (40, ((2, "申请延期理由", "l"), (10, "因客户下游回款推迟，资金周转紧张，申请延期还款，延期期间照付资金占用费。", "t"))),
        (30, ((2, "销售部门意见", "l"), (10, "建议同意。", "t"))),
        (30, ((2, "财务部门意见", "l"), (10, "同意延期，到期务必收回。", "t"))),
        (30, ((2, "公司领导审批", "l"), (10, "同意。", "t"))),
    )  # fmt: skip
    form(paper, 24, 46, 164, rows, value_font="kai", size=11)
    for y in (130, 160, 190):
        sign(paper, 156, y, rng)
    seal(paper, 150, 86, firm, rng, size=40)
    fields = {
        "amount": f"{case.total:.2f}",
        "date": case.delivered.isoformat(),
        "contract_no": case.contract_no,
    }
    return Drawn("deferral_approval", "deferral_sheet", [paper], named(firm), fields)


@layout("tuning", "deferral_approval")
def deferral_request(case: Case, rng: random.Random) -> Drawn:
    """延期还款申请审批 as a letter of the customer with our approval below."""
    firm, paper = case.customer, Paper()
    y = letter(
        paper, 30, "延期还款申请审批单",
        (f"我公司按{case.contract_no}号合同应于{spoken_date(case.delivered)}支付贵公司货款{case.total:.2f}元，因资金周转困难，"
         f"特申请延期至{spoken_date(case.valid_until)}还清，望予批准。",),
        (f"申请单位：{firm.name}", spoken_date(case.delivered)), greeting=f"{case.own.name}：", font="serif",
        title_font="serif-bold",
    )  # fmt: skip
    seal(paper, 140, y - 10, firm, rng, size=41)
    rows = (
        (26, ((2, "部门意见", "l"), (9, "拟同意延期。", "t"))), (26, ((2, "审批意见", "l"), (9, "同意。", "t"))),
    )  # fmt: skip
    form(paper, 28, y + 22, 154, rows, font="serif", value_font="kai", size=11)
    sign(paper, 150, y + 40, rng)
    sign(paper, 150, y + 66, rng)
    fields = {
        "amount": f"{case.total:.2f}",
        "date": case.delivered.isoformat(),
        "contract_no": case.contract_no,
    }
    return Drawn("deferral_approval", "deferral_request", [paper], named(firm), fields)


@layout("tuning", "return_approval")
def return_form(case: Case, rng: random.Random) -> Drawn:
    """退赔折价审批表."""
    firm, paper, item = case.customer, Paper(), case.goods[0]
    loss = (item.amount / 8).quantize(Decimal("0.01"))
    paper.text(105, 22, "退赔折价审批表", font="hei", size=20, spacing=2, align="m")
    paper.text(22, 36, f"编号：{return_number(case)}", size=10.5)
    paper.text(188, 36, f"日期：{spoken_date(case.delivered)}", size=10.5, align="r")
    rows = (
        (11, ((2, "客户名称", "l"), (5, firm.name, "v"), (2, "合同编号", "l"), (3, case.contract_no, "c"))),
        (11, ((2, "产品名称", "l"), (3, item.item, "c"), (2, "规格型号", "l"), (3, item.spec, "c"), (1, "单位", "l"), (1, item.unit, "c"))),
        (11, ((2, "发货日期", "l"), (4, spoken_date(case.delivered), "c"), (2, "退赔折价金额", "l"), (4, f"¥{loss:.2f}", "c"))),
        (38, ((2, "客户要求", "l"), (10, "部分产品存在锈蚀和尺寸超差，要求按质折价处理。", "t"))),
        (30, ((2, "质量部意见", "l"), (10, "现场检验属实。", "t"))),
        (30, ((2, "销售部意见", "l"), (10, "同意按协商金额折价。", "t"))),
        (30, ((2, "总经理审批", "l"), (10, "同意。", "t"))),
    )  # fmt: skip
    form(paper, 22, 44, 166, rows, value_font="kai", size=11)
    for y in (136, 166, 196):
        sign(paper, 156, y, rng)
    fields = {
        "number": return_number(case),
        "amount": f"{loss:.2f}",
        "date": case.delivered.isoformat(),
        "contract_no": case.contract_no,
    }
    return Drawn("return_approval", "return_form", [paper], named(firm), fields)


@layout("tuning", "return_approval")
def return_sheet_lying(case: Case, rng: random.Random) -> Drawn:
    """退货、赔偿、折价审批表 on a lying sheet with several goods."""
    firm, paper = case.customer, Paper(297, 210)
    goods = case.goods[:3]
    loss = sum((g.amount for g in goods), start=Decimal(0)) / 10
    loss = loss.quantize(Decimal("0.01"))
    paper.text(148.5, 16, "退赔、折价审批表", font="serif-bold", size=18, align="m")
    paper.text(22, 30, f"申请客户：{firm.name}", font="serif", size=11)
    paper.text(150, 30, f"合同编号：{case.contract_no}", font="serif", size=11)
    paper.text(276, 30, f"编号：{return_number(case)}", font="serif", size=11, align="r")
    rows = [["产品名称", "规格", "单位", "数量", "原价", "问题描述", "处理意见"]]
    rows += [[g.item, g.spec, g.unit, "2", f"{g.price:.2f}", "表面锈蚀", "折价"] for g in goods]
    y = paper.table(22, 38, (44, 44, 20, 24, 30, 60, 32), rows, row_height=9, font="serif")
    paper.text(22, y + 5, f"折价金额合计：人民币{in_words(loss)}（¥{loss:.2f}）", font="serif", size=11)
    form(paper, 22, y + 14, 254, (
        (26, ((1, "质检意见", "l"), (4, "情况属实。", "t"), (1, "销售意见", "l"), (4, "同意折价。", "t"))),
        (26, ((1, "财务意见", "l"), (4, "同意。", "t"), (1, "批准", "l"), (4, f"同意。{spoken_date(case.delivered, 'dot')}", "t"))),
    ), font="serif", value_font="kai", size=11)  # fmt: skip
    for dx, dy in ((110, 30), (235, 30), (110, 56), (235, 56)):
        sign(paper, 22 + dx - 10, y + dy, rng, width=22)
    fields = {"number": return_number(case), "amount": f"{loss:.2f}", "contract_no": case.contract_no}
    return Drawn("return_approval", "return_sheet_lying", [paper], named(firm), fields)


@layout("tuning", "return_responsibility")
def responsibility_sheet(case: Case, rng: random.Random) -> Drawn:
    """退赔折价原因、责任鉴定表."""
    firm, paper, item = case.customer, Paper(), case.goods[0]
    paper.text(105, 22, "退赔折价原因、责任鉴定表", font="hei", size=18, align="m")
    paper.text(22, 36, f"对应审批表编号：{return_number(case)}", size=10.5)
    paper.text(188, 36, f"鉴定日期：{spoken_date(case.delivered)}", size=10.5, align="r")
    rows = (
        (11, ((2, "客户名称", "l"), (5, firm.name, "v"), (2, "合同编号", "l"), (3, case.contract_no, "c"))),
        (11, ((2, "产品名称", "l"), (5, item.item, "c"), (2, "规格", "l"), (3, item.spec, "c"))),
        (46, ((2, "退赔折价原因", "l"), (10, "存放期间受潮，防锈油涂刷不均，导致部分表面锈蚀；切割工序定位偏差造成尺寸超差。", "t"))),
        (46, ((2, "责任鉴定", "l"), (10, "仓储部负主要责任，加工车间负次要责任，质检部门负检验责任。", "t"))),
        (36, ((2, "处理意见", "l"), (10, "按公司质量考核办法扣罚，限期整改。", "t"))),
        (14, ((2, "鉴定小组签字", "l"), (10, "", "c"))),
    )  # fmt: skip
    end = form(paper, 22, 44, 166, rows, value_font="kai", size=11)
    for x in (80, 116, 152):
        sign(paper, x, end - 7, rng, width=22)
    fields = {
        "number": return_number(case),
        "date": case.delivered.isoformat(),
        "contract_no": case.contract_no,
    }
    return Drawn("return_responsibility", "responsibility_sheet", [paper], named(firm), fields)


@layout("tuning", "return_responsibility")
def responsibility_report(case: Case, rng: random.Random) -> Drawn:
    """退赔折价责任鉴定 in running text."""
    firm, paper = case.customer, Paper()
    y = letter(
        paper, 30, "退赔折价原因责任鉴定表",
        (f"客户单位：{firm.name}", f"审批表编号：{return_number(case)}    合同编号：{case.contract_no}",
         "一、原因：产品在运输途中捆扎松动，互相碰撞造成表面损伤。", "二、责任：承运方承担主要责任，装车班组承担次要责任。",
         "三、措施：改用钢带捆扎并加垫木，装车后由发货员检查签字。"),
        (f"鉴定人：{case.clerk}、{case.driver}", spoken_date(case.delivered)), font="serif", title_font="serif-bold",
    )  # fmt: skip
    seal(paper, 142, y - 6, case.own, rng, "质检专用章", size=40)
    fields = {
        "number": return_number(case),
        "date": case.delivered.isoformat(),
        "contract_no": case.contract_no,
    }
    return Drawn("return_responsibility", "responsibility_report", [paper], named(firm), fields)

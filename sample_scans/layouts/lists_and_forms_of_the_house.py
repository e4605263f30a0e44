"""Registers and forms about contracts, slips, invoices and licences that are none of them."""

from __future__ import annotations

import random

from sample_scans.case import Case, Drawn, layout
from sample_scans.layouts.slip_heads import put
from sample_scans.money import grouped, in_words, plain, spoken_date
from sample_scans.paper import Paper
from sample_scans.parts import form, seal, sign
from sample_scans.people_and_firms import person


@layout("tuning", "other")
def register_of_deals(case: Case, rng: random.Random) -> Drawn:
    """合同台账, 发货统计表 or 收票登记簿: numbers, customers and sums of many deals in rows."""
    paper, own = Paper(297, 210), case.own
    title, number, day = rng.choice((
        ("合同管理台账", "合同编号", "签订日期"), ("销售发货统计表", "送货单号", "发货日期"), ("收到发票登记簿", "发票号码", "开票日期"),
        ("客户营业执照复印件登记表", "统一社会信用代码", "有效期至"),
    ))  # fmt: skip
    paper.text(148.5, 16, f"{own.name}{title}", font="hei", size=16, align="m")
    rows = [["序号", number, "客户名称", day, "品名", "数量", "金额（元）", "备注"]]
    for n, g in enumerate(case.goods, 1):
        rows.append([str(n), f"{case.contract_no}{n}", case.customer.name if n % 2 else f"{own.city[:2]}{person(rng)[1:]}贸易有限公司",
                     spoken_date(case.signed, "dash"), g.item, f"{plain(g.quantity)}{g.unit}", grouped(g.amount), ""])  # fmt: skip
    rows.append(["", "合计", "", "", "", "", grouped(case.total), ""])
    y = paper.table(16, 30, (12, 46, 70, 28, 34, 28, 30, 16), rows, row_height=9, size=9)
    put(
        paper,
        (
            (16, y + 8, f"制表：{case.clerk}"),
            (120, y + 8, "审核："),
            (220, y + 8, f"{spoken_date(case.delivered)}"),
        ),
    )
    return Drawn("other", "register_of_deals", [paper])


@layout("tuning", "other")
def form_about_a_contract(case: Case, rng: random.Random) -> Drawn:
    """合同审批表, 用印申请单, 开票申请单 or 验收单 of works: the words of a contract in boxes."""
    firm, paper = case.customer, Paper()
    title = rng.choice(
        ("合同审批表", "合同评审表", "用印申请单", "开票申请单", "合同会签单", "合同变更申请表")
    )
    paper.text(105, 20, title, font="hei", size=20, align="m")
    rows = (
        (10, ((2, "合同名称", "l"), (5, "产品购销合同", "v"), (2, "合同编号", "l"), (4, case.contract_no, "v"))),
        (10, ((2, "对方单位", "l"), (5, firm.name, "v"), (2, "申请日期", "l"), (4, spoken_date(case.signed), "v"))),
        (10, ((2, "合同金额", "l"), (11, f"人民币{in_words(case.total)}（¥{grouped(case.total)}）", "v"))),
        (24, ((2, "主要内容", "l"), (11, "交货期、付款方式、违约责任、争议解决等条款见合同文本。", "t"))),
        (26, ((2, "部门意见", "l"), (11, "同意。", "t"))), (26, ((2, "法务意见", "l"), (11, "同意。", "t"))), (26, ((2, "总经理意见", "l"), (11, "", "t"))),
    )  # fmt: skip
    form(paper, 20, 34, 170, rows, value_font="kai", size=10.5)
    sign(paper, 150, 104, rng)
    sign(paper, 150, 130, rng)
    return Drawn("other", "form_about_a_contract", [paper])


@layout("tuning", "other")
def data_for_invoices(case: Case, rng: random.Random) -> Drawn:
    """开票资料 or 公司基本信息: name, code, bank and account of a firm, under its seal."""
    firm, paper = case.customer, Paper()
    paper.text(
        105,
        34,
        rng.choice(("开 票 资 料", "开票信息", "公司简介", "资料清单")),
        font="hei",
        size=22,
        align="m",
    )
    put(paper, (
        (34, 60, f"单位名称：{firm.name}"), (34, 72, f"纳税人识别号：{firm.uscc}"), (34, 84, f"地址、电话：{firm.address} {firm.phone}"),
        (34, 96, f"开户行：{firm.bank}"), (34, 108, f"账号：{firm.account}"), (34, 122, "附：营业执照复印件、开户许可证复印件、法人身份证复印件各一份。"),
    ), size=13)  # fmt: skip
    paper.text(130, 150, spoken_date(case.signed), size=13)
    seal(paper, 150, 146, firm, rng, size=42)
    return Drawn("other", "data_for_invoices", [paper])

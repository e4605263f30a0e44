"""Permits and certificates that carry what a licence carries, forms that list known papers, two known types."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from decimal import Decimal

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.layouts.goods_tables import Column, Look, goods_table, lines_truth, total_row
from sample_scans.layouts.slip_heads import put
from sample_scans.money import cents, grouped, in_words, spoken_date
from sample_scans.ornaments import guilloche, meander
from sample_scans.paper import Color, Paper, spread
from sample_scans.parts import form, letter, seal, sign
from sample_scans.seals import emblem, qr_code


def _labels(
    paper: Paper,
    x: float,
    y: float,
    rows: Sequence[tuple[str, str]],
    font: str,
    size: float,
    step: float,
    width: float,
) -> None:
    for label, value in rows:
        paper.text(x, y, label, font=font, size=size, spacing=spread(label, 34, font, size))
        end = paper.paragraph(x + 40, y, width, value, font=font, size=size, leading=1.35)
        y = max(y + step, end + 2)


@layout("tuning", "other")
def food_permit(case: Case, rng: random.Random) -> Drawn:
    """食品经营许可证: emblem, border, code, address and seal of an authority."""
    firm, paper = case.customer, Paper(297, 210, ground=(252, 252, 246))
    guilloche(paper, 9, 8, (90, 150, 110), waves=5, period=11)
    paper.stamp(emblem(), 148.5, 34, 22)
    paper.text(148.5, 48, "食品经营许可证", font="hei", size=32, align="m", spacing=4)
    until = case.signed + dt.timedelta(days=1825)
    left = (("经营者名称", firm.name), ("统一社会信用代码", firm.uscc), ("法定代表人", firm.legal_representative), ("住所", firm.address),
            ("经营场所", firm.address))  # fmt: skip
    right = (("许可证编号", f"JY3{firm.uscc[2:8]}{rng.randint(1000000, 9999999)}"), ("主体业态", "单位食堂"), ("经营项目", "热食类食品制售"),
             ("有效期至", spoken_date(until)))  # fmt: skip
    _labels(paper, 32, 78, left, "song", 11, 11, 68)
    _labels(paper, 158, 78, right, "song", 11, 11, 66)
    paper.stamp(qr_code(firm.uscc), 48, 164, 26)
    paper.text(170, 150, f"发证机关：{firm.registrar}", size=11.5)
    paper.text(170, 164, spoken_date(case.signed), size=11.5)
    seal(paper, 218, 158, firm.registrar, rng, size=41)
    return Drawn("other", "food_permit", [paper])


@layout("tuning", "other")
def qualification_certificate(case: Case, rng: random.Random) -> Drawn:
    """建筑业企业资质证书: names, code, capital and legal representative as on a licence."""
    firm, paper = case.customer, Paper(297, 210, ground=(250, 244, 232))
    red: Color = (170, 40, 40)
    meander(paper, 10, 6, red)
    paper.text(148.5, 32, "建筑业企业资质证书", font="serif-bold", size=30, align="m", color=red)
    paper.text(148.5, 48, "（副本）", font="serif", size=13, align="m")
    rows = (("企业名称", firm.name), ("详细地址", firm.address), ("统一社会信用代码", firm.uscc), ("注册资本", f"{firm.capital_wan}万元"),
            ("法定代表人", firm.legal_representative), ("证书编号", f"D{rng.randint(10**8, 10**9 - 1)}"),
            ("有效期", spoken_date(case.signed + dt.timedelta(days=1825))), ("资质类别及等级", "机电工程施工总承包叁级"))  # fmt: skip
    _labels(paper, 44, 66, rows, "serif", 12, 10.5, 160)
    paper.text(180, 158, "发证机关：", font="serif", size=12)
    paper.text(180, 172, spoken_date(case.signed), font="serif", size=12)
    seal(paper, 222, 164, f"{firm.city}住房和城乡建设局", rng, size=41)
    return Drawn("other", "qualification_certificate", [paper])


@layout("tuning", "other")
def organisation_code_certificate(case: Case, rng: random.Random) -> Drawn:
    """组织机构代码证 of the time before the uniform code."""
    firm, paper = case.customer, Paper(210, 148, ground=(246, 250, 246))
    guilloche(paper, 6, 5, (120, 150, 120), waves=4, period=8)
    code = firm.uscc[8:17]
    paper.text(105, 18, "中华人民共和国", font="kai", size=14, align="m")
    paper.text(105, 27, "组织机构代码证", font="kai", size=24, align="m", bold=True)
    paper.text(105, 40, "（副  本）", font="kai", size=11, align="m")
    paper.text(105, 47, f"代码：{code[:8]}-{code[8]}", font="sans", size=13, align="m")
    rows = (("机构名称", firm.name), ("机构类型", "企业法人"), ("法定代表人", firm.legal_representative), ("地址", firm.address),
            ("有效期", f"自{spoken_date(dt.date(2012, 5, 8))}至{spoken_date(dt.date(2016, 5, 7))}"), ("颁发单位", f"{firm.city}质量技术监督局"))  # fmt: skip
    _labels(paper, 34, 58, rows, "kai", 11.5, 9, 110)
    seal(paper, 160, 108, f"{firm.city}质量技术监督局", rng, size=36)
    return Drawn("other", "organisation_code_certificate", [paper])


@layout("tuning", "other")
def arrival_notice(case: Case, rng: random.Random) -> Drawn:
    """收货通知: a letter that announces goods, with contract and order numbers and a small table."""
    own, firm, paper = case.own, case.customer, Paper()
    y = letter(
        paper, 30, "收货通知",
        (f"贵公司订购的货物（合同编号：{case.contract_no}，订单号：{case.order_no}）已备妥，计划于{spoken_date(case.delivered)}发运，预计三日内到达，请安排人员接货。",
         "到货时请核对送货单与实物，如数量不符或外观破损，请在送货单上注明并及时与我公司联系。货物明细如下："),
        (), greeting=f"{firm.name}：", title_font="hei",
    )  # fmt: skip
    columns = (
        Column("品名", 50, "item"),
        Column("规格", 54, "spec"),
        Column("单位", 20, "unit"),
        Column("数量", 30, "quantity"),
    )
    y = goods_table(paper, 28, y, columns, case.goods, rng, Look(size=11, row=9, head=9))
    put(paper, ((116, y + 14, own.name), (116, y + 24, spoken_date(case.delivered))), size=12)
    seal(paper, 150, y + 18, own, rng, size=41)
    return Drawn("other", "arrival_notice", [paper])


@layout("tuning", "other")
def use_of_seal_form(case: Case, rng: random.Random) -> Drawn:
    """用印申请审批表 that lists 营业执照复印件 and 购销合同 as attachments."""
    firm, paper = case.customer, Paper()
    paper.text(105, 22, "用印申请审批表", font="zenhei", size=20, align="m")
    paper.text(188, 36, f"申请日期：{spoken_date(case.signed)}", font="zenhei", size=10.5, align="r")
    rows = (
        (11, ((2, "申请部门", "l"), (4, "销售部", "c"), (2, "申请人", "l"), (4, case.clerk, "c"))),
        (11, ((2, "用印类别", "l"), (10, "√合同专用章  □公章  □财务专用章  □法人章", "v"))),
        (22, ((2, "用印事由", "l"), (10, f"与{firm.name}签订购销合同（合同编号{case.contract_no}，合同金额{grouped(case.total)}元）。", "t"))),
        (34, ((2, "附件清单", "l"), (10, "1、购销合同  一式四份\n2、营业执照复印件  2份\n3、法人授权委托书  1份\n4、客户信用额度审批表  1份", "t"))),
        (26, ((2, "部门负责人", "l"), (10, "同意。", "t"))), (26, ((2, "法务审核", "l"), (10, "条款无异议。", "t"))),
        (26, ((2, "总经理审批", "l"), (10, "同意用印。", "t"))),
    )  # fmt: skip
    form(paper, 22, 44, 166, rows, font="zenhei", value_font="kai", size=11)
    for y in (140, 166, 192):
        sign(paper, 156, y, rng)
    return Drawn("other", "use_of_seal_form", [paper])


@layout("tuning", "account_statement")
def statement_of_slips(case: Case, rng: random.Random) -> Drawn:
    """应收账款对账单 that lists delivery slips with their numbers, what was paid and what is open."""
    firm, own, paper = case.customer, case.own, Paper(297, 210)
    last = case.delivered.replace(day=28)
    paper.text(148.5, 14, f"{own.name}客户对账单", font="zenhei", size=17, align="m")
    put(
        paper,
        (
            (18, 27, f"客户：{firm.name}"),
            (140, 27, f"对账期间：{last.year}年{last.month}月1日至{last.month}月28日"),
            (236, 27, f"合同号：{case.contract_no}"),
        ),
        font="zenhei",
    )
    rows = [["日期", "单据类型", "单据编号", "品名规格", "数量", "单位", "含税单价", "送货金额", "已收款"]]
    for n, g in enumerate(case.goods):
        day = last.replace(day=2 + n * 3)
        rows.append(
            [
                day.isoformat(),
                "送货单",
                f"XS{day:%Y%m%d}{rng.randint(1, 9):03d}",
                f"{g.item} {g.spec}",
                f"{g.quantity.normalize():f}",
                g.unit,
                f"{g.price:.2f}",
                grouped(g.amount),
                "",
            ]
        )
    paid = cents(case.total / 3)
    rows.append([last.isoformat(), "收款单", f"SK{last:%Y%m%d}001", "电汇", "", "", "", "", grouped(paid)])
    rows.append(["合计", "", "", "", "", "", "", grouped(case.total), grouped(paid)])
    y = paper.table(
        18, 35, (26, 22, 36, 58, 22, 14, 26, 32, 26), rows, row_height=8, font="zenhei", align="mmmlrmrrr"
    )
    rest: Decimal = case.total - paid
    put(paper, ((18, y + 5, f"本期应收余额：{grouped(rest)}元（大写：{in_words(rest)}）"), (18, y + 14, "请于收到后五日内核对并盖章回传，逾期视为无误。"),
                (18, y + 26, f"制表：{case.clerk}"), (150, y + 26, "客户确认（盖章）：")), font="zenhei", size=10.5)  # fmt: skip
    seal(paper, 206, y + 28, firm, rng, "财务专用章", size=38)
    drawn = Drawn("account_statement", "statement_of_slips", [paper], named(firm))
    drawn.unjudged = {"amount": f"{rest:.2f}", "date": last.isoformat(), "contract_no": case.contract_no}
    return drawn


@layout("tuning", "goods_receipt")
def purchase_stock_in(case: Case, rng: random.Random) -> Drawn:
    """采购入库单 of a stock program, laid out like an issue slip."""
    own, firm, paper = case.own, case.customer, Paper(241, 140)
    ink: Color = (66, 58, 112)
    number = f"RK-{case.delivered:%Y%m}-{rng.randint(1, 9999):04d}"
    paper.text(120, 8, own.name, size=13, align="m", color=ink)
    paper.text(120, 15, "采购入库单", size=17, align="m", color=ink)
    put(paper, (
        (16, 26, f"供应商：{firm.name}"), (112, 26, f"入库日期：{spoken_date(case.delivered, 'dash')}"), (178, 26, f"单据编号：{number}"),
        (16, 32, "收料仓库：原料仓"), (112, 32, f"采购订单号：{case.order_no}"), (178, 32, f"合同号：{case.contract_no}"),
    ), size=9.5, color=ink)  # fmt: skip
    columns = (
        Column("行号", 12, "no"), Column("物料代码", 32, "code"), Column("物料名称", 38, "item", "l"), Column("规格型号", 42, "spec", "l"),
        Column("单位", 14, "unit"), Column("实收数量", 24, "quantity", "r"), Column("单价", 22, "price", "r"), Column("金额", 28, "amount", "r"),
    )  # fmt: skip
    last = total_row(columns, "", amount=f"{case.total:.2f}")
    last[0] = "合计"
    y = goods_table(
        paper, 14, 38, columns, case.goods, rng, Look(size=9, row=6.4, head=6.4, color=ink), more=[last]
    )
    put(
        paper,
        (
            (14, y + 4, "审核："),
            (66, y + 4, f"验收：{case.driver}"),
            (122, y + 4, f"保管：{case.clerk}"),
            (178, y + 4, "采购员："),
        ),
        size=9.5,
        color=ink,
    )
    sign(paper, 200, y + 5, rng)
    fields = {
        "slip_no": number, "contract_no": case.contract_no, "order_no": case.order_no, "date": case.delivered.isoformat(),
        "supplier": firm.name, "consignee": own.name, "total": f"{case.total:.2f}", "lines": lines_truth(case.goods, columns),
    }  # fmt: skip
    return Drawn("goods_receipt", "purchase_stock_in", [paper], named(firm), fields)

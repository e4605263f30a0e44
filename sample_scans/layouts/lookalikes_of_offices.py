"""Papers that look like a known type and are none: bills, requests, awards, rules, insurance, resumes."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from sample_scans.case import Case, Drawn, layout
from sample_scans.layouts.contract_pages import Flow
from sample_scans.layouts.goods_tables import Column, Look, goods_table, total_row
from sample_scans.layouts.slip_heads import put
from sample_scans.money import grouped, in_words, plain, spoken_date
from sample_scans.paper import Paper
from sample_scans.parts import form, letter, seal, sign


@layout("tuning", "other")
def bill_of_a_utility(case: Case, rng: random.Random) -> Drawn:
    """电费通知单: a customer number, a reading, a sum; nobody's delivery slip or statement."""
    firm, paper = case.customer, Paper(210, 148)
    what, unit, who = rng.choice(
        (("电费", "千瓦时", "供电公司"), ("水费", "立方米", "自来水公司"), ("燃气费", "立方米", "燃气公司"))
    )
    price = Decimal(rng.randint(40, 420)) / 100
    used = Decimal(rng.randint(800, 60000))
    paper.text(105, 12, f"{firm.city}{who}", font="hei", size=13, align="m")
    paper.text(
        105, 21, f"{what}{rng.choice(('通知单', '账单', '缴费通知单'))}", font="hei", size=17, align="m"
    )
    put(paper, ((16, 34, f"户号：{rng.randint(10**9, 10**10)}"), (16, 41, f"户名：{firm.name}"), (16, 48, f"用户地址：{firm.address}"),
                (136, 34, f"账期：{case.delivered:%Y年%m月}"), (136, 41, f"抄表日期：{spoken_date(case.delivered, 'dash')}")))  # fmt: skip
    rows = [
        ["项目", "上期示数", "本期示数", f"用量（{unit}）", "单价", "金额（元）"],
        [what, "10230", f"{10230 + used}", str(used), str(price), f"{used * price:.2f}"],
        ["合计", "", "", "", "", f"{used * price:.2f}"],
    ]
    y = paper.table(16, 58, (30, 30, 30, 32, 24, 32), rows, row_height=8)
    put(
        paper,
        (
            (16, y + 6, f"应缴金额（大写）：{in_words(used * price)}"),
            (16, y + 16, "请于本月25日前缴费，逾期将按规定收取违约金。"),
            (16, y + 24, "客户服务热线：95598"),
        ),
    )
    seal(paper, 176, y + 14, f"{firm.city}{who}", rng, "业务专用章", size=36)
    return Drawn("other", "bill_of_a_utility", [paper])


@layout("tuning", "other")
def request_for_payment(case: Case, rng: random.Random) -> Drawn:
    """付款申请单, 费用报销单 or 请购单 of our own house, naming a firm, a contract and a sum."""
    firm, own, paper = case.customer, case.own, Paper(210, 160)
    title = rng.choice(("付款申请单", "付款审批单", "费用报销单", "资金支付审批表"))
    paper.text(105, 14, own.name, font="hei", size=12, align="m")
    paper.text(105, 22, title, font="hei", size=17, align="m")
    rows = (
        (9, ((2, "申请部门", "l"), (4, "采购部", "c"), (2, "申请日期", "l"), (4, spoken_date(case.signed), "c"))),
        (9, ((2, "收款单位", "l"), (10, firm.name, "v"))), (9, ((2, "开户行", "l"), (4, firm.bank, "v"), (2, "账号", "l"), (4, firm.account, "v"))),
        (9, ((2, "合同编号", "l"), (4, case.contract_no, "v"), (2, "付款方式", "l"), (4, "电汇", "c"))),
        (9, ((2, "付款金额", "l"), (6, f"人民币{in_words(case.total)}", "v"), (4, f"¥{grouped(case.total)}", "v"))),
        (18, ((2, "付款事由", "l"), (10, "支付货款。", "t"))),
        (22, ((2, "部门负责人", "l"), (4, "", "c"), (2, "财务负责人", "l"), (4, "", "c"))), (18, ((2, "总经理", "l"), (10, "", "c"))),
    )  # fmt: skip
    form(paper, 18, 34, 174, rows, size=10)
    sign(paper, 70, 106, rng)
    sign(paper, 156, 106, rng)
    return Drawn("other", "request_for_payment", [paper])


@layout("tuning", "other")
def material_requisition(case: Case, rng: random.Random) -> Drawn:
    """领料单, 请购单 or 盘点表 of our own stores: goods and quantities, no customer."""
    own, paper = case.own, Paper(210, 140)
    title, who = rng.choice(
        (
            ("领 料 单", "领料部门：机加车间"),
            ("请 购 单", "请购部门：生产部"),
            ("库存盘点表", "仓库：成品仓"),
            ("调拨单", "调出仓库：一号仓"),
        )
    )
    paper.text(105, 10, own.name, font="hei", size=12, align="m")
    paper.text(105, 17, title, font="hei", size=17, align="m")
    put(
        paper,
        (
            (16, 29, who),
            (86, 29, f"日期：{spoken_date(case.delivered, 'dash')}"),
            (146, 29, f"编号：{case.slip_no}"),
        ),
    )
    columns = (
        Column("序号", 14, "no"),
        Column("物料名称", 48, "item"),
        Column("规格型号", 50, "spec"),
        Column("单位", 18, "unit"),
        Column("数量", 28, "quantity"),
        Column("备注", 20, "blank"),
    )
    y = goods_table(paper, 16, 36, columns, case.goods, rng, Look(size=9.5))
    put(
        paper,
        ((16, y + 6, f"申请人：{case.driver}"), (76, y + 6, "审批："), (136, y + 6, f"仓库：{case.clerk}")),
    )
    sign(paper, 96, y + 7, rng)
    return Drawn("other", "material_requisition", [paper])


@layout("tuning", "other")
def award_of_a_tender(case: Case, rng: random.Random) -> Drawn:
    """中标通知书: the winner addressed, a price in words, a contract still to be signed."""
    firm, own, paper = case.customer, case.own, Paper()
    y = letter(
        paper, 34, rng.choice(("中 标 通 知 书", "成交通知书", "投标邀请函")),
        (f"贵公司于{spoken_date(case.signed - dt.timedelta(days=12))}递交的{case.goods[0].item}采购项目（项目编号：{case.contract_no}）投标文件已被我方接受，被确定为中标人。",
         f"中标价：人民币{in_words(case.total)}（￥{grouped(case.total)}）。", f"交货期：{(case.delivered - case.signed).days}日历天。质量标准：合格。",
         f"请贵公司收到本通知书后的30日内到{firm.address}与我方签订采购合同。在此之前按招标文件的规定向我方提交履约担保。"),
        (f"招标人：{firm.name}（盖章）", f"法定代表人：{firm.legal_representative}", spoken_date(case.signed)),
        greeting=f"{own.name}：", font="serif", title_font="serif-bold",
    )  # fmt: skip
    seal(paper, 150, y - 16, firm, rng, size=42)
    return Drawn("other", "award_of_a_tender", [paper])


@layout("tuning", "other")
def policy_of_insurance(case: Case, rng: random.Random) -> Drawn:
    """货物运输保险单: a policy number, an invoice number, a sum insured, a period."""
    own, firm, paper = case.own, case.customer, Paper()
    paper.text(105, 16, f"中国平和财产保险股份有限公司{own.city}分公司", font="hei", size=12, align="m")
    paper.text(
        105,
        25,
        rng.choice(("国内货物运输保险单", "货物运输保险单", "财产综合险保险单")),
        font="hei",
        size=18,
        align="m",
    )
    put(paper, ((20, 38, f"保险单号：PYII{case.signed:%Y%m}{rng.randint(10**6, 10**7)}"), (128, 38, f"签单日期：{spoken_date(case.signed)}"),
                (20, 46, f"投保人：{own.name}"), (20, 54, f"被保险人：{firm.name}"), (20, 62, f"合同号：{case.contract_no}")))  # fmt: skip
    rows = [
        ["保险货物项目", "包装及数量", "保险金额"],
        *[[f"{g.item} {g.spec}", f"{plain(g.quantity)}{g.unit}", grouped(g.amount)] for g in case.goods],
        ["总保险金额", in_words(case.total), grouped(case.total)],
    ]
    y = paper.table(20, 70, (70, 60, 40), rows, row_height=8, size=9) + 5
    for text in ("保险费：按约定    费率：0.8‰    启运日期：按运单    装载运输工具：汽车", f"保险期间：自{spoken_date(case.valid_from)}零时起至{spoken_date(case.valid_until)}二十四时止。",
                 "承保险别：基本险。每次事故绝对免赔额为500元或损失金额的10%，两者以高者为准。", "被保险人义务：货物运抵目的地后，应及时提货，发现损失应立即通知本公司查验。"):  # fmt: skip
        y = paper.paragraph(20, y, 170, text, size=10, leading=1.6) + 1
    seal(paper, 160, y + 12, f"中国平和财产保险股份有限公司{own.city}分公司", rng, "保单专用章", size=40)
    return Drawn("other", "policy_of_insurance", [paper])


@layout("tuning", "other")
def rules_of_the_house(case: Case, rng: random.Random) -> Drawn:
    """A company's rules about contracts, slips or credit, in articles: all the words and none of the papers."""
    own = case.own
    flow = Flow([Paper()], 50, size=12, leading=1.75, margin=26)
    flow.paper.text(105, 24, own.name, font="hei", size=14, align="m")
    title = rng.choice(
        (
            "合同管理办法",
            "客户信用管理制度",
            "发货与签收管理规定",
            "关于规范送货单签收的通知",
            "应收账款对账管理办法",
        )
    )
    flow.paper.text(105, 34, title, font="hei", size=20, align="m")
    flow.say_all((
        "第一条  为规范公司业务管理，防范经营风险，根据有关法律法规，结合公司实际，制定本办法。",
        "第二条  本办法所称合同，是指公司与客户签订的购销合同、加工合同、租赁合同及补充协议；甲方、乙方以合同约定为准。",
        "第三条  业务员签订合同前，应当收集对方的营业执照副本、法定代表人身份证复印件、授权委托书等资料，并填写客户信用额度审批表。",
        "第四条  合同金额在五十万元以上的，须经总经理审批；合同编号由合同管理员统一编制，签订日期以最后一方签章的日期为准。",
        "第五条  发货时应当填写送货单，由收货单位签字盖章后收回，送货单须注明合同编号、品名、规格、数量和金额。",
        "第六条  财务部每月与客户核对往来账目，出具对账单，并由客户签章确认；收款应当开具收据或者发票。",
        "第七条  违反本办法给公司造成损失的，追究有关人员的责任。", "第八条  本办法由财务部负责解释，自发布之日起施行。",
        spoken_date(case.signed),
    ), indent=2)  # fmt: skip
    seal(flow.paper, 150, flow.y - 8, own, rng)
    return Drawn("other", "rules_of_the_house", flow.pages)


@layout("tuning", "other")
def page_of_a_person(case: Case, rng: random.Random) -> Drawn:
    """个人简历, 求职登记表 or 员工登记表: a person's number and address, no identity card."""
    firm, paper = case.customer, Paper()
    paper.text(
        105,
        22,
        rng.choice(("个 人 简 历", "应聘人员登记表", "员工入职登记表")),
        font="hei",
        size=20,
        align="m",
    )
    rows = (
        (10, ((2, "姓名", "l"), (3, case.driver, "c"), (2, "性别", "l"), (3, "男", "c"), (2, "民族", "l"), (3, "汉", "c"))),
        (10, ((2, "出生日期", "l"), (3, "1990年5月", "c"), (2, "籍贯", "l"), (3, firm.province, "c"), (2, "学历", "l"), (3, "大专", "c"))),
        (10, ((2, "身份证号", "l"), (6, f"{firm.uscc[2:8]}19900512{rng.randint(1000, 9999)}", "c"), (2, "电话", "l"), (5, firm.mobile, "c"))),
        (10, ((2, "住址", "l"), (13, firm.address, "v"))),
        (50, ((2, "工作经历", "l"), (13, f"2012年7月至2018年3月  {firm.name}  销售员\n2018年4月至今  {case.own.name}  业务经理，负责合同签订、送货、对账等工作。", "t"))),
        (40, ((2, "自我评价", "l"), (13, "工作认真负责，吃苦耐劳，有较强的沟通能力。", "t"))),
    )  # fmt: skip
    form(paper, 18, 34, 174, rows, size=10.5)
    put(paper, ((120, 176, f"填表日期：{spoken_date(case.signed)}"),))
    return Drawn("other", "page_of_a_person", [paper])


@layout("tuning", "other")
def offer_with_prices(case: Case, rng: random.Random) -> Drawn:
    """报价单, 询价单 or 预算表 with goods, prices, a total, and both houses' seals and signatures."""
    own, firm, paper = case.own, case.customer, Paper()
    paper.text(105, 14, own.name, font="sans-bold", size=13, align="m")
    paper.text(
        105,
        23,
        rng.choice(("报 价 单", "产品报价单 QUOTATION", "询价单", "报价函")),
        font="sans-bold",
        size=17,
        align="m",
    )
    put(
        paper,
        (
            (18, 36, f"客户名称：{firm.name}"),
            (130, 36, f"报价单号：{case.order_no}"),
            (18, 43, f"联系人：{firm.contact}"),
            (130, 43, f"报价日期：{spoken_date(case.signed, 'dash')}"),
        ),
        font="sans",
    )
    columns = (
        Column("序号", 12, "no"),
        Column("品名", 38, "item", "l"),
        Column("规格型号", 42, "spec", "l"),
        Column("单位", 14, "unit"),
        Column("数量", 20, "quantity", "r"),
        Column("含税单价", 22, "price", "r"),
        Column("金额", 26, "amount", "r"),
    )
    y = goods_table(
        paper,
        18,
        51,
        columns,
        case.goods,
        rng,
        Look(font="sans", size=9),
        more=[total_row(columns, "合计", amount=f"{case.total:.2f}")],
    )
    put(
        paper,
        (
            (18, y + 6, "1. 以上报价含13%增值税，有效期30天。"),
            (18, y + 13, "2. 付款方式：预付30%，发货前付清。"),
            (18, y + 20, "3. 交货期：收到定金后15天。"),
            (18, y + 34, f"报价人：{case.clerk}"),
            (112, y + 34, "客户确认（签章）："),
        ),
        font="sans",
    )
    seal(paper, 60, y + 36, own, rng, "合同专用章", size=38)
    return Drawn("other", "offer_with_prices", [paper])

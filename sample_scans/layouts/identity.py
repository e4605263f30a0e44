"""Papers about who the customer is, of the committed samples."""

from __future__ import annotations

import datetime as dt
import random

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.money import spoken_date
from sample_scans.ornaments import guilloche, meander, watermark
from sample_scans.paper import BLUE_INK, Color, Paper, spread
from sample_scans.parts import form, letter, name_seal, seal, sign
from sample_scans.people_and_firms import id_number, person
from sample_scans.seals import emblem


@layout("tuning", "tax_registration")
def tax_certificate_lying(case: Case, rng: random.Random) -> Drawn:
    """税务登记证（副本）, lying sheet, joint certificate of state and local tax offices."""
    firm, paper = case.customer, Paper(297, 210, ground=(252, 248, 242))
    watermark(paper, 16, (240, 228, 214))
    meander(paper, 10, 6, (170, 120, 90))
    paper.stamp(emblem(), 148.5, 36, 24)
    paper.text(148.5, 52, "税 务 登 记 证", font="hei", size=32, spacing=2, align="m")
    paper.text(148.5, 68, "（副本）", font="song", size=13, align="m")
    number = firm.uscc[2:17]
    paper.text(148.5, 77, f"税字 {number} 号", font="song", size=12.5, align="m")
    rows = (
        ("纳税人名称", firm.name), ("法定代表人（负责人）", firm.legal_representative), ("地址", firm.address),
        ("登记注册类型", firm.company_type), ("批准设立机关", firm.registrar), ("经营范围", firm.scope),
    )  # fmt: skip
    y = 90.0
    for label, value in rows:
        paper.text(42, y, label, font="song", size=12, spacing=spread(label, 44, "song", 12))
        y = max(paper.paragraph(92, y, 150, value, font="song", size=12, leading=1.4) + 3.6, y + 9)
    issued = firm.founded + dt.timedelta(days=26)
    paper.text(176, 162, "发证税务机关", font="song", size=12.5)
    paper.text(192, 176, spoken_date(issued), font="song", size=12.5)
    seal(paper, 222, 168, f"{firm.city}{firm.district}国家税务局", rng, size=41)
    fields = {"number": number, "date": issued.isoformat()}
    return Drawn("tax_registration", "tax_certificate_lying", [paper], named(firm), fields)


@layout("tuning", "tax_registration")
def tax_certificate_local(case: Case, rng: random.Random) -> Drawn:
    """税务登记证 of the local tax office, upright with a green border."""
    firm, paper = case.customer, Paper(210, 297, ground=(247, 251, 246))
    guilloche(paper, 12, 8, (110, 160, 120), waves=5, period=11)
    paper.text(105, 46, "税务登记证", font="serif-bold", size=32, spacing=8, align="m")
    number = firm.uscc[2:17]
    paper.text(105, 66, f"地税字 {number} 号", font="serif", size=13, align="m")
    rows = (
        ("纳税人识别号", number), ("名称", firm.name), ("法定代表人", firm.legal_representative), ("地址", firm.address),
        ("登记类型", firm.company_type),
    )  # fmt: skip
    for place, (label, value) in enumerate(rows):
        paper.text(34, 90 + place * 14, f"{label}：", font="serif", size=13)
        paper.text(74, 90 + place * 14, value, font="serif", size=13)
    issued = firm.founded + dt.timedelta(days=30)
    paper.text(34, 164, "经营范围：", font="serif", size=13)
    paper.paragraph(74, 164, 104, firm.scope, font="serif", size=12, leading=1.45)
    paper.text(118, 234, "发证机关（章）", font="serif", size=13)
    paper.text(124, 250, spoken_date(issued, "han"), font="serif", size=13)
    seal(paper, 150, 240, f"{firm.city}地方税务局", rng, size=42)
    fields = {"number": number, "date": issued.isoformat()}
    return Drawn("tax_registration", "tax_certificate_local", [paper], named(firm), fields)


@layout("tuning", "authorisation_letter")
def letter_of_authority(case: Case, rng: random.Random) -> Drawn:
    """法人授权委托书 as a letter with filled blanks."""
    firm, paper, agent = case.customer, Paper(), case.agent or person(rng)
    paper.text(105, 32, "法人授权委托书", font="hei", size=22, spacing=2, align="m")
    born = dt.date(1986, rng.randint(1, 12), rng.randint(1, 28))
    rows = (
        ("委托单位：", firm.name), ("法定代表人：", f"{firm.legal_representative}      职务：总经理"),
        ("受委托人：", f"{agent}      职务：业务经理"), ("身份证号：", id_number(rng, firm.uscc[2:8], born)),
    )  # fmt: skip
    for place, (label, value) in enumerate(rows):
        paper.filled(30, 54 + place * 12, label, value, until=176, size=13, value_font="kai")
    until = case.signed + dt.timedelta(days=730)
    y = 108.0
    for text in (
        f"兹委托{agent}为我单位代理人，全权代表我单位与{case.own.name}洽谈、签订购销合同，办理结算及有关事宜。"
        "代理人在授权范围内签署的文件，我单位均予以承认。",
        f"委托权限：签订合同、签收货物、核对账目。委托有效期：{spoken_date(case.signed)}至{spoken_date(until)}。",
    ):
        y = paper.paragraph(30, y, 150, text, size=13, leading=1.8, indent=2)
    paper.text(92, y + 16, f"委托单位（公章）：{firm.name}", size=12)
    paper.text(92, y + 28, "法定代表人（签章）：", size=12)
    paper.text(92, y + 40, spoken_date(case.signed), size=12)
    seal(paper, 150, y + 26, firm, rng, size=42)
    name_seal(paper, 138, y + 30, firm.legal_representative, rng)
    return Drawn(
        "authorisation_letter", "letter_of_authority", [paper], named(firm), {"date": case.signed.isoformat()}
    )


@layout("tuning", "authorisation_letter")
def authority_form(case: Case, rng: random.Random) -> Drawn:
    """法定代表人授权委托书 with the agent's data in a grid."""
    firm, paper, agent = case.customer, Paper(), case.agent or person(rng)
    y = letter(
        paper, 30, "法定代表人授权委托书",
        (f"{firm.legal_representative}（姓名）系{firm.name}的法定代表人，现委托下列人员作为我方代理人，以我方名义签订购销合同并处理有关事宜。",),
        (), greeting=f"{case.own.name}：", font="serif", title_font="serif-bold", size=12,
    )  # fmt: skip
    rows = (
        (11, ((1, "代理人", "l"), (2, agent, "c"), (1, "性别", "l"), (1, "男", "c"), (1, "部门", "l"), (2, "采购部", "c"))),
        (11, ((1, "身份证", "l"), (4, id_number(rng, firm.uscc[2:8], dt.date(1990, 3, 9)), "c"), (1, "电话", "l"), (2, firm.mobile, "c"))),
    )  # fmt: skip
    y = form(paper, 28, y, 154, rows, font="serif", size=11) + 10
    paper.text(34, y, "授权期限：自签署之日起一年。代理人无权转委托。", font="serif", size=12)
    for place, text in enumerate(
        (f"委托人：{firm.name}", f"法定代表人：{firm.legal_representative}", spoken_date(case.signed, "han"))
    ):
        paper.text(96, y + 22 + place * 11, text, font="serif", size=12)
    seal(paper, 150, y + 32, firm, rng, size=42)
    sign(paper, 152, y + 35, rng)
    return Drawn(
        "authorisation_letter", "authority_form", [paper], named(firm), {"date": case.signed.isoformat()}
    )


@layout("tuning", "customer_background")
def background_form(case: Case, rng: random.Random) -> Drawn:
    """客户背景资料表, a typed grid."""
    firm, paper = case.customer, Paper()
    paper.text(105, 20, "客户背景资料", font="hei", size=20, spacing=3, align="m")
    paper.text(188, 34, f"填表日期：{spoken_date(case.signed)}", size=10.5, align="r")
    rows = (
        (10, ((2, "客户名称", "l"), (6, firm.name, "v"), (2, "成立时间", "l"), (3, f"{firm.founded.year}年", "c"))),
        (10, ((2, "公司地址", "l"), (6, firm.address, "v"), (2, "邮政编码", "l"), (3, f"{rng.randint(100000, 699999)}", "c"))),
        (10, ((2, "法定代表人", "l"), (3, firm.legal_representative, "c"), (2, "业务联系人", "l"), (3, firm.contact, "c"), (1, "手机", "l"), (3, firm.mobile, "c"))),
        (10, ((2, "注册资本", "l"), (3, f"{firm.capital_wan}万元", "c"), (2, "职工人数", "l"), (3, f"{rng.randint(20, 500)}人", "c"), (1, "性质", "l"), (3, "民营", "c"))),
        (10, ((2, "开户银行", "l"), (6, firm.bank, "v"), (2, "信誉等级", "l"), (3, "AA", "c"))),
        (32, ((2, "主营业务", "l"), (11, firm.scope, "t"))),
        (34, ((2, "市场区域\n法规标准", "l"), (11, "产品主要销往本省及周边地区，执行国家标准和行业标准，产品须附质量证明书，环保部门对表面处理工序有专项要求。", "t"))),
        (34, ((2, "同类产品\n比较", "l"), (11, "同类供货单位三家，我公司产品质量稳定、交货及时，价格居中，包装尚需改进。", "t"))),
        (30, ((2, "合作前景", "l"), (11, f"预计年需求量{rng.randint(100, 900)}吨，有长期合作意向。", "t"))),
        (12, ((2, "调查人", "l"), (4, case.clerk, "c"), (2, "部门经理", "l"), (5, "", "c"))),
    )  # fmt: skip
    form(paper, 20, 42, 170, rows, value_font="kai", size=10.5)
    sign(paper, 155, 229, rng)
    return Drawn(
        "customer_background", "background_form", [paper], named(firm), {"date": case.signed.isoformat()}
    )


@layout("tuning", "customer_background")
def investigation_report(case: Case, rng: random.Random) -> Drawn:
    """关于某公司的调查报告."""
    firm, paper = case.customer, Paper()
    paper.text(105, 28, "客户背景调查报告", font="sans-bold", size=20, align="m")
    paper.text(26, 44, f"客户名称：{firm.name}", font="sans", size=11.5)
    paper.text(26, 52, f"调查时间：{spoken_date(case.signed)}    调查方式：实地走访", font="sans", size=11.5)
    y = 64.0
    for number, (head, text) in enumerate((
        ("企业概况", f"该公司注册地{firm.address}，注册资本{firm.capital_wan}万元，法定代表人{firm.legal_representative}，经营范围为{firm.scope.split('。')[0]}。"),
        ("生产与销售", f"厂房面积约{rng.randint(2, 30) * 1000}平方米，年销售额约{rng.randint(10, 200) * 100}万元，客户群体稳定。"),
        ("付款信誉", "据同行反映，该公司付款较为守时，未见不良记录。"),
        ("市场区域的法规与标准", "所在地区对本类产品无特别准入要求，执行国家标准。"),
        ("结论与建议", "建议列为重点客户，逐步扩大供货，按月对账。"),
    ), 1):  # fmt: skip
        paper.text(26, y, f"{number}. {head}", font="sans-bold", size=11.5)
        y = paper.paragraph(26, y + 7.5, 158, text, font="sans", size=11, leading=1.7, indent=2) + 3
    paper.text(184, y + 8, f"报告人：{case.clerk}", font="sans", size=11, align="r")
    return Drawn(
        "customer_background", "investigation_report", [paper], named(firm), {"date": case.signed.isoformat()}
    )


@layout("tuning", "bank_account_permit")
def account_permit(case: Case, rng: random.Random) -> Drawn:
    """开户许可证 of the People's Bank."""
    firm, paper = case.customer, Paper(210, 148, ground=(244, 248, 252))
    guilloche(paper, 8, 6, (110, 140, 190), waves=4, period=9)
    paper.text(105, 24, "开户许可证", font="serif-bold", size=26, spacing=5, align="m")
    number = f"J{rng.randint(10**12, 10**13 - 1)}"
    code = f"{rng.randint(1000, 9999)}-{rng.randint(10**7, 10**8 - 1):08d}"
    paper.text(28, 44, f"核准号：{number}", font="serif", size=11.5)
    paper.text(182, 44, f"编号：{code}", font="serif", size=11.5, align="r")
    y = paper.paragraph(
        28,
        56,
        154,
        f"经审核，{firm.name}符合开户条件，准予开立基本存款账户。",
        font="serif",
        size=12.5,
        leading=1.7,
        indent=2,
    )
    for place, (label, value) in enumerate((
        ("法定代表人（单位负责人）", firm.legal_representative), ("开户银行", firm.bank), ("账号", firm.account),
    )):  # fmt: skip
        paper.text(28, y + 3 + place * 9, label, font="serif", size=12)
        paper.text(90, y + 3 + place * 9, value, font="serif", size=12)
    issued = firm.founded + dt.timedelta(days=40)
    paper.text(120, 110, "发证机关（盖章）", font="serif", size=11.5)
    paper.text(124, 121, spoken_date(issued), font="serif", size=11.5)
    seal(paper, 156, 110, f"中国人民银行{firm.city}中心支行", rng, "账户管理专用章", size=38)
    return Drawn(
        "bank_account_permit",
        "account_permit",
        [paper],
        named(firm),
        {"number": number, "date": issued.isoformat()},
    )


@layout("tuning", "bank_account_permit")
def account_data_sheet(case: Case, rng: random.Random) -> Drawn:
    """基本存款账户信息 in a grid."""
    firm, paper = case.customer, Paper(210, 148)
    paper.text(105, 22, "基本存款账户信息", font="hei", size=20, align="m")
    number = f"J{rng.randint(10**12, 10**13 - 1)}"
    rows = (
        (12, ((1, "账户名称", "l"), (3, firm.name, "v"))), (12, ((1, "账户号码", "l"), (3, firm.account, "v"))),
        (12, ((1, "开户银行", "l"), (3, firm.bank, "v"))), (12, ((1, "法定代表人", "l"), (3, firm.legal_representative, "v"))),
        (12, ((1, "基本存款账户编号", "l"), (3, number, "v"))),
    )  # fmt: skip
    form(paper, 28, 38, 154, rows, size=11)
    paper.text(150, 112, "（开户银行盖章）", size=10.5, align="m")
    seal(paper, 150, 112, firm.bank, rng, "业务公章", size=38)
    return Drawn("bank_account_permit", "account_data_sheet", [paper], named(firm), {"number": number})


@layout("tuning", "id_card")
def card_copy_side_by_side(case: Case, rng: random.Random) -> Drawn:
    """Both sides of an identity card on one sheet, in black and white, with a note for what it may be used."""
    firm, paper = case.customer, Paper(210, 148)
    label: Color = (60, 60, 60)
    name = firm.legal_representative
    born = dt.date(rng.randint(1962, 1992), rng.randint(1, 12), rng.randint(1, 28))
    number = id_number(rng, firm.uscc[2:8], born)
    for x in (14, 110):
        paper.fill(x, 24, x + 86, 78, (236, 236, 236))
        paper.frame(x, 24, x + 86, 78, color=(120, 120, 120), width=0.4)
    paper.text(20, 30, f"姓 名  {name}", font="hei", size=9)
    paper.text(20, 38, "性 别  男    民 族  汉", font="hei", size=9, color=label)
    paper.text(20, 46, f"出 生  {born.year} 年 {born.month} 月 {born.day} 日", font="hei", size=9)
    paper.text(20, 54, "住 址", font="hei", size=9)
    paper.paragraph(31, 54, 38, f"{firm.province}{firm.address}", font="hei", size=8, leading=1.25)
    paper.text(20, 71, f"公民身份号码  {number}", font="hei", size=10)
    paper.fill(74, 32, 95, 60, (160, 160, 160))
    paper.stamp(emblem((80, 80, 80)), 124, 40, 16)
    paper.text(160, 31, "中华人民共和国", font="serif", size=12, align="m")
    paper.text(160, 40, "居民身份证", font="serif-bold", size=16, align="m")
    year = rng.randint(2008, 2018)
    paper.text(126, 62, f"签发机关  {firm.city}公安局", font="hei", size=8)
    paper.text(126, 70, f"有效期限  {year}.03.21-{year + 20}.03.21", font="hei", size=8)
    paper.text(105, 92, f"{firm.name}法定代表人身份证复印件", font="kai", size=13, align="m")
    paper.text(
        105,
        102,
        f"本复印件仅用于{spoken_date(case.signed)}与{case.own.name}签订合同",
        font="kai",
        size=11,
        align="m",
    )
    seal(paper, 150, 100, firm, rng, size=40)
    return Drawn("id_card", "card_copy_side_by_side", [paper], named(firm), {"name": name, "number": number})


@layout("tuning", "id_card")
def card_copy_upright(case: Case, rng: random.Random) -> Drawn:
    """An identity card copied onto A4, the firm's name written below by hand."""
    firm, paper = case.customer, Paper()
    name = firm.legal_representative
    born = dt.date(rng.randint(1962, 1992), rng.randint(1, 12), rng.randint(1, 28))
    number = id_number(rng, firm.uscc[2:8], born)
    x, y = 60.0, 60.0
    paper.fill(x, y, x + 90, y + 57, (228, 236, 240))
    for dy, text in (
        (7, f"姓名  {name}"),
        (16, "性别  女   民族  汉"),
        (25, f"出生  {born.year}年{born.month}月{born.day}日"),
        (34, f"住址  {firm.city}{firm.district}"),
        (48, f"公民身份号码  {number}"),
    ):
        paper.text(x + 6, y + dy, text, font="sans", size=9.5)
    paper.fill(x + 62, y + 8, x + 84, y + 38, (150, 156, 166))
    y = 134.0
    paper.fill(x, y, x + 90, y + 57, (238, 232, 228))
    paper.stamp(emblem(), x + 15, y + 16, 18)
    paper.text(x + 55, y + 8, "中华人民共和国", font="serif", size=13, align="m")
    paper.text(x + 55, y + 18, "居民身份证", font="serif-bold", size=18, align="m")
    paper.text(x + 24, y + 38, f"签发机关  {firm.city}公安局{firm.district}分局", font="sans", size=8)
    paper.text(x + 24, y + 47, "有效期限  2016.04.02-2036.04.02", font="sans", size=8)
    paper.text(105, 212, f"单位：{firm.name}", font="ukai", size=14, align="m", color=BLUE_INK, shake=0.05)
    paper.text(105, 224, "与原件一致", font="ukai", size=14, align="m", color=BLUE_INK, shake=0.05)
    return Drawn("id_card", "card_copy_upright", [paper], named(firm), {"name": name, "number": number})

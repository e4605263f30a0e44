"""Papers about who the customer is, for judging."""

from __future__ import annotations

import datetime as dt
import random

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.money import spoken_date
from sample_scans.ornaments import guilloche, watermark
from sample_scans.paper import BLACK, Color, Paper, spread
from sample_scans.parts import form, letter, name_seal, seal, sign
from sample_scans.people_and_firms import id_number, person
from sample_scans.seals import emblem


@layout("judging", "tax_registration")
def tax_certificate_upright(case: Case, rng: random.Random) -> Drawn:
    """税务登记证 of the state tax office, upright."""
    firm, paper = case.customer, Paper(210, 297, ground=(250, 248, 240))
    watermark(paper, 18, (232, 228, 210))
    guilloche(paper, 10, 7, (150, 120, 150), waves=4, period=10)
    paper.stamp(emblem((190, 40, 45)), 105, 42, 26)
    paper.text(105, 60, "税务登记证", font="serif-bold", size=34, spacing=6, align="m")
    number = firm.uscc[2:17]
    paper.text(105, 80, f"国税字 {number} 号", font="serif", size=13, align="m")
    rows = (
        ("纳税人名称", firm.name), ("法定代表人", firm.legal_representative), ("地址", firm.address),
        ("登记注册类型", firm.company_type), ("批准设立机关", firm.registrar),
        ("扣缴义务", "依法确定"),
    )  # fmt: skip
    y = 100.0
    for label, value in rows:
        paper.text(32, y, label, font="serif", size=13, spacing=spread(label, 32, "serif", 13))
        paper.text(72, y, value, font="kai", size=13.5)
        y += 13
    paper.text(32, y, "经营范围", font="serif", size=13, spacing=spread("经营范围", 32, "serif", 13))
    paper.paragraph(72, y, 106, firm.scope, font="kai", size=12, leading=1.4)
    issued = firm.founded + dt.timedelta(days=20)
    office = f"{firm.city}{firm.district}国家税务局"
    paper.text(110, 238, f"发证税务机关  {office}", font="serif", size=12.5)
    paper.text(136, 252, spoken_date(issued), font="kai", size=13.5)
    seal(paper, 158, 244, office, rng, size=42)
    drawn = Drawn("tax_registration", "tax_certificate_upright", [paper], named(firm))
    drawn.fields = {"number": number, "date": issued.isoformat()}
    return drawn


@layout("judging", "authorisation_letter")
def power_of_attorney(case: Case, rng: random.Random) -> Drawn:
    """授权委托书 of a bidder's kind: to our company, signed by legal representative and agent."""
    firm, paper, agent = case.customer, Paper(), case.agent or person(rng)
    until = case.signed + dt.timedelta(days=365)
    paragraphs = (
        f"本人{firm.legal_representative}系{firm.name}的法定代表人，现授权委托我公司{agent}"
        f"（身份证号码：{id_number(rng, firm.uscc[2:8], dt.date(1984, 5, 17))}）为我方代理人。代理人根据授权，以我方名义与贵公司签订、"
        "变更、履行购销合同，办理提货、对账及结算等有关事宜，其法律后果由我方承担。",
        f"委托期限：自{spoken_date(case.signed)}至{spoken_date(until)}。",
        "代理人无转委托权。特此委托。",
    )
    y = letter(
        paper, 34, "授 权 委 托 书", paragraphs, (), greeting=f"致：{case.own.name}", font="kai", size=14,
        title_font="sans-bold", title_size=24,
    )  # fmt: skip
    lines = (
        f"委托单位（盖章）：{firm.name}", f"法定代表人（签字）：{firm.legal_representative}",
        f"委托代理人（签字）：{agent}", spoken_date(case.signed),
    )  # fmt: skip
    for place, text in enumerate(lines):
        paper.text(72, y + 8 + place * 13, text, font="kai", size=13.5)
    seal(paper, 146, y + 22, firm, rng, size=42)
    name_seal(paper, 152, y + 34, firm.legal_representative, rng, size=14)
    sign(paper, 142, y + 36, rng)
    drawn = Drawn("authorisation_letter", "power_of_attorney", [paper], named(firm))
    drawn.fields = {"date": case.signed.isoformat()}
    return drawn


@layout("judging", "customer_background")
def visit_report(case: Case, rng: random.Random) -> Drawn:
    """客户走访报告: a typed form with long remarks."""
    firm, paper = case.customer, Paper()
    paper.text(105, 22, "客户走访报告", font="hei", size=20, spacing=2, align="m")
    day = case.signed
    rows = (
        (10, ((2, "走访客户", "l"), (5, firm.name, "v"), (2, "走访日期", "l"), (3, spoken_date(day, "dot"), "c"))),
        (10, ((2, "客户地址", "l"), (5, firm.address, "v"), (2, "走访人员", "l"), (3, f"{case.clerk}、{case.driver}", "c"))),
        (10, ((2, "接待人员", "l"), (5, f"{firm.contact}（采购部）", "v"), (2, "联系电话", "l"), (3, firm.mobile, "c"))),
        (10, ((2, "企业性质", "l"), (5, firm.company_type, "v"), (2, "注册资本", "l"), (3, f"{firm.capital_wan}万元", "c"))),
        (38, ((2, "经营状况", "l"), (10, f"该客户成立于{firm.founded.year}年，主营{firm.scope[:22]}。现有员工约{rng.randint(30, 400)}人，"
              f"上年度销售收入约{rng.randint(8, 90) * 100}万元，生产线运转正常，设备利用率较高，在当地同行业中口碑较好。", "t"))),
        (34, ((2, "市场情况及\n同类产品比较", "l"), (10, "客户目前同时采购另外两家同类产品。与之相比，我公司产品在尺寸精度和交货及时性上有优势，"
              "价格略高约百分之二。所在区域执行国家现行标准，无特殊地方标准。", "t"))),
        (30, ((2, "客户意见", "l"), (10, "希望缩短交货周期，批量订货时给予价格优惠；对产品质量总体满意。", "t"))),
        (30, ((2, "走访结论", "l"), (10, "客户信誉良好，付款及时，建议继续合作，可适当增加供货量。", "t"))),
        (14, ((2, "部门负责人", "l"), (4, "", "v"), (2, "填报人", "l"), (4, case.clerk, "c"))),
    )  # fmt: skip
    form(paper, 20, 38, 170, rows, value_font="kai", size=11)
    sign(paper, 70, 221, rng)
    return Drawn("customer_background", "visit_report", [paper], named(firm), {"date": day.isoformat()})


@layout("judging", "customer_background")
def credit_survey(case: Case, rng: random.Random) -> Drawn:
    """客户情况调查报告: running text with headings."""
    firm, paper = case.customer, Paper()
    paper.text(105, 26, "客户情况调查报告", font="serif-bold", size=20, align="m")
    paper.text(105, 40, f"（调查对象：{firm.name}）", font="serif", size=12, align="m")
    y = 54.0
    for head, text in (
        ("一、基本情况", f"{firm.name}位于{firm.address}，法定代表人{firm.legal_representative}，注册资本{firm.capital_wan}万元，"
         f"{spoken_date(firm.founded)}成立，主要联系人{firm.contact}，电话{firm.phone}。"),
        ("二、生产经营情况", f"企业占地约{rng.randint(10, 80)}亩，年用钢量约{rng.randint(5, 60) * 100}吨，产品销往华北、华东等地区，近三年销售收入稳步增长。"),
        ("三、资信情况", f"开户行为{firm.bank}，未发现重大诉讼及失信记录，对上游供应商付款周期一般为三十至六十天。"),
        ("四、市场及法规环境", "当地对同类产品执行国家强制性标准及行业标准，环保要求趋严，小型企业逐步退出，有利于该客户扩大份额。"),
        ("五、调查意见", "综合以上情况，该客户经营正常、信用较好，可建立长期供货关系。"),
    ):  # fmt: skip
        paper.text(26, y, head, font="serif-bold", size=12.5)
        y = paper.paragraph(26, y + 8, 158, text, font="serif", size=12, leading=1.7, indent=2) + 3
    paper.text(182, y + 10, f"调查人：{case.clerk}  {case.driver}", font="serif", size=12, align="r")
    paper.text(182, y + 18, spoken_date(case.signed, "han"), font="serif", size=12, align="r")
    return Drawn(
        "customer_background", "credit_survey", [paper], named(firm), {"date": case.signed.isoformat()}
    )


@layout("judging", "bank_account_permit")
def basic_account_information(case: Case, rng: random.Random) -> Drawn:
    """基本存款账户信息, what banks print since the permits ended."""
    firm, paper = case.customer, Paper(210, 148)
    paper.text(105, 18, "基本存款账户信息", font="song", size=20, spacing=2, align="m", bold=True)
    number = f"J{rng.randint(10**12, 10**13 - 1)}"
    rows = (
        ("账户名称：", firm.name), ("账户号码：", firm.account), ("开户银行：", firm.bank),
        ("法定代表人：\n（单位负责人）", firm.legal_representative), ("基本存款账户编号：", number),
    )  # fmt: skip
    y = 38.0
    for label, value in rows:
        for place, part in enumerate(label.split("\n")):
            paper.text(30, y + place * 5, part, font="song", size=12)
        paper.text(76, y, value, font="song", size=12)
        y += 14
    paper.text(160, 112, spoken_date(firm.founded + dt.timedelta(days=30)), size=12, align="m")
    seal(paper, 158, 106, firm.bank, rng, "业务专用章", size=40)
    return Drawn("bank_account_permit", "basic_account_information", [paper], named(firm), {"number": number})


@layout("judging", "id_card")
def identity_card_copy(case: Case, rng: random.Random) -> Drawn:
    """Both sides of an identity card copied onto one sheet."""
    firm, paper = case.customer, Paper()
    name = firm.legal_representative
    born = dt.date(rng.randint(1965, 1990), rng.randint(1, 12), rng.randint(1, 28))
    number = id_number(rng, firm.uscc[2:8], born)
    _back(paper, 62, 50, firm.city, rng)
    x, y = 62.0, 130.0
    paper.fill(x, y, x + 86, y + 54, (236, 240, 244))
    paper.frame(x, y, x + 86, y + 54, color=(180, 180, 190), width=0.4)
    label: Color = (70, 110, 160)
    for dy, text, value, offset in (
        (6, "姓名", name, 12),
        (14, "性别", "男", 12),
        (22, "出生", f"{born.year} 年 {born.month} 月 {born.day} 日", 12),
    ):
        paper.text(x + 6, y + dy, text, font="hei", size=7, color=label)
        paper.text(x + 6 + offset, y + dy - 0.6, value, font="hei", size=9, color=BLACK)
    paper.text(x + 30, y + 14, "民族", font="hei", size=7, color=label)
    paper.text(x + 40, y + 13.4, "汉", font="hei", size=9)
    paper.text(x + 6, y + 30, "住址", font="hei", size=7, color=label)
    paper.paragraph(x + 18, y + 29.6, 40, f"{firm.province}{firm.address}", font="hei", size=8, leading=1.25)
    paper.text(x + 6, y + 46, "公民身份号码", font="hei", size=7.5, color=label)
    paper.text(x + 30, y + 45.4, number, font="hei", size=10.5)
    paper.fill(x + 60, y + 8, x + 81, y + 36, (200, 206, 214))
    paper.fill(x + 66, y + 12, x + 75, y + 24, (120, 120, 126))
    paper.fill(x + 62, y + 26, x + 79, y + 36, (90, 92, 100))
    paper.text(105, 205, f"仅供{firm.name}办理业务使用", font="kai", size=12, align="m")
    seal(paper, 128, 206, firm, rng, size=42)
    return Drawn("id_card", "identity_card_copy", [paper], named(firm), {"name": name, "number": number})


def _back(paper: Paper, x: float, y: float, city: str, rng: random.Random) -> None:
    paper.fill(x, y, x + 86, y + 54, (240, 236, 232))
    paper.frame(x, y, x + 86, y + 54, color=(190, 180, 180), width=0.4)
    paper.stamp(emblem(), x + 14, y + 15, 17)
    paper.text(x + 52, y + 8, "中华人民共和国", font="serif", size=13, align="m")
    paper.text(x + 52, y + 18, "居民身份证", font="serif-bold", size=18, align="m")
    year = rng.randint(2008, 2018)
    paper.text(x + 22, y + 37, f"签发机关  {city}公安局", font="hei", size=8)
    paper.text(x + 22, y + 45, f"有效期限  {year}.06.12-{year + 20}.06.12", font="hei", size=8)
